#include "core/saml/collection.h"

#include <unordered_map>

#include "core/text/unicode.h"

namespace preflight::saml {

namespace {

namespace xml = formats::xml;

constexpr std::size_t kMaxEntityId = 1024;  // ENT-03
constexpr std::size_t kMaxName = 200;       // code points; names are there to be read

// White space as one blank each, cut: what a line of a list can show.
std::string one_line(std::string_view text) {
    std::string result;
    std::size_t points = 0;
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t length = text::decode(text, i).length;
        const bool blank = static_cast<unsigned char>(text[i]) <= ' ';
        if (!blank || (!result.empty() && result.back() != ' ')) {
            if (points++ == kMaxName) return result + "…";
            result += blank ? std::string_view(" ") : text.substr(i, length);
        }
        i += length;
    }
    while (!result.empty() && result.back() == ' ') result.pop_back();
    return result;
}

// Of names in several languages the English one, else the first that says something.
std::string name_among(const xml::Tree& document, std::size_t parent, std::string_view space, std::string_view local) {
    std::string first;
    for (std::size_t i = document.child(parent, space, local); i != xml::kNone;
         i = document.next_sibling_same_name(i)) {
        const xml::Element element = document[i];
        std::string_view language;
        for (const xml::Attribute attribute : element.attributes()) {
            if (attribute.name_space() == xml::kXmlNamespace && attribute.local() == "lang")
                language = attribute.value();
        }
        const bool english = text::equal_ignoring_ascii_case(language.substr(0, 2), "en") &&
                             (language.size() == 2 || (language.size() > 2 && language[2] == '-'));
        if (!english && !first.empty()) continue;
        std::string name = one_line(element.text());
        if (english && !name.empty()) return name;
        if (first.empty()) first = std::move(name);
    }
    return first;
}

std::string display_name(const xml::Tree& document, std::size_t entity) {
    for (std::size_t role = document.child(entity, kMetadataNamespace, "IDPSSODescriptor"); role != xml::kNone;
         role = document.next_sibling_same_name(role)) {
        const std::size_t extensions = document.child(role, kMetadataNamespace, "Extensions");
        if (extensions == xml::kNone) continue;
        const std::size_t shown = document.child(extensions, kMetadataUiNamespace, "UIInfo");
        if (shown == xml::kNone) continue;
        if (std::string name = name_among(document, shown, kMetadataUiNamespace, "DisplayName"); !name.empty())
            return name;
    }
    const std::size_t organization = document.child(entity, kMetadataNamespace, "Organization");
    return organization == xml::kNone
               ? std::string()
               : name_among(document, organization, kMetadataNamespace, "OrganizationDisplayName");
}

}  // namespace

std::vector<std::size_t> entities_of_collection(const xml::Tree& document) {
    std::vector<std::size_t> result;
    for (std::size_t i = 1; i < document.size(); ++i) {
        const xml::Element element = document[i];
        if (element.is(kMetadataNamespace, "EntityDescriptor") &&
            document[element.parent()].is(kMetadataNamespace, "EntitiesDescriptor"))
            result.push_back(i);
    }
    return result;
}

bool is_identity_provider(const xml::Tree& document, std::size_t entity) {
    return document.child(entity, kMetadataNamespace, "IDPSSODescriptor") != xml::kNone;
}

ListedProviders listed_providers(const xml::Tree& document, const std::vector<std::size_t>& providers) {
    std::unordered_map<std::string_view, std::size_t> times;
    const auto id_of = [&](std::size_t entity) { return document[entity].attribute("entityID").value(); };
    for (const std::size_t entity : providers) ++times[id_of(entity)];
    ListedProviders result;
    for (const std::size_t entity : providers) {
        const std::string_view id = id_of(entity);
        if (id.empty() || id.size() > kMaxEntityId || times[id] > 1 || result.list.size() == kMaxListedProviders)
            ++result.left_out;
        else result.list.push_back({std::string(id), display_name(document, entity), document.path(entity)});
    }
    return result;
}

const ListedProviders& listed_providers(const Document& document) {
    static const ListedProviders kNone;
    return document.providers == nullptr ? kNone : *document.providers;
}

}  // namespace preflight::saml
