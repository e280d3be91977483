// Used or not (spec 2): every kind of export is given alone and beside the healthy sample, which belongs to another
// company. Either it changes what is concluded, or it is listed under `unused` with a reason. There is a file in
// tests/data/artefacts for each artefact, so a new one is covered by its file.
import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { preflight, root } from '../cli.mjs';

const work = mkdtempSync(join(tmpdir(), 'preflight-'));
after(() => rmSync(work, { recursive: true }));
const artefacts = join(root, 'tests/data/artefacts'), healthy = join(root, 'samples/healthy');
// Without Egnyte's accounts: they are compared with everybody.
const beside = readdirSync(healthy).filter((name) => !name.endsWith('.md') && name !== 'egnyte-users.csv');

function check(...paths) {
  const { out, status, err } = preflight(['check', '--format', 'json', '--now', '2026-11-23T12:00:00Z', ...paths]);
  assert.ok(status < 2, err);
  return JSON.parse(out);
}
/** What is concluded, without what only tells how the files were read. */
const concluded = ({ verdict, findings, missing, attributes }) =>
  JSON.stringify([verdict.replace(/^(No problems found in your files|\d.*? in your files)\. /, ''), findings.filter(({ code }) => !/^PF10(09|16)$/.test(code)).map(({ code, message }) => [code, message]), missing.map(({ kind }) => kind), attributes ?? []]);

const scenario = join(work, 'scenario.json');
writeFileSync(scenario, '{"preflightScenario": 1}');
const nothing = concluded(check(scenario));
const others = beside.map((name) => join(healthy, name));
const sample = concluded(check(...others));

/** Compared with what is there, and nothing differs. */
const agrees = {
  'org.json': 'the org of the other files',
  'group_rules.json': 'no file says which groups are assigned, so its expressions are checked',
  'scenario.json': 'states what the sample states',
};

for (const name of readdirSync(artefacts)) {
  const path = join(artefacts, name);
  test(`${name} alone changes something or is not used`, () => {
    const report = check(scenario, path);
    assert.ok(concluded(report) !== nothing || report.unused.length > 0 || (name in agrees && name !== 'org.json'));
  });
  test(`${name} beside other files changes something or is not used`, () => {
    const report = check(...others, path);
    assert.ok(concluded(report) !== sample || report.unused.some(({ input }) => input === path || input.endsWith(name)) || name in agrees);
  });
}

const report = (files) => {
  const folder = mkdtempSync(join(work, 'case-'));
  for (const name of beside) copyFileSync(join(healthy, name), join(folder, name));
  for (const [name, value] of Object.entries(files)) writeFileSync(join(folder, name), typeof value === 'string' ? value : JSON.stringify(value));
  return check(folder);
};
const why = (files, kind) => report(files).unused.filter((unused) => unused.kind === kind).map((unused) => unused.why);
const app = JSON.parse(readFileSync(join(healthy, 'app.json'), 'utf8')).id;
const users = JSON.parse(readFileSync(join(healthy, 'users.json'), 'utf8'));
const group = (id, name) => ({ id, objectClass: ['okta:user_group'], type: 'OKTA_GROUP', profile: { name, description: null } });
const assigned = [{ id: '00gtideUsed0000000tw', priority: 0, profile: {}, _links: { app: { href: `https://tidewater-carto.okta.com/api/v1/apps/${app}` } } }];
const rule = (...groups) => [{ type: 'group_rule', id: '0prtideRule000000atw', status: 'ACTIVE', name: 'Everybody', conditions: { expression: { value: 'user.department=="Sales"', type: 'urn:okta:expression:1.0' } }, actions: { assignUserToGroups: { groupIds: groups } } }];

test('a group rule is used where it concerns an assigned group', () => {
  assert.deepEqual(why({ 'app-groups.json': assigned, 'rules.json': rule('00gtideUsed0000000tw') }, 'okta-group-rules'), []);
  assert.match(why({ 'app-groups.json': assigned, 'rules.json': rule('00gtideOther000000tw') }, 'okta-group-rules')[0], /no rule in it adds people/);
  // An event of the scenario runs every rule.
  const events = { preflightScenario: 1, events: [{ type: 'change-group-rule', rule: '0prtideRule000000atw', expression: 'true' }] };
  assert.deepEqual(why({ 'app-groups.json': assigned, 'rules.json': rule('00gtideOther000000tw'), 'scenario.json': events }, 'okta-group-rules'), []);
});

test('members are used where their group is assigned or pushed', () => {
  const files = (id) => ({ 'app-groups.json': assigned, [`members-${id}.json`]: [users[0]], 'password-policies.json': '[]' });
  assert.deepEqual(why(files('00gtideUsed0000000tw'), 'okta-group-members'), []);
  assert.match(why(files('00gtideOther000000tw'), 'okta-group-members')[0], /neither assigned .* nor pushed/);
});

test('people are used where one of them is assigned', () => {
  const strangers = [{ id: '00utideStranger000tw', status: 'ACTIVE', profile: { login: 'x@tidewater-carto.example', email: 'x@tidewater-carto.example' } }];
  assert.match(why({ 'more.json': strangers }, 'okta-users')[0], /none of its people is assigned/);
  assert.deepEqual(why({ 'more.json': [...strangers, users[0]] }, 'okta-users'), []);
  assert.deepEqual(why({ 'again.json': users }, 'okta-users'), []);
  assert.match(why({ 'more.csv': 'login,email,firstName\nx@tidewater-carto.example,x@tidewater-carto.example,Ex\n' }, 'users-csv')[0], /no Okta id/);
  const known = users[0].profile;
  assert.deepEqual(why({ 'more.csv': `login,email,firstName\n${known.login.toUpperCase()},${known.email},${known.firstName}\n` }, 'users-csv'), []);
});

test("Egnyte's groups are used where groups of Okta are there", () => {
  const egnyte = { totalResults: 1, resources: [{ id: 'g-1', displayName: 'Sales' }] };
  assert.match(why({ 'egnyte-groups.json': egnyte }, 'egnyte-groups')[0], /no pushed groups/);
  assert.deepEqual(why({ 'egnyte-groups.json': egnyte, 'groups.json': [group('00gtideUsed0000000tw', 'Sales')] }, 'egnyte-groups'), []);
});
