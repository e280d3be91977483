#include "core/workspace/copies.h"

#include <algorithm>
#include <optional>
#include <string>
#include <tuple>
#include <unordered_map>

#include "core/formats/record_place.h"
#include "core/text/order.h"
#include "core/workspace/excerpts.h"

namespace preflight::workspace {

using population::Cell;
using population::Column;
using population::kNoColumn;
using population::Table;

namespace {

constexpr std::size_t kNone = static_cast<std::size_t>(-1);

// ---- what is reported about copies
// ------------------------------------------------------------------------------------

class CopyList {
public:
    CopyList(std::vector<Copies>& list, std::string_view kind) : list_(list), kind_(kind) {}

    // One more object of the input `first` that `again` repeats.
    Copies& add(const findings::Location& first, const findings::Location& again) {
        const auto known = std::find_if(list_.begin(), list_.end(), [&](const Copies& copies) {
            return copies.kind == kind_ && copies.first.input == first.input && copies.again.input == again.input;
        });
        const bool fresh = known == list_.end();
        Copies& copies = fresh ? list_.emplace_back() : *known;
        if (fresh) {
            copies.kind = kind_;
            copies.first = first;
            copies.again = again;
        }
        ++copies.objects;
        return copies;
    }
    static void contradict(Copies& copies, std::string attribute, std::string kept, std::string dropped,
                           const findings::Location& first, const findings::Location& again) {
        if (copies.contradictions++ > 0) return;
        copies.attribute = std::move(attribute);
        copies.kept = std::move(kept);
        copies.dropped = std::move(dropped);
        copies.first = first;
        copies.again = again;
    }

private:
    std::vector<Copies>& list_;
    std::string_view kind_;
};

// ---- tables ----------------------------------------------------------------------------------------------------

struct Owned {
    std::shared_ptr<population::Atoms> atoms;
    Table table;
};

struct Row {
    std::size_t table = 0;
    std::size_t row = 0;
};

class Merger {
public:
    Merger(Workspace& workspace, const std::vector<SharedTable>& tables, const TableCopies& how)
        : workspace_(workspace), tables_(tables), how_(how), copies_(workspace.copies, how.kind) {}

    SharedTable run() {
        find_copies();
        if (tables_.size() == 1 && !changed_) return tables_.front();
        const auto made = std::make_shared<Owned>(Owned{workspace_.atoms, Table(*workspace_.atoms)});
        if (!changed_) {
            for (const SharedTable& table : tables_) made->table.append(*table);
        } else {
            copy_rows(made->table);
        }
        return {made, &made->table};
    }

private:
    // For each row, in order: the row that it repeats, kNone for a row of its own, kLeftOut.
    static constexpr std::size_t kLeftOut = kNone - 1;

    void find_copies() {
        bool nameless_ids = false;
        for (const SharedTable& table : tables_) {
            const Column id = table->find(how_.id);
            for (std::size_t row = 0; row < table->size() && !nameless_ids; ++row)
                nameless_ids = !table->cell(row, id).is_atom();
        }
        const bool by_name = nameless_ids && !how_.name.empty();
        population::CellIndex ids, names;
        // Of each second id, which the rows of a list have in common: the first ids.
        population::CellIndex seconds;
        std::vector<population::CellIndex> ids_of_second(1);  // of rows without one first
        Cell last;                                            // second id,
        std::uint32_t place = 0;                              // and its place there
        std::uint32_t number = 0;
        for (const SharedTable& table : tables_) {
            const Column id = table->find(how_.id);
            const Column second = how_.second_id.empty() ? kNoColumn : table->find(how_.second_id);
            const Column name = by_name ? table->find(how_.name) : kNoColumn;
            for (std::size_t row = 0; row < table->size(); ++row, ++number) {
                std::size_t repeats = kNone;
                if (how_.belongs && !how_.belongs(*table, row)) {
                    repeats = kLeftOut;
                } else {
                    const Cell key = table->cell(row, id);
                    Cell called = table->cell(row, name);
                    if (called.is_atom()) called = table->atoms().folded(called);
                    std::uint32_t known = population::kNoRow;
                    if (!how_.second_id.empty()) {
                        const Cell other = table->cell(row, second);
                        if (!(other == last)) {
                            last = other;
                            const auto fresh = static_cast<std::uint32_t>(ids_of_second.size());
                            place = other.is_atom() ? seconds.insert(other, fresh) : 0;
                            if (place == population::kNoRow) {
                                ids_of_second.emplace_back();
                                place = fresh;
                            }
                        }
                        known = ids_of_second[place].insert(key, number);
                    } else {
                        known = ids.insert(key, number);
                        if (known == population::kNoRow && called.is_atom()) {
                            const std::uint32_t same = names.insert(called, number);
                            // Two ids are two objects, whatever their names.
                            if (same != population::kNoRow && (!key.is_atom() || !has_id(same))) {
                                known = same;
                                ids.assign(key, same);
                            }
                        }
                    }
                    if (known != population::kNoRow) repeats = known;
                }
                changed_ = changed_ || repeats != kNone;
                repeats_.push_back(repeats);
                if (by_name) with_id_.push_back(table->cell(row, id).is_atom());
            }
        }
    }
    [[nodiscard]] bool has_id(std::uint32_t number) const { return with_id_[number]; }

    void copy_rows(Table& made) {
        std::vector<std::size_t> row_of(repeats_.size(), kNone);  // in the table that is made
        std::vector<Row> origin;                                  // of its rows
        std::size_t number = 0;
        for (std::size_t t = 0; t < tables_.size(); ++t) {
            const Table& from = *tables_[t];
            std::vector<Column> columns;
            for (Column column = 0; column < from.columns(); ++column)
                columns.push_back(made.column(from.name(column)));
            for (std::size_t row = 0; row < from.size(); ++row, ++number) {
                if (repeats_[number] == kLeftOut) continue;
                if (repeats_[number] == kNone) {
                    row_of[number] = made.size();
                    made.append_row(from, row, columns);
                    origin.push_back({t, row});
                } else {
                    row_of[number] = row_of[repeats_[number]];
                    merge(made, row_of[number], origin[row_of[number]], from, row, columns);
                }
            }
        }
    }

    void merge(Table& made, std::size_t into, const Row& first, const Table& from, std::size_t row,
               const std::vector<Column>& columns) {
        const Table& first_table = *tables_[first.table];
        const findings::Location first_at = place(first_table, first.row), again_at = place(from, row);
        std::optional<bool> newer;
        Copies* said = nullptr;
        // A person who is embedded in an assignment, too, is not news.
        const bool embedded = !first_table.list_of(first.row).inner.empty() || !from.list_of(row).inner.empty();
        const bool silent = how_.kind.empty();
        if (!embedded && !silent) said = &copies_.add(first_at, again_at);
        for (Column column = 0; column < columns.size(); ++column) {
            const Cell cell = from.cell(row, column);
            const Cell known = made.cell(into, columns[column]);
            if (cell == known || !cell.has_value()) continue;
            if (!known.has_value()) {
                made.set(into, columns[column], cell);
                continue;
            }
            // A table has no types: "true" of a CSV is the true of the API.
            const bool csv = from.list_of(row).csv, first_csv = first_table.list_of(first.row).csv;
            if ((csv || first_csv) &&
                population::spell(made.atoms(), cell).text == population::spell(made.atoms(), known).text) {
                if (!csv) made.set(into, columns[column], cell);
                continue;
            }
            if (!newer) newer = is_newer(from, row, first_table, first.row);
            if (said == nullptr && !silent) said = &copies_.add(first_at, again_at);
            const population::Atoms& atoms = made.atoms();
            if (said != nullptr)
                CopyList::contradict(*said, std::string(from.name(column)),
                                     std::string(population::spell(atoms, *newer ? cell : known).text),
                                     std::string(population::spell(atoms, *newer ? known : cell).text), first_at,
                                     again_at);
            if (*newer) made.set(into, columns[column], cell);
        }
        // What an answer of the API does not have is unset; what a CSV does not have is unknown.
        if (!made.closed(into) && from.closed(row)) made.set_place(into, from, row);
    }

    [[nodiscard]] findings::Location place(const Table& table, std::size_t row) const {
        findings::Location at;
        at.input = table.place(row).input;
        at.pointer = table.pointer(row);
        const auto begin = static_cast<std::size_t>(table.place(row).offset);
        at.span = {begin, begin + 1};
        return at;
    }

    // Only where copies differ: the table does not keep dates.
    [[nodiscard]] std::string last_updated(const Table& table, std::size_t row) const {
        if (table.list_of(row).csv) return {};
        const text::Source& source = *workspace_.inputs[table.place(row).input].source;
        const auto field = formats::json_field(source, row_span(workspace_, table, row), {"lastUpdated"});
        if (!field) return {};
        return source.slice(field->span.begin, field->span.size()).value_or(std::string());
    }
    [[nodiscard]] bool is_newer(const Table& table, std::size_t row, const Table& than, std::size_t than_row) const {
        const std::string mine = last_updated(table, row), other = last_updated(than, than_row);
        if (!mine.empty() && !other.empty() && mine != other) return mine > other;
        return table.closed(row) && !than.closed(than_row);
    }

    Workspace& workspace_;
    const std::vector<SharedTable>& tables_;
    const TableCopies& how_;
    CopyList copies_;
    std::vector<std::size_t> repeats_;
    std::vector<bool> with_id_;
    bool changed_ = false;
};

// ---- objects ---------------------------------------------------------------------------------------------------

// A field of an object that copies can contradict each other about.
struct Field {
    std::string name, value;
    findings::Location at;
};

Field field_of(std::string name, const okta::TextField& text) {
    return {std::move(name), text.value(), text.at};
}

std::vector<Field> fields_of(const okta::Application& app) {
    std::vector<Field> fields = {
        field_of("label", app.label), field_of("status", app.status), field_of("signOnMode", app.sign_on_mode),
        field_of("username format", app.user_name_template.pattern), field_of(app.tenant_key, app.tenant)};
    std::vector<std::string> features = app.features;
    text::sort(features);
    Field listed{"features", {}, app.features_at};
    for (const std::string& feature : features) listed.value += (listed.value.empty() ? "" : ", ") + feature;
    if (app.features_given) fields.push_back(std::move(listed));
    return fields;
}
std::vector<Field> fields_of(const okta::ProfileMapping& mapping) {
    std::vector<Field> fields;
    for (const okta::MappingEntry& entry : mapping.entries) fields.push_back(field_of(entry.target, entry.expression));
    return fields;
}
std::vector<Field> fields_of(const okta::Schema& schema) {
    std::vector<Field> fields;
    for (const okta::SchemaAttribute& attribute : schema.attributes)
        fields.push_back({attribute.name, attribute.type, attribute.at});
    return fields;
}
std::vector<Field> fields_of(const okta::PasswordPolicy& policy) {
    return {
        {"status", policy.status, policy.at},
        {"minLength", policy.min_length ? std::to_string(*policy.min_length) : std::string(), policy.min_length_at}};
}
template <class T>
std::vector<Field> fields_of(const T&) {
    return {};
}

// Takes what `into` lacks.
void fill(okta::TextField& into, const okta::TextField& from) {
    if (into.state == okta::State::absent && from.state != okta::State::absent) into = from;
}
void fill(okta::Application& into, const okta::Application& from) {
    for (okta::TextField okta::Application::*field :
         {&okta::Application::name, &okta::Application::label, &okta::Application::status,
          &okta::Application::sign_on_mode, &okta::Application::created, &okta::Application::last_updated})
        fill(into.*field, from.*field);
    if (!into.user_name_template.pattern.present() && !into.user_name_template.type.present())
        into.user_name_template = from.user_name_template;
    if (!into.features_given && from.features_given) {
        into.features_given = true;
        into.features = from.features;
        into.features_at = from.features_at;
    }
    if (into.tenant_key.empty()) {
        into.tenant_key = from.tenant_key;
        into.tenant = from.tenant;
    }
    if (!into.implicit_assignment) {
        into.implicit_assignment = from.implicit_assignment;
        into.implicit_assignment_at = from.implicit_assignment_at;
    }
    if (into.metadata_href.empty()) into.metadata_href = from.metadata_href;
}
void fill(okta::ProfileMapping& into, const okta::ProfileMapping& from) {
    if (into.has_properties) {
        // A partial list lacks what the whole one has.
        if (into.whole || !from.has_properties) return;
        for (const okta::MappingEntry& entry : from.entries) {
            if (into.find(entry.target) == nullptr) into.entries.push_back(entry);
        }
        into.whole = from.whole;
        return;
    }
    // An item of the list of mappings has no expressions.
    into = from;
}
void fill(okta::Schema& into, const okta::Schema& from) {
    // Of an attribute Okta's answer says more than Terraform.
    if (!into.whole && from.whole) {
        okta::Schema single = std::exchange(into, from);
        fill(into, single);
        return;
    }
    for (const okta::SchemaAttribute& attribute : from.attributes) {
        if (into.find(attribute.name) == nullptr) into.attributes.push_back(attribute);
    }
}
template <class T>
void fill(T&, const T&) {}

std::string id_of(const okta::Application& app) {
    return app.id.value();
}
std::string id_of(const okta::Schema& schema) {
    return schema.is_app ? schema.app_id : schema.type_id;
}
// An id with other ends is another mapping: one of each direction has been edited by hand.
std::string id_of(const okta::ProfileMapping& mapping) {
    return mapping.id.empty() ? std::string() : mapping.id + "\n" + mapping.source.id + "\n" + mapping.target.id;
}
template <class T>
std::string id_of(const T& object) {
    return object.id;
}

std::string last_updated_of(const okta::Application& app) {
    return app.last_updated.value();
}
std::string last_updated_of(const okta::Schema& schema) {
    return schema.last_updated;
}
std::string last_updated_of(const okta::PasswordPolicy& policy) {
    return policy.last_updated;
}
template <class T>
std::string last_updated_of(const T&) {
    return {};
}

// An item of the list of mappings beside the mapping itself is not a copy that needs a finding.
bool worth_saying(const okta::ProfileMapping& a, const okta::ProfileMapping& b) {
    return a.has_properties && b.has_properties;
}
// Nor are single attributes of a schema beside the schema.
bool worth_saying(const okta::Schema& a, const okta::Schema& b) {
    return a.whole && b.whole;
}
template <class T>
bool worth_saying(const T&, const T&) {
    return true;
}

template <class T>
void merge(Workspace& workspace, std::vector<T>& objects, std::string_view kind) {
    CopyList copies(workspace.copies, kind);
    std::unordered_map<std::string, std::size_t> known;
    std::vector<T> merged;
    for (T& object : objects) {
        const std::string id = id_of(object);
        const auto [place, fresh] = known.try_emplace(id, merged.size());
        if (id.empty() || fresh) {
            merged.push_back(std::move(object));
            continue;
        }
        T& first = merged[place->second];
        if (worth_saying(first, object)) {
            const findings::Location first_at = first.at, again_at = object.at;
            const bool newer = last_updated_of(object) > last_updated_of(first) && !last_updated_of(first).empty();
            Copies& said = copies.add(first_at, again_at);
            const std::vector<Field> others = fields_of(object);
            for (const Field& field : fields_of(first)) {
                const auto other =
                    std::find_if(others.begin(), others.end(), [&](const Field& f) { return f.name == field.name; });
                if (other == others.end() || other->value == field.value || other->value.empty() || field.value.empty())
                    continue;
                CopyList::contradict(said, field.name, newer ? other->value : field.value,
                                     newer ? field.value : other->value, field.at, other->at);
            }
            if (newer) std::swap(first, object);
        }
        fill(first, object);
    }
    objects = std::move(merged);
}

}  // namespace

SharedTable merge_tables(Workspace& workspace, const std::vector<SharedTable>& tables, const TableCopies& how) {
    if (tables.empty()) return empty_table(workspace.atoms);
    return Merger(workspace, tables, how).run();
}

void merge_objects(Workspace& workspace) {
    merge(workspace, workspace.applications, "okta-application");
    merge(workspace, workspace.mappings, "okta-profile-mapping");
    merge(workspace, workspace.app_schemas, "okta-app-user-schema");
    merge(workspace, workspace.user_schemas, "okta-user-schema");
    merge(workspace, workspace.password_policies, "okta-password-policies");
    merge(workspace, workspace.policy_rules, "okta-password-policy-rules");
    merge(workspace, workspace.push_mappings, "okta-group-push-mappings");
    merge(workspace, workspace.group_rules, "okta-group-rules");
    merge(workspace, workspace.user_types, "okta-user-types");
    merge(workspace, workspace.orgs, "okta-org");
}

}  // namespace preflight::workspace
