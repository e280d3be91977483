#include "core/preflight.h"

#include <algorithm>
#include <set>
#include <utility>

#include "core/examples/changed_files.h"
#include "core/examples/metadata_examples.h"
#include "core/expression/lint/completion.h"
#include "core/expression/lint/eval_json.h"
#include "core/intake/intake.h"
#include "core/report/baseline.h"
#include "core/report/build.h"
#include "core/report/fingerprint.h"
#include "core/report/renderer.h"
#include "core/report/secrets.h"
#include "core/rules/attribute_facts.h"
#include "core/rules/expressions.h"
#include "core/rules/metadata_changes.h"
#include "core/rules/registry.h"
#include "core/saml/checks.h"
#include "core/simulation/rehearsal.h"
#include "core/text/time.h"
#include "core/text/unicode.h"
#include "core/verdict/judge.h"
#include "core/workspace/evaluations.h"

namespace preflight {

struct Session::State {
    Options options;
    workspace::Workspace workspace;
    std::size_t next_slot = 0;
    bool joined = false;
    bool judged = false;
    std::optional<std::int64_t> now_unix;
    std::unique_ptr<workspace::Evaluations> evaluations;
    std::unique_ptr<simulation::Rehearsal> rehearsal;
    verdict::Verdicts verdicts;
    report::PeopleCounts people_counts;
    std::unique_ptr<report::PeopleList> people;  // of the last query
    std::vector<std::string> fingerprints;       // of the findings
    std::optional<report::Baseline> baseline;
    report::Secrets secrets;  // covered in every answer

    void join() {
        if (!std::exchange(joined, true)) workspace::join(workspace);
    }

    // What was concluded refers to the workspace: it goes before anything there changes.
    void forget() {
        joined = judged = false;
        people.reset();
        people_counts = {};
        verdicts = {};
        fingerprints.clear();
        rehearsal.reset();
        evaluations.reset();
        now_unix.reset();
    }

    // Slots are never given twice, so that what refers to one cannot come to mean another input.
    std::shared_ptr<const intake::ParsedInput> parse(std::size_t slot, std::string name, intake::ByteReader& reader,
                                                     const std::function<void(std::size_t)>& progress,
                                                     const std::string& path) const {
        return intake::parse(slot, std::move(name), reader, options.limits, workspace.atoms, progress, options.threads,
                             path);
    }

    void judge() {
        if (judged) return;
        join();
        // Precedence: asked for, then the scenario's, then the clock.
        for (const std::string& candidate :
             {options.now, workspace.scenario ? workspace.scenario->now.value_or("") : std::string(), options.clock}) {
            if (candidate.empty()) continue;
            now_unix = text::parse_time(candidate);
            if (now_unix) break;
        }
        evaluations = std::make_unique<workspace::Evaluations>(workspace, now_unix);
        rehearsal = std::make_unique<simulation::Rehearsal>(workspace, *evaluations);
        verdicts = verdict::judge(workspace, *evaluations, *rehearsal);
        fingerprints = report::fingerprints_of(workspace, verdicts.findings);
        secrets = report::Secrets(workspace);
        judged = true;
    }

    [[nodiscard]] std::string covered(std::string answer) const { return secrets.covered(std::move(answer)); }

    report::Material material() {
        judge();
        return {workspace, *rehearsal, verdicts, fingerprints, baseline ? &*baseline : nullptr, {kVersion, now_unix}};
    }

    // Every answer goes through here; what must not leave is covered. False: the subject has no such format.
    template <Subject subject>
    [[nodiscard]] bool render(const typename report::ReportOf<subject>::type& report, std::string_view format,
                              const Style& style, const Sink& sink) const {
        if (secrets.empty()) return report::render<subject>(report, format, style, sink);
        return report::render<subject>(report, format, style,
                                       [&](std::string_view piece) { sink(covered(std::string(piece))); });
    }
    template <Subject subject>
    [[nodiscard]] std::string rendered(const typename report::ReportOf<subject>::type& report, std::string_view format,
                                       const Style& style = {}) const {
        std::string out;
        if (!render<subject>(report, format, style, [&out](std::string_view piece) { out += piece; })) return {};
        return out;
    }
};

Session::Session(Options options) : state_(std::make_unique<State>()) {
    state_->options = std::move(options);
}
Session::~Session() = default;

void Session::add(std::string name, intake::ByteReader& reader, const std::function<void(std::size_t)>& progress,
                  const std::string& path) {
    auto parsed = state_->parse(state_->next_slot++, std::move(name), reader, progress, path);
    state_->forget();
    workspace::put(state_->workspace, std::move(parsed));
}

void Session::put(const std::string& name, intake::ByteReader& reader,
                  const std::function<void(std::size_t)>& progress) {
    const auto& parts = state_->workspace.parts;
    const auto known =
        std::find_if(parts.begin(), parts.end(), [&](const auto& part) { return part->input.name == name; });
    if (known == parts.end()) return add(name, reader, progress);
    auto parsed = state_->parse((*known)->input.slot, name, reader, progress, (*known)->input.path);
    state_->forget();
    workspace::put(state_->workspace, std::move(parsed));
}

bool Session::remove(std::string_view name) {
    std::vector<std::size_t> slots;
    for (const auto& part : state_->workspace.parts) {
        if (part->input.name == name) slots.push_back(part->input.slot);
    }
    if (slots.empty()) return false;
    state_->forget();
    for (const std::size_t slot : slots) workspace::remove(state_->workspace, slot);
    return true;
}

void Session::add_unreadable(std::string name, std::string reason, const std::string& path) {
    class Nothing final : public intake::ByteReader {
    public:
        explicit Nothing(std::string reason) : reason_(std::move(reason)) {}
        std::size_t read(char*, std::size_t) override { return 0; }
        [[nodiscard]] std::string error() const override { return reason_; }

    private:
        std::string reason_;
    };
    Nothing nothing(std::move(reason));
    add(std::move(name), nothing, {}, path);
}

std::string Session::check(std::string_view format, const Style& style) {
    const report::Material material = state_->material();
    const auto outcomes = report::outcomes_of(material);
    return state_->rendered<Subject::check>(report::build_check(material, *outcomes), format, style);
}

std::string Session::simulate(std::string_view format, const Style& style) {
    std::string whole;
    simulate(format, style, [&whole](std::string_view piece) { whole += piece; });
    return whole;
}

bool Session::simulate(std::string_view format, const Style& style, const Sink& sink) {
    const report::Material material = state_->material();
    const auto outcomes = report::outcomes_of(material);
    return state_->render<Subject::simulate>(report::build_simulate(material, *outcomes), format, style, sink);
}

std::string Session::identify(std::string_view format) {
    state_->join();
    return state_->rendered<Subject::identify>(report::build_identify(state_->workspace), format);
}

std::string Session::people(std::string_view query, std::size_t from, std::size_t count) {
    state_->judge();
    const report::PeopleQuery wanted = report::people_query(query);
    // Pages of one list are asked for one after the other: it is kept until another one is asked for.
    if (!state_->people) state_->people_counts = report::count_people(*state_->rehearsal);
    if (!state_->people || !state_->people->answers(wanted))
        state_->people = std::make_unique<report::PeopleList>(*state_->rehearsal, wanted);
    return state_->rendered<Subject::people>(
        report::build_people(*state_->rehearsal, state_->people_counts, *state_->people, from, count, wanted.find),
        "json");
}
std::string Session::person(std::size_t row) {
    return state_->rendered<Subject::person>(report::build_person(state_->material(), row), "json");
}

DiffAnswer Session::diff(Session& before, Session& after, std::string_view format, const Style& style) {
    DiffAnswer answer;
    std::vector<std::string> not_compared;
    for (const auto& [word, session] : {std::pair{"before", &before}, std::pair{"after", &after}}) {
        session->state_->judge();
        const workspace::Workspace& workspace = session->state_->workspace;
        std::string inputs;
        for (const intake::Input& input : workspace.inputs) {
            const std::string named = input.name + (input.kinds.empty() ? "" : " (" + input.kinds.front() + ")");
            inputs += (inputs.empty() ? "" : ", ") + named;
            // A scenario is nothing to compare: of several identity providers it says which.
            const bool scenario = !input.kinds.empty() && input.kinds.front() == "preflight-scenario";
            if (workspace.idp_metadata != nullptr && input.slot != workspace.idp_metadata->input && !scenario)
                not_compared.push_back(std::string(word) + ": " + named);
        }
        if (workspace.idp_metadata != nullptr) continue;
        answer.output =
            "no SAML IdP metadata " + std::string(word) + ": " + (inputs.empty() ? "no file given" : inputs);
        const bool several = std::any_of(workspace.metadata.begin(), workspace.metadata.end(),
                                         [](const auto& metadata) { return metadata.document.idp_count > 1; });
        if (several)
            answer.output += "; give it the scenario too, which chooses among several (egnyte.sso.idpEntityId)";
        return answer;
    }
    const auto now = after.state_->now_unix;
    const rules::MetadataChanges changes = rules::compare_metadata(before.state_->workspace.idp_metadata->document,
                                                                   after.state_->workspace.idp_metadata->document, now);
    const report::DiffReport report = report::build_diff(before.state_->workspace, after.state_->workspace, changes,
                                                         std::move(not_compared), {kVersion, now});
    answer.compared = true;
    answer.egnyte_must_change = report.egnyte_must_change;
    answer.output = before.state_->covered(after.state_->rendered<Subject::diff>(report, format, style));
    return answer;
}

std::string Session::set_baseline(std::string_view json) {
    std::string problem;
    report::Baseline baseline = report::read_baseline(json, problem);
    if (problem.empty()) state_->baseline = std::move(baseline);
    return problem;
}

bool Session::has_finding(findings::Severity at_least) {
    state_->judge();
    std::set<std::string_view> known;
    if (state_->baseline) known = state_->baseline->fingerprints();
    const std::vector<findings::Finding>& found = state_->verdicts.findings;
    for (std::size_t i = 0; i < found.size(); ++i) {
        if (found[i].effective_severity() <= at_least && known.count(state_->fingerprints[i]) == 0) return true;
    }
    return false;
}

bool Session::has_failure() {
    state_->judge();
    using simulation::Outcome;
    constexpr auto kFailed = static_cast<std::size_t>(simulation::Status::failed);
    const simulation::Rehearsal& rehearsal = *state_->rehearsal;
    return rehearsal.summary(Outcome::Kind::provision)[kFailed] + rehearsal.summary(Outcome::Kind::sign_in)[kFailed] >
           0;
}

std::string Session::first_message(const findings::Rule& rule) {
    state_->judge();
    for (const findings::Finding& finding : state_->verdicts.findings) {
        if (finding.rule == &rule) return finding.message;
    }
    return {};
}

bool Session::has_unreadable_input() const {
    const auto unreadable = [](const intake::Problem& problem) {
        return problem.kind == intake::Problem::Kind::unreadable;
    };
    const auto& parts = state_->workspace.parts;
    return std::any_of(parts.begin(), parts.end(), [&](const auto& part) {
        return std::any_of(part->problems.begin(), part->problems.end(), unreadable);
    });
}

bool valid_time(std::string_view text) {
    return text::parse_time(text).has_value();
}

namespace {

// What is printed of no files at all, so that nothing in it can be secret.
template <Subject subject>
std::string rendered(const typename report::ReportOf<subject>::type& report, std::string_view format) {
    std::string out;
    if (!report::render<subject>(report, format, {}, [&out](std::string_view piece) { out += piece; })) return {};
    return out;
}

}  // namespace

std::string catalogue(std::string_view format) {
    return rendered<Subject::rules>({rules::catalogue()}, format);
}

namespace {

#ifdef PREFLIGHT_WITH_EXAMPLES
// What the rule finds in the sound files with these changes.
std::string message_on(const findings::Rule& rule, std::span<const rules::Change> changes) {
    class Bytes final : public intake::ByteReader {
    public:
        explicit Bytes(std::string_view bytes) : all_(bytes), rest_(bytes) {}
        std::size_t read(char* buffer, std::size_t capacity) override {
            const std::size_t count = rest_.copy(buffer, capacity);
            rest_.remove_prefix(count);
            return count;
        }
        std::shared_ptr<text::ByteSource> bytes() override { return std::make_shared<text::MemoryBytes>(all_); }

    private:
        std::string_view all_, rest_;
    };
    const auto files = examples::changed_files(changes);
    Session session{Options{}};
    for (const auto& [name, text] : files) {
        Bytes bytes(text);
        session.add(name, bytes);
    }
    return session.first_message(rule);
}

void add_examples(report::RuleReport& report) {
    const rules::Examples* shown = nullptr;
    for (const rules::Registered& rule : rules::registry()) {
        if (rule.row == &report.rule) shown = rule.examples;
    }
    if (const examples::MetadataExample* of_metadata = examples::metadata_example(report.rule.code)) {
        if (!of_metadata->file.empty()) {
            report.bad = {{"tests/data/" + std::string(of_metadata->file)}, {}};
            return;
        }
        shown = &of_metadata->examples;
    }
    if (shown == nullptr) return;
    report.bad = {examples::in_words(shown->bad), message_on(report.rule, shown->bad)};
    report.good = {examples::in_words(shown->good), message_on(report.rule, shown->good)};
    if (report.good->changes.empty()) report.good->changes = examples::sound_in_words(shown->bad);
}
#else
void add_examples(report::RuleReport&) {}
#endif

}  // namespace

std::string explain(std::string_view code, std::string_view format) {
    for (const findings::Rule* row : rules::catalogue()) {
        if (!text::equal_ignoring_ascii_case(row->code, code) && !text::equal_ignoring_ascii_case(row->slug, code))
            continue;
        report::RuleReport report{*row};
        add_examples(report);
        if (const saml::checks::Check* check = saml::checks::find(*row)) {
            report.milder = check->milder;
            report.standard = check->source;
        }
        return rendered<Subject::rule>(report, format);
    }
    return {};
}

namespace {

EvalAnswer eval_in(const workspace::Workspace& workspace, const EvalRequest& request, const expression::Scope* scope,
                   std::string_view format) {
    EvalAnswer answer;
    const preflight::rules::AttributeFacts facts(workspace);
    expression::EvalOptions options;
    options.dialect = request.dialect;
    options.context_json = request.context_json;
    options.scope = scope;
    options.trace = request.trace;
    options.facts = request.type ? &facts : nullptr;
    if (const auto seconds = text::parse_time(request.now)) options.now = *seconds * 1000;
    expression::Answered answered = expression::Answered::bad_request;
    answer.output = rendered<Subject::eval>({request.expression, options, answered}, format);
    answer.ok = answered == expression::Answered::value;
    answer.bad_request = answered == expression::Answered::bad_request;
    return answer;
}

}  // namespace

std::string Session::expressions(std::string_view format) {
    state_->judge();
    const auto list = rules::list_expressions(state_->workspace, *state_->evaluations);
    return state_->rendered<Subject::expressions>(report::build_expressions(state_->workspace, list), format);
}

bool Session::has_expressions() {
    state_->judge();
    return state_->evaluations->size() > 0;
}

EvalAnswer Session::eval(const EvalRequest& request, std::optional<std::size_t> row, std::string_view format) {
    state_->judge();
    const workspace::Workspace& workspace = state_->workspace;
    const simulation::Rehearsal& rehearsal = *state_->rehearsal;
    const bool known = row && *row < rehearsal.outcomes().size() &&
                       rehearsal.outcomes()[*row].kind == simulation::Outcome::Kind::provision;
    const workspace::UserScope scope = state_->evaluations->scope(
        known ? rehearsal.people().user_row(rehearsal.outcomes()[*row].person) : population::kNoRow);
    EvalAnswer answer = eval_in(workspace, request, request.context_json.empty() ? &scope : nullptr, format);
    answer.output = state_->covered(std::move(answer.output));
    return answer;
}

std::string Session::complete(std::string_view text, std::size_t caret, std::string_view dialect) {
    state_->judge();
    return expression::completions_json(
        expression::complete(text, caret, expression::dialect_of(dialect).value_or(expression::Dialect::mapping),
                             rules::user_attributes(state_->workspace)),
        text);
}

EvalAnswer eval(const EvalRequest& request, std::string_view format) {
    // Without files: what is known of Okta's own attributes.
    return eval_in(workspace::Workspace(), request, nullptr, format);
}

std::string functions(std::string_view format) {
    return rendered<Subject::functions>({}, format);
}

std::string metadata_checks(std::string_view format) {
    return rendered<Subject::metadata_checks>({}, format);
}

std::string eval_line(std::string_view line, std::string_view now) {
    const auto seconds = text::parse_time(now);
    return preflight::expression::evaluate_json_line(line, seconds ? std::optional(*seconds * 1000) : std::nullopt);
}

}  // namespace preflight
