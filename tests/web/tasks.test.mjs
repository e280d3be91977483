// What people come for, counted in interactions: a drop, a click, a filled field, one screen of scrolling. The hand below
// clicks where a person would: at a place on the screen that shows the control, which it scrolls to when it must.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { dropFromDisk, judged, loadSample, none, root } from './browser.mjs';
import { makeCrowd, settings } from './crowd.mjs';
import { folder, openPage } from './stage.mjs';

const files = [...settings, 'users.json', 'app-users.json'];
// Every tenth of 1,000 people has a username with @.
const firm = join(folder, 'firm');
// All of them have: it is the username format.
const wholeAddress = join(folder, 'whole-address');

before(() => {
  const withAddress = (every) => (i, user, assigned) => i % every === 0 && (assigned.credentials = { userName: user.profile.login });
  makeCrowd(firm, 1000, withAddress(10));
  makeCrowd(wholeAddress, 1000, withAddress(1));
  const path = join(wholeAddress, 'app.json');
  const app = JSON.parse(readFileSync(path, 'utf8'));
  app.credentials.userNameTemplate = { template: '${source.login}', type: 'BUILT_IN' };
  writeFileSync(path, JSON.stringify(app, null, 2));
});

class Hand {
  interactions = 0;
  constructor(page) {
    this.page = page;
  }

  /** Waits until it is there, and scrolls until its top is on the screen. */
  async see(locator) {
    await locator.waitFor();
    const { height } = this.page.viewportSize();
    for (let screens = 0; ; screens++) {
      const box = await locator.boundingBox();
      if (box.y >= 0 && box.y + Math.min(box.height, 24) <= height) return box;
      assert.ok(screens < 20, 'scrolling never brings it into view');
      this.interactions += 1;
      await this.page.mouse.move(900, height / 2);
      await this.page.mouse.wheel(0, box.y < 0 ? -height : height);
      await this.page.waitForTimeout(150);
    }
  }

  async click(locator) {
    const box = await this.see(locator);
    this.interactions += 1;
    const { height } = this.page.viewportSize();
    await this.page.mouse.click(box.x + Math.min(box.width / 2, 200), (box.y + Math.min(box.y + box.height, height)) / 2);
  }

  async fill(locator, text) {
    const box = await this.see(locator);
    this.interactions += 1;
    await this.page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    await this.page.keyboard.press('Control+A');
    await this.page.keyboard.insertText(text);
  }

  async drop(paths) {
    this.interactions += 1;
    await dropFromDisk(this.page, paths);
  }

  /** Clicks what saves a file and gives its text. */
  async save(locator) {
    const [download] = await Promise.all([this.page.waitForEvent('download'), this.click(locator)]);
    return readFileSync(await download.path(), 'utf8');
  }

  atMost(count) {
    assert.ok(this.interactions <= count, `${this.interactions} interactions, of at most ${count}`);
  }
}

const tab = (page, name) => page.locator('.tabs a', { hasText: name });
const mappingOf = (page, title) => page.locator('.listed', { has: page.locator('h3', { hasText: new RegExp(`^${title}$`) }) }).getByRole('button', { name: /Try in the lab/ });
const clipboard = (page) => page.evaluate(() => navigator.clipboard.readText());
const copied = (page, pattern) => page.waitForFunction(async (text) => new RegExp(text).test(await navigator.clipboard.readText()), pattern.source);

async function withFiles(from) {
  const opened = await openPage({ acceptDownloads: true });
  await opened.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await dropFromDisk(opened.page, files.map((name) => join(from, name)));
  await judged(opened.page, files.length);
  return { ...opened, hand: new Hand(opened.page) };
}

test('who is refused and why: 2', async () => {
  const { page, problems, hand, close } = await withFiles(firm);
  await hand.click(page.locator('.legend button', { hasText: 'refused' }));
  await page.waitForFunction(() => document.querySelector('.shown-count')?.textContent === '100 of 1,000 people');
  const row = page.locator('.people-table tbody tr').first();
  await hand.see(row);
  const [name, state, why] = await row.locator('th a, td').allInnerTexts();
  assert.equal(name, 'Ada N00010');
  assert.equal(state, 'refused');
  assert.match(why, /10\.p@tidewater-carto\.example/);
  hand.atMost(2);
  none(problems, 'console problems');
  await close();
});

test('the fix for the username format shows without scrolling', async () => {
  const { page, hand, close } = await withFiles(wholeAddress);
  const fix = page.locator('.fix', { hasText: 'Application username format' }).first();
  const box = await hand.see(fix);
  assert.ok(box.y + box.height <= 900, `the fix ends at ${box.y + box.height}`);
  hand.atMost(0);
  await close();
});

test('the fix for the username format shows without scrolling in the sample, where it is the second cause', async () => {
  const { page, close } = await openPage();
  await loadSample(page, 'First-day mistakes');
  const hand = new Hand(page);
  const fix = page.locator('.finding-body:not([hidden]) .fix', { hasText: 'Application username format' }).first();
  const box = await hand.see(fix);
  assert.ok(box.y + box.height <= 900, `the fix ends at ${box.y + box.height}`);
  hand.atMost(0);
  await close();
});

test('who changes when an expression changes: 3', async () => {
  const { page, problems, hand, close } = await withFiles(firm);
  await hand.click(tab(page, 'Mapping'));
  await hand.click(mappingOf(page, 'User type'));
  await hand.fill(page.getByLabel('Expression', { exact: true }), '"Superuser"');
  const changed = page.locator('.changed');
  await hand.see(changed.locator('tbody tr').first());
  assert.match(await changed.innerText(), /works 900 → 0[\s\S]*Ada N00001\s+works → refused/);
  hand.atMost(3);
  // What does not parse is not tried out; the text of the files is not a change.
  await hand.fill(page.getByLabel('Expression', { exact: true }), '"Super" +');
  await page.locator('.lab-answer .fails').waitFor();
  assert.equal(await changed.count(), 1);
  await page.getByRole('button', { name: 'Reset' }).click();
  await changed.waitFor({ state: 'detached' });
  none(problems, 'console problems');
  await close();
});

test('ticket text: of a cause 1, of everything 2', async () => {
  const { page, hand, close } = await withFiles(wholeAddress);
  await hand.click(page.getByRole('button', { name: 'Copy ticket text the ticket text of cause 1' }));
  await copied(page, /The username format keeps the whole/);
  assert.match(await clipboard(page), /Fix: [\s\S]*1\. Okta Admin Console/);
  hand.atMost(1);
  hand.interactions = 0;
  await hand.click(page.locator('.menu summary', { hasText: 'Report' }));
  await hand.click(page.locator('.menu').getByRole('button', { name: 'Copy ticket text', exact: true }));
  await copied(page, /^# Preflight/);
  hand.atMost(2);
  await close();
});

test('the file, marked at the place: 2', async () => {
  const { page, hand, close } = await withFiles(wholeAddress);
  await hand.click(page.locator('.finding-body:not([hidden]) .excerpt a').first());
  const line = page.locator('.file-view tr[aria-current]');
  await hand.see(line);
  assert.match(await line.innerText(), /"template": "\$\{source\.login\}"/);
  hand.atMost(2);
  await close();
});

test('the corrected mapping: 4', async () => {
  const { page, hand, close } = await withFiles(firm);
  await hand.click(tab(page, 'Mapping'));
  await hand.click(mappingOf(page, 'User type'));
  await hand.fill(page.getByLabel('Expression', { exact: true }), '"standard"');
  const saved = JSON.parse(await hand.save(page.getByRole('button', { name: 'Download corrected profile-mapping.json' })));
  assert.equal(saved.properties.userType.expression, '"standard"');
  const given = JSON.parse(readFileSync(join(firm, 'profile-mapping.json'), 'utf8'));
  assert.deepEqual(Object.keys(saved.properties), Object.keys(given.properties));
  hand.atMost(4);
  await close();
});

test('the groups: 1', async () => {
  const { page, close } = await openPage();
  const company = (name) => join(root, 'tests/scenarios/company', name);
  const own = (name) => join(root, 'tests/scenarios/member-who-is-not-assigned', name);
  const members = own('group-members-00gSales000000000001.json');
  const common = ['app-users.json', 'egnyte-users.json', 'mapping.json', 'policies.json', 'scenario.json', 'users.json'].map(company);
  await dropFromDisk(page, [...common, own('app.json'), own('groups.json'), own('group-push.json'), members]);
  await judged(page, 10);
  const hand = new Hand(page);
  await hand.click(tab(page, 'Groups'));
  const group = page.locator('.groups summary').first();
  await hand.see(group);
  assert.match(await group.innerText(), /Sales · created · 1 member, 1 left out/);
  hand.atMost(1);
  await close();
});

test('from an empty page, links to all exports of my org: 2', async () => {
  const { page, later, close } = await openPage();
  const hand = new Hand(page);
  await hand.click(page.locator('summary', { hasText: 'I have no files yet' }));
  const open = page.locator('.no-files[open]');
  await hand.fill(open.getByLabel('Host name of your Okta org'), 'https://acme-admin.okta.com/admin/app/egnyte/instance/0oa1b2c3d4E5f6G7h8i9/#tab-general');
  await open.locator('.exports a').first().waitFor();
  const links = await open.locator('.exports a').evaluateAll((all) => all.map(({ href }) => href));
  hand.atMost(2);
  none(links.filter((href) => !href.startsWith('https://acme.okta.com/api/v1/')), 'addresses elsewhere');
  for (const part of ['/apps?q=egnyte', '/mappings?targetId=0oa1b2c3d4E5f6G7h8i9', '/apps/0oa1b2c3d4E5f6G7h8i9/users', '/users?', '/sso/saml/metadata', '/meta/schemas/apps/0oa1b2c3d4E5f6G7h8i9/default', '/policies?type=PASSWORD'])
    assert.ok(links.some((href) => href.includes(part)), `${part} in ${links.join('\n')}`);
  // One mapping has an id that only its list tells: the address becomes a link when the list is given.
  const rest = await open.locator('.exports .call code').allInnerTexts();
  assert.deepEqual(rest, ['GET /api/v1/mappings/{prm…}']);
  await open.getByLabel('The script').waitFor();
  assert.match(await open.getByLabel('The script').inputValue(), /0oa1b2c3d4E5f6G7h8i9/);
  none(later(), 'requests');
  await close();
});

test('from an empty page to the corrected mapping and the ticket text: 12', async () => {
  const { page, problems, later, close } = await openPage({ acceptDownloads: true });
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const hand = new Hand(page);
  await hand.drop(files.map((name) => join(firm, name)));
  await judged(page, files.length);
  await hand.click(tab(page, 'Mapping'));
  await hand.click(mappingOf(page, 'User type'));
  await hand.fill(page.getByLabel('Expression', { exact: true }), '"standard"');
  const saved = await hand.save(page.getByRole('button', { name: 'Download corrected profile-mapping.json' }));
  assert.match(saved, /\\"standard\\"/);
  await hand.click(page.locator('.menu summary', { hasText: 'Report' }));
  await hand.click(page.locator('.menu').getByRole('button', { name: 'Copy ticket text', exact: true }));
  await copied(page, /^# Preflight/);
  hand.atMost(12);
  none(problems, 'console problems');
  none(later(), 'requests');
  await close();
});
