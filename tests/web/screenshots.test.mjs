// Pictures of every view, 390 and 1440 px wide, light and dark, for people to look at: build/screenshots.
// Each must fit its width: no view scrolls sideways.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { test } from 'node:test';
import { dropFromDisk, judged, loadSample, none, root, samples } from './browser.mjs';
import { openPage } from './stage.mjs';

const folder = process.env.PREFLIGHT_SCREENSHOTS ?? `${root}build/screenshots`;
mkdirSync(folder, { recursive: true });

for (const colorScheme of ['light', 'dark']) {
  for (const width of [390, 1440]) {
    test(`pictures, ${width} px, ${colorScheme}`, async () => {
      const { page, problems, close } = await openPage({ viewport: { width, height: width < 900 ? 844 : 900 }, colorScheme });
      const take = async (name) => {
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        assert.ok(wide <= 0, `${name} is ${wide} px too wide`);
        await page.evaluate(() => scrollTo(0, 0));
        await page.screenshot({ path: `${folder}/${name}-${width}-${colorScheme}.png`, fullPage: true });
      };
      await take('start');
      await page.locator('.no-files > summary', { hasText: 'I have no files yet' }).click();
      await take('no-files');
      await loadSample(page, 'First-day mistakes');
      await take('findings');
      if (width < 900) {
        await page.locator('.drawer').click();
        await take('files');
        await page.locator('.drawer').click();
      }
      await page.locator('.tabs a', { hasText: 'People' }).click();
      await take('people');
      await page.locator('.people-table tbody a').first().click();
      await page.locator('.panel .profile').waitFor();
      await take('person');
      await page.locator('.tabs a', { hasText: 'Mapping' }).click();
      await page.locator('.lab-answer').waitFor();
      await page.locator('.listed').first().waitFor();
      await page.getByLabel('Expression', { exact: true }).fill('user.department == "IT" ? user.title + " lead" : String.sub');
      await page.getByLabel('For the person with the login').fill('mara.voss@fernhill-survey.example');
      await page.locator('.offers li').first().waitFor();
      await page.locator('.lab-answer .problems, .lab-answer .fails').first().waitFor();
      await take('lab');
      await page.getByLabel('Expression', { exact: true }).fill('user.department == "IT" ? "Admin" : user.title + " lead"');
      await page.locator('.lab-answer .trace').waitFor();
      await take('lab-trace');
      await page.locator('.tabs a', { hasText: 'Egnyte settings' }).click();
      await page.getByLabel('Earlier metadata').setInputFiles(`${samples}/healthy/idp-metadata.xml`);
      await page.locator('.changes').waitFor();
      await take('egnyte');
      await page.locator('.tabs a', { hasText: 'Scenario' }).click();
      await take('scenario');
      await page.emulateMedia({ media: 'print' });
      if (colorScheme === 'light' && width === 1440) await page.screenshot({ path: `${folder}/print.png`, fullPage: true });
      await page.emulateMedia({ media: 'screen' });
      await page.getByRole('button', { name: 'Start over' }).click();
      await page.locator('.start .card').first().waitFor();
      await dropFromDisk(page, [`${root}tests/data/aggregate/three.xml`]);
      await judged(page, 1);
      await page.getByLabel('Identity provider', { exact: true }).selectOption({ index: 1 });
      await take('idp-choice');
      await page.getByRole('button', { name: 'Check this one' }).click();
      await page.locator('.idp.answered').waitFor();
      await take('idp-answered');
      none(problems, 'console problems');
      await close();
    });
  }
}
