// A sequence that grows in blocks: elements never move, and growing never holds two copies. For rows by the hundred
// thousand, where a vector's doubling would cost as much again.
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

namespace preflight::population {

template <typename T, std::size_t kBlock = 4096>
class Blocks {
public:
    [[nodiscard]] std::size_t size() const { return size_; }
    [[nodiscard]] bool empty() const { return size_ == 0; }
    [[nodiscard]] T& operator[](std::size_t index) { return blocks_[index / kBlock][index % kBlock]; }
    [[nodiscard]] const T& operator[](std::size_t index) const { return blocks_[index / kBlock][index % kBlock]; }
    [[nodiscard]] const T& back() const { return (*this)[size_ - 1]; }
    T& push_back(const T& value) {
        if (size_ == blocks_.size() * kBlock) blocks_.push_back(std::make_unique<T[]>(kBlock));
        T& place = (*this)[size_++];
        place = value;
        return place;
    }
    void resize(std::size_t size, const T& value = T{}) {
        while (size_ < size) push_back(value);
        size_ = size;
        blocks_.resize((size + kBlock - 1) / kBlock);
    }
    void clear() { resize(0); }

private:
    std::vector<std::unique_ptr<T[]>> blocks_;
    std::size_t size_ = 0;
};

}  // namespace preflight::population
