#include "core/simulation/import.h"

#include <algorithm>

#include "core/egnyte/account.h"
#include "core/expression/evaluate/evaluate.h"
#include "core/okta/model.h"
#include "core/rules/groups.h"
#include "core/simulation/effects.h"
#include "core/text/unicode.h"
#include "core/workspace/applications.h"
#include "core/workspace/user_attributes.h"

namespace preflight::simulation {

namespace {

using expression::Value;
using rules::ImportRuleId;

// What an expression of the mapping to Okta reads: the profile of the app user, which is the Egnyte account.
class AccountScope final : public expression::Scope {
public:
    AccountScope(const Scene& scene, const AccountState& account) : scene_(scene), account_(account) {}

    [[nodiscard]] bool has_root(std::string_view root) const override {
        return root == "appuser" || root == "appUser" || root == "source";
    }
    // Attributes that nobody can name in Egnyte are unknown, not absent.
    [[nodiscard]] bool has_attribute(std::string_view, std::string_view) const override { return true; }
    [[nodiscard]] Value attribute(std::string_view root, std::string_view name) const override {
        const auto& canonical_of = scene_.workspace.canonical_of;
        const auto known = canonical_of.find(name);
        const auto attribute = egnyte::attribute_of(known == canonical_of.end() ? name : known->second);
        const auto unknown = [&] { return Value::unknown({std::string(root) + "." + std::string(name)}); };
        if (!attribute) return unknown();
        if (*attribute == Attribute::active) return Value::boolean(account_.active);
        const Cell cell = account_[*attribute];
        return cell.is_unset() ? unknown() : workspace::value_of(scene_.atoms, cell);
    }

private:
    const Scene& scene_;
    const AccountState& account_;
};

std::string name_key(std::string_view given, std::string_view family) {
    given = text::trim(given);
    family = text::trim(family);
    if (given.empty() || family.empty()) return {};
    return text::ascii_lower(std::string(given) + "\n" + std::string(family));
}

}  // namespace

std::string_view to_string(Match match) {
    switch (match) {
        case Match::matched:
            return "matched";
        case Match::partial:
            return "partial";
        case Match::fresh:
            return "new";
        case Match::unknown:
            return "unknown";
    }
    return "";
}

struct Imports::Entry {
    const okta::MappingEntry* entry = nullptr;
    expression::ParseResult parsed;
    population::Column column = population::kNoColumn;  // of the users
};

Imports::Imports(Scene& scene, GroupPushes& groups)
    : scene_(scene), groups_(groups), users_(*scene.workspace.users), tallies_(rules::kImportRules) {}

Imports::~Imports() = default;

void Imports::index_users(Moment moment) {
    // Without changes every moment is the same.
    if (indexed_ && scene_.changes.empty()) return;
    if (!indexed_) find_what_is_given();
    indexed_ = true;
    for (population::CellIndex* index : {&by_login_, &by_email_, &by_name_, &person_by_user_name_, &person_by_id_})
        index->clear();
    population::Atoms& atoms = scene_.world.atoms();
    for (PersonNumber person = 0; person < scene_.people.size(); ++person) {
        // Without an assignment there is no username in the application.
        if (scene_.people.joins(person)) continue;
        const SentValue name = scene_.profiles.value({person, moment}, Operation::update, Attribute::userName);
        if (name.known()) person_by_user_name_.insert(atoms.folded(name.cell), person);
        person_by_id_.insert(scene_.people.external_id(person), person);
    }
    const population::Column login = users_.find("profile.login"), email = users_.find("profile.email");
    const population::Column first = users_.find("profile.firstName"), last = users_.find("profile.lastName");
    for (std::uint32_t row = 0; row < users_.size(); ++row) {
        const auto cell = [&](population::Column column, std::string_view name) {
            return cell_at(row, column, name, moment);
        };
        by_login_.insert(atoms.folded(cell(login, "login")), row);
        by_email_.insert(atoms.folded(cell(email, "email")), row);
        const std::string name =
            name_key(atoms.text_of(cell(first, "firstName")), atoms.text_of(cell(last, "lastName")));
        if (!name.empty()) by_name_.insert(atoms.text(name), row);
    }
}

void Imports::find_what_is_given() {
    // Without a list of its own, or with a page of one, others may be there.
    users_open_ = true;
    bool partial = false;
    for (const intake::GivenList& list : scene_.workspace.lists) {
        if (list.kind != "okta-users" && list.kind != "users-csv" && list.kind != "rockstar-csv") continue;
        users_open_ = false;
        partial = partial || list.may_lack_rows();
    }
    users_open_ = users_open_ || partial;
    person_of_row_.assign(users_.size(), kNoRow);
    for (PersonNumber person = 0; person < scene_.people.size(); ++person) {
        if (const std::uint32_t row = scene_.people.user_row(person); row != kNoRow) person_of_row_[row] = person;
    }
}

Cell Imports::cell_at(std::uint32_t row, population::Column column, std::string_view attribute, Moment moment) const {
    if (const PersonNumber person = person_of_row_[row]; person != kNoRow) {
        if (const auto changed = scene_.changes.attribute({person, moment}, attribute)) return *changed;
    }
    return users_.cell(row, column);
}

void Imports::read_mapping() {
    if (mapping_given_ || !entries_.empty()) return;
    for (const okta::ProfileMapping& mapping : scene_.workspace.mappings) {
        const bool to_okta = mapping.source.type == "appuser" && mapping.target.type == "user";
        if (!to_okta || !mapping.has_properties || !workspace::is_ours(scene_.workspace, mapping.source.id)) continue;
        mapping_given_ = true;
        for (const okta::MappingEntry& entry : mapping.entries) {
            if (!entry.expression.present()) continue;
            auto one = std::make_unique<Entry>();
            one->entry = &entry;
            one->parsed = expression::parse(entry.expression.value(), expression::Dialect::mapping);
            one->column = users_.find(std::string(okta::columns::kProfile) + entry.target);
            entries_.push_back(std::move(one));
        }
        return;  // imports go to the user type that the app has; the first mapping is the one
    }
}

void Imports::read_membership() {
    EgnyteGroups& egnyte = groups_.egnyte();
    Membership membership;
    membership.event = event_;
    membership.whole = egnyte.given() && !egnyte.partial();
    membership.begins.resize(scene_.world.size() + 1);
    for (EgnyteGroupNumber group = 0; group < egnyte.size(); ++group) {
        const EgnyteGroups::Members& members = egnyte.members(group);
        membership.whole = membership.whole && members.has_value();
        if (!members) continue;
        for (const AccountNumber account : *members) ++membership.begins[account + 1];
    }
    for (std::size_t i = 1; i < membership.begins.size(); ++i) membership.begins[i] += membership.begins[i - 1];
    membership.groups.resize(membership.begins.back());
    std::vector<std::uint32_t> at = membership.begins;
    for (EgnyteGroupNumber group = 0; group < egnyte.size(); ++group) {
        const EgnyteGroups::Members& members = egnyte.members(group);
        if (!members) continue;
        for (const AccountNumber account : *members) membership.groups[at[account]++] = group;
    }
    memberships_.push_back(std::move(membership));
}

void Imports::begin(std::size_t event) {
    event_ = event;
    index_users(static_cast<Moment>(event + 1));
    read_mapping();
    read_membership();
    count_twins();
}

Imports::Found Imports::find(AccountNumber account, PersonNumber owner) const {
    population::Atoms& atoms = scene_.world.atoms();
    const AccountState state = scene_.world.state(account);
    const auto of_person = [&](PersonNumber person) {
        return Found{Match::matched, scene_.people.user_row(person), person};
    };
    const auto of_row = [&](std::uint32_t row, Match match) { return Found{match, row, person_of_row_[row]}; };
    if (owner != kNoRow) return of_person(owner);
    if (const PersonNumber person = person_by_id_.find(state.id); person != kNoRow) return of_person(person);
    const Cell user_name = atoms.folded(state[Attribute::userName]);
    if (const PersonNumber person = person_by_user_name_.find(user_name); person != kNoRow) return of_person(person);
    if (const std::uint32_t row = by_login_.find(user_name); row != kNoRow) return of_row(row, Match::matched);
    const Cell email = atoms.folded(state[Attribute::email]);
    if (const std::uint32_t row = by_email_.find(email); row != kNoRow) return of_row(row, Match::matched);
    const std::string name =
        name_key(atoms.text_of(state[Attribute::givenName]), atoms.text_of(state[Attribute::familyName]));
    if (!name.empty()) {
        const std::uint32_t row = by_name_.find(atoms.text(name));
        if (row != kNoRow) return of_row(row, Match::partial);
    }
    return {users_open_ ? Match::unknown : Match::fresh, kNoRow, kNoRow};
}

void Imports::add(AccountNumber account, PersonNumber owner, OutcomeNumber before) {
    const Found found = find(account, owner);
    ImportOutcome outcome;
    outcome.account = account;
    outcome.user_row = found.user_row;
    outcome.person = found.person;
    outcome.event = static_cast<std::uint32_t>(event_);
    outcome.before = before;
    outcome.match = found.match;
    outcomes_.push_back(outcome);
    const std::uint32_t row = account < scene_.workspace.egnyte_users->size() ? account : kNoRow;
    const std::string name(scene_.atoms.text_of(scene_.world.value(account, Attribute::userName)));
    if (found.match == Match::partial) count(ImportRuleId::import_partial_match, name, row);
    if (found.match == Match::fresh) count(ImportRuleId::import_new_user, name, row);
    count_unmatched(account, found.match);
}

void Imports::count(ImportRuleId rule, std::string name, std::uint32_t row) {
    ImportTally& tally = tallies_[static_cast<std::size_t>(rule)];
    ++tally.count;
    if (tally.first.size() >= findings::kMaxExamples) return;
    tally.first.push_back(std::move(name));
    tally.rows.push_back(row);
}

// Groups of Egnyte's that have the name of a group of Okta's own. One that Okta pushes, or imported before, is the same
// group already.
void Imports::count_twins() {
    ImportTally& tally = tallies_[static_cast<std::size_t>(ImportRuleId::import_makes_duplicate_groups)];
    tally = {};
    const population::Table& okta = *scene_.workspace.groups;
    const EgnyteGroups& egnyte = groups_.egnyte();
    const std::vector<bool> linked = groups_.linked_groups();
    std::vector<bool> named(egnyte.size());
    const population::Column name = okta.find(okta::columns::kName), type = okta.find(okta::columns::kType);
    for (std::size_t row = 0; row < okta.size(); ++row) {
        const EgnyteGroupNumber group = egnyte.by_name(okta.text(row, name));
        if (group != kNoRow && okta.text(row, type) != "APP_GROUP") named[group] = true;
    }
    for (EgnyteGroupNumber group = 0; group < egnyte.size(); ++group) {
        if (named[group] && !linked[group])
            count(ImportRuleId::import_makes_duplicate_groups, egnyte.name(group),
                  group < scene_.workspace.egnyte_groups->size() ? group : kNoRow);
    }
}

// Whoever made the token and service accounts have no Okta user.
bool Imports::is_counted_on(AccountNumber account) const {
    if (!scene_.world.is_active(account)) return false;
    if (scene_.world.value(account, Attribute::isServiceAccount).is_true()) return false;
    return !is_token_owner(scene_, scene_.world.state(account));
}

void Imports::count_unmatched(AccountNumber account, Match match) {
    // A partial match is PF7012.
    if (match != Match::fresh || account >= scene_.workspace.egnyte_users->size() || !is_counted_on(account)) return;
    unmatched_.resize(scene_.workspace.egnyte_users->size());
    if (unmatched_[account]) return;
    unmatched_[account] = true;
    count(ImportRuleId::migration_user_unmatched,
          std::string(scene_.atoms.text_of(scene_.world.value(account, Attribute::userName))), account);
}

void Imports::end_of_run() {
    if (scene_.workspace.replaced_applications.empty() || !scene_.world.given()) return;
    index_users(kAfterwards);
    for (AccountNumber account = 0; account < scene_.workspace.egnyte_users->size(); ++account)
        count_unmatched(account, find(account, kNoRow).match);
}

const ImportTally* Imports::tally(ImportRuleId rule) const {
    const ImportTally& tally = tallies_[static_cast<std::size_t>(rule)];
    return tally.count == 0 ? nullptr : &tally;
}

ImportStory Imports::story(ImportNumber number) const {
    const ImportOutcome& outcome = outcomes_[number];
    const AccountState account = outcome.before == 0 ? scene_.world.before(outcome.account, 0)
                                                     : scene_.world.after(outcome.account, outcome.before - 1);
    ImportStory story;
    story.number = number;
    story.event = outcome.event;
    story.egnyte_user = scene_.atoms.text_of(account[Attribute::userName]);
    story.match = outcome.match;
    if (outcome.person != kNoRow) {
        story.okta_user = scene_.people.login(outcome.person);
    } else if (outcome.user_row != kNoRow) {
        story.okta_user = scene_.evaluations.login(outcome.user_row);
    }
    const auto add_reason = [&](ImportRuleId id) {
        const rules::ImportRule& rule = rules::import_rule(id);
        story.reasons.push_back({rule.row, rule.message(1, story.egnyte_user)});
    };
    if (outcome.match == Match::partial) add_reason(ImportRuleId::import_partial_match);
    if (outcome.match == Match::fresh) add_reason(ImportRuleId::import_new_user);
    if (outcome.match == Match::unknown) story.missing.emplace_back("okta-users");

    story.changes_known = mapping_given_;
    if (!mapping_given_) story.missing.emplace_back("okta-profile-mapping");
    const AccountScope scope(scene_, account);
    const bool fresh = outcome.match == Match::fresh;
    for (const std::unique_ptr<Entry>& one : entries_) {
        // A user who is there gets what is mapped on create and update; a new one everything (spec 5.1).
        if (!fresh && one->entry->push_status == okta::PushStatus::dont_push) continue;
        if (outcome.match == Match::unknown) continue;
        ImportStory::Change change;
        change.attribute = one->entry->target;
        bool from_known = true;
        if (!fresh && outcome.user_row != kNoRow) {
            const Cell cell = cell_at(outcome.user_row, one->column, one->entry->target, outcome.event + 1);
            change.from = cell.is_unset() ? Value::null() : workspace::value_of(scene_.atoms, cell);
            from_known = !cell.is_unset() || users_.closed(outcome.user_row);
        } else if (!fresh) {
            from_known = false;
        }
        if (one->parsed.program) {
            const expression::Evaluation made = expression::evaluate(*one->parsed.program, scope);
            if (!made.error && !made.value.is_unknown()) change.to = made.value;
        }
        if (change.to && from_known && expression::equal(change.from, *change.to)) continue;
        story.changes.push_back(std::move(change));
    }

    const auto membership = std::find_if(memberships_.begin(), memberships_.end(),
                                         [&](const Membership& one) { return one.event == outcome.event; });
    for (std::uint32_t i = membership->begins[outcome.account]; i < membership->begins[outcome.account + 1]; ++i)
        story.groups.push_back(groups_.egnyte().name(membership->groups[i]));
    if (!membership->whole) story.missing.emplace_back("egnyte-groups");
    return story;
}

}  // namespace preflight::simulation
