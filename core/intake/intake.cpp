#include "core/intake/intake.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "core/formats/csv.h"
#include "core/formats/json/document.h"
#include "core/intake/ambiguities.h"
#include "core/intake/artefact.h"
#include "core/intake/declared_encoding.h"
#include "core/intake/metadata_text.h"
#include "core/intake/near_misses.h"
#include "core/intake/pipeline.h"
#include "core/intake/reading.h"
#include "core/intake/sniff.h"
#include "core/intake/spoiled_cells.h"
#include "core/intake/wrappers.h"
#include "core/text/numbers.h"
#include "core/text/unicode.h"

namespace preflight::intake {

namespace {

using formats::json::Node;
using formats::json::Type;
using text::Budget;

constexpr std::size_t kHeaderBytes = 16U << 10U;  // of saved HTTP headers that are looked at
constexpr std::size_t kMaxSyntaxProblems = 3;     // per input; more of them say nothing new
constexpr std::size_t kMaxErrors = 1000;          // per input; beyond, it is not JSON
// Of JSON and CSV no more text than this is kept: beyond it they are read piece by piece, so that memory follows the
// people, not the bytes (Limits::kept_text is for what is read as a whole).
constexpr std::size_t kKeptList = 4U << 20U;
constexpr std::size_t kCsvPiece = 64U << 10U;  // bytes between two looks at the budget

}  // namespace

class Parsing::Intake : private ArtefactVisitor {
    using RowProblem = Reading::RowProblem;

public:
    Intake(std::shared_ptr<ParsedInput> parsed, ByteReader& reader, const Limits& limits,
           std::function<void(std::size_t)> progress, unsigned threads)
        : parsed_(std::move(parsed)),
          input_(parsed_->input),
          reading_(parsed_, rows_),
          limits_(limits),
          reader_(reader),
          rows_(pipeline_),
          pipeline_(reader, threads),
          progress_(std::move(progress)) {
        input_.source = std::make_shared<text::Source>(input_.name, std::string());
        reading_.set_prior_state_of_plans(limits_.prior_state_of_plans);
        reading_.on_inner_text([this](const Reading::InnerText& inner) { return read_inner(inner); });
        if (input_.slot < kMaxInputs) {
            bytes_ = reader_.bytes();
            return;
        }
        input_.kinds.emplace_back("unknown");
        reading_.problem(Problem::Kind::over_limit, {}, "no more than 65,536 inputs are read");
        state_ = State::done;
    }

    bool step(text::Budget& budget) {
        if (state_ == State::gathering && gather(budget)) begin();
        if (state_ == State::json && step_json(budget)) state_ = State::parsed;
        if (state_ == State::csv && step_csv(budget)) state_ = State::parsed;
        if (state_ == State::parsed) end_document();
        if (state_ == State::draining && drain(budget)) end();
        return state_ == State::done;
    }

    [[nodiscard]] std::shared_ptr<const ParsedInput> take() { return std::move(parsed_); }

private:
    enum class State : std::uint8_t {
        gathering,  // enough text to know what it is, or all that is kept
        json,
        csv,
        parsed,
        draining,  // what nobody reads counts for the sum
        done
    };

    void pull_within(std::string& out, text::Budget& budget) {
        const std::uint64_t before = pipeline_.bytes();
        pull(out);
        budget.spend_bytes(pipeline_.bytes() - before);
    }

    bool gather(text::Budget& budget) {
        const auto up_to = [&](std::size_t size) {
            while (more_ && text_.size() <= size) {
                if (budget.empty()) return false;
                pull_within(text_, budget);
            }
            return true;
        };
        if (!list_) {
            if (!up_to(std::min(kKeptList, limits_.kept_text))) return false;
            if (text_.compare(0, kStatusLine.size(), kStatusLine) == 0) head_ = text_.substr(0, kHeaderBytes);
            prefixes_ = strip_prefixes(text_);
            begin_answer(prefixes_.answer);
            list_ = more_ && is_list(text_);
        }
        return *list_ || up_to(std::max(limits_.kept_text, limits_.metadata_bytes));
    }

    void begin() {
        state_ = State::parsed;
        kept_ = !more_;
        if (kept_) {
            bytes_ = nullptr;
            read_kept(std::move(text_));
        } else {
            read_streamed(std::move(text_));
        }
    }

    void end_document() {
        state_ = State::draining;
        report_ambiguity();
        if (kept_ && is_blank_value(input_.source->text())) reading_.empty_list();
        end_answer();
        reading_.report_refusals();
    }

    void begin_answer(Answer answer, std::size_t begin = 0) {
        answer_ = std::move(answer);
        answer_begin_ = begin;
        explained_before_ = reading_.explained();
        reading_.document().self = answer_.self;
        reading_.set_address();
    }
    void end_answer() {
        constexpr std::int64_t kFirstRefusal = 400;
        // An error answer of Okta and a web page say more.
        if (answer_.status >= kFirstRefusal && reading_.explained() == explained_before_) {
            reading_.problem(Problem::Kind::partly_read, reading_.place(answer_begin_),
                             "an answer in it has the HTTP status " + std::to_string(answer_.status) +
                                 ", in place of what was asked for");
        }
        reading_.document().headers = answer_.headers;
        reading_.document().self = answer_.self;
        reading_.document().next = answer_.next;
        if (input_.org.empty()) input_.org = okta_org(answer_.self.empty() ? answer_.next : answer_.self);
        reading_.end_document(answer_begin_ == 0 ? findings::Location{} : reading_.place(answer_begin_));
    }

    bool drain(text::Budget& budget) {
        std::string rest;
        while (more_) {
            if (budget.empty()) return false;
            rest.clear();
            pull_within(rest, budget);
        }
        return true;
    }

    void end() {
        state_ = State::done;
        if (!kept_) {
            input_.source = std::make_shared<text::Source>(input_.name, std::move(bytes_), decoder().encoding(),
                                                           pipeline_.checkpoints(), prefixes_.blanked);
            input_.secrets = pipeline_.secrets();
            input_.more_secrets = pipeline_.more_secrets();
        } else {
            keep_secrets(head_);
        }
        if (hidden_column_) {
            input_.secrets.insert(input_.secrets.begin(), {*hidden_column_, {0, 0}});
            input_.more_secrets = true;
        }
        input_.bytes = pipeline_.bytes();
        input_.sha256 = pipeline_.sha256();
        if (const std::string error = reader_.error(); !error.empty())
            reading_.problem(Problem::Kind::unreadable, {}, error);
        name_conversions();
        name_double_encoding();
        for (const std::string_view recorded : {"har", "preflight-bundle"}) {
            if (input_.kinds.size() == 1 && input_.kinds.front() == recorded)
                reading_.not_used(recorded, "none of its answers is an export that Preflight reads");
        }
        if (input_.kinds.empty()) {
            input_.kinds.emplace_back("unknown");
            if (kept_ && is_blank_value(input_.source->text()))
                reading_.suggest("it is an empty list or object: there was nothing at the address that it comes from");
            if (!unrecognised_keys_.empty())
                reading_.suggest("it is JSON with the keys " + unrecognised_keys_ +
                                 "; no export that Preflight reads has them");
            if (reading_.explained() == 0 && !input_.metadata_candidate)
                reading_.problem(Problem::Kind::unrecognised, {}, reading_.suggestion());
        }
    }

    // Appends the next decoded piece; false at the end.
    bool pull(std::string& out) {
        more_ = pipeline_.pull(out);
        if (!more_) return false;
        if (progress_) progress_(static_cast<std::size_t>(pipeline_.bytes()));
        return true;
    }
    [[nodiscard]] const text::Decoder& decoder() const { return pipeline_.decoder(); }

    static bool is_blank_value(std::string_view text) {
        constexpr std::size_t kLongest = 100;
        text = text::trim(text);
        std::string visible;
        if (text.size() > kLongest) return false;
        std::copy_if(text.begin(), text.end(), std::back_inserter(visible),
                     [](char c) { return std::string_view(" \t\r\n").find(c) == std::string_view::npos; });
        return visible == "[]" || visible == "{}";
    }

    // Whether a text that begins so can be read piece by piece.
    static bool is_list(std::string_view text) {
        const Form form = form_of(text);
        return form == Form::json || (form == Form::other && recognise(csv_header(text)) != nullptr);
    }

    // Of a kept text. The offsets of the pipeline are those of the text as it was decoded.
    void keep_secrets(std::string_view head) {
        const bool moved = legacy_.has_value() || input_.source->size() != pipeline_.checkpoints().text_size();
        input_.secrets = moved ? find_secrets(input_.source->text(), SecretsOf::input) : pipeline_.secrets();
        input_.more_secrets = input_.secrets.size() > kMaxSecrets || (!moved && pipeline_.more_secrets());
        if (input_.secrets.size() > kMaxSecrets) input_.secrets.resize(kMaxSecrets);
        if (!moved || head.empty()) return;
        // XML begins behind its headers.
        const std::vector<Secret> of_headers = find_secrets(head, SecretsOf::input);
        if (!of_headers.empty()) input_.secrets.insert(input_.secrets.begin(), {of_headers.front().kind, {0, 0}});
    }

    void name_conversions() {
        std::vector<std::string> notes;
        if (!input_.metadata_candidate) {  // whose DOC checks say it
            if (!decoder().converted().empty()) notes.emplace_back(decoder().converted());
            if (legacy_)
                notes.emplace_back(legacy_ == saml::Origin::latin1         ? "ISO-8859-1 was converted to UTF-8"
                                   : legacy_ == saml::Origin::windows_1252 ? "windows-1252 was converted to UTF-8"
                                                                           : "only the ASCII of its encoding was read");
        }
        notes.insert(notes.end(), prefixes_.notes.begin(), prefixes_.notes.end());
        std::string all;
        for (const std::string& note : notes) all += (all.empty() ? "" : "; ") + note;
        if (!all.empty()) reading_.problem(Problem::Kind::encoding_converted, {}, all);
    }

    void name_double_encoding() {
        const auto& at = pipeline_.double_encoded();
        const bool moved =
            legacy_.has_value() || (kept_ && input_.source->size() != pipeline_.checkpoints().text_size());
        if (!at || input_.metadata_candidate || moved || input_.kinds.empty()) return;
        reading_.problem(Problem::Kind::partly_read, reading_.place(static_cast<std::size_t>(*at), 4),
                         "its UTF-8 was taken for windows-1252 when it was saved, so letters beyond ASCII are wrong; "
                         "export it again, with a tool that reads answers as UTF-8");
    }

    [[nodiscard]] saml::Origin origin() const {
        if (decoder().from_utf16()) return decoder().damaged() ? saml::Origin::utf16_damaged : saml::Origin::utf16;
        if (legacy_) return *legacy_;
        return decoder().converted().empty() ? saml::Origin::utf8 : saml::Origin::utf8_marked;
    }

    // What was removed in front of an XML declaration, in words; empty when nothing was.
    [[nodiscard]] std::string_view before_xml() const {
        return prefixes_.in_front_of_xml ? "the HTTP header of an answer" : "";
    }

    // The whole text is in memory.
    void read_kept(std::string text) {
        legacy_ = convert_declared_encoding(text);
        input_.source = std::make_shared<text::Source>(input_.name, std::move(text), prefixes_.start);
        const std::string_view view = input_.source->text();
        const Form form = form_of(view);
        if (form == Form::json) {
            window_.emplace(view);
            begin_json();
            return;
        }
        if (form == Form::other) {
            if (const Artefact* table = recognise_table(view)) {
                begin_csv(*table, view);
                return;
            }
        }
        input_.free_text = form == Form::other;
        if (form == Form::xml || named_xml(input_.name)) {
            read_metadata(view, limits_, origin(), before_xml(), reading_);
        } else {
            read_other_text(view, limits_, origin(), reading_);
        }
    }

    // Larger than what is kept: only lists can be read piece by piece.
    void read_streamed(std::string text) {
        const Form form = form_of(text);
        if (form == Form::json) {
            window_.emplace(
                std::move(text), [this](std::string& out) { return pull(out); }, limits_.element_bytes);
            begin_json();
            return;
        }
        if (form == Form::xml) {
            reading_.problem(Problem::Kind::over_limit, reading_.place(first_visible(text)),
                             "a document may have " + std::to_string(limits_.metadata_bytes >> 20U) +
                                 " MB; only lists of people may be longer");
            return;
        }
        if (const Artefact* table = recognise_table(text)) {
            piece_ = std::move(text);
            begin_csv(*table, piece_);
            return;
        }
        input_.free_text = true;
        reading_.suggest("it is larger than " + std::to_string(limits_.kept_text >> 20U) + " MB and no list of people");
    }

    // ---- JSON ------------------------------------------------------------------------------------------------

    void begin_json() {
        state_ = State::json;
        wrappers_.emplace(static_cast<ArtefactVisitor&>(*this), *window_,
                          Wrappers::Sizes{limits_.tape_bytes, limits_.element_bytes});
        wrappers_->leave_out_unread();
        json_.emplace(*window_, *wrappers_, formats::json::Reader::Limits{limits_.depth, false});
    }

    bool step_json(text::Budget& budget) {
        using Result = formats::json::Reader::Result;
        while (!budget.empty()) {
            if (!inside_value_ && !next_value()) return end_json();
            const std::uint64_t before = json_->position();
            const std::uint64_t units =
                std::min(budget.left(), static_cast<std::uint64_t>(-1) / (2 * Budget::kBytesPerUnit));
            wrappers_->pause_at(before + units * Budget::kBytesPerUnit);
            const Result result = inside_value_ ? json_->resume(wrappers_->open_containers()) : json_->next();
            budget.spend_bytes(json_->position() - std::min(before, json_->position()));
            if (result == Result::stopped) {
                inside_value_ = true;
                const auto back = wrappers_->take_rewind();
                if (!back) return false;
                if (!json_->rewind(*back)) {
                    abandon();
                    return end_json();
                }
                inside_value_ = !wrappers_->open_containers().empty();
                if (!inside_value_) --next_ordinal_;  // the value is read again
                continue;
            }
            inside_value_ = false;
            if (result == Result::error && !recover()) return end_json();
        }
        return false;
    }

    // False at the end of the text, or where what comes is not read.
    bool next_value() {
        if (json_->at_end()) return false;
        if (next_ordinal_ > 0 && !next_answer()) return false;
        is_list_value_ = json_->peek() == '[';
        value_begin_ = json_->position();
        wrappers_->begin_value(next_ordinal_++);
        return true;
    }

    // Answers that were saved into one file one after the other: HTTP headers begin another one, and so does a list,
    // which is a page of its own, and what comes after a list. Other values are the lines of one NDJSON.
    bool next_answer() {
        if (take_headers()) return !json_->at_end();
        const auto begin = static_cast<std::size_t>(json_->position());
        const char c = json_->peek();
        if (c != '[' && !is_list_value_) return true;
        if (c != '[' && c != '{') return not_expected(begin);
        end_answer();
        begin_answer({}, begin);
        return true;
    }
    // Those of all answers that come before the next value. False when there are none.
    bool take_headers() {
        bool any = false;
        while (!json_->at_end() && json_->peek() == kStatusLine.front()) {
            const std::uint64_t begin = json_->position();
            std::string headers, line;
            while (json_->take_line(line, kHeaderBytes) && !text::trim(line).empty()) {
                if (headers.empty() && line.compare(0, kStatusLine.size(), kStatusLine) != 0) break;
                if (headers.size() < kHeaderBytes) headers.append(line).append("\n");
            }
            if (headers.empty()) {
                json_->rewind(begin);
                break;
            }
            end_answer();
            begin_answer(read_headers(headers), static_cast<std::size_t>(begin));
            any = true;
        }
        auto& notes = prefixes_.notes;
        if (any && std::find(notes.begin(), notes.end(), kHeadersNote) == notes.end()) notes.emplace_back(kHeadersNote);
        return any;
    }
    bool not_expected(std::size_t offset) {
        syntax_problem(
            {offset,
             is_list_value_ ? "nothing expected behind the end of the array" : "nothing expected behind the value",
             false, false});
        return false;
    }

    // Half an application or mapping would say that what is missing is not set: what is damaged is left out, and what
    // comes after it in the same list, or in the next value, is read. False when nothing can be read after it.
    bool recover() {
        syntax_problem(*json_->error());
        if (json_->error()->truncated || ++errors_ > kMaxErrors) return abandon();
        if (wrappers_->open_containers().empty()) return json_->skip(value_begin_);
        if (!wrappers_->inside_element()) return abandon();
        const bool whole = json_->skip(wrappers_->element_begin());
        wrappers_->drop_element();
        if (!whole) return abandon();
        inside_value_ = true;
        return true;
    }
    bool abandon() {
        wrappers_->abandon();
        return false;
    }

    bool end_json() {
        const bool useful = std::any_of(input_.kinds.begin(), input_.kinds.end(),
                                        [](const std::string& word) { return word != "okta-error"; });
        if (kept_ && !useful && named_xml(input_.name)) {
            reading_.parsed().problems.clear();
            read_metadata(input_.source->text(), limits_, origin(), before_xml(), reading_);
        }
        return true;
    }

    // A text inside the input. Texts inside that one are not looked for.
    bool read_inner(const Reading::InnerText& inner) {
        if (reading_.is_inner()) return false;
        if (inner.value.exists()) {
            begin_inner(inner);
            wrappers_->read_value(inner.value);
            if (!inner.value.first().exists()) reading_.empty_list();
            reading_.end_inner(inner);
            return true;
        }
        const std::string_view text = inner.text->text();
        const Form form = form_of(text);
        if (form == Form::xml) {
            read_inner_metadata(inner.text, inner.pointer, limits_, reading_);
            return true;
        }
        if (form != Form::json) return true;
        begin_inner(inner);
        formats::json::Window window(text);
        Wrappers wrappers(*this, window, {limits_.tape_bytes, limits_.element_bytes}, inner.pointer + "!");
        formats::json::Reader reader(window, wrappers, {limits_.depth, true});
        wrappers.begin_value(0);
        if (reader.next() == formats::json::Reader::Result::error) {
            syntax_problem(*reader.error());
            wrappers.abandon();
        } else if (is_blank_value(text)) {
            reading_.empty_list();
        }
        reading_.end_inner(inner);
        return true;
    }
    void begin_inner(const Reading::InnerText& inner) {
        reading_.begin_inner(inner);
        if (input_.org.empty()) input_.org = okta_org(inner.address);
    }

    void syntax_problem(const formats::json::Error& error) {
        if (++syntax_problems_ > kMaxSyntaxProblems) return;
        reading_.problem(error.limit ? Problem::Kind::over_limit : Problem::Kind::not_well_formed,
                         reading_.place(error.offset), error.expected);
    }

    bool read(const Node& object) override {
        const Artefact* found = recognise(object);
        return found != nullptr && read_as(*found, object);
    }
    [[nodiscard]] std::span<const std::string_view> unread() const override { return last_->unread; }
    bool read_like_last(const Node& object) override {
        const Artefact* found = recognise(object);
        return found != nullptr && found == last_ && read_as(*found, object);
    }
    bool read_as(const Artefact& recognised, const Node& object) {
        read_found(recognised, object);
        last_ = &recognised;  // behind what is inside it
        return true;
    }
    void read_found(const Artefact& recognised, const Node& object) {
        const Artefact* found = &recognised;
        if (found->instead != nullptr) {
            if (const Artefact* const other = found->instead(reading_); other != nullptr) found = other;
        }
        if (found->read == nullptr) {
            reading_.suggest("it looks like " + std::string(found->unused));
            return;
        }
        reading_.begin(*found);
        note_org(object);
        note_ambiguity(object, *found);
        found->read(object, reading_);
    }
    void note_ambiguity(const Node& artefact, const Artefact& found_as) {
        const Ambiguities::Found found = ambiguities_.find(artefact, found_as.mixed_lists, found_as.inner);
        // What is read again, because it was taken back, is not counted again.
        if (!found.at.exists()) return;
        if (!reading_.is_inner()) {
            if (artefact.span().begin < ambiguous_from_) return;
            ambiguous_from_ = artefact.span().end;
        }
        if (ambiguous_++ == 0) ambiguity_ = {okta::locate(reading_.origin(), found.at), found.what};
    }
    void report_ambiguity() {
        if (ambiguous_ == 0) return;
        std::string detail = std::move(ambiguity_.what);
        if (ambiguous_ > 1)
            detail += ", and " + text::grouped(ambiguous_ - 1) +
                      (ambiguous_ == 2 ? " other object is" : " other objects are") + " like it";
        reading_.problem(Problem::Kind::partly_read, std::move(ambiguity_.at), std::move(detail));
    }
    // Which org answered, by the addresses in the first objects.
    void note_org(const Node& object) {
        constexpr int kTries = 8;
        if (!input_.org.empty() || org_tries_++ >= kTries) return;
        for (Node link = object["_links"].first(); link.exists() && input_.org.empty(); link = link.next())
            input_.org = okta_org(link["href"].as_string());
        if (input_.org.empty()) input_.org = okta_org(object["id"].as_string());
    }
    bool recognises(const Node& outline) override { return recognise(outline) != nullptr; }
    void wrapper(const Node& outline) override {
        for (const Artefact* one : artefacts()) {
            if (one->wraps != nullptr && one->wraps(outline)) reading_.kind(one->kind);
        }
        note_unrecognised(outline);
        // SCIM's and Egnyte's lists (facts egnyte P16); a list of such pages has the same total in each.
        if (const auto total = outline["totalResults"].as_int(); total && *total >= 0)
            reading_.document().total = total;
    }
    // What PF1001 says of an input in which nothing is recognised.
    void note_unrecognised(const Node& object) {
        constexpr int kTries = 8;
        constexpr std::size_t kKeys = 6;
        if (!input_.kinds.empty() || unrecognised_++ >= kTries) return;
        if (const std::string nearest = nearest_artefact(object); !nearest.empty())
            reading_.suggest("it looks most " + nearest);
        if (!unrecognised_keys_.empty()) return;
        std::size_t named = 0;
        for (Node member = object.first(); member.exists() && named < kKeys; member = member.next(), ++named)
            unrecognised_keys_ += (named == 0 ? "" : ", ") + text::repair(member.key().substr(0, 40));
        if (object.size() > kKeys) unrecognised_keys_ += ", …";
    }
    void lost(std::string_view text, formats::json::Range at) override {
        if (std::exchange(lost_reported_, true)) return;
        reading_.problem(
            Problem::Kind::powershell,
            reading_.place(static_cast<std::size_t>(at.begin), static_cast<std::size_t>(at.end - at.begin)),
            text::repair(text.substr(0, 60)));
    }
    void not_objects(std::size_t count, Type type, formats::json::Range at) override {
        std::string detail = "an element of a list is " + std::string(type_in_words(type)) + ", not an object";
        if (count > 1) detail += ", and " + text::grouped(count - 1) + " more";
        reading_.problem(
            Problem::Kind::partly_read,
            reading_.place(static_cast<std::size_t>(at.begin), static_cast<std::size_t>(at.end - at.begin)),
            std::move(detail));
    }
    std::size_t mark(std::uint64_t offset) override { return reading_.mark(offset); }
    void rollback(std::size_t mark) override { reading_.rollback(mark); }
    void too_large(std::size_t mark) override {
        reading_.problem(Problem::Kind::over_limit,
                         reading_.place(static_cast<std::size_t>(reading_.marked_offset(mark))),
                         "one element of more than " + std::to_string(limits_.element_bytes) + " bytes");
    }

    // ---- CSV -------------------------------------------------------------------------------------------------

    const Artefact* recognise_table(std::string_view text) {
        const std::vector<std::string> header = csv_header(text);
        const bool binary = std::any_of(header.begin(), header.end(),
                                        [](const std::string& name) { return name.find('\0') != std::string::npos; });
        const Artefact* const found = binary ? nullptr : recognise(header);
        if (found != nullptr) {
            reading_.begin(*found, false);
            return found;
        }
        if (binary) reading_.suggest("it holds NUL characters, as UTF-32 and binary files do; save it as UTF-8");
        reading_.suggest(near_miss(text));
        constexpr std::string_view kOfCode = "{[;=";
        const bool plain = std::all_of(header.begin(), header.end(), [&](const std::string& name) {
            return name.find_first_of(kOfCode) == std::string::npos;
        });
        if (header.size() > 2 && plain && !binary) {
            std::string names;
            for (std::size_t i = 0; i < std::min<std::size_t>(header.size(), 6); ++i)
                names += (i == 0 ? "" : ", ") + text::repair(header[i].substr(0, 40));
            reading_.suggest("it looks like a table with the columns " + names +
                             "; of tables, Preflight reads people with a login or an e-mail address, Egnyte's Export "
                             "All Users, the exports of Rockstar and the System Log");
        }
        return found;
    }

    void begin_csv(const Artefact& table, std::string_view first) {
        state_ = State::csv;
        csv_rest_ = first;
        csv_table_ = &table;
        csv_.emplace(limits_.element_bytes,
                     [this, &table](const formats::CsvRecord& record) { return read_record(table, record); });
    }

    bool read_record(const Artefact& table, const formats::CsvRecord& record) {
        if (record.number == 1) {
            csv_header_ = record.fields;
            for (const std::string& name : csv_header_) secret_columns_.push_back(secret_named(name));
            return true;
        }
        if (record.fields == csv_header_) return true;  // of tables that were appended to one another
        hide_column(record.fields);
        name_shifted_cells(record);
        name_cut_row(record);
        ++rows_read_;
        formats::CsvRecord cleaned;
        const bool padded = is_padded(record.fields);
        if (padded || std::any_of(record.fields.begin(), record.fields.end(),
                                  [](const std::string& field) { return spoiled(field) != Spoiled::no; })) {
            cleaned = record;
            if (padded) {
                for (std::string& field : cleaned.fields) field = text::trim(field);
            }
            find_spoiled(cleaned);
        }
        const formats::CsvRecord& values = cleaned.fields.empty() ? record : cleaned;
        if (table.kind == "users-csv") name_json_cell(values);
        table.read_record(csv_header_, values, reading_);
        return true;
    }

    // Tools that pad columns put blanks at an end of each cell, but perhaps not of the outermost ones.
    static bool is_padded(const std::vector<std::string>& fields) {
        std::size_t padded = 0;
        for (std::size_t i = 0; i < fields.size(); ++i) {
            const std::string_view trimmed = text::trim(fields[i]);
            if (trimmed.empty()) continue;
            if (trimmed.size() != fields[i].size()) ++padded;
            else if (i > 0 && i + 1 < fields.size()) return false;
        }
        return padded > 1;
    }

    // The last row of a file that was cut off.
    void name_cut_row(const formats::CsvRecord& record) {
        if (record.fields.size() >= csv_header_.size()) return;
        if (csv_ended_ && short_rows_ == 0 && rows_read_ > 0) {
            reading_.row_problem(record, RowProblem::cut,
                                 "its last row has " + std::to_string(record.fields.size()) +
                                     " cells, the header has " + std::to_string(csv_header_.size()) +
                                     ", and no line end comes after it, so the file may be cut off");
        }
        ++short_rows_;
    }

    // What their values were is unknown.
    void find_spoiled(formats::CsvRecord& record) {
        for (std::size_t i = 0; i < record.fields.size(); ++i) {
            const std::string& field = record.fields[i];
            const Spoiled how = spoiled(field);
            if (how == Spoiled::no) continue;
            record.lost.push_back(i);
            name_spoiled(record, i, how);
        }
    }
    void name_spoiled(const formats::CsvRecord& record, std::size_t column, Spoiled how) {
        const std::string& field = record.fields[column];
        const auto name = [&](RowProblem what, std::string_view why) {
            if (reading_.has_said(what)) return;
            std::string words = "the cell " + quoted_cell(field);
            if (column < csv_header_.size()) words += " of the column " + quoted_cell(csv_header_[column]);
            reading_.row_problem(record, what, words.append(why));
        };
        switch (how) {
            case Spoiled::number:
                name(RowProblem::number,
                     " is what a spreadsheet leaves of a long number; such values are unknown, so export the table "
                     "again and do not save it with a spreadsheet");
                break;
            case Spoiled::error:
                name(RowProblem::error,
                     " is an error of a spreadsheet; such values are unknown, so correct the formula or export the "
                     "table again");
                break;
            case Spoiled::object:
                reading_.row_problem(record, RowProblem::object, text::repair(field.substr(0, 60)),
                                     Problem::Kind::powershell);
                break;
            case Spoiled::bytes:
                reading_.row_problem(record, RowProblem::bytes, "these bytes are not UTF-8; save it as \"CSV UTF-8\"",
                                     Problem::Kind::not_well_formed);
                break;
            case Spoiled::no:
                break;
        }
    }

    // A separator in a value that is not quoted moves what comes after it into the next columns.
    void name_shifted_cells(const formats::CsvRecord& record) {
        const std::size_t size = csv_header_.size();
        if (reading_.has_said(RowProblem::shifted) || record.fields.size() <= size) return;
        if (std::all_of(record.fields.begin() + static_cast<std::ptrdiff_t>(size), record.fields.end(),
                        [](const std::string& cell) { return text::trim(cell).empty(); }))
            return;
        reading_.row_problem(record, RowProblem::shifted,
                             "row " + std::to_string(record.number) + " has " + std::to_string(record.fields.size()) +
                                 " cells and the header " + std::to_string(size) +
                                 "; quote values that hold a separator, because values may be in the wrong columns");
    }

    // Tools that flatten JSON into a table put what has no column of its own into a cell, as text.
    void name_json_cell(const formats::CsvRecord& record) {
        if (reading_.has_said(RowProblem::json)) return;
        for (std::size_t i = 0; i < std::min(csv_header_.size(), record.fields.size()); ++i) {
            const std::string_view cell = text::trim(record.fields[i]);
            if (cell.size() < 2 ||
                !((cell.front() == '{' && cell.back() == '}') || (cell.front() == '[' && cell.back() == ']')))
                continue;
            if (!formats::json::parse(cell).ok()) continue;
            reading_.row_problem(record, RowProblem::json,
                                 "the column " + quoted_cell(csv_header_[i]) +
                                     " holds JSON, whose values are not read; save the people as JSON, or give each "
                                     "value a column");
            return;
        }
    }

    // Rows are shown as lines, so a table with a column of secrets is not shown at all.
    void hide_column(const std::vector<std::string>& fields) {
        if (hidden_column_) return;
        for (std::size_t i = 0; i < std::min(secret_columns_.size(), fields.size()); ++i) {
            if (secret_columns_[i] && is_secret_value(fields[i])) hidden_column_ = secret_columns_[i];
        }
    }

    // A table of people or accounts is never empty: it is not given.
    void no_rows(const Artefact& table) {
        reading_.not_used(table.kind, "it has a header and no rows");
        if (table.given != nullptr) static_cast<Given&>(reading_.parsed()).*table.given = false;
    }

    bool step_csv(text::Budget& budget) {
        bool going = true;
        while (going) {
            if (budget.empty()) return false;
            const std::size_t size = std::min(csv_rest_.size(), kCsvPiece);
            budget.spend_bytes(size);
            going = csv_->feed(csv_rest_.substr(0, size));
            csv_rest_.remove_prefix(size);
            if (!going || !csv_rest_.empty()) continue;
            if (kept_ || !more_) break;
            piece_.clear();
            pull(piece_);
            csv_rest_ = piece_;
        }
        csv_ended_ = true;
        if (going) csv_->finish();
        if (rows_read_ == 0 && !csv_->error()) no_rows(*csv_table_);
        if (csv_->error()) {
            const formats::CsvError& error = *csv_->error();
            reading_.problem(error.limit ? Problem::Kind::over_limit : Problem::Kind::not_well_formed,
                             reading_.place(error.offset), error.expected);
        }
        return true;
    }

    std::shared_ptr<ParsedInput> parsed_;
    Input& input_;
    Reading reading_;
    const Limits& limits_;
    ByteReader& reader_;
    RowsBeside rows_;
    Pipeline pipeline_;  // behind what its second thread uses
    std::function<void(std::size_t)> progress_;
    std::shared_ptr<text::ByteSource> bytes_;
    State state_ = State::gathering;
    std::string text_;          // what was gathered
    bool more_ = true;          // the input has not ended
    std::optional<bool> list_;  // it can be read piece by piece; once enough of it is there to tell
    bool kept_ = false;
    Prefixes prefixes_;
    std::string head_;                  // saved HTTP headers, as they were
    Answer answer_;                     // that is read
    std::size_t answer_begin_ = 0;      // its offset
    std::size_t explained_before_ = 0;  // problems that were explained when it began
    std::size_t syntax_problems_ = 0;
    bool lost_reported_ = false;
    int org_tries_ = 0;
    std::optional<saml::Origin> legacy_;  // the encoding that was declared and converted

    // JSON
    std::optional<formats::json::Window> window_;
    std::optional<Wrappers> wrappers_;
    std::optional<formats::json::Reader> json_;
    std::size_t next_ordinal_ = 0;
    std::uint64_t value_begin_ = 0;
    bool is_list_value_ = false;  // the last value is a list
    bool inside_value_ = false;   // the reading goes on inside it
    std::size_t errors_ = 0;
    int unrecognised_ = 0;           // objects that are nothing that is known,
    std::string unrecognised_keys_;  // and the keys of the first one

    const Artefact* last_ = nullptr;  // that was read

    Ambiguities ambiguities_;
    struct {
        findings::Location at;
        std::string what;
    } ambiguity_;                     // the first one
    std::size_t ambiguous_ = 0;       // objects with one
    std::size_t ambiguous_from_ = 0;  // where the text begins that was not looked through

    // CSV
    std::optional<formats::CsvReader> csv_;
    const Artefact* csv_table_ = nullptr;
    std::size_t rows_read_ = 0, short_rows_ = 0;
    bool csv_ended_ = false;  // the record that comes has no line end
    std::vector<std::string> csv_header_;
    std::vector<std::optional<SecretKind>> secret_columns_;  // by column
    std::optional<SecretKind> hidden_column_;
    std::string piece_;
    std::string_view csv_rest_;  // of the kept text or of piece_
};

Parsing::Parsing(std::size_t slot, std::string name, ByteReader& reader, const Limits& limits,
                 std::shared_ptr<population::Atoms> atoms, const std::function<void(std::size_t)>& progress,
                 unsigned threads, std::string path) {
    auto parsed = std::make_shared<ParsedInput>(slot, std::move(atoms));
    parsed->input.name = std::move(name);
    parsed->input.path = path.empty() ? parsed->input.name : std::move(path);
    intake_ = std::make_unique<Intake>(std::move(parsed), reader, limits, progress, threads);
}
Parsing::~Parsing() = default;
Parsing::Parsing(Parsing&&) noexcept = default;
Parsing& Parsing::operator=(Parsing&&) noexcept = default;

bool Parsing::step(text::Budget& budget) {
    return intake_->step(budget);
}
std::shared_ptr<const ParsedInput> Parsing::take() {
    return intake_->take();
}

std::shared_ptr<const ParsedInput> parse(std::size_t slot, std::string name, ByteReader& reader, const Limits& limits,
                                         std::shared_ptr<population::Atoms> atoms,
                                         const std::function<void(std::size_t)>& progress, unsigned threads,
                                         std::string path) {
    Parsing parsing(slot, std::move(name), reader, limits, std::move(atoms), progress, threads, std::move(path));
    text::Budget all = text::Budget::unlimited();
    while (!parsing.step(all)) {
    }
    return parsing.take();
}

}  // namespace preflight::intake
