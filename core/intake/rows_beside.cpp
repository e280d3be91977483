#include "core/intake/rows_beside.h"

#include <utility>
#include <vector>

namespace preflight::intake {

// Some objects at a time: handing over costs a lock. Batches are used again, with the memory of their documents.
class RowsBeside::Batch final : public Pipeline::Work {
public:
    static constexpr std::size_t kMost = 64;

    void add(Fill fill, const formats::json::Node& object, population::TableRow row, okta::RowColumns& columns) {
        Row& next = rows_[size_++];
        next.document.assign(object);
        next.fill = fill;
        next.row = row;
        next.columns = &columns;
    }
    [[nodiscard]] bool full() const { return size_ == kMost; }
    void run() override {
        for (std::size_t i = 0; i < size_; ++i)
            rows_[i].fill(rows_[i].document.root(), rows_[i].row, *rows_[i].columns);
        size_ = 0;
    }

private:
    struct Row {
        formats::json::Document document;
        Fill fill = nullptr;
        population::TableRow row;
        okta::RowColumns* columns = nullptr;
    };
    std::vector<Row> rows_ = std::vector<Row>(kMost);
    std::size_t size_ = 0;
};

RowsBeside::RowsBeside(Pipeline& pipeline) : pipeline_(pipeline) {}
RowsBeside::~RowsBeside() = default;

void RowsBeside::fill(Fill how, const formats::json::Node& object, population::TableRow row,
                      okta::RowColumns& columns) {
    if (!pipeline_.has_second_thread()) {
        how(object, row, columns);
        return;
    }
    if (open_ == nullptr) open_ = std::make_unique<Batch>();
    open_->add(how, object, row, columns);
    if (open_->full()) give();
}

void RowsBeside::give() {
    // Only batches are given, so what comes back is one.
    open_.reset(static_cast<Batch*>(pipeline_.run_beside(std::move(open_)).release()));
}

void RowsBeside::wait() {
    if (!pipeline_.has_second_thread()) return;
    if (open_ != nullptr) give();
    pipeline_.wait();
}

}  // namespace preflight::intake
