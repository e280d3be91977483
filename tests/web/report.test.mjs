// Reports are the core's and leave the page as files or through the clipboard.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { accessible, loadSample, none } from './browser.mjs';
import { browser, openPage } from './stage.mjs';

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
