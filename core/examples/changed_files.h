// The sound files with the changes of an example, and an example as text.
#pragma once

#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/rules/example.h"

namespace preflight::examples {

// Name and text of each file. Changes without a file are skipped. A change that does not apply (no such file, place or
// text) leaves no files at all, so that a test of the example fails.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> changed_files(std::span<const rules::Change> changes);

// Each change in one line or, where it is a whole file, a few: app.json /label: "Egnyte".
[[nodiscard]] std::vector<std::string> in_words(std::span<const rules::Change> changes);

// What the sound files have at the places of these changes.
[[nodiscard]] std::vector<std::string> sound_in_words(std::span<const rules::Change> changes);

}  // namespace preflight::examples
