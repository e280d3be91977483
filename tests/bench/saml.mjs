// SAML metadata against others' validators, all in one run: node tests/bench/saml.mjs, after ./dev build; ./dev bench runs
// it as well. Each tool that is not installed is skipped and says so. What is measured:
//   - an aggregate of 5,000 identity providers with 52 certificates (aggregate.mjs): `preflight check`, every check on every
//     entity, against `xmllint --schema`, which looks at the schema alone, and pysaml2, which reads it into its store;
//   - the same, signed: `preflight check` against `samlsign -V -c`, which validates the schema and verifies the signature;
//   - 1 MB of it in the page: bytes to verdict in the worker, and drop to verdict.
// The best of the rounds, elapsed and of the processor, whole processes; of pysaml2 only the loading, in its favour.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serve } from '../../tools/serve.mjs';
import { launch, root, site } from '../web/browser.mjs';
import { aggregate, certificates, distinctCertificates } from './aggregate.mjs';
import { dropTime, workerTimes } from './page.mjs';
import { line, median, ms, times } from './print.mjs';

const now = '2026-11-23T12:00:00Z';
const entities = 5000;
const folder = join(root, 'build/bench/saml');
const preflight = join(root, 'build/preflight');
const opensaml = '/usr/share/xml/opensaml';
const xmltooling = '/usr/share/xml/xmltooling';

// What a program printed, how it ended and its milliseconds, taken by the shell: Node knows no times of its children.
function run(command, args, environment = {}) {
  const done = spawnSync('bash', ['-c', "TIMEFORMAT=$'\\n%R %U %S'; time \"$@\"", 'bash', command, ...args], {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C', ...environment },
    maxBuffer: 1 << 28,
  });
  if (done.error) throw done.error;
  const rows = done.stderr.trimEnd().split('\n');
  const [wall, user, system] = rows.pop().split(' ').map((seconds) => Number(seconds) * 1000);
  return { status: done.status, output: done.stdout, errors: rows.join('\n').trimEnd(), wall, cpu: user + system };
}

const installed = (command) => spawnSync('bash', ['-c', `command -v ${command}`]).status === 0;
// What is missing, by the names of Debian's packages.
const missing = (parts) => parts.filter(([there]) => !there).map(([, name]) => name).join(', ');

// Imports what saml-schema-metadata-2.0.xsd would fetch from the network, first and from Debian's copies.
function driverSchema() {
  const imports = [
    ['http://www.w3.org/XML/1998/namespace', `${xmltooling}/xml.xsd`],
    ['http://www.w3.org/2000/09/xmldsig#', `${xmltooling}/xmldsig-core-schema.xsd`],
    ['http://www.w3.org/2001/04/xmlenc#', `${xmltooling}/xenc-schema.xsd`],
    ['urn:oasis:names:tc:SAML:2.0:assertion', `${opensaml}/saml-schema-assertion-2.0.xsd`],
    ['urn:oasis:names:tc:SAML:2.0:metadata', `${opensaml}/saml-schema-metadata-2.0.xsd`],
    ['urn:oasis:names:tc:SAML:metadata:ui', `${opensaml}/sstc-saml-metadata-ui-v1.0.xsd`],
  ].map(([space, file]) => `  <xs:import namespace="${space}" schemaLocation="${file}"/>\n`);
  const path = join(folder, 'driver.xsd');
  writeFileSync(path, `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">\n${imports.join('')}</xs:schema>\n`);
  return path;
}

const pysaml2 = `
import sys, time
from saml2.mdstore import MetaDataFile
wall, cpu = time.perf_counter(), time.process_time()
metadata = MetaDataFile(None, sys.argv[1])
metadata.load()
print(len(metadata), (time.perf_counter() - wall) * 1000, (time.process_time() - cpu) * 1000)
`;

const report = (file) => JSON.parse(run(preflight, ['check', '--now', now, '--format', 'json', file]).output);
const of = ({ findings }, code) => findings.filter((finding) => finding.code === code);
// Findings of one check beyond the twentieth are counted in the last one's words.
function count(all, code) {
  const found = of(all, code);
  const [, more = '0'] = /There are (\d+) more like it/.exec(found.at(-1)?.message ?? '') ?? [];
  return found.length + Number(more);
}

// A mistake in the very last entity must be seen, or not every entity is looked at.
function spoil(text) {
  const at = text.lastIndexOf('<md:SingleSignOnService');
  return text.slice(0, at) + text.slice(at).replace('https://', 'http://').replace('contactType="technical"', 'contactType="chief"');
}

const best = (runs) => ({ wall: Math.min(...runs.map(({ wall }) => wall)), cpu: Math.min(...runs.map(({ cpu }) => cpu)) });
function compare(name, ours, other) {
  line(`${name}, elapsed`, times(ours.wall, other.wall), `${ms(ours.wall)} to ${ms(other.wall)}`);
  line(`${name}, processor`, times(ours.cpu, other.cpu), `${ms(ours.cpu)} to ${ms(other.cpu)}`);
}
const faster = (name, ours, other) => line(name, times(other.wall, ours.wall), `elapsed; processor ${times(other.cpu, ours.cpu)}; ${ms(other.wall)} to ${ms(ours.wall)}`);

/** Returns the certificates it made. */
export async function benchAggregate() {
  assert.ok(existsSync(preflight), 'run ./dev build');
  mkdirSync(folder, { recursive: true });
  const made = await certificates(52);
  const text = aggregate(entities, made);
  const file = join(folder, 'aggregate.xml'), spoilt = join(folder, 'spoilt.xml');
  writeFileSync(file, text);
  writeFileSync(spoilt, spoil(text));
  console.log(`SAML: ${entities} identity providers, ${distinctCertificates(text)} different certificates, ${(Buffer.byteLength(text) / 1e6).toFixed(1)} MB`);

  const sound = report(file);
  assert.match(of(sound, 'DOC-15')[0]?.message ?? '', new RegExp(`\\b${entities} of them identity providers`));
  assert.equal(sound.summary.error, 1, 'nothing but the choice among them is an error');
  assert.equal(count(sound, 'CRT-26'), made.length, 'each certificate is described once');
  const faults = report(spoilt);
  for (const code of ['EP-06', 'CON-01'])
    assert.match(of(faults, code)[0]?.locations[0].pointer ?? '', new RegExp(`EntityDescriptor\\[${entities}\\]`), `${code} in the last entity`);

  const ours = [], schema = [], store = [];
  const check = () => run(preflight, ['check', '--now', now, '--fail-on', 'never', file]);
  const noXmllint = missing([
    [installed('xmllint'), 'libxml2-utils'],
    [existsSync(`${opensaml}/saml-schema-metadata-2.0.xsd`), 'opensaml-schemas'],
    [existsSync(`${xmltooling}/xenc-schema.xsd`), 'xmltooling-schemas'],
  ]);
  const noPysaml2 = existsSync('/usr/bin/python3') && run('/usr/bin/python3', ['-c', 'import saml2']).status === 0 ? '' : 'python3-pysaml2';
  const driver = noXmllint ? '' : driverSchema();
  const validate = (path) => run('xmllint', ['--nonet', '--noout', '--schema', driver, path]);
  if (!noXmllint) {
    assert.match(validate(spoilt).errors, /contactType.*\n[^]*fails to validate/, 'xmllint sees a mistake of the schema');
  }
  // In turn, so that what else the machine does meets all of them.
  for (let round = 0; round < 7; round++) {
    ours.push(check());
    assert.equal(ours.at(-1).status, 0);
    if (!noXmllint) {
      schema.push(validate(file));
      assert.ok(schema.at(-1).status === 0 && schema.at(-1).errors.endsWith('aggregate.xml validates'), schema.at(-1).errors);
    }
    if (!noPysaml2 && round < 3) {
      const done = run('/usr/bin/python3', ['-c', pysaml2, file]);
      const [loaded, wall, cpu] = done.output.trim().split(' ').map(Number);
      assert.equal(loaded, entities, done.errors);
      store.push({ wall, cpu });
    }
  }
  if (noXmllint) console.log(`check to xmllint --schema SKIPPED: not installed: ${noXmllint}`);
  else compare('check to xmllint --schema', best(ours), best(schema));
  if (noPysaml2) console.log(`check to pysaml2 SKIPPED: not installed: ${noPysaml2}`);
  else faster('pysaml2, loading alone, to check', best(ours), best(store));
  benchSigned(made[0], file);
  return made;
}

function benchSigned({ pem, key }, file) {
  if (!installed('samlsign') || !existsSync(`${opensaml}/saml20-catalog.xml`)) {
    const names = missing([[installed('samlsign'), 'opensaml-tools'], [existsSync(`${opensaml}/saml20-catalog.xml`), 'opensaml-schemas']]);
    console.log(`check to samlsign -V SKIPPED: not installed: ${names}`);
    return;
  }
  const keyFile = join(folder, 'signer.key'), certificate = join(folder, 'signer.pem');
  writeFileSync(keyFile, key);
  writeFileSync(certificate, pem);
  const schemas = { OPENSAML_SCHEMAS: `${xmltooling}/catalog.xml:${['saml20', 'saml11', 'saml10'].map((name) => `${opensaml}/${name}-catalog.xml`).join(':')}` };
  const algorithms = ['-alg', 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256', '-dig', 'http://www.w3.org/2001/04/xmlenc#sha256'];
  const made = run('samlsign', ['-s', '-k', keyFile, '-c', certificate, ...algorithms, '-f', file], schemas);
  assert.equal(made.status, 0, made.errors);
  const signed = join(folder, 'signed.xml'), altered = join(folder, 'altered.xml');
  writeFileSync(signed, made.output);
  writeFileSync(altered, made.output.replace('Example University 4999<', 'Example University 4998<'));
  const verify = (path) => run('samlsign', ['-V', '-c', certificate, '-f', path], schemas);
  assert.notEqual(verify(altered).status, 0, 'samlsign sees an alteration');
  assert.equal(of(report(altered), 'SIG-10').length, 1, 'so do we');
  assert.equal(of(report(signed), 'SIG-14').length, 1);
  const ours = [], other = [];
  for (let round = 0; round < 3; round++) {
    ours.push(run(preflight, ['check', '--now', now, '--fail-on', 'never', signed]));
    other.push(verify(signed));
    assert.equal(ours.at(-1).status, 0);
    assert.equal(other.at(-1).status, 0, other.at(-1).errors.slice(0, 1000));
  }
  faster('signed: samlsign -V -c to check', best(ours), best(other));
}

/** 1 MB of metadata in Chromium. */
export async function benchMetadataInPage(browser, url, made) {
  let providers = 0, text = '';
  while (Buffer.byteLength(text) < 1e6) text = aggregate(++providers * 10, made);
  mkdirSync(folder, { recursive: true });
  const file = join(folder, '1-mb.xml');
  writeFileSync(file, text);
  const first = [], later = [], dropped = [];
  for (let i = 0; i < 7; i++) {
    const { times: taken, report: verdict } = await workerTimes(browser, url, '1-mb.xml', text, { now, clock: '' }, 6);
    assert.equal(count(verdict, 'CRT-26'), distinctCertificates(text));
    first.push(taken[0]);
    later.push(...taken.slice(1));
    dropped.push(await dropTime(browser, url, [file]));
  }
  const size = `${(Buffer.byteLength(text) / 1e6).toFixed(2)} MB, ${providers * 10} identity providers`;
  const shown = (name, taken, more = '') => {
    const wall = taken.map((time) => time.wall);
    line(name, ms(median(wall)), `best ${ms(Math.min(...wall))}${more}`);
    const processor = taken.map((time) => time.processor);
    if (!processor.includes(null)) line('    of it the processor at work in the worker', ms(median(processor)), `best ${ms(Math.min(...processor))}`);
  };
  shown('metadata in the page: file to verdict in the worker', first, `; the first file; ${size}`);
  shown('  the same again in the same worker', later);
  line('  from the drop to the verdict', ms(median(dropped)), `best ${ms(Math.min(...dropped))}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const made = await benchAggregate();
  if (!existsSync(join(site, 'index.html'))) throw new Error('run ./dev build');
  const { server, url } = await serve(site);
  const browser = await launch();
  try {
    await benchMetadataInPage(browser, url, made);
  } finally {
    await browser.close();
    server.close();
  }
}
