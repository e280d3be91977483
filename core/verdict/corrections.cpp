#include "core/verdict/corrections.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

#include "core/egnyte/user_name.h"
#include "core/formats/json/document.h"
#include "core/rules/mapping_values.h"
#include "core/text/json_writer.h"
#include "core/text/order.h"
#include "core/text/unicode.h"

namespace preflight::verdict {

namespace {

using findings::Finding;
using findings::Location;
using rules::Context;
using rules::Listed;

constexpr std::string_view kEmailPrefix = "${fn:substringBefore(source.email, \"@\")}";
constexpr std::string_view kLoginPrefix = "${fn:substringBefore(source.login, \"@\")}";

struct Replacement {
    text::Span span;  // of the expression
    std::string text;
};

bool parses(std::string_view expression) {
    return expression::parse(expression, expression::Dialect::mapping).program.has_value();
}

// Of replacements that overlap, the first one in the text counts.
std::string replaced(const std::string& expression, std::vector<Replacement> replacements) {
    text::sort(replacements, [](const Replacement& a, const Replacement& b) {
        return std::pair(a.span.begin, a.span.end) < std::pair(b.span.begin, b.span.end);
    });
    std::string result;
    std::size_t at = 0;
    for (const Replacement& replacement : replacements) {
        if (replacement.span.begin < at || replacement.span.end > expression.size()) continue;
        result.append(expression, at, replacement.span.begin - at).append(replacement.text);
        at = replacement.span.end;
    }
    return result.append(expression, at, std::string::npos);
}

// An expression as a part of another one.
std::string part(const std::string& expression) {
    return expression.find_first_of(" ?:+-=<>!&|") == std::string::npos ? expression : "(" + expression + ")";
}

// An empty place is where it begins.
bool overlap(const Location& a, const Location& b) {
    const auto end = [](const Location& place) { return std::max(place.span.end, place.span.begin + 1); };
    return a.input == b.input && a.span.begin < end(b) && b.span.begin < end(a);
}

class Corrections {
public:
    Corrections(const Context& context, const std::vector<Finding>& found) : context_(context), found_(found) {}

    std::vector<Correction> run() {
        const okta::ProfileMapping* const mapping = context_.workspace.to_app_mapping;
        if (mapping != nullptr && mapping->has_properties) {
            for (const Listed& listed : context_.expressions()) {
                const okta::MappingEntry* const entry = mapping->find(listed.subject.target);
                if (entry != nullptr && &entry->expression == listed.subject.text) add_expression(listed, *entry);
            }
            add_service_account_branch(*mapping);
            add_push_statuses(*mapping);
        }
        add_username_formats();
        if (list_.size() > kMaxCorrections) list_.resize(kMaxCorrections);
        return std::move(list_);
    }

private:
    // The findings of these codes that have a place where one of the places is.
    [[nodiscard]] std::vector<std::size_t> findings_at(const std::vector<Location>& places,
                                                       std::initializer_list<std::string_view> codes) const {
        std::vector<std::size_t> numbers;
        for (std::size_t i = 0; i < found_.size(); ++i) {
            const Finding& finding = found_[i];
            if (std::find(codes.begin(), codes.end(), finding.rule->code) == codes.end()) continue;
            const bool there = std::any_of(finding.locations.begin(), finding.locations.end(), [&](const Location& at) {
                return std::any_of(places.begin(), places.end(),
                                   [&](const Location& place) { return overlap(at, place); });
            });
            if (there) numbers.push_back(i);
        }
        return numbers;
    }

    // Spelling of the expression: what the language or Egnyte does not know, and the right word is known.
    void add_expression(const Listed& listed, const okta::MappingEntry& entry) {
        const std::string& text = entry.expression.value();
        std::vector<std::size_t> numbers;
        std::string after;
        if (!listed.subject.parsed.program) {
            numbers = findings_at({entry.expression.at}, {"PF4001", "PF4006"});
            after = parsing(listed, text);
        } else {
            std::vector<Replacement> replacements = suggested(listed);
            const std::vector<Replacement> types = user_types(listed);
            replacements.insert(replacements.end(), types.begin(), types.end());
            std::vector<Location> places;
            for (const Replacement& one : replacements)
                places.push_back(entry.expression.part(one.span.begin, one.span.end));
            numbers = findings_at(places, {"PF4002", "PF4003", "PF4007", "PF4009", "PF4023"});
            after = replaced(text, std::move(replacements));
        }
        if (numbers.empty() || after == text || !parses(after)) return;
        Correction correction;
        correction.title = "Correct the mapping of " + entry.target;
        correction.entries = {CorrectedEntry{entry.target, text, std::move(after), {}, entry.expression.at}};
        correction.findings = std::move(numbers);
        list_.push_back(std::move(correction));
    }

    // The text with the mistakes corrected that keep it from being parsed; unchanged where none of them helps.
    [[nodiscard]] static std::string parsing(const Listed& listed, const std::string& text) {
        std::string straight = text;
        for (const std::string_view quote : {"\u201C", "\u201D", "\u201E"}) text::replace_all(straight, quote, "\"");
        for (const std::string_view quote : {"\u2018", "\u2019"}) text::replace_all(straight, quote, "'");
        text::replace_all(straight, "===", "==");
        if (parses(straight)) return straight;
        const auto& error = listed.subject.parsed.error;
        if (!error || error->span.begin >= text.size() || text[error->span.begin] != '=') return text;
        const std::string compared = replaced(text, {{{error->span.begin, error->span.begin + 1}, "=="}});
        return parses(compared) ? compared : text;
    }

    [[nodiscard]] static std::vector<Replacement> suggested(const Listed& listed) {
        using Kind = expression::Diagnostic::Kind;
        std::vector<Replacement> result;
        for (const expression::Diagnostic& problem : listed.problems) {
            const bool names = problem.kind == Kind::unknown_function || problem.kind == Kind::unknown_attribute ||
                               problem.kind == Kind::deprecated || problem.kind == Kind::null_to_text;
            if (names && !problem.suggestion.empty()) result.push_back({problem.span, problem.suggestion});
        }
        return result;
    }

    // The literals that are meant as a user type and misspelt.
    [[nodiscard]] static std::vector<Replacement> user_types(const Listed& listed) {
        std::vector<Replacement> result;
        if (listed.subject.canonical != "userType") return result;
        const std::string& text = listed.subject.text->value();
        for (const rules::Yield& yield : rules::single_values(listed.analysis.possible, {})) {
            const std::string_view nearest = egnyte::nearest_user_type(yield.text);
            if (egnyte::valid_user_type(yield.text) || nearest.empty() || yield.span.begin >= text.size()) continue;
            const bool literal = text[yield.span.begin] == '"' || text[yield.span.begin] == '\'';
            if (literal) result.push_back({yield.span, "\"" + std::string(nearest) + "\""});
        }
        return result;
    }

    // What an earlier correction makes of the entry; else what it is.
    [[nodiscard]] std::string expression_of(const okta::MappingEntry& entry) const {
        for (const Correction& correction : list_) {
            for (const CorrectedEntry& corrected : correction.entries) {
                if (corrected.target == entry.target) return corrected.after;
            }
        }
        return entry.expression.value();
    }

    // No invitation for service accounts.
    void add_service_account_branch(const okta::ProfileMapping& mapping) {
        std::vector<std::size_t> numbers;
        for (std::size_t i = 0; i < found_.size(); ++i) {
            if (found_[i].rule->code == "PF4026") numbers.push_back(i);
        }
        const Listed* const service = rules::parsed_mapping_of(context_, "isServiceAccount");
        const auto variable = context_.workspace.variable_of.find("sendInvite");
        if (numbers.empty() || service == nullptr || variable == context_.workspace.variable_of.end()) return;
        const okta::MappingEntry* const service_entry = mapping.find(service->subject.target);
        const okta::MappingEntry* const invite = mapping.find(variable->second);
        const expression::AbstractValue& possible = service->analysis.possible;
        // A condition must be a boolean, and comparing with true is right for a boolean only.
        if (service_entry == nullptr || possible.may_be(expression::Sort::text)) return;
        const bool mapped = invite != nullptr && rules::is_mapped(mapping, variable->second);
        std::string after = part(expression_of(*service_entry));
        if (possible.may_be(expression::Sort::null)) after += " == true";
        after += " ? false : " + (mapped ? part(expression_of(*invite)) : std::string("true"));
        if (!parses(after)) return;
        CorrectedEntry entry;
        entry.target = variable->second;
        entry.after = std::move(after);
        if (mapped) {
            entry.before = invite->expression.value();
            entry.at = invite->expression.at;
        } else {
            entry.push_status = "PUSH";
        }
        // It wraps what corrects the spelling of the same entry.
        for (Correction& other : list_) {
            if (other.entries.front().target != entry.target) continue;
            numbers.insert(numbers.end(), other.findings.begin(), other.findings.end());
            other.entries.clear();
        }
        std::erase_if(list_, [](const Correction& correction) { return correction.entries.empty(); });
        Correction correction;
        correction.title = "Switch the invitation off for service accounts";
        correction.entries.push_back(std::move(entry));
        correction.findings = std::move(numbers);
        list_.push_back(std::move(correction));
    }

    void add_push_statuses(const okta::ProfileMapping& mapping) {
        for (std::size_t i = 0; i < found_.size(); ++i) {
            if (found_[i].rule->code != "PF4031") continue;
            Correction correction;
            for (const Location& place : found_[i].locations) {
                const auto entry =
                    std::find_if(mapping.entries.begin(), mapping.entries.end(), [&](const okta::MappingEntry& one) {
                        return one.at.input == place.input && one.at.span == place.span;
                    });
                if (entry == mapping.entries.end()) continue;
                correction.title += (correction.title.empty() ? "Send on updates too: " : ", ") + entry->target;
                correction.entries.push_back({entry->target, entry->expression.value(), entry->expression.value(),
                                              "PUSH", entry->expression.at});
            }
            if (correction.entries.empty()) continue;
            correction.findings = {i};
            list_.push_back(std::move(correction));
        }
    }

    void add_username_formats() {
        const rules::UserNameFormat* const format = context_.user_name_format();
        if (format == nullptr || format->format == nullptr || !format->written->present()) return;
        const Location at = format->written->at;
        const std::string& text = format->text();
        const std::string type = format->format->type.present() ? format->format->type.value() : std::string();
        if (auto numbers = findings_at({at}, {"PF3011", "PF3012", "PF3021", "PF3022"}); !numbers.empty()) {
            for (const auto& [words, prefix] :
                 {std::pair{"Email prefix", kEmailPrefix}, std::pair{"Okta username prefix", kLoginPrefix}}) {
                if (text == prefix) continue;
                Correction correction;
                correction.title = "Set the username format to " + std::string(words);
                correction.format = CorrectedFormat{text, std::string(prefix), "BUILT_IN", {}, at};
                correction.findings = numbers;
                list_.push_back(std::move(correction));
            }
        }
        // Only a custom format has a push status (okta-exports 2).
        auto numbers = findings_at({at}, {"PF3015"});
        if (numbers.empty() || type != "CUSTOM") return;
        Correction correction;
        correction.title = "Make the username on creation only";
        correction.format = CorrectedFormat{text, text, type, "DONT_PUSH", at};
        correction.findings = std::move(numbers);
        list_.push_back(std::move(correction));
    }

    const Context& context_;
    const std::vector<Finding>& found_;
    std::vector<Correction> list_;
};

}  // namespace

std::vector<Correction> corrections(const Context& context, const std::vector<Finding>& found) {
    return Corrections(context, found).run();
}

std::string overlay_of(const std::vector<const Correction*>& corrections, std::string_view base) {
    std::map<std::string_view, CorrectedEntry> entries;
    const CorrectedFormat* format = nullptr;
    for (const Correction* correction : corrections) {
        for (const CorrectedEntry& entry : correction->entries) entries.emplace(entry.target, entry);
        if (correction->format) format = &*correction->format;
    }
    const formats::json::ParseResult parsed = formats::json::parse(base.empty() ? "{}" : base);
    const formats::json::Node root = parsed.document.root(), properties = root["mapping"]["properties"];
    std::string out;
    text::JsonWriter json(out);
    json.begin_object();
    for (const std::string_view key : {"scenario", "application"}) {
        if (root[key].exists()) json.key(key).json(root[key].raw());
    }
    if (!entries.empty() || properties.exists()) {
        json.key("mapping").begin_object().key("properties").begin_object();
        for (formats::json::Node entry = properties.first(); entry.exists(); entry = entry.next()) {
            if (entries.count(entry.key()) == 0) json.key(entry.key()).json(entry.raw());
        }
        for (const auto& [target, entry] : entries) {
            json.key(target).begin_object().member("expression", entry.after);
            const std::string_view before = properties[target]["pushStatus"].as_string();
            const std::string_view push_status = entry.push_status.empty() ? before : entry.push_status;
            if (!push_status.empty()) json.member("pushStatus", push_status);
            json.end_object();
        }
        json.end_object().end_object();
    }
    if (format != nullptr) {
        json.key("userNameTemplate").begin_object().member("template", format->after).member("type", format->type);
        if (!format->push_status.empty()) json.member("pushStatus", format->push_status);
        json.end_object();
    } else if (root["userNameTemplate"].exists()) {
        json.key("userNameTemplate").json(root["userNameTemplate"].raw());
    }
    json.end_object();
    return out;
}

std::vector<findings::Edit> edits_of(const workspace::Workspace& workspace, const Correction& correction) {
    std::vector<findings::Edit> edits;
    const auto add = [&](const Location& at, const std::string& before, const std::string& after) {
        const text::Source& source = *workspace.inputs[at.input].source;
        std::string written = "\"";
        text::append_json_escaped(written, before);
        written += '"';
        // A text within a string, or one that is written with other escapes, has no simple replacement.
        if (before == after || at.span.size() != written.size() ||
            source.slice(at.span.begin, written.size()) != written)
            return;
        std::string replacement = "\"";
        text::append_json_escaped(replacement, after);
        edits.push_back({at.input, at.span, replacement + '"'});
    };
    for (const CorrectedEntry& entry : correction.entries) {
        if (entry.at && entry.before) add(*entry.at, *entry.before, entry.after);
    }
    // The type of a format is another member: an edit of the text alone would leave it wrong.
    return edits;
}

}  // namespace preflight::verdict
