#include "core/preflight.h"

#include <algorithm>
#include <deque>
#include <set>
#include <utility>

#include "core/crypto/digest.h"
#include "core/examples/changed_files.h"
#include "core/examples/metadata_examples.h"
#include "core/expression/lint/completion.h"
#include "core/expression/lint/eval_json.h"
#include "core/formats/json/document.h"
#include "core/intake/archive.h"
#include "core/intake/inputs_document.h"
#include "core/intake/intake.h"
#include "core/report/baseline.h"
#include "core/report/build.h"
#include "core/report/explanation.h"
#include "core/report/fingerprint.h"
#include "core/report/renderer.h"
#include "core/report/secrets.h"
#include "core/rules/attribute_facts.h"
#include "core/rules/expressions.h"
#include "core/rules/failure_rule.h"
#include "core/rules/metadata_changes.h"
#include "core/rules/registry.h"
#include "core/saml/checks.h"
#include "core/simulation/rehearsal.h"
#include "core/text/budget.h"
#include "core/text/json_writer.h"
#include "core/text/nearest.h"
#include "core/text/order.h"
#include "core/text/printable.h"
#include "core/text/time.h"
#include "core/text/unicode.h"
#include "core/verdict/diff.h"
#include "core/verdict/fix.h"
#include "core/verdict/rehearsed_people.h"
#include "core/verdict/requests.h"
#include "core/verdict/verdicts.h"
#include "core/workspace/evaluations.h"

namespace preflight {

namespace {

using text::Budget;

// The one way from a report to its text: secrets are covered. False: the subject has no such format.
template <Subject subject>
bool render_redacted(const report::Secrets& secrets, const typename report::ReportOf<subject>::type& report,
                     std::string_view format, const Style& style, const Sink& sink) {
    const report::Markup markup = report::markup_of(subject, format);
    return report::render<subject>(report, format, style,
                                   [&](std::string_view piece) { secrets.write(piece, markup, sink); });
}

template <Subject subject>
std::string rendered(const typename report::ReportOf<subject>::type& report, std::string_view format,
                     const report::Secrets& secrets = {}) {
    std::string out;
    const Sink sink = [&out](std::string_view piece) { out += piece; };
    return render_redacted<subject>(secrets, report, format, {}, sink) ? out : std::string();
}

// One joined workspace and everything that is concluded from it, made step by step.
class Conclusions {
public:
    Conclusions(std::vector<std::shared_ptr<const intake::ParsedInput>> parts,
                const std::shared_ptr<const workspace::Overlay>& overlay,
                const std::shared_ptr<population::Atoms>& atoms) {
        workspace.parts = std::move(parts);
        workspace.atoms = atoms;
        workspace::put_inputs(overlay, workspace);
    }

    workspace::Workspace workspace;
    std::optional<std::int64_t> now_unix;
    std::unique_ptr<workspace::Evaluations> evaluations;
    std::unique_ptr<simulation::Rehearsal> rehearsal;
    verdict::Verdicts verdicts;
    std::optional<verdict::EndStates> end_states;
    std::vector<std::string> fingerprints;  // of the findings
    report::Secrets secrets;                // covered in every answer
    // Of the last query.
    report::PeopleCounts people_counts;
    std::unique_ptr<report::PeopleList> people;
    // The same files with an import in place of the scenario's events, once somebody asked.
    std::unique_ptr<Session> imported;

    // `before` lends the tables that both have in common.
    void join(const workspace::Workspace* before) {
        if (stage_ != Stage::joining) return;
        workspace::join(workspace, before);
        // What is computed goes when these conclusions go; the pool of the inputs does not grow with every change.
        workspace.atoms = std::make_shared<population::Atoms>(workspace.atoms);
        stage_ = Stage::joined;
    }

    // True when everything is concluded.
    bool step(const Options& options, const workspace::Workspace* before, Budget& budget) {
        while (stage_ != Stage::complete) {
            if (budget.empty()) return false;
            switch (stage_) {
                case Stage::joining:
                    join(before);
                    budget.spend(rows());
                    break;
                case Stage::joined:
                    now_unix = time(options);
                    evaluations = std::make_unique<workspace::Evaluations>(workspace, now_unix);
                    stage_ = Stage::evaluating;
                    break;
                case Stage::evaluating:
                    if (!evaluations->step(budget)) return false;
                    rehearsal = std::make_unique<simulation::Rehearsal>(workspace, *evaluations);
                    budget.spend(rows());
                    stage_ = Stage::playing;
                    break;
                case Stage::playing:
                    if (!rehearsal->step(budget)) return false;
                    stage_ = Stage::played;
                    break;
                case Stage::played:
                    verdicts = verdict::conclude(workspace, *evaluations, *rehearsal, options.threads);
                    end_states.emplace(*rehearsal, verdicts.findings);
                    fingerprints = report::fingerprints_of(workspace, verdicts.findings);
                    secrets = report::Secrets(workspace);
                    stage_ = Stage::complete;
                    break;
                case Stage::complete:
                    break;
            }
        }
        return true;
    }

private:
    enum class Stage : std::uint8_t { joining, joined, evaluating, playing, played, complete };

    // Precedence: asked for, then the scenario's, then the clock.
    [[nodiscard]] std::optional<std::int64_t> time(const Options& options) const {
        for (const std::string& candidate :
             {options.now, workspace.scenario ? workspace.scenario->now.value_or("") : std::string(), options.clock}) {
            if (candidate.empty()) continue;
            if (const auto seconds = text::parse_time(candidate)) return seconds;
        }
        return std::nullopt;
    }
    [[nodiscard]] std::uint64_t rows() const {
        return workspace.users->size() + workspace.app_users->size() + workspace.egnyte_users->size();
    }

    Stage stage_ = Stage::joining;
};

// A text that is in memory as an input.
class TextReader final : public intake::ByteReader {
public:
    explicit TextReader(std::string_view bytes) : all_(bytes), rest_(bytes) {}
    std::size_t read(char* buffer, std::size_t capacity) override {
        const std::size_t count = rest_.copy(buffer, capacity);
        rest_.remove_prefix(count);
        return count;
    }
    std::shared_ptr<text::ByteSource> bytes() override { return std::make_shared<text::MemoryBytes>(all_); }

private:
    std::string_view all_, rest_;
};

// What a pasted text says that failed: events of the System Log (JSON, lines of JSON or the console's CSV), or words.
struct Pasted {
    bool log = false;
    std::vector<okta::Failure> failures;
};
Pasted read_pasted(std::string_view pasted) {
    const auto atoms = std::make_shared<population::Atoms>();
    TextReader reader(pasted);
    const auto parsed = intake::parse(0, "pasted text", reader, intake::Limits{}, atoms, {}, 1, {});
    if (!parsed->log_given) return {false, okta::read_failures(pasted)};
    std::vector<okta::Failure> failures;
    for (std::size_t row = 0; row < parsed->log_events.size() && failures.size() < okta::kMaxFailures; ++row) {
        okta::Failure failure = rules::failure_of(parsed->log_events, row);
        if (failure.kind != okta::FailureKind::none) failures.push_back(std::move(failure));
    }
    return {true, std::move(failures)};
}

// `material` null: without files.
ExplainAnswer explained(std::string_view pasted, const report::Material* material, report::Secrets secrets,
                        std::string_view format) {
    const Pasted read = read_pasted(pasted);
    report::ExplanationReport report = report::build_explanation(read.failures, material);
    report.log = read.log;
    secrets.add(pasted);
    return {!report.items.empty(), rendered<Subject::explanation>(report, format, secrets)};
}

// An input that step() reads.
struct Waiting {
    std::string name, path;
    intake::ByteReader* reader = nullptr;  // null: it is not read, and `why`
    std::unique_ptr<intake::ByteReader> owned;
    intake::NotRead why;
    bool replaces = false;  // what has its name now
    bool in_archive = false;
    const intake::EntryReader* entry = nullptr;  // of a file in an archive that is read
    std::function<void(std::size_t)> progress;
    // Once it has begun:
    std::unique_ptr<intake::PeekedReader> peeked;
    std::optional<intake::Parsing> parsing;  // not of an archive
    std::uint64_t bytes = 0;
    std::vector<intake::ArchiveMember> members;  // of an archive that is read
};

Waiting take_front(std::deque<Waiting>& inputs) {
    Waiting front = std::move(inputs.front());
    inputs.pop_front();
    return front;
}

Waiting waiting_for(intake::ArchiveMember member, const Waiting& archive) {
    Waiting input;
    input.name = std::move(member.name);
    input.path = std::move(member.path);
    input.entry = member.reader.get();
    input.reader = member.reader.get();
    input.owned = std::move(member.reader);
    input.why = std::move(member.why);
    input.replaces = archive.replaces;
    input.in_archive = true;
    input.progress = archive.progress;
    return input;
}

// What conclusions are made of.
struct Wanted {
    std::vector<std::shared_ptr<const intake::ParsedInput>> parts;  // by slot, ascending
    std::shared_ptr<const workspace::Overlay> overlay;
    std::string overlay_text;  // what it was read from
};

// Corrections that were tried out over all people, and those of them that go together.
struct Trial {
    std::vector<verdict::Correction> list;
    std::vector<verdict::Preview> previews;  // of each
    std::vector<bool> is_chosen;             // likewise
    std::vector<const verdict::Correction*> chosen;
    std::optional<verdict::Preview> together;  // of the chosen ones
    std::set<std::size_t> gone;                // numbers of the findings that they remove
};

}  // namespace

struct Session::State {
    Options options;
    // The values of all inputs.
    std::shared_ptr<population::Atoms> atoms = std::make_shared<population::Atoms>();
    std::size_t next_slot = 0;
    std::optional<workspace::OverlaySlots> overlay_slots;  // given the first time they are needed
    std::optional<report::Baseline> baseline;

    Wanted wanted;
    std::deque<Waiting> waiting;           // inputs to read, in their order
    std::unique_ptr<Conclusions> next;     // being made of what is wanted; null: not begun
    std::unique_ptr<Conclusions> current;  // the last complete ones
    Wanted current_of;
    bool changed = true;  // what is wanted is not what `current` is made of

    void change() {
        changed = true;
        next.reset();
    }

    // Slots are never given twice, so that what refers to one cannot come to mean another input.
    [[nodiscard]] std::optional<std::size_t> slot_of(std::string_view name) const {
        for (const auto& part : wanted.parts) {
            if (part->input.name == name) return part->input.slot;
        }
        return std::nullopt;
    }

    // Takes an input in, in place of the one with the same slot.
    void take(std::shared_ptr<const intake::ParsedInput> parsed) {
        change();
        auto& parts = wanted.parts;
        const std::size_t slot = parsed->input.slot;
        const auto place = std::lower_bound(parts.begin(), parts.end(), slot, [](const auto& part, std::size_t before) {
            return part->input.slot < before;
        });
        if (place != parts.end() && (*place)->input.slot == slot) {
            *place = std::move(parsed);
        } else {
            parts.insert(place, std::move(parsed));
        }
    }

    // An input of which nothing is read.
    void take_unread(std::size_t slot, std::string name, const std::string& path, intake::NotRead why) {
        auto parsed = std::make_shared<intake::ParsedInput>(slot, atoms);
        intake::Input& input = parsed->input;
        input.path = path.empty() ? name : path;
        input.name = std::move(name);
        input.kinds = {"unknown"};
        input.sha256 = crypto::sha256_hex({});
        input.source = std::make_shared<text::Source>(input.name, std::string());
        findings::Location at;
        at.input = slot;
        parsed->problems.push_back({why.kind, std::move(at), std::move(why.detail), std::move(why.extra)});
        take(std::move(parsed));
    }

    // The files of an archive are read after it, in its place.
    bool read_all(std::deque<Waiting>& inputs, Budget& budget) {
        while (!inputs.empty()) {
            if (!read(inputs.front(), budget)) return false;
            Waiting done = take_front(inputs);
            for (auto member = done.members.rbegin(); member != done.members.rend(); ++member)
                inputs.push_front(waiting_for(std::move(*member), done));
        }
        return true;
    }
    bool read_all(Budget& budget) { return read_all(waiting, budget); }

    void read_now(Waiting input) {
        std::deque<Waiting> inputs;
        inputs.push_back(std::move(input));
        Budget all = Budget::unlimited();
        while (!read_all(inputs, all)) all = Budget::unlimited();
    }

    bool step(Budget& budget) {
        if (!read_all(budget)) return false;
        if (!changed) return true;
        begin();
        if (!next->step(options, current != nullptr ? &current->workspace : nullptr, budget)) return false;
        current = std::move(next);
        current_of = wanted;
        changed = false;
        return true;
    }

    bool read(Waiting& input, Budget& budget) {
        if (budget.empty()) return false;
        if (input.reader == nullptr) return unread(input, std::move(input.why));
        if (!input.peeked) input.peeked = std::make_unique<intake::PeekedReader>(*input.reader);
        if (intake::is_archive(input.name, input.peeked->head()))
            return input.in_archive ? unread(input, intake::nested_archive()) : open_archive(input, budget);
        if (!input.parsing) {
            input.parsing.emplace(
                slot_for(input), input.name, *input.peeked, options.limits, atoms,
                [&input](std::size_t bytes) {
                    input.bytes = bytes;
                    if (input.progress) input.progress(bytes);
                },
                options.threads, input.path);
        }
        if (!input.parsing->step(budget)) return false;
        std::shared_ptr<const intake::ParsedInput> parsed = input.parsing->take();
        if (input.entry != nullptr && !input.entry->damage().empty()) {
            take_unread(parsed->input.slot, input.name, input.path, intake::damaged_entry(input.entry->damage()));
            return true;
        }
        if (input.replaces && !input.in_archive) forget_members(input.name, {});
        take(std::move(parsed));
        return true;
    }

    [[nodiscard]] std::size_t slot_for(const Waiting& input) {
        const std::optional<std::size_t> known = input.replaces ? slot_of(input.name) : std::nullopt;
        return known ? *known : next_slot++;
    }

    bool unread(const Waiting& input, intake::NotRead why) {
        take_unread(slot_for(input), input.name, input.path, std::move(why));
        return true;
    }

    // Its size is known when all of it was read, and what cannot be read twice is kept meanwhile.
    bool open_archive(Waiting& input, Budget& budget) {
        std::vector<char> piece(std::size_t{256} << 10U);
        while (const std::size_t count = input.peeked->read(piece.data(), piece.size())) {
            input.bytes += count;
            if (input.progress) input.progress(static_cast<std::size_t>(input.bytes));
            budget.spend_bytes(count);
            if (budget.empty()) return false;
        }
        if (const std::string error = input.peeked->error(); !error.empty())
            return unread(input, {intake::Problem::Kind::unreadable, error, {}});
        input.members =
            intake::open_archive(input.name, input.path, input.reader->bytes(), input.bytes, options.limits);
        if (input.replaces) forget_members(input.name, input.members);
        return true;
    }

    // Inputs of an archive, or the file that had its name, which are not among `members`.
    void forget_members(const std::string& archive, const std::vector<intake::ArchiveMember>& members) {
        std::set<std::string_view> stay;
        for (const intake::ArchiveMember& member : members) stay.insert(member.name);
        if (members.empty()) stay.insert(archive);
        const std::size_t gone = std::erase_if(wanted.parts, [&](const auto& part) {
            const std::string& name = part->input.name;
            return (name == archive || intake::lies_in_archive(name, archive)) && stay.count(name) == 0;
        });
        if (gone > 0) change();
    }

    void begin() {
        if (next != nullptr) return;
        next = std::make_unique<Conclusions>(wanted.parts, wanted.overlay, atoms);
        if (next->workspace.asked_for.empty()) next->workspace.asked_for = options.application;
    }

    // All work done.
    Conclusions& complete() {
        Budget all = Budget::unlimited();
        while (!step(all)) all = Budget::unlimited();
        return *current;
    }

    // Of what is wanted: read and joined, no more than that.
    const workspace::Workspace& joined() {
        Budget all = Budget::unlimited();
        while (!read_all(all)) all = Budget::unlimited();
        if (!changed) return current->workspace;
        begin();
        next->join(current != nullptr ? &current->workspace : nullptr);
        return next->workspace;
    }

    // Of what is wanted, but with an import in place of the scenario's events.
    Conclusions& complete_import() {
        static_cast<void>(joined());
        workspace::Workspace& workspace = next->workspace;
        if (!workspace.scenario) {
            workspace.scenario.emplace();
            workspace.scenario->at.input = workspace.inputs.front().slot;
        }
        workspace.scenario->events_given = true;
        workspace.scenario->events.assign(1, {});
        workspace.scenario->events.front().type = "import";
        return complete();
    }

    // The session of the last conclusions, whatever is wanted since.
    [[nodiscard]] static std::unique_ptr<Session> fork_current(const Session& session) {
        std::unique_ptr<Session> copy = session.fork();
        copy->state_->wanted = session.state_->current_of;
        return copy;
    }

    [[nodiscard]] report::Material material(const Conclusions& of) const {
        return {of.workspace,           *of.rehearsal,   of.verdicts,
                *of.end_states,         of.fingerprints, baseline ? &*baseline : nullptr,
                {kVersion, of.now_unix}};
    }

    template <Subject subject>
    [[nodiscard]] static bool render(const report::Secrets& secrets,
                                     const typename report::ReportOf<subject>::type& report, std::string_view format,
                                     const Style& style, const Sink& sink) {
        return render_redacted<subject>(secrets, report, format, style, sink);
    }
    template <Subject subject>
    [[nodiscard]] static std::string rendered(const report::Secrets& secrets,
                                              const typename report::ReportOf<subject>::type& report,
                                              std::string_view format, const Style& style = {}) {
        std::string out;
        if (!render<subject>(secrets, report, format, style, [&out](std::string_view piece) { out += piece; }))
            return {};
        return out;
    }

    // ---- the answers

    // `ticked`: fingerprints of what somebody confirmed by hand.
    [[nodiscard]] std::string check(const Conclusions& of, std::string_view format, const Style& style,
                                    const std::set<std::string_view>& ticked = {}) const {
        const report::Material material = this->material(of);
        const auto outcomes = report::outcomes_of(material);
        report::CheckReport report = report::build_check(material, *outcomes);
        for (report::Finding& finding : report.findings) finding.ticked = ticked.count(finding.fingerprint) != 0;
        return rendered<Subject::check>(of.secrets, report, format, style);
    }

    bool simulate(const Conclusions& of, std::string_view format, const Style& style, const Sink& sink) const {
        const report::Material material = this->material(of);
        const auto outcomes = report::outcomes_of(material);
        return render<Subject::simulate>(of.secrets, report::build_simulate(material, *outcomes), format, style, sink);
    }

    [[nodiscard]] static std::string people(Conclusions& of, const report::PeopleQuery& wanted, std::size_t from,
                                            std::size_t count) {
        // Pages of one list are asked for one after the other: it is kept until another one is asked for.
        if (!of.people) of.people_counts = report::count_people(*of.rehearsal, *of.end_states);
        if (!of.people || !of.people->answers(wanted))
            of.people = std::make_unique<report::PeopleList>(*of.rehearsal, *of.end_states, wanted);
        return rendered<Subject::people>(
            of.secrets,
            report::build_people(*of.rehearsal, *of.end_states, of.people_counts, *of.people, from, count, wanted.find),
            "json");
    }

    [[nodiscard]] std::string person(const Conclusions& of, std::size_t row) const {
        return rendered<Subject::person>(of.secrets, report::build_person(material(of), row), "json");
    }

    [[nodiscard]] static std::string expressions(const Conclusions& of, std::string_view format) {
        const auto list = rules::list_expressions(of.workspace, *of.evaluations);
        return rendered<Subject::expressions>(of.secrets, report::build_expressions(of.workspace, list), format);
    }

    [[nodiscard]] ExplainAnswer explain(const Conclusions& of, std::string_view pasted, std::string_view format) const {
        const report::Material material = this->material(of);
        return explained(pasted, &material, of.secrets, format);
    }

    // Of the conclusions, if there are any with inputs.
    [[nodiscard]] static report::Collector collect(const Conclusions* of, report::CollectorRequest request) {
        request.version = kVersion;
        if (of == nullptr || of->workspace.inputs.empty()) return report::make_collector(request);
        for (const findings::Missing& missing : of->verdicts.missing) request.kinds.push_back(missing.kind);
        for (const intake::Input& input : of->workspace.inputs) {
            if (request.org.empty()) request.org = input.org;
        }
        if (request.application.empty()) request.application = of->workspace.app_id;
        return report::make_collector(request);
    }

    // The corrections for one finding (its fingerprint; empty: for all), each over all people of `of`, which are the
    // last conclusions of the session.
    [[nodiscard]] static Trial try_corrections(const Session& session, const Conclusions& of, std::string_view finding);
    [[nodiscard]] report::FixReport fix_report(const Conclusions& of, const Trial& trial) const {
        const report::Material material = this->material(of);
        return report::build_fix({material, trial.list, trial.previews, trial.is_chosen, trial.together, trial.gone});
    }
    [[nodiscard]] static EvalAnswer eval(const Conclusions& of, const EvalRequest& request,
                                         std::optional<std::size_t> row, std::string_view format);
    [[nodiscard]] static verdict::DiffSide side(const Conclusions& of) {
        return {of.workspace, *of.evaluations, *of.rehearsal, of.verdicts, *of.end_states, of.fingerprints};
    }
    [[nodiscard]] static DiffAnswer diff(const State& before, const Conclusions& was, const State& after,
                                         const Conclusions& is, std::string_view format, const Style& style,
                                         const DiffLimits& limits);
    [[nodiscard]] static std::string complete(const Conclusions& of, std::string_view text, std::size_t caret,
                                              std::string_view dialect) {
        const std::string completions = expression::completions_json(
            expression::complete(text, caret, expression::dialect_of(dialect).value_or(expression::Dialect::mapping),
                                 rules::user_attributes(of.workspace)),
            text);
        return of.secrets.redacted(completions, report::Markup::strict);
    }
};

Session::Session(Options options) : state_(std::make_unique<State>()) {
    state_->options = std::move(options);
}
Session::~Session() = default;

std::unique_ptr<Session> Session::fork(Options options) const {
    auto session = std::make_unique<Session>(std::move(options));
    State& state = *session->state_;
    state.atoms = state_->atoms;
    state.next_slot = state_->next_slot;
    state.overlay_slots = state_->overlay_slots;
    state.baseline = state_->baseline;
    state.wanted = state_->wanted;
    return session;
}

std::unique_ptr<Session> Session::fork() const {
    return fork(state_->options);
}

void Session::add(std::string name, intake::ByteReader& reader, const std::function<void(std::size_t)>& progress,
                  const std::string& path) {
    Waiting input;
    input.path = path.empty() ? name : path;
    input.name = std::move(name);
    input.reader = &reader;
    input.progress = progress;
    state_->read_now(std::move(input));
}

void Session::put(const std::string& name, intake::ByteReader& reader,
                  const std::function<void(std::size_t)>& progress) {
    Waiting input;
    input.name = input.path = name;
    input.reader = &reader;
    input.replaces = true;
    input.progress = progress;
    state_->read_now(std::move(input));
}

void Session::put_later(std::string name, std::unique_ptr<intake::ByteReader> reader) {
    Waiting input;
    input.path = name;
    input.name = std::move(name);
    input.reader = reader.get();
    input.owned = std::move(reader);
    input.replaces = true;
    state_->waiting.push_back(std::move(input));
}

bool Session::remove(std::string_view name) {
    const auto meant = [&](const std::string& input) { return input == name || intake::lies_in_archive(input, name); };
    const std::size_t read =
        std::erase_if(state_->wanted.parts, [&](const auto& part) { return meant(part->input.name); });
    const std::size_t waiting = std::erase_if(state_->waiting, [&](const Waiting& input) { return meant(input.name); });
    if (read > 0) state_->change();
    return read + waiting > 0;
}

std::string Session::set(std::string_view overlay) {
    if (!state_->overlay_slots) {
        state_->overlay_slots = workspace::OverlaySlots{state_->next_slot, state_->next_slot + 1};
        state_->next_slot += 2;
    }
    std::string problem;
    auto read = workspace::read_overlay(overlay, state_->wanted.parts, *state_->overlay_slots, state_->options.limits,
                                        state_->atoms, problem);
    if (read == nullptr) return problem;
    state_->change();
    state_->wanted.overlay = std::move(read);
    state_->wanted.overlay_text = overlay;
    return {};
}

bool Session::step(std::uint64_t budget) {
    Budget units(budget);
    return state_->step(units);
}

bool Session::read(std::uint64_t budget) {
    Budget units(budget);
    return state_->read_all(units);
}

void Session::set_clock(std::string now) {
    state_->options.clock = std::move(now);
}

void Session::cancel() {
    state_->waiting.clear();
    state_->next.reset();
    state_->wanted = state_->current_of;
    state_->changed = state_->current == nullptr;
}

std::optional<Session::Reading> Session::reading() const {
    if (state_->waiting.empty()) return std::nullopt;
    return Reading{state_->waiting.front().name, state_->waiting.front().bytes};
}

std::uint64_t Session::evaluated() const {
    const Conclusions* of = state_->next != nullptr ? state_->next.get() : state_->current.get();
    return of != nullptr && of->evaluations != nullptr ? of->evaluations->evaluated() : 0;
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

void Session::add_skipped(std::string name, std::string reason, const std::string& path) {
    state_->take_unread(state_->next_slot++, std::move(name), path,
                        {intake::Problem::Kind::unrecognised, std::move(reason), {}});
}

std::string Session::check(std::string_view format, const Style& style) {
    return state_->check(state_->complete(), format, style);
}

std::string Session::simulate(std::string_view format, const Style& style) {
    std::string whole;
    simulate(format, style, [&whole](std::string_view piece) { whole += piece; });
    return whole;
}

bool Session::simulate(std::string_view format, const Style& style, const Sink& sink) {
    return state_->simulate(state_->complete(), format, style, sink);
}

std::string Session::identify(std::string_view format) {
    const workspace::Workspace& workspace = state_->joined();
    return State::rendered<Subject::identify>(report::Secrets(workspace), report::build_identify(workspace), format);
}

std::string Session::people(std::string_view query, std::size_t from, std::size_t count) {
    return State::people(state_->complete(), report::people_query(query), from, count);
}
std::string Session::person(std::size_t row) {
    return state_->person(state_->complete(), row);
}

namespace {

std::string error_answer(std::string_view words) {
    std::string out;
    text::JsonWriter writer(out);
    writer.begin_object().member("error", words).end_object();
    return out + "\n";
}

}  // namespace

std::string Session::ask(std::string_view request) {
    const formats::json::ParseResult parsed = formats::json::parse(request);
    if (!parsed.ok()) return error_answer("the question is not JSON");
    const formats::json::Node root = parsed.document.root();
    const std::string_view subject = root["ask"].as_string();
    if (subject == "collect") {
        const auto text = [&](std::string_view key) { return std::string(root[key].as_string()); };
        return report::collector_json(
            State::collect(state_->current.get(), {text("org"), text("application"), text("as"), {}, {}}));
    }
    if (state_->current == nullptr) return error_answer("nothing is checked yet");
    Conclusions& of = *state_->current;
    const std::string_view format = root["format"].exists() ? root["format"].as_string() : std::string_view("json");
    const auto number = [&](std::string_view key) -> std::optional<std::size_t> {
        const auto value = root[key].as_int();
        return value && *value >= 0 ? std::optional(static_cast<std::size_t>(*value)) : std::nullopt;
    };
    const std::string_view dialect =
        root["dialect"].exists() ? root["dialect"].as_string() : std::string_view("mapping");
    Style style;
    style.with_people = root["withPeople"].as_bool().value_or(false);
    std::string answer;
    if (subject == "check") {
        std::set<std::string_view> ticked;
        for (formats::json::Node one = root["ticked"].first(); one.exists(); one = one.next())
            ticked.insert(one.as_string());
        answer = state_->check(of, format, style, ticked);
    } else if (subject == "simulate") {
        if (!state_->simulate(of, format, style, [&answer](std::string_view piece) { answer += piece; }))
            answer.clear();
    } else if (subject == "identify") {
        answer = State::rendered<Subject::identify>(of.secrets, report::build_identify(of.workspace), format);
    } else if (subject == "expressions") {
        answer = State::expressions(of, format);
    } else if (subject == "people") {
        answer = State::people(of, report::people_query(root["query"].exists() ? root["query"].raw() : "{}"),
                               number("from").value_or(0), number("count").value_or(0));
    } else if (subject == "groups") {
        answer = State::rendered<Subject::groups>(
            of.secrets, report::build_groups(*of.rehearsal, number("from").value_or(0), number("count").value_or(0)),
            format);
    } else if (subject == "person") {
        answer = state_->person(of, number("row").value_or(static_cast<std::size_t>(-1)));
    } else if (subject == "imports") {
        if (of.imported == nullptr) {
            of.imported = State::fork_current(*this);
            static_cast<void>(of.imported->state_->complete_import());
        }
        const Conclusions& is = *of.imported->state_->current;
        answer = State::rendered<Subject::imports>(
            of.secrets, report::build_imports(*is.rehearsal, number("from").value_or(0), number("count").value_or(0)),
            format);
    } else if (subject == "setup") {
        answer = State::rendered<Subject::setup>(of.secrets, report::build_setup(state_->material(of)), format);
    } else if (subject == "fix") {
        const Trial trial = State::try_corrections(*this, of, root["finding"].as_string());
        answer = State::rendered<Subject::fix>(of.secrets, state_->fix_report(of, trial), format);
    } else if (subject == "diff") {
        const auto after = State::fork_current(*this);
        const std::string problem = after->set(root["overlay"].exists() ? root["overlay"].raw() : "{}");
        if (!problem.empty()) return error_answer(problem);
        const Conclusions& is = after->state_->complete();
        const DiffAnswer compared = State::diff(*state_, of, *after->state_, is, format, {}, {});
        if (!compared.compared) return error_answer(compared.output);
        answer = compared.output;
    } else if (subject == "evaluate") {
        answer =
            State::eval(of, {root["expression"].as_string(), {}, dialect, true, true}, number("row"), format).output;
    } else if (subject == "explain") {
        answer = state_->explain(of, root["text"].as_string(), format).output;
    } else if (subject == "complete") {
        answer = State::complete(of, root["expression"].as_string(), number("caret").value_or(0), dialect);
    } else {
        return error_answer("there is no such question");
    }
    return answer.empty() ? error_answer("there is no such format") : answer;
}

namespace {

std::string names_and_kinds(const workspace::Workspace& workspace) {
    std::string names;
    for (const intake::Input& input : workspace.inputs)
        names +=
            (names.empty() ? "" : ", ") + input.name + (input.kinds.empty() ? "" : " (" + input.kinds.front() + ")");
    return names.empty() ? "no file" : names;
}

// Why two bundles that have nothing of the same kind cannot be compared.
std::string nothing_to_compare(const workspace::Workspace& before, const workspace::Workspace& after) {
    std::string words = "nothing to compare: before: " + names_and_kinds(before) + "; after: " + names_and_kinds(after);
    const auto several = [](const workspace::Workspace& workspace) {
        return workspace.idp_metadata == nullptr &&
               std::any_of(workspace.metadata.begin(), workspace.metadata.end(),
                           [](const auto& metadata) { return metadata.document.idp_count > 1; });
    };
    if (several(before) || several(after))
        words += "; give the scenario too, which chooses among several identity providers (egnyte.sso.idpEntityId)";
    return words;
}

}  // namespace

DiffAnswer Session::State::diff(const State& before, const Conclusions& was, const State& after, const Conclusions& is,
                                std::string_view format, const Style& style, const DiffLimits& limits) {
    const verdict::DiffSide side_before = side(was), side_after = side(is);
    const verdict::Diff diff = verdict::diff(side_before, side_after);
    DiffAnswer answer;
    if (!diff.comparable) {
        answer.output = for_terminal(nothing_to_compare(was.workspace, is.workspace));
        return answer;
    }
    if (limits.any() && !diff.people) {
        answer.output = "a limit needs people before and after: give the users or the assignments of both";
        return answer;
    }
    std::optional<rules::MetadataChanges> changes;
    if (was.workspace.idp_metadata != nullptr && is.workspace.idp_metadata != nullptr)
        changes = rules::compare_metadata(was.workspace.idp_metadata->document, is.workspace.idp_metadata->document,
                                          is.now_unix);
    const report::Material material_before = before.material(was), material_after = after.material(is);
    const auto outcomes_before = report::outcomes_of(material_before);
    const auto outcomes_after = report::outcomes_of(material_after);
    const report::DiffReport report =
        report::build_diff({material_before, material_after, diff, changes ? &*changes : nullptr, limits,
                            *outcomes_before, *outcomes_after});
    answer.compared = true;
    answer.egnyte_must_change = changes && changes->for_egnyte();
    answer.limit_exceeded =
        std::any_of(report.gates.begin(), report.gates.end(), [](const verdict::Gate& gate) { return gate.exceeded; });
    answer.output = was.secrets.redacted(rendered<Subject::diff>(is.secrets, report, format, style),
                                         report::markup_of(Subject::diff, format));
    return answer;
}

DiffAnswer Session::diff(Session& before, Session& after, std::string_view format, const Style& style,
                         const DiffLimits& limits) {
    const Conclusions& was = before.state_->complete();
    const Conclusions& is = after.state_->complete();
    return State::diff(*before.state_, was, *after.state_, is, format, style, limits);
}

Trial Session::State::try_corrections(const Session& session, const Conclusions& of, std::string_view finding) {
    const std::vector<findings::Finding>& found = of.verdicts.findings;
    const verdict::RehearsedPeople people(*of.rehearsal);
    const rules::Context context(of.workspace, *of.evaluations, people);
    Trial trial;
    trial.list = verdict::corrections(context, found);
    if (!finding.empty()) {
        std::erase_if(trial.list, [&](const verdict::Correction& correction) {
            return std::none_of(correction.findings.begin(), correction.findings.end(),
                                [&](std::size_t number) { return of.fingerprints[number] == finding; });
        });
    }

    struct Tried {
        verdict::Correction whole;
        verdict::Preview preview;
        std::set<std::size_t> gone;
    };
    const std::string base = session.state_->current_of.overlay_text;
    const auto try_out = [&](const std::vector<const verdict::Correction*>& chosen) {
        // As if they were one.
        Tried tried{*chosen.front(), {}, {}};
        for (std::size_t i = 1; i < chosen.size(); ++i) {
            tried.whole.findings.insert(tried.whole.findings.end(), chosen[i]->findings.begin(),
                                        chosen[i]->findings.end());
            if (chosen[i]->format) tried.whole.format = chosen[i]->format;
        }
        const std::unique_ptr<Session> forked = fork_current(session);
        if (!forked->set(verdict::overlay_of(chosen, base)).empty()) return tried;
        const Conclusions& is = forked->state_->complete();
        const verdict::Diff diff = verdict::diff(side(of), side(is));
        tried.gone = {diff.gone.begin(), diff.gone.end()};
        tried.preview = verdict::preview_of(tried.whole, found, is.verdicts.findings, diff);
        return tried;
    };

    std::vector<Tried> alone;
    std::vector<std::size_t> order;
    for (const verdict::Correction& correction : trial.list) {
        alone.push_back(try_out({&correction}));
        trial.previews.push_back(alone.back().preview);
        order.push_back(order.size());
    }
    text::sort(order,
               [&](std::size_t a, std::size_t b) { return verdict::better(trial.previews[a], trial.previews[b]); });
    // The best one first; another one only where all of them together still break nobody.
    trial.is_chosen.resize(trial.list.size());
    for (const std::size_t number : order) {
        const verdict::Correction& correction = trial.list[number];
        if (verdict::applicability_of(correction, trial.previews[number]) == findings::Applicability::manual) continue;
        if (verdict::same_value(correction, trial.chosen)) continue;
        std::vector<const verdict::Correction*> more = trial.chosen;
        more.push_back(&correction);
        Tried tried = more.size() == 1 ? std::move(alone[number]) : try_out(more);
        if (verdict::applicability_of(tried.whole, tried.preview) == findings::Applicability::manual) continue;
        trial.chosen = std::move(more);
        trial.is_chosen[number] = true;
        trial.together = std::move(tried.preview);
        trial.gone = std::move(tried.gone);
    }
    return trial;
}

FixAnswer Session::fix(std::string_view format, const Style& style) {
    FixAnswer answer;
    if (state_->wanted.overlay != nullptr) {
        answer.problem = "something is tried out over the files already";
        return answer;
    }
    const Conclusions& of = state_->complete();
    const Trial trial = State::try_corrections(*this, of, {});
    report::FixReport report = state_->fix_report(of, trial);
    const std::vector<const verdict::Correction*>& chosen = trial.chosen;
    for (verdict::Request& request : verdict::requests_of(of.workspace, chosen)) {
        if (of.secrets.redacted(request.body, report::Markup::strict) != request.body) {
            report.held_back.push_back("No file for " + request.target +
                                       ": it would hold what looks like a secret. Change the value by hand.");
            continue;
        }
        report.files.push_back({request.file, request.target});
        answer.files.push_back({std::move(request.file), std::move(request.body)});
    }
    const auto explain_missing = [&](std::string_view area, std::string_view address, const auto& changes_it) {
        const bool wanted = std::any_of(chosen.begin(), chosen.end(), changes_it);
        const bool there = std::any_of(report.files.begin(), report.files.end(), [&](const auto& file) {
            return file.request.find(address) != std::string::npos;
        });
        if (wanted && !there && report.held_back.empty())
            report.held_back.push_back("No file for the " + std::string(area) +
                                       ": it was not exported from Okta's API with its id. Change the value by hand.");
    };
    explain_missing("mapping", "/mappings/", [](const auto* one) { return !one->entries.empty(); });
    explain_missing("username format", "/apps/", [](const auto* one) { return one->format.has_value(); });
    answer.error_left = std::any_of(report.by_hand.begin(), report.by_hand.end(), [](const report::Finding& finding) {
        return finding.severity == findings::Severity::error;
    });
    answer.output = State::rendered<Subject::fix>(of.secrets, report, format, style);
    return answer;
}

std::string Session::set_baseline(std::string_view json) {
    std::string problem;
    report::Baseline baseline = report::read_baseline(json, problem);
    if (problem.empty()) state_->baseline = std::move(baseline);
    return problem;
}

bool Session::has_finding(findings::Severity at_least) {
    const Conclusions& of = state_->complete();
    std::set<std::string_view> known;
    if (state_->baseline) known = state_->baseline->fingerprints();
    const std::vector<findings::Finding>& found = of.verdicts.findings;
    for (std::size_t i = 0; i < found.size(); ++i) {
        if (found[i].effective_severity() <= at_least && known.count(of.fingerprints[i]) == 0) return true;
    }
    return false;
}

bool Session::has_failure() {
    using simulation::Outcome;
    constexpr auto kFailed = static_cast<std::size_t>(simulation::Status::failed);
    const simulation::Rehearsal& rehearsal = *state_->complete().rehearsal;
    return rehearsal.summary(Outcome::Kind::provision)[kFailed] + rehearsal.summary(Outcome::Kind::sign_in)[kFailed] +
               rehearsal.group_summary()[kFailed] >
           0;
}

std::string Session::first_message(const findings::Rule& rule) {
    const Conclusions& of = state_->complete();
    for (const findings::Finding& finding : of.verdicts.findings) {
        if (finding.rule == &rule) return of.secrets.redacted(finding.message, report::Markup::none);
    }
    return {};
}

bool Session::has_unreadable_input() const {
    const auto unreadable = [](const intake::Problem& problem) {
        return problem.kind == intake::Problem::Kind::unreadable;
    };
    const auto& parts = state_->wanted.parts;
    return std::any_of(parts.begin(), parts.end(), [&](const auto& part) {
        return std::any_of(part->problems.begin(), part->problems.end(), unreadable);
    });
}

bool valid_time(std::string_view text) {
    return text::parse_time(text).has_value();
}

std::string catalogue(std::string_view format) {
    return rendered<Subject::rules>({rules::catalogue()}, format);
}

namespace {

#ifdef PREFLIGHT_WITH_EXAMPLES
// What the rule finds in the sound files with these changes.
std::string message_on(const findings::Rule& rule, std::span<const rules::Change> changes) {
    const auto files = examples::changed_files(changes);
    Session session{Options{}};
    for (const auto& [name, text] : files) {
        TextReader bytes(text);
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
                   std::string_view format, report::Secrets secrets = {}) {
    EvalAnswer answer;
    secrets.add(request.expression);
    secrets.add(request.context_json);
    using rules::WrittenIn;
    const rules::AttributeFacts facts(workspace, request.dialect == expression::kGroupRule ? WrittenIn::group_rule
                                                 : request.dialect == expression::kToOkta  ? WrittenIn::to_okta
                                                                                           : WrittenIn::to_app);
    expression::EvalOptions options;
    options.dialect = request.dialect;
    options.context_json = request.context_json;
    options.scope = scope;
    options.trace = request.trace;
    options.facts = &facts;
    options.type = request.type;
    if (const auto seconds = text::parse_time(request.now)) options.now = *seconds * 1000;
    expression::Answered answered = expression::Answered::bad_request;
    answer.output = rendered<Subject::eval>({request.expression, options, answered}, format, secrets);
    answer.ok = answered == expression::Answered::value;
    answer.bad_request = answered == expression::Answered::bad_request;
    return answer;
}

}  // namespace

std::string Session::expressions(std::string_view format) {
    return State::expressions(state_->complete(), format);
}

bool Session::has_expressions() {
    return state_->complete().evaluations->size() > 0;
}

EvalAnswer Session::State::eval(const Conclusions& of, const EvalRequest& request, std::optional<std::size_t> row,
                                std::string_view format) {
    const simulation::Rehearsal& rehearsal = *of.rehearsal;
    const bool known = row && *row < rehearsal.outcomes().size() &&
                       rehearsal.outcomes()[*row].kind == simulation::Outcome::Kind::provision;
    const workspace::UserScope scope = of.evaluations->scope(
        known ? rehearsal.people().user_row(rehearsal.outcomes()[*row].person) : population::kNoRow);
    // What an import or a group rule reads is not in the exported users.
    const bool of_user = request.context_json.empty() && request.dialect != expression::kToOkta &&
                         request.dialect != expression::kGroupRule;
    return eval_in(of.workspace, request, of_user ? &scope : nullptr, format, of.secrets);
}

EvalAnswer Session::eval(const EvalRequest& request, std::optional<std::size_t> row, std::string_view format) {
    return State::eval(state_->complete(), request, row, format);
}

ExplainAnswer Session::explain(std::string_view pasted, std::string_view format) {
    return state_->explain(state_->complete(), pasted, format);
}

report::Collector Session::collect(report::CollectorRequest request) {
    return State::collect(state_->wanted.parts.empty() ? nullptr : &state_->complete(), std::move(request));
}

ExplainAnswer explain_error(std::string_view pasted, std::string_view format) {
    return explained(pasted, nullptr, {}, format);
}

std::string Session::complete(std::string_view text, std::size_t caret, std::string_view dialect) {
    return State::complete(state_->complete(), text, caret, dialect);
}

EvalAnswer eval(const EvalRequest& request, std::string_view format) {
    // Without files: what is known of Okta's own attributes.
    return eval_in(workspace::Workspace(), request, nullptr, format);
}

std::string for_terminal(std::string text) {
    return text::printable(report::Secrets().redacted(std::move(text), report::Markup::none));
}

std::string nearest_word(std::string_view word, const std::vector<std::string>& known) {
    const std::vector<std::string_view> names(known.begin(), known.end());
    return std::string(text::nearest_name(text::ascii_lower(word), names).value_or(std::string_view()));
}

std::string functions(std::string_view format) {
    return rendered<Subject::functions>({}, format);
}

std::string inputs_document() {
    return intake::inputs_document();
}

std::string metadata_checks(std::string_view format) {
    return rendered<Subject::metadata_checks>({}, format);
}

std::string eval_line(std::string_view line, std::string_view now) {
    const auto seconds = text::parse_time(now);
    report::Secrets secrets;
    secrets.add(line);
    return secrets.redacted(
        preflight::expression::evaluate_json_line(line, seconds ? std::optional(*seconds * 1000) : std::nullopt),
        report::Markup::strict);
}

}  // namespace preflight
