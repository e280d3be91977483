// The events of a scenario, one after the other, on the healthy sample: the whole output word for word.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { preflight, root } from '../cli.mjs';

const here = join(root, 'tests/golden/events');
const sample = 'samples/healthy';
const files = readdirSync(join(root, sample))
  .filter((name) => name !== 'scenario.json' && name !== 'README.md')
  .map((name) => `${sample}/${name}`)
  .concat(['group-members-00gtideCarto00000tw7', 'group-rules', 'app-groups'].map((name) => `tests/golden/events/${name}.json`));
const events = JSON.parse(readFileSync(join(here, 'scenario.json'), 'utf8')).events;

function run(format) {
  return preflight(['simulate', '--format', format, '--scenario', 'tests/golden/events/scenario.json', ...files]).out;
}

for (const [format, ending] of [
  ['text', 'txt'],
  ['json', 'json'],
  ['ndjson', 'ndjson'],
]) {
  test(`events: simulate --format ${format} is word for word the same`, () => {
    const golden = join(here, `simulate.${ending}`);
    const out = run(format);
    if (process.env.UPDATE_GOLDENS) writeFileSync(golden, out);
    assert.ok(existsSync(golden), `${golden} is missing: run with UPDATE_GOLDENS=1`);
    assert.equal(out, readFileSync(golden, 'utf8'));
  });
}

test('events: an outcome names its event, and two threads write the same', () => {
  const { outcomes } = JSON.parse(run('json'));
  for (const { event, operation } of outcomes) assert.equal(operation, events[event].type);
  const lines = ['1', '2'].map((threads) => {
    const args = ['simulate', '--format', 'ndjson', '--threads', threads];
    return preflight([...args, '--scenario', 'tests/golden/events/scenario.json', ...files]).out;
  });
  assert.equal(lines[0], lines[1]);
});
