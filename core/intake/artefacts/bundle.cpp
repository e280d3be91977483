// One answer in a bundle of the collector (spec 7): {"preflightBundle": 1, "org": ..., "responses": [{"url", "status",
// "next", "time", "body"}]}. The body is JSON, or a text where the answer was XML.
#include "core/intake/artefact.h"

namespace preflight::intake {

namespace {

using formats::json::Node;
using formats::json::Type;

bool recognises(const Keys& keys) {
    return keys.starts("url", "http") && keys.has("status") && keys.has("body");
}

bool wraps(const Node& outline) {
    return outline["preflightBundle"].exists() && outline["responses"].exists();
}

void read(const Node& object, Reading& reading) {
    const auto status = object["status"].as_int().value_or(0);
    const std::string_view address = object["url"].as_string();
    if (status < 200 || status > 299) {
        reading.refused(address, status, okta::locate(reading.origin(), object["status"]));
        return;
    }
    const Node body = object["body"];
    Reading::InnerText inner;
    inner.address = address;
    inner.pointer = body.pointer();
    // The collector notes the next page, or null.
    inner.headers = object["next"].exists();
    inner.next = object["next"].as_string();
    if (body.is(Type::string)) {
        inner.text = std::make_shared<const formats::Embedded>(body.embedded());
    } else if (body.is(Type::array) || body.is(Type::object)) {
        inner.value = body;
    } else {
        return;
    }
    reading.read_answer(inner, okta::locate(reading.origin(), body));
}

}  // namespace

constexpr Artefact artefacts_rows::bundle = {
    .kind = "preflight-bundle",
    .recognises = &recognises,
    .wraps = &wraps,
    .read = &read,
    .inner = "body",
};

}  // namespace preflight::intake
