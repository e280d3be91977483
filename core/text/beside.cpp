#include "core/text/beside.h"

#ifndef __EMSCRIPTEN__  // its threads need a page that is isolated from other origins
#include <exception>
#include <system_error>
#include <thread>
#endif

namespace preflight::text {

#ifndef __EMSCRIPTEN__
namespace {

// True when it could be started and is done, with `task` on this thread.
bool ran_in_two_threads(const std::function<void()>& beside, const std::function<void()>& task) {
    std::exception_ptr fault, fault_beside;
    std::thread thread;
    try {
        thread = std::thread([&] {
            try {
                beside();
            } catch (...) {
                fault_beside = std::current_exception();
            }
        });
    } catch (const std::system_error&) {
        return false;  // the machine has no room for another thread
    }
    try {
        task();
    } catch (...) {
        fault = std::current_exception();
    }
    thread.join();
    if (fault != nullptr) std::rethrow_exception(fault);
    if (fault_beside != nullptr) std::rethrow_exception(fault_beside);
    return true;
}

}  // namespace
#endif

void run_beside(unsigned threads, const std::function<void()>& beside, const std::function<void()>& task) {
#ifndef __EMSCRIPTEN__
    if (threads > 1 && ran_in_two_threads(beside, task)) return;
#else
    static_cast<void>(threads);
#endif
    beside();
    task();
}

}  // namespace preflight::text
