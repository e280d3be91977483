// The sign-in tab: one person's way from the NameID to an account, and the metadata beside what Egnyte has.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { accessible, dropFromDisk, judged, loadSample, none } from './browser.mjs';
import { makeCrowd } from './crowd.mjs';
import { folder, openPage } from './stage.mjs';

const boxes = (page) => page.locator('.sign-in .thread').innerText();
const openTab = async (page) => {
  await page.locator('.tabs a', { hasText: 'Sign-in' }).focus();
  await page.keyboard.press('Enter');
  await page.locator('.sign-in').waitFor();
};

for (const colorScheme of ['light', 'dark']) {
  test(`one of a thousand people opens another person's account; ${colorScheme}`, async () => {
    const crowd = makeCrowd(join(folder, `sign-in-${colorScheme}`), 1000, (i, user, assigned) => {
      // The username of somebody who comes first.
      if (i === 8) assigned.credentials.userName = '7.p';
    });
    const scenario = join(crowd, 'scenario.json');
    const stated = JSON.parse(readFileSync(scenario, 'utf8'));
    Object.assign(stated.egnyte.sso, { idpEntityId: 'http://www.okta.com/exk8tideEgnyteSaml7w', idpLoginUrl: 'https://fernhill-survey.okta.com/app/egnyte/exk9fernEgnyteSaml7f/sso/saml' });
    writeFileSync(scenario, JSON.stringify(stated));
    const { page, problems, later, close } = await openPage({ colorScheme });
    await dropFromDisk(page, [crowd]);
    await judged(page, 8);
    await openTab(page);

    // Whose sign-in fails comes first, and is open.
    await page.locator('.sign-in .box.wrong').waitFor();
    assert.match(await page.locator('.one-person li a').first().innerText(), /^Ada N00008\s+refused$/);
    assert.match(await boxes(page), /7\.p[\s\S]*7\.p\s+another person’s account$/);
    assert.match(await page.locator('.sign-in .reasons').innerText(), /PF8011/);
    await accessible(page, 'another person’s account');

    // By keyboard to one of the others.
    await page.getByLabel('Find a person').focus();
    await page.keyboard.type('N00500');
    await page.waitForFunction(() => document.querySelectorAll('.one-person li a').length === 1);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.querySelector('.sign-in .thread')?.textContent.includes('500.p'));
    assert.match(await boxes(page), /500\.p\s+=\s+is\s+Egnyte compares it with\s+500\.p[\s\S]*→\s+opens\s+Egnyte account\s+500\.p\s+the person’s own$/);
    assert.match(new URL(page.url()).hash, /^#sign-in\/\d+$/);
    await page.getByLabel('Find a person').fill('nobody at all');
    await page.locator('.sign-in [role=status]', { hasText: 'Nobody has these words.' }).waitFor();

    // The metadata against Egnyte, field by field.
    const rows = await page.locator('.values tbody tr').allInnerTexts();
    assert.match(rows[0], /login URL[\s\S]*≠ differs[\s\S]*Egnyte/);
    assert.match(rows[1], /entity ID[\s\S]*= same/);
    assert.match(rows[2], /certificate[\s\S]*ends on 2036-10-05\s+not known\s+\? not known/);
    await accessible(page, 'sign-in');
    none(problems, 'console problems');
    none(later(), 'requests after load');
    await close();
  });
}

test('an expired certificate is marked, and 320 px are enough', async () => {
  const { page, problems, close } = await openPage({ viewport: { width: 320, height: 640 } });
  await loadSample(page, 'First-day mistakes');
  await openTab(page);
  await page.locator('.sign-in .thread, .sign-in .reasons').first().waitFor();
  assert.match(await page.locator('.values tbody tr').nth(2).innerText(), /✗ ended on \d{4}-\d\d-\d\d/);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320);
  await accessible(page, 'sign-in at 320 px');
  none(problems, 'console problems');
  await close();
});

test('without people and metadata it says what it needs', async () => {
  const { page, close } = await openPage();
  await dropFromDisk(page, [join(makeCrowd(join(folder, 'only-app'), 1), 'app.json')]);
  await judged(page, 1);
  await page.locator('.tabs a', { hasText: 'Sign-in' }).click();
  assert.match(await page.locator('.empty').innerText(), /Needs people or the metadata/);
  await close();
});
