#include "core/intake/scenario_reader.h"

#include <algorithm>
#include <initializer_list>

#include "core/egnyte/domain.h"
#include "core/text/nearest.h"
#include "core/text/time.h"
#include "core/text/unicode.h"

namespace preflight::intake {

using formats::json::Node;
using formats::json::Type;

namespace {

constexpr std::string_view kEvents[] = {
#define PLAYED_EVENT(name, word) word,
#include "core/intake/scenario_events.def"
};

class Reader {
public:
    Reader(const okta::Origin& origin, std::vector<Problem>& problems) : origin_(origin), problems_(problems) {}

    void ignored(const Node& node, std::string detail) {
        Problem problem;
        problem.kind = Problem::Kind::scenario_ignored;
        problem.at = okta::locate(origin_, node);
        problem.detail = std::move(detail);
        problems_.push_back(std::move(problem));
    }

    // Reports members that are not in the list.
    void only(const Node& object, std::initializer_list<std::string_view> known) {
        if (!object.exists() || object.is(Type::null)) return;
        if (!object.is(Type::object)) {
            ignored(object, "\"" + std::string(object.key()) + "\" has to be an object");
            return;
        }
        const std::vector<std::string_view> names(known);
        for (Node member = object.first(); member.exists(); member = member.next()) {
            if (std::find(names.begin(), names.end(), member.key()) != names.end()) continue;
            const auto near = text::nearest_name(member.key(), names);
            ignored(member, "the key \"" + std::string(member.key()) + "\" is not known" +
                                (near ? "; did you mean \"" + std::string(*near) + "\"?" : std::string()));
        }
    }

    std::optional<bool> boolean(const Node& node) {
        if (!node.exists() || node.is(Type::null)) return std::nullopt;
        if (!node.as_bool()) ignored(node, "\"" + std::string(node.key()) + "\" has to be true or false");
        return node.as_bool();
    }
    std::optional<std::string> string(const Node& node) {
        if (!node.exists() || node.is(Type::null)) return std::nullopt;
        if (!node.is(Type::string)) {
            ignored(node, "\"" + std::string(node.key()) + "\" has to be a text in quotes");
            return std::nullopt;
        }
        return std::string(node.as_string());
    }
    // SHA-256 in hex; case, colons and blanks are of no account (spec 3). An invalid value is never shown.
    std::optional<std::string> fingerprint(const Node& node) {
        const auto stated = string(node);
        if (!stated) return std::nullopt;
        std::string hex;
        for (const char c : text::ascii_lower(*stated)) {
            if (c != ':' && c != ' ' && c != '\t' && c != '\r' && c != '\n') hex += c;
        }
        const bool digits = hex.find_first_not_of("0123456789abcdef") == std::string::npos;
        if (digits && hex.size() == 64) return hex;
        ignored(node, digits && hex.size() == 40
                          ? "\"" + std::string(node.key()) + "\" holds a SHA-1 fingerprint; the SHA-256 one is needed"
                          : "\"" + std::string(node.key()) + "\" has to be the SHA-256 fingerprint, 64 hex digits");
        return std::nullopt;
    }
    std::optional<std::int64_t> count(const Node& node) {
        if (!node.exists() || node.is(Type::null)) return std::nullopt;
        const auto value = node.as_int();
        if (!value || *value < 0) {
            ignored(node, "\"" + std::string(node.key()) + "\" has to be a whole number");
            return std::nullopt;
        }
        return value;
    }

    Scenario::Event event(const Node& node) {
        only(node, {"type", "user", "group", "attribute", "expression", "pushStatus", "template", "set", "rule"});
        Scenario::Event result;
        result.at = okta::locate(origin_, node);
        result.type = string(node["type"]).value_or("");
        result.user = string(node["user"]).value_or("");
        result.group = string(node["group"]).value_or("");
        if (!result.user.empty() && !result.group.empty()) {
            ignored(node["group"], "an event takes \"user\" or \"group\", not both; \"group\" is ignored");
            result.group.clear();
        }
        result.attribute = string(node["attribute"]).value_or("");
        result.expression = string(node["expression"]).value_or("");
        result.push_status = string(node["pushStatus"]).value_or("");
        if (!result.push_status.empty() && result.push_status != "PUSH" && result.push_status != "DONT_PUSH") {
            ignored(node["pushStatus"], "\"pushStatus\" has to be \"PUSH\" or \"DONT_PUSH\"");
            result.push_status.clear();
        }
        result.template_text = string(node["template"]).value_or("");
        result.rule = string(node["rule"]).value_or("");
        const Node set = node["set"];
        if (set.exists() && !set.is(Type::object)) ignored(set, "\"set\" has to be an object");
        for (Node value = set.first(); set.is(Type::object) && value.exists(); value = value.next())
            result.set.emplace(value.key(), value.raw());
        need_keys(node, result);
        // Nothing says how the attribute is mapped: nothing is mapped by guess.
        if (!node["expression"].exists()) result.attribute.clear();
        if (std::find(std::begin(kEvents), std::end(kEvents), result.type) != std::end(kEvents)) return result;
        const std::vector<std::string_view> types(std::begin(kEvents), std::end(kEvents));
        const auto near = text::nearest_name(result.type, types);
        ignored(node, "there is no event \"" + result.type + "\"" +
                          (near ? "; did you mean \"" + std::string(*near) + "\"?" : std::string()));
        return result;
    }

private:
    // What an event cannot do without.
    void need_keys(const Node& node, const Scenario::Event& event) {
        const auto need = [&](std::string_view type, std::string_view key, bool given) {
            if (event.type == type && !given)
                ignored(node, "the event \"" + event.type + "\" needs \"" + std::string(key) + "\"");
        };
        need("update-profile", "set", !event.set.empty());
        need("change-mapping", "attribute", !event.attribute.empty());
        need("change-mapping", "expression", node["expression"].exists());
        need("change-username-format", "template", !event.template_text.empty());
        need("change-group-rule", "rule", !event.rule.empty());
        need("change-group-rule", "expression", !event.expression.empty());
    }

    const okta::Origin& origin_;
    std::vector<Problem>& problems_;
};

}  // namespace

Scenario read_scenario(const okta::Origin& origin, const Node& node, std::vector<Problem>& problems) {
    Reader reader(origin, problems);
    Scenario scenario;
    scenario.at = okta::locate(origin, node);
    reader.only(node, {"preflightScenario", "now", "okta", "egnyte", "egnyteAttributes", "events", "description"});
    if (node["preflightScenario"].as_int() != 1)
        reader.ignored(node["preflightScenario"], "\"preflightScenario\" is not 1; the file is read as version 1");
    scenario.now = reader.string(node["now"]);
    if (scenario.now && !text::parse_time(*scenario.now)) {
        reader.ignored(node["now"], "\"now\" is not a time like 2026-11-23T12:00:00Z");
        scenario.now.reset();
    }

    const Node okta = node["okta"];
    reader.only(okta, {"application", "apiIntegration", "createUsers", "updateUserAttributes", "deactivateUsers"});
    scenario.application = reader.string(okta["application"]);
    scenario.application_at = okta::locate(origin, okta["application"].exists() ? okta["application"] : node);
    scenario.api_integration = reader.boolean(okta["apiIntegration"]);
    scenario.create_users = reader.boolean(okta["createUsers"]);
    scenario.update_user_attributes = reader.boolean(okta["updateUserAttributes"]);
    scenario.deactivate_users = reader.boolean(okta["deactivateUsers"]);

    const Node egnyte_side = node["egnyte"];
    reader.only(egnyte_side, {"domain", "sso", "twoFactor", "licences", "tokenOwner"});
    if (const auto domain = reader.string(egnyte_side["domain"])) {
        // A label, a host name or a URL (spec 3).
        scenario.domain = egnyte::first_label(*domain);
        scenario.government = egnyte::is_government(*domain);
        if (scenario.domain->empty()) {
            reader.ignored(egnyte_side["domain"], "\"domain\" has to be your Egnyte domain, like \"acme\"");
            scenario.domain.reset();
        }
    }
    scenario.domain_at = okta::locate(origin, egnyte_side["domain"].exists() ? egnyte_side["domain"] : node);
    const Node sso = egnyte_side["sso"];
    reader.only(sso, {"enabled", "defaultUserMapping", "idpEntityId", "idpLoginUrl", "certificateSha256"});
    scenario.sso_enabled = reader.boolean(sso["enabled"]);
    scenario.default_user_mapping = reader.string(sso["defaultUserMapping"]);
    scenario.default_user_mapping_at =
        okta::locate(origin, sso["defaultUserMapping"].exists() ? sso["defaultUserMapping"] : node);
    if (scenario.default_user_mapping && *scenario.default_user_mapping != "email" &&
        *scenario.default_user_mapping != "username") {
        reader.ignored(sso["defaultUserMapping"], "\"defaultUserMapping\" has to be \"email\" or \"username\"");
        scenario.default_user_mapping.reset();
    }
    scenario.idp_entity_id = reader.string(sso["idpEntityId"]);
    scenario.idp_login_url = reader.string(sso["idpLoginUrl"]);
    scenario.certificate_sha256 = reader.fingerprint(sso["certificateSha256"]);
    scenario.idp_entity_id_at = okta::locate(origin, sso["idpEntityId"]);
    scenario.idp_login_url_at = okta::locate(origin, sso["idpLoginUrl"]);
    scenario.certificate_sha256_at = okta::locate(origin, sso["certificateSha256"]);
    const Node two_factor = egnyte_side["twoFactor"];
    reader.only(two_factor, {"available", "default"});
    scenario.two_factor_available = reader.boolean(two_factor["available"]);
    scenario.two_factor_default = reader.boolean(two_factor["default"]);
    const Node licences = egnyte_side["licences"];
    reader.only(licences, {"power", "standard", "deactivatedUsersCount"});
    scenario.power_seats = reader.count(licences["power"]);
    scenario.standard_seats = reader.count(licences["standard"]);
    scenario.deactivated_users_count = reader.boolean(licences["deactivatedUsersCount"]);
    scenario.token_owner = reader.string(egnyte_side["tokenOwner"]);

    for (Node entry = node["egnyteAttributes"].first(); entry.exists(); entry = entry.next()) {
        if (const auto variable = reader.string(entry)) scenario.egnyte_attributes.emplace(entry.key(), *variable);
    }
    if (const Node events = node["events"]; events.is(Type::array)) {
        scenario.events_given = true;
        for (Node event = events.first(); event.exists(); event = event.next())
            scenario.events.push_back(reader.event(event));
    }
    return scenario;
}

}  // namespace preflight::intake
