// The scenarios of tests/scenarios: a small company, changed in one way at a time, and what must be found or happen. A
// folder holds the files that replace those of company/, and expect.json:
//   title      what the scenario is about
//   covers     statements of Egnyte's configuration guide (guide.json) that it shows
//   without    files of company/ that are not given
//   check, simulate   a part of the JSON of that command: of a list, elements that it must have in any order
//   never      the same, of what must not be there
//   explain    {"text", "contains"}: a message somebody saw, and what the answer names
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { preflight, root } from './cli.mjs';

const folder = join(root, 'tests/scenarios');
const company = 'company';
const json = (...path) => JSON.parse(readFileSync(join(folder, ...path), 'utf8'));

export const statements = json('guide.json');

export const scenarios = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== company)
  .map(({ name }) => ({ name, ...json(name, 'expect.json') }))
  .sort((a, b) => (a.name < b.name ? -1 : 1));

// The files of the scenario, those of the company where it has none of that name.
export function files({ name, without = [] }) {
  const own = readdirSync(join(folder, name)).filter((file) => file !== 'expect.json');
  const common = readdirSync(join(folder, company)).filter((file) => !own.includes(file) && !without.includes(file));
  return [...common.map((file) => join(folder, company, file)), ...own.map((file) => join(folder, name, file))].filter(existsSync);
}

export function answer(scenario, command) {
  const { out, err } = preflight([command, '--format', 'json', '--now', '2026-11-23T12:00:00Z', ...files(scenario)]);
  if (out === '') throw new Error(`${scenario.name}: ${err}`);
  return JSON.parse(out);
}

// Where `part` is not in `whole`, as a path; nothing where it is. Lists are compared as sets.
export function missing(part, whole, path = '') {
  if (Array.isArray(part)) {
    if (!Array.isArray(whole)) return path || '/';
    const index = part.findIndex((wanted) => !whole.some((element) => missing(wanted, element) === null));
    return index === -1 && (part.length > 0 || whole.length === 0) ? null : `${path}/${Math.max(index, 0)}`;
  }
  if (part !== null && typeof part === 'object') {
    if (whole === null || typeof whole !== 'object') return path || '/';
    for (const [key, value] of Object.entries(part)) {
      const lost = missing(value, whole[key], `${path}/${key}`);
      if (lost !== null) return lost;
    }
    return null;
  }
  return part === whole ? null : path || '/';
}

// What a scenario asserts of people, groups, imports, sign-ins and findings.
export function asserted(scenario) {
  const codes = new Set();
  const events = new Set();
  const collect = (value) => {
    if (Array.isArray(value)) value.forEach(collect);
    else if (value !== null && typeof value === 'object') {
      if (typeof value.code === 'string') codes.add(value.code);
      Object.values(value).forEach(collect);
    }
  };
  collect(scenario.check);
  collect(scenario.simulate);
  const { outcomes = [], signIns = [], groups = [], imports } = scenario.simulate ?? {};
  if (outcomes.length > 0) {
    const stated = files(scenario)
      .filter((file) => file.endsWith('scenario.json'))
      .flatMap((file) => JSON.parse(readFileSync(file, 'utf8')).events ?? [{ type: 'provision' }]);
    for (const { event } of outcomes) events.add(stated[event ?? 0]?.type ?? 'provision');
  }
  if (signIns.length > 0) events.add('sign-in');
  if (groups.length > 0) events.add('push-groups');
  if (imports?.length > 0) events.add('import');
  for (const code of (scenario.explain?.contains ?? []).filter((word) => /^PF\d{4}$/u.test(word))) codes.add(code);
  return { codes: [...codes].sort(), events: [...events].sort() };
}
