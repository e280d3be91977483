// Metadata of several identity providers: the page asks which one Egnyte uses, by keyboard alone, and the answer is part
// of the scenario from then on.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { accessible, dropFromDisk, judged, none, root, samples } from './browser.mjs';
import { folder, openPage } from './stage.mjs';

const three = join(root, 'tests/data/aggregate/three.xml');
const file = (name, text) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

const focused = (page) => page.evaluate(() => document.activeElement?.textContent?.trim() ?? '');
const tabTo = async (page, text, key = 'Tab') => {
  for (let i = 0; i < 80; i++) {
    await page.keyboard.press(key);
    if ((await focused(page)).startsWith(text)) return;
  }
  assert.fail(`${key} never reached ${text}`);
};
const field = (page, label) => page.locator('.settings .field', { hasText: label }).locator('code').first();

for (const colorScheme of ['light', 'dark']) {
  test(`the finding leads to the question, the answer is checked, and can be changed; ${colorScheme}`, async () => {
    const { page, problems, later, close } = await openPage({ colorScheme });
    await dropFromDisk(page, [three]);
    await judged(page, 1);
    assert.equal(await page.locator('#idp-title').innerText(), 'Which identity provider does Egnyte use?');
    await accessible(page, 'the question');

    // From the finding, by keyboard, to the list.
    await page.locator('.finding-head', { hasText: '3 of them identity providers' }).focus();
    await tabTo(page, 'Choose the identity provider');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.activeElement?.tagName === 'SELECT');
    assert.equal(await page.evaluate(() => document.activeElement.labels[0].textContent), 'Identity provider');
    assert.deepEqual(await page.locator('.idp option').allInnerTexts(), [
      'Tidewater Cartography · http://www.okta.com/exk8tideEgnyteSaml7w',
      'Fernhill Survey · http://www.okta.com/exk9fernEgnyteSaml7f',
      'http://www.okta.com/exk4f2g9h8j7k6m5n5d7',
    ]);
    assert.ok(await page.getByRole('button', { name: 'Check this one' }).isDisabled());
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await judged(page, 2);
    await page.locator('.idp.answered').waitFor();
    // The answered question is still there, and the way back is under the focus.
    await page.waitForFunction(() => document.activeElement?.textContent?.startsWith('Choose another'));
    assert.match(await page.locator('.idp').innerText(), /^Fernhill Survey http:\/\/www\.okta\.com\/exk9fernEgnyteSaml7f is checked, of 3 identity providers in three\.xml\./);
    await accessible(page, 'the answer');
    assert.equal(await page.locator('.finding.error').count(), 0);

    // It is one more input, and the card is that one's.
    assert.deepEqual(await page.locator('.file-name').allInnerTexts(), ['three.xml', 'preflight-scenario.json']);
    await page.locator('.tabs a', { hasText: 'Egnyte settings' }).click();
    assert.equal(await field(page, 'Identity provider login URL').innerText(), 'https://fernhill-survey.okta.com/app/egnyte/exk9fernEgnyteSaml7f/sso/saml');
    // What is compared with it is of the same identity provider.
    await page.getByLabel('Earlier metadata').setInputFiles(three);
    await page.waitForFunction(() => document.querySelector('.compare-verdict')?.textContent?.startsWith('The two files are the same.'));

    // Changed by keyboard; Escape keeps what there is.
    const again = page.getByRole('button', { name: 'Choose another identity provider' });
    await again.focus();
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.activeElement?.tagName === 'SELECT');
    await page.keyboard.press('Escape');
    await page.waitForFunction(() => document.activeElement?.textContent?.startsWith('Choose another'));
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.activeElement?.tagName === 'SELECT');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Tab');
    assert.equal(await focused(page), 'Check this one');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.querySelector('.idp.answered')?.textContent?.startsWith('Tidewater'));
    assert.equal(await field(page, 'Identity provider entity ID').innerText(), 'http://www.okta.com/exk8tideEgnyteSaml7w');

    // The scenario says it, to take along.
    await page.locator('.tabs a', { hasText: 'Scenario' }).click();
    assert.equal(await page.getByLabel('Identity provider entity ID').inputValue(), 'http://www.okta.com/exk8tideEgnyteSaml7w');
    const text = await page.locator('[aria-label="Scenario file"]').textContent();
    assert.deepEqual(JSON.parse(text), { preflightScenario: 1, egnyte: { sso: { idpEntityId: 'http://www.okta.com/exk8tideEgnyteSaml7w' } } });

    // Given again beside the file, it answers the question.
    await page.getByRole('button', { name: 'Start over' }).click();
    await page.locator('.start').waitFor();
    await dropFromDisk(page, [three, file('taken-along.json', text)]);
    await judged(page, 2);
    assert.match(await page.locator('.idp.answered').innerText(), /^Tidewater Cartography/);
    none(problems, 'console problems');
    none(later(), 'requests after load');
    await close();
  });
}

test('thousands are filtered; what the scenario states in vain is reported', async () => {
  const { page, problems, close } = await openPage();
  const one = readFileSync(join(samples, 'healthy/idp-metadata.xml'), 'utf8').replace(/^<\?xml[^>]*\?>\s*/, '');
  const many = Array.from({ length: 2000 }, (_, i) => one.replaceAll('exk8tideEgnyteSaml7w', `exk8tide${String(i).padStart(12, '0')}`)).join('\n');
  const collection = file('federation.xml', `<md:EntitiesDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata">\n${many}\n</md:EntitiesDescriptor>`);
  const stated = file('scenario.json', JSON.stringify({ preflightScenario: 1, egnyte: { sso: { idpEntityId: 'urn:nobody', defaultUserMapping: 'email' } } }));
  await dropFromDisk(page, [collection, stated]);
  await judged(page, 2);
  assert.match(await page.locator('.idp').innerText(), /2,000 identity providers in federation\.xml[\s\S]*The scenario states urn:nobody; there is not exactly one that has it\./);
  assert.match(await page.locator('.idp [role=status]').innerText(), /^The first 200 of 2,000; type to narrow them down\.$/);
  await page.locator('.tabs a', { hasText: 'Egnyte settings' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Choose the identity provider' }).focus();
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.activeElement?.type === 'search');
  await page.keyboard.type('TIDE 00119');
  await page.waitForFunction(() => document.querySelectorAll('.idp option').length === 11);
  assert.equal(await page.locator('.idp [role=status]').innerText(), '11 of 2,000');
  await accessible(page, 'filtered');
  await page.keyboard.press('ArrowDown');
  await page.waitForFunction(() => document.activeElement?.tagName === 'SELECT');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Control+A');
  await page.keyboard.type('nobody has this');
  await page.waitForFunction(() => document.querySelector('.idp [role=status]')?.textContent === 'None of them has these words.');
  await accessible(page, 'nothing left');
  await page.keyboard.press('Control+A');
  // The only one that is left needs no picking.
  await page.keyboard.type('000000001199');
  await page.waitForFunction(() => document.querySelectorAll('.idp option').length === 1);
  await page.keyboard.press('Enter');
  await page.locator('.idp.answered').waitFor();
  assert.equal(await field(page, 'Identity provider entity ID').innerText(), 'http://www.okta.com/exk8tide000000001199');
  // The rest of the scenario that was given is kept.
  assert.equal(await field(page, 'Default user mapping').innerText(), 'Email address');
  assert.equal(await page.locator('.file-name').count(), 2);
  none(problems, 'console problems');
  await close();
});

test('where there is one identity provider nothing is asked', async () => {
  const { page, close } = await openPage();
  await dropFromDisk(page, [join(root, 'tests/data/saml-generated/ok-aggregate-one-idp.xml')]);
  await judged(page, 1);
  assert.equal(await page.locator('.idp').count(), 0);
  assert.equal(await page.getByRole('button', { name: 'Choose the identity provider' }).count(), 0);
  await dropFromDisk(page, [three]);
  await judged(page, 2);
  assert.equal(await page.locator('.idp').count(), 1);
  await close();
});
