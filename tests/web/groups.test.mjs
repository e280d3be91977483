// The groups that Okta pushes: the tab is there when there are any, and says who is left out and why.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { accessible, dropFromDisk, judged, none, root } from './browser.mjs';
import { openPage } from './stage.mjs';

const company = (name) => join(root, 'tests/scenarios/company', name);
const own = (name) => join(root, 'tests/scenarios/member-who-is-not-assigned', name);

/** The company's Sales group, with a thousand more people who are not assigned. */
function crowd() {
  const folder = mkdtempSync(join(tmpdir(), 'preflight-groups-'));
  const name = 'group-members-00gSales000000000001.json';
  const members = JSON.parse(readFileSync(own(name), 'utf8'));
  for (let i = 0; i < 1000; i++) members.push({ id: `00uMore${i}`, status: 'ACTIVE', profile: { login: `more${i}@heronquay.test` } });
  writeFileSync(join(folder, name), JSON.stringify(members));
  return join(folder, name);
}

test('a pushed group says who arrives in Egnyte, and who is left out and why', async () => {
  const { page, problems, close } = await openPage();
  const common = ['app-users.json', 'egnyte-users.json', 'mapping.json', 'policies.json', 'scenario.json', 'users.json'].map(company);
  await dropFromDisk(page, [...common, own('app.json'), own('groups.json'), own('group-push.json'), crowd()]);
  await judged(page, 10);
  const tab = page.locator('.tabs a', { hasText: 'Groups' });
  assert.match(await tab.innerText(), /1/);
  await tab.focus();
  await page.keyboard.press('Enter');
  const group = page.locator('.groups details');
  await group.waitFor();
  assert.match(await group.locator('summary').innerText(), /Sales · created · 1 member, 1,001 left out/);
  await group.locator('summary').focus();
  await page.keyboard.press('Enter');
  const text = await group.innerText();
  assert.match(text, /PF7001/);
  assert.match(text, /ola@heronquay\.test: group member not assigned/);
  assert.match(text, /and 981 more/);
  await accessible(page, 'groups');
  none(problems, 'console problems');
  await close();
});

test('without a pushed group there is no tab for groups', async () => {
  const { page, problems, close } = await openPage();
  await dropFromDisk(page, ['app.json', 'app-users.json', 'mapping.json', 'users.json'].map(company));
  await judged(page, 4);
  assert.equal(await page.locator('.tabs a', { hasText: 'Groups' }).count(), 0);
  none(problems, 'console problems');
  await close();
});
