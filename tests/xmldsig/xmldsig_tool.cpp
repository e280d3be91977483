// What tests/xmldsig compares with xmllint and xmlsec1; no part of the product. Reads a document from standard input.
//   xmldsig_tool c14n METHOD [comments]   prints its canonical form; METHOD is exclusive, inclusive or inclusive11
//   xmldsig_tool check                    prints a line for each signed md: element: path, verdict, problems
#include <cstdio>
#include <iostream>
#include <iterator>
#include <string>

#include "core/formats/xml/canonical.h"
#include "core/saml/signature.h"

namespace {

using namespace preflight;
namespace xml = formats::xml;

int print_canonical(const xml::Tree& document, const std::string& method, bool comments) {
    xml::C14n how;
    how.method = method == "exclusive"   ? xml::C14nMethod::exclusive
                 : method == "inclusive" ? xml::C14nMethod::inclusive_1_0
                                         : xml::C14nMethod::inclusive_1_1;
    how.comments = comments;
    const auto status = xml::canonicalise(document, xml::kWholeDocument, xml::kNone, how, [](std::string_view piece) {
        std::fwrite(piece.data(), 1, piece.size(), stdout);
    });
    return status == xml::C14nStatus::done ? 0 : 3;
}

int judge(const xml::Tree& document) {
    constexpr const char* kVerdicts[] = {"unchanged", "changed", "wrong-value", "refused", "not-checked"};
    saml::CertificateCache certificates;
    for (const std::size_t parent : saml::signed_elements(document, xml::kNone)) {
        const saml::SignatureReport report = saml::check_signature(document, parent, certificates);
        std::cout << document.path(parent) << ' ' << kVerdicts[static_cast<std::size_t>(report.verdict)]
                  << (report.reformatted ? " reformatted" : "");
        for (const saml::PlacedProblem& problem : report.problems)
            std::cout << ' ' << static_cast<int>(problem.problem);
        std::cout << '\n';
    }
    return 0;
}

}  // namespace

int main(int count, char** arguments) {
    const std::string command = count > 1 ? arguments[1] : "";
    const std::string text((std::istreambuf_iterator<char>(std::cin)), std::istreambuf_iterator<char>());
    const xml::Tree document = xml::parse(text);
    if (document.error()) {
        std::cerr << document.error()->message << '\n';
        return 2;
    }
    if (command == "check") return judge(document);
    if (command == "c14n" && count > 2)
        return print_canonical(document, arguments[2], count > 3 && std::string(arguments[3]) == "comments");
    return 1;
}
