// The XML scanner, the tree and, where it is there, expat: three readings of one text that must not differ
// (tests/support/xml_comparison.h).
#include "tests/fuzz/fuzz.h"
#include "tests/support/xml_comparison.h"

using namespace preflight;

namespace {

void require_same(const std::string& difference) {
    fuzz::require(difference.empty(), difference.c_str());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = fuzz::text_of(data, size);
    std::vector<test::xml::Event> events;
    const test::xml::Scan scan = test::xml::scan(text, {}, &events);
    const test::xml::Tree tree = test::xml::parse(text);
    fuzz::require(scan.error.has_value() == tree.error().has_value(), "pugixml takes what the scanner accepts");
    if (!tree.error()) require_same(test::scanner_against_tree(tree, events));
#ifdef PREFLIGHT_HAVE_EXPAT
    require_same(test::tree_against_expat(tree));
#endif
    return 0;
}
