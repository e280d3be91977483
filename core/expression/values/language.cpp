#include "core/expression/values/language.h"

namespace preflight::expression {

std::string_view to_string(Dialect dialect) {
    switch (dialect) {
        case Dialect::mapping:
            return "mapping";
        case Dialect::user_name_template:
            return "template";
        case Dialect::identity_engine:
            return "identity-engine";
    }
    return "";
}

std::string_view to_string(ErrorKind kind) {
    switch (kind) {
        case ErrorKind::parse:
            return "parse";
        case ErrorKind::type:
            return "type";
        case ErrorKind::unknown_function:
            return "unknown-function";
        case ErrorKind::unknown_variable:
            return "unknown-variable";
        case ErrorKind::argument:
            return "argument";
        case ErrorKind::runtime:
            return "runtime";
        case ErrorKind::limit:
            return "limit";
    }
    return "";
}

}  // namespace preflight::expression
