// SARIF 2.1.0 (OASIS standard) for code scanning: one run, a rule for each code that fired, a result for each finding.
// Paths are relative to the working directory; what no line shows (JSON pointer, Terraform address) is a logical
// location.
#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/report/renderer.h"
#include "core/text/json_writer.h"
#include "core/text/order.h"
#include "core/text/unicode.h"

namespace preflight::report {

namespace {

using text::JsonWriter;

// A path as a relative URI reference (RFC 3986): all but unreserved characters and "/" as %XX.
std::string uri_of(std::string_view path) {
    constexpr std::string_view kHex = "0123456789ABCDEF";
    constexpr std::string_view kUnreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
    std::string uri;
    const std::string utf8 = text::repair(path);
    for (const char c : utf8) {
        if (kUnreserved.find(c) != std::string_view::npos) {
            uri += c;
        } else {
            uri += '%';
            uri += kHex[static_cast<unsigned char>(c) >> 4U];
            uri += kHex[static_cast<unsigned char>(c) & 0x0FU];
        }
    }
    // An absolute path is a file URI, which has no base.
    return !uri.empty() && uri.front() == '/' ? "file://" + uri : uri;
}

std::string_view level_of(findings::Severity severity) {
    switch (severity) {
        case findings::Severity::error:
            return "error";
        case findings::Severity::warning:
            return "warning";
        case findings::Severity::note:
            return "note";
        case findings::Severity::manual:
            break;
    }
    return "none";
}

void text_member(JsonWriter& json, std::string_view key, std::string_view text) {
    json.key(key).begin_object().member("text", text).end_object();
}

std::string help_of(const findings::Rule& rule) {
    std::string help(rule.when);
    if (!rule.why.empty()) help += "\n\n" + std::string(rule.why);
    help += "\n\nFacts: " + std::string(rule.sources);
    return help;
}

void write_rule(JsonWriter& json, const findings::Rule& rule) {
    json.begin_object().member("id", rule.code).member("name", rule.slug);
    text_member(json, "shortDescription", rule.when);
    text_member(json, "fullDescription", rule.why.empty() ? rule.when : rule.why);
    text_member(json, "help", help_of(rule));
    json.key("defaultConfiguration").begin_object().member("level", level_of(rule.severity)).end_object();
    json.key("properties").begin_object().member("confidence", findings::to_string(rule.confidence));
    json.member("sources", rule.sources).end_object().end_object();
}

void write_location(JsonWriter& json, const Place& place) {
    json.begin_object().key("physicalLocation").begin_object();
    const std::string uri = uri_of(place.path);
    json.key("artifactLocation").begin_object().member("uri", uri);
    if (uri.find(':') == std::string::npos) json.member("uriBaseId", "%SRCROOT%");
    json.end_object();
    if (place.range) {
        json.key("region").begin_object().member("startLine", place.range->begin.line);
        json.member("startColumn", place.range->begin.column).member("endLine", place.range->end.line);
        json.member("endColumn", place.range->end.column).end_object();
    }
    json.end_object();
    if (!place.pointer.empty() || !place.resource.empty()) {
        json.key("logicalLocations").begin_array();
        if (!place.resource.empty())
            json.begin_object().member("fullyQualifiedName", place.resource).member("kind", "resource").end_object();
        if (!place.pointer.empty())
            json.begin_object().member("fullyQualifiedName", place.pointer).member("kind", "member").end_object();
        json.end_array();
    }
    json.end_object();
}

void write_result(JsonWriter& json, const Finding& finding, std::size_t rule_index, bool compared) {
    const bool manual = finding.severity == findings::Severity::manual;
    json.begin_object().member("ruleId", finding.rule->code).member("ruleIndex", rule_index);
    // A level other than "none" is for failures; what is to be confirmed by hand is open.
    json.member("kind", manual ? "review" : "fail").member("level", level_of(finding.severity));
    std::string message = finding.message;
    if (!finding.consequence.empty()) message += "\n" + finding.consequence;
    if (!finding.fix_title.empty()) message += "\nFix: " + finding.fix_title;
    for (std::size_t i = 0; i < finding.fix_steps.size(); ++i)
        message += "\n" + std::to_string(i + 1) + ". " + finding.fix_steps[i];
    text_member(json, "message", message);
    // Viewers take several locations of one result for one finding each: the others are related ones.
    json.key("locations").begin_array();
    if (!finding.places.empty()) write_location(json, finding.places.front());
    json.end_array();
    if (finding.places.size() > 1) {
        json.key("relatedLocations").begin_array();
        for (std::size_t i = 1; i < finding.places.size(); ++i) write_location(json, finding.places[i]);
        json.end_array();
    }
    json.key("partialFingerprints").begin_object().member("preflight/v1", finding.fingerprint).end_object();
    if (compared) json.member("baselineState", finding.known ? "unchanged" : "new");
    json.end_object();
}

}  // namespace

namespace renderers {

void check_sarif(const CheckReport& report, const Style&, const Sink& sink) {
    std::vector<const findings::Rule*> rules;
    for (const Finding& finding : report.findings) rules.push_back(finding.rule);
    text::sort(rules, [](const findings::Rule* a, const findings::Rule* b) { return a->code < b->code; });
    rules.erase(std::unique(rules.begin(), rules.end()), rules.end());
    std::map<const findings::Rule*, std::size_t> index;
    for (std::size_t i = 0; i < rules.size(); ++i) index.emplace(rules[i], i);

    std::string out;
    JsonWriter json(out, JsonWriter::Layout::indented);
    json.begin_object().member("$schema", "https://json.schemastore.org/sarif-2.1.0.json").member("version", "2.1.0");
    json.key("runs").begin_array().begin_object();
    json.key("tool").begin_object().key("driver").begin_object().member("name", "preflight");
    json.member("semanticVersion", report.tool.version).key("rules").begin_array();
    for (const findings::Rule* rule : rules) write_rule(json, *rule);
    json.end_array().end_object().end_object();
    json.member("columnKind", "unicodeCodePoints");
    json.key("results").begin_array();
    for (const Finding& finding : report.findings)
        write_result(json, finding, index.at(finding.rule), report.gone.has_value());
    json.end_array().end_object().end_array().end_object();
    sink(out + "\n");
}

}  // namespace renderers

}  // namespace preflight::report
