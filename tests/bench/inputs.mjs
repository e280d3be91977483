// Reading and joining alone (`identify`), against a bare SAX parse of the same bytes, and the same bodies packed: a ZIP of
// the files, and a HAR with their pages as a browser saves them.
import assert from 'node:assert/strict';
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { basename, join } from 'node:path';
import { makeZip } from '../support/zip.mjs';
import { budgets } from './budgets.mjs';
import { makePopulation } from './make_population.mjs';
import { against, bareSax, compare, inTurn, preflight, run, work } from './measure.mjs';

function identify(...paths) {
  const done = run(preflight, ['identify', '--format', 'json', ...paths]);
  assert.equal(done.status, 0, done.err || done.out);
  return done;
}
function kinds(done, wanted) {
  const found = new Set(JSON.parse(done.out).inputs.flatMap((input) => input.kinds));
  for (const kind of wanted) assert.ok(found.has(kind), `${kind} was not read`);
}

/** The lists in pages of 200, in the order in which somebody who clicks through them saves them. */
function makeHar(path, lists) {
  const file = openSync(path, 'w');
  writeSync(file, '{"log":{"version":"1.2","creator":{"name":"WebInspector","version":"537.36"},"pages":[],"entries":[');
  let first = true;
  for (const { url, objects } of lists) {
    for (let from = 0; from < objects.length; from += 200) {
      const next = from + 200 < objects.length ? [{ name: 'link', value: `<${url}&after=${from + 200}>; rel="next"` }] : [];
      const entry = {
        startedDateTime: '2026-11-23T12:00:00.000Z',
        request: { method: 'GET', url: `${url}&after=${from}`, headers: [] },
        response: { status: 200, headers: next, content: { mimeType: 'application/json', text: JSON.stringify(objects.slice(from, from + 200)) } },
      };
      writeSync(file, (first ? '' : ',') + JSON.stringify(entry));
      first = false;
    }
  }
  writeSync(file, ']}}');
  closeSync(file);
}

export async function benchInputs(count = 200_000) {
  const folder = join(work, `${count}-people`);
  const files = makePopulation(folder, count);
  const people = `${count.toLocaleString('en-US')} people`;
  const lists = ['users.json', 'app-users.json'].map((name) => join(folder, name));
  const packed = join(work, 'packed');
  rmSync(packed, { recursive: true, force: true });
  mkdirSync(packed, { recursive: true });
  const zip = join(packed, 'people.zip'), har = join(packed, 'people.har');
  writeFileSync(zip, makeZip(lists.map((path) => ({ name: basename(path), bytes: readFileSync(path) }))));
  const app = JSON.parse(readFileSync(join(folder, 'app.json'), 'utf8')).id;
  makeHar(har, [
    { url: 'https://acme.okta.com/api/v1/users?limit=200', objects: JSON.parse(readFileSync(lists[0], 'utf8')) },
    { url: `https://acme.okta.com/api/v1/apps/${app}/users?limit=200`, objects: JSON.parse(readFileSync(lists[1], 'utf8')) },
  ]);
  const wanted = ['okta-users', 'okta-app-users'];
  for (const path of [zip, har]) kinds(identify(path), wanted);
  const parse = () => run(bareSax, files.filter((path) => path.endsWith('.json')));
  const best = await inTurn(3, {
    sax: parse,
    read: () => identify(folder),
    plain: () => identify(...lists),
    zip: () => identify(zip),
    har: () => identify(har),
  });
  compare('reading', `reading and joining, ${people}: to a bare SAX parse`, best.read, best.sax);
  compare('packed', 'the same lists in a ZIP: to the plain files', best.zip, best.plain);
  compare('packed', 'the same lists in a HAR: to the plain files', best.har, best.plain);
  against('readingMemory', `memory of it: each above ${budgets.readingMemory.base / 1e6} MB`, Math.max(0, best.read.peak - budgets.readingMemory.base) / count, `${(best.read.peak / 1e6).toFixed(0)} MB in all`);
}
