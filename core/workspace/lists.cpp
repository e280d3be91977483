#include "core/workspace/lists.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "core/workspace/workspace.h"

namespace preflight::workspace {

using intake::Extent;
using intake::GivenList;

namespace {

// Lists whose rows belong together.
std::pair<std::string_view, std::string_view> family(const GivenList& list) {
    return {list.kind, list.owner};
}

}  // namespace

void settle_lists(std::vector<GivenList>& lists) {
    struct Family {
        std::set<std::string_view> pages;  // addresses of the pages that are there
        std::int64_t rows = 0, total = 0;  // of the lists that say how many there are
        bool ends = false;                 // a list that is not a full page
    };
    std::map<std::pair<std::string_view, std::string_view>, Family> families;
    for (const GivenList& list : lists) {
        Family& one = families[family(list)];
        if (!list.self.empty()) one.pages.insert(list.self);
        if (list.total) {
            one.rows += static_cast<std::int64_t>(list.size);
            one.total = std::max(one.total, *list.total);
        }
        if (!list.full_page && list.size > 0) one.ends = true;
    }
    for (GivenList& list : lists) {
        const Family& one = families[family(list)];
        if (list.total) {
            list.extent = one.rows >= one.total ? Extent::whole : Extent::partial;
        } else if (!list.next.empty() && one.pages.count(list.next) != 0) {
            list.extent = Extent::unknown;  // the page that follows speaks for the rest
            list.full_page = false;
            continue;
        }
        // Without headers a page among others, one of which is shorter, is taken for one of a row of pages.
        if (list.extent != Extent::unknown || one.ends) list.full_page = false;
    }
}

Extent Workspace::extent_of(std::string_view kind, std::string_view owner) const {
    bool whole = false;
    for (const GivenList& list : lists) {
        if (list.kind != kind || (!owner.empty() && list.owner != owner)) continue;
        if (list.extent == Extent::partial) return Extent::partial;
        if (list.full_page) return Extent::unknown;
        whole = whole || list.extent == Extent::whole;
    }
    return whole ? Extent::whole : Extent::unknown;
}

bool Workspace::may_lack_rows(std::string_view kind) const {
    return std::any_of(lists.begin(), lists.end(),
                       [&](const GivenList& list) { return list.kind == kind && list.may_lack_rows(); });
}

}  // namespace preflight::workspace
