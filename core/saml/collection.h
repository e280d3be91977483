// What a collection of entities (md:EntitiesDescriptor) offers to choose from (DOC-15): its identity providers by
// entity ID, with the names that they show to people. Follows SAML metadata 2.3.1 and the metadata extensions for login
// and discovery user interface 2.1. Reads; choosing is saml::choose().
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/formats/xml/tree.h"
#include "core/saml/metadata.h"

namespace preflight::saml {

// Nobody would read a longer list; the count says how many there are.
inline constexpr std::size_t kMaxListedProviders = 10'000;

// The entities of a collection and of collections in it, in the order of the file. What hides in extensions or
// signatures is none.
[[nodiscard]] std::vector<std::size_t> entities_of_collection(const formats::xml::Tree& document);
[[nodiscard]] bool is_identity_provider(const formats::xml::Tree& document, std::size_t entity);

struct ListedProvider {
    std::string entity_id;  // as it is written, which is how the choice is compared
    std::string name;       // the display name for people, in English if there is one; empty without
    std::string path;       // of its element
};

struct ListedProviders {
    std::vector<ListedProvider> list;  // in the order of the file, at most kMaxListedProviders
    std::size_t left_out = 0;          // beyond that, without an entity ID, or with one that others have too
};

// `providers` are the identity providers among the entities, in the order of the file.
[[nodiscard]] ListedProviders listed_providers(const formats::xml::Tree& document,
                                               const std::vector<std::size_t>& providers);
// Of a collection with several identity providers, whether one was chosen or not; empty for any other document. Lives
// as long as the document.
[[nodiscard]] const ListedProviders& listed_providers(const Document& document);

}  // namespace preflight::saml
