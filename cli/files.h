// Files in and out: what is named on the command line is read into a session, answers are written where they are
// wanted. Failures are reported on standard error where they happen.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/preflight.h"

namespace preflight::cli {

// One line on standard error, behind the name of the program. Control characters and secrets in it are not written.
void complain(const std::string& message);

// Reads files, folders (in the order of the bytes of their names, without hidden files and Markdown) and "-", standard
// input. What a folder holds and must not be read is reported: links that leave it, devices, unreadable subfolders.
// `quiet`: no progress on the terminal.
void read_inputs(Session& session, const std::vector<std::string>& paths, bool quiet);

// Two versions of the files. What both have under the same name and with the same bytes is read once.
struct TwoVersions {
    std::vector<std::string> both, before, after;  // as for read_inputs
    Options options_before, options_after;
};
struct TwoSessions {
    std::unique_ptr<Session> before, after;
};
[[nodiscard]] TwoSessions read_versions(const TwoVersions& versions, bool quiet);

// The whole of a file; false after saying why not.
[[nodiscard]] bool read_file(const std::string& path, std::string& text);

// Writes what `produce` gives to the file, or to standard output when the path is empty; false after saying why not.
[[nodiscard]] bool write(const std::string& path, const std::function<void(const Sink&)>& produce);
[[nodiscard]] bool write(const std::string& path, std::string_view text);

// Writes the files into the folder, which is made if it is not there. Overwrites nothing and follows no link: if one of
// them exists, nothing is written. False after saying why not.
[[nodiscard]] bool write_new_files(const std::string& folder, const std::vector<FixFile>& files);

}  // namespace preflight::cli
