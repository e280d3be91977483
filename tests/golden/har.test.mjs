// A HAR holds the answers of the files: the same findings, apart from places, PF1009 and PF1010. And HARs that nobody's browser
// wrote.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { preflight, root } from '../cli.mjs';

const work = mkdtempSync(join(tmpdir(), 'preflight-'));
after(() => rmSync(work, { recursive: true }));
const org = 'https://quillhaven-demo.okta.com';
const sample = (name) => readFileSync(join(root, 'tests/data/okta-samples', name), 'utf8');
const app = JSON.parse(sample('app-egnyte.json')).id;
const answers = {
  'app-egnyte.json': `/api/v1/apps/${app}`,
  'mapping-okta-to-egnyte.json': `/api/v1/mappings/${JSON.parse(sample('mapping-okta-to-egnyte.json')).id}`,
  'app-user-schema.json': `/api/v1/meta/schemas/apps/${app}/default`,
  'user-schema-default.json': '/api/v1/meta/schemas/user/default',
  'users.json': '/api/v1/users',
  'app-users.json': `/api/v1/apps/${app}/users`,
  'app-groups.json': `/api/v1/apps/${app}/groups`,
  'groups.json': '/api/v1/groups',
  'group-push-mappings.json': `/api/v1/apps/${app}/group-push/mappings`,
  'policies-password.json': '/api/v1/policies?type=PASSWORD',
  'system-log.json': '/api/v1/logs',
};
const entry = (path, text, { status = 200, headers = [], method = 'GET', ...content } = {}) => ({
  startedDateTime: '2026-11-23T12:00:00.000Z',
  request: { method, url: path.startsWith('http') ? path : org + path, headers: [] },
  response: { status, headers, content: { mimeType: 'application/json', text, ...content } },
});
const har = (entries) => JSON.stringify({ log: { version: '1.2', creator: { name: 'WebInspector', version: '537.36' }, pages: [], entries } });

function check(path) {
  const { out, status, err } = preflight(['check', '--format', 'json', '--now', '2026-11-23T12:00:00Z', path]);
  assert.ok(status < 2, err);
  return JSON.parse(out);
}
function checkHar(entries) {
  const path = join(work, 'session.har');
  writeFileSync(path, typeof entries === 'string' ? entries : har(entries));
  return check(path);
}
const said = (report) =>
  report.findings
    .filter(({ code }) => code !== 'PF1009' && code !== 'PF1010')
    .map(({ code, message, affected }) => JSON.stringify([code, message, affected ?? null]))
    .sort();

test('eleven answers in a HAR say what the eleven files say', () => {
  const folder = join(work, 'plain');
  mkdirSync(folder);
  for (const name of Object.keys(answers)) writeFileSync(join(folder, name), sample(name));
  const plain = check(folder);
  assert.equal(Object.keys(answers).length, 11);
  assert.ok(plain.findings.length > 5);
  const shapes = {
    'as they came': (name, path) => entry(path, sample(name)),
    minified: (name, path) => entry(path, JSON.stringify(JSON.parse(sample(name)))),
    'in base64': (name, path) => entry(path, Buffer.from(sample(name)).toString('base64'), { encoding: 'base64' }),
    'among other traffic': (name, path) => [entry('https://cdn.example/x.js', 'var a;'), entry(path, sample(name)), entry('/api/internal', '{"id":1}'), entry(path, '', { method: 'OPTIONS' })],
  };
  for (const [shape, make] of Object.entries(shapes)) {
    const report = checkHar(Object.entries(answers).flatMap(([name, path]) => make(name, path)));
    assert.deepEqual(said(report), said(plain), shape);
    assert.equal(report.verdict, plain.verdict, shape);
    assert.deepEqual(report.missing.map(({ kind }) => kind), plain.missing.map(({ kind }) => kind), shape);
    assert.deepEqual(report.unused, [], shape);
  }
});

test('settings of a password policy are not a password', () => {
  const report = checkHar(Object.entries(answers).map(([name, path]) => entry(path, sample(name))));
  assert.ok(!report.findings.some(({ code }) => code === 'PF1010'));
});

const users = JSON.stringify([{ id: '00u1', status: 'ACTIVE', profile: { login: 'a@acme.test', email: 'a@acme.test' } }]);
const message = (report, code) => report.findings.filter((finding) => finding.code === code).map((finding) => finding.message).join('\n');

test('a body that was not saved is named with its fix', () => {
  const report = checkHar([entry('/api/v1/users', undefined)]);
  assert.match(message(report, 'PF1015'), /api\/v1\/users is not in the file.*with content/);
});

test('a body that is blank or was in the cache is named, one that never was is not', () => {
  assert.match(message(checkHar([entry('/api/v1/users', '')]), 'PF1015'), /is not in the file.*with content/);
  assert.match(message(checkHar([entry('/api/v1/users', '', { status: 304 })]), 'PF1015'), /from its cache: disable the cache/);
  assert.equal(message(checkHar([entry('/api/v1/users', undefined, { status: 204 })]), 'PF1015'), '');
});

test('invalid base64 is named', () => assert.match(message(checkHar([entry('/api/v1/users', '%%%', { encoding: 'base64' })]), 'PF1015'), /not valid base64/));

test('a next page makes a list a part', () => {
  const link = [{ name: 'Link', value: `<${org}/api/v1/users?after=1>; rel="next"` }];
  assert.match(message(checkHar([entry('/api/v1/users', users, { headers: link })]), 'PF1005'), /next page/);
  assert.equal(message(checkHar([entry('/api/v1/users', users, { headers: link }), entry('/api/v1/users?after=1', users.replaceAll('a@', 'b@').replace('00u1', '00u2'), { headers: [{ name: 'x', value: '' }] })]), 'PF1005'), '');
});

test('answers that are not of an API, refused or changed are not read', () => {
  for (const other of [
    entry('https://evil.example/api/v2/users', users),
    entry('/api/v1/users', users, { method: 'POST' }),
    entry('/api/v1/users', users, { status: 403 }),
    entry('/login/login.htm', '<html></html>'),
  ])
    assert.ok(!checkHar([other]).inputs[0].kinds.includes('okta-users'));
});

test('an answer that was refused is named, with the remedy', () => {
  const refused = { 401: /was wrong, expired or revoked/, 403: /may not read this/, 404: /nothing was found/, 429: /rate limit/, 500: /the server failed/, 302: /nobody was signed in/ };
  for (const [status, why] of Object.entries(refused)) {
    const report = checkHar([entry('/api/v1/users?limit=200', '{"errorCode":"E0000006"}', { status: Number(status) })]);
    assert.match(message(report, 'PF1015'), /Okta refused okta-users .*\/api\/v1\/users/, status);
    assert.match(message(report, 'PF1015'), why);
    assert.ok(report.findings.find(({ code }) => code === 'PF1015').fix.steps.length > 1);
    assert.ok(report.missing.some(({ kind }) => kind === 'okta-users'));
  }
  const { fix } = checkHar([entry('/api/v1/groups/rules', '', { status: 403 })]).findings.find(({ code }) => code === 'PF1015');
  assert.match(fix.steps.join('\n'), /a read-only admin is enough[^]*okta\.groups\.read/);
  assert.match(message(checkHar([entry('/api/v1/users', '', { status: 0 })]), 'PF1015'), /did not answer okta-users/);
  assert.match(message(checkHar([entry('/api/v1/users', '<html>Sign in</html>')]), 'PF1015'), /did not send okta-users.*a web page/);
  assert.match(message(checkHar([entry('https://acme.egnyte.com/pubapi/v2/users', '', { status: 403 })]), 'PF1015'), /Egnyte refused egnyte-users/);
});

test('refused pages of one list are named together', () => {
  const report = checkHar([1, 2, 3].map((after) => entry(`/api/v1/users?after=${after}`, '', { status: 403 })));
  assert.match(message(report, 'PF1015'), /after=1 and 2 other addresses\.$/);
});

test('what was asked again and answered was not refused', () => {
  for (const statuses of [[429, 200], [200, 401]])
    assert.equal(message(checkHar(statuses.map((status) => entry('/api/v1/users', status === 200 ? users : '', { status }))), 'PF1015'), '');
});

test('a refusal of what is never read says nothing', () => {
  for (const path of [`/api/v1/apps/${app}/features`, '/api/v1/internal/x', '/api/v1/policies?type=MFA_ENROLL'])
    assert.equal(message(checkHar([entry(path, '', { status: 404 }), entry('/api/v1/users', users)]), 'PF1015'), '', path);
});

test('an empty list is a list, a refused one is not', () => {
  const assigned = `/api/v1/apps/${app}/users`;
  const asked = (...entries) => checkHar([entry(`/api/v1/apps/${app}`, sample('app-egnyte.json')), entry('/api/v1/users', sample('users.json')), ...entries]);
  const empty = asked(entry(assigned, '[]'));
  assert.match(empty.verdict, /Nobody is assigned/);
  assert.ok(!empty.missing.some(({ kind }) => kind === 'okta-app-users'));
  for (const part of ['?q=ana', '?limit=50&after=00u1', '?filter=status%20eq%20%22ACTIVE%22'])
    assert.doesNotMatch(asked(entry(assigned + part, '[]')).verdict, /Nobody is assigned/, part);
  assert.match(asked(entry(`${assigned}?limit=50&expand=user`, '[]')).verdict, /Nobody is assigned/);
  const refused = asked(entry(assigned, '[]', { status: 403 }));
  assert.doesNotMatch(refused.verdict, /Nobody is assigned/);
  assert.ok(refused.missing.some(({ kind }) => kind === 'okta-app-users'));
});

test('an empty list in a bundle is a list', () => {
  const path = join(work, 'bundle.json');
  const answer = (at, body) => ({ url: org + at, status: 200, next: null, time: '2026-11-23T12:00:00Z', body });
  const responses = [answer(`/api/v1/apps/${app}`, JSON.parse(sample('app-egnyte.json'))), answer('/api/v1/users', JSON.parse(sample('users.json'))), answer(`/api/v1/apps/${app}/users`, [])];
  writeFileSync(path, JSON.stringify({ preflightBundle: 1, org: 'quillhaven-demo.okta.com', responses }));
  assert.match(check(path).verdict, /Nobody is assigned/);
});

const hostile = {
  'bodies inside bodies': (() => {
    let inner = users;
    for (let i = 0; i < 6; i++) inner = har([entry('/api/v1/users', inner)]);
    return inner;
  })(),
  'a body of brackets': [entry('/api/v1/users', '['.repeat(100_000))],
  'a truncated body': [entry('/api/v1/users', users.slice(0, -20))],
  'numbers for texts': '{"log":{"entries":[{"request":{"url":7,"method":[]},"response":{"status":"x","content":{"text":{}}}}]}}',
  'no response': '{"log":{"entries":[{"request":{"url":"https://a.okta.com/api/v1/users"},"response":{}}]}}',
  'escapes without end': `{"log":{"entries":[{"request":{"method":"GET","url":"${org}/api/v1/users"},"response":{"status":200,"content":{"text":"${'\\\\u0000'.repeat(10_000)}"}}}]}}`,
  'half a surrogate': `{"log":{"entries":[{"request":{"method":"GET","url":"${org}/api/v1/users"},"response":{"status":200,"content":{"text":"[\\ud800]"}}}]}}`,
  'a thousand entries': Array.from({ length: 1000 }, (_, i) => entry(`/api/v1/users?after=${i}`, users)),
};
for (const [name, entries] of Object.entries(hostile)) {
  test(`hostile: ${name}`, () => {
    const report = checkHar(entries);
    assert.equal(report.inputs.length, 1);
    assert.ok(report.findings.length > 0 || report.inputs[0].kinds.includes('okta-users'));
  });
}
