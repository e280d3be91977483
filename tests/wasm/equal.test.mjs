// Native and WASM print the same bytes: every sample, every folder of made inputs, every expression vector.
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { preflight, root } from '../cli.mjs';
import { ask, filesOf, load, sessionOf } from './module.mjs';

const folders = ['samples', 'tests/data']
  .filter((folder) => existsSync(join(root, folder)))
  .flatMap((folder) => readdirSync(join(root, folder)).map((name) => join(root, folder, name)));
const now = '2026-11-23T12:00:00Z';

for (const folder of folders) {
  for (const command of ['check', 'simulate', 'identify']) {
    test(`${command} ${folder.slice(root.length)}`, async () => {
      // A module of its own for each: what an earlier question left behind must not matter.
      const wasm = ask(await load(), command, [folder], { now });
      const native = preflight([command, '--format', 'json', ...(command === 'identify' ? [] : ['--now', now]), folder]).out;
      assert.ok(wasm.length > 50);
      assert.equal(wasm, native);
    });
  }
}

test('the same answers for every expression vector', async () => {
  const vectors = JSON.parse(readFileSync(join(root, 'tests/conformance/okta-el.json'), 'utf8'));
  const lines = vectors.map(({ id, expression, context, dialect }) => JSON.stringify({ id, expression, context, dialect }));
  const native = preflight(['eval', '--ndjson'], { input: lines.join('\n') }).out;
  const module = await load();
  const wasm = lines.map((line) => module.evaluateLine(line) + '\n').join('');
  assert.equal(wasm, native);
});

for (const folder of folders) {
  test(`eval ${folder.slice(root.length)}`, async () => {
    const wasm = ask(await load(), 'expressions', [folder]);
    assert.equal(wasm, preflight(['eval', '--format', 'json', folder]).out);
  });
}

test('the same traces, types and problems', async () => {
  const context = '{"user":{"email":"ana@acme.test","title":null,"n":3}}';
  const folder = mkdtempSync(join(tmpdir(), 'preflight-'));
  const file = join(folder, 'context.json');
  writeFileSync(file, context);
  after(() => rmSync(folder, { recursive: true }));
  const module = await load();
  for (const expression of [
    'String.toLowerCase(String.substringBefore(user.email, "@"))',
    'user.title + " " + user.nobody',
    'user.email matches "(?=a)b" ? "ä😀" : user.n / 0',
    'String.len(user.email, 1)',
    '"ä" + ',
  ]) {
    const native = preflight(['eval', '--format', 'json', '--trace', '--type', '--context', file, expression]).out;
    assert.ok(native.length > 20);
    assert.equal(module.evaluate(expression, context, 'mapping'), native, expression);
  }
});

// Its text is not kept: the place and the excerpt come from reading the file again.
test('check an input that is too large to keep', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'preflight-'));
  after(() => rmSync(folder, { recursive: true }));
  const person = (i) => `{"id":"00u${i}","status":"ACTIVE","profile":{"login":"ü${i}@acme.test","note":"${'x'.repeat(600)}"}}`;
  const people = Array.from({ length: 52000 }, (_, i) => person(i)).join(',\r\n');
  writeFileSync(join(folder, 'users.json'), `\ufeff[${people},{"id":"00uBroken" "status":"ACTIVE"}]`);
  const wasm = ask(await load(), 'check', [folder], { now });
  assert.equal(wasm, preflight(['check', '--format', 'json', '--now', now, folder]).out);
  const [place] = JSON.parse(wasm).findings.find(({ severity }) => severity === 'error').locations;
  assert.equal(place.line, 52000);
  assert.match(place.excerpt.text, /00uBroken/);
});

test('the same comparison of two versions of metadata', async () => {
  const [before, after] = ['first-day-mistakes', 'healthy'].map((name) => join(root, 'samples', name, 'idp-metadata.xml'));
  const module = await load();
  for (const format of ['json', 'markdown']) {
    const native = preflight(['diff', '--format', format, '--now', now, '--before', 'samples/first-day-mistakes/idp-metadata.xml', '--after', 'samples/healthy/idp-metadata.xml']).out;
    const sessions = [['samples/first-day-mistakes/idp-metadata.xml', before], ['samples/healthy/idp-metadata.xml', after]].map(([name, path]) => sessionOf(module, [{ name, path }], { now }));
    assert.ok(native.length > 200);
    assert.equal(sessions[0].diff(sessions[1], format === 'markdown'), native);
    for (const session of sessions) session.delete();
  }
});

test('the same comparison of two bundles', async () => {
  const folders = ['first-day-mistakes', 'healthy'].map((name) => join(root, 'samples', name));
  const module = await load();
  const native = preflight(['diff', '--format', 'json', '--now', now, '--before', folders[0], '--after', folders[1]]).out;
  const sessions = folders.map((folder) => sessionOf(module, filesOf(folder), { now }));
  assert.ok(JSON.parse(native).people.changed > 0);
  assert.equal(sessions[0].diff(sessions[1], false), native);
  for (const session of sessions) session.delete();
});

test('the same table of functions', async () => {
  assert.equal((await load()).functions(), preflight(['eval', '--functions', '--format', 'json']).out);
});

test('the same catalogue', async () => {
  assert.equal((await load()).rules(), preflight(['rules', '--format', 'json']).out);
});
