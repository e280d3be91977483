// JUnit's XML for CI servers (docs/schemas/junit.xsd): a test case for each
// finding. Errors fail; what is to be confirmed by hand and what the baseline
// knows is skipped; warnings and notes pass, with their text as output.
#include <pugixml.hpp>

#include <string>
#include <string_view>

#include "core/report/renderer.h"
#include "core/text/printable.h"

namespace preflight::report {

namespace {

// Text that XML 1.0 can hold: no control characters, no noncharacters.
std::string xml_text(std::string_view value) {
    std::string text = text::printable(value);
    for (const char *nonchar : {"\xEF\xBF\xBE", "\xEF\xBF\xBF"}) {
        for (auto at = text.find(nonchar); at != std::string::npos; at = text.find(nonchar, at + 3))
            text.replace(at, 3, "\xEF\xBF\xBD");
    }
    return text;
}

void set(pugi::xml_node node, const char *name, std::string_view value) {
    node.append_attribute(name).set_value(xml_text(value).c_str());
}

void set(pugi::xml_node node, const char *name, std::size_t value) {
    node.append_attribute(name).set_value(std::to_string(value).c_str());
}

// Impact, fix and places, a line each.
std::string details(const Finding &finding) {
    std::string out;
    if (!finding.consequence.empty()) out += "Impact: " + xml_text(finding.consequence) + "\n";
    if (!finding.fix_title.empty()) out += "Fix: " + xml_text(finding.fix_title) + "\n";
    for (std::size_t i = 0; i < finding.fix_steps.size(); ++i)
        out += std::to_string(i + 1) + ". " + xml_text(finding.fix_steps[i]) + "\n";
    for (const Place &place : finding.places) {
        std::string where = place.path;
        if (place.range)
            where += ":" + std::to_string(place.range->begin.line) + ":" + std::to_string(place.range->begin.column);
        if (!place.pointer.empty()) where += " " + place.pointer;
        if (!place.resource.empty()) where += " (" + place.resource + ")";
        out += "at " + xml_text(where) + "\n";
    }
    return out;
}

bool fails(const Finding &finding) {
    return !finding.known && finding.severity == findings::Severity::error;
}
bool is_skipped(const Finding &finding) {
    return finding.known || finding.severity == findings::Severity::manual;
}

void add_case(pugi::xml_node suite, const Finding &finding) {
    pugi::xml_node test = suite.append_child("testcase");
    set(test, "name", std::string(finding.rule->code) + " " + std::string(finding.rule->slug));
    set(test, "classname", finding.places.empty() ? std::string("preflight") : finding.places.front().path);
    if (!finding.places.empty()) {
        set(test, "file", finding.places.front().path);
        if (finding.places.front().range) set(test, "line", finding.places.front().range->begin.line);
    }
    if (fails(finding)) {
        pugi::xml_node failure = test.append_child("failure");
        set(failure, "type", findings::to_string(finding.severity));
        set(failure, "message", finding.message);
        failure.text().set(details(finding).c_str());
    } else if (is_skipped(finding)) {
        const std::string why = finding.known ? "known from the baseline: " : "to confirm by hand: ";
        set(test.append_child("skipped"), "message", why + finding.message);
    } else {
        const std::string text = std::string(findings::to_string(finding.severity)) + ": " + xml_text(finding.message);
        test.append_child("system-out").text().set((text + "\n" + details(finding)).c_str());
    }
}

class StringWriter final : public pugi::xml_writer {
public:
    void write(const void *data, std::size_t size) override { text.append(static_cast<const char *>(data), size); }
    std::string text;
};

}  // namespace

namespace renderers {

void check_junit(const CheckReport &report, const Style &, const Sink &sink) {
    std::size_t failures = 0, skipped = 0;
    for (const Finding &finding : report.findings) {
        if (fails(finding)) ++failures;
        if (is_skipped(finding)) ++skipped;
    }
    // A run without findings is a test that passed, not a run without tests.
    const std::size_t tests = report.findings.empty() ? 1 : report.findings.size();

    pugi::xml_document document;
    pugi::xml_node declaration = document.append_child(pugi::node_declaration);
    set(declaration, "version", "1.0");
    set(declaration, "encoding", "UTF-8");
    pugi::xml_node suites = document.append_child("testsuites");
    pugi::xml_node suite = suites.append_child("testsuite");
    for (pugi::xml_node node : {suites, suite}) {
        set(node, "name", "preflight check");
        set(node, "tests", tests);
        set(node, "failures", failures);
        set(node, "errors", std::size_t{0});
        if (node == suite) set(node, "skipped", skipped);
    }
    pugi::xml_node property = suite.append_child("properties").append_child("property");
    set(property, "name", "preflight");
    set(property, "value", report.tool.version);
    for (const Finding &finding : report.findings) add_case(suite, finding);
    if (report.findings.empty()) {
        pugi::xml_node test = suite.append_child("testcase");
        set(test, "name", "no findings");
        set(test, "classname", "preflight");
    }
    StringWriter writer;
    document.save(writer, " ", pugi::format_indent, pugi::encoding_utf8);
    sink(writer.text);
}

}  // namespace renderers

}  // namespace preflight::report
