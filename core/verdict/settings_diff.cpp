#include "core/verdict/settings_diff.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "core/rules/attribute_facts.h"
#include "core/rules/groups.h"
#include "core/rules/person_view.h"
#include "core/text/json_writer.h"
#include "core/text/numbers.h"
#include "core/text/order.h"
#include "core/text/unicode.h"

namespace preflight::verdict {

namespace {

using findings::Location;
using workspace::Evaluations;
using workspace::Formula;

std::optional<std::string> value_of(const okta::TextField& field) {
    return field.present() ? std::optional(field.value()) : std::nullopt;
}

std::optional<std::string> value_of(okta::PushStatus status) {
    switch (status) {
        case okta::PushStatus::push:
            return "PUSH";
        case okta::PushStatus::dont_push:
            return "DONT_PUSH";
        case okta::PushStatus::not_configured:
            return "NOT_CONFIGURED";
        case okta::PushStatus::unset:
            break;
    }
    return std::nullopt;
}

std::optional<std::string> value_of(const std::optional<bool>& value) {
    return value ? std::optional<std::string>(*value ? "true" : "false") : std::nullopt;
}
std::optional<std::string> value_of(const std::optional<std::int64_t>& value) {
    return value ? std::optional(std::to_string(*value)) : std::nullopt;
}
const std::optional<std::string>& value_of(const std::optional<std::string>& value) {
    return value;
}

// One of the mappings to the application with what is evaluated of it; null where nobody is evaluated with it.
const Evaluations* evaluations_of(const DiffSide& side, std::size_t mapping) {
    if (mapping == side.workspace.choice.mapping.value_or(0)) return &side.evaluations;
    const auto& others = side.evaluations.other_types();
    return mapping < others.size() ? others[mapping].evaluations.get() : nullptr;
}

// The formulas of a mapping by the variable that they fill.
std::map<std::string_view, std::size_t> by_target(const Evaluations* evaluations) {
    std::map<std::string_view, std::size_t> result;
    for (std::size_t i = 0; evaluations != nullptr && i < evaluations->size(); ++i) {
        if (!evaluations->formula(i).is_template) result.emplace(evaluations->formula(i).target, i);
    }
    return result;
}

std::optional<std::size_t> username_format(const Evaluations& evaluations) {
    for (std::size_t i = 0; i < evaluations.size(); ++i) {
        if (evaluations.formula(i).is_template) return i;
    }
    return std::nullopt;
}

class Settings {
public:
    Settings(const DiffSide& before, const DiffSide& after)
        : before_(before), after_(after), facts_before_(before.workspace), facts_after_(after.workspace) {}

    SettingsDiff run() {
        application();
        mappings();
        policies();
        scenario();
        group_push();
        group_rules();
        schema("app-schema", before_.workspace.app_schema, after_.workspace.app_schema);
        schema("user-schema", before_.workspace.user_schema, after_.workspace.user_schema);
        return std::move(diff_);
    }

private:
    // Null when the two are equal or there are too many.
    SettingDiff* add(std::string_view area, std::string name, std::optional<std::string> before,
                     std::optional<std::string> after) {
        if (before == after) return nullptr;
        if (diff_.list.size() == kMaxSettings) {
            ++diff_.left_out;
            return nullptr;
        }
        diff_.list.push_back({area, std::move(name), std::move(before), std::move(after), {}, {}, {}});
        return &diff_.list.back();
    }

    void add_field(std::string_view area, std::string name, const okta::TextField& before,
                   const okta::TextField& after) {
        SettingDiff* const diff = add(area, std::move(name), value_of(before), value_of(after));
        if (diff == nullptr) return;
        if (before.present()) diff->before_at = before.at;
        if (after.present()) diff->after_at = after.at;
    }

    // True when both bundles have it; says so where only one has it.
    bool both(bool before, bool after, std::string_view what) {
        if (before != after)
            diff_.not_compared.push_back(std::string(what) +
                                         (before ? " is given before only." : " is given after only."));
        return before && after;
    }

    void application() {
        const okta::Application* const was = before_.workspace.application;
        const okta::Application* const is = after_.workspace.application;
        if (was == nullptr || is == nullptr) return;
        add_field("application", "id", was->id, is->id);
        add_field("application", "status", was->status, is->status);
        add_field("application", "signOnMode", was->sign_on_mode, is->sign_on_mode);
        add_field("application", is->tenant_key.empty() ? "subdomain" : is->tenant_key, was->tenant, is->tenant);
        add("application", "implicitAssignment", value_of(was->implicit_assignment), value_of(is->implicit_assignment));
        features(*was, *is);
        const okta::UserNameTemplate &format_before = was->user_name_template, &format_after = is->user_name_template;
        add_field("username-format", "type", format_before.type, format_after.type);
        SettingDiff* const pattern =
            add("username-format", "template", value_of(format_before.pattern), value_of(format_after.pattern));
        if (pattern != nullptr) {
            if (format_before.pattern.present()) pattern->before_at = format_before.pattern.at;
            if (format_after.pattern.present()) pattern->after_at = format_after.pattern.at;
            const auto number_before = username_format(before_.evaluations);
            const auto number_after = username_format(after_.evaluations);
            if (number_before && number_after)
                pattern->expression = compare(before_.evaluations, *number_before, after_.evaluations, *number_after);
        }
        add_field("username-format", "suffix", format_before.suffix, format_after.suffix);
        add("username-format", "pushStatus", value_of(format_before.push_status), value_of(format_after.push_status));
    }

    void features(const okta::Application& was, const okta::Application& is) {
        if (!both(was.features_given, is.features_given, "The list of provisioning features")) return;
        const std::set<std::string_view> before(was.features.begin(), was.features.end());
        const std::set<std::string_view> after(is.features.begin(), is.features.end());
        std::set<std::string_view> all = before;
        all.insert(after.begin(), after.end());
        for (const std::string_view feature : all) {
            const auto word = [&](const std::set<std::string_view>& side) -> std::optional<std::string> {
                return side.count(feature) != 0 ? std::optional<std::string>("on") : std::nullopt;
            };
            SettingDiff* const diff = add("feature", std::string(feature), word(before), word(after));
            if (diff == nullptr) continue;
            diff->before_at = was.features_at;
            diff->after_at = is.features_at;
        }
    }

    // Mappings are those of the same user type; the only ones are compared in any case.
    void mappings() {
        const auto &before = before_.workspace.to_app_mappings, &after = after_.workspace.to_app_mappings;
        if (before.empty() || after.empty()) return;
        std::vector<bool> compared(before.size());
        for (std::size_t number = 0; number < after.size(); ++number) {
            std::size_t other = before.size();
            for (std::size_t i = 0; i < before.size() && other == before.size(); ++i) {
                if (before[i]->source.id == after[number]->source.id) other = i;
            }
            if (other == before.size() && before.size() == 1 && after.size() == 1) other = 0;
            if (other == before.size()) {
                diff_.not_compared.push_back("The mapping of user type \"" + after[number]->source.name +
                                             "\" is given after only.");
                continue;
            }
            compared[other] = true;
            mapping(*before[other], other, *after[number], number, after.size() > 1);
        }
        for (std::size_t i = 0; i < before.size(); ++i) {
            if (!compared[i])
                diff_.not_compared.push_back("The mapping of user type \"" + before[i]->source.name +
                                             "\" is given before only.");
        }
    }

    static std::map<std::string_view, const okta::MappingEntry*> entries_of(const okta::ProfileMapping& mapping) {
        std::map<std::string_view, const okta::MappingEntry*> result;
        for (const okta::MappingEntry& entry : mapping.entries) {
            // "" means "not mapped" (okta-el 2).
            if (entry.expression.present() && !text::trim(entry.expression.value()).empty())
                result.emplace(entry.target, &entry);
        }
        return result;
    }

    void mapping(const okta::ProfileMapping& was, std::size_t number_before, const okta::ProfileMapping& is,
                 std::size_t number_after, bool several) {
        if (!both(was.has_properties, is.has_properties, "The list of mapped attributes")) return;
        const auto before = entries_of(was), after = entries_of(is);
        const Evaluations* const evaluated_before = evaluations_of(before_, number_before);
        const Evaluations* const evaluated_after = evaluations_of(after_, number_after);
        const auto formulas_before = by_target(evaluated_before), formulas_after = by_target(evaluated_after);
        std::set<std::string_view> targets;
        for (const auto& entry : before) targets.insert(entry.first);
        for (const auto& entry : after) targets.insert(entry.first);
        for (const std::string_view target : targets) {
            const auto old_entry = before.find(target), new_entry = after.find(target);
            const okta::MappingEntry* const one = old_entry == before.end() ? nullptr : old_entry->second;
            const okta::MappingEntry* const other = new_entry == after.end() ? nullptr : new_entry->second;
            const auto expression = [](const okta::MappingEntry* entry) {
                return entry != nullptr ? std::optional(entry->expression.value()) : std::nullopt;
            };
            const std::string name =
                several ? std::string(target) + " (user type " + is.source.name + ")" : std::string(target);
            SettingDiff* const diff = add("mapping", name, expression(one), expression(other));
            if (diff != nullptr) {
                if (one != nullptr) diff->before_at = one->expression.at;
                if (other != nullptr) diff->after_at = other->expression.at;
                const auto formula_before = formulas_before.find(target), formula_after = formulas_after.find(target);
                if (formula_before != formulas_before.end() && formula_after != formulas_after.end())
                    diff->expression =
                        compare(*evaluated_before, formula_before->second, *evaluated_after, formula_after->second);
            }
            if (one == nullptr || other == nullptr) continue;
            SettingDiff* const pushed =
                add("mapping", name + " pushStatus", value_of(one->push_status), value_of(other->push_status));
            if (pushed == nullptr) continue;
            pushed->before_at = one->at;
            pushed->after_at = other->at;
        }
    }

    ExpressionDiff compare(const Evaluations& before, std::size_t number_before, const Evaluations& after,
                           std::size_t number_after) {
        const Formula &was = before.formula(number_before), &is = after.formula(number_after);
        ExpressionDiff diff;
        if (was.parsed.program && is.parsed.program)
            diff.proof = expression::prove_equal(*was.parsed.program, facts_before_, *is.parsed.program, facts_after_);
        if (diff.proof != expression::Proof::none) return diff;
        const workspace::Agreement agreement = after.agreement(number_after, was);
        diff.people = agreement.users;
        diff.equal = agreement.equal;
        diff.different = agreement.different;
        diff.unknown = agreement.unknown;
        for (const std::uint32_t row : agreement.first_different)
            diff.examples.push_back({after.login(row),
                                     words_of(after.cell(was.parsed, was.is_template, after.scope(row))),
                                     words_of(after.cell(number_after, row))});
        return diff;
    }

    // Of a value of the bundle after.
    [[nodiscard]] std::string words_of(population::Cell cell) const {
        return cell.is_failed()   ? std::string("fails")
               : cell.has_value() ? rules::text_of(*after_.workspace.atoms, cell)
                                  : std::string();
    }

    void policies() {
        std::map<std::string_view, const okta::PasswordPolicy*> before;
        for (const okta::PasswordPolicy& policy : before_.workspace.password_policies)
            before.emplace(policy.id, &policy);
        for (const okta::PasswordPolicy& policy : after_.workspace.password_policies) {
            const auto was = before.find(policy.id);
            if (policy.id.empty() || was == before.end()) continue;
            SettingDiff* const diff = add("policy", policy.name + " minLength", value_of(was->second->min_length),
                                          value_of(policy.min_length));
            if (diff == nullptr) continue;
            diff->before_at = was->second->min_length_at;
            diff->after_at = policy.min_length_at;
        }
    }

    // Objects of both by their id, those that have one.
    template <typename List>
    static auto by_id(const List& list) {
        std::map<std::string_view, decltype(&list.front())> result;
        for (const auto& one : list) {
            if (!one.id.empty()) result.emplace(one.id, &one);
        }
        return result;
    }
    template <typename Map>
    static std::set<std::string_view> keys_of(const Map& before, const Map& after) {
        std::set<std::string_view> keys;
        for (const auto& entry : before) keys.insert(entry.first);
        for (const auto& entry : after) keys.insert(entry.first);
        return keys;
    }
    template <typename Map>
    static auto find(const Map& map, std::string_view key) -> typename Map::mapped_type {
        const auto found = map.find(key);
        return found == map.end() ? nullptr : found->second;
    }

    // With the place of each side that has the object.
    template <typename Object>
    SettingDiff* add_of(std::string_view area, std::string name, const Object* was, const Object* is,
                        std::optional<std::string> before, std::optional<std::string> after) {
        SettingDiff* const diff = add(area, std::move(name), std::move(before), std::move(after));
        if (diff == nullptr) return nullptr;
        if (was != nullptr) diff->before_at = was->at;
        if (is != nullptr) diff->after_at = is->at;
        return diff;
    }

    void group_push() {
        const auto pushed = [](const DiffSide& side) {
            std::map<std::string_view, const okta::PushMapping*> result;
            for (const okta::PushMapping* mapping : rules::push_mappings(side.workspace))
                result.emplace(mapping->source_group, mapping);
            return result;
        };
        const auto before = pushed(before_), after = pushed(after_);
        // The comparison of the groups reports which bundle has no list.
        if (before.empty() || after.empty()) return;
        const rules::Groups names_before(before_.workspace), names_after(after_.workspace);
        for (const std::string_view id : keys_of(before, after)) {
            const okta::PushMapping *const was = find(before, id), *const is = find(after, id);
            std::string name(is != nullptr ? names_after.name(id) : names_before.name(id));
            if (name.empty()) name = id;
            const auto status = [](const okta::PushMapping* mapping) {
                if (mapping == nullptr) return std::optional<std::string>();
                return std::optional(mapping->status.empty() ? std::string("pushed") : mapping->status);
            };
            add_of("group-push", name, was, is, status(was), status(is));
            if (was == nullptr || is == nullptr) continue;
            const auto target = [](const okta::PushMapping& mapping) {
                const std::string& text = mapping.target_group.empty() ? mapping.target_name : mapping.target_group;
                return text.empty() ? std::nullopt : std::optional(text);
            };
            add_of("group-push", name + " target", was, is, target(*was), target(*is));
        }
    }

    static std::optional<std::string> list_of(std::vector<std::string> names) {
        text::sort(names);
        std::string text;
        for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
        return text.empty() ? std::nullopt : std::optional(std::move(text));
    }

    void group_rules() {
        const auto before = by_id(before_.workspace.group_rules), after = by_id(after_.workspace.group_rules);
        if (!both(!before.empty(), !after.empty(), "A list of group rules")) return;
        for (const std::string_view id : keys_of(before, after)) {
            const okta::GroupRule *const was = find(before, id), *const is = find(after, id);
            const std::string& its_name = is != nullptr ? is->name : was->name;
            const std::string name = its_name.empty() ? std::string(id) : its_name;
            const auto condition = [](const okta::GroupRule* rule) {
                return rule != nullptr ? value_of(rule->expression) : std::nullopt;
            };
            SettingDiff* const diff = add_of("group-rule", name, was, is, condition(was), condition(is));
            if (was == nullptr || is == nullptr) continue;
            if (diff != nullptr && diff->before && diff->after) diff->expression = compare_conditions(*was, *is);
            const auto text = [](const std::string& value) {
                return value.empty() ? std::nullopt : std::optional(value);
            };
            add_of("group-rule", name + " status", was, is, text(was->status), text(is->status));
            add_of("group-rule", name + " groups", was, is, list_of(was->groups), list_of(is->groups));
            add_of("group-rule", name + " excluded users", was, is, list_of(was->excluded_users),
                   list_of(is->excluded_users));
            add_of("group-rule", name + " excluded groups", was, is, list_of(was->excluded_groups),
                   list_of(is->excluded_groups));
        }
    }

    // Over the users of the bundle after, like the expressions of mappings.
    ExpressionDiff compare_conditions(const okta::GroupRule& was, const okta::GroupRule& is) {
        const rules::AttributeFacts facts_before(before_.workspace, rules::WrittenIn::group_rule);
        const rules::AttributeFacts facts_after(after_.workspace, rules::WrittenIn::group_rule);
        const auto dialect = expression::Dialect::mapping;
        const expression::ParseResult one = expression::parse(was.expression.value(), dialect);
        const expression::ParseResult other = expression::parse(is.expression.value(), dialect);
        ExpressionDiff diff;
        if (one.program && other.program)
            diff.proof = expression::prove_equal(*one.program, facts_before, *other.program, facts_after);
        if (diff.proof != expression::Proof::none) return diff;
        const Evaluations& evaluations = after_.evaluations;
        const auto result = [&](const expression::ParseResult& condition, std::uint32_t row) {
            return evaluations.cell(condition, false, evaluations.scope(row));
        };
        const population::Table& users = *after_.workspace.users;
        for (std::uint32_t row = 0; row < users.size(); ++row) {
            const population::Cell before = result(one, row), after = result(other, row);
            ++diff.people;
            if (before.is_unknown() || after.is_unknown()) {
                ++diff.unknown;
            } else if (before == after) {
                ++diff.equal;
            } else if (diff.different++ < findings::kMaxExamples) {
                diff.examples.push_back({evaluations.login(row), words_of(before), words_of(after)});
            }
        }
        return diff;
    }

    // What decides whether Okta takes a value: type, values, whether it is required.
    void schema(std::string_view area, const okta::Schema* was, const okta::Schema* is) {
        if (!both(was != nullptr, is != nullptr,
                  area == "app-schema" ? "The schema of the application" : "The schema of Okta users"))
            return;
        const auto by_name = [](const okta::Schema& schema) {
            std::map<std::string_view, const okta::SchemaAttribute*> result;
            for (const okta::SchemaAttribute& attribute : schema.attributes) result.emplace(attribute.name, &attribute);
            return result;
        };
        const auto before = by_name(*was), after = by_name(*is);
        const auto words = [](const okta::SchemaAttribute* attribute) -> std::optional<std::string> {
            if (attribute == nullptr) return std::nullopt;
            std::string text = attribute->type.empty() ? "type not given" : attribute->type;
            if (attribute->required) text += ", required";
            if (const auto values = list_of(attribute->enum_values)) text += ", one of: " + *values;
            return text;
        };
        for (const std::string_view name : keys_of(before, after)) {
            const okta::SchemaAttribute *const one = find(before, name), *const other = find(after, name);
            add_of(area, std::string(name), one, other, words(one), words(other));
        }
    }

    void scenario() {
        static const intake::Scenario kNothingSaid;
        const bool had = before_.workspace.scenario.has_value(), has = after_.workspace.scenario.has_value();
        const intake::Scenario& was = had ? *before_.workspace.scenario : kNothingSaid;
        const intake::Scenario& is = has ? *after_.workspace.scenario : kNothingSaid;
        const auto add_key = [&](std::string name, const auto& before, const auto& after) {
            add("scenario", std::move(name), value_of(before), value_of(after));
        };
        add_key("now", was.now, is.now);
        add_key("okta.application", was.application, is.application);
        add_key("okta.apiIntegration", was.api_integration, is.api_integration);
        add_key("okta.createUsers", was.create_users, is.create_users);
        add_key("okta.updateUserAttributes", was.update_user_attributes, is.update_user_attributes);
        add_key("okta.deactivateUsers", was.deactivate_users, is.deactivate_users);
        add_key("egnyte.domain", was.domain, is.domain);
        add_key("egnyte.sso.enabled", was.sso_enabled, is.sso_enabled);
        add_key("egnyte.sso.defaultUserMapping", was.default_user_mapping, is.default_user_mapping);
        add_key("egnyte.sso.idpEntityId", was.idp_entity_id, is.idp_entity_id);
        add_key("egnyte.sso.idpLoginUrl", was.idp_login_url, is.idp_login_url);
        add_key("egnyte.sso.certificateSha256", was.certificate_sha256, is.certificate_sha256);
        add_key("egnyte.twoFactor.available", was.two_factor_available, is.two_factor_available);
        add_key("egnyte.twoFactor.default", was.two_factor_default, is.two_factor_default);
        add_key("egnyte.licences.power", was.power_seats, is.power_seats);
        add_key("egnyte.licences.standard", was.standard_seats, is.standard_seats);
        add_key("egnyte.licences.deactivatedUsersCount", was.deactivated_users_count, is.deactivated_users_count);
        add_key("egnyte.tokenOwner", was.token_owner, is.token_owner);
        std::set<std::string_view> names;
        for (const auto& entry : was.egnyte_attributes) names.insert(entry.first);
        for (const auto& entry : is.egnyte_attributes) names.insert(entry.first);
        for (const std::string_view name : names) {
            const auto variable = [&](const intake::Scenario& of) -> std::optional<std::string> {
                const auto found = of.egnyte_attributes.find(std::string(name));
                return found == of.egnyte_attributes.end() ? std::nullopt : std::optional(found->second);
            };
            add_key("egnyteAttributes." + std::string(name), variable(was), variable(is));
        }
        events(was, is);
    }

    // The JSON of an event on one line; nothing where the scenario does not have that many.
    static std::optional<std::string> event_text(const DiffSide& side, const intake::Scenario& scenario,
                                                 std::size_t i) {
        if (i >= scenario.events.size()) return std::nullopt;
        const Location& at = scenario.events[i].at;
        const std::string_view text = side.workspace.inputs[at.input].source->text();
        if (at.span.end > text.size() || at.span.begin >= at.span.end) return scenario.events[i].type;
        std::string line;
        text::JsonWriter(line).json(text.substr(at.span.begin, at.span.end - at.span.begin));
        return line;
    }

    void events(const intake::Scenario& was, const intake::Scenario& is) {
        const std::size_t count = std::max(was.events.size(), is.events.size());
        for (std::size_t i = 0; i < count; ++i) {
            SettingDiff* const diff = add("scenario", "events[" + std::to_string(i) + "]", event_text(before_, was, i),
                                          event_text(after_, is, i));
            if (diff == nullptr) continue;
            if (i < was.events.size()) diff->before_at = was.events[i].at;
            if (i < is.events.size()) diff->after_at = is.events[i].at;
        }
    }

    const DiffSide &before_, &after_;
    const rules::AttributeFacts facts_before_, facts_after_;
    SettingsDiff diff_;
};

}  // namespace

std::string in_words(const ExpressionDiff& diff) {
    if (diff.proof == expression::Proof::same_program)
        return "Proved equal for all people: the same expression, written differently.";
    if (diff.proof == expression::Proof::same_constant)
        return "Proved equal for all people: both always give the same value.";
    if (diff.people == 0) return "Not compared: no Okta users are given.";
    const std::string users = text::counted(diff.people, "Okta user");
    std::string words;
    if (diff.different > 0) words = "Different for " + text::grouped(diff.different) + " of " + users;
    else if (diff.unknown > 0) words = "Equal for " + text::grouped(diff.equal) + " of " + users;
    else words = "Equal for the " + users + " given, not proved for all";
    if (diff.unknown > 0) words += "; unknown for " + text::grouped(diff.unknown);
    return words + ".";
}

SettingsDiff diff_settings(const DiffSide& before, const DiffSide& after) {
    return Settings(before, after).run();
}

}  // namespace preflight::verdict
