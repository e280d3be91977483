#include "core/rules/failure_rule.h"

#include <algorithm>
#include <map>
#include <utility>

#include "core/okta/log_reader.h"
#include "core/okta/model.h"
#include "core/text/numbers.h"
#include "core/text/shorten.h"
#include "core/workspace/excerpts.h"
#include "core/workspace/log_events.h"

namespace preflight::rules {

namespace {

namespace columns = okta::columns;
using okta::Failure;
using okta::FailureKind;

constexpr const FailureRule* kRules[] = {
#define LOG_RULE(name) &name::kFailure,
#include "core/rules/registry.def"
};

constexpr std::size_t kMostGroups = 1000;  // findings of one rule
constexpr std::size_t kNamed = 3;          // people in a message

// The failures of one finding.
struct SameFailure {
    Failure failure;
    std::size_t events = 0;
    std::vector<std::uint32_t> rows;    // the first ones
    std::vector<std::string> names;     // of the first people
    std::vector<std::uint32_t> people;  // cells; each once and in order after settle()
    std::string_view first, last;       // RFC 3339
};

// Each once and in order. A log can have a million failures: a set would cost more than what is kept of them.
void settle(std::vector<std::uint32_t>& cells) {
    std::sort(cells.begin(), cells.end());
    cells.erase(std::unique(cells.begin(), cells.end()), cells.end());
}

// The failures of a kind, by text where the rule asks for it, in the order of the events.
class SameFailures {
public:
    SameFailures(const workspace::Workspace& workspace, const FailureRule& rule)
        : rule_(rule), events_(*workspace.log_events) {
        if (rule.kind == FailureKind::other) find_explained();
        for (std::size_t row = 0; row < events_.size(); ++row) {
            if (events_.text(row, kind_) == okta::to_string(rule.kind) &&
                workspace::concerns_application(workspace, row))
                add(row);
        }
        for (SameFailure& group : list) settle(group.people);
    }
    std::vector<SameFailure> list;

private:
    // Okta logs one failed request several times, and not each time with its reason.
    void find_explained() {
        for (std::size_t row = 0; row < events_.size(); ++row) {
            const std::string_view word = events_.text(row, kind_);
            if (!word.empty() && word != okta::to_string(FailureKind::other)) explained_.push_back(person_of(row).id());
        }
        settle(explained_);
    }
    // The cell of the app username, else of whom the reason names, else of the login.
    [[nodiscard]] population::Cell person_of(std::size_t row) const {
        const population::Cell app_user = events_.cell(row, app_user_);
        if (app_user.is_atom()) return app_user;
        const population::Cell named = events_.cell(row, named_);
        return named.is_atom() ? named : events_.cell(row, login_);
    }

    void add(std::size_t row) {
        const population::Cell person = person_of(row);
        const population::Cell text = events_.cell(row, reason_);
        if (!text.is_atom() && person.is_atom() &&
            std::binary_search(explained_.begin(), explained_.end(), person.id()))
            return;
        const std::uint32_t key = rule_.each_text ? text.id() : 0;
        auto found = by_text_.find(key);
        if (found == by_text_.end()) {
            if (list.size() >= kMostGroups) return;
            found = by_text_.emplace(key, list.size()).first;
            list.emplace_back();
            list.back().failure = failure_of(events_, row);
        }
        SameFailure& group = list[found->second];
        ++group.events;
        if (group.rows.size() < findings::kMaxExamples) group.rows.push_back(static_cast<std::uint32_t>(row));
        const std::string_view published = events_.text(row, published_);
        if (group.first.empty() || published < group.first) group.first = published;
        if (published > group.last) group.last = published;
        if (!person.is_atom()) return;
        group.people.push_back(person.id());
        const std::string_view name = events_.atoms().text_of(person);
        if (group.names.size() < findings::kMaxExamples &&
            std::find(group.names.begin(), group.names.end(), name) == group.names.end())
            group.names.emplace_back(name);
    }

    const FailureRule& rule_;
    const population::Table& events_;
    const population::Column kind_ = events_.find(columns::kFailure), app_user_ = events_.find(columns::kTargetAppUser),
                             named_ = events_.find(columns::kFailureUser), login_ = events_.find(columns::kTargetLogin),
                             reason_ = events_.find(columns::kReason), published_ = events_.find(columns::kPublished);
    std::map<std::uint32_t, std::size_t> by_text_;
    std::vector<std::uint32_t> explained_;  // people with a failure whose kind is known
};

std::string day(std::string_view published) {
    return std::string(published.substr(0, published.find('T')));
}

std::string when(const SameFailure& group) {
    if (group.last.empty()) return text::counted(group.events, "event") + ".";
    if (group.events == 1) return "It happened on " + day(group.last) + ".";
    const bool same = day(group.first) == day(group.last);
    return "It happened " + text::grouped(group.events) + " times" +
           (same ? " on " + day(group.last) : ", between " + day(group.first) + " and " + day(group.last)) + ".";
}

}  // namespace

std::vector<const Rule*> FailureRule::all_causes(const Failure& failure) const {
    const auto& list = causes_of != nullptr ? causes_of(failure) : causes;
    std::vector<const Rule*> result;
    for (const Rule* cause : list) {
        if (cause != nullptr) result.push_back(cause);
    }
    return result;
}

const FailureRule* failure_rule(FailureKind kind) {
    const auto* found =
        std::find_if(std::begin(kRules), std::end(kRules), [&](const FailureRule* rule) { return rule->kind == kind; });
    return found == std::end(kRules) ? nullptr : *found;
}

Failure failure_of(const population::Table& events, std::size_t row) {
    const auto text = [&](std::string_view column) { return events.text(row, events.find(column)); };
    Failure failure = okta::read_failure(text(columns::kReason), text(columns::kEventType));
    failure.kind = okta::failure_kind(text(columns::kFailure));
    failure.user = text(columns::kFailureUser);
    if (failure.user.empty()) failure.user = text(columns::kTargetAppUser);
    if (failure.user.empty()) failure.user = text(columns::kTargetLogin);
    if (failure.app.empty()) failure.app = text(columns::kTargetLabel);
    if (failure.group.empty()) failure.group = text(columns::kTargetGroup);
    if (failure.text.empty()) failure.text = text(columns::kMessage);
    return failure;
}

std::string quoted_text(const Failure& failure, std::string_view otherwise) {
    return failure.text.empty() ? std::string(otherwise) : ": \"" + text::shorten(failure.text, 200) + "\".";
}

std::string names_in_words(const std::vector<std::string>& names, std::size_t count) {
    std::string list;
    const std::size_t shown = std::min(kNamed, names.size());
    for (std::size_t i = 0; i < shown; ++i) list += (i == 0 ? "\"" : ", \"") + text::shorten(names[i], 100) + "\"";
    if (count > shown) list += " and " + text::grouped(count - shown) + " more";
    return list;
}

std::string people_in_words(const std::vector<std::string>& names, std::size_t count) {
    if (count == 0 || names.empty()) return {};
    const std::string list = names_in_words(names, count);
    return count == 1 ? list : text::grouped(count) + " people (" + list + ")";
}

void check_failures(const Context& context, Report& report, const FailureRule& rule) {
    const workspace::Workspace& workspace = context.workspace;
    if (workspace.log_events->empty()) return;
    for (const SameFailure& group : SameFailures(workspace, rule).list) {
        const std::vector<const Rule*> causes = rule.all_causes(group.failure);
        std::string consequence = std::string(rule.row->why) + " " + when(group);
        const findings::Affected others = context.rehearsed.affected_by(causes, group.names, findings::kMaxExamples);
        if (others.users > 0) {
            consequence += " " + text::counted(others.users, "more person", "more people") +
                           " will get the same error: " + names_in_words(others.examples, others.users) + ".";
        }
        Finding& finding =
            report.add(*rule.row, rule.message(group.failure, people_in_words(group.names, group.people.size())),
                       std::move(consequence));
        for (const std::uint32_t row : group.rows)
            finding.locations.push_back(workspace::locate(workspace, *workspace.log_events, row));
        if (group.people.empty() && others.users == 0) continue;
        findings::Affected affected{group.people.size() + others.users, group.names};
        for (const std::string& other : others.examples) {
            if (affected.examples.size() < findings::kMaxExamples) affected.examples.push_back(other);
        }
        finding.affected = std::move(affected);
    }
}

}  // namespace preflight::rules
