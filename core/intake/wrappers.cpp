#include "core/intake/wrappers.h"

#include <algorithm>
#include <utility>

#include "core/intake/spoiled_cells.h"

namespace preflight::intake {

using formats::json::Builder;
using formats::json::Node;
using formats::json::Range;
using formats::json::Type;

namespace {

constexpr std::size_t kOutlineNodes = 100'000;

bool is_container(Type type) {
    return type == Type::array || type == Type::object;
}

}  // namespace

void Wrappers::begin_value(std::size_t ordinal) {
    frames_.clear();
    building_ = next_left_out_ = false;
    left_out_depth_ = 0;
    ordinal_ = ordinal;
}

bool Wrappers::key(std::string_view text, Range) {
    if (left_out_depth_ > 0) return true;
    if (building_ && !unread_.empty() && builder_.depth() == 1 && is_unread(text)) {
        left_out_ = next_left_out_ = true;
    } else if (building_) {
        builder_.key(text);
    } else {
        key_.assign(text);
    }
    return true;
}

bool Wrappers::scalar(Type type, std::string_view text, Range at) {
    if (type == Type::string && left_by_powershell(text)) artefacts_.lost(text, at);
    if (building_) {
        if (left_out_depth_ == 0 && !std::exchange(next_left_out_, false)) builder_.scalar(type, text, at);
        return at.end - tape_begin_ <= sizes_.tape || outgrow(at.end);
    }
    if (frames_.empty()) return true;
    Frame& frame = frames_.back();
    if (frame.type == Type::array) frame.elements.add_other(type, at);
    if (frame.outline_builder && frame.outline_builder->size() < kOutlineNodes) {
        frame.outline_builder->key(key_);
        frame.outline_builder->scalar(type, text, at);
    }
    ++frame.count;
    return true;
}

bool Wrappers::open(Type type, std::uint64_t offset) {
    if (left_out_depth_ > 0 || next_left_out_) {
        next_left_out_ = false;
        ++left_out_depth_;
        return true;
    }
    if (!building_) {
        if (frames_.empty() && type == Type::array) {
            Frame outermost;
            outermost.depth = -1;
            outermost.begin = offset;
            outermost.pointer = ordinal_ == 0 ? pointer_ : pointer_ + "/" + std::to_string(ordinal_);
            frames_.push_back(std::move(outermost));
            return true;
        }
        building_ = true;
        left_out_ = false;
        tape_begin_ = offset;
        if (frames_.empty()) {
            builder_.begin(offset, pointer_,
                           ordinal_ == 0 ? Builder::kNoOrdinal : static_cast<std::uint32_t>(ordinal_));
        } else if (frames_.back().type == Type::array) {
            builder_.begin(offset, frames_.back().pointer, frames_.back().count);
        } else {
            builder_.begin(offset, frames_.back().pointer + "/" + formats::json::escaped(key_), Builder::kNoOrdinal);
        }
    }
    builder_.open(type, offset);
    return true;
}

bool Wrappers::close(std::uint64_t end) {
    if (!building_) {
        end_frame(end);
        return true;
    }
    if (left_out_depth_ > 0) {
        --left_out_depth_;
    } else {
        builder_.close(end);
    }
    if (builder_.depth() > 0) return end - tape_begin_ <= sizes_.tape || outgrow(end);
    if (const auto text = window_.slice({tape_begin_, end})) {
        builder_.set_text(*text);
        const Node root = tape_.root();
        if (left_out_ && !artefacts_.read_like_last(root)) return keep_everything();
        const bool artefact = left_out_ || search(root, depth());
        const bool of_list = frames_.empty() || frames_.back().type == Type::array;
        unread_ = may_leave_out_ && artefact && of_list ? artefacts_.unread() : std::span<const std::string_view>();
        if (!frames_.empty() && frames_.back().type == Type::array)
            add_element(frames_.back().elements, root, artefact);
    }
    if (!frames_.empty()) {
        add_to_outline(frames_.back(), key_, tape_.root());
        ++frames_.back().count;
    }
    building_ = false;
    element_end_ = end;
    return end < pause_at_ || frames_.empty();
}

bool Wrappers::is_unread(std::string_view key) const {
    return std::find(unread_.begin(), unread_.end(), key) != unread_.end();
}

bool Wrappers::keep_everything() {
    rewind_ = frames_.empty() ? tape_begin_ : element_end_;
    may_leave_out_ = false;
    forget_element();
    return false;
}

bool Wrappers::outgrow(std::uint64_t now) {
    // Its members are looked at one after the other: all of them are needed.
    if (left_out_) return keep_everything();
    unread_ = {};
    spill(now);
    return true;
}

std::uint64_t Wrappers::keep_from(std::uint64_t now) const {
    for (const Frame& frame : frames_) {
        if (frame.outline && now - frame.begin <= sizes_.element) return frame.begin;
    }
    if (!building_) return now;
    return unread_.empty() || frames_.empty() ? tape_begin_ : element_end_;
}

// The outermost container on the tape becomes a frame; and the one in it that is open, while it is too large still.
void Wrappers::spill(std::uint64_t now) {
    while (building_ && now - tape_begin_ > sizes_.tape) {
        if (const auto text = window_.slice({tape_begin_, now})) builder_.set_text(*text);
        const Node root = builder_.open_node(0);
        const bool goes_on = builder_.depth() > 1;  // inside the last member
        Frame frame;
        frame.type = root.type();
        frame.depth = depth();
        frame.begin = tape_begin_;
        frame.pointer = root.pointer();
        frame.key = key_;
        frame.mark = artefacts_.mark(tape_begin_);
        if (frame.type == Type::object && frame.depth <= kDepth) {
            frame.outline = std::make_unique<formats::json::Document>();
            frame.outline_builder = std::make_unique<Builder>(*frame.outline);
            frame.outline_builder->begin(frame.begin, frame.pointer, Builder::kNoOrdinal);
            frame.outline_builder->open(Type::object, frame.begin);
        }
        Node member = root.first();
        for (; member.exists(); member = member.next()) {
            if (goes_on && !member.next().exists()) break;
            const bool artefact = is_container(member.type()) && search(member, frame.depth + 1);
            if (frame.type == Type::array) add_element(frame.elements, member, artefact);
            add_to_outline(frame, member.key(), member);
            ++frame.count;
        }
        key_.clear();
        if (goes_on) {
            key_.assign(member.key());
            tape_begin_ = member.span().begin;
            if (frame.type == Type::array) {
                builder_.drop_outermost(frame.pointer, frame.count);
            } else {
                builder_.drop_outermost(frame.pointer + "/" + formats::json::escaped(key_), Builder::kNoOrdinal);
            }
        } else {
            building_ = false;
        }
        frames_.push_back(std::move(frame));
    }
}

void Wrappers::add_element(Elements& elements, const Node& element, bool artefact) {
    if (artefact) {
        elements.artefacts = true;
    } else if (!element.is(Type::object) && !element.first().exists()) {
        const text::Span at = element.span();
        elements.add_other(element.type(), {at.begin, at.end});
    }
}

void Wrappers::report(const Elements& elements) {
    if (elements.artefacts && elements.others > 0) artefacts_.not_objects(elements.others, elements.type, elements.at);
}

// Artefacts in a value: itself, the elements of lists, the members of wrapper objects; in the order of the text. True
// if the value itself is one.
bool Wrappers::search(const Node& root, int depth) {
    if (depth > kDepth) return false;
    if (root.is(Type::object)) {
        if (artefacts_.read(root)) return true;
        artefacts_.wrapper(root);
    }
    constexpr std::size_t kNoList = static_cast<std::size_t>(-1);
    struct Pending {
        Node node;
        int depth;
        std::size_t list;  // whose element it is
    };
    std::vector<Pending> pending;
    std::vector<Elements> lists;
    const auto push_members = [&](const Node& node, int of) {
        if (of >= kDepth) return;
        const bool is_list = node.is(Type::array);
        const std::size_t list = is_list ? lists.size() : kNoList;
        if (is_list) lists.emplace_back();
        const auto mark = static_cast<std::ptrdiff_t>(pending.size());
        for (Node child = node.first(); child.exists(); child = child.next()) {
            if (is_list) add_element(lists[list], child, false);
            if (is_container(child.type())) pending.push_back({child, of + 1, list});
        }
        std::reverse(pending.begin() + mark, pending.end());
    };
    push_members(root, depth);
    while (!pending.empty()) {
        const Pending top = pending.back();
        pending.pop_back();
        if (top.node.is(Type::object)) {
            if (artefacts_.read(top.node)) {
                if (top.list != kNoList) lists[top.list].artefacts = true;
                continue;
            }
            artefacts_.wrapper(top.node);
        }
        push_members(top.node, top.depth);
    }
    for (const Elements& list : lists) report(list);
    return false;
}

void Wrappers::read_value(const Node& value) {
    if (!value.is(Type::array)) {
        search(value, 0);
        return;
    }
    Elements elements;
    for (Node element = value.first(); element.exists(); element = element.next()) {
        const bool artefact = is_container(element.type()) && search(element, 0);
        add_element(elements, element, artefact);
    }
    report(elements);
}

void Wrappers::add_to_outline(Frame& frame, std::string_view key, const Node& member) {
    if (!frame.outline_builder || frame.outline_builder->size() >= kOutlineNodes) return;
    frame.outline_builder->append_outline(key, member, kOutlineNodes);
}

void Wrappers::end_frame(std::uint64_t end) {
    Frame frame = std::move(frames_.back());
    frames_.pop_back();
    unread_ = {};
    report(frame.elements);
    if (frame.outline) {
        frame.outline_builder->close(end);
        if (artefacts_.recognises(frame.outline->root())) {
            artefacts_.rollback(frame.mark);
            if (!frames_.empty()) frames_.back().elements.artefacts = true;
            const auto text = window_.slice({frame.begin, end});
            if (text) {
                const formats::json::ParseResult whole =
                    formats::json::parse(*text, static_cast<std::size_t>(frame.begin), frame.pointer);
                artefacts_.read(whole.document.root());
            } else {
                artefacts_.too_large(frame.mark);
            }
        } else {
            artefacts_.wrapper(frame.outline->root());
        }
    }
    if (frames_.empty()) return;
    Frame& parent = frames_.back();
    ++parent.count;
    if (!parent.outline_builder) return;
    if (frame.outline) {
        add_to_outline(parent, frame.key, frame.outline->root());
    } else if (parent.outline_builder->size() < kOutlineNodes) {
        parent.outline_builder->key(frame.key);
        parent.outline_builder->open(frame.type, frame.begin);
        parent.outline_builder->close(end);
    }
}

void Wrappers::forget_element() {
    building_ = next_left_out_ = false;
    left_out_depth_ = 0;
    unread_ = {};
}

void Wrappers::drop_element() {
    forget_element();
    if (!frames_.empty()) ++frames_.back().count;
}

std::vector<Type> Wrappers::open_containers() const {
    std::vector<Type> result;
    for (const Frame& frame : frames_) result.push_back(frame.type);
    return result;
}

void Wrappers::abandon() {
    forget_element();
    for (Frame& frame : frames_) {
        if (!frame.outline) continue;
        frame.outline_builder->close(frame.begin);
        if (!artefacts_.recognises(frame.outline->root())) continue;
        artefacts_.rollback(frame.mark);
        break;
    }
    frames_.clear();
}

}  // namespace preflight::intake
