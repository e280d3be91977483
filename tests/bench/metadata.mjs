// SAML metadata: `preflight check`, every check on every entity, against other tools, each as a process. A tool that is not
// installed is skipped and says so.
//   - an aggregate of 5,000 identity providers with 52 certificates (make_metadata.mjs) against `xmllint --schema`, which
//     looks at the schema alone, and pysaml2, which reads it into its store (only the loading counts, in its favour);
//   - the same, signed, against `samlsign -V -c`, which validates the schema and verifies the signature.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { aggregate, certificates, distinctCertificates } from './make_metadata.mjs';
import { compare, inTurn, now, preflight, run, skip, work } from './measure.mjs';

const entities = 5000;
const folder = join(work, 'metadata');
const opensaml = '/usr/share/xml/opensaml';
const xmltooling = '/usr/share/xml/xmltooling';

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

const check = (file) => {
  const done = run(preflight, ['check', '--now', now, '--fail-on', 'never', file]);
  assert.equal(done.status, 0, done.err);
  return done;
};
const report = (file) => JSON.parse(run(preflight, ['check', '--now', now, '--format', 'json', file]).out);
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

export async function benchMetadata() {
  mkdirSync(folder, { recursive: true });
  const made = await certificates(52);
  const text = aggregate(entities, made);
  const file = join(folder, 'aggregate.xml'), spoilt = join(folder, 'spoilt.xml');
  writeFileSync(file, text);
  writeFileSync(spoilt, spoil(text));
  console.log(`metadata: ${entities} identity providers, ${distinctCertificates(text)} different certificates, ${(Buffer.byteLength(text) / 1e6).toFixed(1)} MB`);

  const sound = report(file);
  assert.match(of(sound, 'DOC-15')[0]?.message ?? '', new RegExp(`\\b${entities} of them identity providers`));
  assert.equal(sound.summary.error, 1, 'nothing but the choice among them is an error');
  assert.equal(count(sound, 'CRT-26'), made.length, 'each certificate is described once');
  const faults = report(spoilt);
  for (const code of ['EP-06', 'CON-01'])
    assert.match(of(faults, code)[0]?.locations[0].pointer ?? '', new RegExp(`EntityDescriptor\\[${entities}\\]`), `${code} in the last entity`);

  await benchXmllint(file, spoilt);
  await benchPysaml2(file);
  await benchSigned(made[0], file);
}

async function benchXmllint(file, spoilt) {
  const name = 'metadata, check: to xmllint --schema';
  const absent = missing([
    [installed('xmllint'), 'libxml2-utils'],
    [existsSync(`${opensaml}/saml-schema-metadata-2.0.xsd`), 'opensaml-schemas'],
    [existsSync(`${xmltooling}/xenc-schema.xsd`), 'xmltooling-schemas'],
  ]);
  if (absent) return skip(name, `not installed: ${absent}`);
  const driver = driverSchema();
  const validate = (path) => run('xmllint', ['--nonet', '--noout', '--schema', driver, path]);
  assert.match(validate(spoilt).err, /contactType.*\n[^]*fails to validate/, 'xmllint sees a mistake of the schema');
  const best = await inTurn(9, {
    check: () => check(file),
    xmllint: () => {
      const done = validate(file);
      assert.equal(done.status, 0, done.err);
      return done;
    },
  });
  compare('metadata', name, best.check, best.xmllint);
}

async function benchPysaml2(file) {
  const name = 'metadata, check: to pysaml2, loading alone';
  const python = '/usr/bin/python3';
  if (!existsSync(python) || run(python, ['-c', 'import saml2']).status !== 0) return skip(name, 'not installed: python3-pysaml2');
  const best = await inTurn(2, {
    check: () => check(file),
    load: () => {
      const done = run(python, ['-c', pysaml2, file]);
      const [loaded, wall, processor] = done.out.trim().split(' ').map(Number);
      assert.equal(loaded, entities, done.err);
      return { wall, processor };
    },
  });
  compare(null, name, best.check, best.load);
}

async function benchSigned({ pem, key }, file) {
  const name = 'metadata, signed, check: to samlsign -V -c';
  const absent = missing([[installed('samlsign'), 'opensaml-tools'], [existsSync(`${opensaml}/saml20-catalog.xml`), 'opensaml-schemas']]);
  if (absent) return skip(name, `not installed: ${absent}`);
  const keyFile = join(folder, 'signer.key'), certificate = join(folder, 'signer.pem');
  writeFileSync(keyFile, key);
  writeFileSync(certificate, pem);
  const catalogs = ['saml20', 'saml11', 'saml10'].map((version) => `${opensaml}/${version}-catalog.xml`);
  const env = { ...process.env, LC_ALL: 'C', OPENSAML_SCHEMAS: [`${xmltooling}/catalog.xml`, ...catalogs].join(':') };
  const algorithms = ['-alg', 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256', '-dig', 'http://www.w3.org/2001/04/xmlenc#sha256'];
  const made = run('samlsign', ['-s', '-k', keyFile, '-c', certificate, ...algorithms, '-f', file], { env });
  assert.equal(made.status, 0, made.err);
  const signed = join(folder, 'signed.xml'), altered = join(folder, 'altered.xml');
  writeFileSync(signed, made.out);
  writeFileSync(altered, made.out.replace('Example University 4999<', 'Example University 4998<'));
  const verify = (path) => run('samlsign', ['-V', '-c', certificate, '-f', path], { env });
  assert.notEqual(verify(altered).status, 0, 'samlsign sees an alteration');
  assert.equal(of(report(altered), 'SIG-10').length, 1, 'so do we');
  assert.equal(of(report(signed), 'SIG-14').length, 1);
  const best = await inTurn(3, {
    check: () => check(signed),
    samlsign: () => {
      const done = verify(signed);
      assert.equal(done.status, 0, done.err.slice(0, 1000));
      return done;
    },
  });
  compare(null, name, best.check, best.samlsign);
}
