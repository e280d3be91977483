#include "core/saml/schema.h"

#include <algorithm>
#include <array>
#include <span>
#include <unordered_map>
#include <unordered_set>

#include "core/crypto/base64.h"
#include "core/saml/document_checks.h"
#include "core/saml/metadata.h"
#include "core/saml/url.h"
#include "core/text/nearest.h"
#include "core/text/time.h"
#include "core/text/unicode.h"

namespace preflight::saml {

namespace {

namespace xml = formats::xml;

constexpr std::string_view kMd = kMetadataNamespace;
constexpr std::string_view kDs = kDigitalSignatureNamespace;
constexpr std::string_view kSaml = kAssertionNamespace;
constexpr std::string_view kMdui = kMetadataUiNamespace;
constexpr std::string_view kXsi = "http://www.w3.org/2001/XMLSchema-instance";
constexpr std::string_view kFederation = "http://docs.oasis-open.org/wsfed/federation/200706";

constexpr std::uint8_t kMany = 255;  // no limit

// The types of the schema. `skipped` is checked by other checks or by nobody.
enum Type : std::uint8_t {
    kSkipped,
    kEntities,
    kEntity,
    kIdpRole,
    kSpRole,
    kAuthnRole,
    kPdpRole,
    kAttributeRole,
    kForeignRole,
    kAffiliation,
    kOrganization,
    kLocalizedName,
    kLocalizedUri,
    kContact,
    kText,
    kUriText,
    kIntegerText,
    kLocation,
    kKey,
    kEncryptionMethod,
    kEndpoint,
    kIndexedEndpoint,
    kConsumingService,
    kRequestedAttribute,
    kAttribute,
    kExtensions,
    kUiInfo,
    kDiscoHints,
    kLogo,
    kKeywords,
    kKeyInfo,
    kKeyValue,
    kRsaKeyValue,
    kRetrievalMethod,
    kX509Data,
    kIssuerSerial,
    kBase64,
    kSignature,
    kSignedInfo,
    kCanonicalization,
    kSignatureMethod,
    kReference,
    kTransforms,
    kTransform,
    kDigestMethod,
    kSignatureValue,
    kTypes
};

// One place in a sequence: elements of equal rank may mix.
struct Slot {
    std::uint8_t rank;
    std::string_view space, local;
    Type type;
    std::uint8_t least = 0, most = kMany;
    bool missing_elsewhere = false;  // of a checked entity another check says that it is missing
};

enum class Value : std::uint8_t {
    any,
    boolean,
    date_time,
    duration,
    unsigned_short,
    id,
    key_use,
    positive,
    integer,
    uri,
    uris,       // a list
    address,    // a URI that the EP checks look at in identity provider roles
    entity_id,  // a URI that the ENT checks look at
    contact_type,
    base64
};

struct AttributeRule {
    std::string_view local;
    Value value = Value::any;
    bool required = false;
};

// A sequence in up to three parts, so that roles share theirs.
using Slots = std::array<std::span<const Slot>, 3>;

struct TypeRule {
    Slots slots{};
    std::span<const AttributeRule> attributes{};
    bool text = false;                // character data
    bool foreign_elements = false;    // any ##other
    bool foreign_attributes = false;  // anyAttribute ##other
    bool language = false;            // xml:lang
    Value content = Value::any;       // of the text
    bool filled = false;              // at least one element
    bool any_elements = false;        // any whatsoever
    std::string_view own = kMd;       // whose elements have to be listed; others are foreign
};

constexpr Slot kRoleChoice(std::string_view local, Type type) {
    return {2, kMd, local, type};
}
constexpr Slot kEntitiesSlots[] = {{0, kDs, "Signature", kSignature, 0, 1},
                                   {1, kMd, "Extensions", kExtensions, 0, 1},
                                   {2, kMd, "EntityDescriptor", kEntity},
                                   {2, kMd, "EntitiesDescriptor", kEntities}};
constexpr Slot kEntitySlots[] = {{0, kDs, "Signature", kSignature, 0, 1},
                                 {1, kMd, "Extensions", kExtensions, 0, 1},
                                 kRoleChoice("IDPSSODescriptor", kIdpRole),
                                 kRoleChoice("SPSSODescriptor", kSpRole),
                                 kRoleChoice("AuthnAuthorityDescriptor", kAuthnRole),
                                 kRoleChoice("AttributeAuthorityDescriptor", kAttributeRole),
                                 kRoleChoice("PDPDescriptor", kPdpRole),
                                 kRoleChoice("RoleDescriptor", kForeignRole),
                                 {2, kMd, "AffiliationDescriptor", kAffiliation, 0, 1},
                                 {3, kMd, "Organization", kOrganization, 0, 1},
                                 {4, kMd, "ContactPerson", kContact},
                                 {5, kMd, "AdditionalMetadataLocation", kLocation}};
// What every role begins with, and what the roles of single sign-on go on with.
constexpr Slot kRoleSlots[] = {{0, kDs, "Signature", kSignature, 0, 1},
                               {1, kMd, "Extensions", kExtensions, 0, 1},
                               {2, kMd, "KeyDescriptor", kKey},
                               {3, kMd, "Organization", kOrganization, 0, 1},
                               {4, kMd, "ContactPerson", kContact}};
constexpr Slot kSsoSlots[] = {{5, kMd, "ArtifactResolutionService", kIndexedEndpoint},
                              {6, kMd, "SingleLogoutService", kEndpoint},
                              {7, kMd, "ManageNameIDService", kEndpoint},
                              {8, kMd, "NameIDFormat", kUriText}};
constexpr Slot kIdpSlots[] = {{9, kMd, "SingleSignOnService", kEndpoint, 1},
                              {10, kMd, "NameIDMappingService", kEndpoint},
                              {11, kMd, "AssertionIDRequestService", kEndpoint},
                              {12, kMd, "AttributeProfile", kUriText},
                              {13, kSaml, "Attribute", kAttribute}};
constexpr Slot kSpSlots[] = {{9, kMd, "AssertionConsumerService", kIndexedEndpoint, 1},
                             {10, kMd, "AttributeConsumingService", kConsumingService}};
constexpr Slot kAuthnSlots[] = {{5, kMd, "AuthnQueryService", kEndpoint, 1},
                                {6, kMd, "AssertionIDRequestService", kEndpoint},
                                {7, kMd, "NameIDFormat", kUriText}};
constexpr Slot kPdpSlots[] = {{5, kMd, "AuthzService", kEndpoint, 1},
                              {6, kMd, "AssertionIDRequestService", kEndpoint},
                              {7, kMd, "NameIDFormat", kUriText}};
constexpr Slot kAttributeRoleSlots[] = {{5, kMd, "AttributeService", kEndpoint, 1},
                                        {6, kMd, "AssertionIDRequestService", kEndpoint},
                                        {7, kMd, "NameIDFormat", kUriText},
                                        {8, kMd, "AttributeProfile", kUriText},
                                        {9, kSaml, "Attribute", kAttribute}};
constexpr Slot kAffiliationSlots[] = {{0, kDs, "Signature", kSignature, 0, 1},
                                      {1, kMd, "Extensions", kExtensions, 0, 1},
                                      {2, kMd, "AffiliateMember", kUriText, 1},
                                      {3, kMd, "KeyDescriptor", kKey}};
constexpr Slot kOrganizationSlots[] = {{0, kMd, "Extensions", kExtensions, 0, 1},
                                       {1, kMd, "OrganizationName", kLocalizedName, 1, kMany, true},
                                       {2, kMd, "OrganizationDisplayName", kLocalizedName, 1, kMany, true},
                                       {3, kMd, "OrganizationURL", kLocalizedUri, 1, kMany, true}};
constexpr Slot kContactSlots[] = {{0, kMd, "Extensions", kExtensions, 0, 1}, {1, kMd, "Company", kText, 0, 1},
                                  {2, kMd, "GivenName", kText, 0, 1},        {3, kMd, "SurName", kText, 0, 1},
                                  {4, kMd, "EmailAddress", kUriText},        {5, kMd, "TelephoneNumber", kText}};
// A KeyInfo in another namespace is KEY-14's.
constexpr Slot kKeySlots[] = {{0, kDs, "KeyInfo", kKeyInfo, 1, 1, true},
                              {1, kMd, "EncryptionMethod", kEncryptionMethod}};
constexpr Slot kConsumingSlots[] = {{0, kMd, "ServiceName", kLocalizedName, 1},
                                    {1, kMd, "ServiceDescription", kLocalizedName},
                                    {2, kMd, "RequestedAttribute", kRequestedAttribute, 1}};
constexpr Slot kAttributeSlots[] = {{0, kSaml, "AttributeValue", kSkipped}};
constexpr Slot kUiInfoSlots[] = {
    {0, kMdui, "DisplayName", kLocalizedName},   {0, kMdui, "Description", kLocalizedName},
    {0, kMdui, "Keywords", kKeywords},           {0, kMdui, "Logo", kLogo},
    {0, kMdui, "InformationURL", kLocalizedUri}, {0, kMdui, "PrivacyStatementURL", kLocalizedUri}};
constexpr Slot kDiscoSlots[] = {
    {0, kMdui, "IPHint", kText}, {0, kMdui, "DomainHint", kText}, {0, kMdui, "GeolocationHint", kUriText}};
constexpr Slot kKeyInfoSlots[] = {
    {0, kDs, "KeyName", kText},      {0, kDs, "KeyValue", kKeyValue}, {0, kDs, "RetrievalMethod", kRetrievalMethod},
    {0, kDs, "X509Data", kX509Data}, {0, kDs, "PGPData", kSkipped},   {0, kDs, "SPKIData", kSkipped},
    {0, kDs, "MgmtData", kText}};
constexpr Slot kKeyValueSlots[] = {{0, kDs, "DSAKeyValue", kSkipped, 0, 1},
                                   {0, kDs, "RSAKeyValue", kRsaKeyValue, 0, 1}};
constexpr Slot kRsaSlots[] = {{0, kDs, "Modulus", kBase64, 1, 1}, {1, kDs, "Exponent", kBase64, 1, 1}};
constexpr Slot kRetrievalSlots[] = {{0, kDs, "Transforms", kTransforms, 0, 1}};
constexpr Slot kX509Slots[] = {{0, kDs, "X509IssuerSerial", kIssuerSerial},
                               {0, kDs, "X509SKI", kBase64},
                               {0, kDs, "X509SubjectName", kText},
                               {0, kDs, "X509Certificate", kBase64},
                               {0, kDs, "X509CRL", kBase64}};
constexpr Slot kIssuerSlots[] = {{0, kDs, "X509IssuerName", kText, 1, 1},
                                 {1, kDs, "X509SerialNumber", kIntegerText, 1, 1}};
constexpr Slot kSignatureSlots[] = {{0, kDs, "SignedInfo", kSignedInfo, 1, 1},
                                    {1, kDs, "SignatureValue", kSignatureValue, 1, 1},
                                    {2, kDs, "KeyInfo", kKeyInfo, 0, 1},
                                    {3, kDs, "Object", kSkipped}};
constexpr Slot kSignedInfoSlots[] = {{0, kDs, "CanonicalizationMethod", kCanonicalization, 1, 1},
                                     {1, kDs, "SignatureMethod", kSignatureMethod, 1, 1},
                                     {2, kDs, "Reference", kReference, 1}};
constexpr Slot kMethodSlots[] = {{0, kDs, "HMACOutputLength", kText, 0, 1}};
constexpr Slot kReferenceSlots[] = {{0, kDs, "Transforms", kTransforms, 0, 1},
                                    {1, kDs, "DigestMethod", kDigestMethod, 1, 1},
                                    {2, kDs, "DigestValue", kBase64, 1, 1}};
constexpr Slot kTransformsSlots[] = {{0, kDs, "Transform", kTransform, 1}};
constexpr Slot kTransformSlots[] = {{0, kDs, "XPath", kText}};

constexpr AttributeRule kEntitiesAttributes[] = {
    {"validUntil", Value::date_time}, {"cacheDuration", Value::duration}, {"ID", Value::id}, {"Name"}};
constexpr AttributeRule kEntityAttributes[] = {{"entityID", Value::entity_id},
                                               {"validUntil", Value::date_time},
                                               {"cacheDuration", Value::duration},
                                               {"ID", Value::id}};
constexpr AttributeRule kIdpAttributes[] = {{"ID", Value::id},
                                            {"validUntil", Value::date_time},
                                            {"cacheDuration", Value::duration},
                                            {"protocolSupportEnumeration", Value::uris, true},
                                            {"errorURL", Value::uri},
                                            {"WantAuthnRequestsSigned", Value::boolean}};
constexpr AttributeRule kSpAttributes[] = {{"ID", Value::id},
                                           {"validUntil", Value::date_time},
                                           {"cacheDuration", Value::duration},
                                           {"protocolSupportEnumeration", Value::uris, true},
                                           {"errorURL", Value::uri},
                                           {"AuthnRequestsSigned", Value::boolean},
                                           {"WantAssertionsSigned", Value::boolean}};
constexpr AttributeRule kRoleAttributes[] = {{"ID", Value::id},
                                             {"validUntil", Value::date_time},
                                             {"cacheDuration", Value::duration},
                                             {"protocolSupportEnumeration", Value::uris, true},
                                             {"errorURL", Value::uri}};
constexpr AttributeRule kAffiliationAttributes[] = {{"affiliationOwnerID", Value::uri, true},
                                                    {"validUntil", Value::date_time},
                                                    {"cacheDuration", Value::duration},
                                                    {"ID", Value::id}};
constexpr AttributeRule kContactAttributes[] = {{"contactType", Value::contact_type, true}};
constexpr AttributeRule kLocationAttributes[] = {{"namespace", Value::uri, true}};
constexpr AttributeRule kKeyAttributes[] = {{"use", Value::key_use}};
constexpr AttributeRule kAlgorithmAttributes[] = {{"Algorithm", Value::uri, true}};
constexpr AttributeRule kEndpointAttributes[] = {
    {"Binding", Value::uri, true}, {"Location", Value::address, true}, {"ResponseLocation", Value::address}};
constexpr AttributeRule kIndexedAttributes[] = {{"Binding", Value::uri, true},
                                                {"Location", Value::address, true},
                                                {"ResponseLocation", Value::address},
                                                {"index", Value::unsigned_short, true},
                                                {"isDefault", Value::boolean}};
constexpr AttributeRule kConsumingAttributes[] = {{"index", Value::unsigned_short, true},
                                                  {"isDefault", Value::boolean}};
constexpr AttributeRule kAttributeAttributes[] = {
    {"Name", Value::any, true}, {"NameFormat", Value::uri}, {"FriendlyName"}};
constexpr AttributeRule kRequestedAttributes[] = {
    {"Name", Value::any, true}, {"NameFormat", Value::uri}, {"FriendlyName"}, {"isRequired", Value::boolean}};
constexpr AttributeRule kLogoAttributes[] = {{"height", Value::positive, true}, {"width", Value::positive, true}};
constexpr AttributeRule kIdAttributes[] = {{"Id", Value::id}};
constexpr AttributeRule kRetrievalAttributes[] = {{"URI", Value::uri, true}, {"Type", Value::uri}};
// The URI of a Reference belongs to SIG-04.
constexpr AttributeRule kReferenceAttributes[] = {{"Id", Value::id}, {"URI"}, {"Type", Value::uri}};

constexpr std::array<TypeRule, kTypes> kRules = [] {
    std::array<TypeRule, kTypes> rules{};
    rules[kEntities] = {{{kEntitiesSlots}}, kEntitiesAttributes};
    rules[kEntity] = {{{kEntitySlots}}, kEntityAttributes, false, false, true};
    rules[kIdpRole] = {{{kRoleSlots, kSsoSlots, kIdpSlots}}, kIdpAttributes, false, false, true};
    rules[kSpRole] = {{{kRoleSlots, kSsoSlots, kSpSlots}}, kSpAttributes, false, false, true};
    rules[kAuthnRole] = {{{kRoleSlots, kAuthnSlots}}, kRoleAttributes, false, false, true};
    rules[kPdpRole] = {{{kRoleSlots, kPdpSlots}}, kRoleAttributes, false, false, true};
    rules[kAttributeRole] = {{{kRoleSlots, kAttributeRoleSlots}}, kRoleAttributes, false, false, true};
    rules[kAffiliation] = {{{kAffiliationSlots}}, kAffiliationAttributes, false, false, true};
    rules[kOrganization] = {{{kOrganizationSlots}}, {}, false, false, true};
    rules[kLocalizedName] = {{}, {}, true, false, false, true};
    rules[kLocalizedUri] = {{}, {}, true, false, false, true, Value::uri};
    rules[kContact] = {{{kContactSlots}}, kContactAttributes, false, false, true};
    rules[kText] = {{}, {}, true};
    rules[kUriText] = {{}, {}, true, false, false, false, Value::uri};
    rules[kIntegerText] = {{}, {}, true, false, false, false, Value::integer};
    rules[kLocation] = {{}, kLocationAttributes, true, false, false, false, Value::uri};
    rules[kKey] = {{{kKeySlots}}, kKeyAttributes};
    rules[kEncryptionMethod] = {{}, kAlgorithmAttributes, true, true};
    rules[kEndpoint] = {{}, kEndpointAttributes, false, true, true};
    rules[kIndexedEndpoint] = {{}, kIndexedAttributes, false, true, true};
    rules[kConsumingService] = {{{kConsumingSlots}}, kConsumingAttributes};
    rules[kRequestedAttribute] = {{{kAttributeSlots}}, kRequestedAttributes, false, false, true};
    rules[kAttribute] = {{{kAttributeSlots}}, kAttributeAttributes, false, false, true};
    rules[kExtensions] = {.foreign_elements = true, .filled = true};
    rules[kUiInfo] = {.slots = {{kUiInfoSlots}}, .foreign_elements = true, .own = kMdui};
    rules[kDiscoHints] = {.slots = {{kDiscoSlots}}, .foreign_elements = true, .own = kMdui};
    rules[kLogo] = {{}, kLogoAttributes, true, false, false, true, Value::uri};
    rules[kKeywords] = {{}, {}, true, false, false, true};
    // Of XML signatures; much of it allows text between its elements.
    constexpr auto ds = [](Slots slots, std::span<const AttributeRule> attributes = {}) {
        return TypeRule{.slots = slots, .attributes = attributes, .own = kDs};
    };
    constexpr auto mixed = [](Slots slots, std::span<const AttributeRule> attributes = {}) {
        return TypeRule{.slots = slots, .attributes = attributes, .text = true, .foreign_elements = true, .own = kDs};
    };
    rules[kKeyInfo] = mixed({kKeyInfoSlots}, kIdAttributes);
    rules[kKeyValue] = mixed({kKeyValueSlots});
    rules[kRsaKeyValue] = ds({kRsaSlots});
    rules[kRetrievalMethod] = ds({kRetrievalSlots}, kRetrievalAttributes);
    rules[kX509Data] = ds({kX509Slots});
    rules[kX509Data].foreign_elements = true;
    rules[kIssuerSerial] = ds({kIssuerSlots});
    for (const Type type : {kKeyInfo, kKeyValue, kX509Data}) rules[type].filled = true;
    rules[kSignature] = ds({kSignatureSlots}, kIdAttributes);
    rules[kSignedInfo] = ds({kSignedInfoSlots}, kIdAttributes);
    rules[kCanonicalization] = mixed({}, kAlgorithmAttributes);
    rules[kCanonicalization].any_elements = true;
    rules[kSignatureMethod] = mixed({kMethodSlots}, kAlgorithmAttributes);
    rules[kReference] = ds({kReferenceSlots}, kReferenceAttributes);
    rules[kTransforms] = ds({kTransformsSlots});
    rules[kTransform] = mixed({kTransformSlots}, kAlgorithmAttributes);
    rules[kDigestMethod] = mixed({}, kAlgorithmAttributes);
    rules[kBase64] = {.text = true, .content = Value::base64, .own = kDs};
    rules[kSignatureValue] = {.attributes = kIdAttributes, .text = true, .content = Value::base64, .own = kDs};
    return rules;
}();

// Extensions that federations and products use; nothing has to be said of them.
constexpr std::string_view kKnownExtensions[] = {
    kMdui,
    kDs,
    kSaml,
    kFederation,
    "http://www.w3.org/2001/04/xmlenc#",
    "http://www.w3.org/2009/xmlenc11#",
    "http://www.w3.org/2009/xmldsig11#",
    "http://www.w3.org/2001/10/xml-exc-c14n#",
    "urn:oasis:names:tc:SAML:metadata:rpi",
    "urn:oasis:names:tc:SAML:metadata:attribute",
    "urn:oasis:names:tc:SAML:metadata:algsupport",
    "urn:oasis:names:tc:SAML:profiles:SSO:idp-discovery-protocol",
    "urn:oasis:names:tc:SAML:profiles:SSO:request-init",
    "urn:mace:shibboleth:metadata:1.0",
    "urn:oasis:names:tc:SAML:2.0:profiles:holder-of-key:SSO:browser",
    "http://refeds.org/metadata",
    xml::kXmlNamespace,
    kXsi,
};

std::string_view collapse(std::string_view text) {
    return text::trim(text);
}

bool is_digits(std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

// xs:integer
bool is_integer(std::string_view text) {
    std::string_view value = collapse(text);
    if (!value.empty() && (value.front() == '-' || value.front() == '+')) value.remove_prefix(1);
    return is_digits(value);
}

// xs:positiveInteger
bool is_positive(std::string_view text) {
    std::string_view value = collapse(text);
    if (!value.empty() && value.front() == '+') value.remove_prefix(1);
    return is_digits(value) && value.find_first_not_of('0') != std::string_view::npos;
}

// What KEY-14 is about when it is where only signatures' own elements are seen.
bool is_key_part(const xml::Element& element) {
    constexpr std::string_view kParts[] = {"KeyInfo", "X509Data", "KeyValue", "KeyName", "X509Certificate"};
    return element.name_space() != kDs &&
           std::find(std::begin(kParts), std::end(kParts), element.local()) != std::end(kParts);
}

constexpr std::size_t kMostSlots = 16;

// The slot and its number in the whole sequence.
const Slot* slot_of(const TypeRule& rule, const xml::Element& element, std::size_t& number) {
    number = 0;
    const std::string_view local = element.local(), space = element.name_space();
    for (const std::span<const Slot> part : rule.slots) {
        for (const Slot& slot : part) {
            if (slot.local == local && slot.space == space) return &slot;
            ++number;
        }
    }
    return nullptr;
}

class Validator {
public:
    Validator(const xml::Tree& document, std::span<const std::size_t> checked)
        : document_(document), text_(document.text()) {
        types_.resize(document.size(), kSkipped);
        checked_.resize(document.size(), false);
        for (const std::size_t entity : checked) checked_[entity] = true;
    }

    SchemaReport run() {
        const xml::Element root = document_.root();
        types_[0] = root.local() == "EntitiesDescriptor" ? kEntities : kEntity;
        // Parents come before their children: one walk gives every element its type before it is reached.
        for (std::size_t i = 0; i < document_.size(); ++i) {
            check_id(i);
            if (types_[i] == kSkipped) continue;
            if (at(i).parent() != xml::kNone && checked_[at(i).parent()])
                checked_[i] = types_[i] != kAffiliation && types_[i] != kSignature;
            check(i);
        }
        return std::move(report_);
    }

private:
    [[nodiscard]] xml::Element at(std::size_t element) const { return document_[element]; }

    // What is over the limit is only counted: a file of nothing but mistakes must not cost more than one without.
    [[nodiscard]] bool full(SchemaFault fault) {
        constexpr std::size_t kListed = 100;
        const auto number = static_cast<std::size_t>(fault);
        if (listed_[number] < kListed) return false;
        ++report_.beyond[number];
        return true;
    }

    void add(SchemaFault fault, std::size_t element, std::string detail = {}, xml::Attribute attribute = {},
             std::size_t other = xml::kNone, text::Span span = {}) {
        if (full(fault)) return;
        ++listed_[static_cast<std::size_t>(fault)];
        report_.problems.push_back({fault, element, attribute, span, std::move(detail), other});
    }

    void check(std::size_t index) {
        const xml::Element element = at(index);
        if (types_[index] == kForeignRole) {
            check_foreign_role(index);
            return;
        }
        const TypeRule& rule = kRules[types_[index]];
        check_attributes(index, rule);
        if (!rule.text && !element.blank()) {
            text::Span span{element.visible(), std::min(text_.find('<', element.visible()), text_.size())};
            while (span.end > span.begin + 1 && static_cast<unsigned char>(text_[span.end - 1]) <= ' ') --span.end;
            add(SchemaFault::stray_text, index, {}, {}, xml::kNone, span);
        }
        if (rule.content != Value::any) check_content(index, rule.content);
        check_children(index, rule);
    }

    // The text of a simple type.
    void check_content(std::size_t index, Value type) {
        const xml::Element element = at(index);
        const bool certificate = element.is(kDs, "X509Certificate");
        if (certificate && checked_[index]) return;  // CRT-01
        const char* const wanted = fault_of_value(type, element.text());
        if (wanted == nullptr) return;
        const text::Span place = text_place(element, text_);
        add(SchemaFault::bad_value, index, wanted, {}, xml::kNone, place);
    }

    void check_foreign_role(std::size_t index) {
        for (const xml::Attribute attribute : at(index).attributes()) {
            if (attribute.name_space() != kXsi || attribute.local() != "type") continue;
            add(SchemaFault::foreign_role, index, std::string(attribute.value()), attribute);
            return;
        }
        add(SchemaFault::missing_attribute, index, "xsi:type");
    }

    void check_attributes(std::size_t index, const TypeRule& rule) {
        const xml::Element element = at(index);
        bool language = false;
        std::uint64_t there = 0;  // by the places in rule.attributes
        for (const xml::Attribute attribute : element.attributes()) {
            if (attribute.prefix().empty()) {
                const std::string_view local = attribute.local();
                const auto* known = std::find_if(rule.attributes.begin(), rule.attributes.end(),
                                                 [&](const AttributeRule& r) { return r.local == local; }) -
                                    rule.attributes.begin() + rule.attributes.data();
                if (known == rule.attributes.data() + rule.attributes.size()) {
                    if (!full(SchemaFault::unknown_attribute))
                        add(SchemaFault::unknown_attribute, index, nearest_attribute(rule, attribute.local()),
                            attribute);
                } else {
                    there |= std::uint64_t{1} << (known - rule.attributes.data());
                    check_value(index, attribute, known->value);
                }
                continue;
            }
            if (attribute.name_space() == kXsi) continue;
            if (rule.language && attribute.name_space() == xml::kXmlNamespace) {
                if (attribute.local() != "lang") continue;
                language = true;
                if (!attribute.value().empty() && !is_xs_language(attribute.value()))
                    add(SchemaFault::bad_value, index, "a language code like en or de-CH", attribute);
                continue;
            }
            if (!rule.foreign_attributes || attribute.name_space() == kMd) {
                add(SchemaFault::unknown_attribute, index, {}, attribute);
            } else {
                foreign(SchemaFault::foreign_attribute, index, attribute.name_space(), attribute);
            }
        }
        for (std::size_t i = 0; i < rule.attributes.size(); ++i) {
            if (rule.attributes[i].required && (there >> i & 1U) == 0)
                add(SchemaFault::missing_attribute, index, std::string(rule.attributes[i].local));
        }
        // Of a checked organisation it is ORG-02 that says so; a logo may do without.
        const bool said = types_[index] == kLogo || (checked_[index] && stands_in(index, kOrganization));
        if (rule.language && !language && !said) add(SchemaFault::missing_attribute, index, "xml:lang");
    }

    static std::string nearest(std::string_view name, const std::vector<std::string_view>& names) {
        for (const std::string_view known : names) {
            if (text::equal_ignoring_ascii_case(known, name)) return std::string(known);
        }
        return std::string(text::nearest_name(name, names).value_or(std::string_view{}));
    }

    static std::string nearest_attribute(const TypeRule& rule, std::string_view name) {
        std::vector<std::string_view> names;
        for (const AttributeRule& known : rule.attributes) names.push_back(known.local);
        return nearest(name, names);
    }

    void check_value(std::size_t index, const xml::Attribute& attribute, Value type) {
        if (said_of_value(index, attribute.value(), type)) return;
        if (const char* const wanted = fault_of_value(type, attribute.value()))
            add(SchemaFault::bad_value, index, wanted, attribute);
    }

    // The root is in nothing.
    [[nodiscard]] bool stands_in(std::size_t index, Type type) const {
        return at(index).parent() != xml::kNone && types_[at(index).parent()] == type;
    }

    // What is wrong with a value and another check says it, in better words.
    [[nodiscard]] bool said_of_value(std::size_t index, std::string_view value, Value type) const {
        switch (type) {
            case Value::entity_id:
                return has_space(value);  // ENT-05
            case Value::address:
                return checked_[index] && stands_in(index, kIdpRole) &&
                       (has_space(value) || split_url(value).fault != UrlFault::none);  // EP-08, EP-11
            case Value::contact_type:
                return checked_[index];  // CON-01
            default:
                return false;
        }
    }

    // What the type asks for; null when the value is as it should be.
    static const char* fault_of_value(Value type, std::string_view value) {
        Duration duration;
        switch (type) {
            case Value::boolean:
                return is_xs_boolean(value) ? nullptr : "true, false, 1 or 0";
            case Value::date_time:
                return is_xs_date_time(value) ? nullptr : "a date and time like 2027-01-31T12:00:00Z";
            case Value::duration:
                return read_duration(value, duration) ? nullptr : "a duration like P1D or PT8H";
            case Value::unsigned_short:
                return is_xs_unsigned_short(value) ? nullptr : "a whole number from 0 to 65535";
            case Value::key_use:
                return value == "signing" || value == "encryption" ? nullptr : "signing or encryption, in lower case";
            case Value::positive:
                return is_positive(value) ? nullptr : "a whole number above 0";
            case Value::integer:
                return is_integer(value) ? nullptr : "a whole number in decimal digits";
            case Value::uri:
            case Value::address:
            case Value::entity_id:
                return is_xs_any_uri(value) ? nullptr : "an address or another URI";
            case Value::uris:
                for (const std::string_view uri : xs_list(value)) {
                    if (!is_xs_any_uri(uri)) return "a list of URIs";
                }
                return nullptr;
            case Value::contact_type:
                return is_contact_type(value) ? nullptr : "technical, support, administrative, billing or other";
            case Value::base64: {
                const crypto::Base64Fault fault = crypto::decode_base64(value).fault;
                return fault == crypto::Base64Fault::none || fault == crypto::Base64Fault::empty ? nullptr : "base64";
            }
            case Value::id:
            case Value::any:
                break;
        }
        return nullptr;
    }

    // What is an ID by the schema of its namespace, also inside extensions and signatures.
    void check_id(std::size_t index) {
        const xml::Element element = at(index);
        for (const xml::Attribute attribute : element.attributes()) {
            const bool own =
                attribute.prefix().empty() &&
                ((attribute.local() == "ID" && (element.name_space() == kMd || element.name_space() == kSaml ||
                                                element.name_space() == kProtocolNamespace)) ||
                 (attribute.local() == "Id" && element.name_space() == kDs));
            if (!own && !(attribute.name_space() == xml::kXmlNamespace && attribute.local() == "id")) continue;
            if (!is_ncname(attribute.value())) {
                add(SchemaFault::bad_id, index, {}, attribute);
                continue;
            }
            const auto [first, added] = ids_.try_emplace(collapse(attribute.value()), index);
            if (!added) add(SchemaFault::repeated_id, index, {}, attribute, first->second);
        }
    }

    void foreign(SchemaFault fault, std::size_t index, std::string_view space, const xml::Attribute attribute) {
        if (std::find(std::begin(kKnownExtensions), std::end(kKnownExtensions), space) != std::end(kKnownExtensions))
            return;
        if (mentioned_.insert(space).second) add(fault, index, std::string(space), attribute);
    }

    void check_children(std::size_t index, const TypeRule& rule) {
        const xml::Element element = at(index);
        const Type type = types_[index];
        std::array<std::size_t, kMostSlots> counts{};
        std::uint8_t reached = 0;
        std::size_t reached_by = xml::kNone;
        bool near_miss = false;
        for (std::size_t child = element.first(); child != xml::kNone; child = at(child).next()) {
            const xml::Element node = at(child);
            std::size_t number = 0;
            const Slot* slot = slot_of(rule, node, number);
            if (slot == nullptr) {
                if (!rule.any_elements) near_miss = check_stranger(index, child, rule) || near_miss;
                continue;
            }
            types_[child] = slot->type;
            if (++counts[number] > slot->most && slot->most != kMany) {
                add(SchemaFault::too_many, child);
                continue;
            }
            if (slot->rank < reached) {
                add(SchemaFault::wrong_order, child, shown(reached_by), {}, reached_by);
            } else if (slot->rank > reached || reached_by == xml::kNone) {
                reached = slot->rank;
                reached_by = child;
            }
        }
        std::size_t number = 0;
        for (const std::span<const Slot> part : rule.slots) {
            for (const Slot& slot : part) {
                if (slot.least > counts[number++] && !(slot.missing_elsewhere && checked_[index]))
                    add(SchemaFault::missing_element, index, std::string(slot.local));
            }
        }
        // An empty ds:KeyInfo is KEY-03's.
        if (rule.filled && element.first() == xml::kNone && !(type == kKeyInfo && checked_[index]))
            add(SchemaFault::missing_element, index, "an element inside it");
        if (type == kEntity) check_affiliation(index);
        if (type == kEntities && counts[2] + counts[3] == 0 && !near_miss)
            add(SchemaFault::missing_element, index, "EntityDescriptor");
    }

    [[nodiscard]] std::string shown(std::size_t index) const {
        const xml::Element element = at(index);
        return (element.prefix().empty() ? std::string() : std::string(element.prefix()) + ":") +
               std::string(element.local());
    }

    // SAML metadata 2.3.2: either roles or an affiliation.
    void check_affiliation(std::size_t entity) {
        std::size_t affiliation = xml::kNone, role = xml::kNone;
        for (std::size_t i = at(entity).first(); i != xml::kNone; i = at(i).next()) {
            if (types_[i] == kAffiliation && affiliation == xml::kNone) affiliation = i;
            if (types_[i] >= kIdpRole && types_[i] <= kForeignRole && role == xml::kNone) role = i;
        }
        if (affiliation != xml::kNone && role != xml::kNone) add(SchemaFault::beside_role, affiliation, {}, {}, role);
    }

    // An element that the type does not list. True when it looks like a misspelt one.
    bool check_stranger(std::size_t parent, std::size_t child, const TypeRule& rule) {
        const xml::Element node = at(child);
        const Type type = types_[parent];
        if (type == kExtensions && !node.name_space().empty()) {
            if (node.name_space() == kMd) {
                add(SchemaFault::in_extensions, child);
            } else if (node.is(kMdui, "UIInfo")) {
                types_[child] = kUiInfo;
            } else if (node.is(kMdui, "DiscoHints")) {
                types_[child] = kDiscoHints;
            } else if (node.is(kSaml, "Attribute")) {
                types_[child] = kAttribute;
            } else if (node.name_space() == kMdui) {
                add(SchemaFault::unknown_element, child);
            } else {
                foreign(SchemaFault::foreign_element, child, node.name_space(), {});
            }
            return false;
        }
        // Keys in a wrong namespace are KEY-14's.
        const bool key = type == kKey || type == kKeyInfo || type == kX509Data;
        if (key && checked_[parent] && is_key_part(node)) return false;
        if (rule.foreign_elements && node.name_space() != rule.own && !node.name_space().empty()) {
            foreign(SchemaFault::foreign_element, child, node.name_space(), {});
            return false;
        }
        std::vector<std::string_view> names;
        for (const std::span<const Slot> part : rule.slots) {
            for (const Slot& slot : part) {
                if (slot.local == node.local()) {
                    add(SchemaFault::wrong_namespace, child, std::string(slot.space));
                    return true;
                }
                names.push_back(slot.local);
            }
        }
        if (full(SchemaFault::unknown_element)) return true;
        std::string meant = nearest(node.local(), names);
        const bool near = !meant.empty();
        add(SchemaFault::unknown_element, child, std::move(meant));
        return near;
    }

    const xml::Tree& document_;
    std::string_view text_;
    std::vector<Type> types_;
    std::vector<bool> checked_;  // inside an entity that other checks look at, and of what they look at
    std::unordered_map<std::string_view, std::size_t> ids_;
    std::unordered_set<std::string_view> mentioned_;
    SchemaReport report_;
    std::array<std::size_t, kSchemaFaults> listed_{};
};

}  // namespace

SchemaReport check_against_schema(const xml::Tree& document, std::span<const std::size_t> checked) {
    return Validator(document, checked).run();
}

bool is_xs_boolean(std::string_view text) {
    const std::string_view value = collapse(text);
    return value == "true" || value == "false" || value == "1" || value == "0";
}

bool is_xs_date_time(std::string_view text) {
    const std::string_view value = collapse(text);
    if (!text::parse_time(value)) return false;
    // RFC 3339 and the clock are laxer: small letters, leap seconds.
    const bool midnight = value.substr(11, 2) != "24" || value.substr(14, 5) == "00:00";
    // An offset goes up to 14 hours.
    const auto sign = value.find_first_of("+-", 19);
    const bool offset = sign == std::string_view::npos || value.substr(sign + 1, 5) <= "14:00";
    return value[10] == 'T' && value.back() != 'z' && value.substr(17, 2) != "60" && midnight && offset;
}

bool is_xs_unsigned_short(std::string_view text) {
    std::string_view value = collapse(text);
    if (!value.empty() && value.front() == '+') value.remove_prefix(1);
    if (!is_digits(value)) return false;
    while (value.size() > 1 && value.front() == '0') value.remove_prefix(1);
    return value.size() < 5 || (value.size() == 5 && value <= "65535");
}

bool is_ncname(std::string_view text) {
    const std::string_view value = collapse(text);
    return !value.empty() && value.find(':') == std::string_view::npos && xml::is_name(value);
}

bool is_xs_language(std::string_view text) {
    constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    constexpr std::string_view kBoth = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    std::string_view rest = collapse(text);
    for (bool first = true;; first = false) {
        const std::string_view part = rest.substr(0, rest.find('-'));
        if (part.empty() || part.size() > 8 || part.find_first_not_of(first ? kLetters : kBoth) != std::string::npos)
            return false;
        if (part.size() == rest.size()) return true;
        rest.remove_prefix(part.size() + 1);
    }
}

bool is_contact_type(std::string_view text) {
    constexpr std::string_view kTypes[] = {"technical", "support", "administrative", "billing", "other"};
    return std::find(std::begin(kTypes), std::end(kTypes), text) != std::end(kTypes);
}

std::vector<std::string_view> xs_list(std::string_view text) {
    std::vector<std::string_view> result;
    while (true) {
        const auto begin = text.find_first_not_of(" \t\r\n");
        if (begin == std::string_view::npos) return result;
        text.remove_prefix(begin);
        const auto end = std::min(text.find_first_of(" \t\r\n"), text.size());
        result.push_back(text.substr(0, end));
        text.remove_prefix(end);
    }
}

bool is_xs_any_uri(std::string_view text) {
    const std::string_view value = collapse(text);
    return value.empty() || is_uri_reference(value);
}

bool read_duration(std::string_view text, Duration& duration) {
    std::string_view rest = collapse(text);
    duration = {};
    if (!rest.empty() && rest.front() == '-') {
        duration.negative = true;
        rest.remove_prefix(1);
    }
    if (rest.empty() || rest.front() != 'P') return false;
    rest.remove_prefix(1);
    struct Field {
        char letter;
        bool time;
        double seconds;
    };
    constexpr Field kFields[] = {{'Y', false, 365.0 * 86400},
                                 {'M', false, 30.0 * 86400},
                                 {'D', false, 86400},
                                 {'H', true, 3600},
                                 {'M', true, 60},
                                 {'S', true, 1}};
    bool time = false;
    std::size_t next = 0;
    std::size_t fields = 0, fields_in_time = 0;
    while (!rest.empty()) {
        if (rest.front() == 'T') {
            if (time) return false;
            time = true;
            rest.remove_prefix(1);
            continue;
        }
        const std::size_t digits = std::min(rest.find_first_not_of("0123456789"), rest.size());
        if (digits == 0 || digits > 18 || digits == rest.size()) return false;
        double value = 0;
        for (const char c : rest.substr(0, digits)) value = value * 10 + (c - '0');
        rest.remove_prefix(digits);
        bool fraction = false;
        if (rest.front() == '.') {
            const std::size_t more = std::min(rest.find_first_not_of("0123456789", 1), rest.size());
            if (more == 1 || more == rest.size()) return false;
            fraction = true;
            rest.remove_prefix(more);
        }
        while (next < std::size(kFields) && (kFields[next].letter != rest.front() || kFields[next].time != time))
            ++next;
        if (next == std::size(kFields) || (fraction && kFields[next].letter != 'S')) return false;
        duration.seconds += value * kFields[next].seconds;
        duration.seconds_only = kFields[next].letter == 'S' && fields == 0;
        rest.remove_prefix(1);
        ++next;
        ++fields;
        if (time) ++fields_in_time;
    }
    return fields > 0 && (!time || fields_in_time > 0);
}

}  // namespace preflight::saml
