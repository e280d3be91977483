// A cause's correction: the core says what it does to people, a click applies it to the copy, and Undo takes it back.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { accessible, dropFromDisk, judged, none } from './browser.mjs';
import { makeCrowd } from './crowd.mjs';
import { folder, openPage } from './stage.mjs';

const changed = (crowd, file, edit) => {
  const value = JSON.parse(readFileSync(join(crowd, file), 'utf8'));
  edit(value);
  writeFileSync(join(crowd, file), JSON.stringify(value));
  return crowd;
};
/** Egnyte knows no user type "Power". */
const misspelt = (name) => changed(makeCrowd(join(folder, name), 1000), 'profile-mapping.json', ({ properties }) => (properties.userType.expression = 'user.department == "IT" ? "Admin" : "Power"'));

for (const colorScheme of ['light', 'dark']) {
  test(`fixes a thousand people at a click, and back; ${colorScheme}`, async () => {
    const { page, problems, later, close } = await openPage({ colorScheme, acceptDownloads: true });
    await dropFromDisk(page, [misspelt(`misspelt-${colorScheme}`)]);
    await judged(page, 8);
    const before = await page.locator('#verdict').innerText();
    // Of the first cause.
    const offer = page.locator('.correction').first();
    await offer.waitFor();
    assert.match(await offer.innerText(), /fixes 1,000, changes 0, breaks 0/);
    assert.match(await offer.innerText(), /"Admin" : "Power"\s*→\s*user\.department == "IT" \? "admin" : "power"/);
    await accessible(page, 'the offer');
    await page.getByRole('button', { name: 'Apply to my copy' }).first().focus();
    await page.keyboard.press('Enter');
    await page.locator('.changed', { hasText: /change/ }).waitFor();
    assert.notEqual(await page.locator('#verdict').innerText(), before);
    assert.match(await page.locator('.changed summary').innerText(), /1,000 people change/);
    assert.equal(await offer.count(), 0);
    await accessible(page, 'applied');
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: /^Download corrected/ }).click()]);
    assert.equal(JSON.parse(readFileSync(await download.path(), 'utf8')).properties.userType.expression, 'user.department == "IT" ? "admin" : "power"');
    await page.locator('.files .notice').getByRole('button', { name: 'Undo' }).focus();
    await page.keyboard.press('Enter');
    await page.locator('.tried').waitFor({ state: 'detached' });
    await offer.waitFor();
    assert.equal(await page.locator('#verdict').innerText(), before);
    await page.setViewportSize({ width: 320, height: 640 });
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320);
    none(problems, 'console problems');
    none(later(), 'requests after load');
    await close();
  });
}

test('a username format is corrected with its type, over an edit that stays', async () => {
  const crowd = misspelt('format');
  changed(crowd, 'app.json', (app) => (app.credentials.userNameTemplate = { template: 'user.email', type: 'CUSTOM' }));
  // Nobody is assigned yet: the format makes the usernames.
  const names = ['app.json', 'app-user-schema.json', 'idp-metadata.xml', 'profile-mapping.json', 'scenario.json', 'user-schema.json', 'users.json'];
  const { page, problems, close } = await openPage({ acceptDownloads: true });
  await dropFromDisk(page, names.map((name) => join(crowd, name)));
  await judged(page, names.length);
  for (const [i, after] of ['"power"', 'substringBefore'].entries()) {
    const head = page.locator('.finding-head', { hasText: i === 0 ? /user type/i : /username format/i }).first();
    if ((await head.getAttribute('aria-expanded')) === 'false') await head.click();
    const offer = page.locator('.correction', { hasText: after });
    await offer.waitFor();
    await offer.getByRole('button').click();
    await page.locator('.tried', { hasText: `Checked with ${i + 1} edited expression` }).waitFor();
  }
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Download corrected app.json' }).click()]);
  assert.equal(JSON.parse(readFileSync(await download.path(), 'utf8')).credentials.userNameTemplate.type, 'BUILT_IN');
  none(problems, 'console problems');
  await close();
});

test('a wrong Subdomain that stops everybody is the reason why nothing changes', async () => {
  const crowd = changed(makeCrowd(join(folder, 'stopped'), 1000), 'app.json', (app) => (app.settings.app.subDomain = 'tidewatercarto.egnyte.com'));
  const { page, problems, close } = await openPage();
  await dropFromDisk(page, [crowd]);
  await judged(page, 8);
  await page.locator('.tabs a', { hasText: 'Scenario' }).click();
  await page.getByLabel('Two-factor for new people').selectOption({ label: 'required' });
  await page.locator('.changed', { hasText: /change/ }).waitFor();
  const words = await page.locator('.changed summary').innerText();
  assert.match(words, /^Nothing changes yet, because everybody is stopped: .*Subdomain/);
  assert.doesNotMatch(words, /0 people/);
  await accessible(page, 'nothing changes');
  none(problems, 'console problems');
  await close();
});

test('what was ticked off by hand is ticked in ticket and HTML', async () => {
  const { page, problems, close } = await openPage({ acceptDownloads: true });
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await dropFromDisk(page, [makeCrowd(join(folder, 'ticks'), 1000)]);
  await judged(page, 8);
  const report = async (label) => {
    await page.locator('.menu summary', { hasText: 'Report' }).click();
    await page.locator('.menu').getByRole('button', { name: label, exact: true }).click();
  };
  await page.locator('.manual input').first().focus();
  await page.keyboard.press('Space');
  const [download] = await Promise.all([page.waitForEvent('download'), report('HTML report')]);
  const html = readFileSync(await download.path(), 'utf8');
  assert.equal(html.match(/☑/g)?.length, 1);
  assert.match(html, /☐/);
  await report('Copy ticket text');
  await page.waitForFunction(() => document.querySelector('.page > [role=status]')?.textContent === 'Ticket text copied');
  assert.equal((await page.evaluate(() => navigator.clipboard.readText())).match(/^- \[x\] /gm)?.length, 1);
  none(problems, 'console problems');
  await close();
});

test('who changes: everybody is compared, also after an answer and with another file', async () => {
  const crowd = makeCrowd(join(folder, 'everybody'), 3000);
  const app = JSON.parse(readFileSync(join(crowd, 'app.json'), 'utf8'));
  writeFileSync(join(crowd, 'europe.json'), JSON.stringify({ ...app, id: '0oaEgnyteEurope00001', label: 'Egnyte Europe' }));
  const { page, problems, close } = await openPage();
  await dropFromDisk(page, [crowd]);
  await judged(page, 9);
  await page.getByLabel('Which Egnyte app do you mean?').selectOption({ index: 0 });
  const changed = (people) => page.locator('.changed summary', { hasText: `${people} people change` }).waitFor();
  await page.locator('.tabs a', { hasText: 'Mapping' }).click();
  await page.locator('.listed', { has: page.locator('h3', { hasText: /^User type$/ }) }).getByRole('button', { name: /Try in the lab/ }).click();
  await page.getByLabel('Expression', { exact: true }).fill('"Superuser"');
  await changed('3,000');
  assert.match(await page.locator('.changed').innerText(), /works 3,000 → 0[\s\S]*and 2,950 more/);

  // Ten more people: what the files say without the edit is asked anew.
  const more = makeCrowd(join(folder, 'more'), 3010);
  for (const name of ['users.json', 'app-users.json']) {
    const last = JSON.parse(readFileSync(join(more, name), 'utf8')).slice(3000);
    writeFileSync(join(folder, `more-${name}`), JSON.stringify(last));
  }
  await dropFromDisk(page, ['users.json', 'app-users.json'].map((name) => join(folder, `more-${name}`)));
  await changed('3,010');
  assert.match(await page.locator('.changed').innerText(), /works 3,010 → 0/);
  none(problems, 'console problems');
  await close();
});
