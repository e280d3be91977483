// Finds artefacts inside the lists and objects that they come wrapped in ({"value": [...]}, {"data": [...]}, SCIM's
// {"totalResults": 2, "resources": [...]}), of any size, while the text is being read.
//
// An object that is an artefact is not searched inside. Its keys come in any order, so an object is looked at when it
// ends, as a tape of its events, from the outside in. An object that grows too large for a tape is taken for a wrapper
// meanwhile: its members are looked at one after the other. Should it turn out to be an artefact at its end, what its
// members gave is taken back, and it is read from its text.
//
// Of long lists of one artefact the members that its reader never looks at need not be kept: an element is taken to be
// like the one before it, and if it is not, the reading goes back to its beginning.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/formats/json/document.h"
#include "core/formats/json/events.h"

namespace preflight::intake {

class ArtefactVisitor {
public:
    virtual ~ArtefactVisitor() = default;
    // Reads the artefact that an object is; false when it is none.
    virtual bool read(const formats::json::Node& object) = 0;
    // The keys of the artefact that was read last whose values are never looked at.
    [[nodiscard]] virtual std::span<const std::string_view> unread() const = 0;
    // As read(), of an object without the members of unread(). Nothing is read, and the answer is false, when it is not
    // the artefact that was read last.
    virtual bool read_like_last(const formats::json::Node& object) = 0;
    // Whether it is one. Of an outline: scalars, and members with their scalars; what lies deeper is left out.
    virtual bool recognises(const formats::json::Node& outline) = 0;
    // Begins to read what may have to be taken back, from `offset` on; rollback() takes it back. Marks nest; a rollback
    // ends all marks that are younger.
    virtual std::size_t mark(std::uint64_t offset) = 0;
    virtual void rollback(std::size_t mark) = 0;
    // An object that is none and is searched inside, as recognises() sees it.
    virtual void wrapper(const formats::json::Node& outline) = 0;
    // A text in place of a list or an object: what PowerShell's ConvertTo-Json leaves below its depth.
    virtual void lost(std::string_view text, formats::json::Range at) = 0;
    // Elements of a list of artefacts that are values or empty lists, so that nothing is read from them: how many, and
    // the first one.
    virtual void not_objects(std::size_t count, formats::json::Type type, formats::json::Range at) = 0;
    // The artefact that was marked is too large to be read.
    virtual void too_large(std::size_t mark) = 0;
};

class Wrappers final : public formats::json::Handler {
public:
    struct Sizes {
        std::size_t tape = 1U << 20U;      // bytes of text of an object that is looked at as a whole
        std::size_t element = 16U << 20U;  // bytes of text of one artefact, where the window is not the whole text
    };
    // How many lists and objects an artefact may lie in, within one element of the outermost list.
    static constexpr int kDepth = 6;

    // `pointer` is put before every pointer: that of the string which the text is.
    Wrappers(ArtefactVisitor& artefacts, const formats::json::Window& window, const Sizes& sizes,
             std::string pointer = {})
        : artefacts_(artefacts), window_(window), sizes_(sizes), pointer_(std::move(pointer)), builder_(tape_) {}

    // The value that comes is number `ordinal` of the text.
    void begin_value(std::size_t ordinal);

    bool key(std::string_view text, formats::json::Range at) override;
    bool scalar(formats::json::Type type, std::string_view text, formats::json::Range at) override;
    bool open(formats::json::Type type, std::uint64_t offset) override;
    bool close(std::uint64_t end) override;
    [[nodiscard]] std::uint64_t keep_from(std::uint64_t now) const override;

    // Looks at a value of an artefact that is being read, as if it were a text of its own.
    void read_value(const formats::json::Node& value);

    // Members that nobody reads are left out, if the reader can go back.
    void leave_out_unread() { may_leave_out_ = true; }
    // After the reading ended (Reader::Result::stopped): where it has to go back to, once. In open_containers() it is
    // behind a value, else at the first byte of the value that was begun last. From there on nothing is left out.
    [[nodiscard]] std::optional<std::uint64_t> take_rewind() { return std::exchange(rewind_, std::nullopt); }

    // Ends the reading (Reader::Result::stopped) behind the first element of a list that ends at or behind `offset`; it
    // can be resumed inside open_containers().
    void pause_at(std::uint64_t offset) { pause_at_ = offset; }

    // After an error inside an element of a list: where the element begins, for Reader::skip(); drop_element() forgets
    // it, and the reading can be resumed inside open_containers().
    [[nodiscard]] bool inside_element() const { return building_; }
    [[nodiscard]] std::uint64_t element_begin() const { return tape_begin_; }
    void drop_element();
    [[nodiscard]] std::vector<formats::json::Type> open_containers() const;
    // The text ended early or its rest cannot be read.
    void abandon();

private:
    // Of a list: whether artefacts are among its elements, and which ones cannot be any.
    struct Elements {
        bool artefacts = false;
        std::size_t others = 0;
        formats::json::Type type = formats::json::Type::null;  // of the first other one
        formats::json::Range at{};
        void add_other(formats::json::Type other, formats::json::Range where) {
            if (others++ > 0) return;
            type = other;
            at = where;
        }
    };
    // A container that is not on the tape: its members are looked at one by one.
    struct Frame {
        formats::json::Type type = formats::json::Type::array;
        int depth = 0;
        std::uint64_t begin = 0;
        std::string pointer;
        std::string key;          // in its parent
        std::uint32_t count = 0;  // members that ended
        std::size_t mark = 0;
        Elements elements;
        // Of an object: what recognises() gets.
        std::unique_ptr<formats::json::Document> outline;
        std::unique_ptr<formats::json::Builder> outline_builder;
    };
    [[nodiscard]] int depth() const { return frames_.empty() ? 0 : frames_.back().depth + 1; }
    // The element on the tape has grown too large for it; false ends the reading.
    bool outgrow(std::uint64_t now);
    void spill(std::uint64_t now);
    void forget_element();
    // Goes back, to keep everything from here on.
    bool keep_everything();
    [[nodiscard]] bool is_unread(std::string_view key) const;
    bool search(const formats::json::Node& root, int depth);
    static void add_element(Elements& elements, const formats::json::Node& element, bool artefact);
    void report(const Elements& elements);
    void add_to_outline(Frame& frame, std::string_view key, const formats::json::Node& member);
    void end_frame(std::uint64_t end);

    ArtefactVisitor& artefacts_;
    const formats::json::Window& window_;
    Sizes sizes_;
    std::string pointer_;
    std::vector<Frame> frames_;
    formats::json::Document tape_;
    formats::json::Builder builder_;
    bool building_ = false;
    std::uint64_t tape_begin_ = 0;
    std::string key_;  // of the member that comes, or of the one on the tape; when there is a frame
    std::size_t ordinal_ = 0;
    std::uint64_t pause_at_ = static_cast<std::uint64_t>(-1);

    // Members that are left out.
    bool may_leave_out_ = false;
    std::span<const std::string_view> unread_;  // of the element that comes, if it is like the one before
    bool left_out_ = false;                     // something of the element on the tape
    bool next_left_out_ = false;                // the value behind the key that came
    std::size_t left_out_depth_ = 0;            // containers that are open in it
    std::uint64_t element_end_ = 0;             // of the element before
    std::optional<std::uint64_t> rewind_;
};

}  // namespace preflight::intake
