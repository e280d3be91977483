// The single file from disk in Firefox: the first screen, a sample, a thousand own people, and no request at all.
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { test } from 'node:test';
import { none, site } from './browser.mjs';
import { makeCrowd, settings } from './crowd.mjs';
import { firefox, openFirefox } from './firefox.mjs';

test('the single file works from disk in Firefox', { skip: !firefox && 'no Firefox on this machine: install firefox-esr, or set FIREFOX' }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'preflight-'));
  cpSync(join(site, 'preflight.html'), join(folder, 'preflight.html'));
  const firm = makeCrowd(join(folder, 'firm'), 1000, (i, user, assigned) => i % 10 === 0 && (assigned.credentials = { userName: user.profile.login }));
  const page = await openFirefox(pathToFileURL(join(folder, 'preflight.html')).href);
  const clicked = (selector) => page.value(`document.querySelector(${JSON.stringify(selector)}).click()`);
  try {
    await page.until("document.querySelector('.start .card')");
    await page.value("[...document.querySelectorAll('.card')].find((card) => card.innerText.includes('First-day mistakes')).click()");
    await page.until("document.querySelector('#verdict')?.innerText.startsWith('Nobody will be able to use Egnyte')");
    // Own files leave the sample.
    await page.setFiles('#pick', [...settings, 'users.json', 'app-users.json'].map((name) => join(firm, name)));
    await page.until("document.querySelector('#verdict')?.innerText.startsWith('Egnyte will reject 100 of 1,000 people.')");
    // The bar is not pale: each state has its pattern, at full height.
    const looks = await page.value("[...document.querySelectorAll('.segment')].map((part) => getComputedStyle(part).backgroundColor + getComputedStyle(part).backgroundImage).join('|')");
    assert.equal(new Set(looks.split('|')).size, 2, looks);
    assert.equal(await page.value("[...document.querySelectorAll('.segment')].every((part) => part.getBoundingClientRect().height === 20)"), true);
    await page.value("location.hash = '#people'");
    await page.until("document.querySelectorAll('.people-table tbody th').length > 20");
    await clicked('.people-table tbody a');
    await page.until("document.querySelector('.panel .profile')");
    await page.value("location.hash = '#expressions'");
    await page.until("document.querySelector('.listed')");
    assert.equal(await page.value('document.documentElement.scrollWidth <= document.documentElement.clientWidth'), true);
    none(page.problems, 'console problems');
    none(page.requests.filter((url) => !/^(file|blob|data|about|chrome|resource|moz-extension):/.test(url)), 'requests');
  } finally {
    await page.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
