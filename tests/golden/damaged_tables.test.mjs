// Tables as people have them: saved by a spreadsheet, appended, cut off, padded, with a column twice, in another language.
// Nothing is lost in silence, and what another program destroyed is unknown, never a wrong value.
import assert from 'node:assert/strict';
import { copyFileSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { preflight, root } from '../cli.mjs';

const work = mkdtempSync(join(tmpdir(), 'preflight-'));
after(() => rmSync(work, { recursive: true }));
const healthy = join(root, 'samples/healthy');
const read = (name) => readFileSync(join(healthy, name), 'utf8');
const users = JSON.parse(read('users.json'));
const attributes = [...new Set(users.flatMap(({ profile }) => Object.keys(profile)))];
const header = ['id', 'status', ...attributes];
const rows = users.map((user) => [user.id, user.status, ...attributes.map((name) => String(user.profile[name] ?? ''))]);
const accounts = read('egnyte-users.csv').trimEnd().split(/\r?\n/).map((line) => line.split(','));

const cell = (text, delimiter) => (text.includes('"') || text.includes(delimiter) || /[\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const csv = (table, delimiter = ',') => table.map((row) => row.map((text) => cell(text, delimiter)).join(delimiter)).join('\n') + '\n';
/** Column `name` of every row but the header as `change` makes it. */
const changed = (table, name, change) => table.map((row, i) => (i === 0 ? row : row.map((text, at) => (table[0][at] === name ? change(text) : text))));

function check(files, without) {
  const folder = mkdtempSync(join(work, 'case-'));
  for (const name of readdirSync(healthy)) if (!name.endsWith('.md') && name !== without && !(name in files)) copyFileSync(join(healthy, name), join(folder, name));
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes);
  const { out, status, err } = preflight(['check', '--format', 'json', '--now', '2026-11-23T12:00:00Z', folder]);
  assert.ok(status < 2, err);
  return JSON.parse(out);
}
const people = (bytes, others = {}) => check({ 'people.csv': bytes, ...others }, 'users.json');
const egnyte = (bytes) => check({ 'egnyte-users.csv': bytes });
const said = ({ findings }, code) => findings.filter((finding) => finding.code === code).map(({ message }) => message).join('\n');
const alarms = ({ findings }) => findings.filter(({ severity }) => severity === 'error' || severity === 'warning').map(({ code }) => code);
const whole = (report) => {
  assert.deepEqual(alarms(report), []);
  assert.match(report.verdict, /no problem for any of the 12 people/);
};

const table = [header, ...rows];
const intact = {
  'as it is': csv(table),
  "with Excel's line": `sep=;\r\n${csv(table, ';').replaceAll('\n', '\r\n')}`,
  "with Excel's line in quotes, and a byte order mark": `\ufeff"sep=;"\n${csv(table, ';')}`,
  "with PowerShell's line": `#TYPE System.Management.Automation.PSCustomObject\n${csv(table)}`,
  'padded behind the commas': csv(table).replaceAll(',', ', '),
  'padded on both sides': csv(table).replaceAll(',', ' , '),
  'padded values': csv([header, ...rows.map((row) => row.map((text) => text && `${text}  `))]),
  'its header twice': csv([header, ...rows.slice(0, 4), header, ...rows.slice(4)]),
  'flattened with dots': csv([['id', 'status', ...attributes.map((name) => `profile.${name}`)], ...rows]),
  'flattened with underscores': csv([['id', 'status', ...attributes.map((name) => `profile_${name}`)], ...rows]),
  'flattened with slashes': csv([['id', 'status', ...attributes.map((name) => `profile/${name}`)], ...rows]),
  'with an empty second column': csv([[...header, 'mail'], ...rows.map((row) => [...row, ''])]),
  'with an empty first column': csv([['Primary email', ...header], ...rows.map((row) => ['', ...row])]),
  'status as the console says it': csv(changed(table, 'status', () => 'Active')),
};
for (const [name, bytes] of Object.entries(intact)) test(`people ${name}`, () => whole(people(bytes)));

test('a place is found below the lines above the header', () => {
  const report = people(`sep=;\n${csv(changed(table, 'status', () => 'Aktiv'), ';')}`);
  const [place] = report.findings.find(({ code }) => code === 'PF1015').locations;
  assert.deepEqual([place.pointer, place.line], ['row 2', 3]);
});

test("the console's words for a status are Okta's", () => {
  for (const [word, status] of Object.entries({ Deactivated: 'DEPROVISIONED', 'Pending user action': 'PROVISIONED', suspended: 'SUSPENDED', Staged: 'STAGED' })) {
    const report = people(csv(changed(table, 'status', () => word)));
    assert.match(report.verdict, /Okta sends nothing for all 12 people/, word);
    assert.match(said(report, 'PF6024') + report.findings.map(({ message }) => message).join(), /not active|DEPROVISIONED|left/i, status);
  }
  for (const word of ['Password reset', 'Locked out', 'Password expired']) assert.match(people(csv(changed(table, 'status', () => word))).verdict, /no problem for any of the 12 people/);
});

test('a status that Okta does not have is named', () => {
  const report = people(csv(changed(table, 'status', () => 'Aktiv')));
  assert.match(said(report, 'PF1015'), /the status "Aktiv" is not one of Okta's, so these people count as active/);
});

// The username format reads the department, and no assignment says another username.
const app = JSON.parse(read('app.json'));
app.credentials.userNameTemplate = { type: 'CUSTOM', template: 'user.department', pushStatus: 'PUSH' };
const appUsers = JSON.parse(read('app-users.json')).map(({ credentials, ...rest }) => rest);
const byDepartment = { 'app.json': JSON.stringify(app), 'app-users.json': JSON.stringify(appUsers) };
const spoiled = {
  '1,23E+05': ['PF1015', /what a spreadsheet leaves of a long number/],
  '1.23457E+11': ['PF1015', /what a spreadsheet leaves of a long number/],
  '#N/A': ['PF1015', /is an error of a spreadsheet/],
  '#NAME?': ['PF1015', /is an error of a spreadsheet/],
  'System.Object[]': ['PF1006', /System\.Object\[\]/],
  '@{name=Sales}': ['PF1006', /@\{name=Sales\}/],
};
for (const [text, [code, words]] of Object.entries(spoiled)) {
  test(`a cell with ${text} is unknown`, () => {
    const report = people(csv(changed(table, 'department', () => text), ';'), byDepartment);
    assert.match(said(report, code), words);
    assert.ok(!alarms(report).some((found) => found.startsWith('PF5')), alarms(report).join());
    assert.match(report.verdict, /outcome of .* unknown/);
  });
}
test('what only looks like such a cell is a value', () => {
  for (const text of ['1E5', '12E+5x', '#1', '3,5']) assert.equal(said(people(csv(changed(table, 'department', () => text), ';')), 'PF1015'), '');
});

test('bytes that are not UTF-8 are unknown', () => {
  const named = { ...byDepartment, 'app.json': JSON.stringify({ ...app, credentials: { ...app.credentials, userNameTemplate: { type: 'CUSTOM', template: 'user.lastName', pushStatus: 'PUSH' } } }) };
  const report = people(Buffer.from(csv(changed(table, 'lastName', () => 'Brand\u00e3o')), 'latin1'), named);
  assert.match(said(report, 'PF1002'), /not UTF-8/);
  assert.ok(!alarms(report).includes('PF5003'), alarms(report).join());
});

test('UTF-8 that was encoded twice is named, in tables and in JSON', () => {
  const twice = (text) => Buffer.from(Buffer.from(text).toString('latin1')).toString();
  assert.match(said(people(twice(csv(table))), 'PF1015'), /taken for windows-1252/);
  assert.match(said(check({ 'users.json': twice(read('users.json')) }), 'PF1015'), /taken for windows-1252/);
  for (const plain of [csv(table), csv(changed(table, 'department', () => '\u00abIRM\u00c3\u00bb \u00c4 \u00c3O \u00c5se'))]) assert.equal(said(people(plain), 'PF1015'), '');
});

test('UTF-32 is not read as something else', () => {
  const bytes = Buffer.from([0xff, 0xfe, 0, 0, ...[...csv(table)].flatMap((c) => [c.codePointAt(0) & 255, c.codePointAt(0) >> 8, 0, 0])]);
  const report = people(bytes);
  assert.deepEqual(report.inputs.find(({ name }) => name.endsWith('people.csv')).kinds, ['unknown']);
  assert.match(said(report, 'PF1001'), /UTF-32/);
});

test('a second column with other values is named', () => {
  const report = people(csv([[...header, 'Primary email'], ...rows.map((row) => [...row, 'x@acme.test'])]));
  assert.match(said(report, 'PF1015'), /two columns mean the same attribute.*"x@acme\.test"/);
});

test('a last row that was cut off is named', () => {
  assert.match(said(egnyte(csv(accounts).trimEnd().replace(/,[^,]*,[^,]*$/, '')), 'PF1015'), /the file may be cut off/);
  // Rows that are all short, and a line end, say that it is meant.
  assert.equal(said(egnyte(csv(accounts).trimEnd().replace(/,[^,]*$/, '') + '\n'), 'PF1015'), '');
  assert.equal(said(egnyte(csv(accounts.map((row, i) => (i === 0 ? row : row.slice(0, -1)))).trimEnd()), 'PF1015'), '');
});

test('a table without rows is not given', () => {
  for (const [name, first, kind] of [['egnyte-users.csv', accounts[0], 'egnyte-users'], ['people.csv', header, 'users-csv']]) {
    const report = check({ [name]: csv([first]) }, 'users.json');
    assert.ok(report.unused.some((one) => one.kind === kind && /a header and no rows/.test(one.why)), name);
    assert.ok(!alarms(report).includes('PF6026'));
  }
  assert.ok(check({ 'egnyte-users.csv': csv([accounts[0]]) }).missing.some(({ kind }) => kind === 'egnyte-users'));
});

test("Egnyte's accounts padded", () => whole(egnyte(csv(accounts).replaceAll(',', ' , '))));

test('a word that is neither yes nor no is named', () => {
  for (const word of ['WAHR', 'ja', 'Inactive', '1']) assert.match(said(egnyte(csv(changed(accounts, 'Active', () => word))), 'PF1015'), new RegExp(`"${word}" is neither yes nor no`));
  for (const word of ['YES', 'true', 'Yes', '']) assert.equal(said(egnyte(csv(changed(accounts, 'Active', () => word))), 'PF1015'), '');
});

const nearly = {
  'each line in quotes': [csv(accounts).trimEnd().split('\n').map((line) => `"${line}"`).join('\n'), /in quotes as a whole/],
  'columns between bars': [csv(accounts, '|'), /separated by \|/],
  'a table of Markdown': [accounts.map((row) => `| ${row.join(' | ')} |`).join('\n'), /separated by \|/],
  'a script': [`const users = ${read('users.json')};`, /JSON begins in line 1/],
  'JSON converted twice': [JSON.stringify(read('users.json')), /converted twice/],
};
for (const [name, [bytes, words]] of Object.entries(nearly)) {
  test(`${name}: named with what to do`, () => assert.match(said(check({ 'given.csv': bytes }), 'PF1001'), words));
}

test("what PowerShell leaves of a list is not a secret", () => {
  const truncated = users.map((user) => ({ ...user, credentials: 'System.Object[]' }));
  const report = check({ 'users.json': JSON.stringify(truncated) });
  assert.equal(said(report, 'PF1010'), '');
  assert.match(said(report, 'PF1006'), /System\.Object/);
});
