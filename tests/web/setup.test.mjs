// What the files leave open is chosen in the page: which of several Egnyte apps, and which variable feeds an attribute.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { accessible, dropFromDisk, judged, none } from './browser.mjs';
import { makeCrowd } from './crowd.mjs';
import { folder, openPage } from './stage.mjs';

const change = (crowd, file, edit) => {
  const value = JSON.parse(readFileSync(join(crowd, file), 'utf8'));
  edit(value);
  writeFileSync(join(crowd, file), JSON.stringify(value));
  return value;
};

for (const colorScheme of ['light', 'dark']) {
  test(`one of two Egnyte apps is chosen by keyboard; ${colorScheme}`, async () => {
    const crowd = makeCrowd(join(folder, `apps-${colorScheme}`), 1000);
    const app = JSON.parse(readFileSync(join(crowd, 'app.json'), 'utf8'));
    app.id = '0oaEgnyteEurope00001';
    app.label = 'Egnyte Europe';
    app.settings.app.subDomain = 'tidewatereurope';
    writeFileSync(join(crowd, 'europe.json'), JSON.stringify(app));
    const { page, problems, later, close } = await openPage({ colorScheme });
    await dropFromDisk(page, [crowd]);
    await judged(page, 9);
    const choice = page.getByLabel('Which Egnyte app do you mean?');
    assert.match(await choice.locator('option:checked').innerText(), /^Egnyte SCIM 2\.0 · 0oa8tideEgnyte000tw7/);
    await accessible(page, 'the question');
    await choice.focus();
    await page.keyboard.type('Egnyte E');
    // Asked and answered: the scenario says it, and the focus stays.
    await page.waitForFunction(() => document.querySelector('.idp.answered label')?.textContent === 'Egnyte app');
    assert.match(await page.locator('.idp.answered option:checked').innerText(), /^Egnyte Europe/);
    assert.equal(await page.evaluate(() => document.activeElement.tagName), 'SELECT');
    await page.locator('.tabs a', { hasText: 'Scenario' }).click();
    assert.equal(await page.locator('#scenario-okta-application').inputValue(), '0oaEgnyteEurope00001');
    await page.setViewportSize({ width: 320, height: 640 });
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320);
    await accessible(page, 'the answer');
    none(problems, 'console problems');
    none(later(), 'requests after load');
    await close();
  });
}

test('with one Egnyte app nothing is asked', async () => {
  const { page, close } = await openPage();
  await dropFromDisk(page, [makeCrowd(join(folder, 'one-app'), 3)]);
  await judged(page, 8);
  assert.equal(await page.locator('.idp').count(), 0);
  await close();
});

test('an attribute that the app calls by another name is corrected in the table', async () => {
  const crowd = makeCrowd(join(folder, 'attributes'), 1000, (i, user, assigned) => {
    delete assigned.profile.userType;
  });
  // A variable whose name, external name and title say nothing.
  change(crowd, 'profile-mapping.json', ({ properties }) => {
    properties.kindOfUser = { ...properties.userType, expression: '"nonsense"' };
    delete properties.userType;
  });
  change(crowd, 'app-user-schema.json', ({ definitions }) => {
    for (const part of Object.values(definitions)) {
      if (!part.properties?.userType) continue;
      part.properties.kindOfUser = { ...part.properties.userType, title: 'Kind', externalName: 'kindOfUser' };
      delete part.properties.userType;
    }
  });
  const { page, problems, close } = await openPage();
  await dropFromDisk(page, [crowd]);
  await judged(page, 8);
  const before = await page.locator('#verdict').innerText();
  await page.locator('.tabs a', { hasText: 'Mapping' }).click();
  const rowOf = (name) => page.locator('.attributes tbody tr').filter({ has: page.locator('th', { hasText: name }) });
  const row = rowOf(/^User type$/);
  assert.match(await row.innerText(), /not found/);
  assert.match(await rowOf(/^Email$/).innerText(), /its name\s+user\.email/);
  await accessible(page, 'attributes');
  await page.getByLabel('Variable for User type').focus();
  await page.keyboard.type('kind');
  await row.locator('text=your choice').waitFor();
  assert.match(await row.innerText(), /"nonsense"/);
  // Now everybody is checked with it.
  assert.notEqual(await page.locator('#verdict').innerText(), before);
  await page.locator('.changed summary', { hasText: '1,000 people change' }).waitFor();
  await page.getByLabel('Variable for User type').selectOption('');
  await row.locator('text=not found').waitFor();
  assert.equal(await page.locator('#verdict').innerText(), before);
  await page.setViewportSize({ width: 320, height: 640 });
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320);
  none(problems, 'console problems');
  await close();
});
