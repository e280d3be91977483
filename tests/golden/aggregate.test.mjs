// A collection of several identity providers: what there is to choose from, how it is chosen, what a choice changes.
// The *.txt and *.json beside it are the whole output; UPDATE_GOLDENS=1 writes them anew.
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { preflight, root } from '../cli.mjs';

const folder = mkdtempSync(join(tmpdir(), 'preflight-'));
after(() => rmSync(folder, { recursive: true }));
const file = (name, text) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const three = 'tests/data/aggregate/three.xml';
const now = ['--now', '2026-11-23T12:00:00Z'];
const check = (...files) => JSON.parse(preflight(['check', '--format', 'json', ...now, ...files]).out);
const stating = (idpEntityId) => file('scenario.json', JSON.stringify({ preflightScenario: 1, egnyte: { sso: { idpEntityId } } }));
const doc15 = ({ findings }) => findings.find(({ code }) => code === 'DOC-15');

for (const [format, ending] of [['text', 'txt'], ['json', 'json']]) {
  test(`check --format ${format} is word for word the same`, () => {
    const golden = join(root, `tests/golden/aggregate/check.${ending}`);
    const { status, out } = preflight(['check', '--format', format, ...now, three]);
    assert.equal(status, 1);
    if (process.env.UPDATE_GOLDENS) writeFileSync(golden, out);
    assert.ok(existsSync(golden), `${golden} is missing: run with UPDATE_GOLDENS=1`);
    assert.equal(out, readFileSync(golden, 'utf8'));
  });
}

test('docs/check-json.md names every key', () => {
  const page = readFileSync(join(root, 'docs/check-json.md'), 'utf8');
  const report = check('samples/first-day-mistakes', three);
  const [finding] = report.findings.filter(({ affected }) => affected);
  for (const part of [report, finding, finding.locations[0], finding.affected, finding.fix, report.inputs[0], report.missing[0], report.summary, report.forecast, report.forecast.invitations, check('samples/healthy').forecast.seats[0], report.aggregates[0], report.aggregates[0].list[0], report.egnyteSettings, report.egnyteSettings.calendar[0]]) {
    for (const key of Object.keys(part)) assert.ok(page.includes(`\`${key}\``), key);
  }
});

test('the line that the text shows is a scenario file that chooses', () => {
  const { out } = preflight(['check', ...now, three]);
  const [line] = out.match(/\{"preflightScenario".*\}/) ?? assert.fail(out);
  const report = check(three, file('shown.json', line));
  assert.equal(report.aggregates[0].chosen, 'http://www.okta.com/exk8tideEgnyteSaml7w');
  assert.equal(doc15(report).severity, 'warning');
  assert.equal(report.egnyteSettings.fields[3].value, 'http://www.okta.com/exk8tideEgnyteSaml7w');
});

test('each can be chosen, and the list stays', () => {
  const { list } = check(three).aggregates[0];
  assert.equal(list.length, 3);
  for (const { entityId } of list) {
    const report = check(three, stating(entityId));
    assert.deepEqual(report.aggregates[0].list, list);
    assert.equal(report.aggregates[0].chosen, entityId);
    assert.equal(report.egnyteSettings.fields[3].value, entityId);
    assert.equal(report.summary.error, 0);
  }
});

test('a stated entity ID that none has, or several have', () => {
  const none = check(three, stating('http://www.okta.com/exk8tideEgnyteSaml7'));
  assert.deepEqual([none.aggregates[0].stated, none.aggregates[0].chosen, none.egnyteSettings], ['http://www.okta.com/exk8tideEgnyteSaml7', null, null]);
  assert.match(doc15(none).consequence, /^The scenario states the entity ID "http:\/\/www\.okta\.com\/exk8tideEgnyteSaml7"; there is not exactly one that has it \(the nearest is "http:\/\/www\.okta\.com\/exk8tideEgnyteSaml7w"\)\./);
  const twice = 'tests/data/saml-generated/doc-aggregate-duplicate-entity.xml';
  const [aggregate] = check(twice).aggregates;
  assert.equal(aggregate.list.length + aggregate.leftOut, aggregate.identityProviders);
  assert.equal(aggregate.leftOut, 2);
});

test('one identity provider asks nothing; neither does a file without a collection', () => {
  for (const one of ['tests/data/saml-generated/ok-aggregate-one-idp.xml', 'samples/healthy/idp-metadata.xml']) {
    assert.ok(existsSync(join(root, one)), one);
    assert.deepEqual(check(one).aggregates, []);
  }
});

test('more than anybody would read are counted, not listed', () => {
  const entity = (i) => `<EntityDescriptor entityID="urn:idp:${i}"><IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"/></EntityDescriptor>`;
  const many = Array.from({ length: 10_003 }, (_, i) => entity(i)).join('\n');
  const report = check(file('many.xml', `<EntitiesDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata">${many}</EntitiesDescriptor>`));
  const [{ identityProviders, list, leftOut }] = report.aggregates;
  assert.deepEqual([identityProviders, list.length, leftOut], [10_003, 10_000, 3]);
  assert.match(doc15(report).consequence, /; and 9998 more\.$/);
  assert.equal(check(join(folder, 'many.xml'), stating('urn:idp:10002')).aggregates[0].chosen, 'urn:idp:10002', 'what is not listed can be stated');
});

test('two versions of a collection are compared with the scenario', () => {
  const alone = preflight(['diff', '--before', three, '--after', three]);
  assert.equal(alone.status, 2);
  assert.match(alone.err, /give the scenario too, which chooses among several identity providers \(egnyte\.sso\.idpEntityId\)/);
  const scenario = stating('http://www.okta.com/exk9fernEgnyteSaml7f');
  const { status, out } = preflight(['diff', '--before', three, scenario, '--after', three, scenario]);
  assert.equal(status, 0, out);
  assert.match(out, /The two files are the same/, 'the scenario chooses');
  const other = file('other.json', readFileSync(scenario, 'utf8').replace('exk9fern', 'exk8tide').replace('Saml7f', 'Saml7w'));
  const changed = preflight(['diff', '--before', three, scenario, '--after', three, other]);
  assert.equal(changed.status, 1);
  assert.match(changed.out, /Egnyte must change Identity provider entity ID, Identity provider login URL and Identity provider\s+certificate/);
});
