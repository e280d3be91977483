// The input that is being read, as the files in artefacts/ see it: where they put what they read, and how a part is
// taken back (wrappers.h).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/formats/json/document.h"
#include "core/intake/parsed_input.h"
#include "core/okta/readers.h"
#include "core/population/table.h"

namespace preflight::intake {

struct Artefact;

class Reading {
public:
    explicit Reading(std::shared_ptr<ParsedInput> parsed) : parsed_(std::move(parsed)) {}

    [[nodiscard]] ParsedInput& parsed() { return *parsed_; }
    [[nodiscard]] okta::Origin origin() const { return {parsed_->input.slot}; }

    // An artefact of that kind comes.
    void begin(const Artefact& artefact);
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
    okta::RowColumns user_columns, app_user_columns;

    // The state of everything above, and the way back to it. A rollback ends all younger marks.
    std::size_t mark(std::uint64_t offset);
    void rollback(std::size_t mark);
    [[nodiscard]] std::uint64_t marked_offset(std::size_t mark) const { return marks_[mark].offset; }

private:
    struct Mark {
        std::uint64_t offset = 0;
        population::Table::Mark users, app_users, egnyte_users;
        std::array<bool, 4> given{};
        std::array<std::size_t, 9> sizes{};
        std::optional<Scenario> scenario;
        std::size_t explained = 0;
        std::string suggestion;
    };

    // The list of the row before, which is nearly always the list of the next one.
    struct LastList {
        const population::Table* table = nullptr;
        std::uint16_t number = 0;
        std::string pointer;
    };

    std::shared_ptr<ParsedInput> parsed_;
    LastList last_list_;
    std::size_t explained_ = 0;
    std::string suggestion_;
    std::vector<Mark> marks_;
};

}  // namespace preflight::intake
