// A small invented integration that is right in every way: the files that the examples of rules change in one way at a
// time, and the tests too.
#pragma once

#include <array>
#include <string_view>

namespace preflight::examples {

inline constexpr std::string_view kApp = R"json({
  "id": "0oaEgnyte",
  "name": "egnyte",
  "label": "Egnyte SCIM 2.0",
  "status": "ACTIVE",
  "signOnMode": "SAML_2_0",
  "features": ["PUSH_NEW_USERS", "PUSH_PROFILE_UPDATES", "PUSH_USER_DEACTIVATION", "EXCLUDE_USERNAME_UPDATE_ON_PROFILE_PUSH"],
  "credentials": {"userNameTemplate": {"template": "${fn:substringBefore(source.email, \"@\")}", "type": "BUILT_IN"}},
  "settings": {"app": {"subDomain": "acme"}, "implicitAssignment": false}
}
)json";

inline constexpr std::string_view kMapping = R"json({
  "id": "prm1",
  "source": {"id": "oty1", "name": "user", "type": "user"},
  "target": {"id": "0oaEgnyte", "name": "egnyte", "type": "appuser"},
  "properties": {"givenName": {"expression": "user.firstName", "pushStatus": "PUSH"}, "familyName": {"expression": "user.lastName", "pushStatus": "PUSH"}, "email": {"expression": "user.email", "pushStatus": "PUSH"}, "userType": {"expression": "\"power\"", "pushStatus": "PUSH"}, "authType": {"expression": "\"sso\"", "pushStatus": "PUSH"}, "sendInvite": {"expression": "false", "pushStatus": "PUSH"}, "isServiceAccount": {"expression": "user.service == true", "pushStatus": "PUSH"}}
}
)json";

inline constexpr std::string_view kUserSchema = R"json({
  "id": "https://tidewater-carto.okta.com/meta/schemas/user/default",
  "$schema": "http://json-schema.org/draft-04/schema#",
  "name": "user",
  "definitions": {"custom": {"properties": {"service": {"title": "Service", "type": "boolean"}, "access": {"title": "Access", "type": "string"}}}, "base": {"properties": {"login": {"title": "Username", "type": "string", "pattern": null}, "email": {"title": "Email", "type": "string"}, "firstName": {"title": "First name", "type": "string"}, "lastName": {"title": "Last name", "type": "string"}, "department": {"title": "Department", "type": "string"}, "userType": {"title": "User type", "type": "string"}}}}
}
)json";

inline constexpr std::string_view kUsers = R"json([
  {"id": "00uAna", "status": "ACTIVE", "profile": {"login": "ana@acme.test", "email": "ana@acme.test", "firstName": "Ana", "lastName": "Lee"}},
  {"id": "00uBo", "status": "ACTIVE", "profile": {"login": "bo@acme.test", "email": "bo@acme.test", "firstName": "Bo", "lastName": "Ray"}}
]
)json";

inline constexpr std::string_view kAppUsers = R"json([
  {"id": "00uAna", "externalId": null, "scope": "USER", "status": "STAGED", "syncState": "SYNCING", "credentials": {"userName": "ana"}, "profile": {"userType": null}},
  {"id": "00uBo", "externalId": null, "scope": "USER", "status": "STAGED", "syncState": "SYNCING", "credentials": {"userName": "bo"}, "profile": {"userType": null}}
]
)json";

inline constexpr std::string_view kPolicies = R"json([
  {"id": "00p1", "type": "PASSWORD", "status": "ACTIVE", "name": "Default", "priority": 1, "system": true, "conditions": {"people": {"groups": {"include": ["00gAll"]}}, "authProvider": {"provider": "OKTA"}}, "settings": {"password": {"complexity": {"minLength": 14}}}}
]
)json";

inline constexpr std::string_view kEgnyteUsers = R"json({
  "totalResults": 1,
  "resources": [{"id": 1, "userName": "root", "email": "root@acme.test", "name": {"givenName": "R", "familyName": "Oot"}, "active": true, "authType": "egnyte", "userType": "admin"}]
}
)json";

inline constexpr std::string_view kScenario = R"json({
  "preflightScenario": 1,
  "now": "2026-11-23T12:00:00Z",
  "egnyte": {"domain": "acme", "tokenOwner": "root", "sso": {"enabled": true, "defaultUserMapping": "username"}}
}
)json";

inline constexpr std::string_view kIdpMetadata =
    R"xml(<?xml version="1.0" encoding="UTF-8"?><md:EntityDescriptor entityID="http://www.okta.com/exk8tideEgnyteSaml7w" xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata"><md:IDPSSODescriptor WantAuthnRequestsSigned="false" protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"><md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data><ds:X509Certificate>MIIDrjCCApagAwIBAgIGAaELVUTgMA0GCSqGSIb3DQEBCwUAMIGXMQswCQYDVQQGEwJVUzETMBEG
A1UECAwKQ2FsaWZvcm5pYTEWMBQGA1UEBwwNU2FuIEZyYW5jaXNjbzENMAsGA1UECgwET2t0YTEU
MBIGA1UECwwLU1NPUHJvdmlkZXIxGDAWBgNVBAMMD3RpZGV3YXRlci1jYXJ0bzEcMBoGCSqGSIb3
DQEJARYNaW5mb0Bva3RhLmNvbTAeFw0yNjEwMDUwOTExNDBaFw0zNjEwMDUwOTEyNDBaMIGXMQsw
CQYDVQQGEwJVUzETMBEGA1UECAwKQ2FsaWZvcm5pYTEWMBQGA1UEBwwNU2FuIEZyYW5jaXNjbzEN
MAsGA1UECgwET2t0YTEUMBIGA1UECwwLU1NPUHJvdmlkZXIxGDAWBgNVBAMMD3RpZGV3YXRlci1j
YXJ0bzEcMBoGCSqGSIb3DQEJARYNaW5mb0Bva3RhLmNvbTCCASIwDQYJKoZIhvcNAQEBBQADggEP
ADCCAQoCggEBALu6yuEIdka3hSOyQSQExmzHmHuus6JWW2qUuu1uQL20d0Ad2TXIxdeLDHf++KxF
4srDq8GmeeIwqho7xGjO2F6Hay1nVwvzFwsPCECPolrs8xxkStyItAfNPgELpmakrBYNeRO5a0nT
HWYAp0OCP3f5kcdD3bcVLjE4JMY6Ydr6r1zMtsAV4pDiCPgCYuXZCfXWP5hiZM41dKPWByTljXKs
vL36ikBm++FdMK+LjYKR/nOH7Bqcc6dO+Uk0Ia+lNXUiRWfvg0jGzZ9nyM2s/GSRdGPryTV8X0n2
z1e9OAh33ZL/xhpTjg/82tnpp2R3OxvHhuHF+FGVRXqvSzTzptUCAwEAATANBgkqhkiG9w0BAQsF
AAOCAQEAntJfFP0zwYI0V/40mrn6db0AR7TLLG0HqCfL2/pQMSTrLAvLIXyqO4nZim7EtYMFtJnL
Lblrc+LOZiHAs8Y3pQBSMfLYdBBtdtp5MH6MTFfBHFetyLcy3Yl27cbRLs9jKex1su6XTK9JAd4H
HgJk5M0vmK593m8jN1pUTZ9AYslKKkLf0sroFIfyGhn2BHmvzEYjInqzTPzGb/9IZ4R/Byw3OKPE
i2YRUini8i8e/sECYGL2SFEtoy+6jcOGxaSBHxju6Q4dTHqq9g0GxbAIeYL5lCX3u9E2d+pFycpz
LX8NNucPMVUNmgo5VVfcU1lNtYsfDHPrYORn2IPSZ/UnLg==</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor><md:NameIDFormat>urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified</md:NameIDFormat><md:NameIDFormat>urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress</md:NameIDFormat><md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://tidewater-carto.okta.com/app/egnyte/exk8tideEgnyteSaml7w/sso/saml"/><md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://tidewater-carto.okta.com/app/egnyte/exk8tideEgnyteSaml7w/sso/saml"/></md:IDPSSODescriptor></md:EntityDescriptor>)xml";

struct File {
    std::string_view name;
    std::string_view text;
};

inline constexpr std::array<File, 9> kSoundFiles = {{
    {"app.json", kApp},
    {"mapping.json", kMapping},
    {"user-schema.json", kUserSchema},
    {"users.json", kUsers},
    {"app-users.json", kAppUsers},
    {"policies.json", kPolicies},
    {"egnyte-users.json", kEgnyteUsers},
    {"scenario.json", kScenario},
    {"idp-metadata.xml", kIdpMetadata},
}};

}  // namespace preflight::examples
