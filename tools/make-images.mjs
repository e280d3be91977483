// node tools/make-images.mjs: the pictures of the documents, docs/images/*.png, from the page in build/site and its samples.
// pngquant makes each a fifth of its size (apt-get install pngquant); without it they are too large to be committed.
import { spawnSync } from 'node:child_process';
import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { launch, loadSample, open, root, samples, site } from '../tests/web/browser.mjs';
import { serve } from './serve.mjs';

const kMost = 120_000;
const folder = join(root, 'docs/images');
const desktop = { viewport: { width: 1440, height: 900 } };
const phone = { viewport: { width: 390, height: 844 } };

const tab = (page, name) => page.locator('.tabs a', { hasText: name }).click();
async function mistakes(page) {
  await loadSample(page, 'First-day mistakes');
  // What the core tries out after the verdict; on a phone it is of the second cause, which is closed.
  if (page.viewportSize().width >= 1280) await page.locator('.correction').first().waitFor();
}
const error =
  'Automatic provisioning of user tess@fernhill-survey.example to app Egnyte SCIM 2.0 failed: Error while creating user tess@fernhill-survey.example: . ' +
  "Errors reported by remote server: constraint violations: ConstraintViolationImpl{interpolatedMessage='Invalid user name', propertyPath=userName}: [userName: Invalid user name]";

// name → how the page looks and what is done in it
const images = {
  start: [desktop, async () => {}],
  'no-files-yet': [
    desktop,
    async (page) => {
      await page.locator('.no-files > summary', { hasText: 'I have no files yet' }).click();
      await page.locator('.no-files[open]').getByLabel('Host name of your Okta org').fill('acme.okta.com');
      await page.getByLabel('The script').waitFor();
    },
  ],
  causes: [desktop, mistakes],
  'causes-dark': [{ ...desktop, colorScheme: 'dark' }, mistakes],
  'causes-narrow': [phone, mistakes],
  person: [
    desktop,
    async (page) => {
      await mistakes(page);
      await tab(page, 'People');
      await page.locator('.people-table tbody a', { hasText: 'Mara Voss' }).click();
      await page.locator('.panel .profile').waitFor();
    },
  ],
  mapping: [
    desktop,
    async (page) => {
      await loadSample(page, 'Healthy');
      await tab(page, 'Mapping');
      await page.locator('.listed', { has: page.locator('h3', { hasText: /^User type$/ }) }).getByRole('button', { name: /Try in the lab/ }).click();
      await page.getByLabel('Expression', { exact: true }).fill('user.egnyteAccess == "admin" ? "Admin" : "standard"');
      await page.locator('.changed', { hasText: /change/ }).waitFor();
    },
  ],
  'egnyte-settings': [
    desktop,
    async (page) => {
      await mistakes(page);
      await tab(page, 'Egnyte settings');
      await page.getByLabel('Earlier metadata').setInputFiles(join(samples, 'healthy/idp-metadata.xml'));
      await page.locator('.changes').waitFor();
    },
  ],
  file: [
    desktop,
    async (page) => {
      await mistakes(page);
      await page.locator('.finding-head', { hasText: 'username format keeps the whole' }).evaluate((head) => head.getAttribute('aria-expanded') === 'true' || head.click());
      await page.locator('.excerpt a', { hasText: 'app.json:37:20' }).click();
      await page.locator('.file-view tr[aria-current]').waitFor();
    },
  ],
  'pasted-error': [
    desktop,
    async (page) => {
      await mistakes(page);
      await page.evaluate((text) => {
        const data = new DataTransfer();
        data.setData('text/plain', text);
        document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }));
      }, error);
      await page.locator('.explanation').waitFor();
    },
  ],
};

mkdirSync(folder, { recursive: true });
const { server, url } = await serve(site);
const browser = await launch();
try {
  for (const [name, [options, prepare]] of Object.entries(images)) {
    const { page, close } = await open(browser, url, options);
    await prepare(page);
    await page.mouse.move(0, 0);
    await page.evaluate(() => {
      document.activeElement?.blur();
      if (!document.querySelector('.no-files[open]')) scrollTo(0, 0);
    });
    const path = join(folder, `${name}.png`);
    await page.screenshot({ path, caret: 'hide' });
    await close();
    const { error: none } = spawnSync('pngquant', ['--force', '--skip-if-larger', '--speed', '1', '--strip', '--ext', '.png', '64', path]);
    if (none) console.error(`${path}: pngquant is missing, the picture is as large as it is`);
    const { size } = statSync(path);
    console.log(`${String(size).padStart(7)} B  docs/images/${name}.png`);
    if (size > kMost) {
      console.error(`docs/images/${name}.png has more than ${kMost} bytes`);
      process.exitCode = 1;
    }
  }
} finally {
  await browser.close();
  server.close();
}
