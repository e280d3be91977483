// The JSON of spec 6.1 and 6.2. Keys keep their order, so that two runs over the same files give the same bytes.
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "core/expression/functions/documentation.h"
#include "core/expression/lint/eval_json.h"
#include "core/report/render/outcome_json.h"
#include "core/report/renderer.h"
#include "core/saml/checks_reference.h"
#include "core/text/json_writer.h"
#include "core/text/time.h"
#include "core/text/unicode.h"

namespace preflight::report {

namespace {

// What can be opened in the browser, of the words on how to get an export. The path of Okta's API is there also where
// the org is not known; an address with a gap to fill in is none.
struct Address {
    std::string_view url, path;
};
Address address_in(std::string_view how) {
    constexpr std::string_view kGet = "GET ";
    const auto get = how.find(kGet);
    if (get == std::string_view::npos) return {};
    std::string_view target = how.substr(get + kGet.size());
    if (const auto gap = target.find('{'); gap < target.find_first_of(" ,;")) return {};
    target = target.substr(0, target.find_first_of(" ,;"));
    const bool whole = target.substr(0, 8) == "https://";
    const auto api = target.find("/api/v1/");
    return {whole ? target : std::string_view(),
            api == std::string_view::npos ? std::string_view() : target.substr(api)};
}

using text::JsonWriter;

std::vector<std::string_view> words(std::string_view separated) {
    std::vector<std::string_view> result;
    while (!separated.empty()) {
        const auto space = separated.find(' ');
        if (space != 0) result.push_back(separated.substr(0, space));
        if (space == std::string_view::npos) break;
        separated.remove_prefix(space + 1);
    }
    return result;
}

void member_or_null(JsonWriter& json, std::string_view key, std::string_view text) {
    json.key(key);
    text.empty() ? json.null() : json.value(text);
}

void time_member(JsonWriter& json, std::string_view key, const std::optional<std::int64_t>& seconds) {
    json.key(key);
    seconds ? json.value(text::format_time(*seconds)) : json.null();
}

void tool_members(JsonWriter& json, const Tool& tool) {
    json.key("tool").begin_object().member("name", "preflight").member("version", tool.version).end_object();
    time_member(json, "now", tool.now_unix);
}

void range_members(JsonWriter& json, const Place& place) {
    if (!place.range) return;
    json.member("line", place.range->begin.line).member("column", place.range->begin.column);
    json.member("endLine", place.range->end.line).member("endColumn", place.range->end.column);
}

void write_place(JsonWriter& json, const Place& place) {
    json.begin_object().member("input", place.input).member("pointer", place.pointer);
    range_members(json, place);
    if (place.excerpt) {
        json.key("excerpt").begin_object().member("line", place.excerpt->line).member("text", place.excerpt->text);
        json.member("from", place.excerpt->from).member("to", place.excerpt->to).end_object();
    }
    if (place.changed) json.member("changed", true);
    json.end_object();
}

void place_member(JsonWriter& json, std::string_view key, const std::optional<Place>& place) {
    json.key(key);
    place ? write_place(json, *place) : static_cast<void>(json.null());
}

void inputs_member(JsonWriter& json, const std::vector<Input>& inputs) {
    json.key("inputs").begin_array();
    for (const Input& input : inputs) {
        json.begin_object().member("name", input.name).member("kinds", input.kinds);
        json.member("bytes", input.bytes).member("sha256", input.sha256).end_object();
    }
    json.end_array();
}

// `compared`: with a baseline.
void write_finding(JsonWriter& json, const Finding& finding, bool compared) {
    json.begin_object().member("rule", finding.rule->slug).member("code", finding.rule->code);
    json.member("severity", findings::to_string(finding.severity));
    json.member("message", finding.message).member("consequence", finding.consequence);
    json.key("locations").begin_array();
    for (const Place& place : finding.places) write_place(json, place);
    json.end_array().key("affected");
    if (finding.affected) {
        json.begin_object().member("users", finding.affected->users);
        json.member("examples", finding.affected->examples).end_object();
    } else {
        json.null();
    }
    json.key("fix").begin_object().member("title", finding.fix_title).member("steps", finding.fix_steps);
    json.member("applicability", findings::to_string(finding.applicability)).key("edits").begin_array();
    for (const Edit& edit : finding.edits) {
        json.begin_object().member("input", edit.place.input);
        range_members(json, edit.place);
        json.member("replacement", edit.replacement).end_object();
    }
    json.end_array().end_object();
    json.member("sources", words(finding.rule->sources));
    json.member("confidence", findings::to_string(finding.confidence));
    json.member("fingerprint", finding.fingerprint);
    if (compared) json.member("known", finding.known);
    json.end_object();
}

void settings_member(JsonWriter& json, const std::optional<Settings>& settings, const Tool& tool) {
    json.key("egnyteSettings");
    if (!settings) {
        json.null();
        return;
    }
    json.begin_object().key("fields").begin_array();
    for (const Settings::Field& field : settings->fields) {
        json.begin_object().member("label", field.label);
        member_or_null(json, "value", field.value);
        if (!field.remark.empty()) json.member("remark", field.remark);
        json.end_object();
    }
    json.end_array();
    member_or_null(json, "certificateSha256", settings->certificate_sha256);
    time_member(json, "notAfter", settings->not_after);
    json.member("severalSigningKeys", settings->several_signing_keys);
    member_or_null(json, "binding", settings->binding);
    json.key("calendar").begin_array();
    for (const auto& [ending, place] : settings->calendar) {
        json.begin_object().member("what", saml::to_string(ending.what)).member("name", ending.name);
        member_or_null(json, "sha256", ending.certificate);
        json.member("ends", text::format_time(ending.ends));
        json.key("daysLeft");
        tool.now_unix ? json.value(saml::days_left(ending.ends, *tool.now_unix)) : json.null();
        json.key("window");
        tool.now_unix ? json.value(saml::to_string(saml::window_of(ending.ends, *tool.now_unix))) : json.null();
        json.key("location");
        write_place(json, place);
        json.end_object();
    }
    json.end_array().end_object();
}

void write_examples(JsonWriter& json, const std::vector<verdict::PersonExample>& examples) {
    json.key("examples").begin_array();
    for (const verdict::PersonExample& example : examples) {
        json.begin_object().member("login", example.login);
        member_or_null(json, "before", example.before);
        member_or_null(json, "after", example.after);
        json.end_object();
    }
    json.end_array();
}

void people_diff_member(JsonWriter& json, const std::optional<verdict::PeopleDiff>& people) {
    json.key("people");
    if (!people) {
        json.null();
        return;
    }
    json.begin_object().member("before", people->before).member("after", people->after);
    json.member("paired", people->paired).member("changed", people->changed);
    json.member("renamedExisting", people->renamed_existing).member("newlyUnknown", people->newly_unknown);
    json.member("improved", people->improved).member("worsened", people->worsened);
    json.key("changes").begin_array();
    for (std::size_t i = 0; i < verdict::kPersonChanges; ++i) {
        const auto change = static_cast<verdict::PersonChange>(i);
        const verdict::CountedPeople& counted = people->of(change);
        if (counted.people == 0) continue;
        json.begin_object().member("change", verdict::to_string(change)).member("title", verdict::title_of(change));
        json.member("people", counted.people);
        write_examples(json, counted.examples);
        json.end_object();
    }
    json.end_array().key("endStates").begin_array();
    const auto state = [&](std::string_view key, const std::optional<simulation::EndState>& end_state) {
        json.key(key);
        end_state ? json.value(simulation::to_string(*end_state)) : json.null();
    };
    for (const verdict::Transition& transition : people->end_states) {
        json.begin_object();
        state("before", transition.before);
        state("after", transition.after);
        json.member("people", transition.people.people).key("examples").begin_array();
        for (const verdict::PersonExample& example : transition.people.examples) json.value(example.login);
        json.end_array().end_object();
    }
    json.end_array().key("attributes").begin_array();
    for (const verdict::AttributeDiff& attribute : people->attributes) {
        json.begin_object().member("attribute", egnyte::name_of(attribute.attribute));
        json.member("accounts", attribute.existing ? "existing" : "new").member("people", attribute.people.people);
        write_examples(json, attribute.people.examples);
        json.end_object();
    }
    json.end_array().key("seats").begin_array();
    for (const verdict::SeatsDiff& pool : people->seats) {
        json.begin_object().member("pool", pool.pool).member("before", pool.before).member("after", pool.after);
        json.member("boughtBefore", pool.bought_before).member("boughtAfter", pool.bought_after).end_object();
    }
    json.end_array().end_object();
}

void members_member(JsonWriter& json, std::string_view key, const verdict::CountedMembers& members) {
    json.key(key).begin_object().member("count", members.count).member("examples", members.first).end_object();
}

void groups_diff_member(JsonWriter& json, const std::optional<verdict::GroupsDiff>& groups) {
    json.key("groups");
    if (!groups) {
        json.null();
        return;
    }
    json.begin_object().member("before", groups->before).member("after", groups->after);
    json.key("changes").begin_array();
    for (const verdict::GroupDiff& group : groups->list) {
        json.begin_object().member("id", group.id);
        member_or_null(json, "name", group.name);
        for (const auto& [key, status] : {std::pair{"before", group.before}, std::pair{"after", group.after}}) {
            json.key(key);
            status ? json.value(simulation::to_string(*status)) : json.null();
        }
        members_member(json, "added", group.added);
        members_member(json, "removed", group.removed);
        json.end_object();
    }
    json.end_array().member("leftOut", groups->left_out).end_object();
}

void imports_diff_member(JsonWriter& json, const std::optional<verdict::ImportsDiff>& imports) {
    json.key("imports");
    if (!imports) {
        json.null();
        return;
    }
    json.begin_object().member("before", imports->before).member("after", imports->after);
    json.key("changes").begin_array();
    for (const verdict::ImportChange& change : imports->changes) {
        json.begin_object();
        for (const auto& [key, match] : {std::pair{"before", change.before}, std::pair{"after", change.after}}) {
            json.key(key);
            match ? json.value(simulation::to_string(*match)) : json.null();
        }
        members_member(json, "accounts", change.accounts);
        json.end_object();
    }
    json.end_array().end_object();
}

std::string_view word_of(expression::Proof proof) {
    switch (proof) {
        case expression::Proof::same_program:
            return "same-expression";
        case expression::Proof::same_constant:
            return "same-constant";
        case expression::Proof::none:
            break;
    }
    return "none";
}

void write_setting(JsonWriter& json, const DiffReport::Setting& setting) {
    const verdict::SettingDiff& diff = setting.diff;
    json.begin_object().member("area", diff.area).member("name", diff.name);
    json.member("before", diff.before).member("after", diff.after);
    place_member(json, "beforeAt", setting.before_at);
    place_member(json, "afterAt", setting.after_at);
    json.key("expression");
    if (diff.expression) {
        json.begin_object().member("proof", word_of(diff.expression->proof));
        json.member("people", diff.expression->people).member("equal", diff.expression->equal);
        json.member("different", diff.expression->different).member("unknown", diff.expression->unknown);
        json.member("words", verdict::in_words(*diff.expression));
        write_examples(json, diff.expression->examples);
        json.end_object();
    } else {
        json.null();
    }
    json.end_object();
}

void metadata_diff_member(JsonWriter& json, const DiffReport& report) {
    json.key("metadata");
    if (!report.metadata) {
        json.null();
        return;
    }
    const MetadataDiff& diff = *report.metadata;
    json.begin_object();
    for (const auto& [key, side] : {std::pair{"before", &diff.before}, std::pair{"after", &diff.after}}) {
        json.key(key).begin_object().member("input", side->input).member("sha256", side->sha256);
        json.member("entityId", side->entity_id).end_object();
    }
    json.member("verdict", diff.verdict).member("egnyteMustChange", diff.egnyte_must_change);
    json.key("changes").begin_array();
    for (const auto& [change, before_at, after_at] : diff.changes) {
        json.begin_object().member("kind", rules::to_string(change.kind)).member("id", change.id);
        json.member("title", change.title);
        member_or_null(json, "before", change.before);
        member_or_null(json, "after", change.after);
        json.member("consequence", change.consequence).member("steps", change.steps);
        json.member("sources", words(change.sources));
        place_member(json, "beforeAt", before_at);
        place_member(json, "afterAt", after_at);
        json.end_object();
    }
    json.end_array();
    settings_member(json, diff.settings, report.tool);
    json.end_object();
}

void write_preview(JsonWriter& json, const verdict::Preview& preview) {
    json.begin_object().member("withPeople", preview.with_people).member("fixes", preview.fixes);
    json.member("changes", preview.changes).member("breaks", preview.breaks).member("renames", preview.renames);
    json.member("appeared", preview.appeared).member("removesFindings", preview.removes_findings);
    json.member("words", verdict::in_words(preview)).end_object();
}

void aggregates_member(JsonWriter& json, const std::vector<Aggregate>& aggregates) {
    json.key("aggregates").begin_array();
    for (const Aggregate& aggregate : aggregates) {
        json.begin_object().member("input", aggregate.input);
        json.member("identityProviders", aggregate.identity_providers);
        json.member("stated", aggregate.stated).member("chosen", aggregate.chosen).key("list").begin_array();
        for (const saml::ListedProvider& provider : aggregate.providers.list) {
            json.begin_object().member("entityId", provider.entity_id);
            member_or_null(json, "name", provider.name);
            json.end_object();
        }
        json.end_array().member("leftOut", aggregate.providers.left_out).end_object();
    }
    json.end_array();
}

void write_rule(JsonWriter& json, const findings::Rule& rule) {
    json.begin_object().member("code", rule.code).member("rule", rule.slug);
    json.member("severity", findings::to_string(rule.severity)).member("summary", rule.when);
    json.member("sources", words(rule.sources)).member("confidence", findings::to_string(rule.confidence));
    json.member("effect", findings::to_string(rule.effect)).member("why", rule.why);
    const findings::Fix fix = findings::fix_of(rule.remedy);
    json.key("fix").begin_object().member("title", fix.title).member("steps", fix.steps).end_object();
    json.member("explains", words(rule.explains));
}

void example_member(JsonWriter& json, std::string_view name, const std::optional<RuleExample>& example) {
    if (!example) return;
    json.key(name).begin_object().member("changes", example->changes).member("message", example->message).end_object();
}

void write_problem_place(JsonWriter& json, std::string_view expression, text::Span span) {
    json.member("begin", text::code_points_before(expression, span.begin));
    json.member("end", text::code_points_before(expression, span.end));
}

void write_listed(JsonWriter& json, const ExpressionsReport::Listed& listed) {
    const rules::Listed& known = listed.expression;
    const std::string& expression = known.subject.text->value();
    json.begin_object().member("target", known.subject.target).member("attribute", listed.attribute);
    json.member("what", known.subject.what).member("where", known.subject.where);
    json.member("dialect", expression::to_string(known.subject.dialect)).member("expression", expression);
    json.member("input", listed.place.input).member("pointer", listed.place.pointer);
    if (listed.place.range) {
        json.member("line", listed.place.range->begin.line).member("column", listed.place.range->begin.column);
    }
    if (!known.subject.parsed.program) {
        const expression::Error& error = *known.subject.parsed.error;
        json.key("error").begin_object().member("kind", expression::to_string(error.kind));
        json.member("message", error.message);
        write_problem_place(json, expression, error.span);
        json.end_object().end_object();
        return;
    }
    json.key("possible").json(known.analysis.possible.to_json(expression));
    json.key("problems").json(expression::problems_json(known.problems, expression));
    json.member("users", known.spread.users).member("failed", known.spread.failed);
    json.member("unknown", known.spread.unknown).key("branches").begin_array();
    for (const expression::BranchCounts::Branch& branch : known.spread.branches) {
        json.begin_object().member("text", expression.substr(branch.span.begin, branch.span.size()));
        write_problem_place(json, expression, branch.span);
        json.member("count", branch.count).member("maybe", branch.maybe).end_object();
    }
    json.end_array().end_object();
}

// One element per line: long lists stay readable, and no second copy of the whole is made.
class LineList {
public:
    LineList(const Sink& sink, std::string_view key) : sink_(sink) { sink_(",\n \"" + std::string(key) + "\": ["); }
    template <typename Write>
    void add(Write write) {
        line_ = first_ ? "\n  " : ",\n  ";
        first_ = false;
        JsonWriter json(line_);
        write(json);
        sink_(line_);
    }
    void end() { sink_(first_ ? "]" : "\n ]"); }

private:
    const Sink& sink_;
    std::string line_;
    bool first_ = true;
};

// An object with each member on a line of its own.
template <typename Members>
void write_object(const Sink& sink, Members members) {
    std::string out;
    JsonWriter json(out, JsonWriter::Layout::indented);
    json.begin_object();
    members(json);
    json.end_object();
    sink(out + "\n");
}

// A page of rows that are not held as a whole.
template <typename Report, typename Write>
void page_json(const Report& report, const Sink& sink, Write write) {
    std::string head = "{\"total\": " + std::to_string(report.total) + ",\n \"from\": " + std::to_string(report.from) +
                       ",\n \"counts\": ";
    JsonWriter json(head);
    json.begin_object();
    for (const auto& [word, count] : report.counts) json.member(word, count);
    json.end_object();
    sink(head);
    LineList rows(sink, "rows");
    for (const auto& one : report.rows) {
        rows.add([&](JsonWriter& row) {
            row.begin_object();
            write(row, one);
            row.end_object();
        });
    }
    rows.end();
    sink("}\n");
}

// The findings by fingerprint.
void causes_member(JsonWriter& json, const CheckReport& report) {
    json.key("causes").begin_array();
    for (const verdict::Cause& cause : report.causes) {
        json.begin_object().member("finding", report.findings[cause.finding].fingerprint);
        json.key("effects").begin_array();
        for (const std::size_t effect : cause.effects) json.value(report.findings[effect].fingerprint);
        json.end_array().member("holdsBack", cause.holds_back).member("helps", cause.helps);
        json.member("worksAfter", cause.works_after).end_object();
    }
    json.end_array();
}

}  // namespace

namespace renderers {

void check_json(const CheckReport& report, const Style&, const Sink& sink) {
    write_object(sink, [&](JsonWriter& json) {
        json.member("schemaVersion", "1.0");
        tool_members(json, report.tool);
        json.member("verdict", report.verdict);
        inputs_member(json, report.inputs);
        json.key("summary").begin_object();
        for (const auto severity : {findings::Severity::error, findings::Severity::warning, findings::Severity::note,
                                    findings::Severity::manual})
            json.member(findings::to_string(severity), report.count(severity));
        end_states_member(json, report.end_states);
        json.end_object();
        forecast_member(json, report.forecast);
        json.key("findings").begin_array();
        for (const Finding& finding : report.findings) write_finding(json, finding, report.gone.has_value());
        json.end_array();
        causes_member(json, report);
        json.key("unused").begin_array();
        for (const CheckReport::Unused& unused : report.unused) {
            json.begin_object().member("input", unused.input).member("kind", unused.kind);
            json.member("why", unused.why).end_object();
        }
        json.end_array().key("missing").begin_array();
        for (const findings::Missing& missing : report.missing) {
            json.begin_object().member("kind", missing.kind).member("why", missing.why);
            json.member("how", missing.how);
            const Address address = address_in(missing.how);
            if (!address.path.empty()) json.member("path", address.path);
            if (!address.url.empty()) json.member("url", address.url);
            json.end_object();
        }
        json.end_array();
        aggregates_member(json, report.aggregates);
        settings_member(json, report.settings, report.tool);
        if (!report.gone) return;
        json.key("baseline").begin_object().member("known", report.count_known()).key("gone").begin_array();
        for (const Baseline::Entry& entry : *report.gone) {
            json.begin_object().member("fingerprint", entry.fingerprint).member("rule", entry.rule);
            json.member("code", entry.code).member("message", entry.message).end_object();
        }
        json.end_array().end_object();
    });
}

void simulate_json(const SimulateReport& report, const Style&, const Sink& sink) {
    std::string head = "{\"schemaVersion\": \"1.0\",\n \"now\": ";
    const auto value = [&head](auto write) {
        JsonWriter json(head);
        write(json);
    };
    value([&](JsonWriter& json) {
        report.tool.now_unix ? json.value(text::format_time(*report.tool.now_unix)) : json.null();
    });
    head += ",\n \"notes\": ";
    value([&](JsonWriter& json) { json.value(report.notes); });
    head += ",\n \"summary\": ";
    value([&](JsonWriter& json) {
        json.begin_object();
        counts_member(json, "users", report.users);
        counts_member(json, "groups", report.groups);
        counts_member(json, "imports", report.imports);
        counts_member(json, "signIn", report.sign_ins);
        end_states_member(json, report.end_states);
        json.end_object();
    });
    std::string forecast;
    JsonWriter writer(forecast);
    writer.begin_object();
    forecast_member(writer, report.forecast);
    writer.end_object();
    head += ",\n " + forecast.substr(1, forecast.size() - 2);
    sink(head);
    LineList outcomes(sink, "outcomes");
    report.outcomes.for_each_outcome([&](const simulation::Story& outcome) {
        outcomes.add([&](JsonWriter& json) {
            json.begin_object();
            outcome_members(json, outcome, nullptr);
            json.end_object();
        });
    });
    outcomes.end();
    LineList groups(sink, "groups");
    report.outcomes.for_each_group([&](const simulation::GroupStory& group) {
        groups.add([&](JsonWriter& json) {
            json.begin_object();
            group_members(json, group);
            json.end_object();
        });
    });
    groups.end();
    LineList memberships(sink, "memberships");
    report.outcomes.for_each_membership([&](const simulation::MembershipStory& membership) {
        memberships.add([&](JsonWriter& json) {
            json.begin_object();
            membership_members(json, membership);
            json.end_object();
        });
    });
    memberships.end();
    LineList imports(sink, "imports");
    report.outcomes.for_each_import([&](const simulation::ImportStory& import) {
        imports.add([&](JsonWriter& json) {
            json.begin_object();
            import_members(json, import);
            json.end_object();
        });
    });
    imports.end();
    LineList sign_ins(sink, "signIns");
    report.outcomes.for_each_sign_in([&](const simulation::SignInStory& sign_in) {
        sign_ins.add([&](JsonWriter& json) {
            json.begin_object();
            sign_in_members(json, sign_in);
            json.end_object();
        });
    });
    sign_ins.end();
    sink("}\n");
}

void identify_json(const IdentifyReport& report, const Style&, const Sink& sink) {
    write_object(sink, [&](JsonWriter& json) {
        json.member("schemaVersion", "1.0");
        inputs_member(json, report.inputs);
    });
}

void people_json(const PeopleReport& report, const Style&, const Sink& sink) {
    const auto optional = [](JsonWriter& json, const std::optional<expression::Value>& value) {
        write_json(json, value.value_or(expression::Value::null()));
    };
    const auto person = [&](JsonWriter& json, const PersonRow& row) {
        json.begin_array().value(row.row).value(row.name).value(row.login);
        optional(json, row.user_name);
        optional(json, row.user_type);
        optional(json, row.auth_type);
        json.value(row.status).value(row.codes).value(row.sign_in);
        json.value(row.end_state).value(row.why).end_array();
    };
    const auto counts = [](JsonWriter& json, std::string_view key, const std::map<std::string_view, std::size_t>& all) {
        json.key(key).begin_object();
        for (const auto& [word, count] : all) json.member(word, count);
        json.end_object();
    };
    std::string out;
    JsonWriter json(out);
    json.begin_object()
        .member("total", report.counts.total)
        .member("matching", report.matching)
        .member("from", report.from);
    json.member("found", report.found).key("foundPerson");
    report.found_person ? person(json, *report.found_person) : static_cast<void>(json.null());
    json.key("counts").begin_object();
    counts(json, "status", report.counts.statuses);
    counts(json, "signIn", report.counts.sign_ins);
    counts(json, "endState", report.counts.end_states);
    counts(json, "code", report.counts.codes);
    json.end_object();
    json.key("columns").begin_array();
    for (const char* column :
         {"row", "name", "login", "userName", "userType", "authType", "status", "reasons", "signIn", "endState", "why"})
        json.value(column);
    json.end_array().key("rows").begin_array();
    for (const PersonRow& row : report.rows) person(json, row);
    json.end_array().end_object();
    sink(out + "\n");
}

void groups_json(const GroupsReport& report, const Style&, const Sink& sink) {
    page_json(report, sink, group_members);
}

void imports_json(const ImportsReport& report, const Style&, const Sink& sink) {
    page_json(report, sink, import_members);
}

void setup_json(const SetupReport& report, const Style&, const Sink& sink) {
    write_object(sink, [&](JsonWriter& json) {
        json.key("applications").begin_array();
        for (const SetupReport::Application& app : report.applications) {
            json.begin_object().member("id", app.id).member("label", app.label).member("active", app.active);
            json.member("followed", app.followed).member("signsIn", app.signs_in);
            json.member("provisions", app.provisions).member("replaced", app.replaced).end_object();
        }
        json.end_array().member("applicationChosen", report.application_chosen).key("attributes").begin_array();
        for (const SetupReport::Attribute& attribute : report.attributes) {
            json.begin_object().member("name", attribute.name);
            member_or_null(json, "variable", attribute.variable);
            member_or_null(json, "foundBy", attribute.found_by);
            member_or_null(json, "expression", attribute.expression);
            json.member("onAssignments", attribute.on_assignments).end_object();
        }
        json.end_array().member("variables", report.variables).key("signOn").begin_array();
        for (const SetupReport::SignOnValue& value : report.sign_on) {
            json.begin_object().member("label", value.label);
            member_or_null(json, "metadata", value.metadata);
            member_or_null(json, "egnyte", value.egnyte);
            json.member("fit", rules::to_string(value.fit));
            member_or_null(json, "problem", value.problem);
            time_member(json, "metadataEnds", value.metadata_ends);
            time_member(json, "egnyteEnds", value.egnyte_ends);
            json.end_object();
        }
        json.end_array();
        member_or_null(json, "defaultUserMapping", report.default_user_mapping);
        json.key("migration");
        if (report.migration) {
            json.begin_object().member("from", report.migration->from).member("to", report.migration->to);
            json.key("steps").begin_array();
            for (const auto& [step, problems] : report.migration->steps) {
                json.begin_object().member("title", step.title).member("state", verdict::to_string(step.state));
                json.member("why", step.why).member("clicks", step.clicks).key("problems").begin_array();
                for (const auto& [code, message] : problems)
                    json.begin_object().member("code", code).member("message", message).end_object();
                json.end_array().end_object();
            }
            json.end_array().end_object();
        } else {
            json.null();
        }
        json.member("importPossible", report.import_possible);
        member_or_null(json, "stoppedBy", report.stopped_by);
    });
}

void person_json(const PersonReport& report, const Style&, const Sink& sink) {
    if (!report.story) return sink("{\"error\": \"there is no such person\"}\n");
    write_object(sink, [&](JsonWriter& json) {
        outcome_members(json, *report.story, &report.traces);
        json.key("signIn");
        if (!report.sign_in) {
            json.null();
            return;
        }
        json.begin_object();
        sign_in_members(json, *report.sign_in);
        const auto& by = report.sign_in->compared_with;
        json.member("comparedWith", by ? std::optional(egnyte::name_of(*by)) : std::nullopt).key("account");
        if (const auto& landing = report.sign_in->landing) {
            json.begin_object().member("userName", landing->user_name).member("own", landing->own).end_object();
        } else {
            json.null();
        }
        json.end_object();
    });
}

void expressions_json(const ExpressionsReport& report, const Style&, const Sink& sink) {
    write_object(sink, [&](JsonWriter& json) {
        json.member("schemaVersion", "1.0").key("expressions").begin_array();
        for (const ExpressionsReport::Listed& listed : report.list) write_listed(json, listed);
        json.end_array();
    });
}

void diff_json(const DiffReport& report, const Style&, const Sink& sink) {
    write_object(sink, [&](JsonWriter& json) {
        json.member("schemaVersion", "1.0");
        tool_members(json, report.tool);
        for (const auto& [key, inputs] : {std::pair{"before", &report.before}, std::pair{"after", &report.after}}) {
            json.key(key).begin_object();
            inputs_member(json, *inputs);
            json.end_object();
        }
        json.member("verdict", report.verdict).member("empty", report.empty);
        people_diff_member(json, report.diff.people);
        groups_diff_member(json, report.diff.groups);
        imports_diff_member(json, report.diff.imports);
        json.key("settings").begin_array();
        for (const DiffReport::Setting& setting : report.settings) write_setting(json, setting);
        json.end_array().member("settingsLeftOut", report.diff.settings.left_out);
        json.key("findings");
        if (report.diff.findings_compared) {
            json.begin_object();
            for (const auto& [key, list] : {std::pair{"appeared", &report.appeared}, std::pair{"gone", &report.gone}}) {
                json.key(key).begin_array();
                for (const Finding& finding : *list) write_finding(json, finding, false);
                json.end_array();
            }
            json.end_object();
        } else {
            json.null();
        }
        metadata_diff_member(json, report);
        json.member("notCompared", report.diff.not_compared).key("gates").begin_array();
        for (const verdict::Gate& gate : report.gates) {
            json.begin_object().member("gate", gate.name).member("limit", gate.limit.number);
            json.member("percent", gate.limit.percent).member("value", gate.value);
            json.member("exceeded", gate.exceeded).member("words", verdict::in_words(gate)).end_object();
        }
        json.end_array();
    });
}

void fix_json(const FixReport& report, const Style&, const Sink& sink) {
    write_object(sink, [&](JsonWriter& json) {
        json.member("schemaVersion", "1.0");
        tool_members(json, report.tool);
        json.member("verdict", report.verdict).key("corrections").begin_array();
        for (const FixReport::Tried& tried : report.corrections) {
            json.begin_object().member("title", tried.title).member("codes", tried.codes);
            json.member("fingerprints", tried.fingerprints);
            json.member("applicability", findings::to_string(tried.applicability)).member("chosen", tried.chosen);
            json.key("preview");
            write_preview(json, tried.preview);
            json.key("changes").begin_array();
            for (const FixReport::Change& change : tried.changes) {
                json.begin_object().member("area", change.area).member("name", change.name);
                member_or_null(json, "before", change.before);
                json.member("after", change.after);
                member_or_null(json, "pushStatus", change.push_status);
                place_member(json, "at", change.at);
                json.end_object();
            }
            json.end_array().end_object();
        }
        json.end_array().key("together");
        if (report.together) write_preview(json, *report.together);
        else json.null();
        json.key("files").begin_array();
        for (const FixReport::File& file : report.files)
            json.begin_object().member("name", file.name).member("request", file.request).end_object();
        json.end_array().member("heldBack", report.held_back).key("byHand").begin_array();
        for (const Finding& finding : report.by_hand) write_finding(json, finding, false);
        json.end_array();
    });
}

void eval_json(const EvalReport& report, const Style&, const Sink& sink) {
    std::string out;
    report.answered = expression::evaluate_json(report.expression, report.options, out);
    sink(out + "\n");
}

void rules_json(const RulesReport& report, const Style&, const Sink& sink) {
    write_object(sink, [&](JsonWriter& json) {
        json.member("schemaVersion", "1.0").key("rules").begin_array();
        for (const findings::Rule* rule : report.rules) {
            write_rule(json, *rule);
            json.end_object();
        }
        json.end_array();
    });
}

void rule_json(const RuleReport& report, const Style&, const Sink& sink) {
    std::string out;
    JsonWriter json(out, JsonWriter::Layout::indented);
    write_rule(json, report.rule);
    if (report.milder) json.member("milder", findings::to_string(*report.milder));
    if (!report.standard.empty()) json.member("standard", report.standard);
    example_member(json, "bad", report.bad);
    example_member(json, "good", report.good);
    json.end_object();
    sink(out + "\n");
}

void explanation_json(const ExplanationReport& report, const Style&, const Sink& sink) {
    write_object(sink, [&](JsonWriter& json) {
        const auto fix_member = [&](const findings::Fix& fix) {
            json.key("fix").begin_object().member("title", fix.title).member("steps", fix.steps).end_object();
        };
        json.member("schemaVersion", "1.0")
            .member("files", report.with_files)
            .member("log", report.log)
            .key("failures")
            .begin_array();
        for (const ExplanationReport::Item& item : report.items) {
            json.begin_object().member("code", item.rule->code).member("rule", item.rule->slug);
            json.member("severity", findings::to_string(item.rule->severity)).member("message", item.message);
            json.member("consequence", item.rule->why);
            fix_member(findings::fix_of(item.rule->remedy));
            json.member("sources", words(item.rule->sources));
            json.member("confidence", findings::to_string(item.rule->confidence));
            const okta::Failure& failure = item.failure;
            json.key("error").begin_object().member("text", failure.text).member("user", failure.user);
            json.member("app", failure.app).member("group", failure.group).member("httpReason", failure.http_reason);
            json.member("remote", failure.remote).key("fields").begin_array();
            for (const okta::Violation& violation : failure.violations) {
                json.begin_object().member("property", violation.property).member("message", violation.message);
                json.end_object();
            }
            json.end_array().end_object().key("causes").begin_array();
            for (const ExplanationReport::Cause& cause : item.causes) {
                json.begin_object().member("code", cause.rule->code).member("rule", cause.rule->slug);
                json.member("summary", cause.rule->when).member("found", cause.found);
                fix_member(cause.fix);
                json.end_object();
            }
            json.end_array().key("others").begin_object().member("users", item.others.users);
            json.member("examples", item.others.examples).end_object().end_object();
        }
        json.end_array();
    });
}

void functions_json(const FunctionsReport&, const Style&, const Sink& sink) {
    sink(expression::reference_json());
}

void metadata_checks_json(const MetadataChecksReport&, const Style&, const Sink& sink) {
    sink(saml::checks::reference_json());
}

}  // namespace renderers

}  // namespace preflight::report
