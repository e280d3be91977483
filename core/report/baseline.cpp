#include "core/report/baseline.h"

#include "core/formats/json/document.h"

namespace preflight::report {

namespace {

using formats::json::Node;
using formats::json::Type;

// SHA-256 cut to 16 hexadecimal digits.
bool is_fingerprint(std::string_view text) {
    return text.size() == 16 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

}  // namespace

std::set<std::string_view> Baseline::fingerprints() const {
    std::set<std::string_view> result;
    for (const Entry& entry : entries) result.insert(entry.fingerprint);
    return result;
}

Baseline read_baseline(std::string_view json, std::string& problem) {
    problem.clear();
    Baseline baseline;
    if (json.substr(0, 3) == "\xEF\xBB\xBF") json.remove_prefix(3);
    const formats::json::ParseResult parsed = formats::json::parse(json);
    if (!parsed.ok()) {
        problem = "it is not JSON: " + parsed.error->expected;
        return {};
    }
    const Node root = parsed.document.root();
    const Node findings = root["findings"];
    if (!root.is(Type::object) || !findings.is(Type::array) || root["tool"]["name"].as_string() != "preflight") {
        problem = "it is not a report of preflight check --format json";
        return {};
    }
    const std::string version(root["schemaVersion"].as_string());
    if (version.substr(0, 2) != "1.") {
        problem = "its schemaVersion is \"" + version + "\"; this version reads 1.x";
        return {};
    }
    for (Node finding = findings.first(); finding.exists(); finding = finding.next()) {
        const std::string_view fingerprint = finding["fingerprint"].as_string();
        if (!is_fingerprint(fingerprint)) {
            problem = "the finding at " + finding.pointer() + " has no fingerprint";
            return {};
        }
        baseline.entries.push_back({std::string(fingerprint), std::string(finding["rule"].as_string()),
                                    std::string(finding["code"].as_string()),
                                    std::string(finding["message"].as_string())});
    }
    return baseline;
}

}  // namespace preflight::report
