// The input that is being read, as the files in artefacts/ see it: where they put what they read, and how a part is
// taken back (wrappers.h).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/formats/csv.h"
#include "core/formats/embedded.h"
#include "core/formats/json/document.h"
#include "core/intake/parsed_input.h"
#include "core/intake/refusals.h"
#include "core/intake/rows_beside.h"
#include "core/okta/people_columns.h"
#include "core/okta/readers.h"
#include "core/population/table.h"

namespace preflight::intake {

struct Artefact;

// The group that a list of users belongs to, as far as its address or its file name says; both empty: it belongs to
// none, or nothing says to which.
struct MembersOf {
    bool members = false;  // the list is one of members
    std::string id, name;
};
[[nodiscard]] MembersOf members_of(std::string_view address, std::string_view file_name);

// A cell of a table for a message: in quotes, and no more of it than a message can hold.
[[nodiscard]] std::string quoted_cell(std::string_view cell);

class Reading {
public:
    // `rows` outlives it.
    Reading(std::shared_ptr<ParsedInput> parsed, RowsBeside& rows) : parsed_(std::move(parsed)), rows_(rows) {}

    [[nodiscard]] ParsedInput& parsed() { return *parsed_; }
    [[nodiscard]] okta::Origin origin() const { return {parsed_->input.slot, outer_}; }

    // A text inside the input: the body of an answer in a HAR or a bundle, a string of Terraform's JSON.
    struct InnerText {
        std::shared_ptr<const formats::Embedded> text;  // with its way to the bytes of the input
        formats::json::Node value;                      // in place of a text: a list or an object of the document
        std::string pointer;                            // of the string, or of the value
        std::string address;                            // that it was fetched from; may be empty
        std::string self, next;                         // of its headers
        bool headers = false;                           // its headers are known
        [[nodiscard]] text::Span span() const { return text != nullptr ? text->outer() : value.span(); }
    };
    // Reads it as if it were an input of its own; false for a text inside a text inside a text. Set by intake.
    using ReadInner = std::function<bool(const InnerText&)>;
    void on_inner_text(ReadInner read) { read_inner_ = std::move(read); }
    bool read_inner(const InnerText& inner) { return read_inner_ && read_inner_(inner); }
    // The same for the body of an answer of an API, which is a refusal where it is a web page in place of JSON.
    void read_answer(const InnerText& inner, const findings::Location& at);
    // What is read is a text with that way to the bytes of the input; null: the input itself.
    void set_outer(const formats::Embedded* outer) {
        outer_ = outer;
        last_list_ = {};
    }
    // What is read is a text inside the input.
    [[nodiscard]] bool is_inner() const { return inner_; }
    // Limits::prior_state_of_plans.
    void set_prior_state_of_plans(bool prior) { prior_state_of_plans_ = prior; }
    [[nodiscard]] bool prior_state_of_plans() const { return prior_state_of_plans_; }

    // An artefact of that kind comes; `count`: it is one of a list.
    void begin(const Artefact& artefact, bool count = true);
    // What the text that is read says of itself. Applies to what is read until end_document().
    struct Document {
        std::string address;     // that it was fetched from; may be empty
        std::string self, next;  // of its headers
        bool headers = false;    // its headers are known: without a next page the list is whole
        std::optional<std::int64_t> total;
        // What the list was asked for with, as far as anything says it.
        [[nodiscard]] const std::string& asked_for_at() const { return address.empty() ? self : address; }
    };
    [[nodiscard]] Document& document() { return document_; }
    // An API refused what was asked for (refusals.h). Refusals are problems of the input once report_refusals() is
    // called.
    void refused(std::string_view address, std::int64_t status, findings::Location at);
    void report_refusals();
    // The text is a list without an element: so is what its address answers with.
    void empty_list();
    // Ends the text: its lists are complete.
    void end_document(const findings::Location& at);
    // Adds a kind word (spec 2) to those of the input.
    void kind(std::string_view word);
    void problem(Problem::Kind what, findings::Location at, std::string detail, std::string extra = {});
    // What an input that is not used looks like, after "x is not used: ". The first one counts.
    void suggest(std::string words);
    [[nodiscard]] const std::string& suggestion() const { return suggestion_; }
    // How many problems explain that an input is not used.
    [[nodiscard]] std::size_t explained() const { return explained_; }
    [[nodiscard]] findings::Location place(std::size_t offset, std::size_t length = 1) const;

    // Begins the row that an object is. `inner` is the end of its pointer that all rows of its list have in common.
    population::Table& begin_row(population::Table& table, const formats::json::Node& object,
                                 std::string_view inner = {});
    // The same, and fills it: perhaps later, beside the reading of what comes next.
    void fill_row(RowsBeside::Fill fill, population::Table& table, const formats::json::Node& object,
                  okta::RowColumns& columns, std::string_view inner = {});
    // The same for a record of a CSV.
    void begin_csv_row(population::Table& table, const formats::CsvRecord& record);
    // The address of the document, and what it says, has changed.
    void set_address() { list_address_.reset(); }
    // What it says of the rows of a list; kept by rows that are filled later.
    [[nodiscard]] const RowsBeside::Address& list_address();
    // The id of the application in the address; empty where it has none.
    [[nodiscard]] const std::string& app_of_address() { return list_address()->app_id; }
    // The group whose members the text lists.
    [[nodiscard]] const MembersOf& members_of();
    // What is recognised and has no influence, once for each reason.
    void not_used(std::string_view kind, std::string_view why);
    okta::RowColumns user_columns, app_user_columns, member_columns, app_group_columns;
    // A person of a table, in the row that was begun last.
    void read_person(const std::vector<std::string>& header, const formats::CsvRecord& record,
                     population::Table& people);
    // What is wrong with a row of a table: said of the first one only, for each kind.
    enum class RowProblem : std::uint8_t {
        boolean,
        status,
        other_value,
        cut,
        shifted,
        json,
        number,
        error,
        object,
        bytes
    };
    // Nothing more will be said of that kind: the words need not be made.
    [[nodiscard]] bool has_said(RowProblem what) const {
        return (row_problems_ >> static_cast<unsigned>(what) & 1U) != 0;
    }
    void row_problem(const formats::CsvRecord& record, RowProblem what, std::string detail,
                     Problem::Kind kind = Problem::Kind::partly_read);

    // Begins and ends a text inside the one that is read; they do not nest further.
    void begin_inner(const InnerText& inner);
    void end_inner(const InnerText& inner);

    // The state of everything above, and the way back to it. A rollback ends all younger marks.
    std::size_t mark(std::uint64_t offset);
    void rollback(std::size_t mark);
    [[nodiscard]] std::uint64_t marked_offset(std::size_t mark) const { return marks_[mark].offset; }

private:
    void end_lists(const findings::Location& at);
    void place_row(population::Table& table, const formats::json::Node& object, std::string_view inner);
    // How many objects of one kind the text gave.
    struct Counted {
        const Artefact* artefact = nullptr;
        std::size_t size = 0;
    };

    struct Mark {
        std::uint64_t offset = 0;
        std::array<population::Table::Mark, ParsedInput::kTables> tables;
        Given given;
        std::vector<std::size_t> sizes;  // of the lists of objects, then of problems, kinds and counts
        Document document;
        std::optional<Scenario> scenario;
        Refusals::Mark refusals;
        std::vector<Counted> counted;
        std::size_t explained = 0;
        std::string suggestion;
    };

    // The list of the row before, which is nearly always the list of the next one.
    struct LastList {
        const population::Table* table = nullptr;
        std::uint16_t number = 0;
        // Which one: by its pointer, or, if it lies within a document, by its first byte.
        std::string pointer;
        static constexpr std::size_t kNowhere = static_cast<std::size_t>(-1);
        std::size_t begin = kNowhere;
    };

    std::shared_ptr<ParsedInput> parsed_;
    RowsBeside& rows_;
    LastList last_list_;
    ReadInner read_inner_;
    const formats::Embedded* outer_ = nullptr;
    bool inner_ = false;
    bool prior_state_of_plans_ = false;
    Document outer_document_;
    std::vector<Counted> outer_counted_;
    Document document_;
    RowsBeside::Address list_address_;  // when asked for
    MembersOf members_of_;              // with it
    std::vector<Counted> counted_;
    Refusals refusals_;
    okta::PeopleRows people_rows_;
    std::uint32_t row_problems_ = 0;  // bits of RowProblem
    std::size_t explained_ = 0;
    std::string suggestion_;
    std::vector<Mark> marks_;
};

}  // namespace preflight::intake
