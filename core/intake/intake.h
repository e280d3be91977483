// Recognises and reads one input, at once or in steps. One bad input never stops the others: what is wrong with it is a
// Problem.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>

#include "core/intake/byte_reader.h"
#include "core/intake/limits.h"
#include "core/intake/parsed_input.h"
#include "core/text/budget.h"

namespace preflight::intake {

// `name` is shown in findings, UTF-8. `slot` numbers the inputs of a session, from 0: no two at a time have the same.
// With kMaxInputs or more the input is not read. `progress` gets the number of bytes read so far, at most once per
// buffer; it may be empty. With two threads one of them reads and decodes, so `reader` is called from another thread;
// what is read is the same. `path` is that of Input; empty: the name.
[[nodiscard]] std::shared_ptr<const ParsedInput> parse(std::size_t slot, std::string name, ByteReader& reader,
                                                       const Limits& limits, std::shared_ptr<population::Atoms> atoms,
                                                       const std::function<void(std::size_t)>& progress = {},
                                                       unsigned threads = 1, std::string path = {});

// The same in steps. What is begun and not ended leaves nothing behind but values in the pool.
class Parsing {
public:
    // Limits and reader outlive it.
    Parsing(std::size_t slot, std::string name, ByteReader& reader, const Limits& limits,
            std::shared_ptr<population::Atoms> atoms, const std::function<void(std::size_t)>& progress = {},
            unsigned threads = 1, std::string path = {});
    ~Parsing();
    Parsing(Parsing&&) noexcept;
    Parsing& operator=(Parsing&&) noexcept;

    // Reads until the input is read (true) or the budget is spent (false: call again). A step ends between two elements
    // of a list, two records of a table or two pieces of bytes; one XML document or one JSON object is not divided.
    bool step(text::Budget& budget);
    // After the last step, once.
    [[nodiscard]] std::shared_ptr<const ParsedInput> take();

private:
    class Intake;
    std::unique_ptr<Intake> intake_;
};

}  // namespace preflight::intake
