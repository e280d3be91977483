#include "cli/reference.h"

#include <algorithm>
#include <optional>

#include "core/preflight.h"

namespace preflight::cli {

namespace {

// An option as documents show it.
struct Flag {
    std::string names;   // "--format"; "FILE..." for a positional
    std::string value;   // "FORMAT"; empty for a switch
    std::string words;   // what it does
    std::string preset;  // its default
    std::vector<std::string> choices;
    bool positional = false, required = false, several = false;
};

// "text, json or markdown: what it is" begins with the choices.
std::vector<std::string> choices_in(std::string_view description) {
    std::vector<std::string> choices;
    const std::string_view list = description.substr(0, description.find_first_of(":;"));
    if (list.find(" or ") == std::string_view::npos) return {};
    std::string word;
    const auto take = [&] {
        if (!word.empty() && word != "or") choices.push_back(word);
        word.clear();
    };
    for (const char c : list) {
        if (c == ' ' || c == ',') {
            take();
        } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-') {
            word += c;
        } else {
            return {};
        }
    }
    take();
    // "a list of words or so" is a sentence: choices are separated by commas and one "or".
    const auto commas = static_cast<std::size_t>(std::count(list.begin(), list.end(), ','));
    if (choices.size() != commas + 2) return {};
    return choices;
}

std::string upper(std::string text) {
    for (char& c : text) {
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - ('a' - 'A'));
    }
    return text;
}

Flag flag_of(const CLI::Option& option) {
    Flag flag;
    flag.positional = option.get_positional();
    flag.required = option.get_required();
    flag.several = option.get_expected_max() > 1;
    flag.words = option.get_description();
    flag.choices = choices_in(flag.words);
    if (flag.positional) {
        flag.names = option.get_name(true);
        return flag;
    }
    for (const std::string& name : option.get_snames()) flag.names += (flag.names.empty() ? "-" : ", -") + name;
    for (const std::string& name : option.get_lnames()) flag.names += (flag.names.empty() ? "--" : ", --") + name;
    if (option.get_expected_max() > 0 && !option.get_lnames().empty()) {
        flag.value = upper(option.get_lnames().front());
        const std::string& last = flag.value;
        if (const auto dash = last.rfind('-'); dash != std::string::npos) flag.value = last.substr(dash + 1);
        flag.preset = option.get_default_str();
    }
    return flag;
}

std::vector<Flag> flags_of(const CLI::App& app) {
    std::vector<Flag> positionals, flags;
    for (const CLI::Option* option : app.get_options()) {
        Flag flag = flag_of(*option);
        if (!flag.positional && flag.names.find("--help") != std::string::npos) continue;
        (flag.positional ? positionals : flags).push_back(std::move(flag));
    }
    positionals.insert(positionals.end(), flags.begin(), flags.end());
    return positionals;
}

// "preflight check FILE... [--format FORMAT] ..."
std::string synopsis(const CLI::App& command) {
    std::string line = "preflight " + command.get_name();
    bool options = false;
    for (const Flag& flag : flags_of(command)) {
        if (flag.positional || flag.required) {
            const std::string word =
                flag.names + (flag.value.empty() ? "" : " " + flag.value) + (flag.several ? "..." : "");
            line += flag.required ? " " + word : " [" + word + "]";
        } else {
            options = true;
        }
    }
    return line + (options ? " [OPTION]..." : "");
}

std::string sentence(const Flag& flag) {
    std::string text = flag.words;
    if (!flag.preset.empty() && text.find("default") == std::string::npos) text += " (default: " + flag.preset + ")";
    return text;
}

// ---- Markdown

std::string md_cell(std::string_view text) {
    std::string result;
    for (const char c : text) {
        if (c == '|' || c == '<' || c == '*' || c == '_' || c == '[' || c == '`' || c == '\\') result += '\\';
        result += c == '\n' ? ' ' : c;
    }
    return result;
}

// ---- roff

std::string roff(std::string_view text) {
    std::string result;
    bool line_start = true;
    for (const char c : text) {
        if (line_start && (c == '.' || c == '\'')) result += "\\&";
        if (c == '\\') result += "\\e";
        else if (c == '-') result += "\\-";
        else result += c;
        line_start = c == '\n';
    }
    return result;
}

// ---- shells

std::string single_quoted(std::string_view text) {
    std::string result = "'";
    for (const char c : text) {
        if (c == '\'') result += "'\\''";
        else result += c == '\n' ? ' ' : c;
    }
    return result + "'";
}

std::string joined(const std::vector<std::string>& words) {
    std::string result;
    for (const std::string& word : words) result += (result.empty() ? "" : " ") + word;
    return result;
}

// Words that may follow a command: its options, and the choices of its positional arguments.
std::string words_after(const CLI::App& command) {
    std::vector<std::string> words;
    for (const Flag& flag : flags_of(command)) {
        if (!flag.positional) words.push_back(flag.names);
        else words.insert(words.end(), flag.choices.begin(), flag.choices.end());
    }
    words.emplace_back("--help");
    return joined(words);
}

std::string bash(const CLI::App& app) {
    std::string commands, cases, choices;
    for (const CLI::App* command : commands_of(app)) {
        commands += (commands.empty() ? "" : " ") + command->get_name();
        cases += "    " + command->get_name() + ") words=" + single_quoted(words_after(*command)) + " ;;\n";
        for (const Flag& flag : flags_of(*command)) {
            if (flag.positional || flag.choices.empty()) continue;
            choices += "    " + command->get_name() + ":" + flag.names +
                       ") words=" + single_quoted(joined(flag.choices)) + " ;;\n";
        }
    }
    return "# bash completion of preflight: source this file, or save it as\n"
           "# ~/.local/share/bash-completion/completions/preflight\n"
           "_preflight() {\n"
           "  local current=\"${COMP_WORDS[COMP_CWORD]}\" before=\"${COMP_WORDS[COMP_CWORD-1]}\" "
           "command=\"${COMP_WORDS[1]}\" words=''\n"
           "  COMPREPLY=()\n"
           "  if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
           "    COMPREPLY=($(compgen -W " +
           single_quoted(commands + " --help --version") +
           " -- \"$current\"))\n"
           "    return\n"
           "  fi\n"
           "  case \"$command:$before\" in\n" +
           choices +
           "  esac\n"
           "  if [ -z \"$words\" ] && [ \"${current#-}\" = \"$current\" ]; then\n"
           "    compopt -o filenames 2>/dev/null\n"
           "    COMPREPLY=($(compgen -f -- \"$current\"))\n"
           "  fi\n"
           "  [ -n \"$words\" ] || case \"$command\" in\n" +
           cases +
           "  esac\n"
           "  COMPREPLY+=($(compgen -W \"$words\" -- \"$current\"))\n"
           "}\n"
           "complete -F _preflight preflight\n";
}

// A text inside [...] of zsh's _arguments.
std::string zsh_words(std::string_view text) {
    std::string result;
    for (const char c : text) {
        if (c == '[' || c == ']' || c == ':' || c == '\\') result += '\\';
        result += c == '\n' ? ' ' : c;
    }
    return result;
}

std::string zsh(const CLI::App& app) {
    std::string commands, cases;
    for (const CLI::App* command : commands_of(app)) {
        commands += "    " + single_quoted(command->get_name() + ":" + command->get_description()) + "\n";
        cases += "    " + command->get_name() + ")\n      _arguments";
        for (const Flag& flag : flags_of(*command)) {
            const std::string what = flag.choices.empty() ? "_files" : "(" + joined(flag.choices) + ")";
            if (flag.positional) {
                cases += " \\\n        " + single_quoted("*:" + zsh_words(flag.names) + ":" + what);
            } else {
                cases += " \\\n        " + single_quoted(flag.names + "[" + zsh_words(flag.words) + "]" +
                                                         (flag.value.empty() ? "" : ":" + flag.value + ":" + what));
            }
        }
        cases += " \\\n        '--help[Help]' ;;\n";
    }
    return "#compdef preflight\n"
           "# zsh completion of preflight: save this file as _preflight in a folder of $fpath\n"
           "_preflight() {\n"
           "  local -a commands\n"
           "  commands=(\n" +
           commands +
           "  )\n"
           "  if (( CURRENT == 2 )); then\n"
           "    _describe command commands\n"
           "    return\n"
           "  fi\n"
           "  local command=$words[2]\n"
           "  shift words\n"
           "  (( CURRENT-- ))\n"
           "  case $command in\n" +
           cases +
           "  esac\n"
           "}\n"
           "compdef _preflight preflight\n";
}

std::string fish(const CLI::App& app) {
    std::string all, lines;
    for (const CLI::App* command : commands_of(app)) {
        const std::string& name = command->get_name();
        all += (all.empty() ? "" : " ") + name;
        lines += "complete -c preflight -n __fish_use_subcommand -f -a " + name + " -d " +
                 single_quoted(command->get_description()) + "\n";
        for (const Flag& flag : flags_of(*command)) {
            const std::string start =
                "complete -c preflight -n " + single_quoted("__fish_seen_subcommand_from " + name);
            if (flag.positional) {
                if (!flag.choices.empty()) lines += start + " -f -a " + single_quoted(joined(flag.choices)) + "\n";
                continue;
            }
            lines += start + " -l " + flag.names.substr(2) + " -d " + single_quoted(flag.words);
            if (!flag.choices.empty()) lines += " -x -a " + single_quoted(joined(flag.choices));
            else if (!flag.value.empty()) lines += " -r";
            lines += "\n";
        }
    }
    return "# fish completion of preflight: save this file as ~/.config/fish/completions/preflight.fish\n" + lines;
}

}  // namespace

std::vector<const CLI::App*> commands_of(const CLI::App& app) {
    std::vector<const CLI::App*> commands =
        app.get_subcommands([](const CLI::App* command) { return !command->get_group().empty(); });
    return commands;
}

std::string short_help(const CLI::App& app) {
    std::size_t width = 0;
    for (const CLI::App* command : commands_of(app)) width = std::max(width, command->get_name().size());
    std::string text = app.get_description() + "\n\nCommands:\n";
    for (const CLI::App* command : commands_of(app))
        text += "  " + command->get_name() + std::string(width + 2 - command->get_name().size(), ' ') +
                command->get_description() + "\n";
    return text + "\nTry it:  preflight check FOLDER\nMore:    preflight COMMAND --help, preflight --help\n";
}

std::string markdown_reference(const CLI::App& app) {
    std::string text =
        "# Command line\n\nMade from the commands themselves (`preflight reference --format markdown`); "
        "do not edit.\n\n" +
        md_cell(app.get_description()) + "\n";
    for (const CLI::App* command : commands_of(app)) {
        text += "\n## preflight " + command->get_name() + "\n\n" + md_cell(command->get_description()) +
                ".\n\n```text\n" + synopsis(*command) + "\n```\n";
        const std::vector<Flag> flags = flags_of(*command);
        if (flags.empty()) continue;
        text += "\n| argument | meaning |\n|---|---|\n";
        for (const Flag& flag : flags)
            text += "| `" + flag.names + (flag.value.empty() ? "" : " " + flag.value) + (flag.several ? "..." : "") +
                    "` | " + md_cell(sentence(flag)) + (flag.required ? " (required)" : "") + " |\n";
    }
    return text + "\n## Exit status and example\n\n" + md_cell(app.get_footer()) + "\n";
}

std::string manual_page(const CLI::App& app) {
    std::string text =
        ".\\\" Made from the commands themselves (preflight reference --format man); do not edit.\n"
        ".TH PREFLIGHT 1 \"\" \"preflight " +
        std::string(kVersion) +
        "\" \"User Commands\"\n.SH NAME\npreflight \\- check an Okta to Egnyte integration from exported "
        "files\n.SH SYNOPSIS\n";
    for (const CLI::App* command : commands_of(app)) text += ".B " + roff(synopsis(*command)) + "\n.br\n";
    text += ".SH DESCRIPTION\n" + roff(app.get_description()) + "\n.SH COMMANDS\n";
    for (const CLI::App* command : commands_of(app)) {
        text += ".SS " + roff(command->get_name()) + "\n" + roff(command->get_description()) + ".\n";
        for (const Flag& flag : flags_of(*command)) {
            text += ".TP\n.B " + roff(flag.names + (flag.several ? "..." : "")) +
                    (flag.value.empty() ? "" : " \\fI" + roff(flag.value) + "\\fR") + "\n" + roff(sentence(flag)) +
                    "\n";
        }
    }
    return text + ".SH EXIT STATUS\n" + roff(app.get_footer()) + "\n";
}

std::string completion_script(const CLI::App& app, std::string_view shell) {
    if (shell == "bash") return bash(app);
    if (shell == "zsh") return zsh(app);
    if (shell == "fish") return fish(app);
    return {};
}

std::string nearest_command(const CLI::App& app, std::string_view word) {
    std::vector<std::string> names;
    for (const CLI::App* command : commands_of(app)) names.push_back(command->get_name());
    return nearest_word(word, names);
}

}  // namespace preflight::cli
