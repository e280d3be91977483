// What was not given: when it is missed. What it would answer and how to get it are in core/intake/artefacts.
#include "core/egnyte/domain.h"
#include "core/intake/artefact.h"
#include "core/rules/rule.h"
#include "core/rules/subdomain.h"
#include "core/text/unicode.h"

namespace preflight::rules {

namespace {

constexpr std::string_view kSomeApp = "{app id, 0oa…}";

class MissingInputs {
public:
    MissingInputs(const workspace::Workspace& workspace, Report& report)
        : workspace_(workspace), report_(report), app_(workspace.app_id), org_(org_of(workspace)) {
        if (workspace.application != nullptr && workspace.application->id.present())
            app_ = workspace.application->id.value();
    }

    // `how` in place of the artefact's own.
    void add(std::string_view kind, std::string how = {}) { add(kind, std::move(how), {}); }

    // The next page of a list, or the list once more.
    void add_rest(const intake::GivenList& list) {
        if (list.next.empty() && intake::artefact(list.kind).how.empty()) return;
        add(list.kind, list.next.empty() ? std::string() : "GET " + list.next,
            "the rest of the list in " + workspace_.inputs[list.at.input].name);
    }

private:
    void add(std::string_view kind, std::string how, std::string why) {
        const intake::Artefact& artefact = intake::artefact(kind);
        if (!artefact.unlocks.empty()) why.append(why.empty() ? "" : "; ").append(artefact.unlocks);
        if (how.empty()) how = intake::how_to_get(artefact, app_.empty() ? kSomeApp : std::string_view(app_));
        if (!org_.empty()) text::replace_all(how, "GET /api/", "GET https://" + org_ + "/api/");
        name_egnyte(how);
        report_.miss(std::string(kind), std::move(why), std::move(how));
    }

    // The org that the application comes from, else the first that any input names.
    static std::string org_of(const workspace::Workspace& workspace) {
        if (workspace.application != nullptr) {
            const std::string& org = workspace.inputs[workspace.application->at.input].org;
            if (!org.empty()) return org;
        }
        for (const intake::Input& input : workspace.inputs) {
            if (!input.org.empty()) return input.org;
        }
        return {};
    }

    void name_egnyte(std::string& how) const {
        std::string domain, given;
        if (workspace_.scenario && workspace_.scenario->domain) given = *workspace_.scenario->domain;
        if (const std::string* const of_app = subdomain(workspace_.application); given.empty() && of_app != nullptr)
            given = *of_app;
        domain = egnyte::first_label(given);
        if (domain.empty()) return;
        text::replace_all(how, "https://{domain}.egnyte.com",
                          "https://" + domain + (workspace_.government ? ".egnytegov.com" : ".egnyte.com"));
    }

    const workspace::Workspace& workspace_;
    Report& report_;
    std::string app_, org_;
};

// An expression reads an attribute that not every org has, and nothing says whether this one does.
bool reads_custom_attribute(const Context& context) {
    if (context.workspace.whole_user_schema() != nullptr) return false;
    for (const Listed& listed : context.expressions()) {
        if (!listed.subject.parsed.program) continue;
        for (const expression::Reference& reference : expression::references(*listed.subject.parsed.program)) {
            if ((reference.root == "user" || reference.root == "source") && !is_attribute(context.workspace, reference))
                return true;
        }
    }
    return false;
}

bool assigned_by_group(const population::Table& app_users) {
    const population::Column scope = app_users.find(okta::columns::kScope);
    if (scope == population::kNoColumn) return false;
    for (std::size_t row = 0; row < app_users.size(); ++row) {
        if (app_users.text(row, scope) == "GROUP") return true;
    }
    return false;
}

}  // namespace

void name_missing_inputs(const Context& context, Report& report) {
    const workspace::Workspace& workspace = context.workspace;
    MissingInputs missing(workspace, report);
    if (workspace.application == nullptr) missing.add("okta-application");
    if (workspace.to_app_mapping == nullptr || !workspace.to_app_mapping->has_properties) {
        // The list says which mapping it is.
        std::string how;
        for (const okta::ProfileMapping& mapping : workspace.mappings) {
            if (mapping.to_app() && !mapping.id.empty()) how = "GET /api/v1/mappings/" + mapping.id;
        }
        missing.add("okta-profile-mapping", how);
    } else if (context.evaluations.users_without_mapping() > 0) {
        missing.add("okta-profile-mapping");  // of another user type (PF4034)
    }
    if (workspace.whole_app_schema() == nullptr) missing.add("okta-app-user-schema");
    if (reads_custom_attribute(context)) missing.add("okta-user-schema");
    if (!workspace.users_given) missing.add("okta-users");
    if (!workspace.app_users_given) missing.add("okta-app-users");
    if (!workspace.app_groups_given && assigned_by_group(*workspace.app_users)) missing.add("okta-app-groups");
    if (workspace.push_mappings_given && !workspace.group_members_given && !workspace.push_mappings.empty()) {
        const std::string& group = workspace.push_mappings.front().source_group;
        missing.add("okta-group-members",
                    group.empty() ? std::string() : "GET /api/v1/groups/" + group + "/users?limit=1000");
    }
    const auto collection =
        std::find_if(workspace.metadata.begin(), workspace.metadata.end(),
                     [](const intake::MetadataInput& metadata) { return metadata.document.idp_count > 1; });
    if (workspace.idp_metadata == nullptr) {
        missing.add("saml-idp-metadata", collection == workspace.metadata.end()
                                             ? std::string()
                                             : "choose one of the identity providers of " +
                                                   workspace.inputs[collection->input].name +
                                                   ": enter its entity ID as egnyte.sso.idpEntityId of the scenario");
    }
    if (!workspace.egnyte_users_given) missing.add("egnyte-users");
    if (workspace.push_mappings_given && !workspace.egnyte_groups_given) missing.add("egnyte-groups");
    if (context.rehearsed.needs_policies()) missing.add("okta-password-policies");
    if (!workspace.scenario || !workspace.scenario->default_user_mapping) missing.add("preflight-scenario");
    for (const intake::GivenList& list : workspace.lists) {
        if (list.may_lack_rows()) missing.add_rest(list);
    }
}

}  // namespace preflight::rules
