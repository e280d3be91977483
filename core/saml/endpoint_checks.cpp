// EP: the addresses of the identity provider role.
#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "core/saml/document_checks.h"
#include "core/saml/schema.h"
#include "core/saml/url.h"
#include "core/text/nearest.h"
#include "core/text/unicode.h"

namespace preflight::saml {

namespace {

namespace xml = formats::xml;
using checks::row;
using findings::Finding;
using findings::Severity;

constexpr std::string_view kBinding = "urn:oasis:names:tc:SAML:2.0:bindings:";

// What comes after kBinding, and bindings of older or wider profiles.
constexpr std::string_view kBindings[] = {"SOAP",          "PAOS", "HTTP-Redirect",       "HTTP-POST",
                                          "HTTP-Artifact", "URI",  "HTTP-POST-SimpleSign"};
constexpr std::string_view kHolderOfKey = "urn:oasis:names:tc:SAML:2.0:profiles:holder-of-key:SSO:browser";
constexpr std::string_view kOtherBindings[] = {
    "urn:oasis:names:tc:SAML:1.0:bindings:SOAP-binding", "urn:oasis:names:tc:SAML:1.0:profiles:browser-post",
    "urn:oasis:names:tc:SAML:1.0:profiles:artifact-01",  "urn:mace:shibboleth:1.0:profiles:AuthnRequest",
    "urn:mace:shibboleth:2.0:profiles:AuthnRequest",     kHolderOfKey,
};

std::string_view short_binding(std::string_view binding) {
    return binding.substr(0, kBinding.size()) == kBinding ? binding.substr(kBinding.size()) : binding;
}

bool is_known(std::string_view binding) {
    if (std::find(std::begin(kOtherBindings), std::end(kOtherBindings), binding) != std::end(kOtherBindings))
        return true;
    return binding.substr(0, kBinding.size()) == kBinding &&
           std::find(std::begin(kBindings), std::end(kBindings), short_binding(binding)) != std::end(kBindings);
}

// The binding that was probably meant: another case, another version of SAML, a letter too many.
std::string meant_binding(std::string_view binding) {
    const auto colon = binding.rfind(':');
    const std::string_view last = colon == std::string_view::npos ? binding : binding.substr(colon + 1);
    // People call them by what a browser does, or by half of their name.
    constexpr std::pair<std::string_view, std::string_view> kNicknames[] = {
        {"HTTP-GET", "HTTP-Redirect"}, {"GET", "HTTP-Redirect"},      {"Redirect", "HTTP-Redirect"},
        {"POST", "HTTP-POST"},         {"Artifact", "HTTP-Artifact"}, {"SimpleSign", "HTTP-POST-SimpleSign"}};
    for (const auto& [nickname, known] : kNicknames) {
        if (text::equal_ignoring_ascii_case(nickname, last)) return std::string(kBinding) + std::string(known);
    }
    for (const std::string_view known : kBindings) {
        if (text::equal_ignoring_ascii_case(known, last)) return std::string(kBinding) + std::string(known);
    }
    const auto near = text::nearest_name(last, kBindings);
    return near ? std::string(kBinding) + std::string(*near) : std::string();
}

enum class Service : std::uint8_t { sign_on, logout, manage_name_id, artifact, name_id_mapping, assertion_id, none };

Service service_of(const xml::Element& element) {
    if (element.name_space() != kMetadataNamespace) return Service::none;
    constexpr std::pair<std::string_view, Service> kServices[] = {
        {"SingleSignOnService", Service::sign_on},          {"SingleLogoutService", Service::logout},
        {"ManageNameIDService", Service::manage_name_id},   {"ArtifactResolutionService", Service::artifact},
        {"NameIDMappingService", Service::name_id_mapping}, {"AssertionIDRequestService", Service::assertion_id},
    };
    for (const auto& [name, service] : kServices) {
        if (element.local() == name) return service;
    }
    return Service::none;
}

bool makes_sense(Service service, std::string_view binding) {
    switch (service) {
        case Service::sign_on:  // SOAP beside the others is the enhanced client profile
        case Service::logout:
        case Service::manage_name_id:
            return binding != "PAOS" && binding != "URI";
        case Service::artifact:
        case Service::name_id_mapping:
            return binding == "SOAP";
        case Service::assertion_id:
            return binding == "SOAP" || binding == "URI";
        case Service::none:
            break;
    }
    return true;
}

std::string_view fault_words(UrlFault fault) {
    switch (fault) {
        case UrlFault::no_host:
            return "no host";
        case UrlFault::bad_host:
            return "a host that cannot be one";
        case UrlFault::bad_host_character:
            return "a character in its host that no host name has, such as a word processor's hyphen";
        case UrlFault::empty_port:
            return "a colon without a port";
        case UrlFault::bad_port:
            return "a port that does not exist";
        case UrlFault::bad_percent:
            return "a % without two hexadecimal digits behind it";
        case UrlFault::none:
            break;
    }
    return {};
}

class EndpointChecks {
public:
    EndpointChecks(const Subject& subject, const EntitySubject& entity, std::size_t role, Report& report)
        : tree_(subject.xml), entity_(entity), role_(role), report_(report) {}

    void run() {
        for (std::size_t i = at(role_).first(); i != xml::kNone; i = at(i).next()) {
            const Service service = service_of(at(i));
            if (service != Service::none) endpoint(i, service);
        }
        // A role beside the one that counts may be for older readers (ROLE-08).
        if (role_ != entity_.role) {
        } else if (sign_ons_.empty()) {
            report_.add(row("EP-01"), role_,
                        "There is no SingleSignOnService: the file does not say where to sign in.");
        } else if (!front_) {
            Finding& finding =
                report_.add(row("EP-02"), sign_ons_.front(), "No sign-in address uses HTTP-POST or HTTP-Redirect.");
            if (!misspelt_.empty())
                finding.message = "No sign-in address uses HTTP-POST or HTTP-Redirect; " + misspelt_;
        }
        hosts_and_order();
        logout();
    }

private:
    [[nodiscard]] xml::Element at(std::size_t element) const { return tree_[element]; }

    void endpoint(std::size_t index, Service service) {
        const xml::Element element = at(index);
        const xml::Attribute binding = element.attribute("Binding");
        const xml::Attribute location = element.attribute("Location");
        if (service == Service::sign_on) sign_ons_.push_back(index);
        if (service == Service::logout && logout_ == xml::kNone) logout_ = index;
        if (binding) check_binding(index, service, binding);
        if (!location) {
            report_.add(row("EP-05"), index, std::string(element.local()) + " has no address (Location).");
        } else {
            check_location(index, service, location);
        }
        if (const xml::Attribute response = element.attribute("ResponseLocation")) {
            const bool forbidden =
                service == Service::sign_on || service == Service::name_id_mapping || service == Service::assertion_id;
            if (forbidden)
                report_.add(row("EP-14"), index, response,
                            "ResponseLocation is on " + std::string(element.local()) + ", where it is forbidden.");
            else check_location(index, service, response, true);
        }
        if (service == Service::artifact) check_index(index);
        if (binding && location) check_repetition(index, service, binding, location);
    }

    void check_binding(std::size_t index, Service service, const xml::Attribute& binding) {
        const std::string_view value = binding.value();
        if (service == Service::sign_on && (value == kPostBinding || value == kRedirectBinding)) front_ = true;
        if (!is_known(value)) {
            const std::string meant = meant_binding(value);
            const std::string message =
                "SAML knows no binding \"" + cut(value) + "\"" + (meant.empty() ? "." : "; it is " + meant + ".");
            Finding& finding = report_.add(row("EP-03"), index, binding, message);
            if (service != Service::sign_on || meant.empty()) finding.severity = Severity::warning;
            if (service == Service::sign_on && !meant.empty()) misspelt_ = "\"" + cut(value) + "\" is misspelt.";
        } else if (value.substr(0, kBinding.size()) == kBinding && !makes_sense(service, short_binding(value))) {
            report_.add(row("EP-04"), index, binding,
                        "The binding " + std::string(short_binding(value)) + " makes no sense for " +
                            std::string(at(index).local()) + ".");
        }
    }

    void check_location(std::size_t index, Service service, const xml::Attribute& location, bool response = false) {
        const std::string_view value = location.value();
        // The same address in another binding has the same faults: one finding names both places.
        const auto [said, fresh] = said_of_.try_emplace({service, response, value});
        if (!fresh) {
            for (const std::size_t finding : said->second) report_.also(finding, index, location);
            return;
        }
        const std::size_t before = report_.size();
        check_address(index, service, location, response);
        for (std::size_t finding = before; finding < report_.size(); ++finding) said->second.push_back(finding);
    }

    void check_address(std::size_t index, Service service, const xml::Attribute& location, bool response) {
        const std::string_view value = location.value();
        const std::string name =
            service == Service::sign_on
                ? std::string("sign-in address")
                : std::string(response ? "ResponseLocation of " : "address of ") + std::string(at(index).local());
        if (text::trim(value).empty()) {
            report_.add(row("EP-05"), index, location, "The " + name + " is empty.");
            return;
        }
        if (has_space(value))
            report_.add(row("EP-08"), index, location, "The " + name + " has " + space_words(value) + ".");
        const Url url = split_url(value);
        if (const std::string_view scheme = scheme_without_page(url); !scheme.empty()) {
            report_.add(row("EP-07"), index, location,
                        "The " + name + " uses the " + std::string(scheme) + ": scheme, which is not a web address.");
            return;
        }
        if (!url.scheme_is("https")) {
            report_.add(row("EP-06"), index, location,
                        url.scheme_is("http") ? "The " + name + " is http, not https."
                        : url.scheme.empty()  ? "The " + name + " is relative: \"" + cut(value) + "\"."
                                              : "The " + name + " is not an https address.");
            if (!url.scheme_is("http")) return;
        }
        const UrlFault fault = url.has_authority ? url.fault : UrlFault::no_host;
        if (fault != UrlFault::none) {
            report_.add(row("EP-11"), index, location,
                        "The " + name + " has " + std::string(fault_words(fault)) + ": \"" + cut(value) + "\".");
        }
        if (url.has_user) {
            report_.add(row("EP-13"), index, location,
                        "The " + name + " has a user part before its host, " + cut(url.host) + ".");
        } else if (url.has_fragment) {
            report_.add(row("EP-13"), index, location, "The " + name + " has a fragment (#).").severity =
                Severity::warning;
        }
        if (url.host.empty() || fault == UrlFault::bad_host || fault == UrlFault::bad_host_character ||
            fault == UrlFault::no_host)
            return;
        const std::string host = url.lower_host();
        if (is_private_host(host)) {
            report_.add(row("EP-12"), index, location,
                        "The " + name + " is on " + cut(host) + ", which only one computer or network can reach.");
        }
        const bool odd_port = url.has_port && !url.port.empty() && fault == UrlFault::none &&
                              url.port != (url.scheme_is("https") ? "443" : "80");
        const bool number = is_ip_literal(host);
        if (odd_port || (number && !is_private_host(host))) {
            report_.add(row("EP-20"), index, location,
                        number ? "The " + name + " has a number in place of a host name: " + cut(host) + "."
                               : "The " + name + " is on port " + std::string(url.port) + ".");
        }
    }

    void check_index(std::size_t index) {
        const xml::Element element = at(index);
        const xml::Attribute number = element.attribute("index");
        if (!number) {
            report_.add(row("EP-15"), index, std::string(element.local()) + " has no index.");
        } else {
            // "0" and "00" are one number.
            std::string_view digits = text::trim(number.value());
            while (digits.size() > 1 && digits.front() == '0') digits.remove_prefix(1);
            const auto [first, added] = indexes_.try_emplace(digits, index);
            if (!added) {
                Finding& finding =
                    report_.add(row("EP-15"), index, number, "The index " + cut(number.value()) + " appears twice.");
                report_.also(finding, first->second);
            }
        }
        const xml::Attribute chosen = element.attribute("isDefault");
        if (!chosen || (text::trim(chosen.value()) != "true" && text::trim(chosen.value()) != "1")) return;
        if (default_ == xml::kNone) {
            default_ = index;
            return;
        }
        report_.also(report_.add(row("EP-16"), index, chosen,
                                 "Several addresses of " + std::string(element.local()) + " are the default."),
                     default_);
    }

    void check_repetition(std::size_t index, Service service, const xml::Attribute& binding,
                          const xml::Attribute& location) {
        // Artifact endpoints are distinguished by their index.
        if (service == Service::artifact) return;
        // Holder-of-key endpoints have one Binding; ProtocolBinding says how the message travels (SAML V2.0
        // Holder-of-Key Web Browser SSO Profile 1.0, 2.7.3).
        std::string way(binding.value());
        for (const xml::Attribute attribute : at(index).attributes()) {
            if (attribute.local() == "ProtocolBinding" && attribute.name_space() == kHolderOfKey)
                way += " " + std::string(attribute.value());
        }
        const auto [first, added] = first_of_.try_emplace({service, way}, index);
        const auto [exact, fresh] = exact_.try_emplace({service, way, location.value()}, index);
        if (added) return;
        const xml::Attribute earlier = at(first->second).attribute("Location");
        const bool same = earlier.value() == location.value();
        const std::string shown = cut(short_binding(binding.value()));
        if (!fresh) {
            report_.also(
                report_.add(row("EP-10"), index, "The same address with the binding " + shown + " appears twice."),
                exact->second);
        }
        if (service != Service::sign_on && (same || service != Service::logout)) return;
        Finding& finding =
            report_.add(row("EP-09"), index, location,
                        std::string(at(index).local()) + " has the binding " + shown + " twice" +
                            (same ? std::string(".") : ", the second time at " + cut(location.value()) + "."));
        report_.also(finding, first->second, earlier);
    }

    struct Front {
        std::size_t element = xml::kNone;
        xml::Attribute location;
        std::string host;
    };
    [[nodiscard]] Front front_of(std::string_view binding) const {
        Front front;
        const auto found = first_of_.find({Service::sign_on, std::string(binding)});
        if (found == first_of_.end()) return front;
        front.element = found->second;
        front.location = at(front.element).attribute("Location");
        front.host = split_url(front.location.value()).lower_host();
        return front;
    }

    void hosts_and_order() {
        const Front post = front_of(kPostBinding);
        const Front redirect = front_of(kRedirectBinding);
        compare_others(post.location ? post : redirect);
        if (!post.location || !redirect.location) return;
        if (post.location.value() == redirect.location.value() || post.host.empty() || redirect.host.empty()) return;
        if (post.host != redirect.host) {
            Finding& finding = report_.add(row("EP-18"), redirect.element, redirect.location,
                                           "The sign-in address for Redirect is on " + cut(redirect.host) +
                                               ", that for POST on " + cut(post.host) + ".");
            report_.also(finding, post.element, post.location);
        } else if (entity_.chosen && role_ == entity_.role) {
            Finding& finding =
                report_.add(row("EP-19"), post.element, post.location,
                            "Sign-in has one address for POST and another for Redirect; Egnyte takes that for POST.");
            report_.also(finding, redirect.element, redirect.location);
        }
    }

    // EP-18 for the bindings that browsers use besides POST and Redirect.
    void compare_others(const Front& usual) {
        if (!usual.location || usual.host.empty()) return;
        for (const std::string_view binding : {"HTTP-Artifact", "HTTP-POST-SimpleSign"}) {
            const std::string uri = std::string(kBinding) + std::string(binding);
            const Front other = front_of(uri);
            if (!other.location || other.host.empty() || other.host == usual.host) continue;
            Finding& finding = report_.add(row("EP-18"), other.element, other.location,
                                           "The sign-in address for " + std::string(binding) + " is on " +
                                               cut(other.host) + ", another one on " + cut(usual.host) + ".");
            report_.also(finding, usual.element, usual.location);
        }
    }

    void logout() {
        if (!entity_.chosen || role_ != entity_.role) return;
        if (logout_ != xml::kNone) report_.add(row("EP-17"), logout_, "Single logout is offered.");
        else if (!entity_.okta)
            report_.add(row("EP-17"), role_, "Single logout is not offered.").consequence =
                "Signing out of Egnyte leaves the session at the identity provider open.";
    }

    const xml::Tree& tree_;
    const EntitySubject& entity_;
    std::size_t role_;
    Report& report_;
    std::vector<std::size_t> sign_ons_;
    std::size_t logout_ = xml::kNone, default_ = xml::kNone;
    bool front_ = false;
    std::string misspelt_;
    std::map<std::string_view, std::size_t> indexes_;
    // The findings about an address, by its service; `true`: ResponseLocation.
    std::map<std::tuple<Service, bool, std::string_view>, std::vector<std::size_t>> said_of_;
    std::map<std::pair<Service, std::string>, std::size_t> first_of_;
    std::map<std::tuple<Service, std::string, std::string_view>, std::size_t> exact_;
};

}  // namespace

void check_endpoints(const Subject& subject, const EntitySubject& entity, Report& report) {
    for (const std::size_t role : entity.roles) EndpointChecks(subject, entity, role, report).run();
}

}  // namespace preflight::saml
