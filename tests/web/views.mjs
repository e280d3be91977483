// A walk through every view of the page with 1,000 people, for tests that ask the same of each of them.
import { join } from 'node:path';
import { dropFromDisk, judged, root, samples } from './browser.mjs';
import { enlarge } from './crowd.mjs';

const company = (name) => join(root, 'tests/scenarios/company', name);
const unassigned = (name) => join(root, 'tests/scenarios/member-who-is-not-assigned', name);
const pushed = [
  ...['app-users.json', 'egnyte-users.json', 'mapping.json', 'policies.json', 'scenario.json', 'users.json'].map(company),
  ...['app.json', 'groups.json', 'group-push.json', 'group-members-00gSales000000000001.json'].map(unassigned),
];
const error =
  'Automatic provisioning of user tess@fernhill-survey.example to app Egnyte SCIM 2.0 failed: Error while creating user tess@fernhill-survey.example: . ' +
  "Errors reported by remote server: constraint violations: ConstraintViolationImpl{interpolatedMessage='Invalid user name', propertyPath=userName}: [userName: Invalid user name]";

const paste = (page, text) =>
  page.evaluate((pasted) => {
    const data = new DataTransfer();
    data.setData('text/plain', pasted);
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }));
  }, text);

export const tab = (page, name) => page.locator('.tabs a', { hasText: name }).click();

/** Calls `at(name)` with each view on show. `folder` is for made files; the page is a fresh one. */
export async function walk(page, folder, at) {
  const mistakes = enlarge('first-day-mistakes', join(folder, 'walk'), 1000);
  await at('start');
  await page.locator('.no-files > summary', { hasText: 'I have no files yet' }).click();
  await page.locator('.no-files[open]').getByLabel('Host name of your Okta org').fill('acme.okta.com');
  await page.getByLabel('The script').waitFor();
  await at('no files yet');
  await paste(page, error);
  await page.locator('.explanation').waitFor();
  await at('a pasted error');
  await dropFromDisk(page, [mistakes]);
  await judged(page, 9);
  await page.waitForFunction(() => /The cause in these files/.test(document.querySelector('.explanation')?.textContent ?? ''));
  await at('a pasted error beside files');
  await page.locator('.explanation').getByRole('button', { name: 'Close' }).click();
  await at('causes');
  await page.getByRole('button', { name: 'Open all' }).click();
  await at('all causes open');
  if (await page.locator('.drawer').isVisible()) await page.locator('.drawer').click();
  await page.locator('.missing details').evaluateAll((all) => all.forEach((one) => (one.open = true)));
  await at('files and what is missing');
  if (await page.locator('.drawer').isVisible()) await page.locator('.drawer').click();
  await page.locator('.menu summary', { hasText: 'Report' }).click();
  await at('the report menu');
  await page.keyboard.press('Escape');
  await page.locator('.excerpt a').first().click();
  await page.locator('.file-view tr[aria-current]').waitFor();
  await at('a file');

  await tab(page, 'People');
  await page.locator('.people-table tbody th').first().waitFor();
  await at('people');
  await page.locator('.people-table tbody a').first().click();
  await page.locator('.panel .profile').waitFor();
  await at('a person');
  await page.locator('.panel details').evaluateAll((all) => all.forEach((one) => (one.open = true)));
  await at('how values come out');

  await tab(page, 'Mapping');
  await page.locator('.listed').first().waitFor();
  await page.getByLabel('For the person with the login').fill('mara.voss@fernhill-survey.example');
  await page.getByLabel('Expression', { exact: true }).fill('user.nobody + user.title + String.sub');
  await page.locator('.offers li').first().waitFor();
  await page.locator('.lab-answer .problems, .lab-answer .fails').first().waitFor();
  await at('the lab with an error');
  await page.locator('.listed', { has: page.locator('h3', { hasText: /^User type$/ }) }).getByRole('button', { name: /Try in the lab/ }).click();
  await page.getByLabel('Expression', { exact: true }).fill('user.department == "IT" ? "power" : "standard"');
  await page.locator('.changed', { hasText: /change/ }).waitFor();
  await page.locator('.lab-answer .trace').waitFor();
  await at('the mapping, and who changes');
  await page.locator('.tried').getByRole('button', { name: 'Undo' }).click();
  await page.locator('.tried').waitFor({ state: 'detached' });

  await tab(page, 'Egnyte settings');
  await page.getByLabel('Earlier metadata').setInputFiles(join(samples, 'healthy/idp-metadata.xml'));
  await page.locator('.changes').waitFor();
  await at('Egnyte settings');
  await tab(page, 'Scenario');
  await page.getByLabel('Standard User seats').fill('12x');
  await at('the scenario');
  await page.getByLabel('Standard User seats').fill('');
  // Views that come and go with what was given.
  const known = ['Causes', 'People', 'Groups', 'Egnyte settings', 'Mapping', 'Scenario'];
  const others = (await page.locator('.tabs a').allInnerTexts()).map((text) => text.replace(/[\d,\s]+$/, '')).filter((name) => !known.includes(name));
  for (const name of others) {
    await tab(page, name);
    // The list and the person come from the core, one after the other.
    if (name === 'Sign-in') await page.locator('.one-person:has(li > a) .thread').first().waitFor();
    await at(name);
  }

  await page.getByRole('button', { name: 'Start over' }).click();
  await page.locator('.start').waitFor();
  await dropFromDisk(page, pushed);
  await judged(page, pushed.length);
  await tab(page, 'Groups');
  await page.locator('.groups details').first().evaluate((one) => (one.open = true));
  await at('groups');

  await page.getByRole('button', { name: 'Start over' }).click();
  await page.locator('.start').waitFor();
  await dropFromDisk(page, [`${root}tests/data/aggregate/three.xml`]);
  await judged(page, 1);
  await page.getByLabel('Identity provider', { exact: true }).selectOption({ index: 1 });
  await at('several identity providers');
  await page.getByRole('button', { name: 'Check this one' }).click();
  await page.locator('.idp.answered').waitFor();
  await at('an identity provider chosen');
}
