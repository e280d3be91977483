#include "core/rules/metadata_changes.h"

#include <algorithm>
#include <map>
#include <utility>

#include "core/crypto/certificate.h"
#include "core/formats/xml/tree.h"
#include "core/saml/checks.h"
#include "core/saml/url.h"
#include "core/text/order.h"
#include "core/text/time.h"

namespace preflight::rules {

namespace {

namespace xml = formats::xml;
using saml::Place;
using saml::checks::words::kEgnyteSso;
using saml::checks::words::kSignOn;
using Kind = MetadataChange::Kind;

// More than that nobody reads; the last entry says how many there are.
constexpr std::size_t kMostOthers = 100;

std::string day(std::optional<std::int64_t> time) {
    return time ? text::format_date(*time) : std::string("?");
}

std::string in_words(const crypto::Certificate& certificate) {
    return (certificate.common_name.empty() ? certificate.subject : certificate.common_name) + ", valid " +
           day(certificate.not_before) + " to " + day(certificate.not_after) + ", SHA-256 " +
           crypto::colons(certificate.sha256);
}

// "HTTP-POST" of "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST".
std::string_view last_part(std::string_view uri) {
    const auto colon = uri.rfind(':');
    return colon == std::string_view::npos ? uri : uri.substr(colon + 1);
}

using Signing = std::vector<const saml::CertificateText*>;

const saml::CertificateText* find(const Signing& list, std::string_view sha256) {
    const auto found =
        std::find_if(list.begin(), list.end(), [&](const auto* text) { return text->certificate->sha256 == sha256; });
    return found == list.end() ? nullptr : *found;
}

// One thing of a document that can change: where it is and what it says.
struct Item {
    std::string title, value;
    Place at;
};

class Comparison {
public:
    Comparison(const saml::Document& before, const saml::Document& after, std::optional<std::int64_t> now)
        : before_(before), after_(after), now_(now) {}

    MetadataChanges run() {
        // Of one collection another identity provider may be chosen.
        if (before_.text == after_.text && before_.entity_element == after_.entity_element) {
            changes_.verdict = "The two files are the same.";
            return std::move(changes_);
        }
        entity_id();
        endpoint();
        certificates();
        others();
        text::sort(changes_.list, [](const MetadataChange& a, const MetadataChange& b) { return a.kind < b.kind; });
        changes_.verdict = verdict();
        return std::move(changes_);
    }

private:
    MetadataChange& add(Kind kind, std::string_view id, std::string title, std::string before, std::string after) {
        MetadataChange& change = changes_.list.emplace_back();
        change.kind = kind;
        change.id = id;
        change.title = std::move(title);
        change.before = std::move(before);
        change.after = std::move(after);
        return change;
    }

    void entity_id() {
        const auto &before = before_.entity->entity_id, &after = after_.entity->entity_id;
        const std::string was = before ? before->value : "", is = after ? after->value : "";
        if (was == is) return;
        MetadataChange& change = add(Kind::egnyte, "entity-id", "Identity provider entity ID", was, is);
        if (before) change.before_at = before->at;
        if (after) change.after_at = after->at;
        change.consequence =
            "Egnyte compares it byte by byte with the issuer of every assertion: until it is changed there, nobody who "
            "uses SSO can sign in.";
        if (was.rfind(saml::kOktaIssuer, 0) == 0 && is.rfind(saml::kOktaIssuer, 0) == 0)
            change.consequence += " Okta's key at its end is another: this is the metadata of another app.";
        if (!is.empty())
            change.steps = {std::string(kEgnyteSso) + ".", "Identity provider entity ID: " + is + ". Save."};
        change.sources = "EGN-01 EGN-03 A7";
    }

    void endpoint() {
        const saml::Endpoint* was = saml::sign_in_endpoint(*before_.idp());
        const saml::Endpoint* is = saml::sign_in_endpoint(*after_.idp());
        const std::string before = was != nullptr ? was->location->value : "";
        const std::string after = is != nullptr ? is->location->value : "";
        if (before != after) {
            MetadataChange& change = add(Kind::egnyte, "login-url", "Identity provider login URL", before, after);
            if (was != nullptr) change.before_at = was->location->at;
            if (is != nullptr) change.after_at = is->location->at;
            change.consequence =
                after.empty() ? "There is no https address to send people to: nobody can sign in with this version."
                              : "Egnyte sends everybody who uses SSO there. Where the old address answers no more, "
                                "nobody can sign in until it is changed.";
            if (!after.empty())
                change.steps = {std::string(kEgnyteSso) + ".", "Identity provider login URL: " + after + ". Save."};
            change.sources = "EGN-01 A7";
        }
        if (was != nullptr && is != nullptr && was->binding != is->binding) {
            MetadataChange& change = add(Kind::watch, "binding", "Binding of the login URL", was->binding, is->binding);
            change.before_at = was->at;
            change.after_at = is->at;
            change.consequence = "Egnyte has no field for it; which of the two it uses is not documented for Okta.";
            change.steps = {"Sign in to Egnyte with a test person."};
            change.sources = "A12";
        }
    }

    void certificates() {
        const Signing before = saml::signing_certificates(*before_.idp()),
                      after = saml::signing_certificates(*after_.idp());
        const saml::CertificateText* was = saml::certificate_to_type(*before_.idp(), now_);
        const saml::CertificateText* is = saml::certificate_to_type(*after_.idp(), now_);
        const auto hash = [](const saml::CertificateText* text) {
            return text != nullptr ? text->certificate->sha256 : std::string();
        };
        if (hash(was) != hash(is)) typed_certificate(was, is, after);
        for (const saml::CertificateText* text : before) {
            if (hash(text) == hash(was) || find(after, hash(text)) != nullptr) continue;
            if (hash(text) == hash(is)) continue;
            MetadataChange& change = add(Kind::watch, "signing-certificate", "Another signing certificate",
                                         in_words(*text->certificate), "");
            change.before_at = text->at;
            change.consequence = "It is not listed any more. If it is the one that Egnyte holds, sign-in stops.";
            change.steps = {std::string(kEgnyteSso) + ": compare the certificate there with the one above."};
            change.sources = "EGN-02 KEY-05";
        }
        for (const saml::CertificateText* text : after) {
            if (hash(text) == hash(is) || find(before, hash(text)) != nullptr) continue;
            if (hash(text) == hash(was)) continue;
            MetadataChange& change = add(Kind::watch, "signing-certificate", "Another signing certificate", "",
                                         in_words(*text->certificate));
            change.after_at = text->at;
            change.consequence =
                "Okta signs with one certificate at a time and Egnyte has one field: after Okta activates this one, "
                "sign-in stops until the field is changed.";
            change.steps = {std::string(kSignOn) + " › SAML Signing Certificates: see which one is Active."};
            change.sources = "EGN-02 KEY-05";
        }
    }

    void typed_certificate(const saml::CertificateText* was, const saml::CertificateText* is, const Signing& after) {
        MetadataChange& change =
            add(Kind::egnyte, "certificate", "Identity provider certificate",
                was != nullptr ? in_words(*was->certificate) : "", is != nullptr ? in_words(*is->certificate) : "");
        if (was != nullptr) change.before_at = was->at;
        if (is != nullptr) change.after_at = is->at;
        change.sources = "EGN-01 EGN-02 A7 A8";
        if (is == nullptr) {
            change.consequence =
                "There is no signing certificate to type into Egnyte: nobody can sign in with this version.";
            return;
        }
        const bool listed = was != nullptr && find(after, was->certificate->sha256) != nullptr;
        const bool same_key = was != nullptr && !is->certificate->key.modulus.empty() &&
                              was->certificate->key.modulus == is->certificate->key.modulus;
        if (listed) {
            certificate_waits_ = true;
            change.consequence =
                "Both are listed. Okta signs with the old one until somebody activates the new one, and Egnyte has one "
                "field: change both in the same hour.";
            change.steps = {std::string(kSignOn) + " › SAML Signing Certificates › the new one › Actions › Activate."};
        } else {
            change.consequence =
                "The old one is not listed any more. From when Okta signs with the new one, every sign-in fails until "
                "Egnyte has it.";
        }
        if (same_key)
            change.consequence +=
                " The key is the same in both; whether Egnyte compares keys or whole certificates is not documented.";
        change.steps.push_back(
            std::string(kEgnyteSso) +
            ": Identity provider certificate, as on the card of the new metadata, without BEGIN and END "
            "lines. Save.");
        change.steps.emplace_back("Sign in with a test person before you leave.");
    }

    // Everything else that the entity says, element by element.
    [[nodiscard]] std::vector<Item> items(const saml::Document& document) const {
        std::vector<Item> result;
        if (!document.xml || document.entity_element >= document.xml->size()) return result;
        const xml::Tree& tree = *document.xml;
        const std::size_t top = document.entity_element;
        const saml::IdpRole& role = *document.idp();
        const saml::Endpoint* endpoint = saml::sign_in_endpoint(role);
        const std::string login_url = endpoint != nullptr ? endpoint->location->value : std::string();
        std::vector<std::pair<std::size_t, std::string>> open = {{top, std::string()}};
        while (!open.empty()) {
            const auto [index, path] = open.back();
            open.pop_back();
            const xml::Element element = tree[index];
            const std::string here =
                index == top ? std::string() : (path.empty() ? "" : path + " › ") + std::string(element.local());
            if (element.is(saml::kDigitalSignatureNamespace, "Signature")) {
                result.push_back({here, "signed", {tree.path(index), element.start_tag()}});
                continue;
            }
            if (element.is(saml::kMetadataNamespace, "KeyDescriptor")) {
                const xml::Attribute use = element.attribute("use");
                const bool signs = !use || use.value() == "signing" || use.value().empty();
                // Signing keys of the role that counts were compared by certificate.
                if (signs && element.parent() < tree.size() && tree[element.parent()].local() == "IDPSSODescriptor")
                    continue;
            }
            std::string title = here, value;
            for (const xml::Attribute attribute : element.attributes()) {
                if (attribute.local() == "ID" || (index == top && attribute.local() == "entityID")) continue;
                const bool own_line = index == top || element.local() == "IDPSSODescriptor";
                const std::string name(attribute.local());
                if (own_line) {
                    std::string item = here;
                    if (!item.empty()) item += ' ';
                    item += name;
                    result.push_back({std::move(item),
                                      std::string(attribute.value()),
                                      {tree.path(index) + "/@" + name, attribute.span()}});
                } else if (name == "Binding" || name == "use") {
                    title += " (" + std::string(last_part(attribute.value())) + ")";
                } else {
                    value += (value.empty() ? "" : ", ") + (name == "Location" ? std::string() : name + " ") +
                             std::string(attribute.value());
                }
            }
            if (!element.blank()) value += (value.empty() ? "" : ", ") + squeezed(element.text());
            // The addresses to sign in at were compared; both bindings usually name the same one.
            const bool compared = element.local() == "SingleSignOnService" && value == login_url;
            if (!value.empty() && !compared)
                result.push_back({std::move(title), std::move(value), {tree.path(index), element.start_tag()}});
            std::vector<std::size_t> children;
            for (std::size_t child = element.first(); child != xml::kNone; child = tree[child].next())
                children.push_back(child);
            for (auto child = children.rbegin(); child != children.rend(); ++child) open.emplace_back(*child, here);
        }
        return result;
    }

    // White space inside a text is layout: base64 lines, indented names.
    static std::string squeezed(std::string_view text) {
        std::string result;
        for (const char c : text) {
            const bool blank = c == ' ' || c == '\t' || c == '\r' || c == '\n';
            if (!blank) result += c;
            else if (!result.empty() && result.back() != ' ') result += ' ';
        }
        if (!result.empty() && result.back() == ' ') result.pop_back();
        return result;
    }

    void others() {
        std::vector<Item> was = items(before_), is = items(after_);
        std::map<std::pair<std::string, std::string>, std::size_t> kept;
        for (const Item& item : is) ++kept[{item.title, item.value}];
        const auto drop = [&kept](std::vector<Item>& list) {
            std::vector<Item> rest;
            for (Item& item : list) {
                const auto found = kept.find({item.title, item.value});
                if (found != kept.end() && found->second > 0) --found->second;
                else rest.push_back(std::move(item));
            }
            list = std::move(rest);
        };
        std::map<std::pair<std::string, std::string>, std::size_t> old;
        for (const Item& item : was) ++old[{item.title, item.value}];
        drop(was);
        kept = std::move(old);
        drop(is);
        // What is left with one title on both sides, and once on each, became another.
        std::size_t count = 0;
        for (const Item& item : was) {
            const auto same = [&](const Item& other) { return other.title == item.title; };
            const auto twin = std::find_if(is.begin(), is.end(), same);
            const bool pair = twin != is.end() && std::count_if(was.begin(), was.end(), same) == 1 &&
                              std::count_if(is.begin(), is.end(), same) == 1;
            if (++count <= kMostOthers) other(&item, pair ? &*twin : nullptr);
            if (pair) is.erase(twin);
        }
        for (const Item& item : is) {
            if (++count <= kMostOthers) other(nullptr, &item);
        }
        if (count > kMostOthers)
            add(Kind::other, "more", std::to_string(count - kMostOthers) + " further changes", "", "");
    }

    void other(const Item* was, const Item* is) {
        const std::string title = was != nullptr ? was->title : is->title;
        MetadataChange& change =
            add(Kind::other, "element", title, was != nullptr ? was->value : "", is != nullptr ? is->value : "");
        if (was != nullptr) change.before_at = was->at;
        if (is != nullptr) change.after_at = is->at;
        const auto ends = [&](std::string_view end) {
            return title.size() >= end.size() && title.compare(title.size() - end.size(), end.size(), end) == 0;
        };
        if (ends("WantAuthnRequestsSigned") && (change.after == "true" || change.after == "1")) {
            change.kind = Kind::watch;
            change.consequence =
                "Okta may reject requests that are not signed, and no public guide shows Egnyte signing them.";
            change.steps = {"Sign in with a test person, starting at Egnyte."};
            change.sources = "EGN-06";
        } else if (ends("NameIDFormat")) {
            change.kind = Kind::watch;
            change.consequence =
                "The NameID that Okta sends must still be what Egnyte's Default user mapping looks for.";
            change.steps = {std::string(kSignOn) +
                            " › Application username format: compare with Egnyte's Default user "
                            "mapping."};
            change.sources = "EGN-05 A9 A11";
        }
    }

    [[nodiscard]] std::string verdict() const {
        std::vector<std::string_view> fields;
        std::size_t watched = 0, rest = 0;
        for (const MetadataChange& change : changes_.list) {
            if (change.kind == Kind::egnyte) fields.push_back(change.title);
            else ++(change.kind == Kind::watch ? watched : rest);
        }
        std::string text;
        if (fields.empty()) {
            if (changes_.list.empty()) return "Nothing that matters changed: the files differ in form only.";
            text = "Nothing to change in Egnyte.";
        } else {
            text = "Egnyte must change ";
            for (std::size_t i = 0; i < fields.size(); ++i)
                text += (i == 0 ? "" : i + 1 == fields.size() ? " and " : ", ") + std::string(fields[i]);
            text += certificate_waits_ && fields.size() == 1
                        ? ", in the hour in which Okta activates the new certificate."
                        : "; until then people who use SSO cannot sign in.";
        }
        const auto add_count = [&](std::size_t count, std::string_view one, std::string_view many) {
            if (count > 0) text += " " + std::to_string(count) + " " + std::string(count == 1 ? one : many) + ".";
        };
        add_count(watched, "change to watch", "changes to watch");
        add_count(rest, "other change", "other changes");
        return text;
    }

    const saml::Document &before_, &after_;
    std::optional<std::int64_t> now_;
    bool certificate_waits_ = false;
    MetadataChanges changes_;
};

}  // namespace

bool MetadataChanges::for_egnyte() const {
    return std::any_of(list.begin(), list.end(),
                       [](const MetadataChange& change) { return change.kind == Kind::egnyte; });
}

MetadataChanges compare_metadata(const saml::Document& before, const saml::Document& after,
                                 std::optional<std::int64_t> now_unix) {
    return Comparison(before, after, now_unix).run();
}

std::string_view to_string(MetadataChange::Kind kind) {
    switch (kind) {
        case Kind::egnyte:
            return "egnyte";
        case Kind::watch:
            return "watch";
        case Kind::other:
            return "other";
    }
    return "";
}

}  // namespace preflight::rules
