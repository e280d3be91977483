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

#include "core/intake/spoiled_cells.h"

namespace preflight::intake {

namespace {

constexpr std::size_t kPiece = 256U << 10U;
constexpr std::size_t kBetweenCheckpoints = 64U << 10U;
constexpr std::size_t kWindow = 256U << 10U;      // text searched for secrets at once
constexpr std::size_t kOverlap = 64U << 10U;      // more than any secret has
constexpr std::size_t kForOneThread = 1U << 20U;  // bytes that are read before a second one is started

}  // namespace

#ifdef PREFLIGHT_THREADS

class Pipeline::Ahead {
public:
    static constexpr std::size_t kFew = 2;            // pieces that are made before anything else
    static constexpr std::size_t kMost = 8;           // pieces that wait for the caller
    static constexpr std::size_t kMostUnhashed = 16;  // pieces whose bytes wait for the digest
    static constexpr std::size_t kMostWork = 16;

    explicit Ahead(Pipeline& pipeline) : thread_([this, &pipeline] { run(pipeline); }) {}
    // Ends when everything that was read is hashed.
    ~Ahead() {
        {
            const std::lock_guard lock(mutex_);
            stopped_ = true;
        }
        to_do_.notify_one();
        if (thread_.joinable()) thread_.join();
    }
    Ahead(const Ahead&) = delete;
    Ahead& operator=(const Ahead&) = delete;

    // Waits for the next piece. `piece.text` comes in as a buffer to use again.
    void take(Piece& piece) {
        std::unique_lock lock(mutex_);
        piece.text.clear();
        spare_.push_back(std::move(piece.text));
        done_.wait(lock, [this] { return !pieces_.empty() || fault_ != nullptr; });
        if (pieces_.empty()) std::rethrow_exception(fault_);
        piece = std::move(pieces_.front());
        pieces_.pop_front();
        lock.unlock();
        to_do_.notify_one();
    }

    std::unique_ptr<Work> give(std::unique_ptr<Work> work) {
        std::unique_lock lock(mutex_);
        wait_until(lock, [this] { return work_.size() < kMostWork; });
        work_.push_back(std::move(work));
        std::unique_ptr<Work> done;
        if (!work_done_.empty()) {
            done = std::move(work_done_.back());
            work_done_.pop_back();
        }
        lock.unlock();
        to_do_.notify_one();
        return done;
    }

    void wait() {
        std::unique_lock lock(mutex_);
        wait_until(lock, [this] { return work_.empty() && !working_; });
    }

private:
    template <typename Condition>
    void wait_until(std::unique_lock<std::mutex>& lock, Condition condition) {
        done_.wait(lock, [&] { return condition() || fault_ != nullptr; });
        if (fault_ != nullptr) std::rethrow_exception(fault_);
    }

    enum class Task : std::uint8_t { piece, work, hash, end };

    void run(Pipeline& pipeline) {
        try {
            std::deque<std::string> unhashed;
            for (bool more = true;;) {
                Piece piece;
                std::unique_ptr<Work> work;
                switch (next(more, unhashed.size(), piece, work)) {
                    case Task::piece: {
                        std::string bytes = std::move(spare_bytes_);
                        pipeline.step(piece, bytes);
                        more = !piece.last;
                        unhashed.push_back(std::move(bytes));
                        const std::lock_guard lock(mutex_);
                        pieces_.push_back(std::move(piece));
                        break;
                    }
                    case Task::work: {
                        work->run();
                        const std::lock_guard lock(mutex_);
                        work_done_.push_back(std::move(work));
                        working_ = false;
                        break;
                    }
                    case Task::hash:
                        pipeline.digest_.update(unhashed.front());
                        spare_bytes_ = std::move(unhashed.front());
                        unhashed.pop_front();
                        continue;
                    case Task::end:
                        return;
                }
                done_.notify_one();
            }
        } catch (...) {
            {
                const std::lock_guard lock(mutex_);
                fault_ = std::current_exception();
            }
            done_.notify_one();
        }
    }

    // What is done next. The caller's parser comes first, then its work; the digest is wanted last. Waits until there
    // is something to do. `piece` gets a buffer to use again.
    Task next(bool more, std::size_t unhashed, Piece& piece, std::unique_ptr<Work>& work) {
        std::unique_lock lock(mutex_);
        const auto has_room = [&](std::size_t most) {
            return more && unhashed < kMostUnhashed && pieces_.size() < most;
        };
        if (unhashed == 0) to_do_.wait(lock, [&] { return stopped_ || has_room(kMost) || !work_.empty(); });
        if (!stopped_ && !has_room(kFew) && !work_.empty()) {
            work = std::move(work_.front());
            work_.pop_front();
            working_ = true;
            return Task::work;
        }
        if (!stopped_ && has_room(kMost)) {
            if (!spare_.empty()) {
                piece.text = std::move(spare_.back());
                spare_.pop_back();
            }
            return Task::piece;
        }
        return unhashed == 0 ? Task::end : Task::hash;
    }

    std::mutex mutex_;
    std::condition_variable to_do_, done_;
    std::deque<Piece> pieces_;
    std::deque<std::unique_ptr<Work>> work_;
    std::vector<std::unique_ptr<Work>> work_done_;
    bool working_ = false;
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
    std::unique_ptr<Work> give(std::unique_ptr<Work> work) { return work; }
    void wait() {}
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
    if (threads_ > 1 && ahead_ == nullptr && bytes_ >= kForOneThread) start_ahead();
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

std::unique_ptr<Pipeline::Work> Pipeline::run_beside(std::unique_ptr<Work> work) {
    return ahead_->give(std::move(work));
}

void Pipeline::wait() {
    if (ahead_ != nullptr) ahead_->wait();
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
    if (!double_encoded_) {
        const std::size_t at = find_double_encoding(window_);
        if (at != std::string::npos) double_encoded_ = window_end_ - window_.size() + at;
    }
    if (window_.size() > kOverlap) window_.erase(0, window_.size() - kOverlap);
}

}  // namespace preflight::intake
