// What is done to every byte of an input before it is parsed: SHA-256, decoding, noting the places from which text that
// is not kept is found again, and looking for secrets. With two threads this happens ahead of the caller, in a
// second one; the text that comes out is the same, in the same pieces. The second thread also does work that the caller
// gives it, between the pieces.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/crypto/digest.h"
#include "core/intake/byte_reader.h"
#include "core/intake/secret_search.h"
#include "core/text/decoder.h"
#include "core/text/position.h"
#include "core/text/span.h"

namespace preflight::intake {

class Pipeline {
public:
    // With more than one thread, `reader` is called from another thread than the caller's until pull() returns false or
    // the pipeline is gone. Small inputs are not worth a thread and get none.
    Pipeline(ByteReader& reader, unsigned threads);
    ~Pipeline();
    Pipeline(const Pipeline&) = delete;
    Pipeline& operator=(const Pipeline&) = delete;

    // Appends the next piece of decoded text; false at the end of the input. Throws what the reader threw.
    bool pull(std::string& out);

    // Of the bytes as given, up to the piece that was pulled last.
    [[nodiscard]] std::uint64_t bytes() const { return bytes_; }

    // The rest only after the end. The digest may be wanted before it is ready, and is then waited for: ask for it
    // last.
    [[nodiscard]] std::string sha256();
    [[nodiscard]] const text::Decoder& decoder() const { return decoder_; }
    [[nodiscard]] const text::Checkpoints& checkpoints() const { return checkpoints_; }
    // Places in the decoded text, in its order; at most kMaxSecrets.
    [[nodiscard]] const std::vector<Secret>& secrets() const { return secrets_; }
    [[nodiscard]] bool more_secrets() const { return more_secrets_; }
    // Where the first text is that was encoded twice (spoiled_cells.h), in the decoded text.
    [[nodiscard]] const std::optional<std::uint64_t>& double_encoded() const { return double_encoded_; }

    // Of an input that is large enough for one.
    [[nodiscard]] bool has_second_thread() const { return ahead_ != nullptr; }
    class Work {
    public:
        Work() = default;
        virtual ~Work() = default;
        Work(const Work&) = delete;
        Work& operator=(const Work&) = delete;
        virtual void run() = 0;
    };
    // Has the second thread, which there must be, do the work, in the order in which it is given. Waits while much is
    // waiting to be done. Work that is done comes back, or null.
    [[nodiscard]] std::unique_ptr<Work> run_beside(std::unique_ptr<Work> work);
    // Returns when all work is done. Throws what it threw.
    void wait();

private:
    struct Piece {
        std::string text;
        std::uint64_t bytes = 0;  // of the input, up to the end of this piece
        bool last = false;
    };
    class Ahead;  // the second thread

    void start_ahead();
    // One step of the work, on whichever thread: fills in the next piece, and the bytes that it was made of.
    void step(Piece& piece, std::string& bytes);
    void decode(std::string_view bytes, std::string& out);
    void look_for_secrets(std::string_view text, bool last);

    ByteReader& reader_;
    unsigned threads_;
    std::uint64_t bytes_ = 0;
    bool ended_ = false;
    std::string spare_;

    // Of step(): touched by one thread at a time.
    crypto::Sha256 digest_;
    text::Decoder decoder_;
    text::Checkpoints checkpoints_;
    std::vector<Secret> secrets_;
    bool more_secrets_ = false;
    std::optional<std::uint64_t> double_encoded_;
    std::string buffer_, window_;
    std::uint64_t read_ = 0;
    std::uint64_t window_end_ = 0;  // offset in the text

    std::unique_ptr<Ahead> ahead_;  // the last member: its thread ends before the others go
};

}  // namespace preflight::intake
