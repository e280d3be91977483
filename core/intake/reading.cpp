#include "core/intake/reading.h"

#include <algorithm>
#include <utility>

#include "core/intake/artefact.h"

namespace preflight::intake {

using formats::json::Node;

void Reading::begin(const Artefact& artefact) {
    if (!artefact.kind.empty()) kind(artefact.kind);
    if (artefact.given != nullptr) (*parsed_).*artefact.given = true;
}

void Reading::kind(std::string_view word) {
    std::vector<std::string>& kinds = parsed_->input.kinds;
    if (std::find(kinds.begin(), kinds.end(), word) == kinds.end()) kinds.emplace_back(word);
}

void Reading::problem(Problem::Kind what, findings::Location at, std::string detail, std::string extra) {
    at.input = parsed_->input.slot;
    if (what != Problem::Kind::encoding_converted && what != Problem::Kind::scenario_ignored) ++explained_;
    parsed_->problems.push_back({what, std::move(at), std::move(detail), std::move(extra)});
}

void Reading::suggest(std::string words) {
    if (suggestion_.empty()) suggestion_ = std::move(words);
}

findings::Location Reading::place(std::size_t offset, std::size_t length) const {
    findings::Location location;
    location.input = parsed_->input.slot;
    location.span = {offset, offset + length};
    return location;
}

population::Table& Reading::begin_row(population::Table& table, const Node& object, std::string_view inner) {
    population::RowPlace place;
    place.input = static_cast<std::uint16_t>(parsed_->input.slot);
    place.offset = object.span().begin;
    if (const auto element = object.place_in_list(); element && inner.empty()) {
        if (last_list_.table != &table || last_list_.pointer != element->list)
            last_list_ = {&table, table.list({std::string(element->list)}), std::string(element->list)};
        place.list = last_list_.number;
        place.ordinal = element->ordinal;
        table.begin_row(place);
        return table;
    }
    population::RowList list;
    list.inner = inner;
    list.pointer = object.pointer();
    list.pointer.resize(list.pointer.size() - inner.size());
    place.ordinal = population::kNoOrdinal;
    // The last step of the pointer is the place in a list, if it is a number.
    constexpr std::size_t kDigits = 9;
    const std::size_t slash = list.pointer.rfind('/');
    const std::size_t digits = slash == std::string::npos ? 0 : list.pointer.size() - slash - 1;
    if (digits > 0 && digits <= kDigits &&
        list.pointer.find_first_not_of("0123456789", slash + 1) == std::string::npos) {
        place.ordinal = static_cast<std::uint32_t>(std::stoul(list.pointer.substr(slash + 1)));
        list.pointer.resize(slash);
    }
    place.list = table.list(list);
    table.begin_row(place);
    return table;
}

std::size_t Reading::mark(std::uint64_t offset) {
    const ParsedInput& p = *parsed_;
    Mark mark;
    mark.offset = offset;
    mark.users = p.users.mark();
    mark.app_users = p.app_users.mark();
    mark.egnyte_users = p.egnyte_users.mark();
    mark.given = {p.users_given, p.app_users_given, p.egnyte_users_given, p.policies_given};
    mark.sizes = {p.applications.size(), p.saml_resources.size(), p.mappings.size(),
                  p.app_schemas.size(),  p.user_schemas.size(),   p.password_policies.size(),
                  p.api_errors.size(),   p.problems.size(),       p.input.kinds.size()};
    mark.scenario = p.scenario;
    mark.explained = explained_;
    mark.suggestion = suggestion_;
    marks_.push_back(std::move(mark));
    return marks_.size() - 1;
}

void Reading::rollback(std::size_t number) {
    marks_.resize(number + 1);
    const Mark& mark = marks_.back();
    ParsedInput& p = *parsed_;
    p.users.rollback(mark.users);
    p.app_users.rollback(mark.app_users);
    p.egnyte_users.rollback(mark.egnyte_users);
    last_list_ = {};
    user_columns.clear();
    app_user_columns.clear();
    p.users_given = mark.given[0];
    p.app_users_given = mark.given[1];
    p.egnyte_users_given = mark.given[2];
    p.policies_given = mark.given[3];
    auto size = mark.sizes.begin();
    const auto cut = [&size](auto& list) {
        list.erase(list.begin() + static_cast<std::ptrdiff_t>(*size++), list.end());
    };
    cut(p.applications);
    cut(p.saml_resources);
    cut(p.mappings);
    cut(p.app_schemas);
    cut(p.user_schemas);
    cut(p.password_policies);
    cut(p.api_errors);
    cut(p.problems);
    cut(p.input.kinds);
    p.scenario = mark.scenario;
    explained_ = mark.explained;
    suggestion_ = mark.suggestion;
}

}  // namespace preflight::intake
