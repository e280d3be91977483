// People, as processes that read the same files: `check` and `simulate --format ndjson` against a bare SAX parse, the
// memory of `check`, and the core as WebAssembly against the core natively.
import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { ask, load } from '../wasm/module.mjs';
import { budgets } from './budgets.mjs';
import { makePopulation } from './make_population.mjs';
import { against, bareSax, compare, inTurn, line, ms, now, preflight, run, work } from './measure.mjs';

const population = (count, options) => {
  const folder = join(work, `${count}-people${options?.wrapped ? '-wrapped' : ''}`);
  return { folder, files: makePopulation(folder, count, options) };
};
const word = (count) => count.toLocaleString('en-US');

function check(folder, threads, more = []) {
  const done = run(preflight, ['check', '--quiet', '--format', 'json', '--now', now, '--threads', String(threads), ...more, folder]);
  assert.equal(done.status, 0, done.err || done.out);
  return done;
}
// The healthy sample stays healthy: nobody may be missing from the verdict.
function everybody(report, count) {
  const { verdict } = JSON.parse(report);
  assert.match(verdict.replaceAll(',', ''), new RegExp(`\\b${count} people\\b`));
}

function simulate(folder, threads) {
  const done = run(preflight, ['simulate', '--quiet', '--format', 'ndjson', '--now', now, '--threads', String(threads), folder], { keep: false });
  assert.equal(done.status, 0, done.err);
  return done;
}

/** The same people with another mapping: lists that do not differ are read once. */
function diff(before, after, threads) {
  const done = run(preflight, ['diff', '--quiet', '--format', 'json', '--now', now, '--threads', String(threads), '--before', before, '--after', after]);
  assert.equal(done.status, 0, done.err || done.out);
  return done;
}
export async function benchDiff(count = 200_000) {
  const { folder, files } = population(count);
  const other = `${folder}-changed`;
  mkdirSync(other, { recursive: true });
  for (const path of files) copyFileSync(path, join(other, relative(folder, path)));
  const mapping = join(other, 'profile-mapping.json');
  writeFileSync(mapping, readFileSync(mapping, 'utf8').replace('"user.lastName"', '"user.lastName + \\"\\""'));
  assert.equal(JSON.parse(diff(folder, other, 2).out).people.paired, count);
  const best = await inTurn(3, { check: () => check(folder, 2), diff: () => diff(folder, other, 2) });
  compare('diff', `diff, ${word(count)} people and another mapping: to one check`, best.diff, best.check);
}

function parse(files) {
  const done = run(bareSax, files.filter((path) => path.endsWith('.json')));
  assert.equal(done.status, 0, done.err);
  return done;
}

export function benchTime(count = 200_000) {
  const { folder, files } = population(count);
  everybody(check(folder, 2).out, count);
  return inTurn(3, {
    sax: () => parse(files),
    check2: () => check(folder, 2),
    check1: () => check(folder, 1),
    simulate2: () => simulate(folder, 2),
    simulate1: () => simulate(folder, 1),
  }).then((best) => {
    const people = `${word(count)} people`;
    compare('check', `check, ${people}: to a bare SAX parse`, best.check2, best.sax);
    compare(null, '  with --threads 1', best.check1, best.sax);
    compare('simulate', `simulate --format ndjson, ${people}: to a bare SAX parse`, best.simulate2, best.sax);
    compare(null, '  with --threads 1', best.simulate1, best.sax);
  });
}

/** {"data": [...]}, as tools write that collect pages. */
export async function benchWrapped(count = 200_000) {
  const { folder, files } = population(count, { wrapped: true });
  everybody(check(folder, 2).out, count);
  const best = await inTurn(2, { sax: () => parse(files), check: () => check(folder, 2) });
  compare('check', `check, ${word(count)} people in {"data": [...]}: to a bare SAX parse`, best.check, best.sax);
}

export function benchMemory() {
  for (const count of [20_000, 200_000, 1_000_000]) {
    const { folder } = population(count);
    const done = check(folder, 2);
    everybody(done.out, count);
    const name = `memory of check, ${word(count)} people: each above ${budgets.memory.base / 1e6} MB`;
    const each = Math.max(0, done.peak - budgets.memory.base) / count;
    const more = `${(done.peak / 1e6).toFixed(0)} MB in all, ${ms(done.wall)}`;
    if (count === 200_000) against('memory', name, each, more);
    else line(name, `${each.toFixed(0)} B`, more);
  }
}

export async function benchWasm(count = 100_000) {
  const { folder } = population(count);
  const module = await load();
  const once = () => {
    const wall = performance.now(), before = process.cpuUsage();
    const report = ask(module, 'check', [folder], { now });
    const used = { wall: performance.now() - wall };
    const { user, system } = process.cpuUsage(before);
    everybody(report, count);
    return { ...used, processor: (user + system) / 1000 };
  };
  once(); // the engine compiles what is hot
  const best = await inTurn(4, { wasm: once, native: () => check(folder, 1) });
  compare('wasm', `check, ${word(count)} people: WASM to native with --threads 1`, best.wasm, best.native);
}
