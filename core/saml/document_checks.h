// Checking SAML metadata: all checks of one document, from the file down to what it means for Egnyte. Rows and words
// are in checks.h; each group of checks has a file of its own. Facts saml-metadata.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/findings/finding.h"
#include "core/formats/xml/tree.h"
#include "core/saml/checks.h"
#include "core/saml/metadata.h"
#include "core/saml/observation.h"
#include "core/saml/products.h"
#include "core/saml/schema.h"

namespace preflight::saml {

// Collects findings about one input and gives them their places. Of one check at most kMost findings are kept; the last
// one says how many more there are, so that a collection of thousands of entities stays readable.
class Report {
public:
    static constexpr std::size_t kMost = 20;

    // `xml` may be null when the file is none; then only places without an element can be given.
    Report(const formats::xml::Tree* xml, std::size_t input, const Product& product,
           std::vector<findings::Finding>& findings)
        : xml_(xml), input_(input), product_(product), findings_(findings) {}
    ~Report() { finish(); }
    Report(const Report&) = delete;
    Report& operator=(const Report&) = delete;

    // What is added can be completed until the next call. Places: an element's start tag, one of its attributes, bytes
    // inside it, or bytes of the file.
    findings::Finding& add(const findings::Rule& row, std::size_t element, std::string message);
    findings::Finding& add(const findings::Rule& row, std::size_t element, const formats::xml::Attribute& attribute,
                           std::string message);
    findings::Finding& add(const findings::Rule& row, std::size_t element, text::Span span, std::string message);
    findings::Finding& add(const findings::Rule& row, const Place& place, std::string message);

    // What the certificate and signature checks saw.
    void add(const Observation& observation);

    // Findings so far, those of other documents included, and another place of one of them.
    [[nodiscard]] std::size_t size() const { return findings_.size(); }
    void also(std::size_t finding, std::size_t element, const formats::xml::Attribute& attribute);

    // Another place of the same finding.
    void also(findings::Finding& finding, std::size_t element);
    void also(findings::Finding& finding, std::size_t element, const formats::xml::Attribute& attribute);

    void also(findings::Finding& finding, const Place& place);

    // That there are so many more of a check that were not added.
    void more(const findings::Rule& row, std::size_t count);

    // Takes over what `later`, of the same input, collected, as if it had been added here now. `later` is empty then.
    void append(Report& later);

    // Says how many were left out; called once, at the latest by the destructor.
    void finish();

private:
    findings::Finding& make(const findings::Rule& row, std::string message, bool& kept);
    // Counts one more that is about to be added; false when it is over the limit.
    bool count(const findings::Rule& row);
    [[nodiscard]] std::string path(std::size_t element) const;

    const formats::xml::Tree* xml_;
    std::size_t input_;
    const Product& product_;
    std::vector<findings::Finding>& findings_;
    findings::Finding spare_;  // what is over the limit is written here
    struct Count {
        std::size_t findings = 0;
        std::size_t last = 0;  // index of the last that was kept
    };
    [[nodiscard]] Count& count_of(const findings::Rule& row) {
        return counts_[static_cast<std::size_t>(&row - checks::kAll.data())];
    }
    std::array<Count, checks::kAll.size()> counts_{};
};

// A value of the file for a sentence: long ones are cut off at a character and end in an ellipsis.
[[nodiscard]] std::string cut(std::string_view text);
// White space of any kind, and characters that cannot be seen: the separators of Unicode, zero width spaces, joiners
// and marks, the byte order mark.
[[nodiscard]] bool has_space(std::string_view text);
// What it is and where, as a sentence goes on behind "has": "white space in or around it", "an invisible character
// (U+200B) at its end". Of the first that is not ASCII white space if there is one; empty when there is none.
[[nodiscard]] std::string space_words(std::string_view text);
[[nodiscard]] bool all_space(std::string_view text);

// A role of SAML 2.0, the identity provider's or another. Not md:RoleDescriptor, which holds roles of other standards.
[[nodiscard]] bool is_role(const formats::xml::Element& element);

// What the checks of an XML document see.
struct Subject {
    const Document& document;
    const formats::xml::Tree& xml;
    std::string_view text;
    std::optional<std::int64_t> now;  // seconds since 1970; without it dates are not checked
    bool application_compared = false;
};

// One entity with an identity provider role (or the only entity there is).
struct EntitySubject {
    std::size_t entity = formats::xml::kNone;  // md:EntityDescriptor
    std::vector<std::size_t> roles;            // its md:IDPSSODescriptor, in order; may be empty
    std::size_t role = formats::xml::kNone;    // the one that counts
    bool chosen = false;                       // the one whose values go into Egnyte
    bool okta = false;                         // of Okta's shape: its sign-in address or entity ID
};

// The groups, in the order of the table.
void check_file(const Document& document, const std::string& name, Report& report);   // DOC, of any file
void say_schema(const Subject& subject, const SchemaReport& schema, Report& report);  // SCH
void check_entities(const Subject& subject, Report& report);                          // ENT-06 and the dates above
void check_entity(const Subject& subject, const EntitySubject& entity,
                  Report& report);  // ENT, ROLE, NID, ATT, ORG, CON
void check_endpoints(const Subject& subject, const EntitySubject& entity, Report& report);  // EP
void check_okta(const Subject& subject, const EntitySubject& entity, Report& report);       // OKTA
void check_egnyte(const Subject& subject, const EntitySubject& entity, Report& report);     // EGN-01, 02, 06

// What is known outside the document.
struct Circumstances {
    std::optional<std::int64_t> now_unix;  // without it dates are not checked
    // Another rule says that the document is of another application than the one given: OKTA-10 is silent.
    bool application_compared = false;
    // Sound metadata of the identity provider was given as well: Egnyte's own beside it is not a fault (DOC-16).
    bool beside_sound_idp = false;
    unsigned threads = 1;  // that may check; what is found does not depend on it
};

// Everything that is to be said of one document, in the order of the table.
void check_document(const Document& document, std::size_t input, const std::string& name,
                    const Circumstances& circumstances, std::vector<findings::Finding>& findings);

// The entities to check: those with an identity provider role; of a file without any, the only entity.
[[nodiscard]] std::vector<EntitySubject> entities_to_check(const Document& document);

}  // namespace preflight::saml
