// Files that say the same thing twice, files of several user types and applications, and files inside files: one object
// is one object, whatever the order and the wrapping.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { preflight } from '../cli.mjs';

const app = (more = {}) => ({
  id: '0oaEgnyte',
  name: 'egnyte',
  label: 'Egnyte',
  status: 'ACTIVE',
  created: '2026-01-01T00:00:00.000Z',
  lastUpdated: '2026-02-01T00:00:00.000Z',
  signOnMode: 'SAML_2_0',
  features: ['PUSH_NEW_USERS', 'PUSH_PROFILE_UPDATES', 'PUSH_USER_DEACTIVATION', 'REACTIVATE_USERS'],
  credentials: { userNameTemplate: { template: '${fn:substringBefore(source.email, "@")}', type: 'BUILT_IN' } },
  settings: { app: { subDomain: 'acme' } },
  _links: { metadata: { href: 'https://acme.okta.com/api/v1/apps/0oaEgnyte/sso/saml/metadata' } },
  ...more,
});
const mapping = (type, userType, more = {}) => ({
  id: `prm${type}`,
  source: { id: `oty${type}`, name: type === 'Default' ? 'user' : type, type: 'user' },
  target: { id: '0oaEgnyte', name: 'egnyte', type: 'appuser' },
  properties: Object.fromEntries(
    Object.entries({
      givenName: 'user.firstName',
      familyName: 'user.lastName',
      email: 'user.email',
      userType,
      authType: '"sso"',
      sendInvite: 'false',
    }).map(([name, expression]) => [name, { expression, pushStatus: 'PUSH' }]),
  ),
  ...more,
});
const person = (name, type = 'Default', more = {}) => ({
  id: `00u${name}`,
  status: 'ACTIVE',
  lastUpdated: '2026-02-01T00:00:00.000Z',
  type: { id: `oty${type}` },
  profile: { login: `${name}@acme.test`, email: `${name}@acme.test`, firstName: name, lastName: 'Doe', ...more },
  credentials: { provider: { type: 'OKTA', name: 'OKTA' } },
});
const assignment = (name, appId = '0oaEgnyte') => ({
  id: `00u${name}`,
  scope: 'USER',
  status: 'ACTIVE',
  syncState: 'DISABLED',
  credentials: { userName: name },
  profile: {},
  _links: { app: { href: `https://acme.okta.com/api/v1/apps/${appId}` } },
});
const accounts = (...names) =>
  `Username,LastName,FirstName,Email,Type,AuthType,Active\n${names.map((n) => `${n},Doe,${n},${n}@acme.test,power,SSO,yes\n`).join('')}`;
const scenario = {
  preflightScenario: 1,
  now: '2026-11-23T12:00:00Z',
  egnyte: { domain: 'acme', sso: { enabled: true, defaultUserMapping: 'email' } },
};
const sound = () => ({
  'app.json': app(),
  'mapping.json': mapping('Default', '"power"'),
  'users.json': [person('ana'), person('bo')],
  'scenario.json': scenario,
});

function inFolder(files, order, use) {
  const folder = mkdtempSync(join(tmpdir(), 'preflight-joins-'));
  try {
    for (const [name, body] of Object.entries(files))
      writeFileSync(join(folder, name), typeof body === 'string' ? body : JSON.stringify(body));
    return use(folder, order(Object.keys(files)));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
const asGiven = (names) => names;
function check(files, order = asGiven, args = []) {
  return inFolder(files, order, (cwd, names) =>
    JSON.parse(preflight(['check', '--format', 'json', ...args, ...names], { cwd }).out),
  );
}
function people(files, order = asGiven, args = []) {
  return inFolder(files, order, (cwd, names) => {
    const { outcomes } = JSON.parse(preflight(['simulate', '--format', 'json', ...args, ...names], { cwd }).out);
    return Object.fromEntries(outcomes.map((o) => [o.user.login.split('@')[0], `${o.status} ${o.egnyteUser?.userType ?? ''}`]));
  });
}
const codes = (report) => report.findings.map(({ code }) => code);
const finding = (report, code) => report.findings.find((one) => one.code === code);

test('the same export twice is one export', () => {
  const once = { ...sound(), 'egnyte.csv': accounts('ana', 'bo') };
  const twice = { ...once, 'egnyte (1).csv': accounts('ana', 'bo'), 'users (1).json': [person('ana'), person('bo')] };
  assert.deepEqual(people(twice), people(once));
  const report = check(twice);
  assert.ok(codes(report).includes('PF1013'));
  assert.deepEqual(
    codes(report).filter((code) => code !== 'PF1013'),
    codes(check(once)),
  );
});

test('of two copies the newer one counts, and a contradiction shows both', () => {
  const old = person('ana', 'Default', { lastName: 'Old' });
  const files = { ...sound(), 'later.json': [old], 'users.json': [{ ...person('ana'), lastUpdated: '2026-03-01T00:00:00.000Z' }] };
  const { message, locations } = finding(check(files), 'PF1013');
  assert.match(message, /profile\.lastName.*uses "Doe", not "Old"/);
  assert.deepEqual(locations.map(({ input }) => input).sort(), ['later.json', 'users.json']);
});

test('what only one copy has is kept: an API answer and a CSV are one list of accounts', () => {
  const api = { totalResults: 1, resources: [{ id: 7, userName: 'ana', email: 'ana@acme.test', userType: 'power' }] };
  const files = { ...sound(), 'egnyte.csv': accounts('ana', 'bo'), 'egnyte.json': api };
  assert.deepEqual(Object.keys(people(files)).sort(), ['ana', 'bo']);
  assert.ok(!codes(check(files)).some((code) => ['PF5005', 'PF6005', 'PF6006'].includes(code)));
});

test('each person has the mapping of the own user type, in any order of files', () => {
  const files = {
    ...sound(),
    'users.json': [person('ana'), person('dee', 'Contractor')],
    'mapping-contractor.json': mapping('Contractor', '"standard"'),
  };
  const wanted = { ana: 'created power', dee: 'created standard' };
  assert.deepEqual(people(files), wanted);
  assert.deepEqual(people(files, (names) => names.reverse()), wanted);
  assert.ok(!codes(check(files)).includes('PF4034'));
});

test('a user type without a mapping is unknown, not unmapped', () => {
  const files = { ...sound(), 'users.json': [person('ana'), person('dee', 'Contractor')] };
  const report = check(files);
  assert.equal(finding(report, 'PF4034').affected.users, 1);
  assert.match(people(files).dee, /^unknown/);
});

test('a fault of the second mapping is found in its file', () => {
  const files = {
    ...sound(),
    'users.json': [person('ana'), person('dee', 'Contractor')],
    'mapping-contractor.json': mapping('Contractor', '"Power"'),
  };
  const { locations } = finding(check(files), 'PF4023');
  assert.equal(locations[0].input, 'mapping-contractor.json');
});

test('files of another application are named and not used', () => {
  const zendesk = mapping('Default', '"Agent"', { target: { id: '0oaZendesk', name: 'zendesk', type: 'appuser' } });
  const files = { ...sound(), 'mapping.json': zendesk, 'app-users.json': [assignment("o'neil", '0oaZendesk')] };
  const report = check(files);
  assert.match(finding(report, 'PF1011').message, /app-users\.json.*mapping\.json|mapping\.json.*app-users\.json/);
  assert.ok(!codes(report).includes('PF4023') && !codes(report).includes('PF5003'));
  assert.deepEqual(report.unused.map(({ input }) => input).sort(), ['app-users.json', 'mapping.json']);
});

test('an application with a subdomain of its own is not Egnyte', () => {
  const report = check({ 'app.json': app({ name: 'zendesk', label: 'Zendesk', settings: { app: { subDomain: 'https://x' } } }) });
  assert.ok(codes(report).includes('PF3020'));
  assert.ok(!codes(report).some((code) => code.startsWith('PF30') && code !== 'PF3020'), codes(report).join(' '));
});

test('two live applications in one role: both are checked, and a choice ends the question', () => {
  const second = app({ id: '0oaSecond', label: 'Egnyte EU', settings: { app: { subDomain: 'https://eu.egnyte.com' } } });
  const files = { ...sound(), 'app-2.json': second };
  const report = check(files);
  assert.ok(codes(report).includes('PF1017'));
  assert.equal(finding(report, 'PF3004').locations[0].input, 'app-2.json');
  assert.ok(!codes(check(files, asGiven, ['--app', '0oaEgnyte'])).includes('PF1017'));
  const chosen = { ...files, 'scenario.json': { ...scenario, okta: { application: '0oaEgnyte' } } };
  assert.ok(!codes(check(chosen)).includes('PF1017'));
});

test('one application for sign-in and one for provisioning are two roles', () => {
  const scim = app({ id: '0oaScim', signOnMode: 'SECURE_PASSWORD_STORE' });
  const saml = app({ id: '0oaSaml', features: [], settings: { app: {} }, created: '2026-03-01T00:00:00.000Z' });
  const toScim = mapping('Default', '"power"', { target: { id: '0oaScim', name: 'egnyte', type: 'appuser' } });
  const found = codes(check({ ...sound(), 'app.json': scim, 'mapping.json': toScim, 'saml.json': saml }));
  for (const code of ['PF1017', 'PF1011', 'PF3003', 'PF3006', 'PF3007']) assert.ok(!found.includes(code), code);
});

test('a domain is a label, a host name or a URL', () => {
  for (const domain of ['acme', 'ACME.egnyte.com', 'https://acme.egnyte.com/app']) {
    const files = { ...sound(), 'scenario.json': { ...scenario, egnyte: { ...scenario.egnyte, domain } } };
    assert.ok(!codes(check(files)).includes('PF3005'), domain);
  }
});

const address = {
  'app.json': 'https://acme.okta.com/api/v1/apps/0oaEgnyte',
  'mapping.json': 'https://acme.okta.com/api/v1/mappings/prmDefault',
  'users.json': 'https://acme.okta.com/api/v1/users',
  'app-users.json': 'https://acme.okta.com/api/v1/apps/0oaEgnyte/users',
  'group-members-00gAAAAAAAAAAAAAAAAA.json': 'https://acme.okta.com/api/v1/groups/00gAAAAAAAAAAAAAAAAA/users',
};
const exported = () => ({
  'app.json': app({ settings: { app: { subDomain: 'acme.egnyte.com' } } }),
  'mapping.json': mapping('Default', 'user.department == "IT" ? "Power" : "standard"'),
  'users.json': [person('ana'), person('zoë', 'Default', { department: 'IT "1"' })],
  'app-users.json': [assignment('ana'), assignment('zoë')],
  'group-members-00gAAAAAAAAAAAAAAAAA.json': [person('ana')],
});
const entry = (url, text, content = {}) => ({
  startedDateTime: '2026-11-23T12:00:00Z',
  request: { method: 'GET', url, headers: [] },
  response: { status: 200, headers: [{ name: 'Content-Type', value: 'application/json' }], content: { text, ...content } },
});

for (const [what, wrap] of Object.entries({
  'a HAR': (files) => ({
    'session.har': {
      log: {
        version: '1.2',
        entries: [
          entry('https://acme.okta.com/logo.png', 'x'),
          ...Object.entries(files).map(([name, body]) => entry(address[name], JSON.stringify(body, null, 1))),
        ],
      },
    },
  }),
  'a HAR with base64 bodies': (files) => ({
    'session.har': {
      log: {
        entries: Object.entries(files).map(([name, body]) =>
          entry(address[name], Buffer.from(JSON.stringify(body)).toString('base64'), { encoding: 'base64' }),
        ),
      },
    },
  }),
  'a bundle': (files) => ({
    'bundle.json': {
      preflightBundle: 1,
      org: 'acme.okta.com',
      responses: Object.entries(files).map(([name, body]) => ({ url: address[name], status: 200, next: null, time: '', body })),
    },
  }),
})) {
  test(`${what} yields the findings of the files in it`, () => {
    const kept = (report) =>
      report.findings
        .filter(({ code }) => !['PF1009', 'PF1010'].includes(code))
        .map(({ code, message, affected }) => [code, message.replace(/\S+\.(json|har)/g, 'file'), affected?.users])
        .sort();
    const plain = check({ ...exported(), 'scenario.json': scenario });
    const wrapped = check({ ...wrap(exported()), 'scenario.json': scenario });
    assert.deepEqual(kept(wrapped), kept(plain));
    assert.deepEqual(people({ ...wrap(exported()), 'scenario.json': scenario }), people({ ...exported(), 'scenario.json': scenario }));
    const kinds = wrapped.inputs.find(({ name }) => name !== 'scenario.json').kinds;
    for (const kind of ['okta-application', 'okta-profile-mapping', 'okta-users', 'okta-app-users', 'okta-group-members'])
      assert.ok(kinds.includes(kind), `${kind}: ${kinds}`);
  });
}

test('a place inside a HAR is a pointer behind "!" and a column of the HAR', () => {
  const text = JSON.stringify(exported()['mapping.json']);
  const har = JSON.stringify({ log: { entries: [entry(address['mapping.json'], text)] } });
  const { locations } = finding(check({ 'app.json': app(), 'x.har': har }), 'PF4023');
  assert.equal(locations[0].pointer, '/log/entries/0/response/content/text!/properties/userType/expression');
  assert.equal(locations[0].line, 1);
  assert.equal(har.slice(locations[0].column - 1, locations[0].endColumn - 1).replaceAll('\\', ''), '"Power"');
});

test('a HAR without content says how to save one with it', () => {
  const har = { log: { entries: [entry(address['app.json'], undefined)] } };
  assert.match(finding(check({ 'x.har': har }), 'PF1015').message, /Save all as HAR with content/);
});

test('members of a group are not the people to provision', () => {
  const files = { ...sound(), 'group-members-00gAAAAAAAAAAAAAAAAA.json': [person('zed')] };
  assert.deepEqual(Object.keys(people(files)).sort(), ['ana', 'bo']);
});

test('Terraform is read like the answers of the API', () => {
  const resource = (type, values) => ({ address: `${type}.x`, mode: 'managed', type, name: 'x', values });
  const state = {
    format_version: '1.0',
    values: {
      root_module: {
        resources: [
          resource('okta_app_saml', {
            id: '0oaEgnyte',
            name: 'egnyte',
            label: 'Egnyte',
            status: 'ACTIVE',
            sign_on_mode: 'SAML_2_0',
            features: ['PUSH_NEW_USERS', 'PUSH_PROFILE_UPDATES', 'PUSH_USER_DEACTIVATION'],
            user_name_template: '${source.email}',
            user_name_template_type: 'BUILT_IN',
            app_settings_json: '{"subDomain":"acme.egnyte.com"}',
          }),
        ],
        child_modules: [
          {
            resources: [
              resource('okta_profile_mapping', {
                id: 'prm1',
                source_id: 'otyDefault',
                source_name: 'user',
                source_type: 'user',
                target_id: '0oaEgnyte',
                target_name: 'egnyte',
                target_type: 'appuser',
                mappings: [{ id: 'userType', expression: '"Power"', push_status: 'PUSH' }],
              }),
            ],
          },
        ],
      },
    },
  };
  const report = check({ 'state.json': JSON.stringify(state, null, 1) });
  for (const code of ['PF3004', 'PF3011', 'PF4023']) assert.ok(codes(report).includes(code), code);
  assert.match(finding(report, 'PF3004').locations[0].pointer, /app_settings_json!\/subDomain$/);
  const plan = { format_version: '1.2', planned_values: state.values, prior_state: { values: {} } };
  assert.deepEqual(codes(check({ 'plan.json': JSON.stringify(plan) })), codes(report));
});
