#include "core/okta/model.h"

#include <algorithm>

#include "core/text/unicode.h"

namespace preflight::okta {

bool UserNameTemplate::given() const {
    return type.value() != "NONE" && pattern.present() && !text::trim(pattern.value()).empty();
}

bool UserNameTemplate::is_expression() const {
    return type.value() == "CUSTOM" || (!type.present() && pattern.value().find("${") == std::string::npos);
}

bool Application::has_feature(std::string_view feature) const {
    return std::find(features.begin(), features.end(), feature) != features.end();
}

bool Application::has_provisioning_feature() const {
    return std::any_of(features.begin(), features.end(), [](const std::string& feature) {
        return feature.rfind("PUSH_", 0) == 0 || feature.rfind("IMPORT_", 0) == 0 || feature == "REACTIVATE_USERS" ||
               feature == "GROUP_PUSH";
    });
}

bool Application::is_active() const {
    return !status.present() || status.value() == "ACTIVE";
}

bool Application::looks_like_egnyte() const {
    return text::ascii_lower(name.value()).find("egnyte") != std::string::npos ||
           text::ascii_lower(label.value()).find("egnyte") != std::string::npos;
}

const MappingEntry* ProfileMapping::find(std::string_view target_attribute) const {
    const auto found = std::find_if(entries.begin(), entries.end(),
                                    [&](const MappingEntry& e) { return e.target == target_attribute; });
    return found == entries.end() ? nullptr : &*found;
}

const SchemaAttribute* Schema::find(std::string_view attribute) const {
    const auto found = std::find_if(attributes.begin(), attributes.end(),
                                    [&](const SchemaAttribute& a) { return a.name == attribute; });
    return found == attributes.end() ? nullptr : &*found;
}

}  // namespace preflight::okta
