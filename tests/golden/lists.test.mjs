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
