#include "core/report/render/people_mask.h"

#include <algorithm>

#include "core/text/unicode.h"

namespace preflight::report {

namespace {

constexpr std::string_view kPerson = "[person]", kEmail = "[e-mail address]";

// Letters beyond ASCII count: names and addresses may have them.
bool in_word(char c) {
    const auto byte = static_cast<unsigned char>(c);
    const bool letter = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || byte >= 0x80;
    return letter || (byte >= '0' && byte <= '9') || std::string_view("._-@+'%").find(c) != std::string_view::npos;
}

bool looks_like_email(std::string_view word) {
    const auto at = word.find('@');
    return at != std::string_view::npos && at > 0 && at + 1 < word.size();
}

}  // namespace

PeopleMask::PeopleMask(const OutcomeCursor* outcomes) {
    if (outcomes == nullptr) return;
    outcomes->for_each_person([this](const OutcomeRow& row) {
        know(row.outcome.user.login);
        know(row.outcome.user.name);
        for (const egnyte::Attribute attribute : egnyte::attributes_by_name()) {
            if (!egnyte::row_of(attribute).personal) continue;
            const simulation::ProfileValue* found = row.outcome.find(attribute);
            if (found != nullptr && found->value && found->value->is_string()) know(found->value->to_text());
        }
        if (row.sign_in == nullptr) return;
        know(row.sign_in->name_id.value_or(""));
        know(row.sign_in->key.value_or(""));
    });
}

void PeopleMask::know(std::string_view value) {
    if (!value.empty()) values_.insert(text::ascii_lower(value));
}

bool PeopleMask::knows(std::string_view value) const {
    return values_.count(text::ascii_lower(value)) != 0;
}

std::string PeopleMask::word(std::string_view word) const {
    // What ends a sentence is not a part of the word.
    std::size_t end = word.size();
    while (end > 0 && (word[end - 1] == '.' || word[end - 1] == '\'' || word[end - 1] == '-')) --end;
    const std::string_view bare = word.substr(0, end);
    const std::string_view rest = word.substr(end);
    if (looks_like_email(bare)) return std::string(kEmail) + std::string(rest);
    const bool identifier = bare.find_first_of("0123456789._-@") != std::string_view::npos;
    if (identifier && knows(bare)) return std::string(kPerson) + std::string(rest);
    return std::string(word);
}

std::string PeopleMask::masked(std::string_view text) const {
    std::string result;
    for (std::size_t at = 0; at < text.size();) {
        if (text[at] == '"') {
            const std::size_t close = text.find('"', at + 1);
            if (close != std::string_view::npos && knows(text.substr(at + 1, close - at - 1))) {
                result += '"' + std::string(kPerson) + '"';
                at = close + 1;
                continue;
            }
        }
        if (!in_word(text[at])) {
            result += text[at++];
            continue;
        }
        std::size_t end = at;
        while (end < text.size() && in_word(text[end])) ++end;
        result += word(text.substr(at, end - at));
        at = end;
    }
    return result;
}

}  // namespace preflight::report
