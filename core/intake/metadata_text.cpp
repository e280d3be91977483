#include "core/intake/metadata_text.h"

#include <algorithm>
#include <utility>

#include "core/intake/sniff.h"

namespace preflight::intake {

namespace {

void add_metadata(saml::Document document, Reading& reading) {
    switch (document.kind) {
        case saml::Kind::idp:
            if (document.from_aggregate) reading.kind("saml-aggregate");
            reading.kind("saml-idp-metadata");
            break;
        case saml::Kind::sp:
            reading.kind("saml-sp-metadata");
            break;
        case saml::Kind::aggregate:
            reading.kind("saml-aggregate");
            break;
        case saml::Kind::other_protocol:
            if (document.detail == "a SAML response") reading.kind("saml-response");
            break;
        case saml::Kind::base64:
            if (document.detail == "a SAML response") reading.kind("saml-response");
            break;
        case saml::Kind::html:
            reading.kind("html-page");
            break;
        default:
            break;
    }
    if (const saml::IdpRole* role = document.idp(); role != nullptr) {
        for (const saml::Endpoint& endpoint : role->single_sign_on) {
            std::string& org = reading.parsed().input.org;
            if (org.empty() && endpoint.location) org = okta_org(endpoint.location->value);
        }
    }
    MetadataInput& metadata = reading.parsed().metadata.emplace_back();
    metadata.input = reading.parsed().input.slot;
    metadata.document = std::move(document);
}

}  // namespace

saml::Limits metadata_limits(const Limits& limits) {
    return {
        limits.metadata_bytes, std::max(limits.kept_text, limits.metadata_bytes), {limits.depth, 256, 1'000'000, 1000}};
}

void read_inner_metadata(std::shared_ptr<const formats::Embedded> text, std::string pointer, const Limits& limits,
                         Reading& reading) {
    saml::Document document = saml::read(text->text(), metadata_limits(limits), saml::Origin::utf8);
    if (document.kind == saml::Kind::other_protocol && document.detail == "a SAML response")
        reading.kind("saml-response");
    if (document.kind != saml::Kind::idp && document.kind != saml::Kind::sp && document.kind != saml::Kind::aggregate)
        return;
    add_metadata(std::move(document), reading);
    reading.parsed().metadata.back().inside = std::move(text);
    reading.parsed().metadata.back().pointer = std::move(pointer);
}

void read_metadata(std::string_view text, const Limits& limits, saml::Origin origin, std::string_view before,
                   Reading& reading) {
    saml::Document document = saml::read(text, metadata_limits(limits), origin);
    if (!before.empty()) document.before = before;
    if (document.kind == saml::Kind::html && !named_xml(reading.parsed().input.name)) {
        reading.kind("html-page");
        findings::Location at;
        at.span = document.at.span;
        reading.problem(Problem::Kind::html_page, at, document.detail);
        return;
    }
    reading.parsed().input.metadata_candidate = true;
    add_metadata(std::move(document), reading);
}

void read_other_text(std::string_view text, const Limits& limits, saml::Origin origin, Reading& reading) {
    saml::Document document = saml::read(text, metadata_limits(limits), origin);
    switch (document.kind) {
        case saml::Kind::pem:
        case saml::Kind::der:
        case saml::Kind::base64:
            reading.parsed().input.metadata_candidate = true;
            add_metadata(std::move(document), reading);
            return;
        case saml::Kind::url:
            reading.suggest("it holds an address; open it in the browser and save what it shows");
            return;
        case saml::Kind::archive:
            reading.suggest("it is " + document.detail + "; unpack it and give the files in it");
            return;
        case saml::Kind::foreign:
            reading.suggest("it is " + document.detail);
            return;
        case saml::Kind::empty:
            reading.suggest("it is empty");
            return;
        default:
            break;
    }
    if (!saml::looks_like_metadata(text)) return;
    reading.parsed().input.metadata_candidate = true;
    add_metadata(std::move(document), reading);
}

}  // namespace preflight::intake
