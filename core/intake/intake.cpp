#include "core/intake/intake.h"

#include <algorithm>
#include <utility>

#include "core/formats/csv.h"
#include "core/formats/json/document.h"
#include "core/intake/artefact.h"
#include "core/intake/declared_encoding.h"
#include "core/intake/metadata_text.h"
#include "core/intake/pipeline.h"
#include "core/intake/reading.h"
#include "core/intake/sniff.h"
#include "core/intake/wrappers.h"
#include "core/text/unicode.h"

namespace preflight::intake {

namespace {

using formats::json::Node;
using formats::json::Type;

constexpr std::size_t kMaxSyntaxProblems = 3;  // per input; more of them say nothing new
constexpr std::size_t kMaxErrors = 1000;       // per input; beyond, it is not JSON
// Of JSON and CSV no more text than this is kept: beyond it they are read piece by piece, so that memory follows the
// people, not the bytes (Limits::kept_text is for what is read as a whole).
constexpr std::size_t kKeptList = 4U << 20U;

class Intake : private ArtefactVisitor {
public:
    Intake(std::shared_ptr<ParsedInput> parsed, ByteReader& reader, const Limits& limits,
           const std::function<void(std::size_t)>& progress, unsigned threads)
        : input_(parsed->input),
          reading_(std::move(parsed)),
          limits_(limits),
          reader_(reader),
          pipeline_(reader, threads),
          progress_(progress) {
        input_.source = std::make_shared<text::Source>(input_.name, std::string());
    }

    void run() {
        if (input_.slot >= kMaxInputs) {
            input_.kinds.emplace_back("unknown");
            reading_.problem(Problem::Kind::over_limit, {}, "no more than 65,536 inputs are read");
            return;
        }
        std::shared_ptr<text::ByteSource> bytes = reader_.bytes();
        std::string text;
        bool more = true;
        while (more && text.size() <= std::min(kKeptList, limits_.kept_text)) more = pull(text);
        prefixes_ = strip_prefixes(text);
        if (more && !is_list(text)) {
            const std::size_t kept = std::max(limits_.kept_text, limits_.metadata_bytes);
            while (more && text.size() <= kept) more = pull(text);
        }
        if (more) {
            read_streamed(std::move(text));
        } else {
            bytes = nullptr;
            read_kept(std::move(text));
        }
        reading_.document().headers = prefixes_.headers;
        reading_.document().self = prefixes_.self;
        reading_.document().next = prefixes_.next;
        reading_.end_document({});
        std::string rest;
        while (pull(rest)) rest.clear();
        if (more) {
            input_.source = std::make_shared<text::Source>(input_.name, std::move(bytes), decoder().encoding(),
                                                           pipeline_.checkpoints(), prefixes_.blanked);
            input_.key_windows = pipeline_.key_windows();
        }
        input_.bytes = pipeline_.bytes();
        input_.sha256 = pipeline_.sha256();
        if (const std::string error = reader_.error(); !error.empty())
            reading_.problem(Problem::Kind::unreadable, {}, error);
        name_conversions();
        if (input_.kinds.empty()) {
            input_.kinds.emplace_back("unknown");
            if (reading_.explained() == 0 && !input_.metadata_candidate)
                reading_.problem(Problem::Kind::unrecognised, {}, reading_.suggestion());
        }
    }

private:
    // Appends the next decoded piece; false at the end.
    bool pull(std::string& out) {
        if (!pipeline_.pull(out)) return false;
        if (progress_) progress_(static_cast<std::size_t>(pipeline_.bytes()));
        return true;
    }
    [[nodiscard]] const text::Decoder& decoder() const { return pipeline_.decoder(); }

    // Whether a text that begins so can be read piece by piece.
    static bool is_list(std::string_view text) {
        const Form form = form_of(text);
        return form == Form::json || (form == Form::other && recognise(csv_header(text)) != nullptr);
    }

    void name_conversions() {
        std::vector<std::string> notes;
        if (!input_.metadata_candidate) {  // whose DOC checks say it
            if (!decoder().converted().empty()) notes.emplace_back(decoder().converted());
            if (legacy_)
                notes.emplace_back(legacy_ == saml::Origin::latin1         ? "ISO-8859-1 was converted to UTF-8"
                                   : legacy_ == saml::Origin::windows_1252 ? "windows-1252 was converted to UTF-8"
                                                                           : "only the ASCII of its encoding was read");
        }
        notes.insert(notes.end(), prefixes_.notes.begin(), prefixes_.notes.end());
        std::string all;
        for (const std::string& note : notes) all += (all.empty() ? "" : "; ") + note;
        if (!all.empty()) reading_.problem(Problem::Kind::encoding_converted, {}, all);
    }

    [[nodiscard]] saml::Origin origin() const {
        if (decoder().from_utf16()) return decoder().damaged() ? saml::Origin::utf16_damaged : saml::Origin::utf16;
        if (legacy_) return *legacy_;
        return decoder().converted().empty() ? saml::Origin::utf8 : saml::Origin::utf8_marked;
    }

    // What was removed in front of an XML declaration, in words; empty when nothing was.
    [[nodiscard]] std::string_view before_xml() const {
        return prefixes_.in_front_of_xml ? "the HTTP header of an answer" : "";
    }

    // The whole text is in memory.
    void read_kept(std::string text) {
        legacy_ = convert_declared_encoding(text);
        input_.source = std::make_shared<text::Source>(input_.name, std::move(text), prefixes_.start);
        const std::string_view view = input_.source->text();
        const Form form = form_of(view);
        if (form == Form::json) {
            formats::json::Window window(view);
            read_json(window);
            const bool useful = std::any_of(input_.kinds.begin(), input_.kinds.end(),
                                            [](const std::string& word) { return word != "okta-error"; });
            if (!useful && named_xml(input_.name)) {
                reading_.parsed().problems.clear();
                read_metadata(view, limits_, origin(), before_xml(), reading_);
            }
            return;
        }
        if (form == Form::other) {
            if (const Artefact* table = recognise_table(view)) {
                read_csv(*table, view, [](std::string&) { return false; });
                return;
            }
        }
        if (form == Form::xml || named_xml(input_.name)) {
            read_metadata(view, limits_, origin(), before_xml(), reading_);
        } else {
            read_other_text(view, limits_, origin(), reading_);
        }
    }

    // Larger than what is kept: only lists can be read piece by piece.
    void read_streamed(std::string text) {
        const Form form = form_of(text);
        if (form == Form::json) {
            formats::json::Window window(
                std::move(text), [this](std::string& out) { return pull(out); }, limits_.element_bytes);
            read_json(window);
            return;
        }
        if (form == Form::xml) {
            reading_.problem(Problem::Kind::over_limit, reading_.place(first_visible(text)),
                             "a document may have " + std::to_string(limits_.metadata_bytes >> 20U) +
                                 " MB; only lists of people may be longer");
            return;
        }
        if (const Artefact* table = recognise_table(text)) {
            read_csv(*table, text, [this](std::string& out) { return pull(out); });
            return;
        }
        reading_.suggest("it is larger than " + std::to_string(limits_.kept_text >> 20U) + " MB and no list of people");
    }

    // ---- JSON ------------------------------------------------------------------------------------------------

    void read_json(formats::json::Window& window) {
        Wrappers wrappers(*this, window, {limits_.tape_bytes, limits_.element_bytes});
        formats::json::Reader reader(window, wrappers, {limits_.depth, false});
        using Result = formats::json::Reader::Result;
        bool list = false;
        std::size_t errors = 0;
        for (std::size_t ordinal = 0; !reader.at_end(); ++ordinal) {
            if (list) {
                syntax_problem({static_cast<std::size_t>(reader.position()),
                                "nothing expected behind the end of the array", false, false});
                return;
            }
            list = ordinal == 0 && reader.peek() == '[';
            const std::uint64_t begin = reader.position();
            wrappers.begin_value(ordinal);
            Result result = reader.next();
            while (result == Result::error) {
                // Half an application or mapping would say that what is missing is not set: what is damaged is left
                // out, and what comes after it in the same list, or in the next value, is read.
                syntax_problem(*reader.error());
                if (reader.error()->truncated || ++errors > kMaxErrors) return wrappers.abandon();
                const std::vector<Type> open = wrappers.open_containers();
                if (open.empty()) {
                    if (!reader.skip(begin)) return;
                    break;
                }
                if (!wrappers.inside_element()) return wrappers.abandon();
                const bool whole = reader.skip(wrappers.element_begin());
                wrappers.drop_element();
                if (!whole) return wrappers.abandon();
                result = reader.resume(open);
            }
        }
    }

    void syntax_problem(const formats::json::Error& error) {
        if (++syntax_problems_ > kMaxSyntaxProblems) return;
        reading_.problem(error.limit ? Problem::Kind::over_limit : Problem::Kind::not_well_formed,
                         reading_.place(error.offset), error.expected);
    }

    bool read(const Node& object) override {
        const Artefact* found = recognise(object);
        if (found == nullptr) return false;
        if (found->instead != nullptr) {
            if (const Artefact* const other = found->instead(reading_); other != nullptr) found = other;
        }
        if (found->read == nullptr) {
            reading_.suggest("it looks like " + std::string(found->unused));
            return true;
        }
        reading_.begin(*found);
        found->read(object, reading_);
        return true;
    }
    bool recognises(const Node& outline) override { return recognise(outline) != nullptr; }
    void wrapper(const Node& outline) override {
        // SCIM's and Egnyte's lists (facts egnyte P16); a list of such pages has the same total in each.
        if (const auto total = outline["totalResults"].as_int(); total && *total >= 0)
            reading_.document().total = total;
    }
    void lost(std::string_view text, formats::json::Range at) override {
        if (std::exchange(lost_reported_, true)) return;
        reading_.problem(
            Problem::Kind::powershell,
            reading_.place(static_cast<std::size_t>(at.begin), static_cast<std::size_t>(at.end - at.begin)),
            text::repair(text.substr(0, 60)));
    }
    std::size_t mark(std::uint64_t offset) override { return reading_.mark(offset); }
    void rollback(std::size_t mark) override { reading_.rollback(mark); }
    void too_large(std::size_t mark) override {
        reading_.problem(Problem::Kind::over_limit,
                         reading_.place(static_cast<std::size_t>(reading_.marked_offset(mark))),
                         "one element of more than " + std::to_string(limits_.element_bytes) + " bytes");
    }

    // ---- CSV -------------------------------------------------------------------------------------------------

    const Artefact* recognise_table(std::string_view text) {
        const std::vector<std::string> header = csv_header(text);
        const Artefact* const found = recognise(header);
        if (found != nullptr) {
            reading_.begin(*found, false);
        } else if (header.size() >= 3 && text.find('\0') == std::string_view::npos) {
            std::string columns;
            for (std::size_t i = 0; i < std::min<std::size_t>(header.size(), 6); ++i)
                columns += (i == 0 ? "" : ", ") + text::repair(header[i].substr(0, 40));
            reading_.suggest("it looks like a table with the columns " + columns +
                             "; this version reads the CSV of Egnyte's Export All Users");
        }
        return found;
    }

    void read_csv(const Artefact& table, std::string_view first, const formats::json::Window::Fetch& fetch) {
        std::vector<std::string> header;
        bool encoding_reported = false;
        formats::CsvReader reader(limits_.element_bytes, [&](const formats::CsvRecord& record) {
            if (record.number == 1) {
                header = record.fields;
                return true;
            }
            if (!encoding_reported && std::any_of(record.fields.begin(), record.fields.end(),
                                                  [](const std::string& f) { return text::find_invalid(f); })) {
                encoding_reported = true;
                findings::Location at;
                at.pointer = "row " + std::to_string(record.number);
                at.span = record.span;
                reading_.problem(Problem::Kind::not_well_formed, at,
                                 "these bytes are not UTF-8; save it as \"CSV UTF-8\"");
            }
            table.read_record(header, record, reading_);
            return true;
        });
        bool going = reader.feed(first);
        std::string piece;
        for (bool more = true; going && more;) {
            piece.clear();
            more = fetch(piece);
            going = reader.feed(piece);
        }
        if (going) reader.finish();
        if (!reader.error()) return;
        const formats::CsvError& error = *reader.error();
        reading_.problem(error.limit ? Problem::Kind::over_limit : Problem::Kind::not_well_formed,
                         reading_.place(error.offset), error.expected);
    }

    Input& input_;
    Reading reading_;
    const Limits& limits_;
    ByteReader& reader_;
    Pipeline pipeline_;
    const std::function<void(std::size_t)>& progress_;
    Prefixes prefixes_;
    std::size_t syntax_problems_ = 0;
    bool lost_reported_ = false;
    std::optional<saml::Origin> legacy_;  // the encoding that was declared and converted
};

}  // namespace

std::shared_ptr<const ParsedInput> parse(std::size_t slot, std::string name, ByteReader& reader, const Limits& limits,
                                         std::shared_ptr<population::Atoms> atoms,
                                         const std::function<void(std::size_t)>& progress, unsigned threads,
                                         std::string path) {
    auto parsed = std::make_shared<ParsedInput>(slot, std::move(atoms));
    parsed->input.name = std::move(name);
    parsed->input.path = path.empty() ? parsed->input.name : std::move(path);
    Intake(parsed, reader, limits, progress, threads).run();
    return parsed;
}

}  // namespace preflight::intake
