// The steps of a migration from an old Egnyte app, and what an import would find: both from the files, by the core.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { accessible, dropFromDisk, judged, none } from './browser.mjs';
import { makeCrowd, migrating } from './crowd.mjs';
import { folder, openPage } from './stage.mjs';

for (const colorScheme of ['light', 'dark']) {
  test(`the steps in the order of the guide, and a thousand accounts of an import; ${colorScheme}`, async () => {
    const { page, problems, later, close } = await openPage({ colorScheme });
    await dropFromDisk(page, [migrating(join(folder, `migration-${colorScheme}`))]);
    await judged(page, 12);
    const verdict = await page.locator('#verdict').innerText();
    await page.locator('.tabs a', { hasText: 'Migration' }).focus();
    await page.keyboard.press('Enter');
    await page.locator('.steps').waitFor();
    const steps = await page.locator('.step').allInnerTexts();
    assert.equal(steps.length, 9);
    steps.forEach((text, i) => assert.match(text, new RegExp(`\\b${i + 1}\\. `)));
    assert.match(steps[0], /Add the new app done/);
    assert.match(steps[1], /Set the username format done/);
    assert.match(steps[2], /Decide whether to import optional[\s\S]*Talk to Okta Support/);
    assert.match(steps[4], /left to do[\s\S]*20 of 1,000 people of the old app are not assigned to the new one\./);
    assert.match(steps[5], /Switch the old app off left to do[\s\S]*PF8101[\s\S]*Clear Enable API Integration/);
    assert.match(steps[8], /Deactivate or delete the old app left to do/);
    // The first one that is left is the next one.
    assert.match(await page.locator('.step[aria-current=step]').innerText(), /5\. /);

    await page.locator('.migration tbody tr').first().waitFor();
    assert.match(await page.locator('.migration [role=status]').innerText(), /999 matched\s*1 partial: names only\s*1 new/);
    const rows = await page.locator('.migration tbody tr').allInnerTexts();
    assert.match(rows[0], /five\s+partial/);
    assert.match(rows[1], /visitor\s+new/);
    assert.ok(rows.some((text) => /6\.p[\s\S]*firstName: "Ada" → "Adah"/.test(text)));
    assert.equal(rows.length, 50);
    await page.getByRole('button', { name: /^Show more/ }).focus();
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.querySelectorAll('.migration tbody tr').length === 100);
    assert.equal(await page.locator('#verdict').innerText(), verdict, 'a preview changes nothing');
    await accessible(page, 'migration');
    await page.setViewportSize({ width: 320, height: 640 });
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320);
    none(problems, 'console problems');
    none(later(), 'requests after load');
    await close();
  });
}

test('without an old app and without accounts there is no such tab', async () => {
  const { page, close } = await openPage();
  await dropFromDisk(page, [makeCrowd(join(folder, 'no-migration'), 3)]);
  await judged(page, 8);
  assert.equal(await page.locator('.tabs a', { hasText: /Migration|Import/ }).count(), 0);
  await close();
});
