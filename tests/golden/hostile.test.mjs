// Garbage never crashes or hangs the release command line: it yields a finding or exit status 2, and the file beside it is
// judged all the same. Every run has 2 GB of address space and two minutes.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { makePopulation } from '../bench/make_population.mjs';
import { cli, root } from '../cli.mjs';

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
  assert.ok(report.findings.some(({ code }) => code === 'PF3011'), 'the good file was not judged');
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
