#include "core/intake/pipeline.h"

#include <algorithm>

namespace preflight::intake {

namespace {

constexpr std::size_t kPiece = 256U << 10U;
constexpr std::size_t kBetweenCheckpoints = 64U << 10U;

}  // namespace

void Pipeline::decode(std::string_view bytes, std::string& out) {
    for (std::size_t at = 0; at < bytes.size(); at += kBetweenCheckpoints) {
        const std::string_view part = bytes.substr(at, kBetweenCheckpoints);
        const std::size_t before = out.size();
        decoder_.feed(part, out);
        bytes_ += part.size();
        if (checkpoints_.text_size() == 0 && out.size() > before)
            checkpoints_ = text::Checkpoints(decoder_.mark_size());
        checkpoints_.append(std::string_view(out).substr(before), bytes_ - decoder_.pending());
    }
}

bool Pipeline::pull(std::string& out) {
    if (ended_) return false;
    buffer_.resize(kPiece);
    const std::size_t count = std::min(reader_.read(buffer_.data(), buffer_.size()), buffer_.size());
    if (count == 0) {
        ended_ = true;
        const std::size_t before = out.size();
        decoder_.finish(out);
        checkpoints_.append(std::string_view(out).substr(before), bytes_);
        return false;
    }
    const std::string_view bytes(buffer_.data(), count);
    digest_.update(bytes);
    decode(bytes, out);
    return true;
}

}  // namespace preflight::intake
