// Garbage never crashes or hangs the release command line: it yields a finding or exit status 2, and the file beside it is
// checked all the same. Every run has 2 GB of address space and two minutes.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, symlinkSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { makePopulation } from '../bench/make_population.mjs';
import { cli, preflight, root } from '../cli.mjs';

const folder = mkdtempSync(join(tmpdir(), 'preflight-'));
after(() => rmSync(folder, { recursive: true }));
const good = join(root, 'samples/first-day-mistakes/app.json');

function judge(name, { wanted, status = [1] }) {
  const done = spawnSync('bash', ['-c', 'ulimit -v 2097152; exec "$@"', 'bash', cli, 'check', '--format', 'json', join(folder, name), good], {
    timeout: 120_000,
    maxBuffer: 1 << 30,
  });
  assert.equal(done.signal, null, done.stderr?.toString());
  assert.ok(status.includes(done.status), `exit status ${done.status} ${done.stderr}`);
  const report = JSON.parse(done.stdout);
  if (!wanted) return report;
  assert.ok(report.findings.some(({ code }) => code === 'PF3011'), 'the good file was not checked');
  const codes = report.findings.filter(({ locations }) => locations.some(({ input }) => input.endsWith(name))).map(({ code }) => code);
  assert.ok(codes.some((code) => wanted.includes(code)), `found ${codes.join(' ') || 'nothing'}`);
}

// Bytes that are the same in every run and mean nothing.
function noise(size, seed) {
  const parts = [];
  for (let i = 0; i * 32 < size; i++) parts.push(createHash('sha256').update(`${seed} ${i}`).digest());
  return Buffer.concat(parts).subarray(0, size);
}

const cases = {
  'empty.json': ['', ['PF1001']],
  'empty.xml': ['', ['DOC-01']],
  'blank.xml': [' \n\t\n', ['DOC-01']],
  'noise.bin': [noise(100_000, 1), ['PF1001']],
  'noise.xml': [noise(100_000, 2), ['DOC-06', 'DOC-07']],
  'noise.json': [Buffer.concat([Buffer.from('{'), noise(100_000, 3)]), ['PF1002']],
  'noise.csv': [Buffer.concat([Buffer.from('Username,Email,Type\n"'), noise(100_000, 4)]), ['PF1001', 'PF1002', 'PF1007']],
  'brackets.json': ['['.repeat(200_000), ['PF1002', 'PF1007']],
  'closed-brackets.json': ['['.repeat(200_000) + ']'.repeat(200_000), ['PF1007']],
  'braces.json': ['{"a":'.repeat(200_000), ['PF1002', 'PF1007']],
  'elements.xml': ['<a>'.repeat(200_000), ['DOC-14', 'DOC-20']],
  'many-attributes.xml': ['<a ' + Array.from({ length: 5000 }, (_, i) => `b${i}=""`).join(' ') + '/>', ['DOC-14']],
  'laughs.xml': [
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">' +
      Array.from({ length: 9 }, (_, i) => `<!ENTITY lol${i + 1} "${`&lol${i || ''};`.repeat(10)}">`).join('') +
      ']><lolz>&lol9;</lolz>',
    ['DOC-10'],
  ],
  'outside.xml': ['<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', ['DOC-10']],
  'utf16-lone.json': [Buffer.from([0xff, 0xfe, 0x7b, 0x00, 0x00, 0xd8, 0x22]), ['PF1002']],
  'nul.json': [Buffer.concat([Buffer.from('{"a":"'), Buffer.alloc(1000), Buffer.from('"}')]), ['PF1002', 'PF1001']],
  'long-number.json': ['[' + '9'.repeat(1_000_000) + ']', ['PF1001', 'PF1002']],
  'deep-expression.json': [
    JSON.stringify({ source: { type: 'user' }, target: { type: 'appuser', id: '0oa9fernEgnyte000fh7' }, properties: { userType: { expression: '('.repeat(30_000) + '"power"' + ')'.repeat(30_000) } } }),
    ['PF4001', 'PF1007'],
  ],
};

for (const [name, [bytes, wanted]] of Object.entries(cases)) {
  test(name, () => {
    writeFileSync(join(folder, name), bytes);
    judge(name, { wanted });
  });
}

for (const [name, wanted] of [['app.json', ['PF1002']], ['users.json', ['PF1002']], ['idp-metadata.xml', ['DOC-20', 'DOC-06', 'DOC-01']]]) {
  const whole = readFileSync(join(root, 'samples/healthy', name));
  for (let part = 1; part < 8; part++) {
    test(`${name} cut at ${part} eighths`, () => {
      const cut = `cut-${part}-${name}`;
      writeFileSync(join(folder, cut), whole.subarray(0, Math.floor((whole.length * part) / 8)));
      judge(cut, { wanted });
    });
  }
}

test('300 MB of users', () => {
  const path = join(folder, 'large-users.json');
  const file = openSync(path, 'w');
  let size = writeSync(file, '[');
  for (let i = 0; size < 300_000_000; ) {
    let piece = '';
    for (; piece.length < 1 << 20; i++) {
      const login = `person${i}@acme.test`;
      piece += (i > 0 ? ',\n' : '') + JSON.stringify({ id: `00u${String(i).padStart(17, '0')}`, status: 'ACTIVE', profile: { login, email: login, firstName: 'P', lastName: `N${i}`, note: 'x'.repeat(1500) } });
    }
    size += writeSync(file, piece);
  }
  writeSync(file, ']');
  closeSync(file);
  try {
    const { inputs, findings } = judge('large-users.json', {});
    assert.deepEqual(inputs[0].kinds, ['okta-users']);
    assert.ok(findings.find(({ code }) => code === 'PF5002').affected.users > 150_000);
  } finally {
    rmSync(path);
  }
});

test('300 MB of zeros, and 300 MB of one XML element', () => {
  writeFileSync(join(folder, 'zeros.bin'), '');
  truncateSync(join(folder, 'zeros.bin'), 300_000_000);
  judge('zeros.bin', { wanted: ['PF1001'] });
  writeFileSync(join(folder, 'large.xml'), '<a>');
  truncateSync(join(folder, 'large.xml'), 300_000_000);
  judge('large.xml', { wanted: ['PF1007', 'DOC-14'] });
});

test('too little memory is exit status 2 and PF1007, not an internal fault', () => {
  const people = join(folder, 'people');
  makePopulation(people, 60_000);
  for (const threads of ['1', '2']) {
    const done = spawnSync('bash', ['-c', 'ulimit -v 45000; exec "$@"', 'bash', cli, 'check', '--threads', threads, people], { timeout: 120_000, encoding: 'utf8' });
    assert.equal(done.signal, null, done.stderr);
    assert.equal(done.status, 2, done.stderr);
    assert.match(done.stderr, /PF1007/);
    assert.equal(done.stdout, '');
  }
  rmSync(people, { recursive: true });
});

test('a folder is not left, and what is skipped in it is reported', () => {
  const outside = join(folder, 'outside.txt');
  writeFileSync(outside, 'machine example.org login me password s3cretOutside');
  const given = join(folder, 'given');
  mkdirSync(join(given, 'sub'), { recursive: true });
  writeFileSync(join(given, 'app.json'), readFileSync(good));
  symlinkSync(outside, join(given, 'metadata.xml'));
  symlinkSync('/', join(given, 'everything'));
  symlinkSync('nothing', join(given, 'dangling.json'));
  symlinkSync('../app.json', join(given, 'sub', 'same.json'));
  symlinkSync('..', join(given, 'sub', 'loop'));
  assert.equal(spawnSync('mkfifo', [join(given, 'pipe.json')]).status, 0);
  const { status, out, err } = preflight(['check', '--format', 'json', given]);
  assert.equal(status, 1);
  assert.doesNotMatch(out + err, /s3cretOutside/);
  const report = JSON.parse(out);
  assert.deepEqual(report.inputs.map(({ name }) => name), ['app.json', 'dangling.json', 'everything', 'metadata.xml', 'pipe.json', 'sub/same.json']);
  const skipped = report.findings.filter(({ code }) => code === 'PF1001').map(({ message }) => message).sort();
  assert.equal(skipped.length, 4);
  assert.match(skipped.join('\n'), /everything is not used: it is a symbolic link that leaves the folder/);
  assert.match(skipped.join('\n'), /metadata\.xml is not used: it is a symbolic link that leaves the folder/);
  assert.match(skipped.join('\n'), /pipe\.json is not used: it is not a regular file/);
  for (const name of ['metadata.xml', 'everything', 'pipe.json', 'dangling.json']) assert.match(err, new RegExp(`${name}: skipped: `));
});

test('an unreadable subfolder is reported, and the walk goes on', (t) => {
  if (process.getuid?.() === 0 && spawnSync('setpriv', ['--version']).status !== 0) return t.skip('needs another user than root');
  const given = mkdtempSync(join(tmpdir(), 'preflight-open-'));
  after(() => {
    chmodSync(join(given, 'b'), 0o755);
    rmSync(given, { recursive: true });
  });
  chmodSync(given, 0o755);
  for (const sub of ['a', 'b', 'c']) {
    mkdirSync(join(given, sub));
    writeFileSync(join(given, sub, 'app.json'), readFileSync(good));
  }
  chmodSync(join(given, 'b'), 0o000);
  const command = process.getuid() === 0 ? ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups', cli] : [cli];
  const done = spawnSync(command[0], [...command.slice(1), 'check', '--format', 'json', given]);
  if (done.error || done.status === 127 || /setpriv/.test(done.stderr)) return t.skip('the command line cannot be run by another user');
  assert.equal(done.status, 2, done.stderr.toString());
  assert.deepEqual(JSON.parse(done.stdout).inputs.map(({ name }) => name), ['a/app.json', 'b', 'c/app.json']);
  assert.match(done.stderr.toString(), /\/b: Permission denied/);
});

// Names and values that move the cursor, turn a line around or hide; what they mean must be visible everywhere.
const tricks = ['\u001b[31m', '\r', '\n', '\u0007', '\u009b2J', '\u202e', '\u2066', '\u200b', '\u2028', '\u{e0041}', '\u00ad'];
test('nothing in a name or a value reaches a terminal as it is', () => {
  const given = join(folder, 'tricks');
  mkdirSync(given);
  const name = `a${tricks.join('b')}.json`;
  const value = `x${tricks.join('y')}z`;
  const app = JSON.parse(readFileSync(good));
  app.label = value;
  app.settings.app.subDomain = value;
  app.credentials.userNameTemplate.template = `\${fn:substringBefore(source.email, "${value}")`;
  writeFileSync(join(given, name), JSON.stringify(app));
  writeFileSync(join(given, 'users.json'), JSON.stringify([{ id: '00u1', status: 'ACTIVE', profile: { login: value, email: value, firstName: value, lastName: value } }]));
  writeFileSync(join(given, 'page.html'), `<html><title>${value}</title>`);
  const bad = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2066-\u2069\u{e0000}-\u{e007f}]/u;
  const runs = [
    ...['text', 'json', 'markdown', 'sarif', 'junit', 'github'].map((format) => ['check', '--with-people', '--format', format]),
    ...['text', 'json', 'ndjson', 'csv'].map((format) => ['simulate', '--format', format]),
    ...['text', 'json'].flatMap((format) => [['identify', '--format', format], ['eval', '--format', format]]),
  ];
  for (const args of runs) {
    const { out, err } = preflight([...args, given]);
    assert.doesNotMatch(out, bad, args.join(' '));
    assert.doesNotMatch(err, bad, args.join(' '));
    if (args.includes('text') && args[0] !== 'eval') assert.match(out, /\\u\{1B\}/, args.join(' '));
    if (args.includes('json')) assert.ok(JSON.stringify(JSON.parse(out)).includes('\u202e') || args[0] === 'eval', args.join(' '));
  }
  for (const args of [['check', join(given, `no${name}`)], ['eval', `"${value}"`], ['check', '--format', value, given], [value], ['explain', value], ['check', '--baseline', join(given, name), given]]) {
    const { out, err } = preflight(args);
    assert.doesNotMatch(out + err, bad, args[0]);
  }
});

test('a cell of a spreadsheet is not a formula, and a document has no links, mentions or markup from a value', () => {
  const given = join(folder, 'formulas');
  mkdirSync(given);
  const values = ['=1+1', ' =cmd()', '+1', '-1', '@SUM(1)', '|x', '%x', '＝1', '\t=1'];
  writeFileSync(join(given, 'users.json'), JSON.stringify(values.map((login, i) => ({ id: `00u${i}`, status: 'ACTIVE', profile: { login, email: `p${i}@acme.test`, firstName: 'a', lastName: 'b' } }))));
  writeFileSync(join(given, 'app.json'), readFileSync(good));
  const rows = preflight(['simulate', '--format', 'csv', given]).out.trim().split('\n').slice(1);
  assert.equal(rows.length, values.length);
  for (const row of rows) assert.match(row, /^"?'/, row);
  const app = JSON.parse(readFileSync(good));
  app.settings.app.subDomain = '@acme #12 ~~x~~ a|b [c](https://evil.test) <b>d</b> **e** `f` www.evil.test https://evil.test';
  writeFileSync(join(given, 'app.json'), JSON.stringify(app));
  const { out } = preflight(['check', '--format', 'markdown', given]);
  assert.match(out, /acme/);
  for (const markup of [/(?<!\\)@acme/, /#12/, /(?<!\\)~~x/, /a\|b/, /(?<!\\)\]\(https/, /<b>/, /(?<!\\)\*\*e/, /(?<!\\)`f/, /www\.evil/, /https:\/\/evil/]) {
    assert.doesNotMatch(out, markup);
  }
});

test('a name of no-break or zero-width spaces is blank', () => {
  const given = join(folder, 'blank');
  mkdirSync(given);
  const sample = join(root, 'samples/healthy');
  const users = JSON.parse(readFileSync(join(sample, 'users.json')));
  users[0].profile.lastName = '\u00a0\u200b\u3000';
  for (const file of ['app.json', 'profile-mapping.json', 'app-user-schema.json', 'user-schema.json', 'scenario.json']) writeFileSync(join(given, file), readFileSync(join(sample, file)));
  writeFileSync(join(given, 'users.json'), JSON.stringify(users));
  const report = JSON.parse(preflight(['check', '--format', 'json', given]).out);
  assert.equal(report.findings.find(({ code }) => code === 'PF6016')?.affected.users, 1);
});
