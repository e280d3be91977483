// What Okta says when a request to an application failed, read into its parts: the task on the dashboard, the e-mail
// about it, `outcome.reason` of a System Log event, or the answer of the remote server alone. Follows facts
// okta-exports 9 ("Error text grammar") and egnyte 9.1 (E1-E7) and 5 (P20-P25). No rule and no wording here: each kind
// has a rule of the family PF9, which says what it means and what to do.
//
// Texts are UTF-8. Nothing is documented as stable, so known parts are searched for, ignoring the case of ASCII
// letters, wherever they are. The time is linear in the text, of which at most kMaxFailureText bytes are read.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace preflight::okta {

inline constexpr std::size_t kMaxFailureText = 1U << 20U;  // bytes
inline constexpr std::size_t kMaxFailures = 100;           // of one text
inline constexpr std::size_t kMaxViolations = 16;          // of one failure

enum class FailureKind : std::uint8_t {
    none,  // the text is not about a failed request
    invalid_user_name,
    unauthorized,
    user_not_found,
    rate_limited,
    wrong_environment,
    user_name_change_refused,
    constraint_violation,
    expression_invalid,
    group_push_failed,
    import_failed,
    other,
    no_matching_user,
    assigned_before_provisioning,
    remote_fault,
    count
};

// "invalid-user-name": what a log event keeps of it.
[[nodiscard]] std::string_view to_string(FailureKind kind);
[[nodiscard]] FailureKind failure_kind(std::string_view word);

// One field that the remote server rejected: ConstraintViolationImpl{...}: [property: message].
struct Violation {
    std::string property, message;
};

struct Failure {
    FailureKind kind = FailureKind::none;
    std::string user;         // as the text names the person: an app username; an id for user_not_found
    std::string app;          // the label of the application
    std::string group;        // of a group push
    std::string http_reason;  // "Unauthorized", "Bad Gateway"; empty: not said
    std::string remote;       // behind "Errors reported by remote server"; empty: not said
    std::vector<Violation> violations;
    std::string text;  // the part of the whole text that is about it, in one line
};

// Whether a log event of that type is about a request to an application, an import or a mapping.
[[nodiscard]] bool is_request(std::string_view event_type);

// One failure. `event_type` is that of the log event whose reason it is, and alone says much; empty: not an event.
[[nodiscard]] Failure read_failure(std::string_view text, std::string_view event_type = {});

// Every failure that a pasted text mentions, in its order; a task list or an e-mail has several. Line breaks,
// quotation marks of e-mail, HTML, quoted-printable and typographic quotes are undone first.
[[nodiscard]] std::vector<Failure> read_failures(std::string_view pasted);

// The failure's text with the name or id of the person left out ("<user>"), so that equal failures have equal texts.
[[nodiscard]] std::string without_person(const Failure& failure);

}  // namespace preflight::okta
