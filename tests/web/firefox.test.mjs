// The single file from disk in Firefox: the first screen, a sample, a thousand own people, and no request at all.
import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { test } from 'node:test';
import { firefox } from 'playwright-core';
import { judged, loadSample, none, open, site } from './browser.mjs';
import { makeCrowd, settings } from './crowd.mjs';
import { tab } from './views.mjs';

const executablePath = process.env.FIREFOX ?? ['/usr/bin/firefox-esr', '/usr/bin/firefox'].find((path) => existsSync(path));

test('the single file works from disk in Firefox', { skip: !executablePath && 'no Firefox on this machine: install firefox-esr, or set FIREFOX' }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'preflight-'));
  cpSync(join(site, 'preflight.html'), join(folder, 'preflight.html'));
  const firm = makeCrowd(join(folder, 'firm'), 1000, (i, user, assigned) => i % 10 === 0 && (assigned.credentials = { userName: user.profile.login }));
  // An unchanged Firefox, over WebDriver BiDi.
  const browser = await firefox.launch({ channel: 'moz-firefox', executablePath });
  try {
    const { page, problems, all } = await open(browser, pathToFileURL(join(folder, 'preflight.html')).href);
    await loadSample(page, 'First-day mistakes');
    assert.match(await page.locator('#verdict').innerText(), /^Nobody will be able to use Egnyte/);
    // Own files leave the sample.
    await page.locator('#pick').setInputFiles([...settings, 'users.json', 'app-users.json'].map((name) => join(firm, name)));
    await judged(page, settings.length + 2);
    assert.match(await page.locator('#verdict').innerText(), /^Egnyte will reject 100 of 1,000 people\./);
    // The bar is not pale: each state has its pattern, at full height.
    const parts = await page.locator('.segment').evaluateAll((all) => all.map((part) => [getComputedStyle(part).backgroundColor + getComputedStyle(part).backgroundImage, part.getBoundingClientRect().height]));
    assert.equal(new Set(parts.map(([look]) => look)).size, 2, parts.join('\n'));
    assert.deepEqual([...new Set(parts.map(([, height]) => height))], [20]);
    await tab(page, 'People');
    await page.locator('.people-table tbody a').first().click();
    await page.locator('.panel .profile').waitFor();
    await tab(page, 'Mapping');
    await page.locator('.listed').first().waitFor();
    none(problems, 'console problems');
    none(all().filter((url) => !/^(file|blob|data):/.test(url)), 'requests');
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
