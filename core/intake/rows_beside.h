// Fills rows of tables beside the reading: the caller parses the next objects while a second thread takes the values of
// the ones before into the tables. Each object is copied for that, which is a small part of what its values cost. Where
// the pipeline has no second thread, rows are filled at once.
//
// Rows are filled in the order in which they were given. Until wait(), the tables' columns and the pool of atoms belong
// to the second thread; the rows themselves are begun by the caller.
#pragma once

#include <cstddef>
#include <memory>

#include "core/formats/json/document.h"
#include "core/intake/pipeline.h"
#include "core/okta/readers.h"
#include "core/population/table.h"

namespace preflight::intake {

class RowsBeside {
public:
    // The pipeline, and what is given to fill(), outlive it or the next wait().
    explicit RowsBeside(Pipeline& pipeline);
    ~RowsBeside();
    RowsBeside(const RowsBeside&) = delete;
    RowsBeside& operator=(const RowsBeside&) = delete;

    // Leaves it to RowsBeside to flush the columns.
    using Fill = void (*)(const formats::json::Node& object, population::TableRow row, okta::RowColumns& columns,
                          const okta::ListAddress& address);
    using Address = std::shared_ptr<const okta::ListAddress>;
    void fill(Fill how, const formats::json::Node& object, population::TableRow row, okta::RowColumns& columns,
              const Address& address);
    // Returns when all rows are filled. Throws what filling one threw.
    void wait();

private:
    class Batch;
    void give();

    Pipeline& pipeline_;
    std::unique_ptr<Batch> open_;
};

}  // namespace preflight::intake
