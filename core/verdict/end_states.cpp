#include "core/verdict/end_states.h"

#include <string_view>

#include "core/egnyte/user_name.h"
#include "core/rules/person_rule.h"

namespace preflight::verdict {

namespace {

using simulation::EndState;

// Nobody expects the person in Egnyte: left Okta, not assigned, or not confirmed yet.
bool is_away(const simulation::Outcome& outcome) {
    using rules::PersonRuleId;
    const auto has = [&](PersonRuleId rule) { return outcome.reasons.has(static_cast<std::size_t>(rule)); };
    return has(PersonRuleId::user_not_active) || has(PersonRuleId::assignment_ended) ||
           has(PersonRuleId::import_not_confirmed);
}

// A finding about another application than the rehearsed one hits nobody here.
bool is_about_another_application(const workspace::Workspace& workspace, const findings::Finding& finding) {
    if (finding.locations.empty()) return false;
    const okta::Application* holder = nullptr;
    for (const okta::Application* app : workspace.egnyte_applications) {
        if (findings::is_inside(finding.locations.front(), app->at) &&
            (holder == nullptr || app->at.pointer.size() > holder->at.pointer.size()))
            holder = app;
    }
    return holder != nullptr && holder != workspace.application;
}

// `sign_in` is kNoRow when there was none.
simulation::Ending ending_of(const simulation::Rehearsal& rehearsal, simulation::OutcomeNumber request,
                             simulation::OutcomeNumber sign_in) {
    const simulation::Scene& scene = rehearsal.scene();
    simulation::Ending ending;
    ending.outcome = rehearsal.outcomes()[request].status;
    simulation::AccountNumber number = rehearsal.outcomes()[request].own_account();
    bool away = is_away(rehearsal.outcomes()[request]);
    if (sign_in != simulation::kNoRow) {
        away = away || is_away(rehearsal.outcomes()[sign_in]);
        ending.sign_in = rehearsal.outcomes()[sign_in].status;
        if (number == simulation::kNoRow) number = rehearsal.outcomes()[sign_in].own_account();
    }
    if (number == simulation::kNoRow) return ending;
    ending.active_account = scene.world.is_active(number);
    const std::string_view way = scene.atoms.text_of(scene.world.value(number, simulation::Attribute::authType));
    const bool by_password = !egnyte::counts_as_unset(way) && egnyte::canonical_auth_type(way) != "sso";
    ending.without_sso =
        !away && (by_password || scene.world.value(number, simulation::Attribute::isServiceAccount).is_true());
    return ending;
}

}  // namespace

EndStates::EndStates(const simulation::Rehearsal& rehearsal, const std::vector<findings::Finding>& findings)
    : rehearsal_(rehearsal) {
    for (const findings::Finding& finding : findings) {
        const std::string_view code = finding.rule->code;
        if (finding.effective_severity() != findings::Severity::error) continue;
        if (code != "PF3003" && code != "PF3004" && code != "PF3005") continue;
        if (is_about_another_application(rehearsal.scene().workspace, finding)) continue;
        blockers_.push_back(finding.rule);
        if (blocked_by_.empty()) blocked_by_ = finding.message;
    }
    if (!blockers_.empty()) everybody_ = EndState::refused;
    // What is stated of Egnyte and does not fit the metadata is in the sign-ins already.
    for (const simulation::SharedReason& reason : rehearsal.scene().metadata.blocked) {
        if (reason.rule->code.substr(0, 2) == "PF" || reason.rule->code == "EGN-03") continue;
        blockers_.push_back(reason.rule);
        if (blocked_by_.empty()) blocked_by_ = reason.message;
        if (!everybody_) everybody_ = EndState::locked_out;
    }
    states_.resize(rehearsal.people().size(), EndState::unknown);
    for (simulation::PersonNumber person = 0; person < states_.size(); ++person) {
        const simulation::OutcomeNumber last = rehearsal.last_request(person);
        if (last == simulation::kNoRow) continue;
        states_[person] = after(last);
        ++counts_[static_cast<std::size_t>(states_[person])];
        const bool rejected = rehearsal.outcomes()[last].status == simulation::Status::failed;
        if (rejected && states_[person] != EndState::refused) ++rejected_updates_;
    }
}

EndState EndStates::after(simulation::OutcomeNumber request) const {
    simulation::Ending ending =
        ending_of(rehearsal_, request, rehearsal_.last_sign_in(rehearsal_.outcomes()[request].person));
    ending.everybody = everybody_;
    return simulation::end_state(ending);
}

EndState EndStates::alone(simulation::PersonNumber person) const {
    return simulation::end_state(
        ending_of(rehearsal_, rehearsal_.last_request(person), rehearsal_.last_sign_in(person)));
}

}  // namespace preflight::verdict
