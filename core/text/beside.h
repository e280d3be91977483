// Two tasks that do not depend on each other, at the same time where that is possible.
#pragma once

#include <functional>

namespace preflight::text {

// Returns when both are done: `beside` runs on another thread while the caller's runs `task`. With one thread, where
// there are no threads, and where none can be started, the caller runs `beside` first. Throws what either threw, of
// both what `task` threw.
void run_beside(unsigned threads, const std::function<void()>& beside, const std::function<void()>& task);

}  // namespace preflight::text
