// How much of an input is read. Reaching a limit is a finding (PF1007), never silence.
#pragma once

#include <cstddef>
#include <cstdint>

namespace preflight::intake {

struct Limits {
    std::size_t kept_text = 32U << 20U;      // bytes of one input whose text stays in memory
    std::size_t metadata_bytes = 5U << 20U;  // DOC-14
    std::size_t element_bytes = 16U << 20U;  // one artefact in an input whose text is not kept
    std::size_t tape_bytes = 1U << 20U;      // one object that is looked at as a whole (core/intake/wrappers.h)
    std::size_t depth = 256;
    // Of one ZIP archive: files, bytes of all of them unpacked, and how many times its packed size one file may have.
    // JSON packs 10 to 50 times smaller; bombs pack 1,000 times smaller.
    std::size_t archive_entries = 10'000;
    std::uint64_t archive_bytes = std::uint64_t{4} << 30U;
    std::uint64_t archive_ratio = 200;
    // Of a Terraform plan, read the state it begins with and not what it plans.
    bool prior_state_of_plans = false;
};

// Inputs of one session: rows keep the number of theirs in two bytes.
inline constexpr std::size_t kMaxInputs = 65'536;

// Secrets of one input whose places are remembered. With more of them, nothing of the input is shown.
inline constexpr std::size_t kMaxSecrets = 1000;

}  // namespace preflight::intake
