// Script, markup and bidi controls in every string of every input: nothing runs, nothing in the page is made of data, and
// letters from right to left turn nothing around them.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { dropFromDisk, none, root, samples } from './browser.mjs';
import { folder, openPage } from './stage.mjs';
import { tab } from './views.mjs';

const nasty = '"><img src=x onerror="globalThis.hacked=1"><script>globalThis.hacked=1</script><a href="javascript:globalThis.hacked=1">x</a>\u202e\u2067${hacked}';

function spoiled(value) {
  if (typeof value === 'string') return value + nasty;
  if (Array.isArray(value)) return value.map(spoiled);
  if (!value || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key + nasty, spoiled(inner)]));
}
/** A value with the nasty text becomes the key of one more property: names of properties are shown, too. */
const withKeys = (value) => (value && typeof value === 'object' && !Array.isArray(value) ? { ...value, [nasty]: nasty } : value);

const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
function spoiledXml(text) {
  const inAttributes = text.replace(/(\s)(entityID|Location|ResponseLocation|validUntil|Binding|Name|FriendlyName|use)="([^"]*)"/g, (_, space, name, value) => `${space}${name}="${value}${escaped(nasty)}"`);
  return inAttributes.replace(/>([^<>]*\S[^<>]*)</g, (_, value) => `>${value}${escaped(nasty)}<`);
}
const spoiledCsv = (text) =>
  text
    .split('\n')
    .map((line, row) => (row === 0 || !line.trim() ? line : line.split(',').map((cell) => `"${(cell + nasty).replaceAll('"', '""')}"`).join(',')))
    .join('\n');

function spoil(from) {
  const to = mkdtempSync(join(folder, 'hostile-'));
  const paths = [];
  for (const name of readdirSync(from).filter((one) => /\.(json|xml|csv)$/.test(one))) {
    const text = readFileSync(join(from, name), 'utf8');
    let made;
    if (name.endsWith('.csv')) made = spoiledCsv(text);
    else if (text.trimStart().startsWith('<')) made = spoiledXml(text);
    else made = JSON.stringify(withKeys(spoiled(JSON.parse(text))), null, 1);
    // Not a slash: it would be a folder.
    const path = join(to, `${nasty.replaceAll('/', '∕').slice(0, 60)}${name}`);
    writeFileSync(path, made);
    paths.push(path);
  }
  return paths;
}

/** What in the page could be made of data, and data that is not isolated from the page's words. */
function faults() {
  const found = [];
  const app = document.getElementById('app');
  for (const element of app.querySelectorAll('img, script, iframe, object, embed, style, link, svg, base, meta, form[action]')) found.push(`<${element.tagName.toLowerCase()}>`);
  for (const element of app.querySelectorAll('*')) {
    for (const { name, value } of element.attributes) {
      if (/^on/.test(name) || name === 'srcdoc' || name === 'formaction') found.push(`${element.tagName} ${name}`);
      if ((name === 'href' || name === 'src') && !/^(#|https:\/\/[a-z0-9.-]+\/|blob:)/.test(value)) found.push(`${element.tagName} ${name}=${value}`);
    }
  }
  const controls = /[\u202a-\u202e\u2066-\u2069]/;
  const texts = document.createTreeWalker(app, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    // A file is shown as it is, each line by itself.
    if (!controls.test(node.data) || !node.parentElement.checkVisibility() || node.parentElement.closest('.file-view code, textarea')) continue;
    // Up to where a direction ends: an isolated element, or a block.
    let edge = node.parentElement;
    const isEdge = (element) => {
      const { unicodeBidi, display } = getComputedStyle(element);
      return /isolate|plaintext/.test(unicodeBidi) || !/^(inline|contents)/.test(display) || ['TEXTAREA', 'OPTION', 'BUTTON'].includes(element.tagName);
    };
    while (edge !== app && !isEdge(edge)) edge = edge.parentElement;
    // Words of the page behind the data, on the same line of text.
    const after = document.createRange();
    after.setStartAfter(node);
    after.setEnd(edge, edge.childNodes.length);
    const rest = after.toString().trim();
    const own = node.data.slice(node.data.lastIndexOf('hacked}') + 7);
    if (/[\p{L}\d]/u.test(own + rest)) found.push(`not isolated in <${edge.tagName.toLowerCase()} class="${edge.className}">: …${node.data.slice(-40)} | ${rest.slice(0, 60)}`);
  }
  return [...new Set(found)];
}

for (const [title, from] of [
  ...['healthy', 'first-day-mistakes', 'support-case'].map((name) => [`the sample ${name}`, join(samples, name)]),
  ['a company with groups', join(root, 'tests/scenarios/company')],
]) {
  test(`${title}, spoiled: what is given stays text`, async () => {
    const { page, problems, later, close } = await openPage();
    const clean = async (view) => {
      none(await page.evaluate(faults), view);
      assert.equal(await page.evaluate(() => globalThis.hacked), undefined, view);
    };
    const paths = spoil(from);
    await dropFromDisk(page, paths);
    await page.waitForFunction((text) => document.querySelector('.page > [role=status]')?.textContent?.startsWith(text), `${paths.length} files read`);
    await page.locator('#verdict, .failure').first().waitFor();
    const all = page.getByRole('button', { name: 'Open all' });
    if (await all.count()) await all.click();
    await page.locator('details').evaluateAll((list) => list.forEach((one) => (one.open = true)));
    await clean('causes and files');
    const names = (await page.locator('.tabs a').allInnerTexts()).map((text) => text.replace(/[\d,\s]+$/, ''));
    for (const name of names) {
      await tab(page, name);
      await page.waitForTimeout(150);
      await page.locator('#main details').evaluateAll((list) => list.forEach((one) => (one.open = true)));
      await clean(name);
      const person = page.locator('.people-table tbody a').first();
      if (name === 'People' && (await person.count())) {
        await person.click();
        await page.locator('.panel .profile, .panel .failure, .panel .reasons').first().waitFor();
        await page.locator('.panel details').evaluateAll((list) => list.forEach((one) => (one.open = true)));
        await clean('a person');
      }
      const expression = page.locator('.listed').getByRole('button', { name: /Try in the lab/ }).first();
      if (name === 'Mapping' && (await expression.count())) {
        await expression.click();
        await page.getByLabel('Expression', { exact: true }).fill(nasty);
        await page.locator('.lab-answer').waitFor();
        await clean('the lab');
      }
    }
    for (const link of await page.locator('.file-list .file-name a').all()) {
      await link.click();
      await page.locator('.file-view tr').first().waitFor();
      await clean('a file');
    }
    await page.evaluate((text) => {
      const data = new DataTransfer();
      data.setData('text/plain', text);
      document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }));
    }, `Automatic provisioning of user ${nasty} to app ${nasty} failed: Errors reported by remote server: userName: Invalid user name ${nasty}`);
    await page.locator('.explanation').waitFor();
    await clean('a pasted error');
    none(problems, 'console problems');
    none(later(), 'requests after load');
    await close();
  });
}
