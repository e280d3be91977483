#include "core/expression/functions/documentation.h"

#include <algorithm>
#include <array>
#include <vector>

#include "core/text/json_writer.h"

namespace preflight::expression {

namespace {

std::string_view word(Parameter parameter) {
    switch (parameter) {
        case Parameter::text:
            return "text";
        case Parameter::integer:
            return "whole number";
        case Parameter::list:
            return "list";
        case Parameter::any:
            return "value";
    }
    return "";
}

std::string_view receiver_word(Receiver receiver) {
    switch (receiver) {
        case Receiver::on_string:
            return "text";
        case Receiver::on_list:
            return "list";
        case Receiver::on_number:
            return "number";
        case Receiver::on_country:
            return "country";
        case Receiver::on_date_time:
            return "dateTime";
        default:
            return "";
    }
}

Dialect dialect_of(Receiver receiver) {
    return receiver == Receiver::mapping     ? Dialect::mapping
           : receiver == Receiver::templates ? Dialect::user_name_template
                                             : Dialect::identity_engine;
}

std::string_view result_word(std::string_view result) {
    return result == "string" ? "text" : result == "int" ? "whole number" : result == "double" ? "number" : result;
}

// Groups of functions in the order of the page.
struct FunctionGroup {
    std::string_view title, text;
    bool (*holds)(const Function& function);
};

bool is_mapping(const Function& f, std::string_view section) {
    return f.receiver == Receiver::mapping && f.source.substr(0, section.size()) == section;
}

constexpr std::array<FunctionGroup, 6> kFunctionGroups = {{
    {"Texts",
     "Lengths and places count UTF-16 units: an emoji counts two. Numbers, booleans and lists given as texts are "
     "written out; an object is an error.",
     [](const Function& f) { return is_mapping(f, "6"); }},
    {"Lists, numbers and countries",
     "A text given as a list is split at its commas, each part trimmed; any other single value is a list of one.",
     [](const Function& f) { return is_mapping(f, "7"); }},
    {"Groups, directory and manager",
     "Checked when the app is assigned or the mapping is applied: a later change of groups or of the manager updates "
     "nobody.",
     [](const Function& f) { return is_mapping(f, "8"); }},
    {"Time", "Patterns are those of Joda-Time, English, case sensitive.",
     [](const Function& f) { return is_mapping(f, "9"); }},
    {"Username formats of type BUILT_IN", "Inside ${...} of a template. A null argument counts as empty.",
     [](const Function& f) { return f.receiver == Receiver::templates; }},
    {"Identity Engine", "Methods on values; on null they fail. Sign-in policies, access certification, event hooks.",
     [](const Function& f) { return f.receiver >= Receiver::on_string; }},
}};

std::string cell(std::string_view text) {
    std::string result;
    for (const char c : text) {
        if (c == '|') result += '\\';
        result += c;
    }
    return result;
}

std::string where_allowed(const Function& f) {
    if (f.receiver != Receiver::mapping) return f.receiver == Receiver::templates ? "templates" : "Identity Engine";
    if (f.has(kClaimsOnly)) return "group claims only";
    return f.has(kGroupRules) ? "mappings, claims, group rules" : "mappings, claims";
}

}  // namespace

std::string signature(const Function& f) {
    const bool method = f.receiver >= Receiver::on_string;
    const bool on_value = method && f.receiver != Receiver::engine_root;
    std::string result = on_value ? std::string(receiver_word(f.receiver)) + "." : "";
    result += f.name;
    result += '(';
    // Optional parameters in brackets; of an unbounded number only the first.
    const std::size_t shown = f.max_arguments == kMany ? f.min_arguments + 1U : f.max_arguments;
    for (std::size_t i = 0; i < shown; ++i) {
        // The first parameter of a method is the value before the dot.
        const Parameter parameter = f.parameters[std::min<std::size_t>(on_value ? i + 1 : i, 2)];
        if (i >= f.min_arguments) result += '[';
        if (i > 0) result += ", ";
        result += word(parameter);
        if (f.max_arguments == kMany && i + 1 == shown) result += " ...";
    }
    result.append(shown - f.min_arguments, ']');
    return result + ")";
}

std::string reference_markdown() {
    std::string out =
        "# The functions of the Okta expression language\n\n"
        "Made by `preflight eval --functions --format markdown` from the table that Preflight evaluates with; do not "
        "edit.\n"
        "Sources are sections of the facts on the language (okta-el). What Okta does not document is chosen there with "
        "a "
        "reason,\nand `preflight eval` answers the same.\n";
    for (const FunctionGroup& chapter : kFunctionGroups) {
        out += "\n## " + std::string(chapter.title) + "\n\n" + std::string(chapter.text) + "\n\n";
        out += "| function | gives | of null | what it does | allowed in | source |\n|---|---|---|---|---|---|\n";
        for (const Function& f : functions()) {
            if (!chapter.holds(f)) continue;
            out += "| `" + cell(signature(f)) + "` | " + std::string(result_word(f.result)) + " | " +
                   cell(f.when_null.empty() ? "–" : f.when_null) + " | " + cell(f.doc) +
                   (f.has(kDeprecated) ? " Deprecated." : "") + " | " + where_allowed(f) + " | okta-el " +
                   std::string(f.source) + " |\n";
        }
    }
    const Limits limits;
    out +=
        "\n## Limits\n\nAn expression that reaches one is answered with a `limit` error, never with a guess.\n\n"
        "| what | most |\n|---|---|\n";
    const auto row = [&out](std::string_view what, std::size_t most) {
        out += "| " + std::string(what) + " | " + std::to_string(most) + " |\n";
    };
    row("bytes of an expression", limits.expression_bytes);
    row("levels of nesting", limits.depth);
    row("operators in a row", limits.height);
    row("bytes of a text that is made", limits.result_bytes);
    row("elements of a list", limits.list_items);
    row("steps of an evaluation", limits.steps);
    row("characters of a regular expression", limits.regex_length);
    out +=
        "\n## Regular expressions\n\n"
        "`matches` and `isMemberOfGroupNameRegex` take Java's regular expressions over the whole text, in linear time. "
        "Not "
        "read are\nlook-around, back references, possessive quantifiers, atomic groups, unions and intersections of "
        "classes, "
        "Unicode\nproperties and the flags m, u, x and d: what they match is unknown, and said to be.\n";
    return out;
}

std::string reference_json() {
    std::string out;
    text::JsonWriter json(out, text::JsonWriter::Layout::indented);
    json.begin_object().key("functions").begin_array();
    for (const Function& f : functions()) {
        json.begin_object().member("name", f.name).member("signature", signature(f));
        json.member("dialect", to_string(dialect_of(f.receiver)));
        if (!receiver_word(f.receiver).empty()) json.member("on", receiver_word(f.receiver));
        json.member("result", f.result).member("null", f.when_null).member("groupRules", f.has(kGroupRules));
        json.member("claimsOnly", f.has(kClaimsOnly)).member("deprecated", f.has(kDeprecated)).member("doc", f.doc);
        json.member("source", "okta-el " + std::string(f.source)).end_object();
    }
    json.end_array().end_object();
    return out + "\n";
}

std::string reference_text() {
    std::string out;
    for (const FunctionGroup& chapter : kFunctionGroups) {
        out += (out.empty() ? "" : "\n") + std::string(chapter.title) + "\n";
        for (const Function& f : functions()) {
            if (!chapter.holds(f)) continue;
            out += "  " + signature(f) + "\n      " + std::string(f.doc) + (f.has(kDeprecated) ? " Deprecated." : "") +
                   "\n";
        }
    }
    return out;
}

}  // namespace preflight::expression
