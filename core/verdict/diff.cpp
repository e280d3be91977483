#include "core/verdict/diff.h"

#include <set>
#include <string_view>

#include "core/text/numbers.h"

namespace preflight::verdict {

namespace {

// The numbers of the fingerprints that `others` does not have.
std::vector<std::size_t> without(const std::vector<std::string>& fingerprints, const std::vector<std::string>& others) {
    const std::set<std::string_view> known(others.begin(), others.end());
    std::vector<std::size_t> result;
    for (std::size_t i = 0; i < fingerprints.size(); ++i) {
        if (known.count(fingerprints[i]) == 0) result.push_back(i);
    }
    return result;
}

std::string people(std::size_t count) {
    return text::counted(count, "person", "people");
}

std::string about_people(const PeopleDiff& diff) {
    if (diff.changed == 0)
        return diff.total() == 1 ? "Nothing changes for the only person."
                                 : "Nothing changes for any of the " + people(diff.total()) + ".";
    std::string text = "Something changes for " + text::grouped(diff.changed) + " of " + people(diff.total()) + ".";
    const auto say = [&](PersonChange change, std::string_view one, std::string_view many) {
        const std::size_t count = diff.of(change).people;
        if (count > 0) text.append(" ").append(people(count)).append(count == 1 ? one : many);
    };
    say(PersonChange::refused, " is newly rejected.", " are newly rejected.");
    say(PersonChange::no_longer_refused, " is no longer rejected.", " are no longer rejected.");
    if (diff.renamed_existing > 0)
        text += " The username changes for " + people(diff.renamed_existing) +
                " with an account; Egnyte rejects a change of the username.";
    say(PersonChange::joined, " is only in the files after.", " are only in the files after.");
    say(PersonChange::left, " is only in the files before.", " are only in the files before.");
    if (diff.newly_unknown > 0) text += " The outcome becomes unknown for " + people(diff.newly_unknown) + ".";
    return text;
}

}  // namespace

bool Diff::empty() const {
    return (!people || people->changed == 0) && (!groups || groups->changed() == 0) &&
           (!imports || imports->changed() == 0) && settings.list.empty() && appeared.empty() && gone.empty();
}

Diff diff(const DiffSide& before, const DiffSide& after) {
    Diff result;
    bool same_kinds = true;
    // `what` is the subject of a sentence about the one bundle that has it.
    const auto both = [&](bool had, bool has, std::string_view what) {
        same_kinds = same_kinds && had == has;
        result.comparable = result.comparable || (had && has);
        if (had != has) result.not_compared.push_back(std::string(what) + (had ? " before only." : " after only."));
        return had && has;
    };
    const auto has_people = [](const DiffSide& side) { return side.rehearsal.people().size() > 0; };
    if (both(has_people(before), has_people(after), "A list of people is given"))
        result.people = diff_people(before, after);
    both(before.workspace.application != nullptr, after.workspace.application != nullptr, "An application is given");
    both(!before.workspace.to_app_mappings.empty(), !after.workspace.to_app_mappings.empty(),
         "A mapping to the application is given");
    both(before.workspace.idp_metadata != nullptr, after.workspace.idp_metadata != nullptr,
         "Metadata of one identity provider is given");
    both(before.workspace.egnyte_users_given, after.workspace.egnyte_users_given, "A list of Egnyte accounts is given");
    const auto pushes = [](const DiffSide& side) { return !side.rehearsal.groups().mappings().empty(); };
    both(pushes(before), pushes(after), "A list of pushed groups is given");
    result.groups = diff_groups(before, after);
    result.imports = diff_imports(before, after);
    result.settings = diff_settings(before, after);
    result.not_compared.insert(result.not_compared.end(), result.settings.not_compared.begin(),
                               result.settings.not_compared.end());
    result.findings_compared = same_kinds;
    if (same_kinds) {
        result.appeared = without(after.fingerprints, before.fingerprints);
        result.gone = without(before.fingerprints, after.fingerprints);
    } else if (result.comparable) {
        result.not_compared.emplace_back("Findings: the files before and after are not of the same kinds.");
    }
    return result;
}

std::string diff_sentence(const Diff& diff) {
    std::string text = diff.people ? about_people(*diff.people) : std::string();
    const auto say = [&](const std::string& sentence) { text += (text.empty() ? "" : " ") + sentence; };
    if (diff.groups && diff.groups->changed() > 0)
        say(diff.groups->changed() == 1 ? "1 pushed group differs."
                                        : text::counted(diff.groups->changed(), "pushed group") + " differ.");
    if (diff.imports && diff.imports->changed() > 0)
        say("The import finds " + text::counted(diff.imports->changed(), "account") + " differently.");
    const std::size_t settings = diff.settings.list.size() + diff.settings.left_out;
    if (settings > 0) say(settings == 1 ? "1 setting differs." : text::counted(settings, "setting") + " differ.");
    if (!diff.appeared.empty())
        say(text::counted(diff.appeared.size(), "finding") + (diff.appeared.size() == 1 ? " appears." : " appear."));
    if (!diff.gone.empty())
        say(text::counted(diff.gone.size(), "finding") + (diff.gone.size() == 1 ? " disappears." : " disappear."));
    if (text.empty() || (diff.empty() && !diff.people)) say("No setting and no finding differs.");
    return text;
}

}  // namespace preflight::verdict
