// Step 8 of the rehearsal (spec 5): the NameID that Okta sends against the key that Egnyte looks the person up by.
#include "core/rules/person_rule.h"
#include "core/simulation/events/event.h"
#include "core/simulation/replay.h"
#include "core/text/unicode.h"

namespace preflight::simulation {

namespace {

using rules::PersonRuleId;
using rules::PersonView;
using rules::Truth;

class Attempt {
public:
    Attempt(Replay& replay, PersonNumber person)
        : replay_(replay),
          scene_(replay.scene()),
          person_(person),
          outcome_(replay.begin(person)),
          view_(scene_.view(outcome_)) {
        outcome_.kind = Outcome::Kind::sign_in;
        outcome_.provisioned = replay.last_outcome(person);
    }

    Outcome play() {
        find_account();
        std::optional<Operation> sent;
        if (const Outcome* request = provisioned(); request != nullptr && request->status != Status::skipped) {
            sent = request->is(Outcome::update) ? Operation::update : Operation::create;
            outcome_.set(Outcome::requested);
        }
        if (sent) view_.update = *sent == Operation::update;
        if (view_.update) {
            outcome_.set(Outcome::update);
        } else {
            outcome_.clear(Outcome::update);
        }
        AccountState account;
        const bool has_account = outcome_.own_account() != kNoRow;
        if (has_account) account = scene_.world.state(outcome_.account);
        scene_.add_sign_in(view_, replay_.at(person_), sent, has_account ? &account : nullptr);
        if (outcome_.is(Outcome::open)) {
            outcome_.status = Status::unknown;
        } else if (is_expected()) {
            find_other_account(has_account);
            outcome_.status = has_account ? with_account() : without_account();
        } else {
            outcome_.status = Status::skipped;
        }
        return outcome_;
    }

private:
    [[nodiscard]] const Outcome* provisioned() const {
        return outcome_.provisioned == kNoRow ? nullptr : &replay_.outcome(outcome_.provisioned);
    }
    void add(PersonRuleId rule) { outcome_.reasons.add(static_cast<std::size_t>(rule)); }
    [[nodiscard]] bool has(PersonRuleId rule) const { return outcome_.reasons.has(static_cast<std::size_t>(rule)); }
    bool add_if_it_applies(PersonRuleId rule) {
        const bool applies = rules::person_rule(rule).applies(view_);
        if (applies) add(rule);
        return applies;
    }

    // The account that is the person's: not one that somebody else got here, and not one of that username whose
    // address says that it is another person's.
    void find_account() {
        outcome_.account = replay_.account_of(person_);
        if (outcome_.account != kNoRow) return;
        outcome_.account =
            scene_.find_account(replay_.at(person_), replay_.operation(person_), view_.value(Attribute::userName).cell)
                .account;
        if (outcome_.account == kNoRow) return;
        if (const PersonNumber owner = replay_.owner_of(outcome_.account); owner != kNoRow && owner != person_)
            outcome_.set(Outcome::others);
    }

    // Whether the person would open Egnyte through Okta at all (spec 5.8).
    bool is_expected() {
        bool expected = true;
        for (const PersonRuleId rule : {PersonRuleId::user_not_active, PersonRuleId::assignment_ended,
                                        PersonRuleId::import_not_confirmed, PersonRuleId::sign_in_not_sso})
            expected = !add_if_it_applies(rule) && expected;
        return expected && view_.truth(Attribute::isServiceAccount) != Truth::yes;
    }

    // Whose account the name opens when it is not the person's own (A10, Q5).
    void find_other_account(bool has_account) {
        // An account that only the username leads to.
        const bool by_name = replay_.account_of(person_) == kNoRow && !scene_.people.external_id(person_).is_atom();
        if (replay_.adopted(person_) || (has_account && by_name && rules::has_other_email(view_))) {
            outcome_.other_account = outcome_.account;
        } else if (const SentValue& name = view_.value(Attribute::userName); name.known()) {
            const AccountNumber own = outcome_.own_account();
            const bool opens_own =
                has_account && !view_.key.empty() && text::equal_ignoring_ascii_case(view_.key, view_.name_id);
            const bool own_is_open = has_account && view_.key.empty();
            if (!opens_own && !own_is_open)
                outcome_.other_account = scene_.world.opened_by(name.cell, scene_.default_user_mapping(), own);
        }
        if (outcome_.other_account != kNoRow)
            view_.opens_other =
                std::string(scene_.atoms.text_of(scene_.world.value(outcome_.other_account, Attribute::userName)));
    }

    void add_shared(bool blocked) {
        if (blocked) outcome_.set(Outcome::blocked);
        if (scene_.metadata.also) outcome_.set(Outcome::also);
    }

    // Without an account there is nobody to sign in as.
    Status without_account() {
        const Outcome* const request = provisioned();
        // Metadata that nobody can sign in with decides, even where it is open whether there will be an account.
        const bool sso = view_.auth_type == "sso";
        const bool blocked = !scene_.metadata.blocked.empty() && sso;
        if (sso) add_shared(blocked);
        if (request != nullptr) {
            request->reasons.for_each([&](std::size_t rule) {
                if (rules::person_rules()[rule]->row->effect != findings::Effect::none) outcome_.reasons.add(rule);
            });
        }
        const bool lands = add_if_it_applies(PersonRuleId::sign_in_lands_on_other_account);
        const bool failed = request != nullptr && request->status == Status::failed;
        return failed || blocked || lands ? Status::failed : Status::unknown;
    }

    Status with_account() {
        add_shared(!scene_.metadata.blocked.empty());
        // An app that is off signs nobody in. A deactivated account cannot sign in (L6); the request says why.
        bool fails =
            add_if_it_applies(PersonRuleId::app_inactive) || outcome_.is(Outcome::blocked) || !view_.account->active;
        if (!scene_.metadata.undecided.empty()) outcome_.set(Outcome::undecided);
        add_reasons(view_, rules::Stage::sign_in, outcome_.reasons);
        fails =
            fails || has(PersonRuleId::sign_in_name_id_mismatch) || has(PersonRuleId::sign_in_lands_on_other_account);
        if (fails) return Status::failed;
        const Outcome* const request = provisioned();
        const bool open = add_if_it_applies(PersonRuleId::standard_user_with_sso) || outcome_.is(Outcome::undecided) ||
                          !view_.value(Attribute::userName).known() || view_.key.empty() ||
                          (request != nullptr && request->status == Status::unknown) ||
                          rules::assignment_of(view_) == rules::Assignment::not_documented;
        return open ? Status::unknown : Status::signed_in;
    }

    Replay& replay_;
    const Scene& scene_;
    const PersonNumber person_;
    Outcome outcome_;
    PersonView view_;
};

}  // namespace

bool apply(const SignInEvent& event, Replay& replay) {
    return replay.each(0, event.stated, [&](PersonNumber person) { replay.add(Attempt(replay, person).play()); });
}

}  // namespace preflight::simulation
