#include "tests/unit/files.h"

namespace preflight::test {

// Only this file knows where the checkout is: the compiler cache serves every other test to any checkout.
std::string source_path(const std::string& below) {
    return std::string(PREFLIGHT_SOURCE_DIR) + "/" + below;
}

}  // namespace preflight::test
