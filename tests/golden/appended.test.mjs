// Several answers in one file, as `curl … >> all.json` leaves them: lists, objects, with and without saved headers. All of
// them are read; what is not is named.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { preflight, root } from '../cli.mjs';

const work = mkdtempSync(join(tmpdir(), 'preflight-'));
after(() => rmSync(work, { recursive: true }));
const healthy = join(root, 'samples/healthy');
const users = JSON.parse(readFileSync(join(healthy, 'users.json'), 'utf8'));
const given = ['app.json', 'app-user-schema.json', 'app-users.json', 'egnyte-users.csv', 'idp-metadata.xml', 'password-policies.json', 'profile-mapping.json', 'scenario.json', 'user-schema.json'];

function check(text) {
  const path = join(work, 'people.json');
  writeFileSync(path, text);
  const { out, status, err } = preflight(['check', '--format', 'json', '--now', '2026-11-23T12:00:00Z', ...given.map((name) => join(healthy, name)), path]);
  assert.ok(status < 2, err);
  return JSON.parse(out);
}
const codes = ({ findings }) => findings.filter(({ severity }) => severity === 'error' || severity === 'warning').map(({ code }) => code);
const said = ({ findings }, code) => findings.filter((finding) => finding.code === code).map(({ message }) => message).join('\n');
const [first, second] = [users.slice(0, 5), users.slice(5)];
const org = 'https://tidewater-carto.okta.com/api/v1/users';
const head = (status, ...links) => `HTTP/2 ${status} \r\ncontent-type: application/json\r\n${links.map(([address, rel]) => `link: <${address}>; rel="${rel}"\r\n`).join('')}\r\n`;
const json = (value, blanks) => JSON.stringify(value, null, blanks);

const whole = {
  'two lists': json(first) + json(second),
  'two lists, pretty': `${json(first, 2)}\n${json(second, 2)}\n`,
  'a list and single people': `${json(first)}\n${second.map((one) => json(one)).join('\n')}`,
  'single people and a list': `${first.map((one) => json(one)).join('\n')}\n${json(second)}`,
  'lists of one': users.map((one) => json([one])).join('\n'),
  'wrapped lists': json({ value: first }) + json({ value: second }),
  'an empty list among them': `${json(first)}[]${json(second)}`,
  'pages with their headers': head(200, [org, 'self'], [`${org}?after=5`, 'next']) + json(first) + head(200, [`${org}?after=5`, 'self']) + json(second),
  'the same, and line ends between them': `${head(200, [org, 'self'], [`${org}?after=5`, 'next'])}${json(first)}\n\n${head(200, [`${org}?after=5`, 'self'])}${json(second)}\n`,
  'a redirect before an answer': `${json(first)}\n${head(302)}${head(200)}${json(second)}`,
};
for (const [name, text] of Object.entries(whole)) {
  test(`${name}: everybody is read`, () => {
    const report = check(text);
    assert.deepEqual(codes(report), []);
    assert.match(report.verdict, /no problem for any of the 12 people/);
  });
}

test('a page that is not in the file is missed', () => {
  const report = check(head(200, [org, 'self'], [`${org}?after=5`, 'next']) + json(first) + head(200, [`${org}?after=5`, 'self'], [`${org}?after=9`, 'next']) + json(second.slice(0, 3)));
  assert.match(said(report, 'PF1005'), /name a next page/);
  assert.ok(report.missing.some(({ kind }) => kind === 'okta-users'));
});

test('saved headers are named once', () => assert.equal(said(check(whole['pages with their headers']), 'PF1009').match(/saved HTTP headers/g).length, 1));

test('an error among the answers is named', () => {
  const report = check(json(users) + head(403) + json({ errorCode: 'E0000006', errorSummary: 'You do not have permission' }));
  assert.match(said(report, 'PF1004'), /E0000006.*may not read this/);
  assert.equal(said(report, 'PF1015'), '');
});

test('a refusal without a body is named', () => {
  assert.match(said(check(json(users) + head(429)), 'PF1015'), /HTTP status 429/);
  assert.match(said(check(head(429) + head(200) + json(users)), 'PF1015'), /^$/);
});

test('other text between the answers is named, at its place', () => {
  for (const between of ['done', ',', 'Host: x', '"']) {
    const report = check(`${json(first)}\n${between}\n${json(second)}`);
    const finding = report.findings.find(({ code }) => code === 'PF1002');
    assert.match(finding.message, /nothing expected behind the end of the array/, between);
    assert.equal(finding.locations[0].line, 2, between);
  }
});

test('places are those of the file', () => {
  const broken = structuredClone(users);
  broken[7].profile.email = '@{mail=x}';
  const report = check(`${json(broken.slice(0, 5), 1)}\n${json(broken.slice(5), 1)}`);
  const finding = report.findings.find(({ code }) => code === 'PF1006');
  const lines = `${json(broken.slice(0, 5), 1)}\n${json(broken.slice(5), 1)}`.split('\n');
  assert.match(lines[finding.locations[0].line - 1], /@\{mail=x\}/);
});
