// The same for people who read in a terminal.
#include <algorithm>
#include <cstdlib>
#include <map>

#include "core/crypto/certificate.h"
#include "core/report/card.h"
#include "core/report/excerpt.h"
#include "core/report/report.h"
#include "core/text/columns.h"
#include "core/text/time.h"
#include "core/text/unicode.h"

namespace preflight::report {

namespace {

using findings::Severity;

std::string padded(std::string text, std::size_t width) {
    const std::size_t have = text::columns(text);
    if (have < width) text.append(width - have, ' ');
    return text;
}

// At most `width` columns, the end marked.
std::string cut(const std::string& text, std::size_t width) {
    if (text::columns(text) <= width) return text;
    std::size_t end = 0, taken = 0;
    while (end < text.size()) {
        const std::size_t length = text::decode(text, end).length;
        taken += text::columns(std::string_view(text).substr(end, length));
        if (taken >= width) break;
        end += length;
    }
    return text.substr(0, end) + "…";
}

class Printer {
public:
    explicit Printer(bool colour) : colour_(colour) {}

    enum class Ink { plain, bold, dim, red, yellow, blue };
    [[nodiscard]] std::string in(Ink ink, std::string_view text) const {
        if (!colour_ || ink == Ink::plain) return std::string(text);
        const std::string_view code = ink == Ink::bold     ? "1"
                                      : ink == Ink::dim    ? "2"
                                      : ink == Ink::red    ? "1;31"
                                      : ink == Ink::yellow ? "1;33"
                                                           : "1;34";
        return "\x1b[" + std::string(code) + "m" + std::string(text) + "\x1b[0m";
    }

    // Wraps at 100 columns, every line behind `indent`.
    void paragraph(std::string_view first_indent, std::string_view indent, std::string_view text) {
        const std::string clean = printable(text);
        std::string line(first_indent);
        std::size_t used = text::columns(line);
        std::size_t at = 0;
        bool begun = false;
        while (at < clean.size()) {
            auto end = clean.find(' ', at);
            if (end == std::string::npos) end = clean.size();
            const std::string word = clean.substr(at, end - at);
            at = end + 1;
            const std::size_t width = text::columns(word);
            if (begun && used + 1 + width > 100) {
                out += line + "\n";
                line = indent;
                used = text::columns(line);
                begun = false;
            }
            if (begun) {
                line += ' ';
                ++used;
            }
            line += word;
            used += width;
            begun = true;
        }
        out += line + "\n";
    }

    std::string out;

private:
    bool colour_;
};

struct Mark {
    std::string_view sign;
    Printer::Ink ink;
};

Mark mark_of(Severity severity) {
    switch (severity) {
        case Severity::error:
            return {"✗", Printer::Ink::red};
        case Severity::warning:
            return {"▲", Printer::Ink::yellow};
        case Severity::note:
            return {"●", Printer::Ink::blue};
        case Severity::manual:
            return {"☐", Printer::Ink::bold};
    }
    return {"", Printer::Ink::plain};
}

std::string address(const intake::Workspace& workspace, const findings::Location& location) {
    std::string text = workspace.inputs[location.input].name;
    if (const auto range = range_of(workspace, location))
        text += ":" + std::to_string(range->begin.line) + ":" + std::to_string(range->begin.column);
    if (!location.pointer.empty()) text += "  " + location.pointer;
    return printable(text);
}

void print_excerpt(Printer& printer, const Excerpt& excerpt, Printer::Ink ink) {
    const std::string number = std::to_string(excerpt.line);
    printer.out += "    " + printer.in(Printer::Ink::dim, number + " │ ") + excerpt.text + "\n";
    const std::string line = text::underline(excerpt.text, excerpt.from, excerpt.to);
    const std::size_t carets = line.find('^');
    printer.out += "    " + printer.in(Printer::Ink::dim, std::string(number.size(), ' ') + " │ ") +
                   line.substr(0, carets) + printer.in(ink, line.substr(carets)) + "\n";
}

void print_finding(Printer& printer, const intake::Workspace& workspace, const findings::Finding& finding,
                   const std::vector<std::size_t>& hidden) {
    const Severity severity = finding.effective_severity();
    const Mark mark = mark_of(severity);
    std::string head = printer.in(mark.ink, mark.sign) + " " + printer.in(mark.ink, findings::to_string(severity)) +
                       " " + std::string(finding.rule->code) + " " + printer.in(Printer::Ink::dim, finding.rule->slug);
    if (finding.affected && finding.affected->users > 0) {
        head += "  " + printer.in(Printer::Ink::bold, std::to_string(finding.affected->users) +
                                                          (finding.affected->users == 1 ? " person" : " people"));
    }
    printer.out += head + "\n";
    printer.paragraph("  ", "  ", finding.message);
    constexpr std::size_t kShown = 3;
    for (std::size_t i = 0; i < std::min(finding.locations.size(), kShown); ++i) {
        const findings::Location& location = finding.locations[i];
        printer.out += "  " + printer.in(Printer::Ink::dim, "→ ") + address(workspace, location) + "\n";
        if (std::find(hidden.begin(), hidden.end(), location.input) != hidden.end()) continue;
        if (const auto excerpt = excerpt_of(workspace, location)) print_excerpt(printer, *excerpt, mark.ink);
    }
    if (finding.locations.size() > kShown)
        printer.out += "  and " + std::to_string(finding.locations.size() - kShown) + " more places\n";
    if (finding.affected && !finding.affected->examples.empty()) {
        std::string who;
        for (const std::string& example : finding.affected->examples) who += (who.empty() ? "" : ", ") + example;
        if (finding.affected->users > finding.affected->examples.size()) who += ", …";
        printer.paragraph("  Who: ", "       ", who);
    }
    if (!finding.consequence.empty()) printer.paragraph("  Then: ", "        ", finding.consequence);
    if (!finding.fix.title.empty()) {
        printer.paragraph("  Mend: ", "        ", finding.fix.title);
        for (std::size_t i = 0; i < finding.fix.steps.size(); ++i)
            printer.paragraph("        " + std::to_string(i + 1) + ". ", "           ", finding.fix.steps[i]);
    }
    std::string sources = "  Facts: " + std::string(finding.rule->sources);
    if (finding.effective_confidence() != findings::Confidence::documented)
        sources += " (" + std::string(findings::to_string(finding.effective_confidence())) +
                   ", not documented by Egnyte or Okta)";
    printer.out += printer.in(Printer::Ink::dim, sources) + "\n\n";
}

std::string_view words(saml::Ending::What what) {
    switch (what) {
        case saml::Ending::What::typed_certificate:
            return "certificate to type into Egnyte";
        case saml::Ending::What::signing_certificate:
            return "another signing certificate";
        case saml::Ending::What::encryption_certificate:
            return "encryption certificate";
        case saml::Ending::What::document:
            return "the metadata itself (validUntil)";
    }
    return "";
}

std::string when(std::int64_t ends, std::int64_t now) {
    const std::int64_t days = saml::days_left(ends, now);
    const std::string count = std::to_string(std::abs(days)) + (std::abs(days) == 1 ? " day" : " days");
    switch (saml::window_of(ends, now)) {
        case saml::Window::ended:
            return days == 0 ? "ended today" : "ended " + count + " ago";
        case saml::Window::days_30:
            return (days == 0 ? "ends today" : "in " + count) + ": within 30 days";
        case saml::Window::days_90:
            return "in " + count + ": within 90 days";
        case saml::Window::days_365:
            return "in " + count + ": within a year";
        case saml::Window::later:
            break;
    }
    return "in " + count;
}

void print_card(Printer& printer, const Card& card, std::optional<std::int64_t> now_unix) {
    constexpr std::size_t kLabel = 31;

    printer.out += printer.in(Printer::Ink::bold, "What to type into Egnyte") +
                   " (Settings › Configuration › Security & Authentication)\n";
    for (const Card::Field& field : card.fields) {
        const std::string label = "  " + padded(std::string(field.label), kLabel);
        if (field.certificate && !field.value.empty()) {
            printer.out += label + printer.in(Printer::Ink::dim, "SHA-256 " + card.settings.certificate_sha256) + "\n";
            // From the first column on: the lines are there to be copied.
            printer.out += field.value + "\n";
        } else {
            printer.out +=
                label +
                (field.value.empty() ? printer.in(Printer::Ink::dim, "not in these files") : printable(field.value)) +
                "\n";
        }
        if (!field.remark.empty())
            printer.paragraph(std::string(kLabel + 2, ' '), std::string(kLabel + 2, ' '), field.remark);
    }
    if (!card.settings.binding.empty()) {
        printer.paragraph("  ", "  ",
                          "The login URL is that of the binding " + std::string(short_binding(card.settings.binding)) +
                              "; Egnyte has no field for it.");
    }
    if (card.settings.several_signing_keys) {
        printer.paragraph("  ", "  ",
                          "The metadata lists several signing keys. Egnyte takes one certificate: the one Okta signs "
                          "with now.");
    }
    if (!card.calendar.empty()) printer.out += "\n" + printer.in(Printer::Ink::bold, "What ends when") + "\n";
    for (const saml::Ending& ending : card.calendar) {
        std::string line(words(ending.what));
        if (now_unix) line.insert(0, when(ending.ends, *now_unix) + ": ");
        if (!ending.certificate.empty()) {
            line += " (" + (ending.name.empty() ? std::string() : ending.name + ", ") + "SHA-256 " +
                    crypto::colons(ending.certificate.substr(0, 16)) + "…)";
        }
        printer.paragraph("  " + text::format_date(ending.ends) + "  ", std::string(14, ' '), line);
    }
    printer.out += "\n";
}

std::string value_text(const simulation::Outcome& outcome, std::string_view attribute) {
    const auto found = outcome.profile.find(attribute);
    if (found == outcome.profile.end() || !found->second.json) return "?";
    const std::string& json = *found->second.json;
    if (json == "null") return "";
    if (json.size() >= 2 && json.front() == '"') return json.substr(1, json.size() - 2);
    return json;
}

std::string summary_line(const std::map<std::string, std::size_t>& counts) {
    std::string line;
    for (const auto& [word, count] : counts) line += (line.empty() ? "" : ", ") + std::to_string(count) + " " + word;
    return line.empty() ? "nobody" : line;
}

Printer::Ink ink_of(std::string_view status) {
    if (status == "failed") return Printer::Ink::red;
    if (status == "unknown" || status == "skipped") return Printer::Ink::yellow;
    return Printer::Ink::plain;
}

std::string bytes_text(std::uint64_t bytes) {
    if (bytes < 10'000) return std::to_string(bytes) + " B";
    if (bytes < 10'000'000) return std::to_string(bytes / 1000) + " kB";
    return std::to_string(bytes / 1'000'000) + " MB";
}

}  // namespace

std::string check_text(const Subject& subject, const Style& style) {
    Printer printer(style.colour);
    const intake::Workspace& workspace = subject.workspace;
    if (!style.quiet) {
        for (const intake::Input& input : workspace.inputs) {
            std::string kinds;
            for (const std::string& kind : input.kinds) kinds += (kinds.empty() ? "" : ", ") + kind;
            printer.out += printer.in(Printer::Ink::dim, "  " + printable(input.name) + "  " + kinds) + "\n";
        }
        if (subject.now_unix)
            printer.out += printer.in(Printer::Ink::dim, "  as of " + text::format_time(*subject.now_unix)) + "\n";
        printer.out += "\n";
    }
    printer.paragraph("", "", rules::verdict_sentence(workspace, subject.simulation, subject.verdicts));
    printer.out += "\n";
    const std::vector<std::size_t> hidden = inputs_never_shown(subject.verdicts.findings);
    std::map<Severity, std::size_t> counts;
    for (const findings::Finding& finding : subject.verdicts.findings) {
        const Severity severity = finding.effective_severity();
        ++counts[severity];
        if (severity == Severity::manual || (style.quiet && severity == Severity::note)) continue;
        print_finding(printer, workspace, finding, hidden);
    }
    if (!style.quiet && counts[Severity::manual] > 0) {
        printer.out += printer.in(Printer::Ink::bold, "To confirm by hand") + " (no export shows it)\n";
        for (const findings::Finding& finding : subject.verdicts.findings) {
            if (finding.effective_severity() != Severity::manual) continue;
            printer.paragraph("  ☐ ", "    ",
                              std::string(finding.rule->code) + " " + finding.message + " " + finding.consequence);
            for (const std::string& step : finding.fix.steps) printer.paragraph("      ", "      ", step);
        }
        printer.out += "\n";
    }
    if (!style.quiet) {
        if (const std::optional<Card> card = card_of(workspace, &subject.simulation, subject.now_unix))
            print_card(printer, *card, subject.now_unix);
    }
    if (!style.quiet && !subject.verdicts.missing.empty()) {
        printer.out += printer.in(Printer::Ink::bold, "Not given") + "\n";
        for (const findings::Missing& missing : subject.verdicts.missing) {
            printer.paragraph("  " + missing.kind + ": ", "    ", missing.why);
            printer.paragraph("    ", "    ", missing.how);
        }
        printer.out += "\n";
    }
    const auto count = [&](Severity severity, std::string_view one, std::string_view many) {
        return std::to_string(counts[severity]) + " " + std::string(counts[severity] == 1 ? one : many);
    };
    printer.out += count(Severity::error, "error", "errors") + ", " + count(Severity::warning, "warning", "warnings") +
                   ", " + count(Severity::note, "note", "notes") + ", " + std::to_string(counts[Severity::manual]) +
                   " to confirm by hand\n";
    return std::move(printer.out);
}

std::string simulate_text(const Subject& subject, const Style& style) {
    Printer printer(style.colour);
    const simulation::Result& simulation = subject.simulation;
    for (const std::string& note : simulation.notes) printer.paragraph("", "", note);
    if (!simulation.notes.empty()) printer.out += "\n";
    std::map<std::string_view, const simulation::SignIn*> sign_ins;
    for (const simulation::SignIn& sign_in : simulation.sign_ins) sign_ins.insert_or_assign(sign_in.user_id, &sign_in);

    const std::vector<std::string> heads = {"PERSON", "USERNAME", "TYPE", "AUTH", "OUTCOME", "SIGN-IN"};
    constexpr std::size_t kWidest = 36;
    std::vector<std::vector<std::string>> rows;
    std::vector<std::size_t> widths;
    widths.reserve(heads.size());
    for (const std::string& head : heads) widths.push_back(head.size());
    for (const simulation::Outcome& outcome : simulation.outcomes) {
        const auto sign_in = sign_ins.find(outcome.user.id);
        std::vector<std::string> row = {outcome.user.login,
                                        value_text(outcome, "userName"),
                                        value_text(outcome, "userType"),
                                        value_text(outcome, "authType"),
                                        outcome.status,
                                        sign_in == sign_ins.end() ? "-" : sign_in->second->status};
        for (std::size_t i = 0; i < row.size(); ++i) {
            row[i] = cut(printable(row[i]), kWidest);
            widths[i] = std::max(widths[i], text::columns(row[i]));
        }
        rows.push_back(std::move(row));
    }
    if (rows.empty()) {
        printer.out += "Nobody to rehearse: no list of people was given.\n";
        return std::move(printer.out);
    }
    std::string head;
    for (std::size_t i = 0; i < heads.size(); ++i) head += padded(heads[i], widths[i] + 2);
    printer.out += printer.in(Printer::Ink::bold, head.substr(0, head.find_last_not_of(' ') + 1)) + "\n";
    for (std::size_t r = 0; r < rows.size(); ++r) {
        const simulation::Outcome& outcome = simulation.outcomes[r];
        std::string line;
        for (std::size_t i = 0; i < heads.size(); ++i) {
            const std::string cell = i + 1 == heads.size() ? rows[r][i] : padded(rows[r][i], widths[i] + 2);
            line += i >= 4 ? printer.in(ink_of(rows[r][i]), cell) : cell;
        }
        printer.out += line + "\n";
        if (style.quiet) continue;
        for (const simulation::Reason& reason : outcome.reasons)
            printer.paragraph("    " + std::string(reason.rule->code) + " ", "           ", reason.message);
        for (const std::string& missing : outcome.missing) printer.paragraph("    not given: ", "           ", missing);
        const auto sign_in = sign_ins.find(outcome.user.id);
        if (sign_in == sign_ins.end()) continue;
        for (const simulation::Reason& reason : sign_in->second->reasons) {
            const bool said = std::any_of(outcome.reasons.begin(), outcome.reasons.end(),
                                          [&](const simulation::Reason& other) { return other.rule == reason.rule; });
            if (!said)
                printer.paragraph("    sign-in: " + std::string(reason.rule->code) + " ", "           ",
                                  reason.message);
        }
    }
    printer.out += "\nUsers: " + summary_line(simulation.user_summary()) +
                   "\nSign-in: " + summary_line(simulation.sign_in_summary()) + "\n";
    return std::move(printer.out);
}

std::string identify_text(const intake::Workspace& workspace) {
    Printer printer(false);
    for (const intake::Input& input : workspace.inputs) {
        std::string kinds;
        for (const std::string& kind : input.kinds) kinds += (kinds.empty() ? "" : ", ") + kind;
        printer.out += printable(input.name) + ": " + kinds + " (" + bytes_text(input.bytes) + ")\n";
    }
    return std::move(printer.out);
}

std::string changes_text(const Comparison& comparison, const Style& style) {
    Printer printer(style.colour);
    const auto version = [&](std::string_view word, const intake::Workspace& workspace, const std::string& value,
                             const std::optional<saml::Place>& at) {
        printer.paragraph("  " + std::string(word) + "  ", "          ", value.empty() ? "not there" : value);
        if (at)
            printer.out +=
                "          " +
                printer.in(Printer::Ink::dim,
                           "→ " + address(workspace, {workspace.idp_metadata->input, {}, at->span})) +
                "\n";
    };
    for (const auto& [word, workspace] :
         {std::pair{"before", &comparison.before}, std::pair{"after ", &comparison.after}}) {
        const auto& id = workspace->idp_metadata->document.entity->entity_id;
        printer.out +=
            "  " + std::string(word) + "  " +
            printable(workspace->inputs[workspace->idp_metadata->input].name + (id ? "  " + id->value : "")) + "\n";
    }
    printer.out += "\n";
    printer.paragraph("", "", comparison.changes.verdict);
    std::string rest;
    for (const std::string& name : comparison.not_compared) rest += (rest.empty() ? "" : ", ") + name;
    if (!rest.empty()) printer.paragraph("Not compared: ", "  ", rest + ".");
    for (const rules::MetadataChange& change : comparison.changes.list) {
        const bool egnyte = change.kind == rules::MetadataChange::Kind::egnyte;
        if (style.quiet && change.kind == rules::MetadataChange::Kind::other) continue;
        const Mark mark = mark_of(egnyte                                              ? Severity::error
                                  : change.kind == rules::MetadataChange::Kind::watch ? Severity::warning
                                                                                      : Severity::note);
        printer.out += "\n" + printer.in(mark.ink, mark.sign) + " " +
                       printer.in(Printer::Ink::bold, printable(change.title)) + "\n";
        if (change.before.empty() && change.after.empty()) continue;
        version("before", comparison.before, change.before, change.before_at);
        version("after ", comparison.after, change.after, change.after_at);
        if (!change.consequence.empty()) printer.paragraph("  Then: ", "        ", change.consequence);
        for (std::size_t i = 0; i < change.steps.size(); ++i)
            printer.paragraph("        " + std::to_string(i + 1) + ". ", "           ", change.steps[i]);
        if (!change.sources.empty()) printer.out += "  Facts: " + std::string(change.sources) + "\n";
    }
    return std::move(printer.out);
}

std::string rules_text(const std::vector<const findings::RuleInfo*>& rows) {
    Printer printer(false);
    for (const findings::RuleInfo* row : rows) {
        printer.paragraph(
            padded(std::string(row->code), 8) + padded(std::string(findings::to_string(row->severity)), 9),
            std::string(17, ' '), std::string(row->slug) + ": " + std::string(row->summary));
    }
    return std::move(printer.out);
}

std::string rule_text(const findings::RuleInfo& row) {
    Printer printer(false);
    printer.out += std::string(row.code) + " " + std::string(row.slug) + " (" +
                   std::string(findings::to_string(row.severity)) + ")\n";
    printer.paragraph("  ", "  ", row.summary);
    printer.out +=
        "  Facts: " + std::string(row.sources) + ", " + std::string(findings::to_string(row.confidence)) + "\n";
    return std::move(printer.out);
}

}  // namespace preflight::report
