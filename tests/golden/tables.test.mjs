// Tables that are not what they seem: each is named with its fix.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { preflight } from '../cli.mjs';

function check(input) {
  const { out, status, err } = preflight(['check', '--format', 'json', '-'], { input });
  assert.ok(status < 2, err);
  return JSON.parse(out).findings;
}
const said = (input, code) => check(input).filter((finding) => finding.code === code);

test('JSON in a cell of a people list', () => {
  const [finding, ...more] = said('login,email,department,groups\na@acme.test,a@acme.test,IT,"[""Sales"",""IT""]"\nb@acme.test,b@acme.test,IT,"[]"\n', 'PF1015');
  assert.match(finding.message, /column "groups" holds JSON/);
  assert.equal(finding.locations[0].line, 2);
  assert.deepEqual(more, [], 'once');
});

test('brackets that are not JSON', () => {
  assert.deepEqual(said('login,email,department\na@acme.test,a@acme.test,[IT]\n', 'PF1015'), []);
});

test('a table of something else', () => {
  assert.match(said('invoice,amount,paid\n1,2,yes\n', 'PF1001')[0].message, /columns invoice, amount, paid; of tables, Preflight reads people/);
});

test('a row with more cells than the header', () => {
  const [finding, ...more] = said('login,email,department\na@acme.test,a@acme.test,IT\nb@acme.test,b@acme.test,Sales, EU\nc@acme.test,c@acme.test,Sales, US\n', 'PF1015');
  assert.match(finding.message, /row 3 has 4 cells and the header 3; quote values/);
  assert.equal(finding.locations[0].line, 3);
  assert.deepEqual(more, [], 'once');
  assert.deepEqual(said('login,email,department\na@acme.test,a@acme.test,IT,,\n', 'PF1015'), [], 'blank cells move nothing');
});

// Exports with something around them, and what tools print for people: each is named with its fix, and nothing is read.
const app = '{"id":"0oaEgnyte","name":"egnyte","label":"Egnyte","status":"ACTIVE","signOnMode":"SAML_2_0","credentials":{},"settings":{}}';
const people = 'login,email,firstName\na@acme.test,a@acme.test,Ana\n';
const nearly = {
  'a comment above JSON': [`// from Okta\n${app}`, /JSON begins in line 2/],
  'progress of curl': [`  % Total    % Received\n100  1234\n[${app}]`, /JSON begins in line 3/],
  'a fence': [`Here it is:\n\`\`\`json\n${app}\n\`\`\`\n`, /JSON begins in line 3/],
  'a title above a table': [`Report of people\n\n${people}`, /table begins in line 3/],
  'the configuration of Terraform': ['resource "okta_app_saml" "egnyte" {\n  label = "Egnyte"\n}\n', /terraform show -json/],
  'an object as PowerShell prints it': ['id        : 0oaEgnyte\nname      : egnyte\nlabel     : Egnyte\n', /ConvertTo-Json -Depth 20/],
  'an empty list': ['[ ]\n', /empty list/],
  'the properties of a mapping': ['{"email":{"expression":"user.email","pushStatus":"PUSH"}}', /properties of an okta-profile-mapping/],
  'a HAR without an entry': ['{"log":{"version":"1.2","entries":[]}}', undefined, /none of its answers/],
  'a bundle without an answer': ['{"preflightBundle":1,"org":"acme.okta.com","responses":[]}', undefined, /none of its answers/],
  'text': ['Hello, here are the files.\nBest: Ana\n', /was not recognised/],
};
for (const [what, [input, unrecognised, unused]] of Object.entries(nearly)) {
  test(`nearly an export: ${what}`, () => {
    const findings = check(input);
    const message = (code) => findings.find((finding) => finding.code === code)?.message ?? '';
    if (unrecognised) assert.match(message('PF1001'), unrecognised);
    else assert.equal(message('PF1001'), '');
    if (unused) assert.match(message('PF1016'), unused);
  });
}
