// A small invented integration that is right in every way, to be broken in one way at a time.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/examples/sound_files.h"
#include "core/preflight.h"
#include "tests/unit/files.h"

namespace preflight::test {

using Json = nlohmann::ordered_json;

class MemoryReader final : public intake::ByteReader {
public:
    // The bytes have to outlive what is read from them.
    explicit MemoryReader(std::string_view bytes, std::size_t piece = 1U << 16U)
        : all_(bytes), bytes_(bytes), piece_(piece) {}
    std::size_t read(char* buffer, std::size_t capacity) override {
        const std::size_t count = std::min({capacity, piece_, bytes_.size()});
        std::memcpy(buffer, bytes_.data(), count);
        bytes_.remove_prefix(count);
        return count;
    }
    std::shared_ptr<text::ByteSource> bytes() override { return std::make_shared<text::MemoryBytes>(all_); }

private:
    std::string_view all_, bytes_;
    std::size_t piece_;
};

// The text with one part, or every such part, put another way. The part has to be there.
inline std::string with(std::string text, const std::string& from, const std::string& to) {
    const auto at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return at == std::string::npos ? text : text.replace(at, from.size(), to);
}
inline std::string with_all(std::string text, const std::string& from, const std::string& to) {
    EXPECT_NE(text.find(from), std::string::npos) << from;
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
    return text;
}

// "ab12" -> "AB:12", as other programs print fingerprints.
inline std::string spelt_out(const std::string& hex) {
    std::string result;
    for (std::size_t i = 0; i < hex.size(); ++i) {
        if (i > 0 && i % 2 == 0) result += ':';
        result += hex[i] >= 'a' && hex[i] <= 'f' ? static_cast<char>(hex[i] - 'a' + 'A') : hex[i];
    }
    return result;
}

struct Kit {
    Json app = Json::parse(examples::kApp);
    Json mapping = Json::parse(examples::kMapping);
    Json user_schema = Json::parse(examples::kUserSchema);
    Json users = Json::parse(examples::kUsers);
    Json app_users = Json::parse(examples::kAppUsers);
    Json policies = Json::parse(examples::kPolicies);
    Json egnyte_users = Json::parse(examples::kEgnyteUsers);
    Json scenario = Json::parse(examples::kScenario);
    std::string metadata{examples::kIdpMetadata};
    std::map<std::string, std::string> more;  // further files by name

    // A person of one's own, as user and assignment.
    Json& add_person(const std::string& name) {
        users.push_back({{"id", "00u" + name},
                         {"status", "ACTIVE"},
                         {"profile",
                          {{"login", name + "@acme.test"},
                           {"email", name + "@acme.test"},
                           {"firstName", "F" + name},
                           {"lastName", "L" + name}}}});
        app_users.push_back({{"id", "00u" + name},
                             {"externalId", nullptr},
                             {"scope", "USER"},
                             {"status", "STAGED"},
                             {"credentials", {{"userName", name}}},
                             {"profile", Json::object()}});
        return users.back()["profile"];
    }
    Json& expression(const std::string& target) { return mapping["properties"][target]["expression"]; }
    // What the scenario says that Egnyte holds: idpEntityId, idpLoginUrl, certificateSha256.
    Json& stated(const char* key) { return scenario["egnyte"]["sso"][key]; }
    Json& username_template() { return app["credentials"]["userNameTemplate"]; }
    void username_expression(const std::string& text) {
        username_template() = {{"type", "CUSTOM"}, {"template", text}};
    }
    Json& login() { return user_schema["definitions"]["base"]["properties"]["login"]; }
    void drop_feature(const std::string& feature) {
        Json kept = Json::array();
        for (const Json& f : app["features"]) {
            if (f != feature) kept.push_back(f);
        }
        app["features"] = kept;
    }
    void account(const std::string& user_name, const Json& change) {
        Json account{{"id", 100 + egnyte_users["resources"].size()},
                     {"userName", user_name},
                     {"email", user_name + "@acme.test"},
                     {"name", {{"givenName", "G"}, {"familyName", "F"}}},
                     {"active", true},
                     {"authType", "sso"},
                     {"userType", "power"},
                     {"idpUserId", user_name}};
        account.update(change);
        egnyte_users["resources"].push_back(account);
    }

    [[nodiscard]] std::vector<std::pair<std::string, std::string>> files() const {
        std::vector<std::pair<std::string, std::string>> result;
        for (const auto& [name, json] :
             std::vector<std::pair<std::string, const Json*>>{{"app.json", &app},
                                                              {"mapping.json", &mapping},
                                                              {"user-schema.json", &user_schema},
                                                              {"users.json", &users},
                                                              {"app-users.json", &app_users},
                                                              {"policies.json", &policies},
                                                              {"egnyte-users.json", &egnyte_users},
                                                              {"scenario.json", &scenario}}) {
            if (!json->is_null()) result.emplace_back(name, json->dump(1));
        }
        if (!metadata.empty()) result.emplace_back("idp-metadata.xml", metadata);
        for (const auto& file : more) result.push_back(file);
        return result;
    }
};

// A session with these files. Texts beyond the limit of what is kept have to outlive it.
inline std::unique_ptr<Session> session_of(const std::vector<std::pair<std::string, std::string>>& files,
                                           Options options = {}) {
    auto session = std::make_unique<Session>(std::move(options));
    for (const auto& [name, text] : files) {
        MemoryReader reader(text);
        session->add(name, reader);
    }
    return session;
}

inline std::unique_ptr<Session> session_of(const Kit& kit) {
    return session_of(kit.files());
}

inline std::string ask(const std::vector<std::pair<std::string, std::string>>& files,
                       std::string (Session::*question)(std::string_view, const Style&), Options options = {}) {
    return (*session_of(files, std::move(options)).*question)("json", {});
}

inline Json check(const std::vector<std::pair<std::string, std::string>>& files) {
    return Json::parse(ask(files, &Session::check));
}
inline Json simulate(const std::vector<std::pair<std::string, std::string>>& files) {
    return Json::parse(
        ask(files, static_cast<std::string (Session::*)(std::string_view, const Style&)>(&Session::simulate)));
}

// IdP metadata that nothing is wrong with.
inline const std::string& sound_metadata() {
    static const std::string text = read_file(source_path("samples/healthy/idp-metadata.xml")).value();
    return text;
}
inline Json check_at(const std::string& name, const std::string& text, const char* now) {
    Options options;
    options.now = now;
    return Json::parse(ask({{name, text}}, &Session::check, options));
}

inline std::multiset<std::string> codes(const Json& report) {
    std::multiset<std::string> result;
    for (const Json& finding : report["findings"]) result.insert(finding["code"].get<std::string>());
    return result;
}

}  // namespace preflight::test
