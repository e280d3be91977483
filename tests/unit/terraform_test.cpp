// Addresses of resources in Terraform's JSON, as `terraform show` prints them.
#include "core/report/terraform.h"

#include <gtest/gtest.h>

#include <string>

namespace preflight::report {
namespace {

std::string address(std::string_view json, std::string_view pointer) {
    const auto parsed = formats::json::parse(json);
    EXPECT_TRUE(parsed.ok());
    return terraform_address(parsed.document.root(), pointer);
}

TEST(TerraformAddress, InAPlanOrShownState) {
    constexpr std::string_view kShown = R"({"format_version": "1.0", "values": {"root_module": {
        "resources": [{"address": "okta_app_saml.a", "type": "okta_app_saml", "values": {"id": "0oa1", "certificate": "x"}}],
        "child_modules": [{"address": "module.sso", "resources": [
            {"address": "module.sso.okta_app_saml.egnyte[0]", "type": "okta_app_saml", "values": {"label": "y"}}]}]}}})";
    EXPECT_EQ(address(kShown, "/values/root_module/resources/0/values/certificate"), "okta_app_saml.a");
    EXPECT_EQ(address(kShown, "/values/root_module/resources/0"), "okta_app_saml.a");
    EXPECT_EQ(address(kShown, "/values/root_module/child_modules/0/resources/0/values/label"),
              "module.sso.okta_app_saml.egnyte[0]");
    EXPECT_EQ(address(kShown, "/values/root_module/child_modules/0"), "") << "a module is not a resource";
    EXPECT_EQ(address(kShown, "/values/root_module/resources/7/values"), "");
    EXPECT_EQ(address(kShown, ""), "");
}

TEST(TerraformAddress, InAStateFile) {
    constexpr std::string_view kState = R"({"version": 4, "terraform_version": "1.5.0", "resources": [
        {"mode": "managed", "type": "okta_app_saml", "name": "egnyte", "instances": [{"attributes": {"id": "0oa1"}}]},
        {"module": "module.sso", "mode": "data", "type": "okta_app_metadata_saml", "name": "m", "instances": [
            {"index_key": "eu", "attributes": {"app_id": "0oa1"}}, {"index_key": 3, "attributes": {"app_id": "0oa2"}}]}]})";
    EXPECT_EQ(address(kState, "/resources/0/instances/0/attributes/id"), "okta_app_saml.egnyte");
    EXPECT_EQ(address(kState, "/resources/1/instances/0/attributes/app_id"),
              "module.sso.data.okta_app_metadata_saml.m[\"eu\"]");
    EXPECT_EQ(address(kState, "/resources/1/instances/1/attributes"), "module.sso.data.okta_app_metadata_saml.m[3]");
}

TEST(TerraformAddress, OtherJsonHasNone) {
    EXPECT_EQ(address(R"({"resources": [{"type": "a", "address": "b", "values": {}}]})", "/resources/0/values"), "");
}

}  // namespace
}  // namespace preflight::report
