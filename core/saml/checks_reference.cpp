#include "core/saml/checks_reference.h"

#include <nlohmann/json.hpp>
#include <vector>

#include "core/saml/checks.h"

namespace preflight::saml::checks {

namespace {

struct Chapter {
    std::string_view prefix, title;
};
constexpr std::array<Chapter, 14> kChapters = {{
    {"DOC-", "The file itself"},
    {"SCH-", "Schema"},
    {"ENT-", "The entity"},
    {"ROLE-", "The identity provider role"},
    {"KEY-", "Keys"},
    {"CRT-", "Certificates"},
    {"EP-", "Addresses (endpoints)"},
    {"NID-", "Name identifiers"},
    {"ATT-", "Attributes"},
    {"ORG-", "Organisation"},
    {"CON-", "Contacts"},
    {"SIG-", "The signature on the metadata"},
    {"OKTA-", "Okta's shape"},
    {"EGN-", "What it means for Egnyte"},
}};

std::string severities(const Check& check) {
    std::string result(to_string(check.severity));
    if (check.milder) result += " or " + std::string(to_string(*check.milder));
    return result;
}

std::string cell(std::string_view text) {
    std::string result;
    for (const char c : text) {
        if (c == '|' || c == '<') result += '\\';
        result += c;
    }
    return result;
}

std::string remedy_sentence(const Check& check) {
    const findings::Fix fix = fix_of(check);
    std::string result = fix.title;
    if (!fix.steps.empty()) result += ":";
    for (const std::string& step : fix.steps) result += " " + step;
    return result;
}

}  // namespace

std::string reference_markdown() {
    std::string out =
        "# Checks of SAML metadata\n\n"
        "Made by `preflight checks --format markdown` from the table that the checks themselves use; do not edit.\n\n"
        "A file with an error cannot be used to set up sign-in, one with a warning works but not as most intend, a "
        "note never changes the verdict. Where two severities are given, what is found decides. A manual item is "
        "something "
        "that no file can show. Dates are checked at `--now`.\n";
    for (const Chapter& chapter : kChapters) {
        out += "\n## " + std::string(chapter.title) +
               "\n\n| id | severity | what | why it matters | what to do | source |\n"
               "| --- | --- | --- | --- | --- | --- |\n";
        for (const Check& check : kChecks) {
            if (check.code.substr(0, chapter.prefix.size()) != chapter.prefix) continue;
            out += "| " + std::string(check.code) + " `" + std::string(check.slug) + "` | " + severities(check) +
                   " | " + cell(check.what) + " | " + cell(check.why) + " | " + cell(remedy_sentence(check)) + " | " +
                   cell(check.source) + " |\n";
        }
    }
    return out;
}

std::string reference_text() {
    std::string out;
    for (const Check& check : kChecks) {
        out += std::string(check.code) + "  " + std::string(check.slug) + " (" + severities(check) + ")\n    " +
               std::string(check.what) + "\n    " + std::string(check.why) + "\n    " + remedy_sentence(check) + "\n";
        if (!check.source.empty()) out += "    Source: " + std::string(check.source) + "\n";
    }
    return out;
}

std::string reference_json() {
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    for (const Check& check : kChecks) {
        nlohmann::ordered_json row{{"code", check.code}, {"rule", check.slug}, {"severity", to_string(check.severity)}};
        if (check.milder) row["milder"] = to_string(*check.milder);
        const findings::Fix fix = fix_of(check);
        row["what"] = check.what;
        row["why"] = check.why;
        row["fix"] = {{"title", fix.title}, {"steps", fix.steps}};
        row["source"] = check.source;
        row["facts"] = check.facts;
        row["confidence"] = to_string(check.confidence);
        list.push_back(std::move(row));
    }
    return nlohmann::ordered_json{{"checks", std::move(list)}}.dump(2) + "\n";
}

}  // namespace preflight::saml::checks
