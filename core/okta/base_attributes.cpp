#include "core/okta/base_attributes.h"

#include <algorithm>
#include <array>

namespace preflight::okta {

namespace {

constexpr std::array<std::string_view, 31> kBaseAttributes = {"login",
                                                              "email",
                                                              "secondEmail",
                                                              "firstName",
                                                              "lastName",
                                                              "middleName",
                                                              "honorificPrefix",
                                                              "honorificSuffix",
                                                              "title",
                                                              "displayName",
                                                              "nickName",
                                                              "profileUrl",
                                                              "primaryPhone",
                                                              "mobilePhone",
                                                              "streetAddress",
                                                              "city",
                                                              "state",
                                                              "zipCode",
                                                              "countryCode",
                                                              "postalAddress",
                                                              "preferredLanguage",
                                                              "locale",
                                                              "timezone",
                                                              "userType",
                                                              "employeeNumber",
                                                              "costCenter",
                                                              "organization",
                                                              "division",
                                                              "department",
                                                              "managerId",
                                                              "manager"};

constexpr std::array<std::string_view, 4> kDirectoryAttributes = {"samAccountName", "userName", "employeeID",
                                                                  "instance"};

}  // namespace

std::span<const std::string_view> base_user_attributes() {
    return kBaseAttributes;
}

bool is_base_user_attribute(std::string_view name) {
    return std::find(kBaseAttributes.begin(), kBaseAttributes.end(), name) != kBaseAttributes.end();
}

bool is_directory_attribute(std::string_view name) {
    return std::find(kDirectoryAttributes.begin(), kDirectoryAttributes.end(), name) != kDirectoryAttributes.end();
}

bool is_directory_provider(std::string_view type) {
    return type == "ACTIVE_DIRECTORY" || type == "LDAP";
}

}  // namespace preflight::okta
