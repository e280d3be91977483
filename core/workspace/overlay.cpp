#include "core/workspace/overlay.h"

#include <algorithm>
#include <utility>

#include "core/crypto/digest.h"
#include "core/formats/json/document.h"
#include "core/intake/byte_reader.h"
#include "core/intake/intake.h"
#include "core/okta/readers.h"
#include "core/workspace/workspace.h"

namespace preflight::workspace {

namespace {

using formats::json::Node;
using formats::json::Type;
using intake::ParsedInput;
using Parts = std::vector<std::shared_ptr<const ParsedInput>>;

constexpr std::string_view kScenarioKind = "preflight-scenario", kEditsKind = "preflight-edits";
constexpr std::string_view kEditsName = "edited values", kScenarioName = "scenario.json";
constexpr std::size_t kMaxOverlay = 1U << 20U;  // bytes

class TextReader final : public intake::ByteReader {
public:
    explicit TextReader(std::string_view text) : rest_(text) {}
    std::size_t read(char* buffer, std::size_t capacity) override {
        const std::size_t count = rest_.copy(buffer, capacity);
        rest_.remove_prefix(count);
        return count;
    }

private:
    std::string_view rest_;
};

bool only_scenario(const ParsedInput& part) {
    return part.input.kinds.size() == 1 && part.input.kinds.front() == kScenarioKind;
}

bool any_application(const Parts& parts, std::string_view id) {
    return std::any_of(parts.begin(), parts.end(), [&](const auto& part) {
        return std::any_of(part->applications.begin(), part->applications.end(),
                           [&](const okta::Application& app) { return app.id.present() && app.id.value() == id; });
    });
}
bool any_mapping(const Parts& parts) {
    return std::any_of(parts.begin(), parts.end(), [](const auto& part) {
        return std::any_of(part->mappings.begin(), part->mappings.end(),
                           [](const okta::ProfileMapping& mapping) { return mapping.to_app(); });
    });
}
bool any_application(const Parts& parts) {
    return std::any_of(parts.begin(), parts.end(), [](const auto& part) { return !part->applications.empty(); });
}

// Text with a place of its own, for findings in what was edited.
std::shared_ptr<ParsedInput> text_input(std::string_view text, std::size_t slot,
                                        const std::shared_ptr<population::Atoms>& atoms) {
    auto input = std::make_shared<ParsedInput>(slot, atoms);
    input->input.name = input->input.path = kEditsName;
    input->input.kinds.emplace_back(kEditsKind);
    input->input.bytes = text.size();
    crypto::Sha256 digest;
    digest.update(text);
    input->input.sha256 = digest.hex();
    input->input.source = std::make_shared<text::Source>(input->input.name, std::string(text));
    return input;
}

}  // namespace

std::shared_ptr<const Overlay> read_overlay(std::string_view json, const Parts& parts, const OverlaySlots& slots,
                                            const intake::Limits& limits,
                                            const std::shared_ptr<population::Atoms>& atoms, std::string& problem) {
    const auto refuse = [&problem](std::string words) {
        problem = std::move(words);
        return nullptr;
    };
    if (json.size() > kMaxOverlay) return refuse("the edits have more than 1 MB");
    const formats::json::ParseResult parsed = formats::json::parse(json);
    if (!parsed.ok()) return refuse("the edits are not JSON: " + parsed.error->expected);
    const Node root = parsed.document.root();
    if (!root.is(Type::object)) return refuse("the edits are not a JSON object");
    auto overlay = std::make_shared<Overlay>();

    if (const Node scenario = root["scenario"]; scenario.exists()) {
        overlay->replaces_scenario = true;
        if (scenario.is(Type::object)) {
            const auto replaced =
                std::find_if(parts.begin(), parts.end(), [](const auto& part) { return only_scenario(*part); });
            const std::size_t slot = replaced == parts.end() ? slots.scenario : (*replaced)->input.slot;
            const std::string_view name = scenario["name"].as_string();
            TextReader reader(scenario["text"].as_string());
            overlay->scenario =
                intake::parse(slot, std::string(name.empty() ? kScenarioName : name), reader, limits, atoms);
            if (!only_scenario(*overlay->scenario) || !overlay->scenario->scenario)
                return refuse("the text of the scenario is not a scenario");
        } else if (!scenario.is(Type::null)) {
            return refuse("scenario is neither an object nor null");
        }
    }

    overlay->application = root["application"].as_string();
    if (!overlay->application.empty() && !any_application(parts, overlay->application))
        return refuse("no application has the id \"" + overlay->application + "\"");

    const Node mapping = root["mapping"];
    const Node user_name = root["userNameTemplate"];
    if (mapping.exists() && !mapping["properties"].is(Type::object)) return refuse("mapping has no properties");
    if (mapping.exists() && !any_mapping(parts)) return refuse("there is no profile mapping to edit");
    if (user_name.exists() && !any_application(parts))
        return refuse("there is no application whose username format could be edited");
    if (!mapping.exists() && !user_name.exists()) return overlay;

    const okta::Origin origin{slots.edits};
    overlay->edits = text_input(json, slots.edits, atoms);
    for (okta::MappingEntry& entry : okta::read_mapping(origin, mapping).entries) {
        if (mapping["properties"][entry.target].is(Type::null)) {
            overlay->unmapped.push_back(std::move(entry.target));
        } else {
            overlay->entries.push_back(std::move(entry));
        }
    }
    if (user_name.exists()) overlay->user_name_template = okta::read_user_name_template(origin, user_name);
    return overlay;
}

void put_inputs(const std::shared_ptr<const Overlay>& overlay, Workspace& workspace) {
    workspace.overlay = overlay;
    if (overlay == nullptr) return;
    if (!overlay->application.empty()) workspace.asked_for = overlay->application;
    if (overlay->replaces_scenario) {
        auto& parts = workspace.parts;
        parts.erase(std::remove_if(parts.begin(), parts.end(), [](const auto& part) { return only_scenario(*part); }),
                    parts.end());
        if (overlay->scenario != nullptr) put(workspace, overlay->scenario);
    }
    if (overlay->edits != nullptr) put(workspace, overlay->edits);
}

void apply_edits(const Overlay& overlay, Workspace& workspace) {
    if (overlay.user_name_template && workspace.application != nullptr) {
        const auto index = static_cast<std::size_t>(workspace.application - workspace.applications.data());
        okta::UserNameTemplate edited = *overlay.user_name_template;
        okta::UserNameTemplate& format = workspace.applications[index].user_name_template;
        if (!edited.type.present()) edited.type = format.type;
        if (!edited.suffix.present()) edited.suffix = format.suffix;
        if (edited.push_status == okta::PushStatus::unset) edited.push_status = format.push_status;
        format = std::move(edited);
    }
    if (workspace.to_app_mapping == nullptr) return;
    const auto index = static_cast<std::size_t>(workspace.to_app_mapping - workspace.mappings.data());
    okta::ProfileMapping& mapping = workspace.mappings[index];
    const auto is = [](std::string_view target) {
        return [target](const okta::MappingEntry& entry) { return entry.target == target; };
    };
    for (const std::string& target : overlay.unmapped) std::erase_if(mapping.entries, is(target));
    for (const okta::MappingEntry& edited : overlay.entries) {
        mapping.has_properties = true;
        const auto known = std::find_if(mapping.entries.begin(), mapping.entries.end(), is(edited.target));
        if (known == mapping.entries.end()) {
            mapping.entries.push_back(edited);
        } else {
            const okta::PushStatus push_status = known->push_status;
            *known = edited;
            if (edited.push_status == okta::PushStatus::unset) known->push_status = push_status;
        }
    }
}

}  // namespace preflight::workspace
