// The memory of `check` stays within its budget (tests/bench/budgets.mjs) for 200,000 people. What that many would take is
// concluded from two smaller populations, so a kilobyte more for each person fails here. One thread: the numbers repeat.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { budgets } from '../bench/budgets.mjs';
import { makePopulation } from '../bench/make_population.mjs';
import { now, preflight, run } from '../bench/measure.mjs';

const folder = mkdtempSync(join(tmpdir(), 'preflight-'));
after(() => rmSync(folder, { recursive: true }));
const { base, most } = budgets.memory;
const few = 20_000, many = 40_000, all = 200_000;

function peak(count, options) {
  const people = join(folder, 'people');
  makePopulation(people, count, options);
  const done = run(preflight, ['check', '--quiet', '--now', now, '--threads', '1', people]);
  assert.equal(done.status, 0, done.err || done.out);
  return done.peak;
}

for (const wrapped of [false, true]) {
  test(`memory of check${wrapped ? ', people in {"data": [...]}' : ''}`, () => {
    const [less, more] = [few, many].map((count) => peak(count, { wrapped }));
    const each = (more - less) / (many - few);
    const concluded = more + each * (all - many);
    assert.ok(concluded <= base + most * all, `${(more / 1e6).toFixed(1)} MB for ${many} people and ${each.toFixed(0)} bytes for each of more`);
  });
}
