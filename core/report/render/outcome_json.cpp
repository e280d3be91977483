#include "core/report/render/outcome_json.h"

namespace preflight::report {

using text::JsonWriter;

namespace {

void reasons_member(JsonWriter& json, const std::vector<simulation::Reason>& reasons) {
    json.key("reasons").begin_array();
    for (const simulation::Reason& reason : reasons) {
        json.begin_object().member("rule", reason.rule->slug).member("code", reason.rule->code);
        json.member("message", reason.message).end_object();
    }
    json.end_array();
}

void exchange_member(JsonWriter& json, const std::vector<simulation::Exchange>& exchange) {
    json.key("exchange").begin_array();
    for (const simulation::Exchange& step : exchange) {
        json.begin_object().member("method", step.method).member("path", step.path);
        if (!step.body.is_null()) write_json(json.key("body"), step.body);
        json.member("status", step.status);
        if (!step.text.empty()) json.member("text", step.text);
        json.member("simulated", step.simulated).end_object();
    }
    json.end_array();
}

}  // namespace

void outcome_members(JsonWriter& json, const simulation::Story& outcome,
                     const std::map<simulation::Attribute, expression::Trace>* traces) {
    json.member("event", outcome.event).member("operation", outcome.operation);
    json.key("user").begin_object().member("id", outcome.user.id).member("login", outcome.user.login);
    if (!outcome.user.name.empty()) json.member("name", outcome.user.name);
    json.end_object().member("status", simulation::to_string(outcome.status));
    if (outcome.end_state) json.member("endState", simulation::to_string(*outcome.end_state));
    if (outcome.invitation != simulation::Truth::no)
        json.member("invitation", outcome.invitation == simulation::Truth::yes ? "sent" : "unknown");
    reasons_member(json, outcome.reasons);
    json.member("assumed", outcome.assumed).member("missing", outcome.missing);
    json.key("profile").begin_object();
    for (const simulation::ProfileValue& value : outcome.profile) {
        json.key(egnyte::name_of(value.attribute)).begin_object();
        if (value.value) write_json(json.key("value"), *value.value);
        json.member("origin", rules::to_string(value.origin));
        if (!value.expression.empty()) json.member("expression", value.expression);
        if (!value.detail.empty()) json.member("detail", value.detail);
        if (traces != nullptr) {
            const auto trace = traces->find(value.attribute);
            if (trace != traces->end()) json.key("trace").json(trace_json(trace->second, value.expression));
        }
        json.end_object();
    }
    json.end_object().key("changes").begin_object();
    for (const simulation::AttributeChange& change : outcome.changes) {
        json.key(egnyte::name_of(change.attribute)).begin_object();
        write_json(json.key("from"), change.from);
        write_json(json.key("to"), change.to);
        json.end_object();
    }
    json.end_object().key("egnyteUser");
    if (outcome.egnyte_user) {
        write_json(json, *outcome.egnyte_user);
    } else {
        json.null();
    }
    exchange_member(json, outcome.exchange);
}

void group_members(JsonWriter& json, const simulation::GroupStory& group) {
    json.member("event", group.event).key("group").begin_object().member("id", group.id);
    // What no file says has no key.
    if (!group.name.empty()) json.member("name", group.name);
    json.end_object().member("status", simulation::to_string(group.status));
    if (group.members_known) {
        json.member("members", group.members).key("dropped").begin_array();
        for (const simulation::GroupStory::Dropped& dropped : group.dropped) {
            json.begin_object().member("login", dropped.login).member("reason", dropped.reason->slug).end_object();
        }
        json.end_array();
        json.member("undecided", group.undecided);
    }
    json.member("deactivated", group.deactivated).member("removed", group.removed);
    reasons_member(json, group.reasons);
    json.member("assumed", group.assumed).member("missing", group.missing);
    exchange_member(json, group.exchange);
}

void import_members(JsonWriter& json, const simulation::ImportStory& import) {
    json.member("event", import.event)
        .member("egnyteUser", import.egnyte_user)
        .member("status", simulation::to_string(import.match))
        .member("oktaUser", import.okta_user);
    if (import.changes_known) {
        json.key("changes").begin_object();
        for (const simulation::ImportStory::Change& change : import.changes) {
            json.key(change.attribute).begin_object();
            write_json(json.key("from"), change.from);
            // What depends on something unknown has no value.
            if (change.to) write_json(json.key("to"), *change.to);
            json.end_object();
        }
        json.end_object();
    }
    json.member("groups", import.groups);
    reasons_member(json, import.reasons);
    json.member("missing", import.missing);
}

void membership_members(JsonWriter& json, const simulation::MembershipStory& membership) {
    json.member("event", membership.event).key("group").begin_object().member("id", membership.id);
    if (!membership.name.empty()) json.member("name", membership.name);
    json.end_object().member("entered", membership.entered).member("left", membership.left);
    json.member("undecided", membership.undecided);
}

void sign_in_members(JsonWriter& json, const simulation::SignInStory& sign_in) {
    json.member("event", sign_in.event)
        .member("login", sign_in.login)
        .member("status", simulation::to_string(sign_in.status));
    json.member("nameId", sign_in.name_id).member("key", sign_in.key);
    reasons_member(json, sign_in.reasons);
    json.member("missing", sign_in.missing);
}

void end_states_member(JsonWriter& json, const verdict::EndStates::Counts& counts) {
    json.key("endStates").begin_object();
    for (std::size_t state = 0; state < counts.size(); ++state) {
        if (counts[state] > 0)
            json.member(simulation::to_string(static_cast<simulation::EndState>(state)), counts[state]);
    }
    json.end_object();
}

void forecast_member(JsonWriter& json, const simulation::Forecast& forecast) {
    const simulation::Invitations& invitations = forecast.invitations;
    json.key("forecast").begin_object().key("invitations").begin_object();
    json.member("people", invitations.people).member("unknown", invitations.unknown);
    json.member("examples", invitations.first).end_object();
    json.key("overwrites").begin_object().member("people", forecast.overwrites.people);
    json.key("attributes").begin_array();
    for (const auto& [attribute, people] : forecast.overwrites.attributes)
        json.begin_object().member("attribute", egnyte::name_of(attribute)).member("people", people).end_object();
    json.end_array().end_object().key("seats").begin_array();
    for (const simulation::Seats& seats : forecast.seats) {
        json.begin_object().member("pool", seats.standard ? "standard" : "power");
        json.member("bought", seats.bought).member("before", seats.before).member("after", seats.after);
        json.member("rejected", seats.rejected);
        if (seats.rejected > 0) json.member("firstRejected", seats.first_rejected);
        json.key("freeFirst").begin_object().member("accounts", seats.unused).key("examples").begin_array();
        for (const simulation::Seats::Unused& account : seats.first_unused) {
            json.begin_object().member("userName", account.user_name);
            json.member("why", account.never_active ? "never-active" : "deactivated").end_object();
        }
        json.end_array().end_object().end_object();
    }
    json.end_array().end_object();
}

void counts_member(JsonWriter& json, std::string_view key, const std::map<std::string, std::size_t>& counts) {
    json.key(key).begin_object();
    for (const auto& [word, count] : counts) json.member(word, count);
    json.end_object();
}

}  // namespace preflight::report
