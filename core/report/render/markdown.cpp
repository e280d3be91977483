// Markdown for tickets and documents.
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "core/expression/functions/documentation.h"
#include "core/report/render/diff_words.h"
#include "core/report/render/people_mask.h"
#include "core/report/renderer.h"
#include "core/saml/checks_reference.h"
#include "core/text/numbers.h"
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
            out_ += (finding.ticked ? "- [x] " : "- [ ] ") + std::string(finding.rule->code) + " " +
                    text(message_of(finding)) + " " + text(finding.consequence) + "\n";
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

// Without people unless it is asked for: it is made to be passed on.
class DiffDocument {
public:
    DiffDocument(const DiffReport& report, bool with_people) : report_(report), with_people_(with_people) {
        // Only these may name somebody.
        if (with_people || (report.appeared.empty() && report.gone.empty() && report.settings.empty())) return;
        masks_.emplace_back(report.outcomes_before);
        masks_.emplace_back(report.outcomes_after);
    }

    std::string written() {
        out_ = "# What changes\n\n" + value(report_.verdict) + "\n";
        if (!report_.diff.not_compared.empty()) out_ += "\n";
        for (const std::string& sentence : report_.diff.not_compared)
            out_ += "- Not compared: " + value(sentence) + "\n";
        if (report_.diff.people && report_.diff.people->changed > 0) people(*report_.diff.people);
        if (report_.diff.groups && report_.diff.groups->changed() > 0) groups(*report_.diff.groups);
        if (report_.diff.imports && report_.diff.imports->changed() > 0) imports(*report_.diff.imports);
        settings();
        findings("New findings", report_.appeared);
        findings("Findings that are gone", report_.gone);
        if (report_.metadata) metadata(*report_.metadata);
        if (!report_.gates.empty()) out_ += "\n## Limits\n\n";
        for (const verdict::Gate& gate : report_.gates)
            out_ += std::string(gate.exceeded ? "- exceeded: " : "- kept: ") + value(verdict::in_words(gate)) + "\n";
        return std::move(out_);
    }

private:
    [[nodiscard]] std::string value(std::string_view text) const {
        std::string masked(text);
        for (const PeopleMask& mask : masks_) masked = mask.masked(masked);
        return plain(masked);
    }

    void counted(std::string_view title, const verdict::CountedPeople& counted) {
        out_ += "| " + value(title) + " | " + text::grouped(counted.people) + " |";
        if (with_people_) {
            std::string names;
            for (const verdict::PersonExample& example : counted.examples) {
                names += (names.empty() ? "" : ", ") + value(example.login);
                if (!example.before.empty() || !example.after.empty())
                    names += " (" + value(example.before) + " → " + value(example.after) + ")";
            }
            out_ += " " + names + " |";
        }
        out_ += "\n";
    }

    void table(std::string_view head) {
        out_ += "\n| " + std::string(head) + " | people |" + (with_people_ ? " for example |" : "") + "\n|---|---|" +
                (with_people_ ? "---|" : "") + "\n";
    }

    void people(const verdict::PeopleDiff& diff) {
        out_ += "\n## People\n";
        table("change");
        for (std::size_t i = 0; i < verdict::kPersonChanges; ++i) {
            const auto change = static_cast<verdict::PersonChange>(i);
            if (diff.of(change).people > 0) counted(verdict::title_of(change), diff.of(change));
        }
        if (!diff.attributes.empty()) table("values");
        for (const verdict::AttributeDiff& attribute : diff.attributes) {
            counted(std::string(egnyte::name_of(attribute.attribute)) +
                        (attribute.existing ? " replaced in existing accounts" : " different in new accounts"),
                    attribute.people);
        }
        table("end state");
        for (const verdict::Transition& transition : diff.end_states) {
            counted(transition_in_words(transition.before, transition.after), transition.people);
        }
        out_ += "\n| seats | before | after | bought |\n|---|---|---|---|\n";
        for (const verdict::SeatsDiff& pool : diff.seats) {
            out_ += "| " + std::string(pool.pool) + " | " + text::grouped(pool.before) + " | " +
                    text::grouped(pool.after) + " | " +
                    (pool.bought_after ? std::to_string(*pool.bought_after) : std::string("not given")) + " |\n";
        }
    }

    void groups(const verdict::GroupsDiff& diff) {
        out_ +=
            "\n## Pushed groups\n\n| group | before | after | more members | fewer members |\n|---|---|---|---|---|\n";
        for (const verdict::GroupDiff& group : diff.list) {
            out_ += "| " + value(group.name.empty() ? group.id : group.name) + " | " + word_or_not_there(group.before) +
                    " | " + word_or_not_there(group.after) + " | " + text::grouped(group.added.count) + " | " +
                    text::grouped(group.removed.count) + " |\n";
        }
        if (diff.left_out > 0) out_ += "\nand " + text::counted(diff.left_out, "more group") + "\n";
    }

    void imports(const verdict::ImportsDiff& diff) {
        out_ += "\n## Import\n\n| before | after | accounts |\n|---|---|---|\n";
        for (const verdict::ImportChange& change : diff.changes)
            out_ += "| " + word_or_not_there(change.before) + " | " + word_or_not_there(change.after) + " | " +
                    text::grouped(change.accounts.count) + " |\n";
    }

    void settings() {
        if (report_.settings.empty()) return;
        out_ += "\n## Settings\n\n| setting | before | after | comparison |\n|---|---|---|---|\n";
        for (const DiffReport::Setting& setting : report_.settings) {
            const verdict::SettingDiff& diff = setting.diff;
            out_ += "| " + value(std::string(diff.area) + ": " + diff.name) + " | " +
                    value(diff.before.value_or(std::string(kNotThere))) + " | " +
                    value(diff.after.value_or(std::string(kNotThere))) + " | " +
                    (diff.expression ? value(verdict::in_words(*diff.expression)) : std::string()) + " |\n";
        }
        if (report_.diff.settings.left_out > 0)
            out_ += "\nand " + text::counted(report_.diff.settings.left_out, "more setting") + "\n";
    }

    void findings(std::string_view title, const std::vector<Finding>& list) {
        if (list.empty()) return;
        out_ += "\n## " + std::string(title) + "\n\n";
        for (const Finding& finding : list) {
            out_ += "- " + std::string(findings::to_string(finding.severity)) + " " + std::string(finding.rule->code) +
                    ": " + value(finding.message) + "\n";
        }
    }

    void metadata(const MetadataDiff& diff) {
        out_ +=
            "\n## Identity provider metadata\n\n" + plain(diff.verdict) + "\n\n| | file | entity ID |\n|---|---|---|\n";
        for (const auto& [word, side] : {std::pair{"before", &diff.before}, std::pair{"after", &diff.after}}) {
            out_ += "| " + std::string(word) + " | " + plain(side->input) + " | " +
                    plain(side->entity_id.value_or("")) + " |\n";
        }
        for (const auto& entry : diff.changes) {
            const rules::MetadataChange& change = entry.change;
            if (change.kind == rules::MetadataChange::Kind::other) continue;
            out_ += "\n### " + plain(change.title) +
                    (change.kind == rules::MetadataChange::Kind::egnyte ? " (change it in Egnyte)" : " (watch)") +
                    "\n\n";
            out_ += "- before: " + (change.before.empty() ? std::string(kNotThere) : plain(change.before)) + "\n";
            out_ += "- after: " + (change.after.empty() ? std::string(kNotThere) : plain(change.after)) + "\n";
            if (!change.consequence.empty()) out_ += "\n" + plain(change.consequence) + "\n";
            if (!change.steps.empty()) out_ += "\n";
            for (std::size_t i = 0; i < change.steps.size(); ++i)
                out_ += std::to_string(i + 1) + ". " + plain(change.steps[i]) + "\n";
        }
        bool head = false;
        for (const auto& entry : diff.changes) {
            const rules::MetadataChange& change = entry.change;
            if (change.kind != rules::MetadataChange::Kind::other) continue;
            if (!head) out_ += "\n### Other changes\n\n| what | before | after |\n|---|---|---|\n";
            head = true;
            out_ += "| " + plain(change.title) + " | " + plain(change.before) + " | " + plain(change.after) + " |\n";
        }
    }

    const DiffReport& report_;
    const bool with_people_;
    std::vector<PeopleMask> masks_;
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

void diff_markdown(const DiffReport& report, const Style& style, const Sink& sink) {
    sink(DiffDocument(report, style.with_people).written());
}

void functions_markdown(const FunctionsReport&, const Style&, const Sink& sink) {
    sink(expression::reference_markdown());
}

void metadata_checks_markdown(const MetadataChecksReport&, const Style&, const Sink& sink) {
    sink(saml::checks::reference_markdown());
}

}  // namespace renderers

}  // namespace preflight::report
