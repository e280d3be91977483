// The app user schema of the Egnyte SCIM 2.0 app in the examples of rules: the sound files have none. Its shape follows
// facts okta-exports 4.
#pragma once

#include <string_view>

namespace preflight::rules {

inline constexpr std::string_view kExampleAppSchema = R"json({
  "id": "https://acme.okta.com/meta/schemas/apps/0oaEgnyte/default",
  "$schema": "http://json-schema.org/draft-04/schema#",
  "name": "egnyte",
  "definitions": {
    "custom": {"properties": {}},
    "base": {
      "properties": {
        "userName": {"type": "string", "externalName": "userName", "required": true},
        "givenName": {"type": "string", "externalName": "name.givenName", "required": true},
        "familyName": {"type": "string", "externalName": "name.familyName", "required": true},
        "email": {"type": "string", "externalName": "emails.^[primary==true].value", "required": true},
        "userType": {"type": "string", "externalName": "userType"},
        "authType": {"type": "string", "externalName": "authType"},
        "idpUserId": {"type": "string", "externalName": "idpUserId"},
        "sendInvite": {"type": "boolean", "externalName": "sendInvite"},
        "isServiceAccount": {"type": "boolean", "externalName": "isServiceAccount"},
        "twoFactor": {"type": "boolean", "externalName": "twoFactor"}
      }
    }
  }
}
)json";

}  // namespace preflight::rules
