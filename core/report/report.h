// What the renderers print, as plain data: one struct for each thing that can be asked. core/report/build.h fills them
// in, core/report/render/ turns them into text, JSON and other formats. Nothing here decides anything, and no renderer
// looks at the inputs themselves.
//
// Texts are UTF-8. A report refers to the rules (static) and, where it holds a cursor or a pointer, to the session that
// built it, which must outlive it.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/expression/evaluate/trace.h"
#include "core/expression/lint/eval_json.h"
#include "core/findings/finding.h"
#include "core/report/baseline.h"
#include "core/report/format.h"
#include "core/report/people.h"
#include "core/rules/expressions.h"
#include "core/rules/metadata_changes.h"
#include "core/saml/collection.h"
#include "core/saml/endings.h"
#include "core/simulation/end_state.h"
#include "core/simulation/forecast.h"
#include "core/simulation/group_push.h"
#include "core/simulation/import.h"
#include "core/simulation/story.h"
#include "core/text/source.h"
#include "core/verdict/causes.h"
#include "core/verdict/diff.h"
#include "core/verdict/end_states.h"
#include "core/verdict/fix.h"
#include "core/verdict/gates.h"

namespace preflight::report {

struct Tool {
    std::string_view version;
    std::optional<std::int64_t> now_unix;  // the time that dates are compared with; seconds since 1970
};

struct Input {
    std::string name;
    std::vector<std::string> kinds;  // kind words of spec 2
    std::uint64_t bytes = 0;
    std::string sha256;  // lower-case hex
};

// 1-based lines and columns, columns count code points, the end is exclusive.
struct Range {
    text::Position begin, end;
};

// One line of an input around a place. `from` and `to` count code points of `text`.
struct Excerpt {
    std::size_t line = 0;
    std::string text;
    std::size_t from = 0, to = 0;
};

struct Place {
    std::string input;           // its name
    std::string path;            // where the file is, for tools that open it
    std::string pointer;         // JSON pointer, element path or "row 12, column Email"; may be empty
    std::optional<Range> range;  // none for an input as a whole
    std::optional<Excerpt> excerpt{};
    bool changed = false;    // the input changed after it was read: it has neither range nor excerpt
    std::string resource{};  // the address by which Terraform names what the place is in; may be empty
};

struct Edit {
    Place place;
    std::string replacement;
};

struct Finding {
    const findings::Rule* rule = nullptr;
    findings::Severity severity = findings::Severity::error;
    findings::Confidence confidence = findings::Confidence::documented;
    std::string message, consequence;
    std::vector<Place> places;
    std::optional<findings::Affected> affected;
    std::string fix_title;
    std::vector<std::string> fix_steps;
    findings::Applicability applicability = findings::Applicability::manual;
    std::vector<Edit> edits;
    std::string fingerprint;
    bool known = false;         // it is in the baseline
    bool ticked = false;        // confirmed by hand
    bool about_people = false;  // its message may be about a single person
};

// A file that describes several identity providers (DOC-15), with what there is to choose from.
struct Aggregate {
    std::string input;
    std::size_t identity_providers = 0;
    std::optional<std::string> stated, chosen;  // entity IDs
    saml::ListedProviders providers;
};

// Egnyte SSO settings: what belongs into each field of Egnyte's form, under the form's labels (facts egnyte A7), and
// the dates to watch.
struct Settings {
    struct Field {
        std::string_view label;  // static
        std::string value;       // empty: the files do not say
        bool certificate = false;
        std::string remark{};  // part of a sentence; may be empty
    };
    struct Date {
        saml::Ending ending;
        Place place;
    };
    std::vector<Field> fields;
    std::string certificate_sha256;  // of the certificate above; empty without one
    std::optional<std::int64_t> not_after;
    bool several_signing_keys = false;
    std::string binding;  // of the login URL, the whole URI; may be empty
    std::vector<Date> calendar;
};

class OutcomeCursor;

struct CheckReport {
    Tool tool;
    const OutcomeCursor* outcomes = nullptr;  // of the people whom findings may name; null: nobody
    std::string verdict;
    std::vector<Input> inputs;
    std::vector<Finding> findings;       // in the order in which to read them
    std::vector<verdict::Cause> causes;  // of these findings
    verdict::EndStates::Counts end_states{};
    simulation::Forecast forecast;
    // What was read and has no influence on the verdict.
    struct Unused {
        std::string input, kind, why;
    };
    std::vector<Unused> unused;
    std::vector<findings::Missing> missing;
    std::vector<Aggregate> aggregates;
    std::optional<Settings> settings;  // none without the metadata of one identity provider
    // The entries of the baseline that are no longer found; none without a baseline.
    std::optional<std::vector<Baseline::Entry>> gone;

    [[nodiscard]] std::size_t count(findings::Severity severity) const;
    [[nodiscard]] std::size_t count_known() const;
};

// An outcome together with the last sign-in of its person, if there is one.
struct OutcomeRow {
    std::size_t row = 0;  // what person() of the session takes
    const simulation::Story& outcome;
    const simulation::SignInStory* sign_in = nullptr;
    simulation::EndState end_state = simulation::EndState::unknown;  // after all events
};

// Outcomes one by one, so that nobody has to hold those of a whole company. What a callback gets lives until it
// returns.
class OutcomeCursor {
public:
    using OutcomeFn = std::function<void(const simulation::Story&)>;
    using SignInFn = std::function<void(const simulation::SignInStory&)>;
    using GroupFn = std::function<void(const simulation::GroupStory&)>;
    using ImportFn = std::function<void(const simulation::ImportStory&)>;
    using MembershipFn = std::function<void(const simulation::MembershipStory&)>;
    using RowFn = std::function<void(const OutcomeRow&)>;

    OutcomeCursor() = default;
    OutcomeCursor(const OutcomeCursor&) = delete;
    OutcomeCursor& operator=(const OutcomeCursor&) = delete;
    virtual ~OutcomeCursor() = default;

    virtual void for_each_outcome(const OutcomeFn& visit) const = 0;
    virtual void for_each_sign_in(const SignInFn& visit) const = 0;
    virtual void for_each_group(const GroupFn& visit) const = 0;
    virtual void for_each_import(const ImportFn& visit) const = 0;
    virtual void for_each_membership(const MembershipFn& visit) const = 0;
    // All of them, in the order of events: those with the numbers from `begin` to before `end`, below events(). May be
    // asked by several threads at a time.
    struct Visitors {
        OutcomeFn outcome;
        SignInFn sign_in;
        GroupFn group;
        ImportFn import;
    };
    [[nodiscard]] virtual std::size_t events() const = 0;
    virtual void for_events(std::size_t begin, std::size_t end, const Visitors& visit) const = 0;

    // Every outcome, in the order of for_each_outcome.
    virtual void for_each_row(const RowFn& visit) const = 0;
    // The last outcome of each person, in the order of their first ones.
    virtual void for_each_person(const RowFn& visit) const = 0;
};

struct SimulateReport {
    Tool tool;
    std::vector<std::string> notes;                                       // about the whole run
    std::map<std::string, std::size_t> users, groups, imports, sign_ins;  // how many of each outcome word
    verdict::EndStates::Counts end_states{};
    simulation::Forecast forecast;
    const OutcomeCursor& outcomes;
};

struct IdentifyReport {
    std::vector<Input> inputs;
};

// One page of the pushes of groups, in the order of events.
struct GroupsReport {
    std::map<std::string, std::size_t> counts;  // of each outcome word
    std::size_t total = 0, from = 0;
    std::vector<simulation::GroupStory> rows;
};

// Likewise of what an import would find.
struct ImportsReport {
    std::map<std::string, std::size_t> counts;
    std::size_t total = 0, from = 0;
    std::vector<simulation::ImportStory> rows;
};

// One person's story; the trace is that of the expression behind a value.
struct PersonReport {
    std::optional<simulation::Story> story;  // none: there is no such person
    std::optional<simulation::SignInStory> sign_in;
    std::map<simulation::Attribute, expression::Trace> traces;
};

struct ExpressionsReport {
    struct Listed {
        const rules::Listed& expression;
        Place place;
        std::optional<std::string> attribute;  // canonical; none for an attribute that Egnyte does not have
    };
    std::vector<Listed> list;
};

// Two versions of IdP metadata.
struct MetadataDiff {
    struct Side {
        std::string input, sha256;
        std::optional<std::string> entity_id;
    };
    struct Change {
        const rules::MetadataChange& change;
        std::optional<Place> before_at, after_at;
    };
    Side before, after;
    std::string verdict;
    bool egnyte_must_change = false;
    std::vector<Change> changes;
    std::optional<Settings> settings;  // of `after`
};

// Two bundles.
struct DiffReport {
    struct Setting {
        const verdict::SettingDiff& diff;
        std::optional<Place> before_at, after_at;
    };
    Tool tool;
    std::vector<Input> before, after;
    std::string verdict;
    bool empty = false;  // nothing that is compared differs
    const verdict::Diff& diff;
    std::vector<Setting> settings;
    std::vector<Finding> appeared, gone;
    std::optional<MetadataDiff> metadata;  // none where one of the bundles has no metadata
    std::vector<verdict::Gate> gates;
    // Of the people whom the texts may name.
    const OutcomeCursor *outcomes_before = nullptr, *outcomes_after = nullptr;
};

// What can be corrected in the files, tried out over all people.
struct FixReport {
    struct Change {
        std::string_view area;                   // static: "mapping", "username-format"
        std::string name;                        // the app's variable; "userName"
        std::string before, after, push_status;  // before empty: nothing was mapped; push_status empty: as it is
        std::optional<Place> at;
    };
    struct Tried {
        std::string title;
        std::vector<std::string> codes, fingerprints;  // of the findings that it is made for
        std::vector<Change> changes;
        findings::Applicability applicability = findings::Applicability::manual;
        verdict::Preview preview;
        bool chosen = false;  // it is in the files
    };
    struct File {
        std::string name, request;
    };
    Tool tool;
    std::string verdict;
    std::vector<Tried> corrections;
    std::optional<verdict::Preview> together;  // of the chosen ones; none when there are none
    std::vector<File> files;
    std::vector<std::string> held_back;  // why a chosen correction has no file, in a sentence each
    std::vector<Finding> by_hand;        // errors and warnings that stay
};

// One expression. Evaluating and writing are one step, so the renderer sets `answered`.
struct EvalReport {
    std::string_view expression;
    const expression::EvalOptions& options;
    expression::Answered& answered;
};

struct RulesReport {
    std::vector<const findings::Rule*> rules;
};
// An example of a rule: its changes to the sound files, and what is found then (empty where the rule is silent).
struct RuleExample {
    std::vector<std::string> changes;
    std::string message;
};
struct RuleReport {
    const findings::Rule& rule;
    std::optional<RuleExample> bad{}, good{};    // none where examples are not compiled in, or there is none
    std::optional<findings::Severity> milder{};  // where the severity depends on what is found
    std::string_view standard{};                 // the standard or guide behind it, in words
};

// The tables of the language and of the metadata checks hold all there is to say.
struct FunctionsReport {};
struct MetadataChecksReport {};

}  // namespace preflight::report
