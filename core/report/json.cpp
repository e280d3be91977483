// The JSON of spec 6.1 and 6.2. nlohmann writes; keys keep their order, bad UTF-8 is replaced.
#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "core/crypto/digest.h"
#include "core/report/card.h"
#include "core/report/excerpt.h"
#include "core/report/report.h"
#include "core/saml/collection.h"
#include "core/saml/metadata.h"
#include "core/simulation/profile.h"
#include "core/text/time.h"

namespace preflight::report {

namespace {

using Json = nlohmann::ordered_json;

std::string dump(const Json& json, int indent = -1) {
    return json.dump(indent, ' ', false, Json::error_handler_t::replace);
}

// A value that is kept as JSON text.
Json parsed(const std::string& text) {
    Json value = Json::parse(text, nullptr, false);
    return value.is_discarded() ? Json(nullptr) : value;
}

Json optional_text(const std::optional<std::string>& text) {
    return text ? Json(*text) : Json(nullptr);
}

Json words(std::string_view separated) {
    Json result = Json::array();
    while (!separated.empty()) {
        const auto space = separated.find(' ');
        if (space != 0) result.push_back(separated.substr(0, space));
        if (space == std::string_view::npos) break;
        separated.remove_prefix(space + 1);
    }
    return result;
}

Json location_json(const intake::Workspace& workspace, const findings::Location& location, bool show) {
    Json json;
    json["input"] = workspace.inputs[location.input].name;
    json["pointer"] = location.pointer;
    if (const auto range = range_of(workspace, location)) {
        json["line"] = range->begin.line;
        json["column"] = range->begin.column;
        json["endLine"] = range->end.line;
        json["endColumn"] = range->end.column;
    }
    if (const auto excerpt = show ? excerpt_of(workspace, location) : std::nullopt) {
        json["excerpt"] = {
            {"line", excerpt->line}, {"text", excerpt->text}, {"from", excerpt->from}, {"to", excerpt->to}};
    }
    return json;
}

std::string fingerprint(const intake::Workspace& workspace, const findings::Finding& finding) {
    std::string text(finding.rule->code);
    if (!finding.locations.empty())
        text +=
            '\n' + workspace.inputs[finding.locations.front().input].name + '\n' + finding.locations.front().pointer;
    return crypto::sha256_hex(text).substr(0, 16);
}

Json finding_json(const intake::Workspace& workspace, const findings::Finding& finding,
                  const std::vector<std::size_t>& hidden) {
    Json json;
    json["rule"] = finding.rule->slug;
    json["code"] = finding.rule->code;
    json["severity"] = findings::to_string(finding.effective_severity());
    json["message"] = finding.message;
    json["consequence"] = finding.consequence;
    json["locations"] = Json::array();
    for (const findings::Location& location : finding.locations) {
        const bool show = std::find(hidden.begin(), hidden.end(), location.input) == hidden.end();
        json["locations"].push_back(location_json(workspace, location, show));
    }
    if (finding.affected) {
        json["affected"] = {{"users", finding.affected->users}, {"examples", finding.affected->examples}};
    } else {
        json["affected"] = nullptr;
    }
    Json edits = Json::array();
    for (const findings::Edit& edit : finding.fix.edits) {
        findings::Location at;
        at.input = edit.input;
        at.span = edit.span;
        Json place = location_json(workspace, at, false);
        place.erase("pointer");
        place["replacement"] = edit.replacement;
        edits.push_back(std::move(place));
    }
    json["fix"] = {{"title", finding.fix.title},
                   {"steps", finding.fix.steps},
                   {"applicability", findings::to_string(finding.fix.applicability)},
                   {"edits", std::move(edits)}};
    json["sources"] = words(finding.rule->sources);
    json["confidence"] = findings::to_string(finding.effective_confidence());
    json["fingerprint"] = fingerprint(workspace, finding);
    return json;
}

Json inputs_json(const intake::Workspace& workspace) {
    Json inputs = Json::array();
    for (const intake::Input& input : workspace.inputs) {
        inputs.push_back(
            {{"name", input.name}, {"kinds", input.kinds}, {"bytes", input.bytes}, {"sha256", input.sha256}});
    }
    return inputs;
}

// What ends when, with the days left where the time is known.
Json calendar_json(const intake::Workspace& workspace, const std::vector<saml::Ending>& calendar,
                   std::optional<std::int64_t> now_unix) {
    Json list = Json::array();
    for (const saml::Ending& ending : calendar) {
        Json one{{"what", saml::to_string(ending.what)},
                 {"name", ending.name},
                 {"sha256", ending.certificate.empty() ? Json(nullptr) : Json(ending.certificate)},
                 {"ends", text::format_time(ending.ends)},
                 {"daysLeft", now_unix ? Json(saml::days_left(ending.ends, *now_unix)) : Json(nullptr)},
                 {"window", now_unix ? Json(saml::to_string(saml::window_of(ending.ends, *now_unix))) : Json(nullptr)}};
        one["location"] = location_json(
            workspace, {workspace.idp_metadata->input, ending.at.path, ending.at.span}, false);
        list.push_back(std::move(one));
    }
    return list;
}

Json settings_json(const intake::Workspace& workspace, const simulation::Result* simulation,
                   std::optional<std::int64_t> now_unix) {
    const std::optional<Card> card = card_of(workspace, simulation, now_unix);
    if (!card) return nullptr;
    const auto told = [](const std::string& value) { return value.empty() ? Json(nullptr) : Json(value); };
    const saml::EgnyteSettings& settings = card->settings;
    Json json;
    json["fields"] = Json::array();
    for (const Card::Field& field : card->fields) {
        Json& one = json["fields"].emplace_back(Json{{"label", field.label}, {"value", told(field.value)}});
        if (!field.remark.empty()) one["remark"] = field.remark;
    }
    json["certificateSha256"] = told(settings.certificate_sha256);
    json["notAfter"] = settings.not_after ? Json(text::format_time(*settings.not_after)) : Json(nullptr);
    json["severalSigningKeys"] = settings.several_signing_keys;
    json["binding"] = told(settings.binding);
    json["calendar"] = calendar_json(workspace, card->calendar, now_unix);
    return json;
}

// The collections of several identity providers, with what there is to choose from (DOC-15).
Json aggregates_json(const intake::Workspace& workspace) {
    Json aggregates = Json::array();
    for (const intake::MetadataInput& metadata : workspace.metadata) {
        const saml::Document& document = metadata.document;
        if (document.idp_count < 2) continue;
        const saml::ListedProviders providers = saml::listed_providers(document);
        Json list = Json::array();
        for (const saml::ListedProvider& provider : providers.list) {
            list.push_back({{"entityId", provider.entity_id},
                            {"name", provider.name.empty() ? Json(nullptr) : Json(provider.name)}});
        }
        const bool chosen = document.kind == saml::Kind::idp;
        aggregates.push_back({{"input", workspace.inputs[metadata.input].name},
                              {"identityProviders", document.idp_count},
                              {"stated", document.asked_for.empty() ? Json(nullptr) : Json(document.asked_for)},
                              {"chosen", chosen ? Json(document.asked_for) : Json(nullptr)},
                              {"list", std::move(list)},
                              {"leftOut", providers.left_out}});
    }
    return aggregates;
}

Json reasons_json(const std::vector<simulation::Reason>& reasons) {
    Json json = Json::array();
    for (const simulation::Reason& reason : reasons)
        json.push_back({{"rule", reason.rule->slug}, {"code", reason.rule->code}, {"message", reason.message}});
    return json;
}

Json outcome_json(const simulation::Outcome& outcome) {
    Json json;
    json["event"] = outcome.event;
    json["operation"] = outcome.operation;
    json["user"] = {{"id", outcome.user.id}, {"login", outcome.user.login}};
    if (!outcome.user.name.empty()) json["user"]["name"] = outcome.user.name;
    json["status"] = outcome.status;
    json["reasons"] = reasons_json(outcome.reasons);
    json["assumed"] = outcome.assumed;
    json["missing"] = outcome.missing;
    json["profile"] = Json::object();
    for (const auto& [name, value] : outcome.profile) {
        Json& entry = json["profile"][name];
        if (value.json) entry["value"] = parsed(*value.json);
        entry["origin"] = value.origin;
        if (!value.expression.empty()) entry["expression"] = value.expression;
        if (!value.detail.empty()) entry["detail"] = value.detail;
    }
    json["changes"] = Json::object();
    for (const auto& [name, change] : outcome.changes)
        json["changes"][name] = {{"from", parsed(change.first)}, {"to", parsed(change.second)}};
    json["egnyteUser"] = outcome.egnyte_user.empty() ? Json(nullptr) : parsed(outcome.egnyte_user);
    json["exchange"] = Json::array();
    for (const simulation::Exchange& step : outcome.exchange) {
        Json entry{{"method", step.method}, {"path", step.path}};
        if (!step.body.empty()) entry["body"] = parsed(step.body);
        entry["status"] = step.status;
        if (!step.text.empty()) entry["text"] = step.text;
        entry["simulated"] = step.simulated;
        json["exchange"].push_back(std::move(entry));
    }
    return json;
}

Json sign_in_json(const simulation::SignIn& sign_in) {
    return {{"event", sign_in.event},
            {"login", sign_in.login},
            {"status", sign_in.status},
            {"nameId", optional_text(sign_in.name_id)},
            {"key", optional_text(sign_in.key)},
            {"reasons", reasons_json(sign_in.reasons)},
            {"missing", sign_in.missing}};
}

Json now_json(const Subject& subject) {
    return subject.now_unix ? Json(text::format_time(*subject.now_unix)) : Json(nullptr);
}

// One element per line: long lists stay readable and no second copy of the whole is made.
template <typename List, typename Render>
void write_list(const Sink& sink, std::string_view key, const List& list, Render render) {
    sink(",\n \"" + std::string(key) + "\": [");
    bool first = true;
    for (const auto& element : list) {
        sink((first ? "\n  " : ",\n  ") + dump(render(element)));
        first = false;
    }
    sink(first ? "]" : "\n ]");
}

// The last outcome of every person, in the order of first appearance, and the last sign-in by Okta id.
struct PeopleIndex {
    std::vector<std::size_t> rows;
    std::map<std::string_view, const simulation::SignIn*> sign_ins;
};

PeopleIndex index_of(const simulation::Result& simulation) {
    PeopleIndex index;
    std::map<std::string_view, std::size_t> seen;
    for (std::size_t i = 0; i < simulation.outcomes.size(); ++i) {
        const auto [place, inserted] = seen.emplace(simulation.outcomes[i].user.id, index.rows.size());
        if (inserted) {
            index.rows.push_back(i);
        } else {
            index.rows[place->second] = i;
        }
    }
    for (const simulation::SignIn& sign_in : simulation.sign_ins)
        index.sign_ins.insert_or_assign(sign_in.user_id, &sign_in);
    return index;
}

Json profile_text(const simulation::Outcome& outcome, std::string_view attribute) {
    const auto found = outcome.profile.find(attribute);
    return found == outcome.profile.end() || !found->second.json ? Json(nullptr) : parsed(*found->second.json);
}

Json rule_object(const findings::RuleInfo& row) {
    return {{"code", row.code},
            {"rule", row.slug},
            {"severity", findings::to_string(row.severity)},
            {"summary", row.summary},
            {"sources", words(row.sources)},
            {"confidence", findings::to_string(row.confidence)}};
}

}  // namespace

std::string check_json(const Subject& subject) {
    Json json;
    json["schemaVersion"] = "1.0";
    json["tool"] = {{"name", "preflight"}, {"version", subject.version}};
    json["now"] = now_json(subject);
    json["verdict"] = rules::verdict_sentence(subject.workspace, subject.simulation, subject.verdicts);
    json["inputs"] = inputs_json(subject.workspace);
    Json summary{{"error", 0}, {"warning", 0}, {"note", 0}, {"manual", 0}};
    const std::vector<std::size_t> hidden = inputs_never_shown(subject.verdicts.findings);
    json["summary"] = nullptr;
    json["findings"] = Json::array();
    for (const findings::Finding& finding : subject.verdicts.findings) {
        Json& count = summary[std::string(findings::to_string(finding.effective_severity()))];
        count = count.get<std::size_t>() + 1;
        json["findings"].push_back(finding_json(subject.workspace, finding, hidden));
    }
    json["summary"] = std::move(summary);
    json["missing"] = Json::array();
    for (const findings::Missing& missing : subject.verdicts.missing)
        json["missing"].push_back({{"kind", missing.kind}, {"why", missing.why}, {"how", missing.how}});
    json["aggregates"] = aggregates_json(subject.workspace);
    json["egnyteSettings"] = settings_json(subject.workspace, &subject.simulation, subject.now_unix);
    return dump(json, 1) + "\n";
}

void simulate_json(const Subject& subject, const Sink& sink) {
    Json summary;
    summary["users"] = subject.simulation.user_summary();
    summary["groups"] = Json::object();
    summary["signIn"] = subject.simulation.sign_in_summary();
    sink("{\"schemaVersion\": \"1.0\",\n \"now\": " + dump(now_json(subject)) +
         ",\n \"notes\": " + dump(Json(subject.simulation.notes)) + ",\n \"summary\": " + dump(summary));
    write_list(sink, "outcomes", subject.simulation.outcomes, outcome_json);
    sink(",\n \"groups\": [],\n \"imports\": []");
    write_list(sink, "signIns", subject.simulation.sign_ins, sign_in_json);
    sink("}\n");
}

std::string changes_json(const Comparison& comparison) {
    const auto side = [](const intake::Workspace& workspace) {
        const intake::Input& input = workspace.inputs[workspace.idp_metadata->input];
        const auto& id = workspace.idp_metadata->document.entity->entity_id;
        return Json{
            {"input", input.name}, {"sha256", input.sha256}, {"entityId", id ? Json(id->value) : Json(nullptr)}};
    };
    Json json;
    json["schemaVersion"] = "1.0";
    json["tool"] = {{"name", "preflight"}, {"version", comparison.version}};
    json["now"] = comparison.now_unix ? Json(text::format_time(*comparison.now_unix)) : Json(nullptr);
    json["before"] = side(comparison.before);
    json["after"] = side(comparison.after);
    json["verdict"] = comparison.changes.verdict;
    json["egnyteMustChange"] = comparison.changes.for_egnyte();
    json["changes"] = Json::array();
    for (const rules::MetadataChange& change : comparison.changes.list) {
        const auto text = [](const std::string& value) { return value.empty() ? Json(nullptr) : Json(value); };
        const auto place = [](const intake::Workspace& workspace, const std::optional<saml::Place>& at) {
            if (!at) return Json(nullptr);
            return location_json(workspace, {workspace.idp_metadata->input, at->path, at->span}, false);
        };
        json["changes"].push_back({{"kind", rules::to_string(change.kind)},
                                   {"id", change.id},
                                   {"title", change.title},
                                   {"before", text(change.before)},
                                   {"after", text(change.after)},
                                   {"consequence", change.consequence},
                                   {"steps", change.steps},
                                   {"sources", words(change.sources)},
                                   {"beforeAt", place(comparison.before, change.before_at)},
                                   {"afterAt", place(comparison.after, change.after_at)}});
    }
    json["notCompared"] = comparison.not_compared;
    json["egnyteSettings"] = settings_json(comparison.after, nullptr, comparison.now_unix);
    return dump(json, 1) + "\n";
}

std::string identify_json(const intake::Workspace& workspace) {
    Json json;
    json["schemaVersion"] = "1.0";
    json["inputs"] = inputs_json(workspace);
    return dump(json, 1) + "\n";
}

std::string people_json(const Subject& subject) {
    const PeopleIndex index = index_of(subject.simulation);
    std::string out =
        R"({"columns": ["row", "name", "login", "userName", "userType", "authType", "status", "reasons", "signIn"])";
    write_list(
        [&out](std::string_view piece) { out += piece; }, "rows", index.rows,
        [&](std::size_t i) {
            const simulation::Outcome& outcome = subject.simulation.outcomes[i];
            Json codes = Json::array();
            const auto sign_in = index.sign_ins.find(outcome.user.id);
            const auto name = [&codes](const std::vector<simulation::Reason>& reasons) {
                for (const simulation::Reason& reason : reasons) {
                    if (std::find(codes.begin(), codes.end(), reason.rule->code) == codes.end())
                        codes.push_back(reason.rule->code);
                }
            };
            name(outcome.reasons);
            if (sign_in != index.sign_ins.end()) name(sign_in->second->reasons);
            return Json::array({i, outcome.user.name, outcome.user.login, profile_text(outcome, "userName"),
                                profile_text(outcome, "userType"), profile_text(outcome, "authType"), outcome.status,
                                std::move(codes),
                                sign_in == index.sign_ins.end() ? Json(nullptr) : Json(sign_in->second->status)});
        });
    return out + "}\n";
}

std::string person_json(const Subject& subject, std::size_t row) {
    if (row >= subject.simulation.outcomes.size()) return "{\"error\": \"there is no such person\"}\n";
    const simulation::Outcome& outcome = subject.simulation.outcomes[row];
    Json json = outcome_json(outcome);
    const simulation::ProfileComputer profiles(subject.workspace, subject.now_unix);
    for (const auto& [name, value] : outcome.profile) {
        if (value.expression.empty()) continue;
        if (const auto trace = profiles.trace(outcome.user_row, name))
            json["profile"][std::string(name)]["trace"] = parsed(expression::trace_json(*trace, value.expression));
    }
    json["signIn"] = nullptr;
    for (const simulation::SignIn& sign_in : subject.simulation.sign_ins) {
        if (sign_in.user_id == outcome.user.id) json["signIn"] = sign_in_json(sign_in);
    }
    return dump(json, 1) + "\n";
}

std::string rules_json(const std::vector<const findings::RuleInfo*>& rows) {
    Json json;
    json["schemaVersion"] = "1.0";
    json["rules"] = Json::array();
    for (const findings::RuleInfo* row : rows) json["rules"].push_back(rule_object(*row));
    return dump(json, 1) + "\n";
}

std::string rule_json(const findings::RuleInfo& row) {
    return dump(rule_object(row), 1) + "\n";
}

}  // namespace preflight::report
