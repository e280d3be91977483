// node tests/differential/run.mjs [--count N] [--seconds N] [--seed N] [--report FILE] [--only DIALECT]: random expressions, evaluated
// here and by the real Spring engine (facts okta-el, marks S), compared in value, type and kind of error. Differences on purpose are in explained.mjs; one that
// is not there is shrunk, printed and fails the run. Skips, and says so, where Java or the oracle is missing.
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { agree, ask, findOracle, root, shown } from './compare.mjs';
import { explained } from './explained.mjs';
import { maker, random, text } from './generate.mjs';

const { values: options } = parseArgs({ options: { count: { type: 'string' }, seconds: { type: 'string' }, seed: { type: 'string', default: '1' }, report: { type: 'string' }, only: { type: 'string' } } });
const seconds = options.seconds ? Number(options.seconds) : Infinity;
const count = Number(options.count ?? (options.seconds ? 1e9 : 200_000));
const seed = Number(options.seed);
if (![seed, count].every(Number.isInteger) || !(seconds > 0)) throw new Error('--count, --seconds and --seed are numbers');

const cli = [process.env.PREFLIGHT_CLI ?? '', join(root, 'build/native-release/cli/preflight'), join(root, 'build/preflight')].find(existsSync);
if (!cli) throw new Error('run ./dev build');
const oracle = findOracle();
if (oracle.why) {
  console.log(`differential SKIPPED: ${oracle.why}`);
  process.exit(0);
}

const batchSize = 20_000;
const mostShrunk = 16;
const next = random(seed);
const make = maker(next);
const started = performance.now();

// What an expression does not mention is left out of its context: short lines, and differences that are easy to read.
function pruned(context, source) {
  const mentions = (name) => source.includes(name);
  const profile = (all, deep) =>
    all && typeof all === 'object' && !Array.isArray(all) ? Object.fromEntries(Object.entries(all).filter(([name]) => mentions(name)).map(([name, one]) => [name, deep && name === 'profile' ? profile(one) : one])) : all;
  const asked = { groups: /roup/, directoryUsers: /irectory/, workdayUsers: /orkday/, manager: /Manager/, assistant: /Assistant/, linkedObjects: /Linked/, internal: /Internal/, mode: /\(/, schema: /./, now: /now/ };
  const result = {};
  for (const [key, value] of Object.entries(context)) {
    if (asked[key]) {
      if (asked[key].test(source)) result[key] = value;
    } else if (key === 'apps' || key === 'appInstances') {
      const some = Object.entries(value).filter(([name]) => mentions(name)).map(([name, one]) => [name, profile(one)]);
      if (some.length) result[key] = Object.fromEntries(some);
    } else if (key === 'user' || key === 'source' || source.toLowerCase().includes(key)) {
      result[key] = profile(value, true);
    }
  }
  if (!('source' in context)) delete result.source;
  return result;
}

const answersSame = (a, b) => JSON.stringify([a.result, a.error?.kind, a.error?.detail]) === JSON.stringify([b.result, b.error?.kind, b.error?.detail]);

// Puts `ok` and, where a difference is on purpose, `reason` to each case; `rows`: how many may meet in one case.
async function judged(cases, rows = 2) {
  const answers = await ask(cli, oracle, cases);
  const all = cases.map((one, i) => ({ ...one, ...answers[i], ok: agree(answers[i]) }));
  const asked = [];
  for (const one of all) {
    if (one.ok) continue;
    for (const row of explained) {
      if (!row.when(one)) continue;
      const other = row.again?.(one);
      if (!row.again) one.reason ??= row;
      else if (other) asked.push({ one, row, other });
    }
  }
  if (asked.length > 0) {
    const again = await ask(cli, oracle, asked.map(({ other }) => other));
    asked.forEach(({ one, row, other }, i) => {
      // What is left of the difference may have a reason of its own.
      const rest = { ...other, expression: one.expression, ours: one.ours, spring: again[i].spring };
      if (!one.reason && (agree(rest) || explained.some((more) => !more.again && more.when(rest)))) one.reason = row;
    });
    // Or the other case, in which we answer as before, has its own.
    const open = rows > 1 ? asked.filter(({ one }, i) => !one.reason && answersSame(one.ours, again[i].ours)) : [];
    if (open.length > 0)
      (await judged(open.map(({ other }) => other), rows - 1)).forEach(({ ok, reason }, i) => {
        if (ok || reason) open[i].one.reason ??= open[i].row;
      });
  }
  return all;
}

// ---- shrinking

const simple = ['""', '1', 'null', 'true', '"a"', '{}', 'user.a'];
function* smaller(tree) {
  const inside = (node) => (typeof node === 'string' ? [] : node.parts.flatMap((part) => (typeof part === 'string' ? [] : [part, ...inside(part)])));
  function* at(node, rebuild) {
    for (const descendant of inside(node)) yield rebuild(descendant);
    for (const leaf of simple) if (leaf.length < text(node).length || (leaf.length === text(node).length && leaf < text(node))) yield rebuild({ parts: [leaf] });
    for (let i = 0; i < node.parts.length; i++) {
      if (node.parts.length > 1) yield rebuild({ parts: node.parts.filter((_, k) => k !== i) });
      if (node.parts.length > 2) yield rebuild({ parts: node.parts.filter((_, k) => k !== i && k !== i + 1) });
    }
    if (node.parts.length > 2) yield rebuild({ parts: node.parts.slice(1, -1) });
    for (let i = 0; i < node.parts.length; i++) {
      const part = node.parts[i];
      if (typeof part !== 'string') yield* at(part, (other) => rebuild({ parts: node.parts.map((p, k) => (k === i ? other : p)) }));
    }
    // A text by itself: shorter from both sides.
    if (node.parts.length === 1 && typeof node.parts[0] === 'string' && node.parts[0].length > 3) {
      const whole = [...node.parts[0]];
      for (let i = 1; i < whole.length - 1; i++) yield rebuild({ parts: [whole.filter((_, k) => k !== i).join('')] });
    }
  }
  yield* at(tree, (node) => node);
}
function* smallerContexts(context) {
  for (const key of Object.keys(context)) {
    const { [key]: value, ...rest } = context;
    if (['now', 'schema'].includes(key)) continue;  // without a clock the oracle takes its own
    yield rest;
    if (value && typeof value === 'object' && !Array.isArray(value)) for (const one of smallerContexts(value)) yield { ...context, [key]: one };
    else if (value !== null && value !== 1 && key !== 'mode' && !(Array.isArray(value) && ['groups', 'directoryUsers', 'workdayUsers'].includes(key))) for (const other of [null, 1, 'a']) if (JSON.stringify(other).length < JSON.stringify(value).length) yield { ...context, [key]: other };
    if (Array.isArray(value)) for (let i = 0; i < value.length; i++) yield { ...context, [key]: value.filter((_, k) => k !== i) };
  }
}
async function shrink(failures) {
  let open = failures.map((one) => ({ ...one, done: false }));
  for (let round = 0; round < 40 && open.some(({ done }) => !done); round++) {
    const candidates = [];
    open.forEach((one, of) => {
      if (one.done) return;
      const seen = new Set([one.expression]);
      let left = 400;
      for (const tree of smaller(one.tree)) {
        const expression = text(tree);
        // Not a text times a large number: the other side would try.
        if (expression.length > one.expression.length || seen.has(expression) || (/\*/.test(expression) && /\d{4}|\de|0x|long/i.test(expression))) continue;
        seen.add(expression);
        candidates.push({ ...one, of, tree, expression });
        if (--left === 0) break;
      }
      for (const context of smallerContexts(one.context)) candidates.push({ ...one, of, context });
    });
    if (candidates.length === 0) break;
    const best = new Map();
    for (const all of await judged(candidates)) {
      if (all.ok || all.reason) continue;
      const size = all.expression.length * 4 + JSON.stringify(all.context).length;
      if (size < (best.get(all.of)?.size ?? open[all.of].expression.length * 4 + JSON.stringify(open[all.of].context).length)) best.set(all.of, { ...all, size });
    }
    open = open.map((one, i) => best.get(i) ?? { ...one, done: true });
  }
  return open;
}

// ---- the run

const signature = ({ ours, spring }) => `${ours.error ? ours.error.kind : ours.unknown ? 'unknown' : ours.type} / ${spring.error ?? spring.type}`;
let compared = 0;
let agreed = 0;
const reasons = new Map();
const failures = [];
const perDialect = new Map();
const values = { value: 0 };
while (compared < count && (performance.now() - started) / 1000 < seconds) {
  const contexts = Array.from({ length: 64 }, () => make.context());
  const cases = [];
  while (cases.length < Math.min(batchSize, count - compared)) {
    const one = make.next();
    if (options.only && one.dialect !== options.only) continue;
    const expression = text(one.tree);
    cases.push({ ...one, expression, context: pruned(contexts[next(contexts.length)], expression) });
  }
  for (const one of await judged(cases)) {
    compared++;
    perDialect.set(one.dialect, (perDialect.get(one.dialect) ?? 0) + 1);
    const kind = one.spring.error ?? 'value';
    values[kind] = (values[kind] ?? 0) + 1;
    if (one.ok) agreed++;
    else if (one.reason) reasons.set(one.reason, (reasons.get(one.reason) ?? 0) + 1);
    else failures.push(one);
  }
  if (failures.length > 2000) break;
}

const line = (name, value, more = '') => console.log(`${name.padEnd(14)} ${String(value).padStart(8)}  ${more}`);
line('compared', compared, `seed ${seed}; ${[...perDialect].map(([name, n]) => `${name} ${n}`).join(', ')}; Spring: ${Object.entries(values).map(([name, n]) => `${name} ${n}`).join(', ')}; ${((performance.now() - started) / 1000).toFixed(0)} s`);
line('agreed', agreed);
for (const [{ name, fact }, n] of [...reasons].sort((a, b) => b[1] - a[1])) line('explained', n, `${name} (${fact})`);
line('unexplained', failures.length);
if (failures.length > 0) {
  const groups = new Map();
  for (const one of failures) groups.set(signature(one), [...(groups.get(signature(one)) ?? []), one]);
  const each = Math.max(1, Math.floor(mostShrunk / groups.size));
  const chosen = [...groups.values()].flatMap((list) => list.sort((a, b) => a.expression.length - b.expression.length).slice(0, each)).slice(0, 2 * mostShrunk);
  for (const [name, list] of groups) console.log(`  ${String(list.length).padStart(6)}  ${name}`);
  for (const one of await shrink(chosen)) {
    console.log(`\n${one.dialect}: ${JSON.stringify(one.expression)}\n  for    ${JSON.stringify(one.context)}\n  here   ${shown(one.ours, 'ours')}\n  Spring ${shown(one.spring, 'spring')}`);
  }
  if (options.report) writeFileSync(options.report, failures.map(({ dialect, expression, context, ours, spring }) => JSON.stringify({ dialect, expression, context, ours: shown(ours, 'ours'), spring: shown(spring, 'spring') })).join('\n') + '\n');
  process.exitCode = 1;
}
