// The bytes of a browser's Blob: once from the beginning, and again at any place while the session lives.
#pragma once

#include <emscripten/val.h>

#include <cstdint>
#include <memory>
#include <string>
#include <utility>

#include "core/preflight.h"

namespace preflight::wasm {

// Made anew for every piece: memory may have grown, which detaches older views.
inline emscripten::val view_of(char* buffer, std::size_t capacity) {
    return emscripten::val(emscripten::typed_memory_view(capacity, reinterpret_cast<unsigned char*>(buffer)));
}

class BlobBytes final : public text::ByteSource {
public:
    explicit BlobBytes(emscripten::val read_at) : read_at_(std::move(read_at)) {}
    std::size_t read_at(std::uint64_t offset, char* out, std::size_t length) override {
        return read_at_(static_cast<double>(offset), view_of(out, length)).as<std::size_t>();
    }
    // The browser refuses to read a file that changed.
    [[nodiscard]] bool unchanged() override { return true; }

private:
    emscripten::val read_at_;
};

class BlobReader final : public intake::ByteReader {
public:
    BlobReader(emscripten::val pull, emscripten::val read_at)
        : pull_(std::move(pull)), bytes_(std::make_shared<BlobBytes>(std::move(read_at))) {}
    // A pull that is not a number says in words why the bytes cannot be read (any more).
    std::size_t read(char* buffer, std::size_t capacity) override {
        const emscripten::val pulled = pull_(view_of(buffer, capacity));
        if (pulled.isNumber()) return pulled.as<std::size_t>();
        error_ = pulled.as<std::string>();
        return 0;
    }
    [[nodiscard]] std::string error() const override { return error_; }
    [[nodiscard]] std::shared_ptr<text::ByteSource> bytes() override { return bytes_; }

private:
    emscripten::val pull_;
    std::shared_ptr<BlobBytes> bytes_;
    std::string error_;
};

}  // namespace preflight::wasm
