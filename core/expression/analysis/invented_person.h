// The people that the witness search tries: a choice of values for everything that expressions read. Internal to this
// folder.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/expression/analysis/analysis.h"
#include "core/expression/functions/functions.h"
#include "core/expression/syntax/ast.h"

namespace preflight::expression {

// What an invented person is made of.
enum class Part : std::uint8_t { attribute, group, directory, manager, internal_property, linked_object };

struct Choice {
    Part part = Part::attribute;
    Reference reference;        // the attribute; else the name of the group, directory, property or link
    std::vector<Value> values;  // in ascending size; empty: unknown
    std::vector<std::size_t> sizes;
};

// For everything that the programs read, values that the facts allow and that the programs distinguish.
// `with_unconstrained`: also values of unconstrained cases.
[[nodiscard]] std::vector<Choice> choices_for(const std::vector<const Program*>& programs, const Facts& facts,
                                              bool with_unconstrained);

// A person with one value for each choice.
class InventedPerson : public Scope {
public:
    InventedPerson(const std::vector<Choice>& choices, bool source_is_user)
        : choices_(choices), source_is_user_(source_is_user), read_(choices.size(), false) {}

    void become(const std::vector<std::size_t>& chosen) {
        chosen_ = &chosen;
        std::fill(read_.begin(), read_.end(), false);
    }

    [[nodiscard]] bool has_root(std::string_view root) const override {
        return root == "user" || root == "source" ||
               std::any_of(choices_.begin(), choices_.end(),
                           [&](const Choice& c) { return c.part == Part::attribute && c.reference.root == root; });
    }
    [[nodiscard]] bool has_attribute(std::string_view, std::string_view) const override { return true; }
    [[nodiscard]] Value attribute(std::string_view root, std::string_view name) const override {
        const std::string_view canonical = root == "source" && source_is_user_ ? "user" : root;
        for (std::size_t i = 0; i < choices_.size(); ++i) {
            const Choice& choice = choices_[i];
            if (choice.part == Part::attribute && choice.reference.name == name && choice.reference.root == canonical)
                return chosen(i);
        }
        return Value::unknown({std::string(root) + "." + std::string(name)});
    }
    [[nodiscard]] Value groups() const override {
        Value::List groups;
        for (std::size_t i = 0; i < choices_.size(); ++i) {
            if (choices_[i].part != Part::group) continue;
            Value group = chosen(i);
            if (!group.is_null()) groups.push_back(std::move(group));
        }
        return Value::list(std::move(groups));
    }
    [[nodiscard]] Value directory(std::string_view which) const override {
        const bool profiles = which == "directoryUsers" || which == "workdayUsers";
        return named(profiles ? Part::directory : Part::manager, which);
    }
    [[nodiscard]] Value internal_property(std::string_view name) const override {
        return named(Part::internal_property, name);
    }
    [[nodiscard]] Value linked_object(std::string_view name) const override { return named(Part::linked_object, name); }

    // Whether the last evaluation read it.
    [[nodiscard]] bool was_read(std::size_t choice) const { return read_[choice]; }

private:
    [[nodiscard]] Value named(Part part, std::string_view name) const {
        for (std::size_t i = 0; i < choices_.size(); ++i) {
            if (choices_[i].part == part && choices_[i].reference.name == name) return chosen(i);
        }
        return Value::unknown({std::string(name)});
    }
    [[nodiscard]] Value chosen(std::size_t choice) const {
        read_[choice] = true;
        const Choice& c = choices_[choice];
        return c.values.empty() ? Value::unknown({c.reference.root + "." + c.reference.name})
                                : c.values[(*chosen_)[choice]];
    }

    const std::vector<Choice>& choices_;
    const std::vector<std::size_t>* chosen_ = nullptr;
    bool source_is_user_;
    mutable std::vector<bool> read_;
};

// Whether the argument of the call is a regular expression for group names.
[[nodiscard]] bool reads_pattern(const Node& node);

}  // namespace preflight::expression
