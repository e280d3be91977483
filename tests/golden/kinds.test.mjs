// What each export is, as `identify` and `check` name it. The files of one invented company are in tests/data.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { preflight, root } from '../cli.mjs';

const folder = join(root, 'tests/data/okta-samples');
const kinds = {
  'app-egnyte-misconfigured.json': 'okta-application',
  'app-egnyte.json': 'okta-application',
  'app-features.json': 'okta-app-features',
  'app-groups.json': 'okta-app-groups',
  'app-user-schema.json': 'okta-app-user-schema',
  'app-users-expand-user.json': 'okta-app-users okta-users',
  'app-users.json': 'okta-app-users',
  'connection-token.json': 'okta-connection',
  'connection-unknown.json': 'okta-connection',
  'error-invalid-token.json': 'okta-error',
  'error-not-found.json': 'okta-error',
  'group-members-power.json': 'okta-group-members',
  'group-members-standard.json': 'okta-group-members',
  'group-members-survey.json': 'okta-group-members',
  'group-push-mappings.json': 'okta-group-push-mappings',
  'groups.json': 'okta-groups',
  'mapping-egnyte-to-okta.json': 'okta-profile-mapping',
  'mapping-okta-to-egnyte.json': 'okta-profile-mapping',
  'mappings-list.json': 'okta-profile-mapping-list',
  'not-idp-okta-as-sp-metadata.xml': 'saml-sp-metadata',
  'not-metadata-okta-sign-in-page.html': 'html-page',
  'okta-idp-metadata-expired-cert.xml': 'saml-idp-metadata',
  'okta-idp-metadata-other-app.xml': 'saml-idp-metadata',
  'okta-idp-metadata-slo.xml': 'saml-idp-metadata',
  'okta-idp-metadata.xml': 'saml-idp-metadata',
  'policies-password.json': 'okta-password-policies',
  'policy-rules-password.json': 'okta-password-policy-rules',
  'report-current-assignments.csv': 'okta-report-csv',
  'report-okta-password-health.csv': 'okta-report-csv',
  'rockstar-app-groups.csv': 'rockstar-csv',
  'rockstar-app-users.csv': 'rockstar-csv',
  'rockstar-apps.csv': 'rockstar-csv',
  'rockstar-group-members.csv': 'okta-group-members rockstar-csv',
  'rockstar-groups.csv': 'rockstar-csv',
  'rockstar-mappings.csv': 'rockstar-csv',
  'rockstar-users.csv': 'rockstar-csv',
  'system-log.csv': 'okta-system-log',
  'system-log.json': 'okta-system-log',
  'system-log.ndjson': 'okta-system-log',
  'terraform-show-plan.json': 'terraform-json',
  'terraform-show-state.json': 'terraform-json',
  'user-schema-default.json': 'okta-user-schema',
  'users.json': 'okta-users',
};

test('every file has its kinds', () => assert.deepEqual(readdirSync(folder).sort(), Object.keys(kinds).sort()));

for (const command of ['identify', 'check']) {
  test(`${command} names what each file is`, () => {
    const { out } = preflight([command, '--format', 'json', ...Object.keys(kinds)], { cwd: folder });
    const found = Object.fromEntries(JSON.parse(out).inputs.map((input) => [input.name, input.kinds]));
    for (const [name, wanted] of Object.entries(kinds))
      for (const kind of wanted.split(' ')) assert.ok(found[name].includes(kind), `${name}: ${found[name]}`);
  });
}

test('docs/inputs.md is the table of kinds', () => {
  const file = join(root, 'docs/inputs.md');
  const { out, status } = preflight(['identify', '--kinds']);
  assert.equal(status, 0);
  if (process.env.UPDATE_GOLDENS) writeFileSync(file, out);
  assert.equal(readFileSync(file, 'utf8'), out);
});
