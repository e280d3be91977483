// ENT, ROLE, NID, ATT, ORG, CON: the entity and what it says of itself.
#include <algorithm>
#include <set>
#include <unordered_map>

#include "core/saml/document_checks.h"
#include "core/saml/schema.h"
#include "core/saml/url.h"
#include "core/text/time.h"
#include "core/text/unicode.h"

namespace preflight::saml {

namespace {

namespace xml = formats::xml;
using checks::row;
using findings::Finding;
using findings::Severity;

using text::kDay;
constexpr std::int64_t kSkew = 300;  // ENT-07: 3 to 5 minutes
constexpr std::size_t kIdLimit = 1024, kIdAdvice = 256;

bool is_absolute_uri(std::string_view text) {
    const Url url = split_url(text);
    // "C:\\idp" is a path, "idp.acme.com:8443" and "localhost:8080" are hosts with ports.
    if (url.scheme.size() < 2 || url.scheme.find('.') != std::string_view::npos) return false;
    const std::string_view rest = text.substr(url.scheme.size() + 1);
    if (url.scheme_is("http") || url.scheme_is("https")) return !url.host.empty();
    const std::string_view port = rest.substr(0, rest.find('/'));
    return !rest.empty() && (port.empty() || port.find_first_not_of("0123456789") != std::string_view::npos);
}

// ---- dates: validUntil and cacheDuration of one element

enum class Level : std::uint8_t { root, inner };

void check_dates(const Subject& subject, std::size_t index, Level level, Report& report) {
    const xml::Element element = subject.xml[index];
    if (const xml::Attribute valid = element.attribute("validUntil")) {
        const std::string_view value = text::trim(valid.value());
        const auto until = text::parse_time(value);
        const auto not_a_date = [&](std::string_view words) {
            Finding& finding = report.add(
                row("ENT-10"), index, valid,
                "validUntil is \"" + cut(value) + "\", which is " + std::string(words) + " a date and time of XML.");
            finding.severity = Severity::error;
            finding.consequence = "Strict products reject the whole file; lenient ones may read another date.";
        };
        if (!until) {
            not_a_date("not");
        } else {
            if (!is_xs_date_time(value)) {
                not_a_date("not quite");
            } else if (value.back() != 'Z') {
                const bool offset = value.find_first_of("+-", 19) != std::string_view::npos;
                report.add(row("ENT-10"), index, valid,
                           offset ? "validUntil has an offset in place of Z." : "validUntil has no Z at its end.");
            }
            if (subject.now) {
                const std::int64_t now = *subject.now;
                const std::string day = text::format_date(*until);
                if (*until + kSkew < now) {
                    if (level == Level::root)
                        report.add(row("ENT-07"), index, valid, "The metadata expired on " + day + ".");
                    else
                        report.add(row("ENT-13"), index, valid,
                                   std::string(element.local()) + " expired on " + day + ".");
                } else if (*until - now <= 30 * kDay) {
                    const std::int64_t days = (*until - now) / kDay;
                    if (*until < now)
                        report.add(row("ENT-08"), index, valid,
                                   "The metadata expired on " + day + ", less than five minutes ago.");
                    else
                        report.add(row("ENT-08"), index, valid,
                                   "The metadata expires on " + day + ", in " + std::to_string(days) +
                                       (days == 1 ? " day." : " days."));
                } else if (*until - now > 365 * kDay) {
                    report.add(row("ENT-11"), index, valid, "The metadata expires only on " + day + ".");
                }
            }
        }
    }
    const xml::Attribute cache = element.attribute("cacheDuration");
    if (!cache) return;
    Duration duration;
    const auto add = [&](const std::string& what) -> Finding& {
        return report.add(row("ENT-12"), index, cache, "cacheDuration is \"" + cut(cache.value()) + "\", " + what);
    };
    constexpr double kEpoch = 1e9;  // seconds: about 32 years; a duration of that size was meant as a point in time
    if (!read_duration(cache.value(), duration)) {
        const std::string_view value = text::trim(cache.value());
        const bool number = !value.empty() && value.find_first_not_of("0123456789") == std::string_view::npos;
        add(number ? "a bare number: seconds are written PT" + std::string(value.substr(0, 20)) + "S."
                   : "which is not a duration like P1D or PT8H.");
    } else if (duration.negative) {
        add("a negative duration.").severity = Severity::warning;
    } else if (duration.seconds == 0) {
        add("no time at all.").severity = Severity::warning;
    } else if (duration.seconds_only && duration.seconds >= kEpoch) {
        add("a point in time written as a duration.").severity = Severity::warning;
    } else if (duration.seconds > 30.0 * 86400) {
        add("more than 30 days.").severity = Severity::warning;
    }
}

// ---- the entity ID

void check_entity_id(const Subject& subject, std::size_t entity, Report& report) {
    const xml::Attribute attribute = subject.xml[entity].attribute("entityID");
    if (!attribute) {
        report.add(row("ENT-01"), entity, "The entity ID is missing.");
        return;
    }
    const std::string_view id = attribute.value();
    if (text::trim(id).empty()) {
        report.add(row("ENT-01"), entity, attribute, "The entity ID is empty.");
        return;
    }
    if (has_space(id)) {
        report.add(row("ENT-05"), entity, attribute, "The entity ID has " + space_words(id) + ".");
    } else if (!is_absolute_uri(id)) {
        report.add(row("ENT-02"), entity, attribute, "The entity ID \"" + cut(id) + "\" is not an absolute URI.");
    }
    const std::size_t length = text::count_code_points(id);
    if (length > kIdLimit)
        report.add(row("ENT-03"), entity, attribute,
                   "The entity ID has " + std::to_string(length) + " characters; 1024 are allowed.");
    else if (length > kIdAdvice)
        report.add(row("ENT-04"), entity, attribute,
                   "The entity ID has " + std::to_string(length) + " characters, more than 256.");
}

// ---- the role

void check_role(const Subject& subject, const EntitySubject& entity, std::size_t role, Report& report) {
    const xml::Tree& tree = subject.xml;
    const xml::Element element = tree[role];
    const xml::Attribute protocols = element.attribute("protocolSupportEnumeration");
    const auto spoken = xs_list(protocols.value());
    bool saml_2 = false, older = false;
    // Of several roles the one that counts has to speak SAML 2.0; the others may be for older readers.
    const bool counts = role == entity.role;
    for (const std::string_view protocol : spoken) {
        saml_2 = saml_2 || protocol == kProtocolNamespace;
        older = older || protocol.substr(0, 25) == "urn:oasis:names:tc:SAML:1" || protocol == "urn:mace:shibboleth:1.0";
    }
    if (spoken.empty()) {
        const std::string message = "protocolSupportEnumeration is missing.";
        if (!protocols) report.add(row("ROLE-03"), role, message);
        else report.add(row("ROLE-03"), role, protocols, message);
    } else if (!saml_2 && counts) {
        std::string near;
        for (const std::string_view protocol : spoken) {
            if (protocol.find("SAML:2.0") != std::string_view::npos) near = protocol;
        }
        report.add(row("ROLE-04"), role, protocols,
                   near.empty() ? std::string("The role does not list SAML 2.0 among its protocols.")
                                : "The role lists \"" + cut(near) + "\", which is not the protocol of SAML 2.0.");
        for (std::size_t i = element.first(); i != xml::kNone; i = tree[i].next()) {
            const xml::Attribute binding = tree[i].attribute("Binding");
            if (!binding || binding.value().substr(0, 34) != "urn:oasis:names:tc:SAML:2.0:bindin") continue;
            Finding& finding = report.add(row("ROLE-05"), role, protocols,
                                          "The role has addresses with SAML 2.0 bindings but does not list SAML 2.0.");
            report.also(finding, i, binding);
            break;
        }
    } else if (older || !saml_2) {
        report.add(row("ROLE-08"), role, protocols,
                   saml_2  ? "The role offers SAML 1.1 or Shibboleth 1 as well."
                   : older ? "Another identity provider role is for SAML 1.1 or Shibboleth 1."
                           : "Another identity provider role is for other protocols than SAML 2.0.");
    }
    if (const xml::Attribute want = element.attribute("WantAuthnRequestsSigned")) {
        const std::string_view value = text::trim(want.value());
        if (value == "true" || value == "1") {
            report.add(row("ROLE-06"), role, want, "The identity provider wants sign-in requests to be signed.");
            if (entity.chosen)
                report.add(row("EGN-06"), role, want,
                           "Signed requests are wanted; no public guide shows Egnyte signing them.");
        }
    }
    if (const xml::Attribute error = element.attribute("errorURL")) {
        const Url url = split_url(error.value());
        const bool template_left = error.value().find('{') != std::string_view::npos;
        if (template_left) report.add(row("ROLE-07"), role, error, "The errorURL is a template that nobody filled in.");
        else if (!url.scheme_is("https") || url.host.empty())
            report.add(row("ROLE-07"), role, error, "The errorURL is not an https address.");
    }
    check_dates(subject, role, Level::inner, report);
}

void check_roles(const Subject& subject, const EntitySubject& entity, Report& report) {
    const xml::Tree& tree = subject.xml;
    std::set<std::string_view> seen;
    for (const std::size_t role : entity.roles) {
        const xml::Attribute protocols = tree[role].attribute("protocolSupportEnumeration");
        bool overlaps = false;
        for (const std::string_view protocol : xs_list(protocols.value()))
            overlaps = !seen.insert(protocol).second || overlaps;
        if (overlaps && role != entity.roles.front()) {
            Finding& finding = report.add(row("ROLE-02"), role, "Another identity provider role speaks this protocol.");
            report.also(finding, entity.roles.front());
        }
        check_role(subject, entity, role, report);
    }
    const std::size_t sp = tree.child(entity.entity, kMetadataNamespace, "SPSSODescriptor");
    if (!entity.roles.empty() && sp != xml::kNone)
        report.add(row("ROLE-09"), sp, "The entity is a service provider as well.");
}

// ---- name identifiers and attributes

constexpr std::string_view kFormats11[] = {"unspecified", "emailAddress", "X509SubjectName",
                                           "WindowsDomainQualifiedName"};
constexpr std::string_view kFormats20[] = {"kerberos", "entity", "persistent", "transient", "encrypted"};
constexpr std::string_view kFormat11 = "urn:oasis:names:tc:SAML:1.1:nameid-format:";
constexpr std::string_view kFormat20 = "urn:oasis:names:tc:SAML:2.0:nameid-format:";

bool known_format(std::string_view format) {
    if (format.substr(0, kFormat11.size()) == kFormat11) {
        const std::string_view name = format.substr(kFormat11.size());
        return std::find(std::begin(kFormats11), std::end(kFormats11), name) != std::end(kFormats11);
    }
    if (format.substr(0, kFormat20.size()) == kFormat20) {
        const std::string_view name = format.substr(kFormat20.size());
        return std::find(std::begin(kFormats20), std::end(kFormats20), name) != std::end(kFormats20);
    }
    return false;
}

// "SAML:2.0:...:emailAddress" and similar: the right name under the other version.
std::string other_version(std::string_view format) {
    for (const std::string_view name : kFormats11) {
        if (format == std::string(kFormat20) + std::string(name)) return std::string(kFormat11) + std::string(name);
    }
    for (const std::string_view name : kFormats20) {
        if (format == std::string(kFormat11) + std::string(name)) return std::string(kFormat20) + std::string(name);
    }
    return {};
}

void check_name_ids(const Subject& subject, std::size_t role, Report& report) {
    const xml::Tree& tree = subject.xml;
    std::set<std::string_view> seen;
    std::size_t stable = 0, unstable = 0;
    std::size_t first = xml::kNone;
    for (std::size_t i = tree.child(role, kMetadataNamespace, "NameIDFormat"); i != xml::kNone;
         i = tree.next_sibling_same_name(i)) {
        const xml::Element element = tree[i];
        if (first == xml::kNone) first = i;
        const std::string_view format = text::trim(element.text());
        const text::Span at = element.text_span().empty() ? element.start_tag() : element.text_span();
        if (format.empty()) {
            report.add(row("NID-01"), i, at, "The NameIDFormat is empty.");
            continue;
        }
        if (format.size() != element.text().size())
            report.add(row("NID-02"), i, at, "The NameIDFormat \"" + cut(format) + "\" has white space around it.");
        if (!known_format(format)) {
            const std::string right = other_version(format);
            report.add(row("NID-01"), i, at,
                       "SAML knows no NameIDFormat \"" + cut(format) + "\"" +
                           (right.empty() ? "." : "; it is " + right + "."));
        }
        if (!seen.insert(format).second)
            report.add(row("NID-03"), i, at, "The NameIDFormat \"" + cut(format) + "\" appears twice.");
        const bool moves =
            format == std::string(kFormat20) + "transient" || format == std::string(kFormat20) + "persistent";
        ++(moves ? unstable : stable);
    }
    if (first == xml::kNone) {
        report.add(row("NID-05"), role, "No NameIDFormat is given.");
    } else if (stable == 0 && unstable > 0) {
        report.add(row("NID-04"), first, tree[first].text_span(),
                   "Only transient or persistent name identifiers are offered.");
    }
    std::set<std::pair<std::string_view, std::string_view>> attributes;
    for (std::size_t i = tree.child(role, kAssertionNamespace, "Attribute"); i != xml::kNone;
         i = tree.next_sibling_same_name(i)) {
        const xml::Attribute name = tree[i].attribute("Name");
        const xml::Attribute format = tree[i].attribute("NameFormat");
        if (!name) continue;  // SCH-04
        if (!format) report.add(row("ATT-01"), i, "The attribute " + cut(name.value()) + " has no NameFormat.");
        if (!attributes.emplace(name.value(), format.value()).second)
            report.add(row("ATT-02"), i, "The attribute " + cut(name.value()) + " appears twice.");
    }
}

// ---- organisation and contacts

void check_organization(const Subject& subject, std::size_t organization, Report& report) {
    const xml::Tree& tree = subject.xml;
    std::string missing;
    for (const std::string_view part : {"OrganizationName", "OrganizationDisplayName", "OrganizationURL"}) {
        std::set<std::string> languages;  // in lower case: tags differ in nothing else (RFC 5646)
        std::size_t count = 0;
        for (std::size_t i = tree.child(organization, kMetadataNamespace, part); i != xml::kNone;
             i = tree.next_sibling_same_name(i)) {
            ++count;
            const xml::Element element = tree[i];
            xml::Attribute language;
            for (const xml::Attribute attribute : element.attributes()) {
                if (attribute.local() == "lang" && attribute.name_space() == xml::kXmlNamespace) language = attribute;
            }
            if (!language) {
                report.add(row("ORG-02"), i, std::string(part) + " has no xml:lang.");
            } else if (text::trim(language.value()).empty()) {
                report.add(row("ORG-02"), i, language, std::string(part) + " has an empty xml:lang.");
            } else if (!languages.insert(text::ascii_lower(language.value())).second) {
                report
                    .add(row("ORG-02"), i, language,
                         std::string(part) + " appears twice for the language " + cut(language.value()) + ".")
                    .severity = Severity::warning;
            }
            const std::string_view value = text::trim(element.text());
            const text::Span at = element.text_span().empty() ? element.start_tag() : element.text_span();
            if (part == "OrganizationURL") {
                const Url url = split_url(value);
                if ((!url.scheme_is("https") && !url.scheme_is("http")) || url.host.empty())
                    report.add(row("ORG-03"), i, at,
                               "The OrganizationURL \"" + cut(value) + "\" is not an http or https address.");
            } else if (all_space(value)) {
                report.add(row("ORG-04"), i, at, std::string(part) + " is blank.");
            } else if (part == "OrganizationDisplayName" && value.find('\n') != std::string_view::npos) {
                report.add(row("ORG-04"), i, at, "OrganizationDisplayName has a line break in it.");
            }
        }
        if (count == 0) missing += (missing.empty() ? "" : ", ") + std::string(part);
    }
    if (!missing.empty()) report.add(row("ORG-01"), organization, "The organisation lacks " + missing + ".");
}

// Something on both sides of an @ and no blank in it; several addresses and headers may follow (RFC 6068).
bool is_address(std::string_view text) {
    const auto at = text.find('@');
    if (at == std::string_view::npos || at == 0 || text.find_first_of(" \t\r\n") != std::string_view::npos)
        return false;
    const std::string_view host = text.substr(at + 1);
    return !host.empty() && host.front() != '?' && host.front() != ',';
}

// True for a contact that helps with sign-in.
bool check_contact(const Subject& subject, std::size_t contact, Report& report) {
    const xml::Tree& tree = subject.xml;
    bool helps = false;
    if (const xml::Attribute type = tree[contact].attribute("contactType")) {
        const std::string_view value = type.value();
        helps = value == "technical" || value == "support";
        if (!is_contact_type(value))
            report.add(row("CON-01"), contact, type, "The contact is of the unknown type \"" + cut(value) + "\".");
    }
    for (std::size_t i = tree.child(contact, kMetadataNamespace, "EmailAddress"); i != xml::kNone;
         i = tree.next_sibling_same_name(i)) {
        const xml::Element element = tree[i];
        const std::string_view value = text::trim(element.text());
        const text::Span at = element.text_span().empty() ? element.start_tag() : element.text_span();
        const std::string lowered = text::ascii_lower(value);
        constexpr std::size_t kScheme = 7;
        if (lowered.compare(0, kScheme, "mailto:") != 0)
            report.add(row("CON-02"), i, at, "The e-mail address \"" + cut(value) + "\" lacks mailto: before it.");
        else if (lowered.compare(kScheme, kScheme, "mailto:") == 0)
            report.add(row("CON-02"), i, at, "mailto: appears twice before the e-mail address.");
        else if (!is_address(value.substr(kScheme)))
            report.add(row("CON-02"), i, at, "The contact's mailto: has no e-mail address behind it.");
    }
    return helps;
}

}  // namespace

void check_entities(const Subject& subject, Report& report) {
    const xml::Tree& tree = subject.xml;
    check_dates(subject, 0, Level::root, report);
    if (!tree.root().is(kMetadataNamespace, "EntitiesDescriptor")) return;
    std::unordered_map<std::string_view, std::size_t> seen;
    for (std::size_t i = 1; i < tree.size(); ++i) {
        const xml::Element element = tree[i];
        if (!tree[element.parent()].is(kMetadataNamespace, "EntitiesDescriptor")) continue;
        if (element.is(kMetadataNamespace, "EntitiesDescriptor")) check_dates(subject, i, Level::inner, report);
        if (!element.is(kMetadataNamespace, "EntityDescriptor")) continue;
        check_entity_id(subject, i, report);
        const xml::Attribute id = element.attribute("entityID");
        if (!id) continue;
        const auto [first, added] = seen.try_emplace(id.value(), i);
        if (added) continue;
        Finding& finding =
            report.add(row("ENT-06"), i, id, "The entity ID " + cut(id.value()) + " appears twice in the collection.");
        report.also(finding, first->second);
    }
}

void check_entity(const Subject& subject, const EntitySubject& entity, Report& report) {
    const xml::Tree& tree = subject.xml;
    if (entity.entity == 0) check_entity_id(subject, 0, report);
    if (entity.entity != 0) check_dates(subject, entity.entity, Level::inner, report);
    const xml::Element root = tree.root();
    const bool limited = root.attribute("validUntil") || root.attribute("cacheDuration");
    // Okta never limits its metadata: there the note would say nothing.
    if (!limited && !entity.okta && !entity.roles.empty() && entity.chosen)
        report.add(row("ENT-09"), 0, "Neither validUntil nor cacheDuration is given.");
    check_roles(subject, entity, report);
    bool helped = false;
    const auto people_of = [&](std::size_t parent) {
        for (std::size_t i = tree[parent].first(); i != xml::kNone; i = tree[i].next()) {
            if (tree[i].is(kMetadataNamespace, "Organization")) check_organization(subject, i, report);
            if (tree[i].is(kMetadataNamespace, "ContactPerson")) helped = check_contact(subject, i, report) || helped;
        }
    };
    people_of(entity.entity);
    for (std::size_t i = tree[entity.entity].first(); i != xml::kNone; i = tree[i].next()) {
        if (is_role(tree[i])) people_of(i);
    }
    for (const std::size_t role : entity.roles) check_name_ids(subject, role, report);
    if (!helped && !entity.okta && entity.chosen)
        report.add(row("CON-03"), entity.entity, "There is no technical or support contact.");
}

}  // namespace preflight::saml
