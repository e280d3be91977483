// Addresses as metadata carries them (RFC 3986): their parts and what is wrong with them. Nothing is resolved or
// fetched. Views into the text given.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace preflight::saml {

enum class UrlFault : std::uint8_t { none, no_host, bad_host, bad_host_character, empty_port, bad_port, bad_percent };

struct Url {
    std::string_view scheme;                         // as written; empty for a relative address
    std::string_view user, host, port, path, query;  // the query without its question mark
    bool has_authority = false, has_user = false, has_port = false, has_fragment = false;
    UrlFault fault = UrlFault::none;

    [[nodiscard]] bool scheme_is(std::string_view lower_case) const;
    [[nodiscard]] std::string lower_host() const;
};

// A URI reference of RFC 3986 in the widest reading: characters that it forbids outright (<>"{}|\^`, controls, anything
// beyond ASCII) count as if they were escaped, brackets may hold anything, an empty port is none. A blank is not
// passed.
[[nodiscard]] bool is_uri_reference(std::string_view text);

// White space at both ends is left out first.
[[nodiscard]] Url split_url(std::string_view text);

// The scheme of an address that is not of a web page (javascript, data, mailto and similar: EP-07), in lower case;
// empty for any other.
[[nodiscard]] std::string_view scheme_without_page(const Url& url);

// 127.0.0.1, [::1]
[[nodiscard]] bool is_ip_literal(std::string_view host);
// localhost, private and link-local addresses, .local and other names that only one network knows, names without a dot.
[[nodiscard]] bool is_private_host(std::string_view lower_host);

// The beginning of the entity IDs that Okta gives: http://www.okta.com/<key>.
inline constexpr std::string_view kOktaIssuer = "http://www.okta.com/";

// What of "https://<host>/app/<name>/<key>/sso/saml" an address has.
struct OktaAddress {
    bool okta_host = false;   // of one of Okta's own domains
    bool okta_path = false;   // the path has this form
    bool look_alike = false;  // the host only looks like one of Okta's, or has letters of two scripts in one word
    std::string app, key;
};
[[nodiscard]] OktaAddress okta_address(std::string_view location);

// egnyte.com, egnytegov.com and what is below them.
[[nodiscard]] bool is_egnyte_host(std::string_view lower_host);

// The services that rewrite links in mails, so that a click goes through them first (Microsoft Defender Safe Links,
// Proofpoint URL Defense, Mimecast, Cisco, Barracuda, Trellix, Symantec).
[[nodiscard]] bool is_link_protection_host(std::string_view lower_host);

}  // namespace preflight::saml
