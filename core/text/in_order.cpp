#include "core/text/in_order.h"

#ifndef __EMSCRIPTEN__  // its threads need a page that is isolated from other origins
#define PREFLIGHT_THREADS
#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>
#endif

namespace preflight::text {

namespace {

using Make = std::function<void(std::size_t, std::string&)>;
using Take = std::function<void(std::string_view)>;

#ifdef PREFLIGHT_THREADS

class Pieces {
public:
    Pieces(std::size_t count, const Make& make) : count_(count), make_(make) {}
    ~Pieces() {
        {
            const std::lock_guard lock(mutex_);
            next_ = count_;
        }
        room_.notify_all();
        for (std::thread& thread : threads_) thread.join();
    }
    Pieces(const Pieces&) = delete;
    Pieces& operator=(const Pieces&) = delete;

    void start(unsigned helpers) {
        for (unsigned i = 0; i < helpers; ++i) {
            try {
                threads_.emplace_back([this] { help(); });
            } catch (const std::system_error&) {
                return;  // the machine has no room for another thread
            }
        }
    }

    // Takes what is ready; makes a piece where the next one is not.
    void take_all(const Take& take) {
        std::unique_lock lock(mutex_);
        while (taken_ < count_) {
            if (fault_ != nullptr) std::rethrow_exception(fault_);
            if (!waiting_.empty() && waiting_.front().ready) {
                std::string text = std::move(waiting_.front().text);
                waiting_.pop_front();
                ++taken_;
                lock.unlock();
                room_.notify_all();
                take(text);
                text.clear();
                lock.lock();
                spare_.push_back(std::move(text));
            } else if (has_room()) {
                make_next(lock);
            } else {
                ready_.wait(lock, [this] { return fault_ != nullptr || waiting_.front().ready; });
            }
        }
    }

private:
    static constexpr std::size_t kMostWaiting = 8;
    struct Piece {
        std::string text;
        bool ready = false;
    };

    [[nodiscard]] bool has_room() const { return next_ < count_ && waiting_.size() < kMostWaiting; }

    void help() {
        std::unique_lock lock(mutex_);
        for (;;) {
            room_.wait(lock, [this] { return next_ >= count_ || has_room(); });
            if (next_ >= count_) return;
            try {
                make_next(lock);
            } catch (...) {
                if (!lock.owns_lock()) lock.lock();
                fault_ = std::current_exception();
                ready_.notify_all();
                return;
            }
            ready_.notify_all();
        }
    }

    // The lock is open while the piece is made.
    void make_next(std::unique_lock<std::mutex>& lock) {
        const std::size_t number = next_++;
        waiting_.emplace_back();
        std::string text;
        if (!spare_.empty()) {
            text = std::move(spare_.back());
            spare_.pop_back();
        }
        lock.unlock();
        make_(number, text);
        lock.lock();
        Piece& piece = waiting_[number - taken_];
        piece.text = std::move(text);
        piece.ready = true;
    }

    const std::size_t count_;
    const Make& make_;
    std::mutex mutex_;
    std::condition_variable room_, ready_;
    std::deque<Piece> waiting_;       // the piece `taken_` and those behind it that are begun
    std::vector<std::string> spare_;  // buffers to use again
    std::size_t next_ = 0, taken_ = 0;
    std::exception_ptr fault_;
    std::vector<std::thread> threads_;
};

#endif

}  // namespace

void make_in_order(unsigned threads, std::size_t count, const Make& make, const Take& take) {
#ifdef PREFLIGHT_THREADS
    if (threads > 1 && count > 1) {
        Pieces pieces(count, make);
        pieces.start(threads - 1);
        pieces.take_all(take);
        return;
    }
#else
    static_cast<void>(threads);
#endif
    std::string piece;
    for (std::size_t number = 0; number < count; ++number) {
        piece.clear();
        make(number, piece);
        take(piece);
    }
}

}  // namespace preflight::text
