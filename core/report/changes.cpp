// Two versions of the metadata, as Markdown for a ticket.
#include "core/report/excerpt.h"
#include "core/report/report.h"

namespace preflight::report {

namespace {

// What would end a cell or start markup becomes harmless.
std::string cell(std::string_view text) {
    std::string result;
    for (const char c : printable(text)) {
        if (c == '|' || c == '`' || c == '<' || c == '*' || c == '_' || c == '[' || c == '\\') result += '\\';
        result += c;
    }
    return result;
}

}  // namespace

std::string changes_markdown(const Comparison& comparison) {
    std::string out = "# Identity provider metadata: what changed\n\n" + cell(comparison.changes.verdict) +
                      "\n\n| | file | entity ID |\n|---|---|---|\n";
    for (const auto& [word, workspace] :
         {std::pair{"before", &comparison.before}, std::pair{"after", &comparison.after}}) {
        const auto& id = workspace->idp_metadata->document.entity->entity_id;
        out += "| " + std::string(word) + " | " + cell(workspace->inputs[workspace->idp_metadata->input].name) + " | " +
               cell(id ? id->value : std::string()) + " |\n";
    }
    for (const rules::MetadataChange& change : comparison.changes.list) {
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
    for (const rules::MetadataChange& change : comparison.changes.list) {
        if (change.kind != rules::MetadataChange::Kind::other) continue;
        if (!head) out += "\n## Other changes\n\n| what | before | after |\n|---|---|---|\n";
        head = true;
        out += "| " + cell(change.title) + " | " + cell(change.before) + " | " + cell(change.after) + " |\n";
    }
    return out;
}

}  // namespace preflight::report
