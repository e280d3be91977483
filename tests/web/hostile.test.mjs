// Script, markup and bidi controls in every string of every input: nothing runs, nothing in the page is made of data, and
// letters from right to left turn nothing around them.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { dropFromDisk, none, root, samples } from './browser.mjs';
import { folder, openPage } from './stage.mjs';
import { tab } from './views.mjs';

const nasty = '"><img src=x onerror="globalThis.hacked=1"><script>globalThis.hacked=1</script><a href="javascript:globalThis.hacked=1">x</a>\u202e\u2067${hacked}';

/**
 * Every string, names of properties too; or those that connect nothing: the files then belong together as before, and each
 * view has people, groups and values to show.
 */
const everything = { value: () => true, key: (name) => name + nasty, attributes: /^(entityID|Location|ResponseLocation|validUntil|Binding|Name|FriendlyName|use)$/, text: () => true };
const connects = /^(id|\w*Id|login|email|userName|user|members?|type|status|scope|name|signOnMode|expression|template|pushStatus|href|role|conditions?|externalName|authType|userType|created|lastUpdated|\w*[dD]ate|subDomain|preflightScenario|now|password\w*|schemas)$/;
const bystanders = { value: (key, inside) => !connects.test(key) || (key === 'name' && inside === 'profile'), key: (name) => name, attributes: /^(Location|ResponseLocation|FriendlyName)$/, text: (element) => /Organization|Company|Name$|Surname/.test(element) };

function spoiled(value, what, key = '', inside = '') {
  if (typeof value === 'string') return what.value(key, inside) ? value + nasty : value;
  if (Array.isArray(value)) return value.map((one) => spoiled(one, what, key, inside));
  if (!value || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [what.key(name), spoiled(inner, what, name, key)]));
}
/** A value with the nasty text becomes the key of one more property: names of properties are shown, too. */
const withKeys = (value) => (value && typeof value === 'object' && !Array.isArray(value) ? { ...value, [nasty]: nasty } : value);

const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
function spoiledXml(text, what) {
  const inAttributes = text.replace(/(\s)(\w+)="([^"]*)"/g, (all, space, name, value) => (what.attributes.test(name) ? `${space}${name}="${value}${escaped(nasty)}"` : all));
  return inAttributes.replace(/<([\w:]+)([^<>]*)>([^<>]*\S[^<>]*)</g, (all, element, attributes, value) => (what.text(element) ? `<${element}${attributes}>${value}${escaped(nasty)}<` : all));
}
function spoiledCsv(text, what) {
  const [head, ...rows] = text.split('\n');
  const columns = head.split(',').map((column) => what === everything || !/user|mail|login|id|type|status|auth/i.test(column));
  const cell = (value, i) => (columns[i] ? `"${(value + nasty).replaceAll('"', '""')}"` : value);
  return [head, ...rows.map((row) => (row.trim() ? row.split(',').map(cell).join(',') : row))].join('\n');
}

function spoil(from, what) {
  const to = mkdtempSync(join(folder, 'hostile-'));
  const paths = [];
  for (const name of readdirSync(from).filter((one) => /\.(json|xml|csv)$/.test(one))) {
    const text = readFileSync(join(from, name), 'utf8');
    let made;
    if (name.endsWith('.csv')) made = spoiledCsv(text, what);
    else if (text.trimStart().startsWith('<')) made = spoiledXml(text, what);
    else made = JSON.stringify(withKeys(spoiled(JSON.parse(text), what)), null, 1);
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
  const app = document.getElementById('app') ?? document.querySelector('main');
  for (const element of app.querySelectorAll('img, script, iframe, object, embed, style, link, svg, base, meta, form[action]')) found.push(`<${element.tagName.toLowerCase()}>`);
  for (const element of app.querySelectorAll('*')) {
    for (const { name, value } of element.attributes) {
      if (/^on/.test(name) || name === 'srcdoc' || name === 'formaction') found.push(`${element.tagName} ${name}`);
      if ((name === 'href' || name === 'src') && !/^(#|https:\/\/[a-z0-9.-]+\/|blob:|preflight\.html$)/.test(value)) found.push(`${element.tagName} ${name}=${value}`);
    }
  }
  const controls = /[\u202a-\u202e\u2066-\u2069]/;
  const texts = document.createTreeWalker(app, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    // A line of a file is shown as it is, by itself.
    if (!controls.test(node.data) || !node.parentElement.checkVisibility() || node.parentElement.closest('.file-view code, .excerpt code, textarea')) continue;
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

async function dropSpoiled(page, paths) {
  await dropFromDisk(page, paths);
  await page.waitForFunction((text) => document.querySelector('.page > [role=status]')?.textContent?.startsWith(text), `${paths.length} files read`);
  await page.locator('#verdict, .failure').first().waitFor();
}

/** Calls `clean` with every view that these files have. */
async function throughViews(page, clean) {
  const unfold = (within) => page.locator(`${within} details`).evaluateAll((list) => list.forEach((one) => (one.open = true)));
  const all = page.getByRole('button', { name: 'Open all' });
  if (await all.count()) await all.click();
  await unfold('.page');
  await clean('causes and files');
  const names = (await page.locator('.tabs a').allInnerTexts()).map((text) => text.replace(/[\d,\s]+$/, ''));
  for (const name of names) {
    await tab(page, name);
    await page.waitForTimeout(150);
    await unfold('#main');
    await clean(name);
    const person = page.locator('.people-table tbody a').first();
    if (name === 'People' && (await person.count())) {
      await person.press('Enter'); // a long name reaches under the next column
      await page.locator('.panel .profile, .panel .failure, .panel .reasons').first().waitFor();
      await unfold('.panel');
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
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  await page.locator('.paper').waitFor({ state: 'attached' });
  await clean('on paper');
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));
}

/** The HTML report, with the names of people, as a file of its own: with its policy and where something takes that away. */
async function reportIsClean(page) {
  await page.locator('.menu summary', { hasText: 'Report' }).click();
  await page.getByLabel('Name people in ticket and HTML').check();
  const [download] = await Promise.all([page.waitForEvent('download'), page.locator('.menu').getByRole('button', { name: 'HTML report' }).click()]);
  const html = readFileSync(await download.path(), 'utf8');
  assert.ok(html.includes('globalThis.hacked'), 'the report tells of the spoiled values');
  const policy = /<meta http-equiv="Content-Security-Policy"[^>]*>/;
  assert.match(html, policy);
  for (const [look, text] of [
    ['with its policy', html],
    ['without its policy', html.replace(policy, '')],
  ]) {
    const report = await page.context().newPage();
    const asked = [];
    report.on('request', ({ url }) => asked.push(url()));
    await report.setContent(text);
    none(await report.evaluate(faults), `the report, ${look}`);
    none(await report.locator('a[href], area[href], form').evaluateAll((all) => all.map((one) => one.outerHTML)), `the report, ${look}: links`);
    assert.equal(await report.evaluate(() => globalThis.hacked), undefined, look);
    assert.equal(await report.locator('head > *').evaluateAll((all) => all.filter((one) => !/^(META|TITLE|STYLE)$/.test(one.tagName)).length), 0);
    none(asked, `the report, ${look}: requests`);
    await report.close();
  }
}

const given = [
  ...['healthy', 'first-day-mistakes', 'support-case'].map((name) => [`the sample ${name}`, join(samples, name)]),
  ['a company with groups', join(root, 'tests/scenarios/company')],
];
for (const [title, from] of given) {
  for (const [look, what] of [
    ['every string spoiled', everything],
    ['spoiled where nothing connects', bystanders],
  ]) {
    test(`${title}, ${look}: what is given stays text`, async () => {
      const { page, problems, later, close } = await openPage({ acceptDownloads: true });
      const clean = async (view) => {
        none(await page.evaluate(faults), view);
        assert.equal(await page.evaluate(() => globalThis.hacked), undefined, view);
      };
      const counted = async (paths) => {
        await dropSpoiled(page, paths);
        const counts = (await page.locator('.tabs a').allInnerTexts()).map((text) => text.replace(/\s+/g, ' '));
        return counts.filter((text) => /People|Groups/.test(text));
      };
      const counts = await counted(spoil(from, what));
      await throughViews(page, clean);
      await page.evaluate((text) => {
        const data = new DataTransfer();
        data.setData('text/plain', text);
        document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }));
      }, `Automatic provisioning of user ${nasty} to app ${nasty} failed: Errors reported by remote server: userName: Invalid user name ${nasty}`);
      await page.locator('.explanation').waitFor();
      await clean('a pasted error');
      await reportIsClean(page);
      if (what === bystanders) {
        // The files still belong together.
        await page.getByRole('button', { name: 'Start over' }).click();
        await page.locator('.start').waitFor();
        const untouched = { value: () => false, key: (name) => name, attributes: /^$/, text: () => false };
        assert.deepEqual(counts, await counted(spoil(from, untouched)));
      }
      none(problems, 'console problems');
      none(later(), 'requests after load');
      await close();
    });
  }
}
