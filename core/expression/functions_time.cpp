#include "core/expression/function_families.h"
namespace preflight::expression {
std::span<const Function> time_functions() { return {}; }
Value date_time_from_iso(std::string_view) { return {}; }
}
