#include "core/intake/pipeline.h"

#include <algorithm>
#include <utility>

#include "core/intake/limits.h"

// Emscripten's threads need a page that is isolated from other origins, which a file opened from disk is not.
#ifndef __EMSCRIPTEN__
#define PREFLIGHT_THREADS
#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#endif

namespace preflight::intake {

namespace {

constexpr std::size_t kPiece = 256U << 10U;
constexpr std::size_t kBetweenCheckpoints = 64U << 10U;
constexpr std::size_t kWindow = 256U << 10U;  // text searched for secrets at once
constexpr std::size_t kOverlap = 64U << 10U;  // more than any secret has
constexpr std::size_t kSmall = 1U << 20U;     // bytes that are read before a thread is started

}  // namespace

#ifdef PREFLIGHT_THREADS

class Pipeline::Ahead {
public:
    static constexpr std::size_t kMost = 8;           // pieces that wait for the caller
    static constexpr std::size_t kMostUnhashed = 64;  // pieces whose bytes wait for the digest

    explicit Ahead(Pipeline& pipeline) : thread_([this, &pipeline] { run(pipeline); }) {}
    ~Ahead() {
        {
            const std::lock_guard lock(mutex_);
            stopped_ = true;
        }
        room_.notify_one();
        if (thread_.joinable()) thread_.join();
    }
    Ahead(const Ahead&) = delete;
    Ahead& operator=(const Ahead&) = delete;

    // Waits for the next piece. `piece.text` comes in as a buffer to use again.
    void take(Piece& piece) {
        std::unique_lock lock(mutex_);
        piece.text.clear();
        spare_.push_back(std::move(piece.text));
        ready_.wait(lock, [this] { return !pieces_.empty() || fault_ != nullptr; });
        if (pieces_.empty()) std::rethrow_exception(fault_);
        piece = std::move(pieces_.front());
        pieces_.pop_front();
        lock.unlock();
        room_.notify_one();
    }

private:
    // Text goes first: a document that is parsed as a whole waits for all of it, while the digest is wanted last.
    void run(Pipeline& pipeline) {
        try {
            std::deque<std::string> unhashed;
            for (bool more = true; more || !unhashed.empty();) {
                const bool may_wait = unhashed.empty();
                Piece piece;
                if (more && unhashed.size() < kMostUnhashed && room_for(piece, may_wait)) {
                    std::string bytes = std::move(spare_bytes_);
                    pipeline.step(piece, bytes);
                    more = !piece.last;
                    unhashed.push_back(std::move(bytes));
                    {
                        const std::lock_guard lock(mutex_);
                        pieces_.push_back(std::move(piece));
                    }
                    ready_.notify_one();
                } else if (unhashed.empty()) {
                    return;  // stopped
                } else {
                    pipeline.digest_.update(unhashed.front());
                    spare_bytes_ = std::move(unhashed.front());
                    unhashed.pop_front();
                }
            }
        } catch (...) {
            {
                const std::lock_guard lock(mutex_);
                fault_ = std::current_exception();
            }
            ready_.notify_one();
        }
    }

    // True when one more piece may wait for the caller; `piece` gets a buffer to use again.
    bool room_for(Piece& piece, bool may_wait) {
        std::unique_lock lock(mutex_);
        const auto decided = [this] { return stopped_ || pieces_.size() < kMost; };
        if (may_wait) room_.wait(lock, decided);
        if (stopped_ || !decided()) return false;
        if (!spare_.empty()) {
            piece.text = std::move(spare_.back());
            spare_.pop_back();
        }
        return true;
    }

    std::mutex mutex_;
    std::condition_variable ready_, room_;
    std::deque<Piece> pieces_;
    std::vector<std::string> spare_;
    std::string spare_bytes_;  // of the second thread alone
    std::exception_ptr fault_;
    bool stopped_ = false;
    std::thread thread_;  // the last member: it uses the others
};

#else

class Pipeline::Ahead {
public:
    explicit Ahead(Pipeline&) {}
    void take(Piece&) {}
};

#endif

Pipeline::Pipeline(ByteReader& reader, unsigned threads) : reader_(reader), threads_(threads) {
#ifndef PREFLIGHT_THREADS
    threads_ = 1;
#endif
}
Pipeline::~Pipeline() = default;

bool Pipeline::pull(std::string& out) {
    if (ended_) return false;
    if (threads_ > 1 && ahead_ == nullptr && bytes_ >= kSmall) start_ahead();
    Piece piece;
    piece.text = std::move(spare_);
    if (ahead_ != nullptr) {
        ahead_->take(piece);
    } else {
        step(piece, buffer_);
        digest_.update(buffer_);
    }
    bytes_ = piece.bytes;
    ended_ = piece.last;
    if (out.empty()) {
        out.swap(piece.text);
    } else {
        out.append(piece.text);
    }
    spare_ = std::move(piece.text);
    return !ended_;
}

std::string Pipeline::sha256() {
    ahead_.reset();  // when it has hashed the rest
    return digest_.hex();
}

void Pipeline::start_ahead() {
#ifdef PREFLIGHT_THREADS
    try {
        ahead_ = std::make_unique<Ahead>(*this);
    } catch (const std::system_error&) {
        threads_ = 1;  // the machine has no room for another thread
    }
#endif
}

void Pipeline::step(Piece& piece, std::string& bytes) {
    piece.text.clear();
    bytes.resize(kPiece);
    bytes.resize(std::min(reader_.read(bytes.data(), bytes.size()), bytes.size()));
    if (!bytes.empty()) {
        decode(bytes, piece.text);
    } else {
        piece.last = true;
        decoder_.finish(piece.text);
        checkpoints_.append(piece.text, read_);
    }
    look_for_secrets(piece.text, piece.last);
    piece.bytes = read_;
}

void Pipeline::decode(std::string_view bytes, std::string& out) {
    for (std::size_t at = 0; at < bytes.size(); at += kBetweenCheckpoints) {
        const std::string_view part = bytes.substr(at, kBetweenCheckpoints);
        const std::size_t before = out.size();
        decoder_.feed(part, out);
        read_ += part.size();
        if (checkpoints_.text_size() == 0 && out.size() > before)
            checkpoints_ = text::Checkpoints(decoder_.mark_size());
        checkpoints_.append(std::string_view(out).substr(before), read_ - decoder_.pending());
    }
}

void Pipeline::look_for_secrets(std::string_view text, bool last) {
    window_.append(text);
    window_end_ += text.size();
    if (window_.size() < kWindow + kOverlap && !last) return;
    if (!more_secrets_) {
        const auto begin = static_cast<std::size_t>(window_end_) - window_.size();
        // What the window before found in the overlap may have been cut off there.
        for (const Secret& secret : find_secrets(window_, SecretsOf::input))
            secrets_.push_back({secret.kind, {secret.span.begin + begin, secret.span.end + begin}});
        normalise(secrets_);
        more_secrets_ = secrets_.size() > kMaxSecrets;
        if (more_secrets_) secrets_.resize(kMaxSecrets);
    }
    if (window_.size() > kOverlap) window_.erase(0, window_.size() - kOverlap);
}

}  // namespace preflight::intake
