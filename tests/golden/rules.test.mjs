// docs/rules: a page for each rule, made from the rule's own row and examples.
import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { preflight, root } from '../cli.mjs';

const folder = join(root, 'docs/rules');
const { rules } = JSON.parse(preflight(['rules', '--format', 'json']).out);
const pages = new Map([
  ['README.md', preflight(['rules', '--format', 'markdown']).out],
  ...rules.map(({ rule }) => [`${rule}.md`, preflight(['explain', rule, '--format', 'markdown']).out]),
]);

if (process.env.UPDATE_GOLDENS) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of pages) writeFileSync(join(folder, name), text);
}

test('docs/rules has a page for each rule and no other', () => {
  assert.ok(rules.length > 200);
  assert.deepEqual(readdirSync(folder).sort(), [...pages.keys()].sort());
});

test('each page of docs/rules says what its rule says', () => {
  for (const [name, text] of pages) assert.equal(readFileSync(join(folder, name), 'utf8'), text, name);
});

test('a rule about people or configuration shows a good and a bad example', () => {
  for (const { code, rule } of rules.filter(({ code }) => code.startsWith('PF'))) {
    for (const heading of ['## Example', '## Right']) assert.ok(pages.get(`${rule}.md`).includes(heading), `${code}: ${heading}`);
  }
});

test('explain shows why, an example, the fix and the sources', () => {
  const { out } = preflight(['explain', 'PF3004']);
  for (const part of ['Why: ', 'Example:', 'app.json /settings/app/subDomain: "https://acme.egnyte.com"', 'gives: ', 'Right:', 'Fix: ', 'Facts: S13'])
    assert.ok(out.includes(part), part);
  assert.equal(preflight(['explain', 'app-subdomain-not-a-label']).out, out);
  const row = JSON.parse(preflight(['explain', 'PF3004', '--format', 'json']).out);
  assert.equal(row.summary, 'The Subdomain is a URL or host name instead of the first label of the Egnyte host.');
  assert.deepEqual(Object.keys(row.bad), ['changes', 'message']);
  assert.equal(row.good.message, '');
});
