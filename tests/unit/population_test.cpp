// Tables of cells: what they keep, and what they cost.
#include <gtest/gtest.h>

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
