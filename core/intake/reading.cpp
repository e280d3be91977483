#include "core/intake/reading.h"

#include <algorithm>
#include <utility>

#include "core/intake/artefact.h"
#include "core/intake/sniff.h"
#include "core/saml/url.h"
#include "core/text/unicode.h"

namespace preflight::intake {

using formats::json::Node;
using formats::json::Type;

void Reading::begin(const Artefact& artefact, bool count) {
    if (!artefact.kind.empty()) kind(artefact.kind);
    if (artefact.given != nullptr) static_cast<Given&>(*parsed_).*artefact.given = true;
    if (!count) return;
    // A text holds objects of few kinds, and the last one is nearly always the next one's.
    const auto known = std::find_if(counted_.rbegin(), counted_.rend(),
                                    [&](const Counted& counted) { return counted.artefact == &artefact; });
    if (known != counted_.rend()) {
        ++known->size;
    } else {
        counted_.push_back({&artefact, 1});
    }
}

void Reading::end_document(const findings::Location& at) {
    rows_.wait();
    end_lists(at);
}

void Reading::end_lists(const findings::Location& at) {
    for (const Counted& counted : counted_) {
        const Artefact& artefact = *counted.artefact;
        GivenList list;
        list.kind = artefact.kind;
        list.at = at;
        list.at.input = parsed_->input.slot;
        list.size = counted.size;
        list.self = document_.self.empty() ? document_.address : document_.self;
        list.next = document_.next;
        // Of several kinds in one text the total belongs to none in particular.
        if (counted_.size() == 1) list.total = document_.total;
        if (artefact.kind == "okta-group-members") {
            const MembersOf& group = members_of();
            list.owner = group.id.empty() ? group.name : group.id;
        }
        list.full_page = std::find(artefact.pages.begin(), artefact.pages.end(), counted.size) != artefact.pages.end();
        if (list.total) {
            list.extent = *list.total > static_cast<std::int64_t>(list.size) ? Extent::partial : Extent::whole;
        } else if (!list.next.empty()) {
            list.extent = Extent::partial;
        } else if (document_.headers) {
            list.extent = Extent::whole;
        }
        parsed_->lists.push_back(std::move(list));
    }
    counted_.clear();
    document_ = {};
    set_address();
}

void Reading::refused(std::string_view address, std::int64_t status, findings::Location at) {
    at.input = parsed_->input.slot;
    refusals_.refuse(address, status, std::move(at));
}

void Reading::read_answer(const InnerText& inner, const findings::Location& at) {
    const Artefact* const wanted = artefact_at(inner.address);
    constexpr std::string_view kMetadata = "saml-idp-metadata";
    constexpr std::int64_t kOk = 200;
    const bool page = inner.text != nullptr && form_of(inner.text->text()) == Form::xml;
    if (wanted != nullptr && wanted->kind != kMetadata && page) {
        refused(inner.address, kOk, at);
        return;
    }
    refusals_.answer(inner.address);
    read_inner(inner);
}

void Reading::report_refusals() {
    for (Problem& problem : refusals_.problems()) {
        ++explained_;
        parsed_->problems.push_back(std::move(problem));
    }
}

namespace {

// Whether a list from that address is the first page of everything: a search and a later page may be empty while the
// list is not.
bool asks_for_all(std::string_view address) {
    for (std::string_view query = saml::split_url(address).query; !query.empty();) {
        const std::string_view one = query.substr(0, query.find('&'));
        query.remove_prefix(std::min(query.size(), one.size() + 1));
        const std::string_view key = one.substr(0, one.find('='));
        if (key != "limit" && key != "expand") return false;
    }
    return true;
}

}  // namespace

void Reading::empty_list() {
    const std::string& address = document_.asked_for_at();
    const Artefact* const artefact = counted_.empty() && asks_for_all(address) ? artefact_at(address) : nullptr;
    if (artefact != nullptr && artefact->given != nullptr) begin(*artefact, false);
}

void Reading::kind(std::string_view word) {
    std::vector<std::string>& kinds = parsed_->input.kinds;
    if (std::find(kinds.begin(), kinds.end(), word) == kinds.end()) kinds.emplace_back(word);
}

void Reading::problem(Problem::Kind what, findings::Location at, std::string detail, std::string extra) {
    at.input = parsed_->input.slot;
    if (what != Problem::Kind::encoding_converted && what != Problem::Kind::scenario_ignored &&
        what != Problem::Kind::powershell)
        ++explained_;
    parsed_->problems.push_back({what, std::move(at), std::move(detail), std::move(extra), {}});
}

void Reading::suggest(std::string words) {
    if (suggestion_.empty()) suggestion_ = std::move(words);
}

findings::Location Reading::place(std::size_t offset, std::size_t length) const {
    findings::Location location;
    location.input = parsed_->input.slot;
    location.span = {offset, offset + length};
    if (outer_ != nullptr) location.span = outer_->locate(location.span);
    return location;
}

population::Table& Reading::begin_row(population::Table& table, const Node& object, std::string_view inner) {
    rows_.wait();
    place_row(table, object, inner);
    return table;
}

void Reading::fill_row(RowsBeside::Fill fill, population::Table& table, const Node& object, okta::RowColumns& columns,
                       std::string_view inner) {
    place_row(table, object, inner);
    rows_.fill(fill, object, table.last_row(), columns, list_address());
}

void Reading::place_row(population::Table& table, const Node& object, std::string_view inner) {
    population::RowPlace place;
    place.input = static_cast<std::uint16_t>(parsed_->input.slot);
    place.offset = outer_ == nullptr ? object.span().begin : outer_->locate(object.span()).begin;
    if (const auto element = object.place_in_list(); element && inner.empty()) {
        const bool again =
            last_list_.table == &table && last_list_.begin == LastList::kNowhere && last_list_.pointer == element->list;
        if (!again) last_list_ = {&table, table.list({std::string(element->list)}), std::string(element->list)};
        place.list = last_list_.number;
        place.ordinal = element->ordinal;
        table.begin_row(place);
        return;
    }
    if (const Node list = object.parent(); list.is(Type::array) && inner.empty()) {
        // Where a list begins is cheaper to compare than its pointer.
        if (last_list_.table != &table || last_list_.begin != list.span().begin)
            last_list_ = {&table, table.list({list.pointer()}), {}, list.span().begin};
        place.list = last_list_.number;
        place.ordinal = object.ordinal();
        table.begin_row(place);
        return;
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
}

void Reading::begin_csv_row(population::Table& table, const formats::CsvRecord& record) {
    table.begin_row({static_cast<std::uint16_t>(parsed_->input.slot), table.list({{}, true, false, {}}),
                     static_cast<std::uint32_t>(record.number), record.span.begin});
}

std::string quoted_cell(std::string_view cell) {
    constexpr std::size_t kLongest = 40;
    return "\"" + text::repair(cell.substr(0, kLongest)) + "\"";
}

void Reading::read_person(const std::vector<std::string>& header, const formats::CsvRecord& record,
                          population::Table& people) {
    people_rows_.read(header, record, people);
    const okta::PeopleRows::Ignored& ignored = people_rows_.ignored();
    if (!ignored.status.empty()) {
        row_problem(
            record, RowProblem::status,
            "the status " + quoted_cell(ignored.status) + " is not one of Okta's, so these people count as active");
    }
    if (!ignored.other_value.empty()) {
        row_problem(record, RowProblem::other_value,
                    "two columns mean the same attribute, and the value " + quoted_cell(ignored.other_value) +
                        " of the second one is not read; remove one of the columns");
    }
}

void Reading::row_problem(const formats::CsvRecord& record, RowProblem what, std::string detail, Problem::Kind kind) {
    if (has_said(what)) return;
    row_problems_ |= 1U << static_cast<unsigned>(what);
    findings::Location at;
    at.pointer = "row " + std::to_string(record.number);
    at.span = record.span;
    problem(kind, std::move(at), std::move(detail));
}

MembersOf members_of(std::string_view address, std::string_view file_name) {
    constexpr std::size_t kIdSize = 20;
    constexpr std::string_view kLetters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    MembersOf result;
    if (!address.empty()) {
        const std::string_view id = okta::segment_behind(address, "/api/v1/groups/");
        const bool users = !id.empty() && okta::segment_behind(address, id).substr(0, 5) == "users";
        result.members = users || address.find("/groups/" + std::string(id) + "/users") != std::string_view::npos;
        if (result.members) result.id = id;
        return result;
    }
    std::string_view base = file_name.substr(file_name.find_last_of("/\\!") + 1);
    base = base.substr(0, base.rfind('.'));
    for (auto at = base.find("00g"); at != std::string_view::npos; at = base.find("00g", at + 1)) {
        const std::string_view id = base.substr(at, kIdSize);
        const bool ends = at + kIdSize >= base.size() || kLetters.find(base[at + kIdSize]) == std::string_view::npos;
        if (id.size() != kIdSize || id.find_first_not_of(kLetters) != std::string_view::npos || !ends) continue;
        result.members = true;
        result.id = id;
        return result;
    }
    const std::string lowered = text::ascii_lower(base);
    constexpr std::string_view kWord = "members";
    const auto word = lowered.find(kWord);
    if (word == std::string::npos || (word > 0 && lowered.find("group") == std::string::npos)) return result;
    result.members = true;
    std::string_view name = base.substr(word + kWord.size());
    while (!name.empty() && std::string_view("-_ .()").find(name.front()) != std::string_view::npos)
        name.remove_prefix(1);
    if (text::ascii_lower(name.substr(0, 3)) == "of-" || text::ascii_lower(name.substr(0, 3)) == "of ")
        name.remove_prefix(3);
    result.name = name;
    return result;
}

const RowsBeside::Address& Reading::list_address() {
    if (list_address_ != nullptr) return list_address_;
    const std::string& address = document_.asked_for_at();
    members_of_ = intake::members_of(address, parsed_->input.name);
    okta::ListAddress said;
    said.app_id = okta::segment_behind(address, "/api/v1/apps/");
    // Where only the name of the group is known, it is used as the id: one person may be a member of two such groups.
    said.group_id = members_of_.id.empty() ? members_of_.name : members_of_.id;
    said.group_name = members_of_.name;
    list_address_ = std::make_shared<const okta::ListAddress>(std::move(said));
    return list_address_;
}

const MembersOf& Reading::members_of() {
    (void)list_address();
    return members_of_;
}

void Reading::begin_inner(const InnerText& inner) {
    outer_document_ = std::exchange(document_, {});
    outer_counted_ = std::exchange(counted_, {});
    document_.address = inner.address;
    set_address();
    set_outer(inner.text.get());
    inner_ = true;
}

void Reading::end_inner(const InnerText& inner) {
    document_.address = inner.address;
    document_.self = inner.self;
    document_.next = inner.next;
    document_.headers = inner.headers;
    findings::Location at;
    at.pointer = inner.pointer;
    at.span = inner.span();
    set_outer(nullptr);
    inner_ = false;
    end_lists(at);
    document_ = std::move(outer_document_);
    counted_ = std::move(outer_counted_);
    set_address();
}

void Reading::not_used(std::string_view kind, std::string_view why) {
    auto& unused = parsed_->input.unused;
    const bool known = std::any_of(unused.begin(), unused.end(), [&](const Input::Unused& u) { return u.why == why; });
    if (!known) unused.push_back({std::string(kind), std::string(why)});
}

std::size_t Reading::mark(std::uint64_t offset) {
    rows_.wait();
    const ParsedInput& p = *parsed_;
    Mark mark;
    mark.offset = offset;
    const auto tables = parsed_->tables();
    for (std::size_t i = 0; i < tables.size(); ++i) mark.tables[i] = tables[i]->mark();
    mark.given = p;
    Objects::for_each(p, p, [&](const auto& list, const auto&) { mark.sizes.push_back(list.size()); });
    mark.sizes.push_back(p.problems.size());
    mark.sizes.push_back(p.input.kinds.size());
    mark.document = document_;
    mark.counted = counted_;
    mark.scenario = p.scenario;
    mark.refusals = refusals_.mark();
    mark.explained = explained_;
    mark.suggestion = suggestion_;
    marks_.push_back(std::move(mark));
    return marks_.size() - 1;
}

void Reading::rollback(std::size_t number) {
    rows_.wait();
    marks_.resize(number + 1);
    const Mark& mark = marks_.back();
    ParsedInput& p = *parsed_;
    const auto tables = p.tables();
    for (std::size_t i = 0; i < tables.size(); ++i) tables[i]->rollback(mark.tables[i]);
    last_list_ = {};
    user_columns.clear();
    app_user_columns.clear();
    member_columns.clear();
    app_group_columns.clear();
    static_cast<Given&>(p) = mark.given;
    auto size = mark.sizes.begin();
    const auto cut = [&size](auto& list, const auto&) {
        list.erase(list.begin() + static_cast<std::ptrdiff_t>(*size++), list.end());
    };
    Objects::for_each(p, p, cut);
    cut(p.problems, p.problems);
    cut(p.input.kinds, p.input.kinds);
    document_ = mark.document;
    counted_ = mark.counted;
    p.scenario = mark.scenario;
    refusals_.rollback(mark.refusals);
    explained_ = mark.explained;
    suggestion_ = mark.suggestion;
}

}  // namespace preflight::intake
