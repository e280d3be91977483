// Inputs that are too large to keep (over 32 MB): the place and the excerpt of a mistake are there, whether one thread
// reads or two, from a file and from standard input.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { aggregate, certificates } from '../bench/make_metadata.mjs';
import { preflight } from '../cli.mjs';

const folder = mkdtempSync(join(tmpdir(), 'preflight-'));
after(() => rmSync(folder, { recursive: true }));

const people = 60000;
const person = (i) =>
  JSON.stringify({
    id: `00u${i}`,
    status: 'ACTIVE',
    profile: { login: `p${i}@acme.test`, email: `p${i}@acme.test`, firstName: `Zoë ${i}`, lastName: 'L', note: 'x'.repeat(500) },
  });
const broken = `{"id":"00uBroken","profile":{"login":"é@acme.test" "email":"é@acme.test"}}`;

function written(name, encoding, glue) {
  const list = Array.from({ length: people }, (_, i) => person(i));
  list.splice(people - 10, 0, broken);
  const text = `[${list.join(glue)}]`;
  const path = join(folder, name);
  writeFileSync(path, encoding === 'utf16le' ? '\ufeff' + text : text, encoding);
  const at = text.indexOf('" "email"') + 2;
  const begin = text.lastIndexOf('\n', at) + 1;
  return { path, line: text.slice(0, at).split('\n').length, column: [...text.slice(begin, at)].length + 1 };
}

function placeIn(report) {
  const places = JSON.parse(report).findings.filter(({ severity }) => severity === 'error').flatMap(({ locations }) => locations);
  assert.equal(places.length, 1);
  return places[0];
}

for (const [what, encoding, glue] of [
  ['one line', 'utf8', ','],
  ['a person a line', 'utf8', ',\r\n'],
  ['UTF-16', 'utf16le', ',\n'],
]) {
  test(`a mistake far behind in a large input: ${what}`, () => {
    const { path, line, column } = written('users.json', encoding, glue);
    const ask = (...more) => preflight(['check', '--format', 'json', '--now', '2026-11-23T12:00:00Z', ...more]);
    const one = ask('--threads', '1', path);
    assert.equal(one.status, 1, one.err);
    assert.equal(ask('--threads', '2', path).out, one.out);
    const place = placeIn(one.out);
    assert.equal(place.line, line);
    assert.ok(place.column >= column && place.column <= column + 8, `${place.column} is about ${column}`);
    assert.match(place.excerpt.text, /é@acme\.test" "email"/);

    const piped = preflight(['check', '--format', 'json', '--now', '2026-11-23T12:00:00Z', '-'], { input: readFileSync(path) });
    assert.deepEqual({ ...placeIn(piped.out), input: '' }, { ...place, input: '' });
    rmSync(path);
  });
}

test('a large collection of metadata is checked alike by one thread and by two', async () => {
  const entities = 500;
  const path = join(folder, 'aggregate.xml');
  // A mistake of the schema and one of an endpoint in each, one of a key in a tenth: all are counted, the first ones shown.
  const text = aggregate(entities, await certificates(2))
    .replaceAll('contactType="technical"', 'contactType="chief"')
    .replaceAll('Location="https://', 'Location="http://')
    .replaceAll('use="signing"', 'use="seal"');
  writeFileSync(path, text);
  const ask = (threads) => preflight(['check', '--format', 'json', '--now', '2026-11-23T12:00:00Z', '--threads', threads, path]).out;
  const one = ask('1');
  assert.equal(ask('2'), one);
  const { findings } = JSON.parse(one);
  for (const [code, least] of Object.entries({ 'CON-01': entities, 'EP-06': entities, 'KEY-02': entities / 10 })) {
    const of = findings.filter((finding) => finding.code === code);
    const [, more] = /There are ([\d,]+) more like it/.exec(of.at(-1)?.message) ?? [];
    assert.ok(of.length + Number(more?.replaceAll(',', '')) >= least, `${code}: ${of.length} and ${more}`);
  }
});

test('--threads is 1 or 2', () => {
  for (const value of ['0', '3', 'two']) assert.equal(preflight(['check', '--threads', value, 'samples/healthy']).status, 2);
});
