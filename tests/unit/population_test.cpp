// Tables of cells: what they keep, and what they cost.
#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <set>
#include <string>

#include "core/population/table.h"

namespace preflight::population {
namespace {

TEST(Atoms, KeepEachValueOnceAndKindsApart) {
    Atoms atoms;
    const Cell ana = atoms.text("ana");
    EXPECT_EQ(atoms.text("ana"), ana);
    EXPECT_EQ(atoms.size(), 1U);
    EXPECT_NE(atoms.add(AtomKind::list, "ana"), ana);
    EXPECT_NE(atoms.text("true"), Cell::truth(true));
    EXPECT_EQ(atoms.view(ana), "ana");
    EXPECT_EQ(atoms.text_of(Cell::truth(true)), "");
    EXPECT_EQ(atoms.find(AtomKind::text, "bo"), Cell::unset());
    EXPECT_EQ(atoms.find(AtomKind::text, "ana"), ana);
    EXPECT_TRUE(atoms.text("").is_atom());
}

TEST(Atoms, FoldAsciiOnly) {
    Atoms atoms;
    const Cell lower = atoms.text("ana@acme.test");
    EXPECT_EQ(atoms.folded(atoms.text("Ana@ACME.test")), lower);
    EXPECT_EQ(atoms.folded(lower), lower);
    EXPECT_EQ(atoms.view(atoms.folded(atoms.text("\xC3\x84NNE"))), "\xC3\x84nne");
}

// Whatever the base gets afterwards: the same value has one cell in the pool over it, and no other value has that cell.
TEST(Atoms, APoolOverAnotherKeepsItsCellsAndAddsItsOwn) {
    const auto base = std::make_shared<Atoms>();
    std::map<std::string, Cell> known;
    const auto add = [&](Atoms& to, std::map<std::string, Cell>& cells, std::size_t first, std::size_t count) {
        for (std::size_t i = first; i < first + count; ++i) {
            // Now and then one that spans blocks.
            const std::string text = "value " + std::to_string(i) + (i % 500 == 7 ? std::string(300'000, 'x') : "");
            const Cell cell = to.text(text);
            const auto [place, added] = cells.emplace(text, cell);
            EXPECT_EQ(place->second, cell) << i;
        }
    };
    add(*base, known, 0, 3000);
    Atoms over(base);
    std::map<std::string, Cell> own = known;
    add(over, own, 2000, 1500);
    add(*base, known, 3200, 2000);  // some of them are in the other one already
    add(over, own, 0, 6000);
    add(over, own, 0, 6000);
    std::set<std::uint32_t> ids;
    for (const auto& [text, cell] : own) {
        EXPECT_EQ(over.view(cell), text);
        EXPECT_EQ(over.find(AtomKind::text, text), cell);
        EXPECT_TRUE(ids.insert(cell.id()).second);
    }
    for (const auto& [text, cell] : known) EXPECT_EQ(base->view(cell), text);
    EXPECT_EQ(over.size(), 3000U);
    EXPECT_EQ(over.find(AtomKind::text, "value 9999"), Cell::unset());
    Atoms over_empty(std::make_shared<Atoms>());
    EXPECT_EQ(over_empty.view(over_empty.text("a")), "a");
}

TEST(Atoms, ViewsStayWhileThePoolGrows) {
    Atoms atoms;
    const std::string_view first = atoms.view(atoms.text("the first one"));
    const std::string longer(1U << 20U, 'x');  // longer than a block
    const Cell long_one = atoms.text(longer);
    for (int i = 0; i < 100'000; ++i) atoms.text("value " + std::to_string(i));
    EXPECT_EQ(first, "the first one");
    EXPECT_EQ(atoms.view(long_one), longer);
    for (int i = 0; i < 100'000; i += 997) {
        const Cell cell = atoms.find(AtomKind::text, "value " + std::to_string(i));
        ASSERT_TRUE(cell.is_atom()) << i;
        EXPECT_EQ(atoms.view(cell), "value " + std::to_string(i));
    }
    EXPECT_EQ(atoms.size(), 100'002U);
}

TEST(Table, TellsUnsetFromNull) {
    Atoms atoms;
    Table table(atoms);
    const Column login = table.column("profile.login");
    const std::uint16_t list = table.list({"/value", false, true});
    table.begin_row({3, list, 12, 400});
    table.set(login, Cell::null());
    table.begin_row({3, list, 13, 500});
    EXPECT_TRUE(table.cell(0, login).is_null());
    EXPECT_TRUE(table.cell(1, login).is_unset());
    EXPECT_TRUE(table.cell(1, kNoColumn).is_unset());
    EXPECT_EQ(table.find("profile.email"), kNoColumn);
    EXPECT_EQ(table.pointer(1), "/value/13");
    EXPECT_EQ(table.place(1).offset, 500U);
}

TEST(Table, SparseAndDenseBlocksHoldTheSame) {
    Atoms atoms;
    Table table(atoms);
    const Column all = table.column("all");
    const Column few = table.column("few");
    for (std::uint32_t row = 0; row < 5000; ++row) {
        table.begin_row({0, table.list({}), row, row});
        table.set(all, atoms.text("v" + std::to_string(row)));
        if (row % 700 == 3) table.set(few, Cell::truth(true));
    }
    table.set(10, few, Cell::truth(false));  // behind its turn
    for (std::uint32_t row = 0; row < 5000; ++row) {
        ASSERT_EQ(table.text(row, all), "v" + std::to_string(row));
        ASSERT_EQ(table.cell(row, few), row == 10        ? Cell::truth(false)
                                        : row % 700 == 3 ? Cell::truth(true)
                                                         : Cell::unset());
    }
}

TEST(Table, RareColumnsCostWhatTheyHold) {
    Atoms atoms;
    Table table(atoms);
    for (std::uint32_t row = 0; row < 4000; ++row) {
        table.begin_row({0, table.list({}), row, row});
        table.set(table.column("attribute " + std::to_string(row)), Cell::truth(true));
    }
    EXPECT_LT(table.allocated_bytes(), 1U << 20U);
    EXPECT_EQ(table.column("attribute 4095"), 4000U);
}

}  // namespace
}  // namespace preflight::population
