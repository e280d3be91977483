// node tests/fuzz/run.mjs SECONDS: every target for so long, as many at once as there are processors. Seeds come from
// samples/, tests/data and the expression vectors; what was found before is kept in build/fuzz-corpus, inputs that broke a
// promise in build/fuzz-findings. Inputs that once did are in tests/fuzz/regressions/TARGET and are run first. Behind the
// targets expressions are compared with Spring's engine for as long.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeZip } from '../support/zip.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const seconds = Number(process.argv[2]);
if (!Number.isInteger(seconds) || seconds < 1) throw new Error('usage: node tests/fuzz/run.mjs SECONDS');

const folders = ['samples', 'tests/data']
  .map((path) => join(root, path))
  .filter(existsSync)
  .flatMap((base) => readdirSync(base, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => join(base, name)));
const files = (folder) =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.md'))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
const ending = (end) => folders.flatMap(files).filter((path) => path.endsWith(end)).map((path) => readFileSync(path));
const vectors = JSON.parse(readFileSync(join(root, 'tests/conformance/okta-el.json'), 'utf8'));

// Metadata for the readers of certificates and signatures; the made corpus is among it.
const metadata = ending('.xml');
const certificates = metadata.flatMap((text) => [...text.toString('latin1').matchAll(/X509Certificate>([A-Za-z0-9+/=\s]+)</g)].map(([, base64]) => Buffer.from(base64, 'base64')));

const seeds = {
  json: ending('.json'),
  xml: ending('.xml'),
  xmltree: ending('.xml'),
  csv: ending('.csv'),
  source: folders.flatMap(files).map((path) => readFileSync(path)),
  zip: [{}, { stored: true }, { descriptor: true }, { zip64: true }, { flags: 1 }, { mode: 0o120777 }].map((how) =>
    makeZip([{ name: 'a/b.json', bytes: '[{"id": "00u1"}]', ...how }, { name: 'empty.csv', bytes: '', ...how }], { zip64: how.zip64 }),
  ),
  answers: ending('.json'),
  failure: [
    'Automatic provisioning of user ana@acme.test to app Egnyte SCIM 2.0 failed: Error while creating user ana@acme.test: . Errors reported by remote server: constraint violations: ' +
      "ConstraintViolationImpl{interpolatedMessage='Invalid user name', propertyPath=userName, rootBeanClass=class PublicUserRepresentation, messageTemplate='{invalid.user.name}'}: [userName: Invalid user name]",
    'Error authenticating: Unauthorized. Errors reported by remote server(...).',
    '{"Errors":[{"description":"User 12345678 not found.","code":"404"}]}',
    '<h1>Forbidden</h1> X-Mashery-Error-Code: ERR_403_DEVELOPER_OVER_RATE',
    'Invalid Egnyte domain configured in app profile. Matching user not found',
    'Linked group is missing in Egnyte SCIM 2.0. Change the linked group to resume pushing group memberships.',
    '> Error while trying to push profile update for ana: Bad Request=2E =\r\n> Errors reported by remote server: userName cannot be modified',
  ],
  certificate: certificates,
  signature: metadata,
  expression: vectors.map(({ expression, dialect }) => Buffer.from(`${{ template: '\0', 'identity-engine': '\x01' }[dialect] ?? '\x02'}${expression}`)),
  analysis: [Buffer.from('\x02\x00\x01\x03\x07\x0b\x05\x02\x09\x04\x08\x01\x06\x03')],
  intake: [
    ...folders.flatMap(files).map((path) => readFileSync(path)),
    ...folders.map((folder) => Buffer.concat(files(folder).slice(0, 6).flatMap((path, i) => [Buffer.from(i ? '\n%%%%\n' : ''), readFileSync(path)]))),
  ],
};

function run(name) {
  const corpus = join(root, 'build/fuzz-corpus', name);
  const findings = join(root, 'build/fuzz-findings', name);
  mkdirSync(corpus, { recursive: true });
  mkdirSync(findings, { recursive: true });
  for (const seed of seeds[name]) writeFileSync(join(corpus, createHash('sha256').update(seed).digest('hex').slice(0, 20)), seed);
  const regressions = join(root, 'tests/fuzz/regressions', name);
  const args = [
    `-max_total_time=${seconds}`, '-timeout=20', '-rss_limit_mb=3000', `-max_len=${name === 'intake' ? 65536 : 16384}`, '-print_final_stats=1',
    `-artifact_prefix=${findings}/`, ...(existsSync(join(root, `tests/fuzz/${name}.dict`)) ? [`-dict=${join(root, `tests/fuzz/${name}.dict`)}`] : []),
    corpus, ...(existsSync(regressions) ? [regressions] : []),
  ];
  const started = performance.now();
  return new Promise((done) => {
    let log = '';
    const child = spawn(join(root, 'build/fuzz/tests/fuzz', `fuzz_${name}`), args, { stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.on('data', (data) => (log += data));
    child.stderr.on('data', (data) => (log += data));
    child.on('error', (error) => done({ name, ok: false, log: error.message }));
    child.on('close', (status) => {
      const runs = log.match(/number_of_executed_units: (\d+)/)?.[1] ?? '?';
      const features = [...log.matchAll(/ft: (\d+)/g)].at(-1)?.[1] ?? '?';
      console.log(`${name.padEnd(12)} ${status === 0 ? 'clean ' : 'FAILED'} ${runs.padStart(9)} runs ${features.padStart(7)} features ${((performance.now() - started) / 1000).toFixed(0).padStart(5)} s`);
      if (status !== 0) console.log(log.split('\n').slice(-60).join('\n'));
      done(status === 0);
    });
  });
}

const waiting = Object.keys(seeds);
const results = [];
await Promise.all(
  Array.from({ length: Math.min(availableParallelism(), waiting.length) }, async () => {
    while (waiting.length > 0) results.push(await run(waiting.shift()));
  }),
);
// The evaluator against the real Spring engine, where it is; says so where it is not.
results.push(
  await new Promise((done) => {
    const child = spawn(process.execPath, [join(root, 'tests/differential/run.mjs'), '--seconds', String(seconds), '--seed', String(Date.now() % 1e9)], { stdio: 'inherit' });
    child.on('close', (status) => done(status === 0));
  }),
);
process.exitCode = results.every((ok) => ok === true) ? 0 : 1;
