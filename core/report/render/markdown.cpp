// Markdown for tickets and documents.
#include <algorithm>
#include <string>
#include <string_view>

#include "core/expression/functions/documentation.h"
#include "core/report/render/people_mask.h"
#include "core/report/renderer.h"
#include "core/saml/checks_reference.h"
#include "core/text/printable.h"
#include "core/text/time.h"

namespace preflight::report {

namespace {

// Text of files as text: nothing in it is markup, a table cell, a link, a mention (@name) or a reference to an issue
// (#12). Entities are read as the character and as nothing else (CommonMark 0.30, 2.5).
std::string plain(std::string_view value) {
    std::string result;
    const std::string text = text::printable(value);
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (i == 0 && (c == '-' || c == '+' || c == '=')) result += '\\';  // a list or a heading
        const bool scheme = c == ':' && text.compare(i, 3, "://") == 0;
        const bool www = c == '.' && i >= 3 && text.compare(i - 3, 3, "www") == 0;
        if (c == '@') result += "&#64;";
        else if (c == '#') result += "&#35;";
        else if (c == '&') result += "&amp;";
        else if (c == '<') result += "&lt;";
        else if (scheme) result += "&#58;";
        else if (www) result += "&#46;";
        else if (std::string_view("\\`*_{}[]>|~").find(c) != std::string_view::npos) (result += '\\') += c;
        else result += c;
    }
    return result;
}

// The rules' own words: what would end a cell or start markup becomes harmless, and the source stays easy to read.
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
    if (report.rule.effect == findings::Effect::refuses) result += ", Egnyte rejects the person";
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

std::string counted(std::size_t count, std::string_view one, std::string_view many) {
    return std::to_string(count) + " " + std::string(count == 1 ? one : many);
}

class Ticket {
public:
    Ticket(const CheckReport& report, bool with_people)
        : report_(report), mask_(with_people ? nullptr : report.outcomes), with_people_(with_people) {}

    [[nodiscard]] std::string written() {
        using findings::Severity;
        out_ = "# Preflight: " + counted(report_.count(Severity::error), "error", "errors") + ", " +
               counted(report_.count(Severity::warning), "warning", "warnings") + "\n\n" + text(report_.verdict) +
               "\n\n";
        if (report_.tool.now_unix) out_ += "As of " + text::format_time(*report_.tool.now_unix) + ", ";
        out_ += "Preflight " + std::string(report_.tool.version) + ".\n\n| file | what it is |\n|---|---|\n";
        for (const Input& input : report_.inputs) {
            std::string kinds;
            for (const std::string& kind : input.kinds) kinds += (kinds.empty() ? "" : ", ") + kind;
            out_ += "| " + text(input.name) + " | " + text(kinds) + " |\n";
        }
        section("Errors", Severity::error);
        section("Warnings", Severity::warning);
        section("Notes", Severity::note);
        by_hand();
        missing();
        baseline();
        return std::move(out_);
    }

private:
    [[nodiscard]] std::string text(std::string_view value) const {
        return plain(with_people_ ? std::string(value) : mask_.masked(value));
    }

    void section(std::string_view title, findings::Severity severity) {
        bool begun = false;
        for (const Finding& finding : report_.findings) {
            if (finding.known || finding.severity != severity) continue;
            if (!begun) out_ += "\n## " + std::string(title) + "\n";
            begun = true;
            one(finding);
        }
    }

    // Of a finding about people the rule says what it is; the message may name one of them.
    [[nodiscard]] std::string_view message_of(const Finding& finding) const {
        return finding.about_people && !with_people_ ? finding.rule->when : std::string_view(finding.message);
    }

    void one(const Finding& finding) {
        constexpr std::size_t kPlaces = 5;
        out_ += "\n### " + std::string(finding.rule->code) + " " + plain(finding.rule->slug);
        if (finding.affected && finding.affected->users > 0)
            out_ += " (" + counted(finding.affected->users, "person", "people") + ")";
        out_ += "\n\n" + text(message_of(finding)) + "\n\n";
        if (!finding.consequence.empty()) out_ += "- Impact: " + text(finding.consequence) + "\n";
        for (std::size_t i = 0; i < std::min(kPlaces, finding.places.size()); ++i) {
            const Place& place = finding.places[i];
            std::string where = place.input;
            if (place.range)
                where +=
                    ":" + std::to_string(place.range->begin.line) + ":" + std::to_string(place.range->begin.column);
            if (!place.pointer.empty()) where += " " + place.pointer;
            if (!place.resource.empty()) where += " (" + place.resource + ")";
            out_ += "- Where: " + text(where) + "\n";
        }
        if (finding.places.size() > kPlaces)
            out_ += "- and " + counted(finding.places.size() - kPlaces, "more place", "more places") + "\n";
        if (with_people_ && finding.affected && !finding.affected->examples.empty()) {
            std::string who;
            for (const std::string& example : finding.affected->examples) who += (who.empty() ? "" : ", ") + example;
            if (finding.affected->users > finding.affected->examples.size()) who += ", …";
            out_ += "- Who: " + text(who) + "\n";
        }
        out_ += "- Facts: " + plain(finding.rule->sources) + " (" +
                std::string(findings::to_string(finding.confidence)) + ")\n";
        if (finding.fix_title.empty()) return;
        out_ += "\nFix: " + text(finding.fix_title) + "\n\n";
        for (std::size_t i = 0; i < finding.fix_steps.size(); ++i)
            out_ += std::to_string(i + 1) + ". " + text(finding.fix_steps[i]) + "\n";
    }

    void by_hand() {
        bool begun = false;
        for (const Finding& finding : report_.findings) {
            if (finding.known || finding.severity != findings::Severity::manual) continue;
            if (!begun) out_ += "\n## To confirm by hand\n\n";
            begun = true;
            out_ += "- [ ] " + std::string(finding.rule->code) + " " + text(message_of(finding)) + " " +
                    text(finding.consequence) + "\n";
        }
    }

    void missing() {
        if (report_.missing.empty()) return;
        out_ += "\n## Not provided\n\n| what | what it would tell | how to get it |\n|---|---|---|\n";
        for (const findings::Missing& missing : report_.missing)
            out_ += "| " + text(missing.kind) + " | " + text(missing.why) + " | " + text(missing.how) + " |\n";
    }

    void baseline() {
        if (!report_.gone) return;
        out_ += "\n## Baseline\n\n" + counted(report_.count_known(), "finding", "findings") +
                " known from the baseline, not listed; " + std::to_string(report_.gone->size()) + " no longer found.\n";
        for (const Baseline::Entry& entry : *report_.gone)
            out_ += "- no longer found: " + plain(entry.code) + " " + plain(entry.rule) + "\n";
    }

    const CheckReport& report_;
    const PeopleMask mask_;
    const bool with_people_;
    std::string out_;
};

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

void check_markdown(const CheckReport& report, const Style& style, const Sink& sink) {
    sink(Ticket(report, style.with_people).written());
}

void diff_markdown(const DiffReport& report, const Style&, const Sink& sink) {
    std::string out = "# Identity provider metadata: what changed\n\n" + plain(report.verdict) +
                      "\n\n| | file | entity ID |\n|---|---|---|\n";
    for (const auto& [word, side] : {std::pair{"before", &report.before}, std::pair{"after", &report.after}}) {
        out += "| " + std::string(word) + " | " + plain(side->input) + " | " + plain(side->entity_id.value_or("")) +
               " |\n";
    }
    for (const auto& entry : report.changes) {
        const rules::MetadataChange& change = entry.change;
        if (change.kind == rules::MetadataChange::Kind::other) continue;
        out += "\n## " + plain(change.title) +
               (change.kind == rules::MetadataChange::Kind::egnyte ? " (change it in Egnyte)" : " (watch)") + "\n\n";
        out += "- before: " + (change.before.empty() ? std::string("not there") : plain(change.before)) + "\n";
        out += "- after: " + (change.after.empty() ? std::string("not there") : plain(change.after)) + "\n";
        if (!change.consequence.empty()) out += "\n" + plain(change.consequence) + "\n";
        if (!change.steps.empty()) out += "\n";
        for (std::size_t i = 0; i < change.steps.size(); ++i)
            out += std::to_string(i + 1) + ". " + plain(change.steps[i]) + "\n";
    }
    bool head = false;
    for (const auto& entry : report.changes) {
        const rules::MetadataChange& change = entry.change;
        if (change.kind != rules::MetadataChange::Kind::other) continue;
        if (!head) out += "\n## Other changes\n\n| what | before | after |\n|---|---|---|\n";
        head = true;
        out += "| " + plain(change.title) + " | " + plain(change.before) + " | " + plain(change.after) + " |\n";
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
