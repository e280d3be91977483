// Answers of an API in place of an export: the account may not view it, the session has ended, the address holds
// nothing, too many requests. A browser's HAR, a bundle of the collector and saved HTTP headers show them. What was
// refused was not read: it is unknown, never an empty list.
//
// An address that answered in the same input was not refused: whoever waits and asks again has both answers in one HAR.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/intake/parsed_input.h"

namespace preflight::intake {

class Refusals {
public:
    // The answer to `address` had this status; 0: there was no answer. Nothing is kept of an address that answers with
    // nothing that is read, nor of more than kMost requests.
    void refuse(std::string_view address, std::int64_t status, findings::Location at);
    void answer(std::string_view address);

    // One problem for each artefact and status, in the order of their first requests.
    [[nodiscard]] std::vector<Problem> problems() const;

    // For what is taken back (Reading::mark).
    struct Mark {
        std::size_t refused = 0, answered = 0;
    };
    [[nodiscard]] Mark mark() const { return {refused_.size(), answered_.size()}; }
    void rollback(const Mark& mark);

private:
    static constexpr std::size_t kMost = 10'000;
    struct Refused {
        std::string address;
        std::int64_t status = 0;
        findings::Location at;
    };
    std::vector<Refused> refused_;
    std::vector<std::uint64_t> answered_;  // hashes of addresses
};

}  // namespace preflight::intake
