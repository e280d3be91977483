// The collector (spec 7): a script that gathers the exports from the user's own org, because no page of Okta's console
// downloads them. It sends GET requests to that org alone, follows pages, waits where Okta asks for it, goes on where
// an answer is refused, and writes one bundle (intake/artefacts/bundle.cpp) without token, cookie or header.
// Session::ask answers {"ask": "collect", "org": "", "application": "", "as": "console"} with it, before anything is
// checked, too. What is asked for are the paths of the artefacts (intake/artefact.h); the words here are those of every
// front end.
#pragma once

#include <string>
#include <vector>

namespace preflight::report {

struct CollectorRequest {
    std::string org;                 // a host name, or an address of which the host counts
    std::string application;         // 0oa…; empty: every application whose name begins with "egnyte"
    std::string as = "console";      // console: JavaScript for the browser's console; bash
    std::string version = {};        // of Preflight, for the head of the script
    std::vector<std::string> kinds;  // what is gathered (kind words of spec 2); empty: everything
};

struct Collector {
    std::string problem;  // in one line; set when there is no script
    std::string title;
    std::string promise;             // what the script does and does not do
    std::vector<std::string> steps;  // what to do with it
    std::string script;
};

[[nodiscard]] Collector make_collector(const CollectorRequest& request);
// As JSON: {"title", "promise", "steps", "script"} or {"error"}.
[[nodiscard]] std::string collector_json(const Collector& collector);

}  // namespace preflight::report
