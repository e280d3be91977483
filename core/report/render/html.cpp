// One HTML file to pass on: everything in it, no script, nothing loaded from anywhere (its own policy forbids both),
// and readable without colours, on paper and by screen readers. What comes from files is escaped and made printable.
// Like the ticket text it names no people unless the style asks for them.
#include <algorithm>
#include <array>
#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include "core/report/render/people_mask.h"
#include "core/report/renderer.h"
#include "core/text/numbers.h"
#include "core/text/printable.h"
#include "core/text/time.h"
#include "core/text/unicode.h"

namespace preflight::report {

namespace {

using findings::Severity;
using simulation::EndState;
using text::counted;
using text::grouped;

constexpr std::string_view kHead =
    "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
    "<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"referrer\" content=\"no-referrer\">\n"
    "<title>Preflight report</title>\n<style>\n"
    "body{max-width:60rem;margin:2rem auto;padding:0 1rem;font:15px/1.5 system-ui,sans-serif}\n"
    "h1{font-size:22px;line-height:1.3}h2{font-size:18px;margin:2rem 0 .5rem}h3{font-size:15px;margin:1.5rem 0 "
    ".25rem}\n"
    "table{border-collapse:collapse;margin:.5rem 0}"
    "th,td{padding:.25rem 1rem .25rem 0;border-top:1px solid #8888;text-align:left;vertical-align:top}\n"
    "td,th,code,pre{unicode-bidi:isolate}code,.w{overflow-wrap:anywhere}.n{text-align:right}\n"
    "pre{overflow:auto;margin:.25rem 0;padding:.5rem;border:1px solid #8888}"
    "mark{background:#ffe08a;color:#1b1f24}.small{font-size:13px}\n"
    "section{break-inside:avoid-page}ul.plain{list-style:none;padding:0}\n"
    "</style>\n</head>\n<body>\n<main>\n";

// For text between tags and in attributes with double quotes.
std::string escaped(std::string_view value) {
    std::string result;
    for (const char c : text::printable(value)) {
        switch (c) {
            case '&':
                result += "&amp;";
                break;
            case '<':
                result += "&lt;";
                break;
            case '>':
                result += "&gt;";
                break;
            case '"':
                result += "&quot;";
                break;
            case '\'':
                result += "&#39;";
                break;
            default:
                result += c;
        }
    }
    return result;
}

// Much smaller in the page's module than sums of texts.
void put(std::string& out, std::initializer_list<std::string_view> parts) {
    for (const std::string_view part : parts) out += part;
}

struct StateWords {
    EndState state;
    std::string_view word, meaning;
};
constexpr std::array kStates = {
    StateWords{EndState::refused, "refused", "Egnyte rejects the account"},
    StateWords{EndState::locked_out, "locked out", "has an account and cannot sign in"},
    StateWords{EndState::unknown, "unknown", "what decides this was not provided"},
    StateWords{EndState::nothing_sent, "nothing sent", "Okta sends nothing, no sign-in is expected"},
    StateWords{EndState::works, "works", "has an account and can sign in"},
};

std::string_view word_of(EndState state) {
    for (const StateWords& words : kStates) {
        if (words.state == state) return words.word;
    }
    return "";
}

void table_of_states(std::string& out, const verdict::EndStates::Counts& counts) {
    out +=
        "<table>\n<caption>People by end state</caption>\n<thead><tr><th scope=\"col\">State</th>"
        "<th scope=\"col\" class=\"n\">People</th><th scope=\"col\">Meaning</th></tr></thead>\n<tbody>\n";
    for (const StateWords& words : kStates) {
        const std::size_t count = counts[static_cast<std::size_t>(words.state)];
        if (count == 0) continue;
        put(out, {"<tr><th scope=\"row\">", words.word, "</th><td class=\"n\">", grouped(count), "</td><td>",
                  words.meaning, "</td></tr>\n"});
    }
    out += "</tbody></table>\n";
}

// One row for each person, straight into the sink: there may be hundreds of thousands.
void table_of_people(const OutcomeCursor& outcomes, const Sink& sink) {
    sink(
        "<h2>People</h2>\n<table>\n<thead><tr><th scope=\"col\">Person</th><th scope=\"col\">State</th>"
        "<th scope=\"col\">Username</th><th scope=\"col\">Provisioning</th><th scope=\"col\">Sign-in</th>"
        "<th scope=\"col\">Why</th></tr></thead>\n<tbody>\n");
    outcomes.for_each_person([&](const OutcomeRow& row) {
        const simulation::ProfileValue* name = row.outcome.find(simulation::Attribute::userName);
        const bool has_name = name != nullptr && name->value && !name->value->is_null();
        std::string why;
        std::vector<const findings::Rule*> said;
        const auto add = [&](const std::vector<simulation::Reason>& reasons) {
            for (const simulation::Reason& reason : reasons) {
                if (std::find(said.begin(), said.end(), reason.rule) != said.end()) continue;
                said.push_back(reason.rule);
                put(why, {(why.empty() ? "" : "<br>"), escaped(reason.message)});
            }
        };
        add(row.outcome.reasons);
        if (row.sign_in != nullptr) add(row.sign_in->reasons);
        sink("<tr><th scope=\"row\" class=\"w\">" + escaped(row.outcome.user.login) + "</th><td>" +
             std::string(word_of(row.end_state)) + "</td><td class=\"w\">" +
             (has_name ? escaped(name->value->to_text()) : "") + "</td><td>" +
             std::string(simulation::to_string(row.outcome.status)) + "</td><td>" +
             (row.sign_in == nullptr ? std::string() : std::string(simulation::to_string(row.sign_in->status))) +
             "</td><td class=\"w\">" + why + "</td></tr>\n");
    });
    sink("</tbody></table>\n");
}

void foot(std::string& out, const Tool& tool) {
    put(out, {"</main>\n<footer><p class=\"small\">Preflight ", escaped(tool.version)});
    if (tool.now_unix) put(out, {", dates checked as of ", text::format_time(*tool.now_unix)});
    out += ".</p></footer>\n</body>\n</html>\n";
}

class Report {
public:
    Report(const CheckReport& report, const Style& style)
        : report_(report), mask_(style.with_people ? nullptr : report.outcomes), style_(style) {}

    void write(const Sink& sink) {
        out_ = std::string(kHead) + "<h1>" + text(report_.verdict) + "</h1>\n";
        std::size_t people = 0;
        for (const std::size_t count : report_.end_states) people += count;
        if (people > 0) table_of_states(out_, report_.end_states);
        causes(people);
        list("Notes", Severity::note);
        by_hand();
        flush(sink);
        if (style_.with_people && people > 0 && report_.outcomes != nullptr) table_of_people(*report_.outcomes, sink);
        settings();
        missing();
        files();
        foot(out_, report_.tool);
        flush(sink);
    }

private:
    void flush(const Sink& sink) {
        sink(out_);
        out_.clear();
    }

    [[nodiscard]] std::string text(std::string_view value) const {
        return escaped(style_.with_people ? std::string(value) : mask_.masked(value));
    }
    // Of a finding about people the rule says what it is; the message may name one of them.
    [[nodiscard]] std::string message_of(const Finding& finding) const {
        return text(finding.about_people && !style_.with_people ? finding.rule->when
                                                                : std::string_view(finding.message));
    }

    void causes(std::size_t people) {
        if (report_.causes.empty()) return;
        out_ += "<h2>Causes, in the order to correct them</h2>\n";
        std::size_t number = 0;
        for (const verdict::Cause& cause : report_.causes) {
            const Finding& finding = report_.findings[cause.finding];
            put(out_, {"<section>\n<h3>", std::to_string(++number), ". ", message_of(finding), "</h3>\n<p>",
                       (finding.severity == Severity::error ? "Error." : "Warning.")});
            if (cause.holds_back > 0) {
                put(out_, {" It holds back ", counted(cause.holds_back, "person", "people"), ". After fixing ",
                           (number == 1 ? "it" : "1 to " + std::to_string(number)), ", ", grouped(cause.works_after),
                           " of ", counted(people, "person", "people"), " can work."});
            }
            out_ += "</p>\n";
            body(finding);
            if (!cause.effects.empty()) {
                out_ += "<p>Goes away with it:</p>\n<ul>\n";
                for (const std::size_t effect : cause.effects)
                    put(out_, {"<li>", message_of(report_.findings[effect]), "</li>\n"});
                out_ += "</ul>\n";
            }
            out_ += "</section>\n";
        }
    }

    void list(std::string_view title, Severity severity) {
        bool begun = false;
        for (const Finding& finding : report_.findings) {
            if (finding.severity != severity) continue;
            if (!begun) put(out_, {"<h2>", title, "</h2>\n"});
            begun = true;
            put(out_, {"<section>\n<h3>", message_of(finding), "</h3>\n"});
            body(finding);
            out_ += "</section>\n";
        }
    }

    void body(const Finding& finding) {
        constexpr std::size_t kPlaces = 5;
        if (!finding.consequence.empty()) put(out_, {"<p>Impact: ", text(finding.consequence), "</p>\n"});
        if (!finding.fix_title.empty()) put(out_, {"<p>Fix: ", text(finding.fix_title), "</p>\n"});
        if (!finding.fix_steps.empty()) {
            out_ += "<ol>\n";
            for (const std::string& step : finding.fix_steps) put(out_, {"<li>", text(step), "</li>\n"});
            out_ += "</ol>\n";
        }
        for (std::size_t i = 0; i < std::min(kPlaces, finding.places.size()); ++i) place(finding.places[i]);
        if (finding.places.size() > kPlaces)
            put(out_, {"<p>and ", counted(finding.places.size() - kPlaces, "more place"), "</p>\n"});
        if (finding.affected && finding.affected->users > 0) {
            put(out_, {"<p>", counted(finding.affected->users, "person", "people")});
            std::string who;
            if (style_.with_people) {
                for (const std::string& login : finding.affected->examples)
                    put(who, {(who.empty() ? ": " : ", "), escaped(login)});
                if (!who.empty() && finding.affected->users > finding.affected->examples.size()) who += ", …";
            }
            put(out_, {who, "</p>\n"});
        }
        put(out_, {"<p class=\"small\">", escaped(finding.rule->code), " ", escaped(finding.rule->slug), ", facts: ",
                   escaped(finding.rule->sources), " (", findings::to_string(finding.confidence), ")</p>\n"});
    }

    void place(const Place& place) {
        std::string where = place.input;
        if (place.range)
            put(where, {":", std::to_string(place.range->begin.line), ":", std::to_string(place.range->begin.column)});
        put(out_, {"<p><code>", text(where), "</code>"});
        if (!place.pointer.empty()) put(out_, {" <code>", text(place.pointer), "</code>"});
        out_ += "</p>\n";
        // A line of a list of people has more of them than the finding is about.
        if (!place.excerpt || !style_.with_people) return;
        const auto& [line, excerpt, from, to] = *place.excerpt;
        std::string before, marked, after;
        std::size_t number = 0;
        for (std::size_t at = 0; at < excerpt.size(); ++number) {
            const std::size_t length = std::max<std::size_t>(text::decode(excerpt, at).length, 1);
            (number < from ? before : number < to ? marked : after) += excerpt.substr(at, length);
            at += length;
        }
        put(out_, {"<pre tabindex=\"0\" aria-label=\"Line ", std::to_string(line), "\">", escaped(before), "<mark>",
                   escaped(marked), "</mark>", escaped(after), "</pre>\n"});
    }

    void by_hand() {
        bool begun = false;
        for (const Finding& finding : report_.findings) {
            if (finding.severity != Severity::manual) continue;
            if (!begun) out_ += "<h2>To confirm by hand</h2>\n<ul class=\"plain\">\n";
            begun = true;
            put(out_, {finding.ticked ? "<li>☑ " : "<li>☐ ", message_of(finding), " ", text(finding.consequence)});
            if (!finding.fix_steps.empty()) {
                out_ += "<ol>\n";
                for (const std::string& step : finding.fix_steps) put(out_, {"<li>", text(step), "</li>\n"});
                out_ += "</ol>\n";
            }
            out_ += "</li>\n";
        }
        if (begun) out_ += "</ul>\n";
    }

    void settings() {
        if (!report_.settings) return;
        out_ +=
            "<h2>Egnyte SSO settings</h2>\n<table>\n<thead><tr><th scope=\"col\">Field</th>"
            "<th scope=\"col\">Value</th></tr></thead>\n<tbody>\n";
        for (const Settings::Field& field : report_.settings->fields) {
            put(out_, {"<tr><th scope=\"row\">", escaped(field.label), "</th><td>",
                       (field.value.empty() ? std::string("not in these files")
                                            : "<code>" + escaped(field.value) + "</code>")});
            if (!field.remark.empty()) put(out_, {"<br>", escaped(field.remark)});
            out_ += "</td></tr>\n";
        }
        out_ += "</tbody></table>\n";
    }

    void missing() {
        if (report_.missing.empty()) return;
        out_ +=
            "<h2>Not provided</h2>\n<table>\n<thead><tr><th scope=\"col\">What</th>"
            "<th scope=\"col\">What it would tell</th><th scope=\"col\">How to get it</th></tr></thead>\n<tbody>\n";
        for (const findings::Missing& missing : report_.missing)
            put(out_, {"<tr><th scope=\"row\">", text(missing.kind), "</th><td>", text(missing.why), "</td><td><code>",
                       text(missing.how), "</code></td></tr>\n"});
        out_ += "</tbody></table>\n";
    }

    void files() {
        out_ +=
            "<h2>Files</h2>\n<table>\n<thead><tr><th scope=\"col\">File</th><th scope=\"col\">What it is</th>"
            "<th scope=\"col\">Not used</th></tr></thead>\n<tbody>\n";
        for (const Input& input : report_.inputs) {
            std::string kinds, unused;
            for (const std::string& kind : input.kinds) kinds += (kinds.empty() ? "" : ", ") + kind;
            for (const CheckReport::Unused& one : report_.unused) {
                if (one.input == input.name) unused += (unused.empty() ? "" : "; ") + one.kind + ": " + one.why;
            }
            put(out_, {"<tr><th scope=\"row\">", text(input.name), "</th><td>", text(kinds), "</td><td>", text(unused),
                       "</td></tr>\n"});
        }
        out_ += "</tbody></table>\n";
    }

    const CheckReport& report_;
    const PeopleMask mask_;
    const Style& style_;
    std::string out_;
};

}  // namespace

namespace renderers {

void check_html(const CheckReport& report, const Style& style, const Sink& sink) {
    Report(report, style).write(sink);
}

void simulate_html(const SimulateReport& report, const Style&, const Sink& sink) {
    verdict::EndStates::Counts counts{};
    report.outcomes.for_each_person([&](const OutcomeRow& row) { ++counts[static_cast<std::size_t>(row.end_state)]; });
    std::size_t people = 0;
    for (const std::size_t count : counts) people += count;
    std::string out = std::string(kHead) + "<h1>Rehearsal of " + counted(people, "person", "people") + "</h1>\n";
    if (people > 0) table_of_states(out, counts);
    if (!report.notes.empty()) out += "<ul>\n";
    for (const std::string& note : report.notes) put(out, {"<li>", escaped(note), "</li>\n"});
    if (!report.notes.empty()) out += "</ul>\n";
    sink(out);
    if (people > 0) table_of_people(report.outcomes, sink);
    out.clear();
    foot(out, report.tool);
    sink(out);
}

}  // namespace renderers

}  // namespace preflight::report
