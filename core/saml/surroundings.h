// What people copy along with a document, and what they give in its place: from the text alone, in words for messages.
// Nothing is decoded or changed; views are into the text given.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace preflight::saml {

// What is in front of the XML declaration at `declaration` (DOC-09): "a Markdown fence", "the prefix of a log line".
// There is visible text in front of it.
[[nodiscard]] std::string words_before(std::string_view text, std::size_t declaration);

// What is wrong with an XML declaration that `body` begins with (DOC-06), as a sentence goes on behind a colon; nothing
// when it is right or there is none.
[[nodiscard]] std::optional<std::string> declaration_fault(std::string_view body);

// The kind of a file that another program made, by its first bytes: "a PDF document"; empty for any other.
[[nodiscard]] std::string_view other_program(std::string_view body);

// The base64 of "data:application/xml;base64,..." (RFC 2397), all behind the comma where it is not in base64; empty for
// any other text.
[[nodiscard]] std::string_view data_of_url(std::string_view body);

}  // namespace preflight::saml
