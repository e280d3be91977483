// ./dev new rule|event|renderer|artefact NAME: a file from a template, its line in the list, and a test that fails until
// it is written. Nothing is written when something is in the way.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const families = { 1: 'input', 3: 'app', 4: 'mapping', 5: 'username', 6: 'user', 7: 'group', 8: 'sign_in', 9: 'log' };

const fail = (message) => {
  console.error(`dev new: ${message}`);
  process.exit(2);
};

// What would be written: [path, text] of each file. Nothing is written before all of it is known.
function rule(name, code) {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)+$/.test(name)) fail('a rule is named like app-subdomain-missing: small letters and dashes');
  if (!/^PF[13-9]\d{3}$/.test(code ?? '')) fail('usage: ./dev new rule NAME CODE, for example PF3016; the first digit is the family');
  const space = name.replaceAll('-', '_');
  const folder = families[code[2]];
  const person = '567'.includes(code[2]);
  const file = `core/rules/${folder}/${space}.cpp`;
  if (existsSync(join(root, file))) fail(`${file} is there already`);
  const rows = readFileSync(join(root, 'core/rules/registry.def'), 'utf8').split('\n');
  const codes = new Map();
  for (const line of rows) {
    const listed = /^(?:CONFIG|PERSON|CONFIG_AND_PERSON)_RULE\((\w+)\)$/.exec(line)?.[1];
    if (!listed) continue;
    const path = Object.values(families).map((f) => join(root, `core/rules/${f}/${listed}.cpp`)).find(existsSync);
    codes.set(line, /\.code = "(\w+)"/.exec(readFileSync(path, 'utf8'))[1]);
  }
  if ([...codes.values()].includes(code)) fail(`${code} is taken`);
  // Behind the last rule with a smaller code; the list is in the order of the codes.
  let at = -1;
  rows.forEach((line, i) => {
    if (codes.has(line) && codes.get(line) < code) at = i;
  });
  rows.splice(at + 1, 0, `${person ? 'PERSON_RULE' : 'CONFIG_RULE'}(${space})`);

  const row = `constexpr Rule kRow{
    .code = "${code}",
    .slug = "${name}",
    .severity = Severity::error,
    .when = "TODO: one sentence, when it fires.",
    .why = "TODO: what it does to people.",
    .remedy = {"TODO: what to do", {"TODO: the first click"}},
    .sources = "TODO",
    .confidence = Confidence::documented,
};`;
  const text = person
    ? `#include "core/rules/person_rule.h"
#include "core/rules/person_view.h"

namespace preflight::rules::${space} {

${row}

namespace {

bool applies(const PersonView&) {
    return false;
}
std::string message(const PersonView&) {
    return "TODO: what is wrong, with the value.";
}

}  // namespace

constexpr PersonRule kPerson{
    .row = &kRow,
    .stage = Stage::provision,
    .headline = "TODO: what 1 person has",
    .applies = applies,
    .message = message,
};
`
    : `#include "core/rules/rule.h"

namespace preflight::rules::${space} {

${row}

void check(const Context&, Report&) {
    // TODO: report.add(kRow, "what is wrong, with the value").locations.push_back(where);
}
`;
  // The example of the template fires nothing: the test of the examples fails until rule and example are written.
  const example = `
PREFLIGHT_EXAMPLES(.bad = {{{"app.json", "/label", R"("TODO")"}}})

}  // namespace preflight::rules::${space}
`;
  return [
    [file, text + example],
    ['core/rules/registry.def', rows.join('\n')],
  ];
}

const read = (path) => readFileSync(join(root, path), 'utf8');

function insert(text, anchor, added) {
  if (!text.includes(anchor)) fail(`this template is out of date: "${anchor.trim()}" is gone`);
  return text.replace(anchor, added + anchor);
}

const camel = (name) => name.replace(/(^|-)([a-z])/g, (_, dash, letter) => letter.toUpperCase());

function failing_test(folder, name, what) {
  return [
    `tests/unit/${folder}/${name.replaceAll('-', '_')}_test.cpp`,
    `#include <gtest/gtest.h>

#include "tests/unit/kit.h"

namespace preflight {
namespace {

TEST(${camel(name)}, IsTested) {
    ADD_FAILURE() << "TODO: ${what}";
}

}  // namespace
}  // namespace preflight
`,
  ];
}

function event(name) {
  if (!/^[a-z]+(-[a-z]+)*$/.test(name)) fail('an event is named as scenarios name it: deactivate, push-groups');
  const type = camel(name);
  const file = `core/simulation/events/${name.replaceAll('-', '_')}.cpp`;
  if (existsSync(join(root, file))) fail(`${file} is there already`);
  // Behind the last event that is played; it leaves the list of those that are not.
  const lines = read('core/intake/scenario_events.def').split('\n').filter((line) => line !== `UNPLAYED_EVENT("${name}")`);
  lines.splice(lines.findLastIndex((line) => line.startsWith('PLAYED_EVENT(')) + 1, 0, `PLAYED_EVENT(${type}, "${name}")`);
  const text = `#include "core/simulation/events/event.h"
#include "core/simulation/replay.h"

namespace preflight::simulation {

bool apply(const ${type}Event&, Replay&) {
    return true;  // TODO
}

}  // namespace preflight::simulation
`;
  return [[file, text], ['core/intake/scenario_events.def', lines.join('\n')],
    failing_test('events', name, 'what the event changes, and what it leaves alone')];
}

function renderer(name) {
  const [subject, format] = /^([a-z_]+)-([a-z]+)$/.exec(name)?.slice(1) ?? [];
  if (!format) fail('a renderer is named SUBJECT-FORMAT: check-csv');
  if (!read('core/report/subjects.def').includes(`PREFLIGHT_SUBJECT(${subject},`)) fail(`there is no subject ${subject}`);
  const list = read('core/report/renderers.def');
  if (list.includes(`PREFLIGHT_RENDERER(${subject}, ${format},`)) fail(`${name} is there already`);
  const lines = list.split('\n');
  const last = lines.findLastIndex((line) => line.startsWith(`PREFLIGHT_RENDERER(${subject}, `));
  lines.splice(last + 1, 0, `PREFLIGHT_RENDERER(${subject}, ${format}, "text/plain", "txt")`);
  const file = `core/report/render/${format}.cpp`;
  const function_text = `void ${subject}_${format}(const ReportOf<Subject::${subject}>::type&, const Style&, const Sink& sink) {
    sink("TODO");
}
`;
  const text = existsSync(join(root, file))
    ? insert(read(file), '\n}  // namespace renderers', `\n${function_text}`)
    : `#include "core/report/renderer.h"

namespace preflight::report::renderers {

${function_text}
}  // namespace preflight::report::renderers
`;
  return [[file, text], ['core/report/renderers.def', lines.join('\n')],
    failing_test('renderers', name, 'what the format shows, and what would break its reader')];
}

function artefact(name) {
  const space = name.replaceAll('-', '_');
  if (!/^[a-z]+(_[a-z]+)*$/.test(space)) fail('an artefact is named by its kind word: okta-groups');
  const file = `core/intake/artefacts/${space}.cpp`;
  if (existsSync(join(root, file))) fail(`${file} is there already`);
  const text = `// TODO: what it is, and the facts about it.
#include "core/intake/artefact.h"

namespace preflight::intake {

namespace {

bool recognises(const Keys&) {
    return false;  // TODO
}

}  // namespace

constexpr Artefact artefacts_rows::${space} = {
    .kind = "${name}",
    .recognises = &recognises,
    .unused = "TODO: what it looks like, until read() reads it",
    .unlocks = "TODO: what is checked only with it",
    .how = "TODO: how to get it",
};

}  // namespace preflight::intake
`;
  return [[file, text], ['core/intake/artefacts.def', `${read('core/intake/artefacts.def').trimEnd()}\nARTEFACT(${space})\n`],
    failing_test('artefacts', name, 'what is recognised, and the nearest thing that is not')];
}

const [kind, name, code] = process.argv.slice(2);
const kinds = { rule, event, renderer, artefact };
if (!Object.hasOwn(kinds, kind ?? '') || !name) fail('usage: ./dev new rule NAME CODE | event NAME | renderer SUBJECT-FORMAT | artefact NAME');
for (const [path, text] of kinds[kind](name, code)) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
  console.log(path);
}
console.log(kind === 'rule'
  ? 'Two tests fail until it is written: RuleRegistry.EveryRuleSaysWhyAndWhatItRestsOn names the words that are missing, ' +
    'RuleExamples.TheBadOneFiresAndTheGoodOneIsSilent runs its two examples. Then write its page: ' +
    'UPDATE_GOLDENS=1 node --test tests/golden/rules.test.mjs'
  : 'Its test fails until it is written.');
