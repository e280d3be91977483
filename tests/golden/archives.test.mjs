// A ZIP archive is read as the folder that it was made of, and what it must not hold is named and not read.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { cli, preflight, root } from '../cli.mjs';
import { makeZip } from '../support/zip.mjs';

const folder = mkdtempSync(join(tmpdir(), 'preflight-'));
after(() => rmSync(folder, { recursive: true }));
const now = '2026-11-23T12:00:00Z';
const sample = join(root, 'samples/first-day-mistakes');
const files = readdirSync(sample)
  .filter((name) => !name.endsWith('.md'))
  .map((name) => ({ name, bytes: readFileSync(join(sample, name)) }));
const app = { name: 'app.json', bytes: readFileSync(join(sample, 'app.json')) };

const check = (...args) => {
  const done = preflight(['check', '--format', 'json', '--now', now, ...args]);
  assert.notEqual(done.status, 3, done.err);
  return JSON.parse(done.out);
};
function checkZip(entries, end) {
  const path = join(folder, 'a.zip');
  writeFileSync(path, Buffer.isBuffer(entries) ? entries : makeZip(entries, end));
  return check(path);
}
/** Code and message of what is found at an input. */
const at = (report, input) =>
  report.findings.filter(({ locations }) => locations.some((place) => place.input === input)).map(({ code, message }) => `${code} ${message}`);
const says = (report, input, words) => {
  const found = at(report, input);
  assert.ok(found.some((line) => words.test(line)), `${input}: ${found.join('\n') || JSON.stringify(report.findings.map((f) => f.message), null, 1)}`);
};

test('the files of an archive are the inputs', () => {
  const path = join(folder, 'a.zip');
  const plain = check(sample);
  for (const how of [{}, { stored: true }, { descriptor: true }, { zip64: true }]) {
    writeFileSync(path, makeZip(files.map((file) => ({ ...file, ...how })), { zip64: how.zip64, comment: 'PK\x05\x06 in a comment' }));
    const zipped = check(path);
    assert.deepEqual(zipped, JSON.parse(JSON.stringify(plain).replaceAll('"name":"', '"name":"').replace(/"(input|name)":"([^"]+\.(?:json|xml|csv))"/g, `"$1":"${path}!$2"`)));
  }
});

test('an archive on standard input', () => {
  const done = spawnSync(cli, ['check', '--format', 'json', '-'], { input: makeZip([app]) });
  assert.deepEqual(JSON.parse(done.stdout).inputs.map(({ name, kinds }) => [name, kinds]), [['stdin!app.json', ['okta-application']]]);
});

test('places are those of the entry', () => {
  const broken = checkZip([{ name: 'of/acme/users.json', bytes: '[{"id":\n  oops}]' }]);
  const place = broken.findings.find(({ code }) => code === 'PF1002').locations[0];
  assert.equal(place.input, join(folder, 'a.zip') + '!of/acme/users.json');
  assert.deepEqual([place.line, place.column], [2, 3]);
  const text = preflight(['check', '--now', now, join(folder, 'a.zip')]).out;
  assert.match(text, /a\.zip!of\/acme\/users\.json:2:3/);
  assert.match(text, /oops/, 'the excerpt is unpacked again');
});

test('a large entry is unpacked again for its excerpts', () => {
  const lines = Array.from({ length: 60_000 }, (_, i) => JSON.stringify({ id: `00u${i}`, status: 'ACTIVE', profile: { login: `p${i}@acme.test`, email: `p${i}@acme.test` } }));
  lines[59_990] = '{"id": oops}';
  const path = join(folder, 'a.zip');
  writeFileSync(path, makeZip([{ name: 'users.json', bytes: lines.join('\n') }]));
  const { out } = preflight(['check', '--now', now, path]);
  assert.match(out, /a\.zip!users\.json:59991:8/);
  assert.match(out, /\{"id": oops\}/);
});

test('what lies in no folder is not an input', () => {
  const report = checkZip([app, { name: '__MACOSX/._app.json', bytes: 'x' }, { name: '.DS_Store', bytes: 'x' }, { name: 'README.md', bytes: '#' }, { name: 'of/', bytes: '', stored: true }]);
  assert.deepEqual(report.inputs.map(({ name }) => name), [join(folder, 'a.zip') + '!app.json']);
});

test('folders of Windows', () => {
  assert.deepEqual(checkZip([{ ...app, name: 'of\\acme\\app.json' }]).inputs.map(({ name }) => name), [join(folder, 'a.zip') + '!of/acme/app.json']);
});

// What is in the archive beside a good file, which is read all the same, and what is reported about it.
const entry = (more) => ({ name: 'users.json', bytes: '[]', ...more });
const hostile = {
  'a name with ..': [entry({ name: '../users.json' }), '../users.json', /PF1001 .*holds ".."/],
  'a name with .. inside': [entry({ name: 'a/../../users.json' }), 'a/../../users.json', /PF1001 .*holds ".."/],
  'a name with .. of Windows': [entry({ name: '..\\users.json' }), '../users.json', /PF1001 .*holds ".."/],
  'an absolute name': [entry({ name: '/etc/passwd' }), 'etc/passwd', /PF1001 .*is absolute/],
  'a drive': [entry({ name: 'C:\\users.json' }), 'C:/users.json', /PF1001 .*is absolute/],
  'a name with a line end': [entry({ name: 'a\nb.json' }), null, /PF1001 .*control characters/],
  'a long name': [entry({ name: 'a'.repeat(2000) }), null, /PF1001 .*longer than 1,024 bytes/],
  'many folders': [entry({ name: 'a/'.repeat(40) + 'b.json' }), null, /PF1001 .*more than 32 folders/],
  'a symbolic link': [entry({ mode: 0o120777, bytes: '/etc/passwd', stored: true }), 'users.json', /PF1001 .*symbolic link/],
  'encrypted': [entry({ flags: 0x801 }), 'users.json', /PF1001 .*encrypted/],
  'another method': [entry({ method: 12 }), 'users.json', /PF1001 .*method that Preflight does not read \(12\)/],
  'an archive': [entry({ name: 'b.zip', bytes: makeZip([app]) }), 'b.zip', /PF1007 .*an archive inside an archive/],
  'a bomb': [entry({ bytes: Buffer.alloc(64 << 20, 32) }), 'users.json', /PF1007 .*more than 200 times its size/],
  'a bomb that states another size': [entry({ bytes: Buffer.alloc(64 << 20, 32), size: 100_000 }), 'users.json', /PF1002 .*larger than the archive says/],
  'an entry of a petabyte': [entry({ zip64: true, size: 2 ** 50, packed: Buffer.alloc(8 << 20) }), 'users.json', /PF1007 .*more than 200 times/],
  'an entry of more than all may have': [entry({ zip64: true, size: 2 ** 33, packed: Buffer.alloc(64 << 20) }), 'users.json', /PF1007 .*may have 4 GB in all/],
  'a wrong checksum': [entry({ crc: 1 }), 'users.json', /PF1002 .*checksum/],
  'a shorter entry': [entry({ size: 3 }), 'users.json', /PF1002 .*smaller than the archive says/],
  'stored with two sizes': [entry({ stored: true, size: 3 }), 'users.json', /PF1002 .*two sizes/],
  'bytes behind the end': [entry({ packed: Buffer.concat([Buffer.from([3, 0]), Buffer.from('more')]), bytes: '' }), 'users.json', /PF1002 .*behind its end/],
  'no deflate': [entry({ packed: Buffer.from([0xff, 0xff, 0xff]) }), 'users.json', /PF1002 .*the entry is damaged/],
  'a truncated entry': [entry({ packed: Buffer.from([0x4b]) }), 'users.json', /PF1002 .*the entry is truncated/],
  'a header of another file': [entry({ localName: 'others.jsn' }), 'users.json', /PF1002 .*header of another file/],
};
for (const [name, [bad, input, words]] of Object.entries(hostile)) {
  test(`hostile: ${name}`, () => {
    const report = checkZip([bad, app]);
    const zip = join(folder, 'a.zip');
    const other = report.inputs.map((each) => each.name).filter((each) => each !== `${zip}!app.json`);
    assert.equal(other.length, 1);
    if (input) assert.equal(other[0], `${zip}!${input}`);
    says(report, other[0], words);
    assert.ok(report.findings.some(({ code }) => code === 'PF3011'), 'the good file was not checked');
    assert.ok(!report.inputs.some(({ name: each, kinds }) => each === other[0] && kinds[0] !== 'unknown'), 'nothing of it is used');
  });
}

test('two files of one name: the first is read, and it is reported', () => {
  const report = checkZip([app, { name: './app.json', bytes: '[]' }]);
  assert.deepEqual(report.inputs.map(({ kinds }) => kinds[0]), ['okta-application', 'unknown']);
  says(report, join(folder, 'a.zip') + '!app.json', /PF1001 .*several files of this name/);
});

const broken = {
  'cut off': [makeZip([app]).subarray(0, -10), /PF1002 .*truncated/],
  'only a signature': [Buffer.from('PK\x03\x04'), /PF1002 .*truncated/],
  'one part of several': [makeZip([app], { disk: 1 }), /PF1002 .*one part of a split archive/],
  'a directory elsewhere': [makeZip([app], { offset: 0xfffffff }), /PF1002 .*directory is not where/],
  'a truncated directory': [makeZip([app], { entries: 2 }), /PF1002 .*directory is incomplete/],
  'more entries than stated': [makeZip([app, entry()], { entries: 1 }), /PF1002 .*more entries than it states/],
  'overlapping entries': [makeZip([app, entry({ offset: 0 })]), /PF1002 .*overlap/],
  'too many entries': [makeZip(Array.from({ length: 10_001 }, (_, i) => entry({ name: `${i}.json`, stored: true }))), /PF1007 .*10,000 files/],
  'no entries': [makeZip([]), /PF1001 .*holds no files/],
  'a workbook': [makeZip([entry({ name: '[Content_Types].xml' }), entry({ name: 'xl/workbook.xml' })]), /PF1001 .*an Office document/],
};
for (const [name, [bytes, words]] of Object.entries(broken)) {
  test(`broken: ${name}`, () => says(checkZip(bytes), join(folder, 'a.zip'), words));
}

test('thousands of names that leave the archive are counted', () => {
  const report = checkZip([app, ...Array.from({ length: 5000 }, (_, i) => entry({ name: `../${i}.json`, stored: true }))]);
  assert.equal(report.inputs.length, 22);
  says(report, join(folder, 'a.zip'), /PF1001 .*4,980 more files/);
});

test('zipped metadata stays DOC-04', () => {
  const path = join(folder, 'metadata.xml');
  writeFileSync(path, makeZip([{ name: 'metadata.xml', bytes: readFileSync(join(root, 'samples/healthy/idp-metadata.xml')) }]));
  assert.ok(check(path).findings.some(({ code }) => code === 'DOC-04'));
});
