// Lexer and parser (okta-el 1, 2, 10): recursive descent with a depth limit, one method per level of the grammar.
#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <limits>
#include <utility>

#include "core/expression/functions/functions.h"
#include "core/expression/functions/regex.h"
#include "core/expression/syntax/ast.h"
#include "core/text/invisible.h"
#include "core/text/order.h"
#include "core/text/unicode.h"

namespace preflight::expression {

namespace {

enum class TokenKind { end, number, string, name, op };

struct Token {
    TokenKind kind = TokenKind::end;
    std::string text;  // operator symbol, name, or decoded string
    Value value;
    text::Span span;
};

constexpr std::array<std::string_view, 41> kOperators = {
    "==", "!=", ">=", "<=", "&&", "||", "?:", "?.", "?[", "![", "^[", "$[", "++", "--", "+", "-", "*", "/", "%",
    "^",  "!",  "<",  ">",  "=",  "?",  ":",  ".",  ",",  "(",  ")",  "[",  "]",  "{",  "}", "#", "@", "&"};

struct Word {
    std::string_view word, symbol;
};
constexpr std::array<Word, 15> kWords = {{{"and", "&&"},
                                          {"or", "||"},
                                          {"not", "!"},
                                          {"eq", "=="},
                                          {"ne", "!="},
                                          {"lt", "<"},
                                          {"le", "<="},
                                          {"gt", ">"},
                                          {"ge", ">="},
                                          {"div", "/"},
                                          {"mod", "%"},
                                          {"matches", "matches"},
                                          {"instanceof", "instanceof"},
                                          {"between", "between"},
                                          {"new", "new"}}};

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}
bool is_name_start(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$';
}
bool is_name(char c) {
    return is_name_start(c) || is_digit(c);
}

// What people type who know another language, or who copied the expression from somewhere: each with what to write
// instead. Longer ones first.
struct Mistaken {
    std::string_view typed, problem;
};
constexpr std::array<Mistaken, 9> kMistakenOperators = {{{"===", "=== is not an operator; == compares"},
                                                         {"!==", "!== is not an operator; write !="},
                                                         {"<>", "<> is not an operator; write !="},
                                                         {"=<", "=< is not an operator; write <="},
                                                         {"=>", "=> is not an operator; write >="},
                                                         {"=~", "=~ is not an operator; write matches"},
                                                         {"&quot;", "&quot; is left over from HTML or XML; write \""},
                                                         {"&#39;", "&#39; is left over from HTML or XML; write '"},
                                                         {"&amp;", "&amp; is left over from HTML or XML; write &"}}};
constexpr std::array<Mistaken, 20> kMistakenCharacters = {
    {{"\xE2\x80\x9C", "is a curly quote; use straight quotes: \""},  // U+201C
     {"\xE2\x80\x9D", "is a curly quote; use straight quotes: \""},  // U+201D
     {"\xE2\x80\x9E", "is a curly quote; use straight quotes: \""},  // U+201E
     {"\xE2\x80\x9F", "is a curly quote; use straight quotes: \""},  // U+201F
     {"\xC2\xAB", "is not a quote here; use straight quotes: \""},   // U+00AB
     {"\xC2\xBB", "is not a quote here; use straight quotes: \""},   // U+00BB
     {"\xEF\xBC\x82", "is a full-width quote; use straight quotes: \""},
     {"\xE2\x80\x98", "is a curly quote; use straight quotes: '"},  // U+2018
     {"\xE2\x80\x99", "is a curly quote; use straight quotes: '"},  // U+2019
     {"\xE2\x80\x9A", "is a curly quote; use straight quotes: '"},  // U+201A
     {"\xE2\x80\xB2", "is a prime; use straight quotes: '"},        // U+2032
     {"\xE2\x80\xB3", "is a double prime; use straight quotes: \""},
     {"\xC2\xB4", "is an accent; use straight quotes: '"},
     {"`", "is an accent; use straight quotes: '"},
     {"\xE2\x80\x93", "is a dash; write a hyphen: -"},  // U+2013
     {"\xE2\x80\x94", "is a dash; write a hyphen: -"},  // U+2014
     {"\xE2\x88\x92", "is a minus sign; write a hyphen: -"},
     {"\xC2\xA0", "is a no-break space; write a plain space"},
     {";", "does not end an expression; delete it"},
     {"|", "is not an operator; write ||"}}};

struct OperatorSymbol {
    std::string_view text;
    Op op;
};
constexpr std::array<OperatorSymbol, 17> kSymbols = {{{"||", Op::logical_or},
                                                      {"&&", Op::logical_and},
                                                      {"==", Op::equal},
                                                      {"!=", Op::not_equal},
                                                      {"<", Op::less},
                                                      {"<=", Op::less_equal},
                                                      {">", Op::greater},
                                                      {">=", Op::greater_equal},
                                                      {"matches", Op::matches},
                                                      {"+", Op::plus},
                                                      {"-", Op::minus},
                                                      {"*", Op::times},
                                                      {"/", Op::divide},
                                                      {"%", Op::remainder},
                                                      {"^", Op::power},
                                                      {"!", Op::logical_not},
                                                      {"empty", Op::empty}}};

Op op_of(std::string_view text) {
    const auto found =
        std::find_if(kSymbols.begin(), kSymbols.end(), [&](const OperatorSymbol& o) { return o.text == text; });
    return found == kSymbols.end() ? Op::none : found->op;
}

class Parser {
public:
    Parser(Ast& ast, const Limits& limits) : ast_(ast), source_(ast.source), limits_(limits), end_(ast.source.size()) {}

    std::optional<Error> error;

    void run_expression() {
        parse_range(0, source_.size());
        if (!error) ast_.root = ast_.nodes.size() - 1;
    }

    void run_template() {
        std::vector<std::size_t> parts;
        std::size_t at = 0;
        while (at < source_.size() && !error) {
            const auto open = source_.find("${", at);
            const std::size_t stop = std::min(open, source_.size());
            if (stop > at) {
                Node literal;
                literal.value = Value::string(source_.substr(at, stop - at));
                literal.span = {at, stop};
                parts.push_back(add(std::move(literal)));
            }
            if (open == std::string::npos) break;
            const std::size_t close = closing_brace(open + 2);
            if (close == std::string::npos) {
                fail("", "${ is never closed", {open, source_.size()});
                return;
            }
            if (text::trim(std::string_view(source_).substr(open + 2, close - open - 2)).empty()) {
                fail("", "${} is empty", {open, close + 1});
                return;
            }
            parts.push_back(parse_range(open + 2, close));
            at = close + 1;
        }
        if (error) return;
        Node whole;
        whole.kind = NodeKind::concatenation;
        whole.children = std::move(parts);
        whole.span = {0, source_.size()};
        ast_.root = add(std::move(whole));
    }

private:
    // The brace that closes the one opened before `at`, strings and inner braces left out.
    [[nodiscard]] std::size_t closing_brace(std::size_t at) const {
        std::size_t depth = 0;
        char quote = 0;
        for (; at < source_.size(); ++at) {
            const char c = source_[at];
            if (quote != 0) {
                if (c == quote) quote = 0;
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (c == '{') {
                ++depth;
            } else if (c == '}') {
                if (depth == 0) return at;
                --depth;
            }
        }
        return std::string::npos;
    }

    std::size_t parse_range(std::size_t begin, std::size_t end) {
        at_ = begin;
        end_ = end;
        previous_dot_ = false;
        token_ = {};
        advance();
        if (error) return 0;
        if (token_.kind == TokenKind::end) {
            fail("", "the expression is empty", {begin, end});
            return 0;
        }
        const std::size_t node = expression();
        if (!error && token_.kind != TokenKind::end) unexpected();
        return node;
    }

    // Adds a node and precomputes what evaluation needs: hash, function, compiled pattern.
    std::size_t add(Node node) {
        node.hash = name_hash(node.text);
        node.outer = node.span;
        for (const std::size_t child_index : node.children)
            node.height = std::max(node.height, ast_.nodes[child_index].height + 1);
        if (node.height > limits_.height)
            fail("", "more than " + std::to_string(limits_.height) + " operators in a row", node.span,
                 ErrorKind::limit);
        const auto child = [&](std::size_t i) -> const Node& { return ast_.nodes[node.children[i]]; };
        if (node.kind == NodeKind::call) node.function = find_function(node.text, ast_.dialect);
        if (node.kind == NodeKind::property) node.direct = child(0).kind == NodeKind::name;
        if (node.kind == NodeKind::index) {
            const bool text = child(1).kind == NodeKind::literal && child(1).value.is_string();
            node.direct = child(0).kind == NodeKind::name && (text || child(1).kind == NodeKind::name);
        }
        if (node.op == Op::matches && child(1).kind == NodeKind::literal && child(1).value.is_string()) {
            RegexError problem;  // reported when the node is evaluated
            node.pattern = Regex::compile(child(1).value.as_string(), limits_, problem);
        }
        ast_.nodes.push_back(std::move(node));
        return ast_.nodes.size() - 1;
    }

    void fail(std::string detail, std::string message, text::Span span, ErrorKind kind = ErrorKind::parse) {
        if (!error) error = Error{kind, std::move(detail), std::move(message), span};
    }

    void unexpected() {
        if (word_for_name_) {
            const std::string word = source_.substr(word_for_name_->span.begin, word_for_name_->span.size());
            fail("",
                 "an operand is missing before " + word +
                     (word_for_name_->after.empty() ? "" : ", after " + word_for_name_->after),
                 word_for_name_->span);
            return;
        }
        if (token_.kind == TokenKind::end) {
            fail("", "the expression ends too early", {end_, end_});
            return;
        }
        constexpr std::array<std::string_view, 9> kRefused = {"=",   "++", "--", "instanceof", "between",
                                                              "new", "@",  "#",  "&"};
        if (token_.kind == TokenKind::op &&
            std::find(kRefused.begin(), kRefused.end(), token_.text) != kRefused.end()) {
            fail("unsupported",
                 token_.text == "="   ? std::string("= is an assignment; == compares")
                 : token_.text == "&" ? std::string("& is not an operator; write &&")
                                      : token_.text + " is not part of the language",
                 token_.span);
            return;
        }
        fail("", "unexpected " + shown() + hint(), token_.span);
    }

    // What was probably meant by a token that does not belong here; empty or "; ...".
    [[nodiscard]] std::string hint() const {
        if (is("{") && token_.span.begin > 0 && source_[token_.span.begin - 1] == '$')
            return "; ${...} is for built-in username formats, an expression is written without them";
        if (is("[") && wants_operand_) return "; a list is written in braces: {\"a\", \"b\"}";
        if (called_if_) return "; a choice is written condition ? value : other";
        if (after_backslash_ && token_.span.begin == before_.end)
            return "; a backslash does not escape a quote, a doubled quote does: \"\"";
        if (wants_operand_ && op_of(token_.text) != Op::none && token_.kind == TokenKind::op)
            return "; an operand is missing before it";
        return {};
    }

    // Fails where an operand should begin.
    void no_operand() {
        wants_operand_ = true;
        unexpected();
    }

    [[nodiscard]] std::string shown() const { return source_.substr(token_.span.begin, token_.span.size()); }

    void advance() {
        while (at_ < end_ && is_blank(source_[at_])) ++at_;
        before_ = token_.span;
        after_backslash_ = token_.kind == TokenKind::string && source_.compare(token_.span.end - 2, 1, "\\") == 0;
        token_ = {};
        token_.span = {at_, at_};
        if (at_ >= end_ || error) return;
        const char c = source_[at_];
        if (c == '"' || c == '\'') {
            string(c);
        } else if (is_digit(c)) {
            number();
        } else if (is_name_start(c) && source_.compare(at_, 2, "$[") != 0) {
            name();
        } else {
            symbol();
        }
        token_.span.end = at_;
        previous_dot_ = token_.kind == TokenKind::op && (token_.text == "." || token_.text == "?.");
    }

    // Where a text with doubled quotes around it, ""@"", ends: as old exports write built-in formats (okta-exports 2).
    // Nothing where the first two quotes are the empty text: an operator or the end of the argument follows.
    [[nodiscard]] std::optional<std::size_t> end_of_doubled(std::size_t begin) const {
        if (ast_.dialect != Dialect::user_name_template || source_.compare(begin, 2, "\"\"") != 0) return std::nullopt;
        const std::size_t close = source_.find('"', begin + 2);
        if (close == std::string::npos || close + 1 >= end_ || source_[close + 1] != '"') return std::nullopt;
        const std::string_view inside = std::string_view(source_).substr(begin + 2, close - begin - 2);
        constexpr std::string_view kFollows = " \t\r\n,:?=!<>+&|)]}";
        if (inside.empty() || (inside != " " && kFollows.find(inside[0]) != std::string_view::npos))
            return std::nullopt;
        return close + 2;
    }

    void string(char quote) {
        const std::size_t begin = at_++;
        if (const auto end = quote == '"' ? end_of_doubled(begin) : std::nullopt) {
            token_.kind = TokenKind::string;
            token_.value = Value::string(source_.substr(begin + 2, *end - begin - 4));
            at_ = *end;
            return;
        }
        std::string value;
        while (true) {
            if (at_ >= end_) {
                fail("", "the string that begins here is never closed", {begin, end_});
                return;
            }
            if (source_[at_] == quote) {
                if (at_ + 1 < end_ && source_[at_ + 1] == quote) {
                    ++at_;  // a doubled quote is one quote
                } else {
                    break;
                }
            }
            value += source_[at_++];
        }
        ++at_;
        token_.kind = TokenKind::string;
        token_.value = Value::string(std::move(value));
    }

    void number() {
        const std::size_t begin = at_;
        const auto bad = [&](std::string message) {
            while (at_ < end_ && (is_name(source_[at_]) || source_[at_] == '.')) ++at_;
            fail("", std::move(message), {begin, at_});
        };
        token_.kind = TokenKind::number;
        if (source_[at_] == '0' && at_ + 1 < end_ && (source_[at_ + 1] == 'x' || source_[at_ + 1] == 'X')) {
            at_ += 2;
            const std::size_t digits = at_;
            while (at_ < end_ && std::isxdigit(static_cast<unsigned char>(source_[at_])) != 0) ++at_;
            std::uint64_t value = 0;
            const auto result = std::from_chars(source_.data() + digits, source_.data() + at_, value, 16);
            const bool is_long = at_ < end_ && (source_[at_] == 'L' || source_[at_] == 'l');
            if (is_long) ++at_;
            const std::uint64_t most = is_long ? static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())
                                               : static_cast<std::uint64_t>(std::numeric_limits<std::int32_t>::max());
            if (result.ec != std::errc{} || digits == at_ || value > most ||
                (at_ < end_ && is_name(source_[at_]) && !is_word_at(at_)))
                return bad("not a number");
            token_.value = is_long ? Value::int64(static_cast<std::int64_t>(value))
                                   : Value::int32(static_cast<std::int32_t>(value));
            return;
        }
        while (at_ < end_ && is_digit(source_[at_])) ++at_;
        bool real = false;
        if (at_ + 1 < end_ && source_[at_] == '.' && is_digit(source_[at_ + 1])) {
            real = true;
            ++at_;
            while (at_ < end_ && is_digit(source_[at_])) ++at_;
        }
        if (at_ < end_ && (source_[at_] == 'e' || source_[at_] == 'E')) {
            std::size_t exponent = at_ + 1;
            if (exponent < end_ && (source_[exponent] == '+' || source_[exponent] == '-')) ++exponent;
            if (exponent >= end_ || !is_digit(source_[exponent])) return bad("not a number");
            real = true;
            at_ = exponent;
            while (at_ < end_ && is_digit(source_[at_])) ++at_;
        }
        const std::string digits = source_.substr(begin, at_ - begin);
        const char suffix = at_ < end_ ? source_[at_] : '\0';
        if (suffix == 'F' || suffix == 'f' || suffix == 'D' || suffix == 'd') {
            ++at_;
            const double value = std::strtod(digits.c_str(), nullptr);
            token_.value = suffix == 'F' || suffix == 'f' ? Value::float32(value) : Value::number(value);
        } else if (real) {
            token_.value = Value::number(std::strtod(digits.c_str(), nullptr));
            if (suffix == 'L' || suffix == 'l') return bad("only a whole number can be long");
        } else {
            const bool is_long = suffix == 'L' || suffix == 'l';
            if (is_long) ++at_;
            std::int64_t value = 0;
            const auto result = std::from_chars(digits.data(), digits.data() + digits.size(), value);
            if (result.ec != std::errc{} || (!is_long && value > std::numeric_limits<std::int32_t>::max()))
                return bad("the number does not fit; a long is written with L");
            token_.value = is_long ? Value::int64(value) : Value::int32(static_cast<std::int32_t>(value));
        }
        if (at_ < end_ && is_name(source_[at_]) && !is_word_at(at_)) bad("not a number");
    }

    // A word operator may touch the number on its left: 1gt 0.
    [[nodiscard]] bool is_word_at(std::size_t begin) const {
        std::size_t end = begin;
        while (end < end_ && is_name(source_[end])) ++end;
        return word_of(std::string_view(source_).substr(begin, end - begin)) != nullptr;
    }

    static const Word* word_of(std::string_view text) {
        const auto found = std::find_if(kWords.begin(), kWords.end(),
                                        [&](const Word& w) { return text::equal_ignoring_ascii_case(w.word, text); });
        return found == kWords.end() ? nullptr : &*found;
    }

    void name() {
        const std::size_t begin = at_;
        while (at_ < end_ && is_name(source_[at_])) ++at_;
        token_.kind = TokenKind::name;
        token_.text = source_.substr(begin, at_ - begin);
        if (previous_dot_) return;
        // JSTL functions of the template dialect: fn:name( and f:name(.
        if (ast_.dialect == Dialect::user_name_template && (token_.text == "fn" || token_.text == "f") &&
            at_ + 1 < end_ && source_[at_] == ':' && is_name_start(source_[at_ + 1])) {
            const std::size_t local = at_ + 1;
            std::size_t end = local;
            while (end < end_ && is_name(source_[end])) ++end;
            std::size_t open = end;
            while (open < end_ && is_blank(source_[open])) ++open;
            if (open < end_ && source_[open] == '(') {
                at_ = end;
                token_.text = "fn:" + source_.substr(local, end - local);
                return;
            }
        }
        const std::string lowered = text::ascii_lower(token_.text);
        if (lowered == "true" || lowered == "false") {
            token_.kind = TokenKind::number;
            token_.value = Value::boolean(lowered == "true");
        } else if (lowered == "null") {
            token_.kind = TokenKind::number;
            token_.value = Value::null();
        } else {
            if (const Word* word = word_of(token_.text)) {
                token_.kind = TokenKind::op;
                token_.text = word->symbol;
            }
        }
    }

    void symbol() {
        const std::string_view rest = std::string_view(source_).substr(at_, end_ - at_);
        for (const Mistaken& one : kMistakenOperators) {
            if (rest.substr(0, one.typed.size()) != one.typed) continue;
            fail("", std::string(one.problem), {at_, at_ + one.typed.size()});
            at_ += one.typed.size();
            return;
        }
        for (const std::string_view op : kOperators) {
            if (!op.empty() && rest.substr(0, op.size()) == op) {
                token_.kind = TokenKind::op;
                token_.text = op;
                at_ += op.size();
                return;
            }
        }
        const text::CodePoint code = text::decode(source_, at_);
        const std::size_t length = code.length;
        const std::string character = source_.substr(at_, length);
        at_ += length;
        const auto known = std::find_if(kMistakenCharacters.begin(), kMistakenCharacters.end(),
                                        [&](const Mistaken& one) { return one.typed == character; });
        std::string problem = "the character " + character + " has no meaning here";
        if (known != kMistakenCharacters.end()) {
            // A character that nobody sees is named by what it is.
            const bool seen = known->problem.find("space;") == std::string_view::npos;
            problem = (seen ? "the character " + character + " " : std::string("the character here ")) +
                      std::string(known->problem);
        } else if (text::is_invisible(code.value, text::Invisible::in_value)) {
            problem = "the character here is invisible; delete it";
        } else if (character == "\\" && (next_is('"') || next_is('\''))) {
            const std::string quote(1, source_[at_]);
            problem = "\\" + quote + " is left over from JSON or Terraform; write " + quote + " alone";
        }
        fail("", std::move(problem), {at_ - length, at_});
    }

    // Where an operand is expected, a word operator is a name, except for `not` and `new`; as an index `new` is a key.
    [[nodiscard]] bool is_word_for_name() const {
        return token_.kind == TokenKind::op && token_.span.size() > 1 && is_name_start(source_[token_.span.begin]) &&
               token_.text != "!" && token_.text != "$[" && (token_.text != "new" || next_is(']'));
    }

    // Whether this character follows the token.
    [[nodiscard]] bool next_is(char c) const {
        std::size_t at = at_;
        while (at < end_ && is_blank(source_[at])) ++at;
        return at < end_ && source_[at] == c;
    }

    [[nodiscard]] bool is(std::string_view op) const { return token_.kind == TokenKind::op && token_.text == op; }

    bool take(std::string_view op) {
        if (!is(op)) return false;
        advance();
        return true;
    }

    void expect(std::string_view op) {
        if (!take(op)) {
            if (token_.kind == TokenKind::end) fail("", std::string(op) + " is missing at the end", {end_, end_});
            else unexpected();
        }
    }

    // Guards the recursion of the grammar.
    class Depth {
    public:
        explicit Depth(Parser& parser) : parser_(parser) {
            if (++parser_.depth_ > parser_.limits_.depth)
                parser_.fail("", "nested deeper than " + std::to_string(parser_.limits_.depth) + " levels",
                             parser_.token_.span, ErrorKind::limit);
        }
        ~Depth() { --parser_.depth_; }
        Depth(const Depth&) = delete;
        Depth& operator=(const Depth&) = delete;

    private:
        Parser& parser_;
    };

    std::size_t make(NodeKind kind, std::string text, std::vector<std::size_t> children) {
        Node node;
        node.kind = kind;
        if (kind == NodeKind::binary) node.op = op_of(text);
        else node.text = std::move(text);
        if (!error) node.span = {ast_.nodes[children.front()].outer.begin, ast_.nodes[children.back()].outer.end};
        node.children = std::move(children);
        return add(std::move(node));
    }

    std::size_t expression() {
        const Depth depth(*this);
        if (error) return 0;
        const std::size_t left = binary(0);
        if (error) return 0;
        if (take("?:")) {
            const std::size_t right = expression();
            return error ? 0 : make(NodeKind::elvis, "?:", {left, right});
        }
        if (take("?")) {
            const std::size_t yes = expression();
            if (error) return 0;
            expect(":");
            const std::size_t no = error ? 0 : expression();
            return error ? 0 : make(NodeKind::ternary, "?", {left, yes, no});
        }
        return left;
    }

    struct Level {
        std::array<std::string_view, 7> operators;
        bool repeats;
    };
    static constexpr std::array<Level, 6> kLevels = {{{{"||"}, true},
                                                      {{"&&"}, true},
                                                      {{"==", "!=", "<", "<=", ">", ">=", "matches"}, false},
                                                      {{"+", "-"}, true},
                                                      {{"*", "/", "%"}, true},
                                                      {{"^"}, false}}};

    std::size_t binary(std::size_t level) {
        if (level == kLevels.size()) return unary();
        std::size_t left = binary(level + 1);
        const auto here = [&] {
            const auto& operators = kLevels[level].operators;
            return token_.kind == TokenKind::op && !token_.text.empty() &&
                   std::find(operators.begin(), operators.end(), token_.text) != operators.end();
        };
        while (!error && here()) {
            std::string op = token_.text;
            advance();
            const std::size_t right = error ? 0 : binary(level + 1);
            if (error) return 0;
            left = make(NodeKind::binary, std::move(op), {left, right});
            if (!kLevels[level].repeats) {
                if (here()) unexpected();
                break;
            }
        }
        return left;
    }

    std::size_t unary() {
        const Depth depth(*this);
        if (error) return 0;
        const bool empty =
            ast_.dialect == Dialect::user_name_template && token_.kind == TokenKind::name && token_.text == "empty";
        if (empty || is("!") || is("+") || is("-")) {
            Node node;
            node.kind = NodeKind::unary;
            node.op = op_of(token_.text);
            node.span = token_.span;
            advance();
            const std::size_t operand = error ? 0 : unary();
            if (error) return 0;
            node.children = {operand};
            node.span.end = ast_.nodes[operand].outer.end;
            return add(std::move(node));
        }
        return primary();
    }

    bool arguments(std::vector<std::size_t>& out) {
        expect("(");
        while (!error && !is(")")) {
            out.push_back(expression());
            if (error) return false;
            if (!take(",")) break;  // one trailing comma is tolerated
        }
        if (error) return false;
        last_end_ = token_.span.end;
        expect(")");
        return !error;
    }

    std::size_t primary() {
        std::size_t node = start();
        while (!error) {
            if (take("[")) {
                const std::size_t index = expression();
                if (error) return 0;
                const std::size_t end = token_.span.end;
                expect("]");
                if (error) return 0;
                node = make(NodeKind::index, "[", {node, index});
                ast_.nodes[node].span.end = end;
            } else if (is(".") || is("?.")) {
                const bool safe = is("?.");
                advance();
                if (error) return 0;
                if (is("![")) {
                    advance();
                    const std::size_t inner = expression();
                    if (error) return 0;
                    const std::size_t end = token_.span.end;
                    expect("]");
                    if (error) return 0;
                    node = make(NodeKind::projection, "![", {node, inner});
                    ast_.nodes[node].span.end = end;
                    ast_.nodes[node].safe = safe;
                } else if ((is("?[") || is("^[") || is("$[")) && ast_.dialect == Dialect::identity_engine) {
                    const std::string kind = token_.text;
                    advance();
                    const std::size_t inner = expression();
                    if (error) return 0;
                    const std::size_t end = token_.span.end;
                    expect("]");
                    if (error) return 0;
                    node = make(NodeKind::selection, kind, {node, inner});
                    ast_.nodes[node].span.end = end;
                    ast_.nodes[node].safe = safe;
                } else if (is("?[") || is("^[") || is("$[")) {
                    fail("unsupported", "selections " + token_.text + "...] are not part of the language", token_.span);
                } else if (token_.kind == TokenKind::name) {
                    node = member(node, safe);
                } else {
                    unexpected();
                }
            } else {
                break;
            }
        }
        return error ? 0 : node;
    }

    std::size_t member(std::size_t object, bool safe) {
        Node node;
        node.text = token_.text;
        node.name_span = token_.span;
        node.safe = safe;
        node.span = {ast_.nodes[object].outer.begin, token_.span.end};
        advance();
        if (error) return 0;
        if (!is("(")) {
            node.kind = NodeKind::property;
            node.children = {object};
            return add(std::move(node));
        }
        std::vector<std::size_t> list;
        if (!arguments(list)) return 0;
        node.span.end = last_end_;
        const Node& owner = ast_.nodes[object];
        if (owner.kind == NodeKind::name && is_namespace(owner.text) && ast_.dialect != Dialect::identity_engine) {
            node.kind = NodeKind::call;
            node.text = owner.text + "." + node.text;
            node.name_span.begin = owner.span.begin;
            node.children = std::move(list);
        } else {
            node.kind = NodeKind::method;
            node.children = {object};
            node.children.insert(node.children.end(), list.begin(), list.end());
        }
        return add(std::move(node));
    }

    std::size_t start() {
        Node node;
        node.span = token_.span;
        if (token_.kind == TokenKind::number || token_.kind == TokenKind::string) {
            node.value = token_.value;
            advance();
            return error ? 0 : add(std::move(node));
        }
        if (token_.kind == TokenKind::name || is_word_for_name()) {
            node.text = token_.kind == TokenKind::name ? token_.text : shown();
            if (token_.kind != TokenKind::name)
                word_for_name_ = WordForName{token_.span, source_.substr(before_.begin, before_.size())};
            const text::Span word = token_.span;
            node.name_span = token_.span;
            advance();
            if (error) return 0;
            if (node.text == "T" && !is("]")) {  // as an index it is a key
                fail("unsupported", "T(...) is not part of the language", node.span);
                return 0;
            }
            // Nothing but an operator or an end continues the name; else the word is the operator it looks like.
            if (word_for_name_ && word_for_name_->span == word && token_.kind == TokenKind::op && !is("!"))
                word_for_name_.reset();
            if (!is("(")) {
                node.kind = NodeKind::name;
                return add(std::move(node));
            }
            called_if_ = called_if_ || text::equal_ignoring_ascii_case(node.text, "if") ||
                         text::equal_ignoring_ascii_case(node.text, "iif");
            node.kind = NodeKind::call;
            if (!arguments(node.children)) return 0;
            node.span.end = last_end_;
            return add(std::move(node));
        }
        if (take("(")) {
            const std::size_t inner = expression();
            if (error) return 0;
            const std::size_t close = token_.span.end;
            expect(")");
            if (error) return 0;
            ast_.nodes[inner].parenthesised = true;
            ast_.nodes[inner].outer = {node.span.begin, close};
            return inner;
        }
        if (take("{")) return list_or_map(node.span.begin);
        no_operand();
        return 0;
    }

    std::size_t list_or_map(std::size_t begin) {
        Node node;
        node.kind = NodeKind::list;
        node.span.begin = begin;
        const auto close = [&]() -> std::size_t {
            node.span.end = token_.span.end;
            expect("}");
            return error ? 0 : add(std::move(node));
        };
        if (error) return 0;
        if (take(":")) {
            node.kind = NodeKind::map;
            return close();
        }
        if (is("}")) return close();
        for (bool first = true; !error; first = false) {
            const std::size_t element = expression();
            if (error) return 0;
            if (first && is(":")) node.kind = NodeKind::map;
            if (node.kind == NodeKind::map) {
                // A bare name as key is the key itself.
                Node& key = ast_.nodes[element];
                if (key.kind == NodeKind::name) {
                    key.kind = NodeKind::literal;
                    key.value = Value::string(key.text);
                    key.text.clear();
                }
                node.children.push_back(element);
                expect(":");
                if (error) return 0;
                node.children.push_back(expression());
            } else {
                node.children.push_back(element);
            }
            if (error) return 0;
            if (!take(",")) break;
        }
        return error ? 0 : close();
    }

    Ast& ast_;
    const std::string& source_;
    const Limits& limits_;
    std::size_t at_ = 0;
    std::size_t end_ = 0;
    std::size_t depth_ = 0;
    std::size_t last_end_ = 0;
    bool previous_dot_ = false;
    Token token_;

    // For hints.
    struct WordForName {
        text::Span span;
        std::string after;  // the token before it
    };
    std::optional<WordForName> word_for_name_;  // the last operator word that was taken for a name
    text::Span before_;                         // the token before this one
    bool wants_operand_ = false;
    bool called_if_ = false;
    bool after_backslash_ = false;  // the token before this one is a text that ends in a backslash
};

}  // namespace

std::string_view symbol(Op op) {
    const auto found =
        std::find_if(kSymbols.begin(), kSymbols.end(), [&](const OperatorSymbol& o) { return o.op == op; });
    return found == kSymbols.end() ? std::string_view{} : found->text;
}

const std::string& Program::source() const {
    return ast_->source;
}

ParseResult parse(std::string_view source, Dialect dialect, const Limits& limits) {
    ParseResult result;
    if (source.size() > limits.expression_bytes) {
        result.error = Error{ErrorKind::limit,
                             {},
                             "longer than " + std::to_string(limits.expression_bytes) + " bytes",
                             {0, source.size()}};
        return result;
    }
    auto ast = std::make_shared<Ast>();
    ast->source = std::string(source);
    // Without ${ the text is taken as a custom expression (okta-el 10).
    ast->dialect = dialect == Dialect::user_name_template && source.find("${") == std::string_view::npos
                       ? Dialect::mapping
                       : dialect;
    Parser parser(*ast, limits);
    if (ast->dialect == Dialect::user_name_template) {
        parser.run_template();
    } else {
        parser.run_expression();
    }
    if (parser.error) {
        result.error = std::move(parser.error);
    } else {
        result.program.emplace(std::move(ast));
    }
    return result;
}

bool as_reference(const Ast& ast, std::size_t index, Reference& out) {
    const Node& node = ast.nodes[index];
    if (node.kind != NodeKind::property && node.kind != NodeKind::index) return false;
    const Node& root = ast.nodes[node.children[0]];
    if (root.kind != NodeKind::name || is_namespace(root.text)) return false;
    if (node.kind == NodeKind::property) {
        out = {root.text, node.text, node.span};
        return true;
    }
    const Node& key = ast.nodes[node.children[1]];
    if (key.kind == NodeKind::literal && key.value.is_string()) {
        out = {root.text, std::string(key.value.as_string()), node.span};
        return true;
    }
    if (key.kind == NodeKind::name) {
        out = {root.text, key.text, node.span};
        return true;
    }
    return false;
}

std::vector<Reference> references(const Program& program) {
    std::vector<Reference> result;
    const Ast& ast = program.ast();
    for (std::size_t i = 0; i < ast.nodes.size(); ++i) {
        Reference reference;
        if (as_reference(ast, i, reference)) result.push_back(std::move(reference));
    }
    text::sort(result, [](const Reference& a, const Reference& b) { return a.span.begin < b.span.begin; });
    return result;
}

std::vector<Reference> bare_names(const Program& program) {
    const Ast& ast = program.ast();
    std::vector<Reference> result;
    std::vector<std::size_t> stack = {ast.root};
    while (!stack.empty()) {
        const Node& node = ast.nodes[stack.back()];
        stack.pop_back();
        if (node.kind == NodeKind::name && !is_namespace(node.text)) result.push_back({{}, node.text, node.span});
        const bool owned = node.kind == NodeKind::property || node.kind == NodeKind::index ||
                           node.kind == NodeKind::method || node.kind == NodeKind::projection ||
                           node.kind == NodeKind::selection;
        for (std::size_t i = 0; i < node.children.size(); ++i) {
            const std::size_t child = node.children[i];
            const bool name = ast.nodes[child].kind == NodeKind::name;
            const bool elements = node.kind == NodeKind::projection || node.kind == NodeKind::selection;
            if ((owned && name && (i == 0 || node.kind == NodeKind::index)) || (elements && i == 1)) continue;
            stack.push_back(child);
        }
    }
    text::sort(result, [](const Reference& a, const Reference& b) { return a.span.begin < b.span.begin; });
    return result;
}

}  // namespace preflight::expression
