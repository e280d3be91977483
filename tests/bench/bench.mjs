// node tests/bench/bench.mjs: ratios, measured in one run, so that the machine cancels out; sizes and milliseconds beside them.
//   - the core as WebAssembly against the core natively, check and simulate
//   - check of 1,000 people (the whole rehearsal) against a bare nlohmann DOM parse of the same files
//   - reading 200,000 people into tables against a bare nlohmann SAX parse of the same files
//   - expressions: evaluations natively, as WebAssembly and by Spring's engine, interpreted and compiled, where it is
//   - SAML metadata (saml.mjs, also alone): an aggregate against other tools' validators, 1 MB in the page
//   - the page: bytes, raw and gzip; from the drop to the verdict in Chromium
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { findOracle } from '../differential/compare.mjs';
import { serve } from '../../tools/serve.mjs';
import { load } from '../wasm/module.mjs';
import { launch, root, site } from '../web/browser.mjs';
import { makePopulation } from './make_population.mjs';
import { dropTime } from './page.mjs';
import { line, median, ms, times } from './print.mjs';
import { benchAggregate, benchMetadataInPage } from './saml.mjs';

const now = '2026-11-23T12:00:00Z';
const native = join(root, 'build/native-release/tests/bench/bench_core');
const rounds = 21;

// The healthy sample's settings with `count` invented people, always the same ones.
function population(count) {
  const folder = join(root, `build/bench/${count}-people`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const sample = join(root, 'samples/healthy');
  for (const name of readdirSync(sample)) if (!/\.md$/.test(name)) writeFileSync(join(folder, name), readFileSync(join(sample, name)));
  const users = JSON.parse(readFileSync(join(sample, 'users.json'), 'utf8'));
  const assigned = JSON.parse(readFileSync(join(sample, 'app-users.json'), 'utf8'));
  const person = users.find(({ id }) => id === assigned[0].id);
  assert.ok(person, 'the first assignment of the sample has its user');
  const login = person.profile.login;
  const prefix = login.split('@')[0];
  const stamp = (value, i) =>
    JSON.parse(
      JSON.stringify(value)
        .replaceAll(login, `person.${i}@${login.split('@')[1]}`)
        .replaceAll(`"${prefix}"`, `"person.${i}"`)
        .replaceAll(person.id, `00u${String(i).padStart(17, '0')}`),
    );
  const numbers = Array.from({ length: count }, (_, i) => i + 1);
  writeFileSync(join(folder, 'users.json'), JSON.stringify(numbers.map((i) => stamp(person, i)), null, 2));
  writeFileSync(join(folder, 'app-users.json'), JSON.stringify(numbers.map((i) => stamp({ ...assigned[0], externalId: null }, i)), null, 2));
  // Seats for everybody: a refusal is a shorter story than an account.
  const scenario = JSON.parse(readFileSync(join(sample, 'scenario.json'), 'utf8'));
  delete scenario.egnyte?.licences;
  writeFileSync(join(folder, 'scenario.json'), JSON.stringify(scenario, null, 2));
  return readdirSync(folder).sort().map((name) => join(folder, name));
}

function nativeTime(what, files) {
  return Number(execFileSync(native, [what, String(rounds), ...files], { encoding: 'utf8' }));
}

function wasmTime(module, what, files) {
  const inputs = files.map((path) => ({ name: basename(path), bytes: readFileSync(path) }));
  const once = () => {
    const session = new module.Session(JSON.stringify({ now }));
    for (const { name, bytes } of inputs) {
      let at = 0;
      session.add(name, bytes.length, (view) => {
        const piece = bytes.subarray(at, at + view.length);
        view.set(piece);
        at += piece.length;
        return piece.length;
      }, (offset, view) => {
        const piece = bytes.subarray(offset, offset + view.length);
        view.set(piece);
        return piece.length;
      }, null);
    }
    const text = session[what]();
    session.delete();
    return text;
  };
  for (let i = 0; i < 3; i++) once();
  return median(Array.from({ length: rounds }, () => {
    const start = performance.now();
    once();
    return performance.now() - start;
  }));
}

assert.ok(existsSync(native), 'run ./dev bench');
const module = await load();
const crowd = population(1000);
const sample = readdirSync(join(root, 'samples/first-day-mistakes')).filter((name) => !/\.md$/.test(name)).sort().map((name) => join(root, 'samples/first-day-mistakes', name));

for (const [title, files] of [['1,000 people', crowd], ['first-day-mistakes', sample]]) {
  for (const what of ['check', 'simulate']) {
    const a = wasmTime(module, what, files);
    const b = nativeTime(what, files);
    line(`${what}, ${title}: WASM to native`, times(a, b), `${ms(a)} to ${ms(b)}`);
  }
}
const check = nativeTime('check', crowd);
const parse = nativeTime('parse', crowd);
line('check, 1,000 people: to a bare DOM parse of the same files', times(check, parse), `${ms(check)} to ${ms(parse)}`);

// 200,000 people with 20 mapped attributes, as a list and wrapped into an object.
for (const wrapped of [false, true]) {
  const files = makePopulation(join(root, 'build/bench/200000-people'), 200_000, { wrapped }).filter((path) => /users\.json$/.test(path));
  const [sax, , one, two, people, bytes] = execFileSync(native.replace('bench_core', 'bench_reading'), ['3', ...files], { encoding: 'utf8' }).split(' ').map(Number);
  assert.equal(people, 200_000);
  const name = `reading 200,000 people${wrapped ? ', wrapped' : ''}: to a bare SAX parse`;
  line(`${name}, one thread`, times(one, sax), `${ms(one)} to ${ms(sax)}, ${bytes.toFixed(0)} bytes a person`);
  line(`${name}, two threads`, times(two, sax), ms(two));
}
const large = population(100_000);
const largeCheck = Number(execFileSync(native, ['check', '1', ...large], { encoding: 'utf8' }));
line('check, 100,000 people: to check, 1,000 people', times(largeCheck, check), `${ms(largeCheck)}`);

// Mapping expressions of the samples, and the commonest idiom for user names.
const expressions = [
  'user.email',
  'user.egnyteServiceAccount == true ? false : true',
  'user.egnyteAccess == "admin" ? "admin" : user.egnyteAccess == "power" ? "power" : "standard"',
  'user.department == "Counsel" ? user.login : String.substringBefore(user.login, "@")',
  'String.toLowerCase(String.substringBefore(user.email, "@"))',
];
const written = readdirSync(join(root, 'samples'))
  .flatMap((name) => ['app.json', 'profile-mapping.json'].map((file) => join(root, 'samples', name, file)))
  .filter(existsSync)
  .map((path) => readFileSync(path, 'utf8'))
  .join('');
for (const expression of expressions.slice(0, 4)) assert.ok(written.includes(JSON.stringify(expression).slice(1, -1)), `the samples have ${expression}`);
const users = join(root, 'build/bench/users.ndjson');
writeFileSync(
  users,
  Array.from({ length: 16 }, (_, i) => {
    const login = `Person.${i}@Acme.test`;
    return JSON.stringify({ user: { email: login, login, firstName: `Ana ${i}`, lastName: 'Lee', department: ['Counsel', 'IT', 'Sales'][i % 3], egnyteAccess: ['admin', 'power', 'standard'][i % 3], egnyteServiceAccount: i % 5 === 0 } });
  }).join('\n') + '\n',
);
const perSecond = (command, args) => execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }).trim().split('\n').map(Number);
const natively = perSecond(join(root, 'build/native-release/tests/bench/bench_expression'), ['1000000', users, ...expressions]);
const asWasm = perSecond(process.execPath, [join(root, 'build/wasm-release/tests/bench/bench_expression.js'), '1000000', users, ...expressions]);
const oracle = findOracle();
// The best of the rounds behind the warm-up.
function spring(expression, compiler, evaluations) {
  const args = [`--bench=${evaluations}`, '--rounds=5', `--contexts=${users}`, `--expr=${expression}`, '--functions=reflective', `--compiler=${compiler}`];
  const rows = execFileSync(oracle.run, args, { env: oracle.env, encoding: 'utf8' }).trim().split('\n').map((row) => JSON.parse(row)).slice(2);
  if (compiler !== 'OFF' && !rows.every(({ compiled }) => compiled)) return null;
  return Math.max(...rows.map((row) => row.per_second));
}
const millions = (value) => `${(value / 1e6).toFixed(1)} M/s`;
if (oracle.why) console.log(`expressions against Spring SKIPPED: ${oracle.why}`);
expressions.forEach((expression, i) => {
  console.log(expression);
  line('  WASM to native', times(asWasm[i], natively[i]), `${millions(asWasm[i])} to ${millions(natively[i])}`);
  if (oracle.why) return;
  const interpreted = spring(expression, 'OFF', 400_000);
  line('  native to Spring, interpreted', times(natively[i], interpreted), `${millions(natively[i])} to ${millions(interpreted)}`);
  const compiled = spring(expression, 'IMMEDIATE', 4_000_000);
  if (compiled) line('  native to Spring, compiled', times(natively[i], compiled), `${millions(natively[i])} to ${millions(compiled)}`);
  else line('  native to Spring, compiled', '-', 'Spring does not compile it');
});

for (const [name, paths] of [
  ['page, all files together', ['index.html', ...readdirSync(join(site, 'assets')).map((file) => `assets/${file}`)]],
  ['preflight.html, the page in one file', ['preflight.html']],
]) {
  const bodies = paths.map((path) => readFileSync(join(site, path)));
  const raw = bodies.reduce((sum, body) => sum + body.length, 0);
  const gzip = bodies.reduce((sum, body) => sum + gzipSync(body, { level: 9 }).length, 0);
  line(name, `${(raw / 1000).toFixed(0)} kB`, `${(gzip / 1000).toFixed(0)} kB gzip`);
}
const wasm = readFileSync(join(root, 'build/wasm-release/wasm/preflight.wasm'));
line('preflight.wasm', `${(wasm.length / 1000).toFixed(0)} kB`, `${(gzipSync(wasm, { level: 9 }).length / 1000).toFixed(0)} kB gzip`);

const made = await benchAggregate();

const { server, url } = await serve(site);
const browser = await launch();
try {
  for (const [title, files] of [['first-day-mistakes', sample], ['1,000 people', crowd]]) {
    const all = [];
    for (let i = 0; i < 7; i++) all.push(await dropTime(browser, url, files));
    line(`from the drop to the verdict in Chromium, ${title}`, ms(median(all)), `of 7; slowest ${ms(Math.max(...all))}`);
  }
  await benchMetadataInPage(browser, url, made);
} finally {
  await browser.close();
  server.close();
}
