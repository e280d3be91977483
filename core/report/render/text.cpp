// What people read in a terminal. Everything that comes from a file is made printable.
#include <algorithm>
#include <array>
#include <cstdlib>
#include <map>
#include <unordered_map>

#include "core/crypto/certificate.h"
#include "core/expression/functions/documentation.h"
#include "core/expression/lint/eval_json.h"
#include "core/report/render/diff_words.h"
#include "core/report/renderer.h"
#include "core/saml/checks_reference.h"
#include "core/text/columns.h"
#include "core/text/numbers.h"
#include "core/text/printable.h"
#include "core/text/time.h"
#include "core/text/unicode.h"

namespace preflight::report {

namespace {

using findings::Severity;
using text::printable;

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

    void heading(std::string_view title) { out += "\n" + in(Ink::bold, title) + "\n"; }

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

std::string address(const Place& place) {
    std::string text = place.input;
    if (place.range)
        text += ":" + std::to_string(place.range->begin.line) + ":" + std::to_string(place.range->begin.column);
    if (!place.pointer.empty()) text += "  " + place.pointer;
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

void print_finding(Printer& printer, const Finding& finding) {
    const Mark mark = mark_of(finding.severity);
    std::string head = printer.in(mark.ink, mark.sign) + " " +
                       printer.in(mark.ink, findings::to_string(finding.severity)) + " " +
                       std::string(finding.rule->code) + " " + printer.in(Printer::Ink::dim, finding.rule->slug);
    if (finding.affected && finding.affected->users > 0) {
        head += "  " + printer.in(Printer::Ink::bold, std::to_string(finding.affected->users) +
                                                          (finding.affected->users == 1 ? " person" : " people"));
    }
    printer.out += head + "\n";
    printer.paragraph("  ", "  ", finding.message);
    constexpr std::size_t kShown = 3;
    for (std::size_t i = 0; i < std::min(finding.places.size(), kShown); ++i) {
        const Place& place = finding.places[i];
        printer.out += "  " + printer.in(Printer::Ink::dim, "→ ") + address(place) + "\n";
        if (place.excerpt) print_excerpt(printer, *place.excerpt, mark.ink);
        if (place.changed) printer.out += "    This file changed after it was read, so the line is not shown.\n";
    }
    if (finding.places.size() > kShown)
        printer.out += "  and " + std::to_string(finding.places.size() - kShown) + " more places\n";
    if (finding.affected && !finding.affected->examples.empty()) {
        std::string who;
        for (const std::string& example : finding.affected->examples) who += (who.empty() ? "" : ", ") + example;
        if (finding.affected->users > finding.affected->examples.size()) who += ", …";
        printer.paragraph("  Who: ", "       ", who);
    }
    if (!finding.consequence.empty()) printer.paragraph("  Impact: ", "        ", finding.consequence);
    if (!finding.fix_title.empty()) {
        printer.paragraph("  Fix: ", "        ", finding.fix_title);
        for (std::size_t i = 0; i < finding.fix_steps.size(); ++i)
            printer.paragraph("        " + std::to_string(i + 1) + ". ", "           ", finding.fix_steps[i]);
    }
    std::string sources = "  Facts: " + std::string(finding.rule->sources);
    if (finding.confidence != findings::Confidence::documented)
        sources += " (" + std::string(findings::to_string(finding.confidence)) + ", not documented by Egnyte or Okta)";
    printer.out += printer.in(Printer::Ink::dim, sources) + "\n\n";
}

std::string in_words(const verdict::PersonExample& example) {
    if (example.before.empty() && example.after.empty()) return example.login;
    const auto value = [](const std::string& text) { return text.empty() ? std::string("nothing") : text; };
    return example.login + "  " + value(example.before) + " → " + value(example.after);
}

// How many there are, and below it those who are named.
void print_people(Printer& printer, std::string_view title, const verdict::CountedPeople& people) {
    printer.out += "  " + padded(text::grouped(people.people), 7) + " " + std::string(title) + "\n";
    for (const verdict::PersonExample& example : people.examples) {
        printer.paragraph("            ", "              ", in_words(example));
    }
    if (people.examples.size() < people.people && !people.examples.empty()) printer.out += "            …\n";
}

void print_people_diff(Printer& printer, const verdict::PeopleDiff& people) {
    printer.heading("People");
    for (std::size_t i = 0; i < verdict::kPersonChanges; ++i) {
        const auto change = static_cast<verdict::PersonChange>(i);
        if (people.of(change).people > 0) print_people(printer, verdict::title_of(change), people.of(change));
    }
    if (!people.attributes.empty()) printer.heading("Values");
    for (const verdict::AttributeDiff& attribute : people.attributes) {
        print_people(printer,
                     std::string(egnyte::name_of(attribute.attribute)) +
                         (attribute.existing ? " replaced in existing accounts" : " different in new accounts"),
                     attribute.people);
    }
    printer.heading("End states");
    for (const verdict::Transition& transition : people.end_states) {
        print_people(printer, transition_in_words(transition.before, transition.after), transition.people);
    }
    printer.heading("Seats");
    for (const verdict::SeatsDiff& pool : people.seats) {
        std::string line =
            "  " + padded(std::string(pool.pool), 9) + text::grouped(pool.before) + " → " + text::grouped(pool.after);
        if (pool.bought_after) line += " of " + std::to_string(*pool.bought_after);
        printer.out += line + "\n";
    }
}

void print_members(Printer& printer, std::string_view title, const verdict::CountedMembers& members) {
    if (members.count == 0) return;
    std::string names;
    for (const std::string& name : members.first) names += (names.empty() ? "" : ", ") + name;
    if (members.count > members.first.size()) names += ", …";
    printer.paragraph("    ", "      ", text::grouped(members.count) + " " + std::string(title) + ": " + names);
}

template <typename Word>
std::string change_in_words(const std::optional<Word>& before, const std::optional<Word>& after) {
    return before == after ? word_or_not_there(after) : word_or_not_there(before) + " → " + word_or_not_there(after);
}

void print_groups_diff(Printer& printer, const verdict::GroupsDiff& groups) {
    printer.heading("Pushed groups");
    for (const verdict::GroupDiff& group : groups.list) {
        printer.paragraph(
            "  ", "    ",
            (group.name.empty() ? group.id : group.name) + ": " + change_in_words(group.before, group.after));
        print_members(printer, "more", group.added);
        print_members(printer, "no longer", group.removed);
    }
    if (groups.left_out > 0) printer.out += "  and " + text::counted(groups.left_out, "more group") + "\n";
}

void print_imports_diff(Printer& printer, const verdict::ImportsDiff& imports) {
    printer.heading("Import");
    for (const verdict::ImportChange& change : imports.changes)
        print_members(printer, change_in_words(change.before, change.after), change.accounts);
}

void print_comparison(Printer& printer, const verdict::ExpressionDiff& diff) {
    printer.paragraph("          ", "          ", verdict::in_words(diff));
    for (const verdict::PersonExample& example : diff.examples)
        printer.paragraph("            ", "              ", in_words(example));
}

void print_settings_diff(Printer& printer, const DiffReport& report) {
    if (report.settings.empty()) return;
    printer.heading("Settings");
    for (const DiffReport::Setting& setting : report.settings) {
        const verdict::SettingDiff& diff = setting.diff;
        printer.paragraph("  ", "    ", std::string(diff.area) + ": " + diff.name);
        const auto version = [&](std::string_view label, const std::optional<std::string>& value,
                                 const std::optional<Place>& at) {
            printer.paragraph("  " + std::string(label) + "  ", "          ", value.value_or(std::string(kNotThere)));
            if (!at || !value) return;
            Place place = *at;
            place.pointer.clear();  // the title names it
            printer.out += "          " + printer.in(Printer::Ink::dim, "→ " + address(place)) + "\n";
        };
        version("before", diff.before, setting.before_at);
        version("after ", diff.after, setting.after_at);
        if (diff.expression) print_comparison(printer, *diff.expression);
    }
    if (report.diff.settings.left_out > 0)
        printer.out += "  and " + text::counted(report.diff.settings.left_out, "more setting") + "\n";
}

void print_findings_diff(Printer& printer, const DiffReport& report) {
    for (const auto& [title, findings] :
         {std::pair{"New findings", &report.appeared}, std::pair{"Findings that are gone", &report.gone}}) {
        if (findings->empty()) continue;
        printer.heading(title);
        for (const Finding& finding : *findings) {
            const Mark mark = mark_of(finding.severity);
            printer.paragraph(printer.in(mark.ink, mark.sign) + " ", "  ",
                              std::string(finding.rule->code) + " " + finding.message);
        }
    }
}

void print_metadata_diff(Printer& printer, const MetadataDiff& report, const Style& style) {
    printer.heading("Identity provider metadata");
    const auto version = [&](std::string_view word, const std::string& value, const std::optional<Place>& at) {
        printer.paragraph("  " + std::string(word) + "  ", "          ",
                          value.empty() ? kNotThere : std::string_view(value));
        if (!at) return;
        Place place = *at;
        place.pointer.clear();  // the title names the element
        printer.out += "          " + printer.in(Printer::Ink::dim, "→ " + address(place)) + "\n";
    };
    for (const auto& [word, side] : {std::pair{"before", &report.before}, std::pair{"after ", &report.after}}) {
        printer.out += "  " + std::string(word) + "  " +
                       printable(side->input + (side->entity_id ? "  " + *side->entity_id : "")) + "\n";
    }
    printer.paragraph("  ", "  ", report.verdict);
    for (const auto& [change, before_at, after_at] : report.changes) {
        const bool egnyte = change.kind == rules::MetadataChange::Kind::egnyte;
        if (style.quiet && change.kind == rules::MetadataChange::Kind::other) continue;
        const Mark mark = mark_of(egnyte                                              ? Severity::error
                                  : change.kind == rules::MetadataChange::Kind::watch ? Severity::warning
                                                                                      : Severity::note);
        printer.out += "\n" + printer.in(mark.ink, mark.sign) + " " +
                       printer.in(Printer::Ink::bold, printable(change.title)) + "\n";
        if (change.before.empty() && change.after.empty()) continue;
        version("before", change.before, before_at);
        version("after ", change.after, after_at);
        if (!change.consequence.empty()) printer.paragraph("  Impact: ", "        ", change.consequence);
        for (std::size_t i = 0; i < change.steps.size(); ++i)
            printer.paragraph("        " + std::to_string(i + 1) + ". ", "           ", change.steps[i]);
        if (!change.sources.empty()) printer.out += "  Facts: " + std::string(change.sources) + "\n";
    }
}

// A line for the invitations, one for values that are replaced, and one for each pool of seats.
void print_forecast(Printer& printer, const simulation::Forecast& forecast) {
    const auto list = [](const std::vector<std::string>& names, std::size_t all) {
        std::string text;
        for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
        return all > names.size() ? text + ", …" : text;
    };
    const simulation::Invitations& invitations = forecast.invitations;
    if (invitations.people > 0)
        printer.paragraph("", "  ",
                          "Egnyte will send " + text::counted(invitations.people, "invitation") + ": " +
                              list(invitations.first, invitations.people) + ".");
    if (invitations.unknown > 0)
        printer.paragraph("", "  ",
                          "Whether Egnyte invites " +
                              text::counted(invitations.unknown, "other person", "other people") + " is unknown.");
    if (forecast.overwrites.people > 0)
        printer.paragraph("", "  ",
                          "Pushes of the app profile replace values in Egnyte: " +
                              simulation::in_words(forecast.overwrites.attributes) + ".");
    for (const simulation::Seats& seats : forecast.seats) {
        if (!seats.bought && !seats.before) continue;  // a number without anything to compare it with
        std::string line = (seats.standard ? "Standard" : "Power") + std::string(" seats: ");
        if (seats.before) line += text::grouped(*seats.before) + " in use today, ";
        line += text::grouped(seats.after) + " after the plan";
        if (seats.bought) line += ", " + text::grouped(static_cast<std::uint64_t>(*seats.bought)) + " bought";
        line += ".";
        if (seats.rejected > 0)
            line += " No seat is left for " + text::counted(seats.rejected, "person", "people") + "; the first is " +
                    seats.first_rejected + ".";
        if (seats.unused > 0) {
            std::vector<std::string> names;
            for (const simulation::Seats::Unused& account : seats.first_unused)
                names.push_back(account.user_name + (account.never_active ? " (never active)" : " (deactivated)"));
            line += " Free the seats of these accounts first: " + list(names, seats.unused) + ".";
        }
        printer.paragraph("", "  ", line);
    }
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

std::size_t count_new(const CheckReport& report, Severity severity) {
    return static_cast<std::size_t>(
        std::count_if(report.findings.begin(), report.findings.end(),
                      [&](const Finding& finding) { return !finding.known && finding.severity == severity; }));
}

// What the baseline knows, a line each, and what of it is gone.
void print_baseline(Printer& printer, const CheckReport& report) {
    if (report.count_known() > 0) {
        printer.out += printer.in(Printer::Ink::bold, "Known from the baseline") + "\n";
        for (const Finding& finding : report.findings) {
            if (!finding.known) continue;
            const Mark mark = mark_of(finding.severity);
            printer.paragraph("  " + std::string(mark.sign) + " " + std::string(finding.rule->code) + " ", "    ",
                              finding.message);
        }
        printer.out += "\n";
    }
    if (!report.gone->empty()) {
        printer.out += printer.in(Printer::Ink::bold, "In the baseline, but no longer found") + "\n";
        for (const Baseline::Entry& entry : *report.gone)
            printer.paragraph("  " + printable(entry.code) + " ", "    ", entry.message);
        printer.out += "\n";
    }
}

// "HTTP-POST" of the whole URI.
std::string_view short_binding(std::string_view binding) {
    const auto colon = binding.rfind(':');
    return colon == std::string_view::npos ? binding : binding.substr(colon + 1);
}

void print_settings(Printer& printer, const Settings& settings, std::optional<std::int64_t> now_unix) {
    constexpr std::size_t kLabel = 31;

    printer.out += printer.in(Printer::Ink::bold, "What to type into Egnyte") +
                   " (Settings › Configuration › Security & Authentication)\n";
    for (const Settings::Field& field : settings.fields) {
        const std::string label = "  " + padded(std::string(field.label), kLabel);
        if (field.certificate && !field.value.empty()) {
            printer.out += label + printer.in(Printer::Ink::dim, "SHA-256 " + settings.certificate_sha256) + "\n";
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
    if (!settings.binding.empty()) {
        printer.paragraph("  ", "  ",
                          "The login URL is that of the binding " + std::string(short_binding(settings.binding)) +
                              "; Egnyte has no field for it.");
    }
    if (settings.several_signing_keys) {
        printer.paragraph("  ", "  ",
                          "The metadata lists several signing keys. Egnyte takes one certificate: the one Okta signs "
                          "with now.");
    }
    if (!settings.calendar.empty()) printer.out += "\n" + printer.in(Printer::Ink::bold, "What ends when") + "\n";
    for (const Settings::Date& date : settings.calendar) {
        const saml::Ending& ending = date.ending;
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

std::string value_text(const simulation::Story& outcome, simulation::Attribute attribute) {
    const simulation::ProfileValue* found = outcome.find(attribute);
    if (found == nullptr || !found->value) return "?";
    return found->value->is_null() ? std::string() : found->value->to_text();
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

// The expression and a line below it that marks a part.
void print_marked(std::string& out, std::string_view expression, text::Span span) {
    const std::string shown = printable(expression);
    const auto before = [&](std::size_t at) { return text::count_code_points(printable(expression.substr(0, at))); };
    out += "    " + shown + "\n    " + text::underline(shown, before(span.begin), before(span.end)) + "\n";
}

// One sentence about why, and the code or words in front of it.
struct ReasonLine {
    std::string head;
    std::string message;
    std::string_view code;  // empty for what was not given
};

// What holds for the account and for signing in alike is one line.
std::vector<ReasonLine> reasons_of(const OutcomeRow& row) {
    std::vector<ReasonLine> lines;
    const std::vector<simulation::Reason>& reasons = row.outcome.reasons;
    for (const simulation::Reason& reason : reasons)
        lines.push_back({std::string(reason.rule->code) + " ", reason.message, reason.rule->code});
    for (const std::string& missing : row.outcome.missing) lines.push_back({"not given: ", missing, {}});
    if (row.sign_in == nullptr) return lines;
    for (const simulation::Reason& reason : row.sign_in->reasons) {
        const bool said = std::any_of(reasons.begin(), reasons.end(),
                                      [&](const simulation::Reason& other) { return other.rule == reason.rule; });
        if (!said)
            lines.push_back({"sign-in: " + std::string(reason.rule->code) + " ", reason.message, reason.rule->code});
    }
    return lines;
}

// Reasons that several people have, each once, with the people. Asked twice about each row: to count, and to
// print.
class SharedReasons {
public:
    void count(const ReasonLine& line) { ++counts_[key(line)]; }
    [[nodiscard]] bool shared(const ReasonLine& line) const {
        const auto found = counts_.find(key(line));
        return found != counts_.end() && found->second > 1;
    }
    void add(ReasonLine line, const std::string& login) {
        const auto [place, fresh] = groups_.try_emplace(key(line), order_.size());
        if (fresh) order_.push_back({std::move(line), {}, 0});
        Group& group = order_[place->second];
        ++group.people;
        if (group.examples.size() < findings::kMaxExamples) group.examples.push_back(login);
    }
    void print(Printer& printer) const {
        if (order_.empty()) return;
        printer.out += "\n" + printer.in(Printer::Ink::bold, "Reasons that several people share") + "\n";
        for (const Group& group : order_) {
            printer.paragraph("  " + group.line.head, "      ", group.line.message);
            std::string who = std::to_string(group.people) + " people: ";
            for (std::size_t i = 0; i < group.examples.size(); ++i) who += (i == 0 ? "" : ", ") + group.examples[i];
            if (group.people > group.examples.size())
                who += " and " + std::to_string(group.people - group.examples.size()) + " more";
            printer.paragraph("      ", "      ", who);
        }
    }

private:
    struct Group {
        ReasonLine line;
        std::vector<std::string> examples;
        std::size_t people = 0;
    };
    static std::string key(const ReasonLine& line) { return line.head + line.message; }

    std::unordered_map<std::string, std::size_t> counts_, groups_;
    std::vector<Group> order_;
};

std::string codes_of(const std::vector<ReasonLine>& lines) {
    std::string codes;
    for (const ReasonLine& line : lines) {
        if (!line.code.empty()) codes += (codes.empty() ? "" : " ") + std::string(line.code);
    }
    return codes;
}

// Rows of cells under heads. A column is as wide as its widest cell, so every row is met twice: to fit, and to print.
template <std::size_t kColumns>
class TextTable {
public:
    using Heads = std::array<std::string_view, kColumns>;
    using Cells = std::array<std::string, kColumns>;

    // The columns from `first_status` to before `end_status` hold outcome words, which are printed in their colour.
    explicit TextTable(const Heads& heads, std::size_t first_status = 0, std::size_t end_status = 0)
        : heads_(heads), first_status_(first_status), end_status_(end_status) {
        std::transform(heads.begin(), heads.end(), widths_.begin(), [](std::string_view head) { return head.size(); });
    }
    void fit(const Cells& cells) {
        for (std::size_t i = 0; i < kColumns; ++i) widths_[i] = std::max(widths_[i], text::columns(cells[i]));
    }
    void print_head(Printer& printer) const {
        std::string head;
        for (std::size_t i = 0; i < kColumns; ++i) head += padded(std::string(heads_[i]), widths_[i] + 2);
        printer.out += printer.in(Printer::Ink::bold, head.substr(0, head.find_last_not_of(' ') + 1)) + "\n";
    }
    void print_row(Printer& printer, const Cells& cells) const {
        // No blanks at the end of a line.
        const std::size_t last = cells.back().empty() ? kColumns - 2 : kColumns - 1;
        for (std::size_t i = 0; i <= last; ++i) {
            const std::string cell = i == last ? cells[i] : padded(cells[i], widths_[i] + 2);
            const bool status = i >= first_status_ && i < end_status_;
            printer.out += status ? printer.in(ink_of(cells[i]), cell) : cell;
        }
        printer.out += "\n";
    }

private:
    Heads heads_;
    std::array<std::size_t, kColumns> widths_{};
    std::size_t first_status_, end_status_;
};

std::string codes_of(const std::vector<simulation::Reason>& reasons) {
    std::string codes;
    for (const simulation::Reason& reason : reasons)
        codes += (codes.empty() ? "" : " ") + std::string(reason.rule->code);
    return codes;
}

// "cy@acme.test, di@acme.test and 3 more"
std::string first_of(const std::vector<std::string>& all) {
    std::string text;
    const std::size_t shown = std::min(all.size(), findings::kMaxExamples);
    for (std::size_t i = 0; i < shown; ++i) text += (i == 0 ? "" : ", ") + all[i];
    if (all.size() > shown) text += " and " + text::grouped(all.size() - shown) + " more";
    return text;
}

// What was not pushed of a group, by reason.
void print_left_out(Printer& printer, const simulation::GroupStory& group) {
    std::map<std::string_view, std::vector<std::string>> dropped;  // by code
    for (const simulation::GroupStory::Dropped& one : group.dropped) dropped[one.reason->code].push_back(one.login);
    const auto line = [&](const std::string& head, const std::vector<std::string>& who) {
        if (!who.empty()) printer.paragraph("    " + head + ": ", "           ", first_of(who));
    };
    for (const auto& [code, who] : dropped) line("left out (" + std::string(code) + ")", who);
    line("not known whether pushed", group.undecided);
    line("deactivated, stay members", group.deactivated);
    line("removed in Egnyte", group.removed);
}

void print_groups(Printer& printer, const SimulateReport& report, const Style& style, const Sink& sink) {
    if (report.groups.empty()) return;
    TextTable<5> table({"GROUP", "OUTCOME", "MEMBERS", "LEFT OUT", "REASONS"}, 1, 2);
    constexpr std::size_t kWidest = 36;
    const auto cells_of = [](const simulation::GroupStory& group) {
        const bool known = group.members_known;
        return TextTable<5>::Cells{cut(printable(group.name.empty() ? group.id : group.name), kWidest),
                                   std::string(simulation::to_string(group.status)),
                                   known ? text::grouped(group.members.size()) : "-",
                                   known ? text::grouped(group.dropped.size()) : "-", codes_of(group.reasons)};
    };
    report.outcomes.for_each_group([&](const simulation::GroupStory& group) { table.fit(cells_of(group)); });
    printer.out += "\n";
    table.print_head(printer);
    report.outcomes.for_each_group([&](const simulation::GroupStory& group) {
        table.print_row(printer, cells_of(group));
        if (!style.quiet) {
            for (const simulation::Reason& reason : group.reasons)
                printer.paragraph("    " + std::string(reason.rule->code) + " ", "           ", reason.message);
            print_left_out(printer, group);
            for (const std::string& missing : group.missing)
                printer.paragraph("    not given: ", "           ", missing);
        }
        sink(printer.out);
        printer.out.clear();
    });
}

void print_imports(Printer& printer, const SimulateReport& report, const Style& style, const Sink& sink) {
    if (report.imports.empty()) return;
    TextTable<4> table({"EGNYTE ACCOUNT", "IMPORT", "OKTA USER", "REASONS"});
    constexpr std::size_t kWidest = 36;
    const auto cells_of = [](const simulation::ImportStory& import) {
        return TextTable<4>::Cells{cut(printable(import.egnyte_user), kWidest),
                                   std::string(simulation::to_string(import.match)),
                                   cut(printable(import.okta_user.value_or("-")), kWidest), codes_of(import.reasons)};
    };
    report.outcomes.for_each_import([&](const simulation::ImportStory& import) { table.fit(cells_of(import)); });
    printer.out += "\n";
    table.print_head(printer);
    report.outcomes.for_each_import([&](const simulation::ImportStory& import) {
        table.print_row(printer, cells_of(import));
        for (const simulation::ImportStory::Change& change : import.changes) {
            if (style.quiet) break;
            printer.paragraph("    " + printable(change.attribute) + ": ", "           ",
                              printable(change.from.is_null() ? "(none)" : change.from.to_text()) + " → " +
                                  (!change.to             ? "unknown"
                                   : change.to->is_null() ? "(none)"
                                                          : printable(change.to->to_text())));
        }
        if (!style.quiet && !import.groups.empty())
            printer.paragraph("    groups: ", "           ", printable(first_of(import.groups)));
        sink(printer.out);
        printer.out.clear();
    });
}

}  // namespace

namespace renderers {

void check_text(const CheckReport& report, const Style& style, const Sink& sink) {
    Printer printer(style.colour);
    if (!style.quiet) {
        for (const Input& input : report.inputs) {
            std::string kinds;
            for (const std::string& kind : input.kinds) kinds += (kinds.empty() ? "" : ", ") + kind;
            printer.out += printer.in(Printer::Ink::dim, "  " + printable(input.name) + "  " + kinds) + "\n";
        }
        if (report.tool.now_unix)
            printer.out += printer.in(Printer::Ink::dim, "  as of " + text::format_time(*report.tool.now_unix)) + "\n";
        printer.out += "\n";
    }
    printer.paragraph("", "", report.verdict);
    if (!style.quiet) print_forecast(printer, report.forecast);
    printer.out += "\n";
    for (const Finding& finding : report.findings) {
        if (finding.known || finding.severity == Severity::manual) continue;
        if (style.quiet && finding.severity == Severity::note) continue;
        print_finding(printer, finding);
    }
    if (!style.quiet && count_new(report, Severity::manual) > 0) {
        printer.out += printer.in(Printer::Ink::bold, "To confirm by hand") + " (no export shows it)\n";
        for (const Finding& finding : report.findings) {
            if (finding.known || finding.severity != Severity::manual) continue;
            printer.paragraph("  ☐ ", "    ",
                              std::string(finding.rule->code) + " " + finding.message + " " + finding.consequence);
            for (const std::string& step : finding.fix_steps) printer.paragraph("      ", "      ", step);
        }
        printer.out += "\n";
    }
    if (!style.quiet && report.settings) print_settings(printer, *report.settings, report.tool.now_unix);
    if (!style.quiet && !report.missing.empty()) {
        printer.out += printer.in(Printer::Ink::bold, "Not given") + "\n";
        for (const findings::Missing& missing : report.missing) {
            printer.paragraph("  " + missing.kind + ": ", "    ", missing.why);
            printer.paragraph("    ", "    ", missing.how);
        }
        printer.out += "\n";
    }
    if (report.gone && !style.quiet) print_baseline(printer, report);
    const auto count = [&](Severity severity, std::string_view one, std::string_view many) {
        const std::size_t number = count_new(report, severity);
        return std::to_string(number) + " " + std::string(number == 1 ? one : many);
    };
    printer.out += count(Severity::error, "error", "errors") + ", " + count(Severity::warning, "warning", "warnings") +
                   ", " + count(Severity::note, "note", "notes") + ", " +
                   std::to_string(count_new(report, Severity::manual)) + " to confirm by hand\n";
    if (report.gone) {
        printer.out += "Baseline: " + std::to_string(report.count_known()) + " known, not counted above; " +
                       std::to_string(report.gone->size()) + " no longer found\n";
    }
    sink(printer.out);
}

void simulate_text(const SimulateReport& report, const Style& style, const Sink& sink) {
    Printer printer(style.colour);
    for (const std::string& note : report.notes) printer.paragraph("", "", note);
    if (!report.notes.empty()) printer.out += "\n";

    TextTable<7> table({"PERSON", "USERNAME", "TYPE", "AUTH", "OUTCOME", "SIGN-IN", "REASONS"}, 4, 7);
    constexpr std::size_t kWidest = 36;
    const auto cells_of = [](const OutcomeRow& row, const std::vector<ReasonLine>& reasons) {
        TextTable<7>::Cells cells = {
            row.outcome.user.login,
            value_text(row.outcome, simulation::Attribute::userName),
            value_text(row.outcome, simulation::Attribute::userType),
            value_text(row.outcome, simulation::Attribute::authType),
            std::string(simulation::to_string(row.outcome.status)),
            row.sign_in == nullptr ? "-" : std::string(simulation::to_string(row.sign_in->status)),
            std::string()};
        for (std::string& cell : cells) cell = cut(printable(cell), kWidest);
        cells.back() = codes_of(reasons);
        return cells;
    };
    std::optional<std::size_t> event;
    bool several_events = false;
    SharedReasons shared;
    report.outcomes.for_each_row([&](const OutcomeRow& row) {
        several_events = several_events || (event && *event != row.outcome.event);
        event = row.outcome.event;
        const std::vector<ReasonLine> reasons = reasons_of(row);
        for (const ReasonLine& reason : reasons) shared.count(reason);
        table.fit(cells_of(row, reasons));
    });
    if (!event && report.groups.empty() && report.imports.empty())
        return sink(printer.out + "Nobody to rehearse: no list of people was given.\n");

    table.print_head(printer);
    event.reset();
    report.outcomes.for_each_row([&](const OutcomeRow& row) {
        if (several_events && event != row.outcome.event) {
            event = row.outcome.event;
            const std::string heading =
                "Event " + std::to_string(*event + 1) + ": " + std::string(row.outcome.operation);
            printer.out += "\n" + printer.in(Printer::Ink::bold, printable(heading)) + "\n";
        }
        std::vector<ReasonLine> reasons = reasons_of(row);
        table.print_row(printer, cells_of(row, reasons));
        for (ReasonLine& reason : reasons) {
            if (style.quiet) break;
            if (shared.shared(reason)) shared.add(std::move(reason), row.outcome.user.login);
            else printer.paragraph("    " + reason.head, "           ", reason.message);
        }
        sink(printer.out);
        printer.out.clear();
    });
    shared.print(printer);
    print_groups(printer, report, style, sink);
    print_imports(printer, report, style, sink);
    if (!style.quiet) {
        Printer foreseen(style.colour);
        print_forecast(foreseen, report.forecast);
        if (!foreseen.out.empty()) printer.out += "\n" + foreseen.out;
    }
    printer.out += "\nUsers: " + summary_line(report.users) + "\n";
    if (!report.groups.empty()) printer.out += "Groups: " + summary_line(report.groups) + "\n";
    if (!report.imports.empty()) printer.out += "Import: " + summary_line(report.imports) + "\n";
    sink(printer.out + "Sign-in: " + summary_line(report.sign_ins) + "\n");
}

void identify_text(const IdentifyReport& report, const Style&, const Sink& sink) {
    std::string out;
    for (const Input& input : report.inputs) {
        std::string kinds;
        for (const std::string& kind : input.kinds) kinds += (kinds.empty() ? "" : ", ") + kind;
        out += printable(input.name) + ": " + kinds + " (" + bytes_text(input.bytes) + ")\n";
    }
    sink(out);
}

void expressions_text(const ExpressionsReport& report, const Style&, const Sink& sink) {
    std::string out;
    for (const ExpressionsReport::Listed& entry : report.list) {
        const rules::Listed& listed = entry.expression;
        const std::string& expression = listed.subject.text->value();
        if (!out.empty()) out += "\n";
        out += printable(listed.subject.target) + "  " + printable(entry.place.input);
        if (const auto& range = entry.place.range)
            out += ":" + std::to_string(range->begin.line) + ":" + std::to_string(range->begin.column);
        out += "\n";
        if (!listed.subject.parsed.program) {
            const expression::Error& error = *listed.subject.parsed.error;
            print_marked(out, expression, error.span);
            out += "  does not parse: " + printable(error.message) + "\n";
            continue;
        }
        out += "    " + printable(expression) + "\n  yields: " + printable(listed.analysis.possible.in_words()) + "\n";
        const rules::Spread& spread = listed.spread;
        const std::string users = " of " + std::to_string(spread.users) + (spread.users == 1 ? " user" : " users");
        for (const expression::BranchCounts::Branch& branch : spread.branches) {
            if (spread.users == 0) break;
            const auto part = std::string_view(expression).substr(branch.span.begin, branch.span.size());
            out += "  " + std::to_string(branch.count) + users + ": " + printable(part);
            if (branch.maybe > 0) out += "  (" + std::to_string(branch.maybe) + " more may come there)";
            out += "\n";
        }
        if (spread.failed > 0) out += "  " + std::to_string(spread.failed) + users + ": fails\n";
        if (spread.unknown > 0) out += "  " + std::to_string(spread.unknown) + users + ": unknown\n";
        for (const expression::Diagnostic& problem : listed.problems) {
            // The marks of a later one would be below other lines.
            print_marked(out, expression, problem.span);
            out += "  " + std::string(expression::problem_word(problem.kind)) + ": " + printable(problem.sentence()) +
                   "\n";
            if (!problem.suggestion.empty()) out += "  write: " + printable(problem.suggestion) + "\n";
        }
    }
    sink(out);
}

void diff_text(const DiffReport& report, const Style& style, const Sink& sink) {
    Printer printer(style.colour);
    if (!style.quiet) {
        for (const auto& [word, inputs] : {std::pair{"before", &report.before}, std::pair{"after ", &report.after}}) {
            std::string names;
            for (const Input& input : *inputs) names += (names.empty() ? "" : ", ") + input.name;
            printer.paragraph("  " + std::string(word) + "  ", "          ", names);
        }
        printer.out += "\n";
    }
    printer.paragraph("", "", report.verdict);
    for (const std::string& sentence : report.diff.not_compared) printer.paragraph("Not compared: ", "  ", sentence);
    if (report.diff.people && report.diff.people->changed > 0) print_people_diff(printer, *report.diff.people);
    if (report.diff.groups && report.diff.groups->changed() > 0) print_groups_diff(printer, *report.diff.groups);
    if (report.diff.imports && report.diff.imports->changed() > 0) print_imports_diff(printer, *report.diff.imports);
    print_settings_diff(printer, report);
    print_findings_diff(printer, report);
    if (report.metadata) print_metadata_diff(printer, *report.metadata, style);
    if (!report.gates.empty()) printer.heading("Limits");
    for (const verdict::Gate& gate : report.gates) {
        const Mark mark = gate.exceeded ? mark_of(Severity::error) : Mark{"✓", Printer::Ink::plain};
        printer.paragraph(printer.in(mark.ink, mark.sign) + " ", "  ", verdict::in_words(gate));
    }
    sink(printer.out);
}

void fix_text(const FixReport& report, const Style& style, const Sink& sink) {
    Printer printer(style.colour);
    printer.paragraph("", "", report.verdict);
    for (const FixReport::Tried& tried : report.corrections) {
        const Mark mark = tried.chosen ? Mark{"✓", Printer::Ink::bold} : mark_of(Severity::warning);
        printer.out += "\n";
        printer.paragraph(printer.in(mark.ink, mark.sign) + " ", "  ", tried.title);
        std::string how(tried.chosen ? findings::to_string(tried.applicability) : std::string_view("not applied"));
        how += ": " + verdict::in_words(tried.preview);
        if (!tried.preview.removes_findings) how += "; it does not remove the finding";
        printer.paragraph("  ", "  ", how);
        for (const FixReport::Change& change : tried.changes) {
            printer.paragraph("  before  ", "          ", change.before.empty() ? "not mapped" : change.before);
            printer.paragraph("  after   ", "          ",
                              change.after + (change.push_status.empty() ? "" : "  " + change.push_status));
            if (!change.at) continue;
            Place place = *change.at;
            place.pointer.clear();  // the title names it
            printer.out += "          " + printer.in(Printer::Ink::dim, "→ " + address(place)) + "\n";
        }
        std::string codes;
        for (const std::string& code : tried.codes) codes += " " + code;
        printer.paragraph("  Findings:", "    ", codes);
    }
    if (!report.files.empty()) printer.heading("Requests to Okta");
    for (const FixReport::File& file : report.files) printer.paragraph("  ", "    ", file.request + "  " + file.name);
    for (const std::string& why : report.held_back) printer.paragraph("  ", "    ", why);
    if (!report.by_hand.empty() && !style.quiet) printer.heading("To fix by hand");
    for (const Finding& finding : report.by_hand) {
        if (style.quiet) break;
        const Mark mark = mark_of(finding.severity);
        printer.paragraph(printer.in(mark.ink, mark.sign) + " ", "  ",
                          std::string(finding.rule->code) + " " + finding.message);
        for (std::size_t i = 0; i < finding.fix_steps.size(); ++i)
            printer.paragraph("    " + std::to_string(i + 1) + ". ", "       ", finding.fix_steps[i]);
    }
    sink(printer.out);
}

void eval_text(const EvalReport& report, const Style&, const Sink& sink) {
    std::string text, out;
    report.answered = expression::evaluate_text(report.expression, report.options, text);
    std::string_view rest = text;
    while (true) {
        const std::size_t end = rest.find('\n');
        out += printable(rest.substr(0, end)) + "\n";
        if (end == std::string_view::npos) break;
        rest.remove_prefix(end + 1);
    }
    sink(out);
}

void rules_text(const RulesReport& report, const Style&, const Sink& sink) {
    Printer printer(false);
    for (const findings::Rule* rule : report.rules) {
        printer.paragraph(
            padded(std::string(rule->code), 8) + padded(std::string(findings::to_string(rule->severity)), 9),
            std::string(17, ' '), std::string(rule->slug) + ": " + std::string(rule->when));
    }
    sink(printer.out);
}

void rule_text(const RuleReport& report, const Style&, const Sink& sink) {
    const findings::Rule& rule = report.rule;
    Printer printer(false);
    printer.out += std::string(rule.code) + " " + std::string(rule.slug) + " (" +
                   std::string(findings::to_string(rule.severity)) + ")\n";
    printer.paragraph("  ", "  ", rule.when);
    printer.paragraph("  Why: ", "       ", rule.why);
    const auto example = [&](std::string_view title, const std::optional<RuleExample>& shown) {
        if (!shown) return;
        printer.out += "  " + std::string(title) + "\n";
        for (const std::string& change : shown->changes) printer.paragraph("    ", "      ", change);
        if (shown->changes.empty()) printer.out += "    the sound files as they are\n";
        if (!shown->message.empty()) printer.paragraph("    gives: ", "      ", shown->message);
    };
    example("Example:", report.bad);
    example("Right:", report.good);
    if (rule.remedy.title.empty()) {
        printer.out += "  Fix: nothing to do\n";
    } else {
        const findings::Fix fix = findings::fix_of(rule.remedy);
        printer.paragraph("  Fix: ", "       ", fix.title);
        for (std::size_t i = 0; i < fix.steps.size(); ++i)
            printer.paragraph("    " + std::to_string(i + 1) + ". ", "       ", fix.steps[i]);
    }
    if (!rule.explains.empty()) printer.out += "  Causes: " + std::string(rule.explains) + "\n";
    if (!report.standard.empty()) printer.paragraph("  Source: ", "          ", report.standard);
    printer.out +=
        "  Facts: " + std::string(rule.sources) + ", " + std::string(findings::to_string(rule.confidence)) + "\n";
    sink(printer.out);
}

void explanation_text(const ExplanationReport& report, const Style& style, const Sink& sink) {
    Printer printer(style.colour);
    const auto steps = [&](std::string_view indent, const findings::Fix& fix) {
        if (fix.title.empty()) return;
        const std::string begin(indent);
        printer.paragraph(begin + "Fix: ", begin + "     ", fix.title);
        for (std::size_t i = 0; i < fix.steps.size(); ++i)
            printer.paragraph(begin + "  " + std::to_string(i + 1) + ". ", begin + "     ", fix.steps[i]);
    };
    for (const ExplanationReport::Item& item : report.items) {
        if (&item != &report.items.front()) printer.out += "\n";
        const Mark mark = mark_of(item.rule->severity);
        printer.paragraph(printer.in(mark.ink, mark.sign) + " " + std::string(item.rule->code) + " ", "  ",
                          item.message);
        printer.paragraph("  Impact: ", "          ", item.rule->why);
        steps("  ", findings::fix_of(item.rule->remedy));
        const bool found = !item.causes.empty() && !item.causes.front().found.empty();
        if (found) {
            printer.out += "  The cause in these files:\n";
            for (const ExplanationReport::Cause& cause : item.causes) {
                for (const std::string& message : cause.found)
                    printer.paragraph("    " + std::string(cause.rule->code) + " ", "           ", message);
                steps("      ", cause.fix);
            }
        } else if (!item.causes.empty()) {
            printer.out += report.with_files ? "  These files do not show the cause. Rules that look for it:\n"
                                             : "  Rules that find the cause when files are given:\n";
            for (const ExplanationReport::Cause& cause : item.causes)
                printer.paragraph("    " + std::string(cause.rule->code) + " ", "           ", cause.rule->when);
        }
        if (item.others.users > 0) {
            std::string logins;
            for (const std::string& login : item.others.examples) logins += (logins.empty() ? "" : ", ") + login;
            if (item.others.users > item.others.examples.size())
                logins += " and " + text::grouped(item.others.users - item.others.examples.size()) + " more";
            printer.paragraph(
                "  The same error will hit " + text::counted(item.others.users, "more person", "more people") + ": ",
                "    ", logins);
        }
        printer.out += "  Facts: " + std::string(item.rule->sources) + ", " +
                       std::string(findings::to_string(item.rule->confidence)) + "\n";
    }
    sink(printer.out);
}

void functions_text(const FunctionsReport&, const Style&, const Sink& sink) {
    sink(expression::reference_text());
}

void metadata_checks_text(const MetadataChecksReport&, const Style&, const Sink& sink) {
    sink(saml::checks::reference_text());
}

}  // namespace renderers

}  // namespace preflight::report
