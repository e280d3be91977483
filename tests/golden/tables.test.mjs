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
