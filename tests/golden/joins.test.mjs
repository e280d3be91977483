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

// ---- groups, schemas of Terraform, titles of columns

const groupId = (name) => `00g${name}`.padEnd(20, '0');
const assignedGroup = (name, priority, profile) => ({
  id: groupId(name),
  priority,
  profile,
  _links: { app: { href: 'https://acme.okta.com/api/v1/apps/0oaEgnyte' } },
});
const group = (name) => ({ id: groupId(name), objectClass: ['okta:user_group'], type: 'OKTA_GROUP', profile: { name, description: null } });
const inTwoGroups = {
  ...sound(),
  'app-groups.json': [assignedGroup('Sales', 1, { region: 'south' }), assignedGroup('Maps', 0, { region: 'north' })],
  'groups.json': [group('Sales'), group('Maps')],
};

test('a list of members names its group by the id or by the name', () => {
  for (const nameOf of [groupId, (name) => name.toLowerCase()]) {
    const report = check({
      ...inTwoGroups,
      [`group-members-${nameOf('Sales')}.json`]: [person('ana'), person('bo')],
      [`group-members-${nameOf('Maps')}.json`]: [person('ana')],
    });
    const found = finding(report, 'PF7014');
    assert.match(found.message, /1 person is in several groups that set "region": "north" of the group "Maps" applies, not "south"/);
    assert.deepEqual(found.affected.examples, ['ana@acme.test']);
  }
});

test('members without an id are distinguished by their login', () => {
  const list = (...names) => names.map((name) => ({ ...person(name), id: undefined }));
  const report = check({ ...inTwoGroups, 'group-members-Sales.json': list('ana', 'bo'), 'group-members-Maps.json': list('cy', 'bo') });
  assert.equal(finding(report, 'PF7014').affected.users, 1);
});

const resource = (type, name, values) => ({ address: `${type}.${name}`, mode: 'managed', type, name, values });
const state = (...resources) => ({ format_version: '1.0', terraform_version: '1.9.0', values: { root_module: { resources } } });
const attribute = (index, more = {}) => resource('okta_app_user_schema_property', index, { app_id: '0oaEgnyte', index, title: index, type: 'string', ...more });

test('attributes of a schema in Terraform count, and those that are not there are unknown', () => {
  const files = { ...sound(), 'mapping.json': mapping('Default', '"Power"', {}), 'state.json': state(attribute('userType', { enum: ['admin', 'power', 'standard'] })) };
  const report = check(files);
  assert.ok(report.inputs.find(({ name }) => name === 'state.json').kinds.includes('okta-app-user-schema'));
  assert.equal(finding(report, 'PF4035').locations.some(({ input }) => input === 'state.json'), true);
  // No word about what a whole schema would have to have.
  for (const code of ['PF4020', 'PF4029', 'PF3001']) assert.ok(!codes(report).includes(code), code);
  assert.ok(report.missing.some(({ kind }) => kind === 'okta-app-user-schema'));
});

test('an attribute in Terraform has the name of its title', () => {
  const files = { ...sound(), 'mapping.json': mapping('Default', '"power"'), 'state.json': state(attribute('egnyteKind', { title: 'User Type' })) };
  delete files['mapping.json'].properties.userType;
  files['mapping.json'].properties.egnyteKind = { expression: '"standard"', pushStatus: 'PUSH' };
  assert.equal(people(files).ana, 'created standard');
});

test('beside the schema itself an attribute in Terraform says nothing against it', () => {
  const schema = {
    id: 'https://acme.okta.com/meta/schemas/apps/0oaEgnyte/default',
    $schema: 'http://json-schema.org/draft-04/schema#',
    name: 'egnyte',
    definitions: { base: { id: '#base', type: 'object', properties: Object.fromEntries(['userName', 'givenName', 'familyName', 'email', 'userType', 'authType', 'sendInvite'].map((name) => [name, { title: name, type: 'string' }])) }, custom: { id: '#custom', type: 'object', properties: {} } },
  };
  for (const name of ['a-state.json', 'z-state.json']) {
    const report = check({ ...sound(), 'schema.json': schema, [name]: state(attribute('userType')) });
    assert.ok(!codes(report).includes('PF1013'));
    assert.ok(!report.missing.some(({ kind }) => kind === 'okta-app-user-schema'));
  }
});

const userSchema = (custom) => ({
  id: 'https://acme.okta.com/meta/schemas/user/default',
  $schema: 'http://json-schema.org/draft-04/schema#',
  name: 'user',
  definitions: { base: { id: '#base', type: 'object', properties: { login: { title: 'Username', type: 'string' } } }, custom: { id: '#custom', type: 'object', properties: custom } },
});

test('a column of a people list is found by the title in the schema, in any order of files', () => {
  const csv = 'User Id,Username,First name,Last name,Primary email,Egnyte user type\n00uana,ana@acme.test,Ana,Doe,ana@acme.test,standard\n00ubo,bo@acme.test,Bo,Doe,bo@acme.test,power\n';
  const files = { 'app.json': app(), 'mapping.json': mapping('Default', 'user.egnyteKind'), 'people.csv': csv, 'scenario.json': scenario };
  const schema = userSchema({ egnyteKind: { title: 'Egnyte User Type', type: 'string' } });
  const wanted = { ana: 'created standard', bo: 'created power' };
  assert.deepEqual(people({ ...files, 'schema.json': schema }), wanted);
  assert.deepEqual(people({ ...files, 'schema.json': schema }, (names) => names.reverse()), wanted);
  assert.match(people(files).ana, /^unknown/, 'without the schema nothing says what the column is');
  // Two attributes of one title: it may be either.
  const twice = userSchema({ egnyteKind: { title: 'Egnyte user type', type: 'string' }, other: { title: 'Egnyte user type', type: 'string' } });
  assert.match(people({ ...files, 'schema.json': twice }).ana, /^unknown/);
});

test('values of a table have the type that the schema gives them', () => {
  const row = (flag) => `id,login,email,firstName,lastName,machine\n00uana,ana@acme.test,ana@acme.test,Ana,Doe,${flag}\n`;
  const files = { 'app.json': app(), 'mapping.json': mapping('Default', 'user.machine == true ? "standard" : "power"'), 'people.csv': row('true'), 'scenario.json': scenario };
  const schema = { 'schema.json': userSchema({ machine: { title: 'Machine', type: 'boolean' } }) };
  assert.equal(people({ ...files, ...schema }).ana, 'created standard');
  assert.equal(people({ ...files, ...schema, 'people.csv': row('FALSE') }).ana, 'created power');
  // An answer of the API beside it says the same.
  const api = { 'users.json': [person('ana', 'Default', { machine: true })] };
  for (const more of [{}, schema]) {
    const report = check({ ...files, ...api, ...more });
    assert.doesNotMatch(finding(report, 'PF1013').message, /machine/);
    assert.equal(people({ ...files, ...api, ...more }).ana, 'created standard');
  }
});

test('a log in two forms is used in both', () => {
  const event = { uuid: 'u1', eventType: 'application.provision.user.push', published: '2026-05-04T12:21:02.101Z', outcome: { result: 'FAILURE', reason: 'Error authenticating: Unauthorized. Errors reported by remote server: x' }, target: [{ type: 'AppInstance', id: '0oaEgnyte', displayName: 'Egnyte' }] };
  const table = 'event_type,uuid,timestamp,outcome.result,outcome.reason,target0.id,target0.type\napplication.provision.user.push,u1,2026-05-04T12:21:02.101Z,FAILURE,Error authenticating: Unauthorized. Errors reported by remote server: x,0oaEgnyte,AppInstance\n';
  for (const files of [{ 'a.csv': table, 'b.json': [event] }, { 'a.json': [event], 'b.csv': table, 'c.json': [event] }])
    assert.deepEqual(check({ ...sound(), ...files }).unused, []);
});

test('a variable in another case is that variable, by the schema', () => {
  const csv = 'id,login,email,firstName,lastName,egnytekind\n00uana,ana@acme.test,ana@acme.test,Ana,Doe,standard\n';
  const files = { 'app.json': app(), 'mapping.json': mapping('Default', 'user.egnyteKind'), 'people.csv': csv, 'scenario.json': scenario };
  assert.equal(people({ ...files, 'schema.json': userSchema({ egnyteKind: { title: 'Kind', type: 'string' } }) }).ana, 'created standard');
});

test('the objects of other applications in one file are nobody\'s mistake', () => {
  const other = mapping('Default', '"x"', { id: 'prmZ', target: { id: '0oaZendesk', name: 'zendesk', type: 'appuser' } });
  const report = check({ ...sound(), 'mapping.json': [other, mapping('Default', '"power"')], 'app-users.json': [assignment('ana'), assignment('bo', '0oaZendesk')] });
  assert.ok(!codes(report).includes('PF1011'));
  assert.deepEqual(report.unused.map(({ kind, why }) => [kind, why]).sort(), [
    ['okta-app-users', 'a part of it belongs to another application (0oaZendesk)'],
    ['okta-profile-mapping', 'a part of it belongs to another application (0oaZendesk)'],
  ]);
  // A file of nothing else is one.
  const alone = check({ ...sound(), 'other.json': other });
  assert.match(finding(alone, 'PF1011').message, /other\.json/);
});

test('the answer of another org is named', () => {
  const org = (subdomain) => ({ id: '00oA', subdomain, companyName: 'Acme', status: 'ACTIVE' });
  assert.ok(!codes(check({ ...sound(), 'org.json': org('acme') })).includes('PF1012'));
  assert.match(finding(check({ ...sound(), 'org.json': org('tidewater') }), 'PF1012').message, /2 Okta orgs: acme\.okta\.com .*; tidewater \(org\.json\)/);
});

const rule = (value, more = {}) => ({
  id: '0prA',
  type: 'group_rule',
  name: 'Sales people',
  status: 'ACTIVE',
  conditions: { expression: { value, type: 'urn:okta:expression:1.0' } },
  actions: { assignUserToGroups: { groupIds: [groupId('Sales')] } },
  ...more,
});

test('the expression of a group rule is checked where its group counts', () => {
  const report = (one) => check({ ...inTwoGroups, 'rules.json': [one] });
  const broken = finding(report(rule('user.department == ')), 'PF4001');
  assert.match(broken.message, /The group rule "Sales people" does not parse/);
  assert.match(broken.consequence, /does not add the people/);
  assert.equal(broken.locations[0].pointer, '/0/conditions/expression/value');
  assert.ok(codes(report(rule('user.department = "Sales"'))).includes('PF4006'));
  assert.ok(codes(report(rule('Convert.toInt(user.department) == 1'))).some((code) => code.startsWith('PF4')));
  const sane = rule('user.department == "Sales"');
  const quiet = codes(report(sane));
  for (const fine of [rule('user.department ==', { status: 'INACTIVE' }), rule('user.department ==', { actions: { assignUserToGroups: { groupIds: ['00gElsewhere00000000'] } } })])
    assert.deepEqual(codes(report(fine)).filter((code) => code !== 'PF1016'), quiet);
  assert.ok(!quiet.some((code) => code.startsWith('PF40')), quiet.join());
});

test('an expression of the mapping to Okta is checked', () => {
  const toOkta = (expression) => ({
    id: 'prmBack',
    source: { id: '0oaEgnyte', name: 'egnyte', type: 'appuser' },
    target: { id: 'otyDefault', name: 'user', type: 'user' },
    properties: { firstName: { expression, pushStatus: 'DONT_PUSH' } },
  });
  const back = (expression) => check({ ...sound(), 'back.json': toOkta(expression) });
  const quiet = codes(back('appuser.givenName'));
  assert.ok(!quiet.some((code) => /^PF40[01]/.test(code)), quiet.join());
  assert.deepEqual(codes(back('appuser.nothing + appuser.x')), quiet, 'what accounts hold is not known');
  assert.match(finding(back('String.toUper(appuser.givenName)'), 'PF4002').message, /The mapping of firstName to Okta/);
});

test('what is nearly an export is named with what it lacks', () => {
  const said = (body) => check({ ...sound(), 'x.json': body }).findings.find(({ code }) => code === 'PF1001').message;
  assert.match(said({ egnyte: { domain: 'acme' }, events: [] }), /looks most like preflight-scenario, but without preflightScenario/);
  assert.match(said({ status: 'ACTIVE', label: 'Egnyte', features: [] }), /like okta-application, but without name, signOnMode, credentials/);
  assert.match(said({ hello: 1, there: 2 }), /JSON with the keys hello, there; no export/);
});

// ---- EgnyteGov

test('a domain of egnytegov.com has its own pages, whatever says so', () => {
  const spMetadata = '<?xml version="1.0"?><md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://saml-auth.egnytegov.com"><md:SPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"><md:AssertionConsumerService index="0" Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://acme.egnytegov.com/samlconsumer/Okta"/></md:SPSSODescriptor></md:EntityDescriptor>';
  const stated = { ...scenario, egnyte: { ...scenario.egnyte, domain: 'https://acme.egnytegov.com/app' } };
  const answer = { request: { method: 'GET', url: 'https://acme.egnytegov.com/pubapi/v2/users' }, response: { status: 200, content: { text: JSON.stringify({ totalResults: 1, resources: [{ id: 7, userName: 'ana', email: 'ana@acme.test', userType: 'power' }] }) } } };
  const says = {
    scenario: { 'scenario.json': stated },
    metadata: { 'sp.xml': spMetadata },
    address: { 'session.har': { log: { version: '1.2', entries: [answer] } } },
    subdomain: { 'app.json': app({ settings: { app: { subDomain: 'acme.egnytegov.com' } } }) },
  };
  const page = (report) => finding(report, 'PF3090').fix.steps[0];
  const push = { 'push.json': [{ id: 'gPm1', sourceGroupId: groupId('Sales'), status: 'ACTIVE' }] };
  for (const [how, files] of Object.entries(says)) {
    const report = check({ ...sound(), ...push, ...files });
    assert.match(page(report), /^Sign in to https:\/\/scim-20\.egnytegov\.com\/ as/, how);
    assert.match(report.missing.find(({ kind }) => kind === 'egnyte-groups').how, /https:\/\/acme\.egnytegov\.com\/pubapi/, how);
  }
  const usual = check({ ...sound(), ...push });
  assert.match(page(usual), /scim-20\.egnyte\.com\/ \(government:/);
  assert.match(usual.missing.find(({ kind }) => kind === 'egnyte-groups').how, /https:\/\/acme\.egnyte\.com\/pubapi/);
  const lookAlike = { 'scenario.json': { ...scenario, egnyte: { ...scenario.egnyte, domain: 'acme.egnytegov.com.example.net' } } };
  assert.match(page(check({ ...sound(), ...lookAlike })), /government:/);
});

test('features that are not about provisioning say nothing about the switches', () => {
  const silent = codes(check({ ...sound(), 'app.json': app({ features: ['SSO', 'AUTHN_CONTEXT'] }) }));
  for (const code of ['PF3007', 'PF3008', 'PF3009', 'PF3010']) assert.ok(!silent.includes(code), code);
  const some = codes(check({ ...sound(), 'app.json': app({ features: ['SSO', 'GROUP_PUSH'] }) }));
  for (const code of ['PF3008', 'PF3009', 'PF3010']) assert.ok(some.includes(code), code);
  const off = { ...scenario, okta: { apiIntegration: false } };
  assert.match(finding(check({ ...sound(), 'scenario.json': off }), 'PF3007').message, /as the scenario says/);
});

// ---- the address of an answer

test('the address says whose assignments and members an answer lists', () => {
  const bare = (name) => ({ ...assignment(name), _links: undefined });
  const group = 'https://acme.okta.com/api/v1/groups/' + groupId('Sales') + '/users?limit=200';
  const entry = (url, body) => ({ request: { method: 'GET', url }, response: { status: 200, headers: [], content: { text: JSON.stringify(body) } } });
  const har = (appId) => ({ log: { version: '1.2', entries: [entry(`https://acme.okta.com/api/v1/apps/${appId}/users`, [bare('ana')]), entry(group, [person('ana')])] } });
  const saved = (url, body) => `HTTP/1.1 200 OK\r\nlink: <${url}>; rel="self"\r\n\r\n${JSON.stringify(body)}`;
  const files = (appId) => ({ 'har.har': har(appId), 'saved.json': saved(`https://acme.okta.com/api/v1/apps/${appId}/users?limit=500`, [bare('ana')]) });
  for (const [name, body] of Object.entries(files('0oaZendesk'))) assert.match(finding(check({ ...sound(), [name]: body }), 'PF1011').message, /0oaZendesk/, name);
  for (const [name, body] of Object.entries(files('0oaEgnyte'))) assert.ok(!codes(check({ ...sound(), [name]: body })).includes('PF1011'), name);
  const members = check({ ...sound(), 'answer.json': saved(group, [person('ana')]) });
  assert.ok(members.inputs.find(({ name }) => name === 'answer.json').kinds.includes('okta-group-members'));
});

test('an event of the older integration says by its id what failed', () => {
  const event = (id, reason) => ({
    eventType: 'application.integration.authentication_failure',
    legacyEventType: id,
    published: '2026-05-04T12:21:02.101Z',
    uuid: 'u1',
    outcome: { result: 'FAILURE', reason },
    target: [{ type: 'AppUser', alternateId: 'ana' }, { type: 'AppInstance', displayName: 'Egnyte' }],
  });
  const logged = (id, reason = null) => codes(check({ ...sound(), 'log.json': [event(id, reason)] })).filter((code) => code.startsWith('PF9'));
  assert.deepEqual(logged('app.egnyte.username.validation.failure'), ['PF9001']);
  assert.deepEqual(logged('app.egnyte.auth.type.validation.failure', 'Validation failed'), ['PF9007']);
  assert.deepEqual(logged('app.api.error.auth'), ['PF9002']);
});
