// How much of an input is read. Reaching a limit is a finding (PF1007), never silence.
#pragma once

#include <cstddef>

namespace preflight::intake {

struct Limits {
    std::size_t kept_text = 32U << 20U;      // bytes of one input whose text stays in memory
    std::size_t metadata_bytes = 5U << 20U;  // DOC-14
    std::size_t element_bytes = 16U << 20U;  // one artefact in an input whose text is not kept
    std::size_t tape_bytes = 1U << 20U;      // one object that is looked at as a whole (core/intake/wrappers.h)
    std::size_t depth = 256;
};

// Inputs of one session: rows keep the number of theirs in two bytes.
inline constexpr std::size_t kMaxInputs = 65'536;

// Secrets of one input whose places are remembered. With more of them, nothing of the input is shown.
inline constexpr std::size_t kMaxSecrets = 1000;

}  // namespace preflight::intake
