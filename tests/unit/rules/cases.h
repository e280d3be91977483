// More ways to make a rule fire in a small integration that is right otherwise, and the nearest thing on which it stays
// silent; the examples in the file of each rule are run by registry_test.cpp. Each family has a file of its own.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "tests/unit/kit.h"

namespace preflight::test {

using Break = std::function<void(Kit&)>;

struct Case {
    const char* code;
    Break fires;
    Break silent;
};

[[nodiscard]] std::vector<Case> input_cases();
[[nodiscard]] std::vector<Case> app_cases();
[[nodiscard]] std::vector<Case> username_format_cases();
[[nodiscard]] std::vector<Case> mapping_cases();
[[nodiscard]] std::vector<Case> mapping_target_cases();
[[nodiscard]] std::vector<Case> username_cases();
[[nodiscard]] std::vector<Case> user_cases();
[[nodiscard]] std::vector<Case> sign_in_cases();

[[nodiscard]] inline std::vector<Case> cases() {
    std::vector<Case> all;
    for (const auto& family : {input_cases(), app_cases(), username_format_cases(), mapping_cases(), mapping_target_cases(), username_cases(),
                               user_cases(), sign_in_cases()})
        all.insert(all.end(), family.begin(), family.end());
    return all;
}

inline const Json& kNull() {
    static const Json null = nullptr;
    return null;
}

// The certificate that the card of this metadata shows: its fingerprint, and its text.
inline std::string fingerprint_of(const std::string& metadata) {
    return check({{"metadata.xml", metadata}})["egnyteSettings"]["certificateSha256"];
}
inline std::string kit_fingerprint() {
    return fingerprint_of(Kit().metadata);
}
inline std::string certificate_of(const std::string& metadata) {
    const auto begin = metadata.find("X509Certificate>") + 16;
    return metadata.substr(begin, metadata.find('<', begin) - begin);
}
inline std::string armoured(const std::string& certificate) {
    return "-----BEGIN CERTIFICATE-----\n\xC2\xA0" + certificate + "\n-----END CERTIFICATE-----\n";
}
inline std::string another_metadata() {
    return read_file(source_path("samples/first-day-mistakes/idp-metadata.xml")).value_or("");
}

// `terraform show -json` of a state with the kit's app as a SAML resource.
inline std::string terraform(const Json& attributes) {
    Json values{{"id", "0oaEgnyte"}, {"name", "egnyte"}, {"label", "Egnyte SCIM 2.0"}};
    values.update(attributes);
    const Json resource{
        {"address", "okta_app_saml.egnyte"}, {"mode", "managed"}, {"type", "okta_app_saml"}, {"values", values}};
    return Json{{"format_version", "1.0"}, {"values", {{"root_module", {{"resources", Json::array({resource})}}}}}}
        .dump();
}

inline Json& custom(Kit& kit, const char* attribute) {
    return kit.user_schema["definitions"]["custom"]["properties"][attribute];
}

}  // namespace preflight::test
