#include "core/simulation/group_push.h"

#include <algorithm>
#include <iterator>

#include "core/okta/model.h"
#include "core/rules/person_rule.h"
#include "core/text/numbers.h"
#include "core/text/shorten.h"
#include "core/text/unicode.h"
#include "core/text/work.h"

namespace preflight::simulation {

namespace {

using expression::Value;
using rules::GroupRuleId;
using rules::GroupView;
using rules::PersonRuleId;

// What stops everything that Okta sends stops groups too.
constexpr PersonRuleId kGates[] = {PersonRuleId::app_inactive, PersonRuleId::api_integration_disabled,
                                   PersonRuleId::connection_disabled};

std::vector<Reason> gates_of(const Scene& scene) {
    const rules::PersonView anybody(scene.workspace, scene.atoms, scene.switches);
    std::vector<Reason> reasons;
    for (const PersonRuleId id : kGates) {
        const rules::PersonRule& rule = rules::person_rule(id);
        if (rule.applies(anybody)) reasons.push_back({rule.row, rule.message(anybody)});
    }
    return reasons;
}

// Bits of the rules that `choose` takes and that apply.
template <typename Choose>
std::uint32_t applying(const GroupView& view, Choose choose) {
    const auto all = rules::group_rules();
    std::uint32_t reasons = 0;
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (choose(*all[i]->row) && all[i]->applies(view)) reasons |= std::uint32_t{1} << i;
    }
    return reasons;
}

template <typename Visit>
void for_each_rule(std::uint32_t reasons, Visit visit) {
    const auto all = rules::group_rules();
    for (std::size_t i = 0; i < all.size(); ++i) {
        if ((reasons >> i & 1U) != 0) visit(*all[i]);
    }
}

constexpr std::size_t kLongestLogin = 150;  // bytes of an example

}  // namespace

GroupPushes::GroupPushes(Scene& scene)
    : scene_(scene),
      gates_(gates_of(scene)),
      groups_(scene.workspace),
      members_(scene.workspace),
      egnyte_(scene.workspace, scene.world),
      mappings_(rules::push_mappings(scene.workspace)),
      member_id_(scene.workspace.group_members->find(okta::columns::kId)),
      member_login_(scene.workspace.group_members->find("profile.login")),
      member_email_(scene.workspace.group_members->find("profile.email")),
      assignments_open_(!scene.workspace.app_users_given || scene.workspace.may_lack_rows("okta-app-users")),
      made_(mappings_.size(), kNoRow),
      tallies_(rules::kGroupRules) {
    if (mappings_.empty()) return;
    for (PersonNumber person = 0; person < scene.people.size(); ++person)
        person_of_.insert(scene.people.okta_id(person), person);
}

rules::GroupMembers::List GroupPushes::members(PushedNumber group) const {
    const std::string& id = mappings_[group]->source_group;
    return members_.of(id, groups_.name(id));
}

PersonNumber GroupPushes::person_of(std::uint32_t member_row) const {
    return person_of_.find(scene_.workspace.group_members->cell(member_row, member_id_));
}

// What the group is called in Egnyte: as the group that it is linked to, else as in Okta.
std::string_view GroupPushes::egnyte_name(PushedNumber group) const {
    const okta::PushMapping& mapping = *mappings_[group];
    if (!mapping.target_name.empty()) return mapping.target_name;
    const std::string_view target =
        mapping.target_group.empty() ? std::string_view() : groups_.name(mapping.target_group);
    return target.empty() ? groups_.name(mapping.source_group) : target;
}

bool GroupPushes::is_linked(PushedNumber group) const {
    const okta::PushMapping& mapping = *mappings_[group];
    return !mapping.target_group.empty() || !mapping.target_name.empty() || mapping.pushed_before ||
           made_[group] != kNoRow;
}

GroupView GroupPushes::view(const GroupOutcome& outcome) const {
    const okta::PushMapping& mapping = *mappings_[outcome.group];
    GroupView view{scene_.workspace, mapping};
    view.name = groups_.name(mapping.source_group);
    view.egnyte_name = egnyte_name(outcome.group);
    view.assigns_app = groups_.assignment(mapping.source_group) != kNoRow;
    view.same_as_earlier = outcome.is(GroupOutcome::twin_earlier);
    view.in_egnyte = outcome.is(GroupOutcome::twin_in_egnyte);
    view.members_known = outcome.is(GroupOutcome::list_given) && outcome.is(GroupOutcome::list_whole);
    view.pushed = outcome.pushed;
    view.not_assigned = outcome.not_assigned;
    view.not_provisioned = outcome.not_provisioned;
    view.undecided = outcome.undecided;
    view.members = view.pushed + view.not_assigned + view.not_provisioned + view.undecided;
    return view;
}

GroupView GroupPushes::view(PushNumber number) const {
    return view(outcomes_[number]);
}

GroupOutcome GroupPushes::begin(PushedNumber group, std::size_t event, OutcomeNumber before) const {
    GroupOutcome outcome;
    outcome.group = group;
    outcome.event = static_cast<std::uint32_t>(event);
    outcome.before = before;
    outcome.first_fate = fates_.size();
    outcome.first_account = accounts_.size();
    outcome.first_joined = joined_.size();
    if (!gates_.empty()) outcome.set(GroupOutcome::gated);
    outcome.reasons =
        applying(view(outcome), [](const findings::Rule& row) { return row.effect == findings::Effect::skips; });
    if (outcome.reasons != 0 || outcome.is(GroupOutcome::gated)) outcome.status = Status::skipped;
    return outcome;
}

void GroupPushes::end(GroupOutcome outcome) {
    if (outcome.status != Status::skipped) {
        const rules::GroupMembers::List list = members(outcome.group);
        if (list.given) outcome.set(GroupOutcome::list_given);
        if (list.whole) outcome.set(GroupOutcome::list_whole);
        outcome.fates = static_cast<std::uint32_t>(fates_.size() - outcome.first_fate);
        outcome.joined = static_cast<std::uint32_t>(joined_.size() - outcome.first_joined);
        text::count_work(outcome.fates);
        for (std::uint32_t i = 0; i < outcome.fates; ++i) {
            const std::uint32_t fate = this->fate(outcome, i);
            if (fate == fate::kNoMember) continue;
            ++(fate == fate::kNotAssigned      ? outcome.not_assigned
               : fate == fate::kNotProvisioned ? outcome.not_provisioned
               : fate == fate::kUndecided      ? outcome.undecided
                                               : outcome.pushed);
        }
        const std::string name = text::ascii_lower(text::trim(egnyte_name(outcome.group)));
        if (!name.empty()) {
            if (!pushed_names_.try_emplace(name, outcome.group).second) outcome.set(GroupOutcome::twin_earlier);
            if (!is_linked(outcome.group) && egnyte_.by_name(name) != kNoRow) outcome.set(GroupOutcome::twin_in_egnyte);
        }
        const GroupView view = this->view(outcome);
        outcome.reasons = applying(view, [](const findings::Rule&) { return true; });
        outcome.status = answer(outcome, view);
    }
    const auto number = static_cast<PushNumber>(outcomes_.size());
    outcomes_.push_back(outcome);
    count(outcome, number);
}

Status GroupPushes::answer(GroupOutcome& outcome, const GroupView& view) {
    bool refused = false;
    for_each_rule(outcome.reasons, [&](const rules::GroupRule& rule) {
        refused = refused || rule.row->effect == findings::Effect::refuses;
    });
    if (refused) return Status::failed;
    // Why the last push failed is not in the files, and nothing says that the next one succeeds.
    if (outcome.has(GroupRuleId::group_push_in_error) || !outcome.is(GroupOutcome::list_given)) return Status::unknown;
    const okta::PushMapping& mapping = view.mapping;
    EgnyteGroupNumber& made = made_[outcome.group];
    const bool linked = is_linked(outcome.group);
    if (!linked && view.egnyte_name.empty()) {
        outcome.set(GroupOutcome::name_missing);
        return Status::unknown;
    }
    const Status of_a_link = mapping.pushed_before || made != kNoRow ? Status::updated : Status::linked;
    if (made == kNoRow) made = egnyte_.by_name(view.egnyte_name);
    if (made != kNoRow) return put_members(outcome, made, of_a_link);

    // Terraform links by name where the group is there, and creates it where it is not.
    const bool must_be_there = !mapping.target_group.empty() || mapping.pushed_before;
    if (egnyte_.given() && (must_be_there || egnyte_.partial())) {
        outcome.set(GroupOutcome::target_missing);
        return Status::unknown;
    }
    if (!egnyte_.given()) outcome.set(GroupOutcome::assumed_egnyte);
    made = egnyte_.add(std::string(view.egnyte_name));
    if (outcome.undecided == 0 && outcome.is(GroupOutcome::list_whole))
        egnyte_.set_members(made, pushed_accounts(outcome));
    return must_be_there ? of_a_link : Status::created;
}

std::vector<AccountNumber> GroupPushes::pushed_accounts(const GroupOutcome& outcome) const {
    std::vector<AccountNumber> accounts;
    accounts.reserve(outcome.pushed);
    text::count_work(outcome.fates);
    for (std::uint32_t i = 0; i < outcome.fates; ++i) {
        if (const std::uint32_t fate = this->fate(outcome, i); fate < fate::kMostAccounts) accounts.push_back(fate);
    }
    std::sort(accounts.begin(), accounts.end());
    accounts.erase(std::unique(accounts.begin(), accounts.end()), accounts.end());
    return accounts;
}

Status GroupPushes::put_members(GroupOutcome& outcome, EgnyteGroupNumber group, Status otherwise) {
    std::vector<AccountNumber> wanted = pushed_accounts(outcome);
    const EgnyteGroups::Members& before = egnyte_.members(group);
    const bool all_known = outcome.undecided == 0 && outcome.is(GroupOutcome::list_whole);
    if (!before) {
        outcome.set(GroupOutcome::assumed_egnyte);
        if (all_known) egnyte_.set_members(group, std::move(wanted));
        return otherwise;
    }
    std::vector<AccountNumber> gone, added, kept, removed;
    std::set_difference(before->begin(), before->end(), wanted.begin(), wanted.end(), std::back_inserter(gone));
    std::set_difference(wanted.begin(), wanted.end(), before->begin(), before->end(), std::back_inserter(added));
    for (const AccountNumber account : gone) {
        const bool active = scene_.world.is_active(account);
        // Of somebody of whom it cannot be told whether the group has him or her, nothing is known.
        if (!active) kept.push_back(account);
        else if (all_known) removed.push_back(account);
    }
    outcome.kept = static_cast<std::uint32_t>(kept.size());
    outcome.removed = static_cast<std::uint32_t>(removed.size());
    for (const std::vector<AccountNumber>* list : {&kept, &removed}) {
        for (const AccountNumber account : *list) accounts_.push_back(account);
    }
    if (all_known) {
        std::vector<AccountNumber> after;
        std::merge(wanted.begin(), wanted.end(), kept.begin(), kept.end(), std::back_inserter(after));
        egnyte_.set_members(group, std::move(after));
    } else {
        egnyte_.set_members(group, std::nullopt);
    }
    if (otherwise == Status::linked || !added.empty() || !removed.empty()) return otherwise;
    return all_known ? Status::unchanged : Status::unknown;
}

std::vector<bool> GroupPushes::linked_groups() const {
    std::vector<bool> linked(egnyte_.size());
    for (PushedNumber group = 0; group < mappings_.size(); ++group) {
        if (!is_linked(group)) continue;
        const EgnyteGroupNumber number = made_[group] != kNoRow ? made_[group] : egnyte_.by_name(egnyte_name(group));
        if (number != kNoRow) linked[number] = true;
    }
    return linked;
}

void GroupPushes::count(const GroupOutcome& outcome, PushNumber number) {
    for (std::size_t rule = 0; rule < rules::kGroupRules; ++rule) {
        if ((outcome.reasons >> rule & 1U) == 0) continue;
        Counted& counted = tallies_[rule];
        counted.groups.resize(mappings_.size());
        if (counted.groups[outcome.group]) continue;
        counted.groups[outcome.group] = true;
        counted.tally.pushes.push_back(number);
        const auto id = static_cast<GroupRuleId>(rule);
        const std::uint32_t left_out = id == GroupRuleId::group_member_not_assigned      ? fate::kNotAssigned
                                       : id == GroupRuleId::group_member_not_provisioned ? fate::kNotProvisioned
                                                                                         : fate::kUndecided;
        if (left_out == fate::kUndecided) continue;
        const rules::GroupMembers::List list = members(outcome.group);
        text::count_work(outcome.fates);
        for (std::uint32_t i = 0; i < outcome.fates; ++i) {
            if (fate(outcome, i) != left_out) continue;
            const Cell member = i < list.size() ? scene_.workspace.group_members->cell(list.begin()[i], member_id_)
                                                : scene_.people.okta_id(joined(outcome, i - list.size()));
            if (counted.people.insert(member, i) != kNoRow) continue;
            ++counted.tally.people;
            if (counted.tally.first_people.size() < findings::kMaxExamples)
                counted.tally.first_people.push_back(text::shorten(login_of(outcome, list, i), kLongestLogin));
        }
    }
}

const GroupTally* GroupPushes::tally(GroupRuleId rule) const {
    const GroupTally& tally = tallies_[static_cast<std::size_t>(rule)].tally;
    return tally.pushes.empty() ? nullptr : &tally;
}

PersonNumber GroupPushes::joined(const GroupOutcome& outcome, std::size_t number) const {
    return joined_[outcome.first_joined + number];
}

std::string GroupPushes::login_of(const GroupOutcome& outcome, const rules::GroupMembers::List& list,
                                  std::size_t number) const {
    return number < list.size() ? login_of(list.begin()[number])
                                : scene_.people.login(joined(outcome, number - list.size()));
}

std::string GroupPushes::login_of(std::uint32_t member_row) const {
    const population::Table& table = *scene_.workspace.group_members;
    for (const population::Column column : {member_login_, member_email_, member_id_}) {
        if (const std::string_view text = table.text(member_row, column); !text.empty()) return std::string(text);
    }
    return "row " + std::to_string(member_row + 1);
}

MembershipStory GroupPushes::membership(std::size_t number) const {
    const Membership& membership = memberships_[number];
    const auto logins = [&](const std::vector<PersonNumber>& people) {
        std::vector<std::string> result;
        for (const PersonNumber person : people) result.push_back(scene_.people.login(person));
        return result;
    };
    return {membership.event,
            membership.group,
            std::string(groups_.name(membership.group)),
            logins(membership.move.enter),
            logins(membership.move.leave),
            logins(membership.move.undecided)};
}

GroupStory GroupPushes::story(PushNumber number) const {
    const GroupOutcome& outcome = outcomes_[number];
    const GroupView view = this->view(outcome);
    GroupStory story;
    story.number = number;
    story.event = outcome.event;
    story.id = view.mapping.source_group;
    story.name = view.name;
    story.status = outcome.status;
    if (outcome.is(GroupOutcome::gated)) story.reasons = gates_;
    for_each_rule(outcome.reasons, [&](const rules::GroupRule& rule) {
        story.reasons.push_back({rule.row, rule.message(view)});
    });
    if (outcome.status == Status::skipped) return story;

    story.members_known = outcome.is(GroupOutcome::list_given);
    const rules::GroupMembers::List list = members(outcome.group);
    const auto user_name = [&](AccountNumber account) {
        return std::string(scene_.atoms.text_of(scene_.world.value(account, Attribute::userName)));
    };
    for (std::uint32_t i = 0; i < outcome.fates; ++i) {
        const std::uint32_t fate = this->fate(outcome, i);
        if (fate == fate::kNoMember) continue;
        if (fate < fate::kMostAccounts) {
            story.members.push_back(user_name(fate));
        } else if (fate == fate::kUndecided) {
            story.undecided.push_back(login_of(outcome, list, i));
        } else {
            const GroupRuleId why = fate == fate::kNotAssigned ? GroupRuleId::group_member_not_assigned
                                                               : GroupRuleId::group_member_not_provisioned;
            story.dropped.push_back({login_of(outcome, list, i), rules::group_rule(why).row});
        }
    }
    for (std::size_t i = 0; i < outcome.kept + outcome.removed; ++i)
        (i < outcome.kept ? story.deactivated : story.removed)
            .push_back(user_name(accounts_[outcome.first_account + i]));

    if (scene_.people.assumed_assigned()) story.assumed.emplace_back("okta-app-users");
    if (!scene_.world.given()) story.assumed.emplace_back("egnyte-users");
    if (outcome.is(GroupOutcome::assumed_egnyte)) story.assumed.emplace_back("egnyte-groups");
    if (!story.members_known || !outcome.is(GroupOutcome::list_whole)) story.missing.emplace_back("okta-group-members");
    if (outcome.is(GroupOutcome::name_missing)) story.missing.emplace_back("okta-groups");
    if (outcome.is(GroupOutcome::target_missing)) {
        const bool by_own_name = view.mapping.target_name.empty() && groups_.name(view.mapping.target_group).empty();
        story.missing.emplace_back(egnyte_.partial() || !by_own_name ? "egnyte-groups" : "okta-groups");
    }
    if (outcome.undecided > 0 && assignments_open_) story.missing.emplace_back("okta-app-users");
    tell_exchange(outcome, view, story);
    return story;
}

// The id where it is known: of an account that is made here nobody knows it.
expression::Value GroupPushes::body_members(const std::vector<AccountNumber>& accounts) const {
    Value::List members;
    for (std::size_t i = 0; i < accounts.size() && i < kMembersInBody; ++i) {
        const AccountState account = scene_.world.state(accounts[i]);
        Value::Map member;
        if (account.id.is_atom()) member.emplace_back("value", Value::string(scene_.atoms.view(account.id)));
        member.emplace_back("display", Value::string(scene_.atoms.text_of(account[Attribute::userName])));
        members.push_back(Value::map(std::move(member)));
    }
    return Value::list(std::move(members));
}

void GroupPushes::tell_exchange(const GroupOutcome& outcome, const GroupView& view, GroupStory& story) const {
    if (view.egnyte_name.empty()) return;
    const bool creates = outcome.status == Status::created || outcome.status == Status::failed;
    const bool links = outcome.status == Status::linked;
    if (!creates && !links && outcome.status != Status::updated) return;
    if (creates || links) {
        const std::string filter = "displayName eq \"" + std::string(view.egnyte_name) + "\"";
        const bool found = links || outcome.is(GroupOutcome::twin_in_egnyte) || outcome.is(GroupOutcome::twin_earlier);
        story.exchange.push_back({"GET",
                                  "/Groups?filter=" + percent_encoded(filter),
                                  {},
                                  200,
                                  found ? "one group found" : "no group found",
                                  true});
    }
    const std::vector<AccountNumber> pushed = pushed_accounts(outcome);
    const auto removed_begin = outcome.first_account + outcome.kept;
    std::vector<AccountNumber> removed;
    for (std::size_t i = removed_begin; i < removed_begin + outcome.removed; ++i) removed.push_back(accounts_[i]);
    Exchange exchange;
    const Value schema = Value::string(creates ? "urn:ietf:params:scim:schemas:core:2.0:Group"
                                               : "urn:ietf:params:scim:api:messages:2.0:PatchOp");
    Value::Map body;
    body.emplace_back("schemas", Value::list({schema}));
    if (creates) {
        exchange.method = "POST";
        exchange.path = "/Groups";
        body.emplace_back("displayName", Value::string(view.egnyte_name));
        body.emplace_back("members", body_members(pushed));
    } else {
        const EgnyteGroupNumber group = made_[outcome.group];
        exchange.method = "PATCH";
        exchange.path = "/Groups/" + percent_encoded(group == kNoRow ? std::string() : egnyte_.id(group));
        Value::List operations;
        const auto add_operation = [&](std::string_view word, const std::vector<AccountNumber>& accounts) {
            if (accounts.empty()) return;
            operations.push_back(Value::map(
                {{"op", Value::string(word)}, {"path", Value::string("members")}, {"value", body_members(accounts)}}));
        };
        add_operation("add", pushed);
        add_operation("remove", removed);
        body.emplace_back("Operations", Value::list(std::move(operations)));
    }
    exchange.body = Value::map(std::move(body));
    exchange.status = outcome.status == Status::failed ? 409 : creates ? 201 : 200;
    const std::size_t shown = std::min(pushed.size(), kMembersInBody) + std::min(removed.size(), kMembersInBody);
    if (outcome.status == Status::failed) {
        for (const Reason& reason : story.reasons) {
            if (reason.rule->effect != findings::Effect::refuses || !exchange.text.empty()) continue;
            exchange.text = reason.message;
        }
    } else if (pushed.size() + removed.size() > shown) {
        exchange.text = "the body names " + text::counted(pushed.size() + removed.size() - shown, "more member");
    }
    story.exchange.push_back(std::move(exchange));
}

}  // namespace preflight::simulation
