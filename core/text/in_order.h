// Pieces of a text that do not depend on each other, made by several threads and taken in their order: the text is the
// same whatever the number of threads.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace preflight::text {

// Calls `make` for every number below `count`, on any thread and in any order, to append that piece; and `take` for
// every piece in order, on the caller's thread. At most a few pieces are in memory. Throws what either threw. With one
// thread, where there are no threads, and where none can be started, the caller does all of it.
void make_in_order(unsigned threads, std::size_t count, const std::function<void(std::size_t, std::string&)>& make,
                   const std::function<void(std::string_view)>& take);

}  // namespace preflight::text
