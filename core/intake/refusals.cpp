#include "core/intake/refusals.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "core/intake/artefact.h"

namespace preflight::intake {

namespace {

std::uint64_t hash_of(std::string_view address) {
    return std::hash<std::string_view>{}(address.substr(0, address.find('#')));
}

}  // namespace

void Refusals::refuse(std::string_view address, std::int64_t status, findings::Location at) {
    if (refused_.size() >= kMost || artefact_at(address) == nullptr) return;
    refused_.push_back({std::string(address), status, std::move(at)});
}

void Refusals::answer(std::string_view address) {
    answered_.push_back(hash_of(address));
}

std::vector<Problem> Refusals::problems() const {
    std::vector<std::uint64_t> answered = answered_;
    std::sort(answered.begin(), answered.end());
    std::vector<Problem> problems;
    for (const Refused& one : refused_) {
        if (std::binary_search(answered.begin(), answered.end(), hash_of(one.address))) continue;
        const std::string_view kind = artefact_at(one.address)->kind;
        const auto same = std::find_if(problems.begin(), problems.end(), [&](const Problem& problem) {
            return problem.refused.kind == kind && problem.refused.status == one.status;
        });
        if (same != problems.end()) {
            ++same->refused.requests;
            continue;
        }
        problems.push_back({Problem::Kind::refused, one.at, one.address, {}, {kind, one.status, 1}});
    }
    return problems;
}

void Refusals::rollback(const Mark& mark) {
    refused_.resize(mark.refused);
    answered_.resize(mark.answered);
}

}  // namespace preflight::intake
