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

}  // namespace

namespace renderers {

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
