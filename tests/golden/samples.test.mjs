// Each sample says what its README promises: every finding at its line and column, every person's outcome, nothing more.
// expectations.json is written by hand from the contracts, not by the tool; the *.txt and *.json beside it are the whole
// output, so that no change of words goes unseen. UPDATE_GOLDENS=1 writes the latter anew.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { preflight, root } from '../cli.mjs';

const here = join(root, 'tests/golden');
const expectations = JSON.parse(readFileSync(join(here, 'expectations.json'), 'utf8'));
const samples = readdirSync(join(root, 'samples'));

test('every sample has expectations', () => assert.deepEqual(Object.keys(expectations).sort(), samples.sort()));

for (const sample of samples) {
  const wanted = expectations[sample];
  const folder = `samples/${sample}`;

  test(`${sample}: findings`, () => {
    const { status, out } = preflight(['check', '--format', 'json', folder]);
    assert.equal(status, wanted.exit);
    const found = JSON.parse(out).findings.map(({ code, severity, locations: [first] }) =>
      first ? `${code} ${severity} ${first.input}:${first.line}:${first.column}` : `${code} ${severity}`,
    );
    assert.deepEqual(found.sort(), [...wanted.findings].sort());
  });

  test(`${sample}: every person`, () => {
    const { out } = preflight(['simulate', '--format', 'json', folder]);
    const { outcomes, signIns } = JSON.parse(out);
    const codes = (reasons) => reasons.map(({ code }) => code).sort();
    const people = {};
    for (const { user, status, reasons } of outcomes) people[user.login] = [status, codes(reasons).join(' '), null, ''];
    for (const { login, status, reasons } of signIns) people[login].splice(2, 2, status, codes(reasons).join(' '));
    assert.deepEqual(people, wanted.people);
  });

  for (const [command, format, ending] of [
    ['check', 'text', 'check.txt'],
    ['check', 'json', 'check.json'],
    ['check', 'markdown', 'check.md'],
    ['check', 'sarif', 'check.sarif'],
    ['check', 'junit', 'check.junit.xml'],
    ['check', 'github', 'check.github.txt'],
    ['simulate', 'text', 'simulate.txt'],
    ['simulate', 'json', 'simulate.json'],
    ['simulate', 'ndjson', 'simulate.ndjson'],
    ['simulate', 'csv', 'simulate.csv'],
    ['identify', 'text', 'identify.txt'],
    ['eval', 'text', 'eval.txt'],
    ['eval', 'json', 'eval.json'],
  ]) {
    test(`${sample}: ${command} --format ${format} is word for word the same`, () => {
      const golden = join(here, 'samples', `${sample}.${ending}`);
      const { out } = preflight([command, '--format', format, folder]);
      if (process.env.UPDATE_GOLDENS) writeFileSync(golden, out);
      assert.ok(existsSync(golden), `${golden} is missing: run with UPDATE_GOLDENS=1`);
      assert.equal(out, readFileSync(golden, 'utf8'));
    });
  }
}
