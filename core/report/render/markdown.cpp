// Markdown for tickets and documents.
#include <string>

#include "core/expression/functions/documentation.h"
#include "core/report/renderer.h"
#include "core/saml/checks_reference.h"
#include "core/text/printable.h"

namespace preflight::report {

namespace {

// What would end a cell or start markup becomes harmless.
std::string cell(std::string_view value) {
    std::string result;
    for (const char c : text::printable(value)) {
        if (c == '|' || c == '`' || c == '<' || c == '*' || c == '_' || c == '[' || c == '\\') result += '\\';
        result += c;
    }
    return result;
}

std::string in_code(std::string_view ids) {
    std::string result;
    while (!ids.empty()) {
        const auto end = ids.find(' ');
        result += (result.empty() ? "`" : " `") + std::string(ids.substr(0, end)) + "`";
        ids.remove_prefix(end == std::string_view::npos ? ids.size() : end + 1);
    }
    return result;
}

std::string severities(const RuleReport& report) {
    std::string result(findings::to_string(report.rule.severity));
    if (report.milder) result += " or " + std::string(findings::to_string(*report.milder));
    if (report.rule.effect == findings::Effect::refuses) result += ", Egnyte refuses the person";
    if (report.rule.effect == findings::Effect::skips) result += ", Okta sends nothing for the person";
    return result;
}

void add_example(std::string& out, std::string_view title, const std::optional<RuleExample>& example) {
    if (!example) return;
    out += "\n## " + std::string(title) + "\n\n";
    if (example->changes.empty()) {
        out += "The sound files as they are.\n";
    } else {
        out += "```text\n";
        for (const std::string& change : example->changes) out += change + "\n";
        out += "```\n";
    }
    if (!example->message.empty()) out += "\n> " + cell(example->message) + "\n";
}

}  // namespace

namespace renderers {

void rule_markdown(const RuleReport& report, const Style&, const Sink& sink) {
    const findings::Rule& rule = report.rule;
    std::string out = "# " + std::string(rule.code) + " " + std::string(rule.slug) + "\n\n" + severities(report) +
                      "\n\n" + cell(rule.when) + "\n\n**Why it matters.** " + cell(rule.why) + "\n";
    add_example(out, "Example", report.bad);
    add_example(out, "Right", report.good);
    out += "\n## What to do\n\n";
    const findings::Fix fix = findings::fix_of(rule.remedy);
    out += fix.title.empty() ? "Nothing to do.\n" : cell(fix.title) + "\n" + (fix.steps.empty() ? "" : "\n");
    for (std::size_t i = 0; i < fix.steps.size(); ++i) out += std::to_string(i + 1) + ". " + cell(fix.steps[i]) + "\n";
    if (!rule.explains.empty()) out += "\nIt is the cause of " + in_code(rule.explains) + ".\n";
    out += "\n## Sources\n\n";
    if (!report.standard.empty()) out += cell(report.standard) + "; ";
    out += in_code(rule.sources) + " (" + std::string(findings::to_string(rule.confidence)) + ")\n";
    sink(out);
}

void rules_markdown(const RulesReport& report, const Style&, const Sink& sink) {
    std::string out =
        "# Rules\n\nEvery rule of Preflight, made from the rules themselves (`preflight rules --format markdown`, "
        "`preflight explain CODE --format markdown`); do not edit. Examples are changes to a small integration that is "
        "right in every way.\n\n| code | rule | severity | when |\n| --- | --- | --- | --- |\n";
    for (const findings::Rule* rule : report.rules) {
        const std::string slug(rule->slug);
        out += "| " + std::string(rule->code) + " | [" + slug + "](" + slug + ".md) | " +
               std::string(findings::to_string(rule->severity)) + " | " + cell(rule->when) + " |\n";
    }
    sink(out);
}

void diff_markdown(const DiffReport& report, const Style&, const Sink& sink) {
    std::string out = "# Identity provider metadata: what changed\n\n" + cell(report.verdict) +
                      "\n\n| | file | entity ID |\n|---|---|---|\n";
    for (const auto& [word, side] : {std::pair{"before", &report.before}, std::pair{"after", &report.after}}) {
        out +=
            "| " + std::string(word) + " | " + cell(side->input) + " | " + cell(side->entity_id.value_or("")) + " |\n";
    }
    for (const auto& entry : report.changes) {
        const rules::MetadataChange& change = entry.change;
        if (change.kind == rules::MetadataChange::Kind::other) continue;
        out += "\n## " + cell(change.title) +
               (change.kind == rules::MetadataChange::Kind::egnyte ? " (change it in Egnyte)" : " (watch)") + "\n\n";
        out += "- before: " + (change.before.empty() ? std::string("not there") : cell(change.before)) + "\n";
        out += "- after: " + (change.after.empty() ? std::string("not there") : cell(change.after)) + "\n";
        if (!change.consequence.empty()) out += "\n" + cell(change.consequence) + "\n";
        if (!change.steps.empty()) out += "\n";
        for (std::size_t i = 0; i < change.steps.size(); ++i)
            out += std::to_string(i + 1) + ". " + cell(change.steps[i]) + "\n";
    }
    bool head = false;
    for (const auto& entry : report.changes) {
        const rules::MetadataChange& change = entry.change;
        if (change.kind != rules::MetadataChange::Kind::other) continue;
        if (!head) out += "\n## Other changes\n\n| what | before | after |\n|---|---|---|\n";
        head = true;
        out += "| " + cell(change.title) + " | " + cell(change.before) + " | " + cell(change.after) + " |\n";
    }
    sink(out);
}

void functions_markdown(const FunctionsReport&, const Style&, const Sink& sink) {
    sink(expression::reference_markdown());
}

void metadata_checks_markdown(const MetadataChecksReport&, const Style&, const Sink& sink) {
    sink(saml::checks::reference_markdown());
}

}  // namespace renderers

}  // namespace preflight::report
