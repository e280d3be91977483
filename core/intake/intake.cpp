#include "core/intake/intake.h"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

#include "core/egnyte/account_reader.h"
#include "core/formats/csv.h"
#include "core/formats/json/document.h"
#include "core/intake/declared_encoding.h"
#include "core/intake/pipeline.h"
#include "core/intake/recognise.h"
#include "core/intake/scenario_reader.h"
#include "core/intake/wrappers.h"
#include "core/okta/readers.h"
#include "core/text/unicode.h"

namespace preflight::intake {

namespace {

using formats::json::Node;
using formats::json::Type;

constexpr std::size_t kMaxSyntaxProblems = 3;  // per input; more of them say nothing new
constexpr std::size_t kMaxErrors = 1000;       // per input; beyond, it is not JSON

bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

std::size_t first_visible(std::string_view text, std::size_t from = 0) {
    while (from < text.size() && is_space(text[from])) ++from;
    return from;
}

class Intake : private Artefacts {
public:
    Intake(Workspace& workspace, std::string name, ByteReader& reader, const Limits& limits, unsigned threads)
        : workspace_(workspace), limits_(limits), reader_(reader), pipeline_(reader, threads) {
        index_ = workspace_.inputs.size();
        workspace_.inputs.emplace_back();
        input().name = std::move(name);
        input().source = std::make_shared<text::Source>(input().name, std::string());
    }

    void run(const std::function<void(std::size_t)>& progress) {
        progress_ = &progress;
        std::shared_ptr<text::ByteSource> bytes = reader_.bytes();
        std::string text;
        bool more = true;
        while (more && text.size() <= limits_.kept_text) more = pull(text);
        strip_prefixes(text);
        if (more && !is_list(text)) {
            while (more && text.size() <= limits_.metadata_bytes) more = pull(text);
        }
        if (more) {
            read_streamed(std::move(text));
        } else {
            bytes = nullptr;
            read_kept(std::move(text));
        }
        std::string rest;
        while (pull(rest)) rest.clear();
        if (more) {
            input().source = std::make_shared<text::Source>(input().name, std::move(bytes), decoder().encoding(),
                                                            pipeline_.checkpoints(), blanked_);
            input().key_windows = pipeline_.key_windows();
        }
        input().bytes = pipeline_.bytes();
        input().sha256 = pipeline_.sha256();
        if (const std::string error = reader_.error(); !error.empty()) problem(Problem::Kind::unreadable, {}, error);
        if (legacy_ && !input().metadata_candidate)
            notes_.insert(notes_.begin(), legacy_ == saml::Origin::latin1 ? "ISO-8859-1 was converted to UTF-8"
                                          : legacy_ == saml::Origin::windows_1252
                                              ? "windows-1252 was converted to UTF-8"
                                              : "only the ASCII of its encoding was read");
        if (!decoder().converted().empty() && !input().metadata_candidate)
            notes_.insert(notes_.begin(), std::string(decoder().converted()));
        if (!notes_.empty()) {
            std::string all;
            for (const std::string& note : notes_) all += (all.empty() ? "" : "; ") + note;
            problem(Problem::Kind::encoding_converted, {}, all);
        }
        if (input().kinds.empty()) {
            input().kinds.emplace_back("unknown");
            const bool explained = problems_ > 0 || input().metadata_candidate;
            if (!explained) problem(Problem::Kind::unrecognised, {}, nearest_);
        }
    }

private:
    Input& input() { return workspace_.inputs[index_]; }

    // Appends the next decoded piece; false at the end.
    bool pull(std::string& out) {
        if (!pipeline_.pull(out)) return false;
        if (*progress_) (*progress_)(static_cast<std::size_t>(pipeline_.bytes()));
        return true;
    }
    [[nodiscard]] const text::Decoder& decoder() const { return pipeline_.decoder(); }

    // Whether a text that begins so can be read piece by piece.
    static bool is_list(std::string_view text) {
        const std::size_t begin = first_visible(text);
        const char first = begin < text.size() ? text[begin] : '\0';
        return first == '{' || first == '[' || (first != '<' && egnyte::is_account_header(csv_header(text)));
    }

    void kind(std::string_view word) {
        auto& kinds = input().kinds;
        if (std::find(kinds.begin(), kinds.end(), word) == kinds.end()) kinds.emplace_back(word);
    }

    void problem(Problem::Kind what, findings::Location at, std::string detail, std::string extra = {}) {
        at.input = index_;
        if (what != Problem::Kind::encoding_converted && what != Problem::Kind::scenario_ignored) ++problems_;
        workspace_.problems.push_back({what, std::move(at), std::move(detail), std::move(extra)});
    }

    findings::Location place(std::size_t offset, std::size_t length = 1) {
        findings::Location location;
        location.input = index_;
        location.span = {offset, offset + length};
        return location;
    }

    // ---- the whole text is in memory -------------------------------------------------------------------------

    void read_kept(std::string text) {
        legacy_ = convert_declared_encoding(text);
        input().source = std::make_shared<text::Source>(input().name, std::move(text), start_);
        const std::string_view view = input().source->text();
        const std::size_t begin = first_visible(view);
        const char first = begin < view.size() ? view[begin] : '\0';
        const std::string lowered_name = text::ascii_lower(input().name);
        const bool named_xml = lowered_name.size() > 4 && lowered_name.compare(lowered_name.size() - 4, 4, ".xml") == 0;

        if (first == '{' || first == '[') {
            const std::size_t problems_before = workspace_.problems.size();
            formats::json::Window window(view);
            read_json(window);
            const bool useful = std::any_of(input().kinds.begin(), input().kinds.end(),
                                            [](const std::string& word) { return word != "okta-error"; });
            if (named_xml && !useful) {
                workspace_.problems.erase(workspace_.problems.begin() + static_cast<std::ptrdiff_t>(problems_before),
                                          workspace_.problems.end());
                read_metadata(view);
            }
            return;
        }
        if (first != '<' && read_csv_if(view)) return;
        if (first == '<' || named_xml) {
            read_metadata(view);
            return;
        }
        saml::Document document = saml::read(view, metadata_limits(), origin());
        switch (document.kind) {
            case saml::Kind::pem:
            case saml::Kind::der:
            case saml::Kind::base64:
                add_metadata(std::move(document));
                return;
            case saml::Kind::url:
                nearest_ = "it holds an address; open it in the browser and save what it shows";
                return;
            case saml::Kind::archive:
                nearest_ = "it is " + document.detail + "; unpack it and give the files in it";
                return;
            case saml::Kind::empty:
                nearest_ = "it is empty";
                return;
            default:
                break;
        }
        if (saml::looks_like_metadata(view)) add_metadata(std::move(document));
    }

    // Saved HTTP headers and the guard of some answers become blanks, so that lines and columns stay those of the file.
    void strip_prefixes(std::string& text) {
        const auto blank = [&](std::size_t end) {
            for (std::size_t i = 0; i < end; ++i) {
                if (text[i] != '\n' && text[i] != '\r') text[i] = ' ';
            }
            blanked_ = end;
        };
        std::size_t begin = 0;
        while (text.compare(begin, 5, "HTTP/") == 0) {
            const std::size_t unix_end = text.find("\n\n", begin);
            const std::size_t windows_end = text.find("\n\r\n", begin);
            const std::size_t end = std::min(unix_end, windows_end);
            if (end == std::string::npos) break;
            begin = end + (end == unix_end ? 2 : 3);
        }
        if (begin > 0) {
            notes_.emplace_back("saved HTTP headers were left out");
            if (const std::size_t body = first_visible(text, begin); body < text.size() && text[body] == '<') {
                // An XML declaration must come first.
                text::PositionCounter counter;
                counter.advance(std::string_view(text).substr(0, body));
                start_ = counter.position(text[body]);
                text.erase(0, body);
            } else {
                blank(begin);
            }
        }
        constexpr std::string_view kGuard = "while(1){};";
        const std::size_t visible = first_visible(text);
        if (text.compare(visible, kGuard.size(), kGuard) == 0) {
            blank(visible + kGuard.size());
            notes_.emplace_back("the guard while(1){}; was left out");
        }
    }

    [[nodiscard]] saml::Origin origin() const {
        if (decoder().from_utf16()) return decoder().damaged() ? saml::Origin::utf16_damaged : saml::Origin::utf16;
        if (legacy_) return *legacy_;
        return decoder().converted().empty() ? saml::Origin::utf8 : saml::Origin::utf8_marked;
    }
    [[nodiscard]] saml::Limits metadata_limits() const {
        return {limits_.metadata_bytes,
                std::max(limits_.kept_text, limits_.metadata_bytes),
                {limits_.depth, 256, 1'000'000, 1000}};
    }

    void read_metadata(std::string_view view) {
        saml::Document document = saml::read(view, metadata_limits(), origin());
        const std::string lowered_name = text::ascii_lower(input().name);
        const bool named_xml = lowered_name.size() > 4 && lowered_name.compare(lowered_name.size() - 4, 4, ".xml") == 0;
        if (document.kind == saml::Kind::html && !named_xml) {
            kind("html-page");
            findings::Location at;
            at.span = document.at.span;
            problem(Problem::Kind::html_page, at, document.detail);
            return;
        }
        add_metadata(std::move(document));
    }

    void add_metadata(saml::Document document) {
        input().metadata_candidate = true;
        switch (document.kind) {
            case saml::Kind::idp:
                if (document.from_aggregate) kind("saml-aggregate");
                kind("saml-idp-metadata");
                break;
            case saml::Kind::sp:
                kind("saml-sp-metadata");
                break;
            case saml::Kind::aggregate:
                kind("saml-aggregate");
                break;
            case saml::Kind::other_protocol:
                if (document.detail == "a SAML response") kind("saml-response");
                break;
            case saml::Kind::html:
                kind("html-page");
                break;
            default:
                break;
        }
        workspace_.metadata.push_back({index_, std::move(document)});
    }

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
        problem(error.limit ? Problem::Kind::over_limit : Problem::Kind::not_well_formed, place(error.offset),
                error.expected);
    }

    // ---- artefacts, as the wrappers find them --------------------------------------------------------------------

    bool read(const Node& object) override { return read_artefact({index_}, object); }
    bool recognises(const Node& outline) override { return recognise(outline) != Artefact::none; }

    std::size_t mark(std::uint64_t offset) override {
        Mark mark;
        mark.offset = offset;
        const Workspace& w = workspace_;
        mark.users = w.users.mark();
        mark.app_users = w.app_users.mark();
        mark.egnyte_users = w.egnyte_users.mark();
        mark.given = {w.users_given, w.app_users_given, w.egnyte_users_given, w.policies_given};
        mark.sizes = {w.applications.size(), w.saml_resources.size(), w.mappings.size(),
                      w.app_schemas.size(),  w.user_schemas.size(),   w.password_policies.size(),
                      w.api_errors.size(),   w.problems.size(),       w.inputs[index_].kinds.size()};
        mark.scenario = w.scenario;
        mark.problems = problems_;
        mark.nearest = nearest_;
        marks_.push_back(std::move(mark));
        return marks_.size() - 1;
    }
    void rollback(std::size_t number) override {
        marks_.resize(number + 1);
        const Mark& mark = marks_.back();
        Workspace& w = workspace_;
        w.users.rollback(mark.users);
        w.app_users.rollback(mark.app_users);
        w.egnyte_users.rollback(mark.egnyte_users);
        user_columns_.clear();
        app_user_columns_.clear();
        std::tie(w.users_given, w.app_users_given, w.egnyte_users_given, w.policies_given) =
            std::tie(mark.given[0], mark.given[1], mark.given[2], mark.given[3]);
        auto size = mark.sizes.begin();
        const auto cut = [&size](auto& list) {
            list.erase(list.begin() + static_cast<std::ptrdiff_t>(*size++), list.end());
        };
        cut(w.applications);
        cut(w.saml_resources);
        cut(w.mappings);
        cut(w.app_schemas);
        cut(w.user_schemas);
        cut(w.password_policies);
        cut(w.api_errors);
        cut(w.problems);
        cut(input().kinds);
        w.scenario = mark.scenario;
        problems_ = mark.problems;
        nearest_ = mark.nearest;
    }
    void read_large(const Node& object) override { read_artefact({index_}, object); }
    void too_large(std::size_t number) override {
        problem(Problem::Kind::over_limit, place(static_cast<std::size_t>(marks_[number].offset)),
                "one element of more than " + std::to_string(limits_.element_bytes) + " bytes");
    }

    void begin_row(population::Table& table, const Node& node, const char* inner = nullptr) {
        std::string pointer = node.pointer();
        population::RowPlace place;
        place.input = static_cast<std::uint16_t>(index_);
        place.ordinal = population::kNoOrdinal;
        place.offset = node.span().begin;
        population::RowList list;
        if (inner != nullptr) {
            list.inner = inner;
            pointer.resize(pointer.size() - list.inner.size());
        }
        const auto slash = pointer.rfind('/');
        if (slash != std::string::npos && pointer.size() - slash <= 10 &&
            pointer.find_first_not_of("0123456789", slash + 1) == std::string::npos && slash + 1 < pointer.size()) {
            place.ordinal = static_cast<std::uint32_t>(std::stoul(pointer.substr(slash + 1)));
            pointer.resize(slash);
        }
        list.pointer = std::move(pointer);
        place.list = table.list(list);
        table.begin_row(place);
    }

    bool read_artefact(const okta::Origin& origin, const Node& node) {
        const Artefact artefact = recognise(node);
        if (artefact == Artefact::none) return false;
        if (artefact == Artefact::known_unused) {
            if (nearest_.empty()) nearest_ = "it looks like " + std::string(unused_words(node));
            return true;
        }
        if (artefact == Artefact::terraform) {
            read_terraform(origin, node);
            return true;
        }
        kind(kind_word(artefact));
        switch (artefact) {
            case Artefact::application:
                workspace_.applications.push_back(okta::read_application(origin, node));
                break;
            case Artefact::mapping:
            case Artefact::mapping_list_item:
                workspace_.mappings.push_back(okta::read_mapping(origin, node));
                break;
            case Artefact::app_schema:
                workspace_.app_schemas.push_back(okta::read_schema(origin, node));
                break;
            case Artefact::user_schema:
                workspace_.user_schemas.push_back(okta::read_schema(origin, node));
                break;
            case Artefact::password_policy:
                workspace_.policies_given = true;
                workspace_.password_policies.push_back(okta::read_password_policy(origin, node));
                break;
            case Artefact::user:
                workspace_.users_given = true;
                begin_row(workspace_.users, node);
                okta::read_user(node, workspace_.users, user_columns_);
                break;
            case Artefact::app_user:
                workspace_.app_users_given = true;
                begin_row(workspace_.app_users, node);
                okta::read_app_user(node, workspace_.app_users, app_user_columns_);
                if (const Node user = node["_embedded"]["user"]; user["profile"].exists()) {
                    kind("okta-users");
                    workspace_.users_given = true;
                    begin_row(workspace_.users, user, "/_embedded/user");
                    okta::read_user(user, workspace_.users, user_columns_);
                }
                break;
            case Artefact::egnyte_account:
                workspace_.egnyte_users_given = true;
                begin_row(workspace_.egnyte_users, node);
                egnyte::read_account(node, workspace_.egnyte_users);
                break;
            case Artefact::scenario: {
                std::vector<Problem> problems;
                workspace_.scenario = read_scenario(origin, node, problems);
                for (Problem& p : problems) workspace_.problems.push_back(std::move(p));
                break;
            }
            case Artefact::okta_error: {
                okta::ApiError error = okta::read_error(origin, node);
                problem(Problem::Kind::okta_error, error.at, error.code, error.summary);
                workspace_.api_errors.push_back(std::move(error));
                break;
            }
            case Artefact::terraform:
            case Artefact::none:
            case Artefact::known_unused:
                break;
        }
        return true;
    }

    // Of a state only what is compared with metadata; a reader of the rest has to come.
    void read_terraform(const okta::Origin& origin, const Node& node) {
        std::vector<okta::SamlResource> resources = okta::read_terraform_saml(origin, node);
        if (resources.empty()) {
            if (nearest_.empty())
                nearest_ =
                    "it looks like Terraform output without the key or certificate of a SAML application, and nothing "
                    "else of Terraform is read by this version yet";
            return;
        }
        kind(node["format_version"].exists() ? kind_word(Artefact::terraform) : "terraform-state");
        problem(Problem::Kind::partly_read, {},
                "of Terraform output only entity_key and certificate of SAML applications are read by this version");
        for (okta::SamlResource& resource : resources) {
            // Terraform prints sensitive values in clear (facts 11), all in one line: places without an excerpt.
            for (okta::TextField* field : {&resource.entity_key, &resource.certificate})
                field->at.span.end = field->at.span.begin;
            workspace_.saml_resources.push_back(std::move(resource));
        }
    }

    // ---- CSV ------------------------------------------------------------------------------------------------

    // The first record of a text; empty when it breaks off.
    static std::vector<std::string> csv_header(std::string_view head) {
        std::vector<std::string> header;
        formats::CsvReader reader(64U << 10U, [&](const formats::CsvRecord& record) {
            header = record.fields;
            return false;
        });
        if (reader.feed(head.substr(0, 64U << 10U))) reader.finish();
        return header;
    }

    formats::CsvReader csv_reader(std::vector<std::string>& header) {
        return {limits_.element_bytes, [this, &header](const formats::CsvRecord& record) {
                    if (record.number == 1) {
                        header = record.fields;
                        return true;
                    }
                    auto& accounts = workspace_.egnyte_users;
                    if (!csv_encoding_reported_ &&
                        !std::all_of(record.fields.begin(), record.fields.end(),
                                     [](const std::string& f) { return !text::find_invalid(f); })) {
                        csv_encoding_reported_ = true;
                        findings::Location at;
                        at.pointer = "row " + std::to_string(record.number);
                        at.span = record.span;
                        problem(Problem::Kind::not_well_formed, at,
                                "these bytes are not UTF-8; save it as \"CSV UTF-8\"");
                    }
                    accounts.begin_row({static_cast<std::uint16_t>(index_), accounts.list({{}, true, false, {}}),
                                        static_cast<std::uint32_t>(record.number), record.span.begin});
                    egnyte::read_account_row(header, record.fields, accounts);
                    return true;
                }};
    }

    bool take_csv_header(std::string_view text) {
        const std::vector<std::string> header = csv_header(text);
        if (!egnyte::is_account_header(header)) {
            if (header.size() >= 3 && text.find('\0') == std::string_view::npos) {
                nearest_ = "it looks like a table with the columns ";
                for (std::size_t i = 0; i < std::min<std::size_t>(header.size(), 6); ++i)
                    nearest_ += (i == 0 ? "" : ", ") + text::repair(header[i].substr(0, 40));
                nearest_ += "; this version reads the CSV of Egnyte's Export All Users";
            }
            return false;
        }
        kind("egnyte-users");
        workspace_.egnyte_users_given = true;
        return true;
    }

    void csv_problem(const formats::CsvError& error) {
        problem(error.limit ? Problem::Kind::over_limit : Problem::Kind::not_well_formed, place(error.offset),
                error.expected);
    }

    bool read_csv_if(std::string_view view) {
        if (!take_csv_header(view)) return false;
        std::vector<std::string> header;
        formats::CsvReader reader = csv_reader(header);
        if (reader.feed(view)) reader.finish();
        if (reader.error()) csv_problem(*reader.error());
        return true;
    }

    // ---- larger than what is kept: only lists can be read piece by piece ---------------------------------------

    void read_streamed(std::string text) {
        const std::size_t begin = first_visible(text);
        const char first = begin < text.size() ? text[begin] : '\0';
        if (first == '{' || first == '[') {
            formats::json::Window window(
                std::move(text), [this](std::string& out) { return pull(out); }, limits_.element_bytes);
            read_json(window);
            return;
        }
        if (first != '<' && take_csv_header(text)) {
            std::vector<std::string> header;
            formats::CsvReader reader = csv_reader(header);
            bool going = true;
            bool more = true;
            while (going) {
                going = reader.feed(text);
                text.clear();
                if (!going || !more) break;
                more = pull(text);
            }
            if (going) reader.finish();
            if (reader.error()) csv_problem(*reader.error());
            return;
        }
        if (first == '<') {
            problem(Problem::Kind::over_limit, place(begin),
                    "a document may have " + std::to_string(limits_.metadata_bytes >> 20U) +
                        " MB; only lists of people may be longer");
            return;
        }
        nearest_ = "it is larger than " + std::to_string(limits_.kept_text >> 20U) + " MB and no list of people";
    }

    // What a rollback restores.
    struct Mark {
        std::uint64_t offset = 0;
        population::Table::Mark users, app_users, egnyte_users;
        std::array<bool, 4> given{};
        std::array<std::size_t, 9> sizes{};
        std::optional<Scenario> scenario;
        std::size_t problems = 0;
        std::string nearest;
    };

    Workspace& workspace_;
    const Limits& limits_;
    std::size_t index_ = 0;
    ByteReader& reader_;
    Pipeline pipeline_;
    const std::function<void(std::size_t)>* progress_ = nullptr;
    text::Position start_;     // of the text in the input: saved headers in front of XML are left out
    std::size_t blanked_ = 0;  // how much of its beginning became blanks
    std::size_t problems_ = 0, syntax_problems_ = 0;
    bool csv_encoding_reported_ = false;
    std::string nearest_;
    std::vector<std::string> notes_;
    std::optional<saml::Origin> legacy_;  // the encoding that was declared and converted
    okta::ProfileColumns user_columns_, app_user_columns_;
    std::vector<Mark> marks_;
};

}  // namespace

void add(Workspace& workspace, std::string name, ByteReader& reader, const Limits& limits,
         const std::function<void(std::size_t)>& progress, unsigned threads) {
    Intake(workspace, std::move(name), reader, limits, threads).run(progress);
}

}  // namespace preflight::intake
