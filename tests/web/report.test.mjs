// Reports are the core's and leave the page as files or through the clipboard; nothing in an input ever becomes markup.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { accessible, dropFromDisk, judged, loadSample, none, samples } from './browser.mjs';
import { browser, folder, openPage } from './stage.mjs';

const choose = async (page, label) => {
  await page.locator('.menu summary', { hasText: 'Report' }).click();
  await page.locator('.menu').getByRole('button', { name: label, exact: true }).click();
};
const saved = async (page, label) => {
  const [download] = await Promise.all([page.waitForEvent('download'), choose(page, label)]);
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), 'utf8') };
};

test('HTML, CSV, JSON and SARIF are saved; the ticket text is copied in two interactions', async () => {
  const { page, problems, close } = await openPage({ acceptDownloads: true });
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await loadSample(page, 'First-day mistakes');
  const html = await saved(page, 'HTML report');
  assert.equal(html.name, 'preflight.html');
  assert.match(html.text, /^<!doctype html>[\s\S]*Nobody will be able to use Egnyte[\s\S]*<\/html>\s*$/);
  assert.doesNotMatch(html.text, /<script|mara\.voss@/, 'no script, and nobody is named');
  await page.locator('.menu summary', { hasText: 'Report' }).click();
  await accessible(page, 'the report menu');
  await page.getByLabel('Name people in ticket and HTML').check();
  await page.keyboard.press('Escape');
  assert.match((await saved(page, 'HTML report')).text, /mara\.voss@/);
  const csv = await saved(page, 'CSV of people');
  assert.equal(csv.text.trim().split('\n').length, 9);
  assert.match(csv.text, /^login,id,endState,/);
  assert.equal(JSON.parse((await saved(page, 'JSON')).text).findings.length > 0, true);
  assert.equal(JSON.parse((await saved(page, 'SARIF')).text).version, '2.1.0');
  await choose(page, 'Copy ticket text');
  await page.waitForFunction(() => document.querySelector('.page > [role=status]')?.textContent === 'Ticket text copied');
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /^# Preflight: \d+ errors/);
  none(problems, 'console problems');
  await close();

  // The file by itself: complete without a request, and accessible.
  const bare = await browser.newPage();
  const asked = [];
  bare.on('request', (request) => asked.push(request.url()));
  await bare.setContent(html.text);
  assert.ok((await bare.locator('h2').count()) >= 3);
  none(asked.filter((url) => !/^(about|data|blob):/.test(url)), 'requests');
  await accessible(bare, 'the HTML report');
  await bare.close();
});

test('script, markup and bidi controls in every string of every input stay text', async () => {
  const nasty = '"><img src=x onerror="globalThis.hacked=1"><script>globalThis.hacked=1</script>\u202E${javascript:alert(1)}';
  const hostile = join(folder, 'hostile');
  mkdirSync(hostile);
  const spoil = (value) =>
    typeof value === 'string' ? value + nasty : Array.isArray(value) ? value.map(spoil) : value && typeof value === 'object' ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, /^(id|status|type|name|signOnMode)$/.test(key) ? inner : spoil(inner)])) : value;
  const from = join(samples, 'first-day-mistakes');
  const names = readdirSync(from).filter((name) => /\.(json|xml)$/.test(name));
  for (const name of names) {
    const text = readFileSync(join(from, name), 'utf8');
    writeFileSync(join(hostile, name), name.endsWith('.json') && name !== 'scenario.json' ? JSON.stringify(spoil(JSON.parse(text)), null, 1) : text);
  }
  writeFileSync(join(hostile, `<img src=x onerror=globalThis.hacked=1>.json`), nasty);
  const { page, problems, later, close } = await openPage();
  await dropFromDisk(page, [...names, '<img src=x onerror=globalThis.hacked=1>.json'].map((name) => join(hostile, name)));
  await judged(page, names.length + 1);
  await page.getByRole('button', { name: 'Open all' }).click();
  for (const name of ['Causes', 'People', 'Sign-in', 'Egnyte settings', 'Mapping', 'Scenario']) {
    await page.locator('.tabs a', { hasText: name }).click();
    await page.waitForTimeout(100);
  }
  await page.locator('.tabs a', { hasText: 'People' }).click();
  await page.locator('.people-table tbody a').first().click();
  await page.locator('.panel .profile').waitFor();
  await page.locator('.file-name a').first().click();
  await page.locator('.file-view tr').first().waitFor();
  assert.equal(await page.evaluate(() => globalThis.hacked), undefined);
  assert.equal(await page.locator('#app img, #app script, #app iframe').count(), 0);
  const links = await page.locator('#app a[href]').evaluateAll((all) => all.map((link) => link.getAttribute('href')));
  none(links.filter((href) => !/^(#|https:\/\/[a-z0-9.-]+\/)/.test(href)), 'addresses that are not the page’s own or Okta’s API');
  none(problems, 'console problems');
  none(later(), 'requests after load');
  await close();
});
