// Whose metadata a document is, as far as the words about it depend on that: what is written about Google's file must
// not send anybody to Okta's console.
#pragma once

#include <string_view>

#include "core/findings/finding.h"
#include "core/saml/metadata.h"

namespace preflight::saml {

struct Product {
    std::string_view name;     // "Okta"; what signs and sends
    std::string_view console;  // where its admin works; empty: Okta's, which the words of the checks name
};

// By the entity ID and the sign-in addresses. Okta for a document that is not metadata, because Okta's was wanted.
[[nodiscard]] const Product& product_of(const Document& document);

// Puts the words of a check's row, which mention Okta, into those of the product.
void speak_of(const Product& product, findings::Finding& finding);

}  // namespace preflight::saml
