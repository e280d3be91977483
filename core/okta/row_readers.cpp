// The readers of readers.h that fill rows of people: they run once for each of them, so the module for the page has
// them compiled for speed (cmake/HotSources.cmake).
#include "core/okta/readers.h"
#include "core/text/json_writer.h"

namespace preflight::okta {

using formats::json::Node;
using formats::json::Type;

population::Cell cell_of(population::Atoms& atoms, const Node& value) {
    using population::AtomKind;
    switch (value.type()) {
        case Type::null:
            return population::Cell::null();
        case Type::boolean:
            return population::Cell::truth(value.text() == "true");
        case Type::integer:
            return atoms.add(AtomKind::integer, value.text());
        case Type::number:
            return atoms.add(AtomKind::number, value.text());
        case Type::string:
            return atoms.text(value.text());
        case Type::array:
        case Type::object:
            break;
    }
    std::string compact;
    text::JsonWriter(compact).json(value.raw());
    return atoms.add(AtomKind::list, compact);
}

void RowColumns::flush() {
    for (std::size_t i = 0; i < count_; ++i) {
        const Waiting& one = waiting_[i];
        population::Table& table = *one.row.table;
        const population::Cell cell =
            one.cell.is_unset() ? table.atoms().add(population::AtomKind::text, one.text, one.prepared) : one.cell;
        table.set(one.row.row, one.column, cell);
    }
    count_ = 0;
}

population::Column RowColumns::profile(population::Table& table, std::size_t position, std::string_view name) {
    if (position < known_.size() && known_[position].first == name) return known_[position].second;
    const population::Column column = table.column(std::string(columns::kProfile).append(name));
    if (position >= kKept) return column;
    if (position >= known_.size()) known_.resize(position + 1);
    known_[position] = {std::string(name), column};
    return column;
}

namespace {

// Fills one row.
class Row {
public:
    Row(population::TableRow row, RowColumns& columns) : table_(*row.table), row_(row), columns_(columns) {}

    // Call always in the same order, and always for all: the columns are numbered so.
    void set_if(std::string_view column, const Node& value) {
        if (value.exists()) set(columns_.fixed(table_, next_, column), value);
        ++next_;
    }
    void set_text_if(std::string_view column, std::string_view text) {
        if (!text.empty()) columns_.set(row_, columns_.fixed(table_, next_, column), text);
        ++next_;
    }
    void set_profile(const Node& profile) {
        std::size_t position = 0;
        for (Node attribute = profile.first(); attribute.exists(); attribute = attribute.next(), ++position)
            set(columns_.profile(table_, position, attribute.key()), attribute);
    }

private:
    void set(population::Column column, const Node& value) {
        if (value.is(Type::string)) {
            columns_.set(row_, column, value.text());
        } else {
            columns_.set(row_, column, cell_of(table_.atoms(), value));
        }
    }
    population::Table& table_;
    population::TableRow row_;
    RowColumns& columns_;
    std::size_t next_ = 0;
};

void set_user(const Node& node, Row& row) {
    row.set_if(columns::kId, node["id"]);
    row.set_if(columns::kStatus, node["status"]);
    row.set_if(columns::kTypeId, node["type"]["id"]);
    row.set_if(columns::kProvider, node["credentials"]["provider"]["type"]);
    row.set_profile(node["profile"]);
}

}  // namespace

void read_user(const Node& node, population::TableRow user, RowColumns& columns, const ListAddress&) {
    Row row(user, columns);
    set_user(node, row);
}

void read_member(const Node& node, population::TableRow member, RowColumns& columns, const ListAddress& address) {
    Row row(member, columns);
    set_user(node, row);
    row.set_text_if(columns::kGroupId, address.group_id);
    row.set_text_if(columns::kGroupName, address.group_name);
}

void read_app_user(const Node& node, population::TableRow app_user, RowColumns& columns, const ListAddress& address) {
    Row row(app_user, columns);
    row.set_if(columns::kId, node["id"]);
    row.set_if(columns::kExternalId, node["externalId"]);
    row.set_if(columns::kScope, node["scope"]);
    row.set_if(columns::kStatus, node["status"]);
    row.set_if(columns::kSyncState, node["syncState"]);
    row.set_if(columns::kUserName, node["credentials"]["userName"]);
    const Node links = node["_links"];
    const std::string_view app = segment_behind(links["app"]["href"].as_string(), "/apps/");
    row.set_text_if(columns::kAppId, app.empty() ? std::string_view(address.app_id) : app);
    row.set_text_if(columns::kGroupId, segment_behind(links["group"]["href"].as_string(), "/groups/"));
    row.set_if(columns::kGroupName, links["group"]["name"]);
    row.set_profile(node["profile"]);
}

}  // namespace preflight::okta
