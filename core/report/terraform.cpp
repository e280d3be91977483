#include "core/report/terraform.h"

#include <cstddef>

namespace preflight::report {

namespace {

using formats::json::Node;
using formats::json::Type;

// One step of a pointer, "~1" and "~0" decoded.
std::string step_of(std::string_view step) {
    std::string result;
    for (std::size_t i = 0; i < step.size(); ++i) {
        if (step[i] == '~' && i + 1 < step.size()) {
            result += step[++i] == '1' ? '/' : '~';
        } else {
            result += step[i];
        }
    }
    return result;
}

Node child_of(const Node& node, const std::string& step) {
    if (node.is(Type::object)) return node[step];
    if (!node.is(Type::array) || step.empty() || step.size() > 9 ||
        step.find_first_not_of("0123456789") != std::string::npos)
        return {};
    Node child = node.first();
    for (auto left = std::stoul(step); left > 0 && child.exists(); --left) child = child.next();
    return child;
}

// Of a resource of a state file, which does not spell its address out.
std::string address_in_state(const Node& resource, const Node& instance) {
    std::string address(resource["module"].as_string());
    if (!address.empty()) address += '.';
    if (resource["mode"].as_string() == "data") address += "data.";
    address += std::string(resource["type"].as_string()) + "." + std::string(resource["name"].as_string());
    const Node key = instance["index_key"];
    if (key.is(Type::string)) address += "[\"" + std::string(key.as_string()) + "\"]";
    if (key.is(Type::integer)) address += "[" + std::string(key.text()) + "]";
    return address;
}

}  // namespace

std::string terraform_address(const Node& document, std::string_view pointer) {
    const bool planned = document["format_version"].exists();
    const bool state = document["terraform_version"].exists() && document["version"].exists();
    if (!planned && !state) return {};
    std::string address;
    Node node = document, resource;
    while (!pointer.empty() && node.exists()) {
        const std::size_t end = pointer.find('/', 1);
        const std::string step = step_of(pointer.substr(1, end == std::string_view::npos ? end : end - 1));
        pointer = end == std::string_view::npos ? std::string_view() : pointer.substr(end);
        node = child_of(node, step);
        if (!node.is(Type::object)) continue;
        if (node["type"].is(Type::string) && node["instances"].is(Type::array)) {
            resource = node;
        } else if (resource.exists() && node["attributes"].is(Type::object)) {
            return address_in_state(resource, node);
        } else if (node["type"].is(Type::string) && node["address"].is(Type::string)) {
            address = std::string(node["address"].as_string());
            if (node["values"].exists()) return address;
        }
    }
    return address;
}

}  // namespace preflight::report
