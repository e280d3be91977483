#include "core/report/collector.h"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <utility>

#include "core/findings/click_paths.h"
#include "core/intake/artefact.h"
#include "core/text/json_writer.h"
#include "core/text/unicode.h"

namespace preflight::report {

namespace {

namespace clicks = findings::clicks;
using text::join;

constexpr std::string_view kApps = "/api/v1/apps?q=egnyte&limit=200";

// ---- the words

struct Words {
    std::string_view title;
    std::string_view steps[4];
};

constexpr std::string_view kPromise =
    "The script only reads: it sends GET requests to {org} and to nobody else, and writes one file. The file holds "
    "names and settings of your org, and no token, cookie or header.";

constexpr Words kForConsole = {
    "Collect the exports in the browser",
    {join<"Sign in to the ", clicks::kConsole,
          " of {org} as an administrator who can view applications, users, groups and logs.">,
     "Open the developer tools of the browser (F12; on a Mac, Option+Command+I) and choose Console.",
     "Paste the script and press Enter. If the browser refuses, type the words that it asks for and paste again.",
     "Provide preflight-bundle.json, which the browser saves with your downloads."}};

constexpr Words kForBash = {
    "Collect the exports with bash and curl",
    {join<"Signed in to {org} as a read-only administrator, open ", clicks::kConsole,
          " › Security › API › Tokens and create a token.">,
     "Save the script as collect.sh. Run: read -rs OKTA_API_TOKEN; export OKTA_API_TOKEN; then paste the token.",
     "Run: bash collect.sh", "Revoke the token in Okta. Provide preflight-bundle.json."}};

// ---- the scripts

constexpr std::string_view kConsole = R"js((async () => {
  const given = '{{app}}'; // empty: the applications whose name begins with "egnyte"
  // [path, ids in its answer, path for each of them]
  const plan = [
{{plan}}  ];
  const day = 24 * 60 * 60 * 1000;
  const since = new Date(Date.now() - 90 * day).toISOString(), until = new Date().toISOString();
  const responses = [], refused = [], seen = new Set();

  async function get(path) {
    const accept = path.endsWith('/metadata') ? 'application/xml' : 'application/json';
    for (let tries = 0; ; tries++) {
      const none = { ok: false, status: 0, text: () => '', headers: { get: () => null } }; // the network failed
      const answer = await fetch(path, { method: 'GET', credentials: 'same-origin', headers: { Accept: accept } }).catch(() => none);
      if (answer.status !== 429 || tries === 20) return answer;
      const reset = 1000 * Number(answer.headers.get('x-rate-limit-reset'));
      const wait = Math.min(Math.max(reset - Date.now(), 1000), 60000);
      console.log(`Okta limits the rate: waiting ${Math.ceil(wait / 1000)} s`);
      await new Promise((done) => setTimeout(done, wait));
    }
  }

  // The text of all pages. Of the address of the next page only the path is used: nothing else than this org is asked.
  async function collect(first) {
    let all = '';
    for (let path = first; path && !seen.has(path); ) {
      seen.add(path);
      const answer = await get(path);
      const text = await answer.text();
      const link = answer.ok && (answer.headers.get('link') ?? '').match(/<([^>]*)>; *rel="next"/);
      const next = link ? new URL(link[1], location.origin) : null;
      let body = 'null';
      if (answer.ok) {
        body = /^\s*[[{]/.test(text) ? text : JSON.stringify(text);
        all += text + '\n';
      } else {
        refused.push(`${answer.status} ${path}`);
      }
      const fields = { url: location.origin + path, status: answer.status, next: next && next.href, time: new Date().toISOString() };
      responses.push(`${JSON.stringify(fields).slice(0, -1)},"body":${body}}`);
      console.log(`${answer.status} ${path}`);
      path = next && next.pathname + next.search;
    }
    return all;
  }
  const ids = (text, prefix) => new Set(Array.from(text.matchAll(new RegExp(`"(${prefix}[0-9A-Za-z]{17})"`, 'g')), (found) => found[1]));

  const apps = [...(given ? [given] : ids(await collect('{{apps}}'), '0oa'))];
  for (const app of apps) {
    for (const [path, prefix, each] of plan) {
      const text = await collect(path.replace('{app}', app).replace('{since}', since).replace('{until}', until));
      if (each) for (const id of ids(text, prefix)) await collect(each.replace('{id}', id));
    }
  }

  const bundle = `{"preflightBundle":1,"org":${JSON.stringify(location.host)},"responses":[\n${responses.join(',\n')}\n]}\n`;
  const file = document.createElement('a');
  file.href = URL.createObjectURL(new Blob([bundle], { type: 'application/json' }));
  file.download = 'preflight-bundle.json';
  file.click();
  console.log(`${responses.length - refused.length} answers are in preflight-bundle.json.`);
  if (refused.length) console.log(`Okta refused ${refused.length}:\n${refused.join('\n')}`);
  if (!apps.length) console.log('No application whose name begins with "egnyte" was found: the collector needs its id.');
})();
)js";

constexpr std::string_view kBash = R"sh(set -euo pipefail
base='https://{{org}}'
given='{{app}}' # empty: the applications whose name begins with "egnyte"
out=${1:-preflight-bundle.json}
: "${OKTA_API_TOKEN:?Set OKTA_API_TOKEN to an API token first}"
umask 077
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
touch "$work/seen" "$work/responses"
answers=0 refused=0
until=$(date -u +%Y-%m-%dT%H:%M:%SZ)
since=$(date -u -d '90 days ago' +%Y-%m-%dT%H:%M:%SZ 2>/dev/null || date -u -v-90d +%Y-%m-%dT%H:%M:%SZ)

# get PATH: sets $status, leaves the answer in $work/headers and $work/body. The token is not an argument of curl, which
# other users of the machine could read.
get() {
  local tries=0 accept=application/json reset wait
  if [[ $1 == */metadata ]]; then accept=application/xml; fi
  while true; do
    : >"$work/headers"
    : >"$work/body"
    status=$(printf 'header = "Authorization: SSWS %s"\n' "$OKTA_API_TOKEN" |
      curl -sS -g -K - -H "Accept: $accept" -D "$work/headers" -o "$work/body" -w '%{http_code}' "$base$1") || status=0
    if [[ $status != 429 || $tries -ge 20 ]]; then return 0; fi
    tries=$((tries + 1))
    reset=$(tr -d '\r' <"$work/headers" | awk -F': *' 'tolower($1) == "x-rate-limit-reset" { print $2 }')
    wait=$((${reset:-0} - $(date +%s)))
    if ((wait < 1)); then wait=1; elif ((wait > 60)); then wait=60; fi
    echo "Okta limits the rate: waiting $wait s" >&2
    sleep "$wait"
  done
}

# A file as a JSON string without its quotes.
escaped() {
  tr -d '\r' <"$1" | sed -e 's/\\/\\\\/g' -e 's/"/\\"/g' -e "s/$(printf '\t')/\\\\t/g" | awk '{ printf "%s%s", sep, $0; sep = "\\n" }'
}

# collect PATH: all pages; their text is then in $work/all. Of the address of the next page only the path is used:
# nothing else than this org is asked.
collect() {
  local path=$1 next shown
  : >"$work/all"
  while [[ -n $path ]] && ! grep -qxF -- "$path" "$work/seen"; do
    printf '%s\n' "$path" >>"$work/seen"
    get "$path"
    echo "$status $path" >&2
    next=
    if [[ $status == 2* ]]; then
      next=$(tr -d '\r' <"$work/headers" | grep -i '^link:' | grep -o '<[^>"\]*>; *rel="next"' | sed 's/^<\(.*\)>.*/\1/' | head -n 1) || next=
    fi
    shown=null
    if [[ -n $next ]]; then shown="\"$next\""; fi
    {
      if [[ -s $work/responses ]]; then printf ',\n'; fi
      printf '{"url":"%s","status":%d,"next":%s,"time":"%s","body":' "$base$path" "$status" "$shown" "$(date -u +%Y-%m-%dT%H:%M:%SZ)"
      if [[ $status != 2* ]]; then
        printf null
      elif head -c 100 "$work/body" | tr -d ' \t\r\n' | grep -q '^[[{]'; then
        cat "$work/body"
      else
        printf '"%s"' "$(escaped "$work/body")"
      fi
      printf '}'
    } >"$work/response"
    cat "$work/response" >>"$work/responses"
    if [[ $status == 2* ]]; then
      cat "$work/body" >>"$work/all"
      answers=$((answers + 1))
    else
      refused=$((refused + 1))
    fi
    path=
    if [[ -n $next ]]; then path=/${next#*://*/}; fi
  done
}
ids() { grep -oE "\"$1[0-9A-Za-z]{17}\"" "$work/all" | tr -d '"' | awk '!seen[$0]++' || true; }

# step PATH [IDS EACH]: what is at PATH, and then EACH for the ids in its answer that begin with IDS.
step() {
  local path=$1 id
  path=${path//'{app}'/$app}
  path=${path//'{since}'/$since}
  path=${path//'{until}'/$until}
  collect "$path"
  if (($# == 3)); then
    for id in $(ids "$2"); do collect "${3//'{id}'/$id}"; done
  fi
}

apps=$given
if [[ -z $apps ]]; then
  collect '{{apps}}'
  apps=$(ids 0oa)
fi
for app in $apps; do
{{plan}}done
{
  printf '{"preflightBundle":1,"org":"%s","responses":[\n' "${base#*://}"
  cat "$work/responses"
  printf '\n]}\n'
} >"$out"
echo "$answers answers are in $out. Okta refused $refused." >&2
if [[ -z $apps ]]; then echo 'No application whose name begins with "egnyte" was found: the collector needs its id.' >&2; fi
)sh";

// ---- putting them together

// The host of a host name or an address, in lower case and without "-admin", whose API gives the same answers. Empty
// when there is none: it becomes a part of a script.
std::string host_of(std::string_view org) {
    if (const auto scheme = org.find("://"); scheme != std::string_view::npos) org.remove_prefix(scheme + 3);
    std::string host = text::ascii_lower(text::trim(org.substr(0, org.find_first_of("/?#"))));
    const bool good = std::all_of(host.begin(), host.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
    });
    const bool dots = host.find('.') != std::string::npos && host.front() != '.' && host.back() != '.';
    if (!good || !dots || host.front() == '-' || host.size() > 253) return {};
    for (const std::string_view domain :
         {".okta.com", ".oktapreview.com", ".okta-emea.com", ".okta-gov.com", ".okta.mil"}) {
        const std::string admin = "-admin" + std::string(domain);
        if (host.size() > admin.size() && host.compare(host.size() - admin.size(), admin.size(), admin) == 0)
            host.replace(host.size() - admin.size(), admin.size(), domain);
    }
    return host;
}

bool is_id(std::string_view id) {
    return id.size() <= 64 && std::all_of(id.begin(), id.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
           });
}

std::vector<const intake::Artefact*> wanted(const CollectorRequest& request) {
    const auto asked = [&](std::string_view kind) {
        return request.kinds.empty() ||
               std::find(request.kinds.begin(), request.kinds.end(), kind) != request.kinds.end();
    };
    std::vector<const intake::Artefact*> result;
    for (const intake::Artefact* const one : intake::artefacts()) {
        if (one->path.empty() || one->path.find("{group}") != std::string_view::npos) continue;
        // Without an id the list of applications is read, and the application is in it.
        if (one->kind == "okta-application" && request.application.empty() && !request.kinds.empty()) continue;
        // Members are found by the groups that are assigned or pushed.
        const bool finds_members = one->each.find("/users") != std::string_view::npos && asked("okta-group-members");
        if (asked(one->kind) || finds_members) result.push_back(one);
    }
    return result;
}

// One line for each path; people come with their assignments, so two artefacts can have the same.
std::string plan_of(const std::vector<const intake::Artefact*>& artefacts, bool bash) {
    const auto quoted = [](std::string_view text) { return "'" + std::string(text) + "'"; };
    const std::string between = bash ? " " : ", ";
    std::vector<std::string_view> paths;
    std::string plan;
    for (const intake::Artefact* const one : artefacts) {
        if (std::find(paths.begin(), paths.end(), one->path) != paths.end()) continue;
        paths.push_back(one->path);
        plan += (bash ? "  step " : "    [") + quoted(one->path);
        if (!one->each.empty()) plan += between + quoted(one->ids) + between + quoted(one->each);
        plan += bash ? "\n" : "],\n";
    }
    return plan;
}

}  // namespace

Collector make_collector(const CollectorRequest& request) {
    Collector collector;
    const bool bash = request.as == "bash";
    const std::string org = host_of(request.org);
    const std::vector<const intake::Artefact*> artefacts = wanted(request);
    if (!bash && request.as != "console") {
        collector.problem = "a script is for the console or for bash, not for \"" + text::repair(request.as) + "\"";
    } else if (org.empty()) {
        collector.problem = request.org.empty()
                                ? "the host name of the org is needed, like acme.okta.com"
                                : "\"" + text::repair(request.org) + "\" is not a host name like acme.okta.com";
    } else if (!is_id(request.application)) {
        collector.problem = "\"" + text::repair(request.application) + "\" is not the id of an application (0oa…)";
    } else if (artefacts.empty()) {
        collector.problem = "nothing that Okta can export is missing";
    }
    if (!collector.problem.empty()) return collector;

    const auto for_org = [&](std::string_view words) {
        std::string result(words);
        text::replace_all(result, "{org}", org);
        return result;
    };
    const Words& words = bash ? kForBash : kForConsole;
    collector.title = words.title;
    collector.promise = for_org(kPromise);
    for (const std::string_view step : words.steps) collector.steps.push_back(for_org(step));

    const std::string comment = bash ? "# " : "// ";
    std::string& script = collector.script;
    if (bash) script = "#!/usr/bin/env bash\n";
    script += comment + collector.title + " of " + org + " (Preflight " + request.version + ").\n";
    script += comment + collector.promise + "\n";
    for (std::size_t i = 0; i < collector.steps.size(); ++i)
        script += comment + std::to_string(i + 1) + ". " + collector.steps[i] + "\n";
    std::string body(bash ? kBash : kConsole);
    text::replace_all(body, "{{plan}}", plan_of(artefacts, bash));
    text::replace_all(body, "{{org}}", org);
    text::replace_all(body, "{{app}}", request.application);
    text::replace_all(body, "{{apps}}", kApps);
    script += body;
    return collector;
}

std::string collector_json(const Collector& collector) {
    std::string out;
    text::JsonWriter json(out);
    json.begin_object();
    if (collector.problem.empty()) {
        json.member("title", collector.title).member("promise", collector.promise);
        json.member("steps", collector.steps).member("script", collector.script);
    } else {
        json.member("error", collector.problem);
    }
    json.end_object();
    return out + "\n";
}

}  // namespace preflight::report
