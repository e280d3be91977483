// How much of a list is there: by the headers of the answer, by its total, by the length of a page.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { preflight } from '../cli.mjs';

const users = (from, count) =>
  Array.from({ length: count }, (_, i) => ({
    id: `00u${from + i}`,
    status: 'ACTIVE',
    profile: { login: `p${from + i}@acme.test`, email: `p${from + i}@acme.test`, firstName: 'P', lastName: 'Q' },
  }));
const accounts = (from, count, total) => ({
  totalResults: total,
  startIndex: from,
  resources: Array.from({ length: count }, (_, i) => ({
    id: from + i,
    userName: `p${from + i}`,
    email: `p${from + i}@acme.test`,
    userType: 'power',
  })),
});
const page = (self, next, body) =>
  `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nLink: <${self}>; rel="self"\r\n` +
  (next ? `LINK: <${next}>; rel="next"\r\n` : '') +
  `\r\n${JSON.stringify(body)}`;
const address = (after) => `https://acme.okta.com/api/v1/users?after=${after}&limit=200`;

// The inputs that PF1005 names.
function truncated(files) {
  const folder = mkdtempSync(join(tmpdir(), 'preflight-lists-'));
  try {
    for (const [name, body] of Object.entries(files))
      writeFileSync(join(folder, name), typeof body === 'string' ? body : JSON.stringify(body));
    const { out } = preflight(['check', '--format', 'json', folder]);
    return JSON.parse(out)
      .findings.filter(({ code }) => code === 'PF1005')
      .map(({ locations }) => locations[0].input)
      .sort();
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('headers that name a next page', () => {
  assert.deepEqual(truncated({ 'u.json': page(address(1), address(2), users(0, 3)) }), ['u.json']);
});
test('headers without a next page prove the list whole, whatever its length', () => {
  assert.deepEqual(truncated({ 'u.json': page(address(1), '', users(0, 200)) }), []);
});
test('a next page that is among the files is not a gap', () => {
  const one = page(address(1), address(2), users(0, 200));
  assert.deepEqual(truncated({ 'a.json': one, 'b.json': page(address(2), '', users(200, 7)) }), []);
  assert.deepEqual(truncated({ 'a.json': one, 'b.json': page(address(2), address(3), users(200, 200)) }), ['b.json']);
});
test('a list as long as a page', () => {
  assert.deepEqual(truncated({ 'u.json': users(0, 200) }), ['u.json']);
  assert.deepEqual(truncated({ 'u.json': users(0, 199) }), []);
});
test('full pages and a shorter one are a row of pages', () => {
  assert.deepEqual(truncated({ 'a.json': users(0, 200), 'b.json': users(200, 5) }), []);
  assert.deepEqual(truncated({ 'a.json': users(0, 200), 'b.json': users(200, 200) }), ['a.json', 'b.json']);
});
test('a total above the rows given', () => {
  assert.deepEqual(truncated({ 'e.json': accounts(1, 2, 250) }), ['e.json']);
  assert.deepEqual(truncated({ 'e.json': accounts(1, 100, 100) }), []);
  assert.deepEqual(truncated({ 'e.json': accounts(1, 100, 130), 'f.json': accounts(101, 30, 130) }), []);
});

// ---- what nobody reads of a log's events is left out; whatever else lies between them is not

const failure = (i) => ({
  actor: { id: '00uAdmin' },
  client: { device: null },
  eventType: 'application.provision.user.push',
  published: '2026-05-04T12:21:02.101Z',
  uuid: `uuid-${i}`,
  outcome: { result: 'FAILURE', reason: 'Error authenticating: Unauthorized. Errors reported by remote server: x' },
  target: [{ type: 'AppUser', alternateId: `p${i}` }, { type: 'AppInstance', displayName: 'Egnyte' }],
  version: '0',
});
const wrapped = (size, key) => ({ [key]: { people: users(0, 3).map((user) => ({ ...user, profile: { ...user.profile, note: 'x'.repeat(size) } })) }, version: '1' });
const kinds = (text) => JSON.parse(preflight(['check', '--format', 'json', '-'], { input: text }).out);
const written = { 'in a list': (rows) => JSON.stringify(rows), 'as NDJSON': (rows) => rows.map((row) => JSON.stringify(row)).join('\n'), 'in a wrapper': (rows) => JSON.stringify({ data: rows }) };

for (const [shape, write] of Object.entries(written)) {
  for (const size of [10, 600_000, 2_000_000]) {
    test(`people between the events of a log ${shape}, ${size} bytes each`, () => {
      for (const key of ['client', 'device', 'else']) {
        const report = kinds(write([failure(0), failure(1), wrapped(size, key), failure(2), failure(3)]));
        assert.deepEqual(report.inputs[0].kinds.sort(), ['okta-system-log', 'okta-users'], key);
        const log = report.findings.find(({ code }) => code === 'PF9002');
        assert.equal(log.affected.users, 4, key);
        assert.deepEqual(log.locations.map(({ pointer }) => pointer.match(/\d+$/)?.[0] ?? '0'), ['0', '1', '3', '4'], key);
      }
    });
  }
  // A small wrapper is read as a whole.
  if (shape === 'in a wrapper') continue;
  test(`a damaged event of a log ${shape}`, () => {
    const text = write([failure(0), failure(1), failure(2), failure(3)]);
    const at = text.lastIndexOf('"00uAdmin"', text.indexOf('uuid-2'));
    const report = kinds(text.slice(0, at) + 'nonsense' + text.slice(at));
    assert.ok(report.findings.some(({ code }) => code === 'PF1002'));
    assert.equal(report.findings.find(({ code }) => code === 'PF9002').affected.users, 3);
  });
}
