// One exchange of a HAR 1.2, as browsers save it ("Save all as HAR with content"; facts okta-exports 6): the body of
// each answer of an Okta or Egnyte API is read with its address, which says whose members or assignments it lists, and
// with its link header. Everything else of the file (pages, pictures, other sites) is passed over.
#include "core/crypto/base64.h"
#include "core/intake/artefact.h"
#include "core/intake/sniff.h"
#include "core/saml/url.h"
#include "core/text/unicode.h"

namespace preflight::intake {

namespace {

using formats::json::Node;
using formats::json::Type;

constexpr std::size_t kLongestAddress = 300;  // of an address in a message

bool recognises(const Keys& keys) {
    return keys.is_object("request") && keys.is_object("response") && keys["request"]["url"].exists();
}

bool wraps(const Node& outline) {
    return outline["log"]["entries"].exists();
}

bool is_api(std::string_view address) {
    const saml::Url url = saml::split_url(address);
    if (!url.has_authority) return false;
    if (saml::is_egnyte_host(url.lower_host())) return url.path.find("/pubapi/") != std::string_view::npos;
    constexpr std::string_view kOktaApi = "/api/v1/";
    return url.path.substr(0, kOktaApi.size()) == kOktaApi ||
           url.path.find("/sso/saml/metadata") != std::string_view::npos;
}

void read_links(const Node& headers, Reading::InnerText& inner) {
    inner.headers = headers.first().exists();
    for (Node header = headers.first(); header.exists(); header = header.next()) {
        if (text::equal_ignoring_ascii_case(header["name"].as_string(), "link"))
            read_link_header(header["value"].as_string(), inner.self, inner.next);
    }
}

void read(const Node& object, Reading& reading) {
    const Node request = object["request"], response = object["response"];
    const std::string_view address = request["url"].as_string();
    const Node method = request["method"];
    if (!is_api(address) || (method.exists() && method.as_string() != "GET")) return;
    const auto status = response["status"].as_int().value_or(200);
    constexpr int kNotModified = 304, kNoContent = 204;
    const Node content = response["content"], body = content["text"];
    const bool blank = !body.is(Type::string) || body.text().empty();
    const auto not_there = [&](std::string_view how) {
        reading.problem(Problem::Kind::partly_read, okta::locate(reading.origin(), response),
                        "the body of " + text::repair(address.substr(0, kLongestAddress)) + " is not in the file; " +
                            std::string(how));
    };
    if (status == kNotModified && blank) {
        not_there("the browser took it from its cache: disable the cache in the network tab, reload and save again");
        return;
    }
    if (status == kNoContent) return;
    if ((status < 200 || status > 299) && status != kNotModified) {
        reading.refused(address, status, okta::locate(reading.origin(), response["status"]));
        return;
    }
    if (blank) {
        not_there("save the HAR with content (\"Save all as HAR with content\")");
        return;
    }
    Reading::InnerText inner;
    inner.address = address;
    inner.pointer = body.pointer();
    read_links(response["headers"], inner);
    if (content["encoding"].as_string() == "base64") {
        crypto::Base64 decoded = crypto::decode_base64(body.text());
        if (!decoded.ok()) {
            reading.problem(Problem::Kind::partly_read, okta::locate(reading.origin(), body),
                            "the body of " + text::repair(address.substr(0, kLongestAddress)) + " is not valid base64");
            return;
        }
        inner.text =
            std::make_shared<const formats::Embedded>(formats::Embedded::opaque(std::move(decoded.bytes), body.span()));
    } else {
        inner.text = std::make_shared<const formats::Embedded>(body.embedded());
    }
    reading.read_answer(inner, okta::locate(reading.origin(), body));
}

}  // namespace

constexpr Artefact artefacts_rows::har = {
    .kind = "har",
    .recognises = &recognises,
    .wraps = &wraps,
    .read = &read,
};

}  // namespace preflight::intake
