#include "core/okta/failure.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "core/text/character_reference.h"
#include "core/text/order.h"
#include "core/text/shorten.h"
#include "core/text/unicode.h"

namespace preflight::okta {

namespace {

constexpr std::size_t kLongestText = 2000;  // bytes of Failure::text
constexpr std::size_t kLongestPart = 300;   // bytes of a name

constexpr std::array<std::string_view, static_cast<std::size_t>(FailureKind::count)> kWords = {
    "none",         "invalid-user-name",   "unauthorized",    "user-not-found",
    "rate-limited", "wrong-environment",   "username-change", "constraint-violation",
    "expression",   "group-push",          "import",          "other",
    "no-match",     "before-provisioning", "remote-fault"};

// A text and its lower-case copy, whose offsets are the same.
struct Read {
    std::string_view text;
    std::string lower;

    explicit Read(std::string_view given) : text(given), lower(text::ascii_lower(given)) {}
    [[nodiscard]] bool has(std::string_view part) const { return lower.find(part) != std::string::npos; }
    template <std::size_t count>
    [[nodiscard]] bool has_any(const std::array<std::string_view, count>& parts) const {
        return std::any_of(parts.begin(), parts.end(), [&](std::string_view part) { return has(part); });
    }
    // What is behind the first `before`, up to the next `after`; nothing when either is missing.
    [[nodiscard]] std::optional<std::string_view> between(std::string_view before, std::string_view after) const {
        const std::size_t begin = lower.find(before);
        if (begin == std::string::npos) return std::nullopt;
        const std::size_t from = begin + before.size();
        const std::size_t end = lower.find(after, from);
        if (end == std::string::npos) return std::nullopt;
        return text.substr(from, end - from);
    }
};

std::string part(std::string_view text) {
    return text::shorten(text::trim(text), kLongestPart);
}

// "Errors reported by remote server": facts okta-exports 9.
constexpr std::string_view kRemote = "errors reported by remote server";

constexpr std::array<std::string_view, 11> kRateLimit = {"err_403_developer_over_qps",
                                                         "err_403_developer_over_rate",  // egnyte E4, E5
                                                         "too many requests",
                                                         "rate limit",
                                                         "http 429",
                                                         "http/1.1 429",
                                                         "http/2 429",
                                                         "status 429",
                                                         "status code 429",
                                                         "status: 429",
                                                         "\"429\""};
constexpr std::array<std::string_view, 2> kWrongEnvironment = {
    "developer inactive", "invalid egnyte domain configured in app profile"};  // egnyte E6, E7
// egnyte E2; okta-exports 9, the literals about credentials.
constexpr std::array<std::string_view, 6> kUnauthorized = {
    "error authenticating", "unauthorized", "the credentials used to connect to the api were invalid",
    "invalid oauth token",  "http 401",     "status 401"};
constexpr std::array<std::string_view, 5> kGroupPush = {"linked group is missing", "group push", "group memberships",
                                                        "error while updating group", "error while creating group"};
constexpr std::array<std::string_view, 4> kImport = {"error while importing", "import failed", "failed to import",
                                                     "error importing"};
constexpr std::array<std::string_view, 3> kExpression = {"invalid_expressions", "invalid expression",
                                                         "mapping.invalid.expression"};
// egnyte P25, and okta-exports 9 for an answer that is not JSON.
constexpr std::array<std::string_view, 5> kRemoteFault = {"bad gateway", "service unavailable", "gateway timeout",
                                                          "gateway time-out", "internal server error"};
// How servers word that a username cannot change (egnyte S32, U7: no text is published).
constexpr std::array<std::string_view, 9> kChangeRefused = {
    "cannot be modified", "cannot be changed", "can not be changed", "can't be changed", "may not be changed",
    "immutable",          "mutability",        "read-only",          "readonly"};
constexpr std::array<std::string_view, 3> kChange = {"change", "updat", "renam"};

// Ids of log events of the older Egnyte integration, which say more than the event's type (okta-exports 9).
constexpr std::string_view kLegacyUserName = "app.egnyte.username.validation.failure",
                           kLegacyAuthType = "app.egnyte.auth.type.validation.failure",
                           kLegacyRateLimit = "app.egnyte.rate.limiting.exceeded";

bool begins(std::string_view text, std::string_view prefix) {
    return text.substr(0, prefix.size()) == prefix;
}

// "User 12345678 not found" (egnyte E3): the id.
std::optional<std::string_view> id_not_found(const Read& read) {
    constexpr std::string_view kUser = "user ", kNotFound = " not found";
    for (std::size_t at = read.lower.find(kUser); at != std::string::npos; at = read.lower.find(kUser, at + 1)) {
        const std::size_t from = at + kUser.size();
        const std::size_t end = read.lower.find_first_not_of("0123456789abcdef-", from);
        if (end == std::string::npos || end == from || end - from > 64) continue;
        if (std::string_view(read.lower).substr(end, kNotFound.size()) == kNotFound)
            return read.text.substr(from, end - from);
    }
    return std::nullopt;
}

// The fields that a bean validation rejects: each ConstraintViolationImpl with its propertyPath, else the list at the
// end, "[field: message, field: message]".
std::vector<Violation> violations_of(const Read& read) {
    std::vector<Violation> result;
    constexpr std::string_view kPath = "propertypath=", kMessage = "interpolatedmessage='";
    std::size_t done = 0;
    for (std::size_t at = read.lower.find(kPath); at != std::string::npos && result.size() < kMaxViolations;
         at = read.lower.find(kPath, done)) {
        const std::size_t from = at + kPath.size();
        const std::size_t end = std::min(read.lower.find_first_of(",}", from), read.lower.size());
        Violation violation{part(read.text.substr(from, end - from)), {}};
        const std::size_t said = read.lower.find(kMessage, done);
        if (said < at) {
            std::string_view message = read.text.substr(said + kMessage.size(), at - said - kMessage.size());
            while (!message.empty() && (message.back() == ' ' || message.back() == ',')) message.remove_suffix(1);
            if (!message.empty() && message.back() == '\'') message.remove_suffix(1);
            violation.message = part(message);
        }
        result.push_back(std::move(violation));
        done = end;
    }
    if (result.empty() && read.has(kLegacyAuthType)) result.push_back({"authType", {}});
    if (!result.empty() || !read.has("constraint violation")) return result;
    const std::size_t open = read.lower.rfind('[');
    const std::size_t close = read.lower.find(']', open == std::string::npos ? 0 : open);
    if (open == std::string::npos || close == std::string::npos) return result;
    for (std::size_t at = open + 1; at < close && result.size() < kMaxViolations;) {
        const std::size_t end = std::min(read.lower.find(", ", at), close);
        const std::string_view item = read.text.substr(at, end - at);
        const std::size_t colon = item.find(':');
        if (colon != std::string_view::npos)
            result.push_back({part(item.substr(0, colon)), part(item.substr(colon + 1))});
        at = end + 2;
    }
    return result;
}

bool is_user_name(const Violation& violation) {
    return text::equal_ignoring_ascii_case(violation.property, "userName");
}

// Of a log event, which is a failure even where its reason is null.
FailureKind kind_of_event(std::string_view type) {
    if (begins(type, "application.appuser.mapping.invalid")) return FailureKind::expression_invalid;
    if (begins(type, "application.integration.authentication_failure")) return FailureKind::unauthorized;
    if (begins(type, "application.integration.rate_limit_exceeded")) return FailureKind::rate_limited;
    const bool import = type.find("import") != std::string_view::npos;
    if (import && (begins(type, "application.provision.") || begins(type, "application.configuration.") ||
                   begins(type, "system.import.")))
        return FailureKind::import_failed;
    if (begins(type, "application.provision.group") || type.find("grouppush") != std::string_view::npos)
        return FailureKind::group_push_failed;
    for (const std::string_view area :
         {"application.provision.", "application.integration.", "application.configuration.",
          "application.user_membership.", "app.user_management.", "app.app_instance.provision_sync_job."}) {
        if (begins(type, area)) return FailureKind::other;
    }
    return FailureKind::none;
}

FailureKind kind_of(const Read& read, const Failure& failure, std::string_view event_type) {
    const FailureKind of_event = kind_of_event(event_type);
    if (of_event == FailureKind::rate_limited || read.has_any(kRateLimit) || read.has(kLegacyRateLimit))
        return FailureKind::rate_limited;
    if (read.has_any(kWrongEnvironment)) return FailureKind::wrong_environment;
    const Read remote(failure.remote.empty() ? std::string_view() : std::string_view(failure.remote));
    const bool no_change = remote.has_any(kChangeRefused) || (remote.has("not supported") && remote.has_any(kChange));
    if (no_change && (remote.has("username") || remote.has("user name"))) return FailureKind::user_name_change_refused;
    const bool invalid_name = std::any_of(failure.violations.begin(), failure.violations.end(), [](const auto& v) {
        return is_user_name(v) && text::ascii_lower(v.message).find("invalid user name") != std::string::npos;
    });
    if (invalid_name || read.has("{invalid.user.name}") || read.has(kLegacyUserName))
        return FailureKind::invalid_user_name;
    if (!failure.violations.empty() || read.has("constraintviolationimpl")) return FailureKind::constraint_violation;
    if (of_event == FailureKind::expression_invalid || read.has_any(kExpression))
        return FailureKind::expression_invalid;
    if (of_event == FailureKind::unauthorized || read.has_any(kUnauthorized)) return FailureKind::unauthorized;
    if (read.has("matching user not found")) return FailureKind::no_matching_user;
    if (read.has("was assigned this application before provisioning was enabled"))
        return FailureKind::assigned_before_provisioning;
    const bool update_not_found =
        read.has("push profile update") && begins(text::ascii_lower(failure.http_reason), "not found");
    if (id_not_found(read) || read.has("no user returned for user") || update_not_found)
        return FailureKind::user_not_found;
    if (of_event == FailureKind::group_push_failed || read.has_any(kGroupPush)) return FailureKind::group_push_failed;
    if (of_event == FailureKind::import_failed || read.has_any(kImport)) return FailureKind::import_failed;
    if (read.has_any(kRemoteFault) || remote.has("invalid json")) return FailureKind::remote_fault;
    const bool failed = read.has("error while ") || read.has(kRemote) ||
                        (read.has("automatic ") && read.has(" to app ") && read.has(" failed"));
    return failed ? FailureKind::other : of_event;
}

void read_names(const Read& read, Failure& failure) {
    for (const std::string_view before : {"automatic provisioning of ", "automatic profile push of "}) {
        std::optional<std::string_view> name = read.between(before, " to app ");
        if (!name) continue;
        if (begins(text::ascii_lower(*name), "user ")) name->remove_prefix(5);
        failure.user = part(*name);
        if (const auto app = read.between(" to app ", " failed")) failure.app = part(*app);
    }
    // The app username, which Okta's part says, rather than the person's name.
    for (const auto& [before, after] :
         {std::pair<std::string_view, std::string_view>{"error while creating user ", ": "},
          {"push profile update for ", ": "},
          {"verifying if user ", " exists"}}) {
        if (const auto name = read.between(before, after)) failure.user = part(*name);
    }
    if (const auto id = id_not_found(read)) failure.user = part(*id);
    constexpr std::string_view kNoUser = "no user returned for user ";
    if (const std::size_t at = read.lower.find(kNoUser); at != std::string::npos) {
        const std::size_t from = at + kNoUser.size();
        failure.user = part(read.text.substr(from, read.lower.find_first_of(" .,;", from) - from));
    }
    if (const auto group = read.between("target app group ", ":")) failure.group = part(*group);
    if (const auto app = read.between("linked group is missing in ", ". ")) failure.app = part(*app);
}

void read_answer(const Read& read, Failure& failure) {
    const std::size_t at = read.lower.find(kRemote);
    if (at == std::string::npos) {
        if (const auto reason = read.between("error authenticating: ", ".")) failure.http_reason = part(*reason);
        return;
    }
    std::string_view okta = text::trim(read.text.substr(0, at));
    while (!okta.empty() && (okta.back() == '.' || okta.back() == ' ')) okta.remove_suffix(1);
    const std::size_t colon = okta.rfind(':');
    okta = colon == std::string_view::npos ? okta : okta.substr(colon + 1);
    constexpr std::size_t kLongestReason = 60;
    if (okta.size() <= kLongestReason) failure.http_reason = part(okta);
    std::string_view remote = read.text.substr(at + kRemote.size());
    while (!remote.empty() && (remote.front() == ':' || remote.front() == ' ')) remote.remove_prefix(1);
    failure.remote = text::shorten(text::trim(remote), kLongestText);
}

// ---- pasted text

constexpr std::array<std::string_view, 16> kBlocks = {"p",  "br", "div",   "tr",    "td",   "li",   "h1",   "h2",
                                                      "h3", "h4", "table", "tbody", "html", "body", "head", "pre"};
constexpr std::array<std::string_view, 14> kInline = {"a",    "b",      "i",    "em",   "strong", "span", "font",
                                                      "code", "center", "meta", "link", "img",    "ul",   "ol"};

std::optional<unsigned> hex_digit(char c) {
    if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
    if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A') + 10U;
    if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a') + 10U;
    return std::nullopt;
}

// RFC 2045, 6.7; only where a soft line break shows that it is.
std::string without_quoted_printable(std::string_view text) {
    if (text.find("=\n") == std::string_view::npos && text.find("=\r\n") == std::string_view::npos)
        return std::string(text);
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] != '=') {
            out += text[at];
        } else if (text.substr(at, 2) == "=\n") {
            at += 1;
        } else if (text.substr(at, 3) == "=\r\n") {
            at += 2;
        } else if (const auto high = at + 2 < text.size() ? hex_digit(text[at + 1]) : std::nullopt;
                   high && hex_digit(text[at + 2])) {
            out += static_cast<char>(*high * 16U + *hex_digit(text[at + 2]));
            at += 2;
        } else {
            out += '=';
        }
    }
    return out;
}

// The length of the HTML tag that the text begins with, 0 for anything else; `block`: it ends a paragraph.
std::size_t tag_length(std::string_view text, bool& block) {
    constexpr std::size_t kLongestTag = 2000;
    std::size_t at = text.substr(1, 1) == "/" ? 2 : 1;
    const std::size_t begin = at;
    while (at < text.size() && at < 12 && std::string_view(" \t\r\n/>").find(text[at]) == std::string_view::npos) ++at;
    const std::string name = text::ascii_lower(text.substr(begin, at - begin));
    block = std::find(kBlocks.begin(), kBlocks.end(), name) != kBlocks.end();
    if (!block && std::find(kInline.begin(), kInline.end(), name) == kInline.end()) return 0;
    const std::size_t end = text.substr(0, kLongestTag).find('>', at);
    return end == std::string_view::npos ? 0 : end + 1;
}

// What one character reference or entity represents, with its length; length 0 for anything else.
std::pair<std::string, std::size_t> reference(std::string_view text) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kNamed = {
        {{"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&apos;", "'"}, {"&nbsp;", " "}}};
    for (const auto& [name, value] : kNamed) {
        if (begins(text, name)) return {std::string(value), name.size()};
    }
    std::string value;
    const auto numeric = text::character_reference(text);
    if (!numeric) return {value, 0};
    text::append(value, numeric->value);
    return {value, numeric->size};
}

// Quotes and spaces of word processors as those of the keyboard; the bytes that the text begins with, 0 for none.
std::pair<char, std::size_t> plain_character(std::string_view text) {
    static constexpr std::array<std::pair<std::string_view, char>, 6> kPlain = {{{"\xE2\x80\x98", '\''},
                                                                                 {"\xE2\x80\x99", '\''},
                                                                                 {"\xE2\x80\x9C", '"'},
                                                                                 {"\xE2\x80\x9D", '"'},
                                                                                 {"\xC2\xA0", ' '},
                                                                                 {"\\\"", '"'}}};
    for (const auto& [bytes, plain] : kPlain) {
        if (begins(text, bytes)) return {plain, bytes.size()};
    }
    return {' ', 0};
}

// Paragraphs in one line each: a line break alone is a blank, an empty line ends the paragraph.
std::string paragraphs(std::string_view pasted) {
    const std::string text = without_quoted_printable(pasted);
    std::string flat;
    flat.reserve(text.size());
    bool line_begins = true, line_empty = true, blank = false;
    const auto end_paragraph = [&] {
        if (!flat.empty() && flat.back() != '\n') flat += '\n';
        blank = false;
    };
    const auto put = [&](std::string_view bytes) {
        if (bytes == " ") {
            blank = true;
            return;
        }
        if (blank && !flat.empty() && flat.back() != '\n') flat += ' ';
        blank = false;
        line_begins = line_empty = false;
        flat += bytes;
    };
    for (std::size_t at = 0; at < text.size();) {
        const std::string_view rest = std::string_view(text).substr(at);
        const char c = text[at];
        bool block = false;
        if (c == '\n') {
            if (line_empty) end_paragraph();
            put(" ");
            line_begins = line_empty = true;
            ++at;
        } else if (c == ' ' || c == '\t' || c == '\r') {
            put(" ");
            ++at;
        } else if (c == '>' && line_begins) {
            ++at;  // a quotation in an e-mail
        } else if (const std::size_t tag = c == '<' ? tag_length(rest, block) : 0; tag > 0) {
            if (block) end_paragraph();
            at += tag;
        } else if (const auto [value, length] = c == '&' ? reference(rest) : std::pair<std::string, std::size_t>();
                   length > 0) {
            put(value);
            at += length;
        } else if (const auto [plain, size] = plain_character(rest); size > 0) {
            put(std::string_view(&plain, 1));
            at += size;
        } else {
            put(rest.substr(0, 1));
            ++at;
        }
    }
    return flat;
}

// Where the words about a failure begin.
constexpr std::array<std::string_view, 14> kHeads = {"automatic provisioning of ",
                                                     "automatic profile push of ",
                                                     "error while ",
                                                     "error authenticating",
                                                     "matching user not found",
                                                     "no user returned for user ",
                                                     "linked group is missing",
                                                     "unable to update group push",
                                                     "user was assigned this application before provisioning",
                                                     "the credentials used to connect to the api were invalid",
                                                     "bad gateway",
                                                     "developer inactive",
                                                     "invalid egnyte domain configured",
                                                     "err_403_developer_over_"};

// The offsets at which a failure begins in a paragraph. What follows a colon, a quote or a bracket is a part of what
// was said before.
std::vector<std::size_t> heads_of(const std::string& lower) {
    std::vector<std::size_t> result;
    for (const std::string_view head : kHeads) {
        for (std::size_t at = lower.find(head); at != std::string::npos; at = lower.find(head, at + head.size())) {
            const std::size_t before = at == 0 ? std::string::npos : lower.find_last_not_of(' ', at - 1);
            const bool inside = before != std::string::npos &&
                                std::string_view(":\"'([{").find(lower[before]) != std::string_view::npos;
            if (!inside) result.push_back(at);
        }
    }
    text::sort(result);
    return result;
}

void add(std::vector<Failure>& failures, std::string_view text) {
    if (failures.size() >= kMaxFailures) return;
    Failure failure = read_failure(text);
    if (failure.kind == FailureKind::none) return;
    // A second sentence about the same failure.
    if (!failures.empty() && failures.back().kind == failure.kind &&
        (failure.user.empty() || failure.user == failures.back().user) && failure.violations.empty())
        return;
    failures.push_back(std::move(failure));
}

void read_paragraph(std::string_view paragraph, std::vector<Failure>& failures) {
    const std::vector<std::size_t> heads = heads_of(text::ascii_lower(paragraph));
    std::size_t begin = 0;
    for (const std::size_t head : heads) {
        if (head > begin) add(failures, paragraph.substr(begin, head - begin));
        begin = head;
    }
    add(failures, paragraph.substr(begin));
}

}  // namespace

std::string_view to_string(FailureKind kind) {
    return kWords[static_cast<std::size_t>(kind)];
}

FailureKind failure_kind(std::string_view word) {
    const auto found = std::find(kWords.begin(), kWords.end(), word);
    return found == kWords.end() ? FailureKind::none : static_cast<FailureKind>(found - kWords.begin());
}

bool is_request(std::string_view event_type) {
    return kind_of_event(event_type) != FailureKind::none;
}

Failure read_failure(std::string_view text, std::string_view event_type) {
    const Read read(text::trim(text.substr(0, kMaxFailureText)));
    Failure failure;
    failure.text = text::shorten(read.text, kLongestText);
    failure.violations = violations_of(read);
    read_names(read, failure);
    read_answer(read, failure);
    failure.kind = kind_of(read, failure, event_type);
    return failure;
}

std::vector<Failure> read_failures(std::string_view pasted) {
    const std::string flat = paragraphs(pasted.substr(0, kMaxFailureText));
    std::vector<Failure> failures;
    for (std::size_t at = 0; at < flat.size();) {
        const std::size_t end = std::min(flat.find('\n', at), flat.size());
        read_paragraph(std::string_view(flat).substr(at, end - at), failures);
        at = end + 1;
    }
    return failures;
}

std::string without_person(const Failure& failure) {
    if (failure.user.empty()) return failure.text;
    std::string result;
    for (std::size_t at = 0; at < failure.text.size();) {
        const std::size_t found = failure.text.find(failure.user, at);
        result.append(failure.text, at, found == std::string::npos ? found : found - at);
        if (found == std::string::npos) break;
        result += "<user>";
        at = found + failure.user.size();
    }
    return result;
}

}  // namespace preflight::okta
