// Canonical XML, the bytes that an XML signature digests: inclusive 1.0 and 1.1 and exclusive 1.0 with its
// InclusiveNamespaces PrefixList (W3C xml-c14n, xml-c14n11, xml-exc-c14n). It walks the same tree that everything else
// is read from, comments, white space and the order of things included. Node sets are whole elements, less one left out
// (the enveloped signature), or the whole document; nothing else can be signed in SAML. Iterative. Exclusive canonical
// form can be many times larger than the text, so the output has a limit.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/formats/xml/tree.h"

namespace preflight::formats::xml {

enum class C14nMethod : std::uint8_t { exclusive, inclusive_1_0, inclusive_1_1 };

struct C14n {
    C14nMethod method = C14nMethod::exclusive;
    bool comments = false;
    std::vector<std::string> prefixes;  // of the PrefixList, exclusive only; "" is #default
    // Not canonical: text of nothing but white space is left out, to tell a reformatted document from an edited one.
    bool drop_blank_text = false;
};

enum class C14nStatus : std::uint8_t {
    done,
    over_limit,  // more than 16 MB and eight times the text
    unsupported  // inclusive 1.1 of an element below an xml:base, which would have to be joined; a tree with an error
};

// The whole document as `element`, with the comments and instructions around the root.
inline constexpr std::size_t kWholeDocument = static_cast<std::size_t>(-2);

// `left_out` is an element inside `element`, or kNone. The sink gets UTF-8 in pieces; with another status than done it
// has had only a part.
[[nodiscard]] C14nStatus canonicalise(const Tree& tree, std::size_t element, std::size_t left_out, const C14n& how,
                                      const std::function<void(std::string_view)>& sink);

}  // namespace preflight::formats::xml
