#include "core/rules/subdomain.h"

#include "core/text/unicode.h"

namespace preflight::rules {

const std::string* subdomain(const okta::Application* app) {
    if (app == nullptr || !app->tenant.present() || text::trim(app->tenant.value()).empty()) return nullptr;
    return &app->tenant.value();
}

}  // namespace preflight::rules
