#include "core/intake/rows_beside.h"

#include <utility>
#include <vector>

namespace preflight::intake {

// Some objects at a time: handing over costs a lock. Batches are used again, with the memory of their documents.
class RowsBeside::Batch final : public Pipeline::Work {
public:
    static constexpr std::size_t kMost = 64;

    void add(Fill fill, const formats::json::Node& object, population::TableRow row, okta::RowColumns& columns,
             const Address& address) {
        if (addresses_.empty() || addresses_.back() != address) addresses_.push_back(address);
        Row& next = rows_[size_++];
        next.document.assign(object);
        next.fill = fill;
        next.row = row;
        next.columns = &columns;
        next.address = address.get();
    }
    [[nodiscard]] bool full() const { return size_ == kMost; }
    void run() override {
        for (std::size_t i = 0; i < size_; ++i) {
            const Row& row = rows_[i];
            row.fill(row.document.root(), row.row, *row.columns, *row.address);
        }
        for (std::size_t i = 0; i < size_; ++i) rows_[i].columns->flush();
        size_ = 0;
        addresses_.clear();
    }

private:
    struct Row {
        formats::json::Document document;
        Fill fill = nullptr;
        population::TableRow row;
        okta::RowColumns* columns = nullptr;
        const okta::ListAddress* address = nullptr;
    };
    std::vector<Row> rows_ = std::vector<Row>(kMost);
    std::size_t size_ = 0;
    std::vector<Address> addresses_;  // of the rows
};

RowsBeside::RowsBeside(Pipeline& pipeline) : pipeline_(pipeline) {}
RowsBeside::~RowsBeside() = default;

void RowsBeside::fill(Fill how, const formats::json::Node& object, population::TableRow row, okta::RowColumns& columns,
                      const Address& address) {
    if (!pipeline_.has_second_thread()) {
        how(object, row, columns, *address);
        columns.flush();
        return;
    }
    if (open_ == nullptr) open_ = std::make_unique<Batch>();
    open_->add(how, object, row, columns, address);
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
