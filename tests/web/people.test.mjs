// Ten thousand people: any of them can be found and opened, and the page holds a few pages of them at a time.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { dropFromDisk, judged, none } from './browser.mjs';
import { makeCrowd, settings } from './crowd.mjs';
import { folder, openPage } from './stage.mjs';

const count = 10_000;
const crowd = join(folder, 'crowd');

// Every hundredth is suspended, so that Okta sends nothing for them.
before(() => makeCrowd(crowd, count, (i, user) => i % 100 || (user.status = 'SUSPENDED')));

/** Keeps in `handed` how many people each answer of the core brought. */
function countHanded() {
  globalThis.handed = [];
  globalThis.Worker = class extends globalThis.Worker {
    constructor(...given) {
      super(...given);
      this.addEventListener('message', ({ data }) => {
        if (data.people) globalThis.handed.push(JSON.parse(data.people).rows.length);
      });
    }
  };
}

const handed = (page) => page.evaluate(() => globalThis.handed);
const rows = (page, number) => page.waitForFunction((n) => document.querySelectorAll('.people-table tbody th').length === n, number);
const shown = (page, text) => page.waitForFunction((wanted) => document.querySelector('.shown-count')?.textContent === wanted, text);
const first = (page, name) => page.waitForFunction((wanted) => document.querySelector('.people-table tbody a')?.textContent === wanted, name);
const focused = (page, name) => page.waitForFunction((wanted) => document.activeElement?.textContent === wanted, name);
const chip = (page, name) => page.getByRole('group', { name: 'State' }).getByRole('button', { name });

async function withCrowd() {
  const opened = await openPage({ before: countHanded });
  await dropFromDisk(opened.page, [crowd]);
  await judged(opened.page, settings.length + 2);
  return opened;
}

test('10,000 people: scroll, search, filter, sort, open by keyboard', async () => {
  const { page, problems, close } = await withCrowd();
  assert.deepEqual(await handed(page), [0], 'a verdict brings counts, nobody in particular');
  assert.match(await page.locator('.legend').innerText(), /works\s+9,900\s+nothing sent\s+100/);
  await page.locator('.tabs a', { hasText: 'People' }).click();
  await first(page, 'Ada N00001');
  assert.equal(await page.locator('.people-table').getAttribute('aria-rowcount'), '10001');
  assert.ok((await page.locator('.people-table tbody tr').count()) < 100, 'only what is in view is in the document');

  // Rows to come are as high as rows that are there, so nothing moves when they arrive.
  const scrollTo = (share) =>
    page.evaluate(async (part) => {
      const box = document.querySelector('.table-box');
      const height = box.scrollHeight;
      box.scrollTop = height * part;
      await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
      return [height, box.scrollHeight];
    }, share);
  for (const share of [0.5, 0.2, 0.8, 1]) {
    const [early, late] = await scrollTo(share);
    assert.ok(Math.abs(late - early) <= 1, `${early}, then ${late} px high`);
    await page.waitForFunction(() => document.querySelector('.people-table tbody th') && !document.querySelector('.to-come'));
  }
  await page.locator('tr[aria-rowindex="10001"] a', { hasText: 'Ada N10000' }).waitFor();
  const rowHeight = await page.evaluate(() => document.querySelector('tr[aria-rowindex="10001"]').getBoundingClientRect().height);
  assert.equal(rowHeight, 36);

  await page.locator('#people-search').fill('n04242');
  await rows(page, 1);
  await shown(page, '1 of 10,000 people');
  await page.locator('#people-search').fill('');
  await shown(page, '10,000 people');
  await first(page, 'Ada N00001'); // back at the beginning

  await chip(page, /nothing sent/).click();
  await shown(page, '100 of 10,000 people');
  await rows(page, 100);
  await first(page, 'Ada N00100');
  const byName = page.getByRole('button', { name: 'Name', exact: true });
  await byName.click();
  await byName.click();
  await first(page, 'Ada N10000');
  assert.equal(await page.locator('.people-table thead th').first().getAttribute('aria-sort'), 'descending');

  // Enter does not wait for the pause after typing.
  await page.keyboard.press('/');
  await page.keyboard.type('n00300');
  await page.keyboard.press('Enter');
  await focused(page, 'Ada N00300');
  await page.keyboard.press('Enter');
  await page.locator('.panel .sentence').waitFor();
  assert.match(await page.locator('.panel').innerText(), /^Ada N00300/);
  // The open person stays open without being in the list.
  await chip(page, /nothing sent/).click();
  await chip(page, /works/).click();
  await shown(page, '0 of 10,000 people');
  assert.match(await page.locator('.panel').innerText(), /^Ada N00300/);
  await page.getByRole('button', { name: 'Show all' }).click();
  await shown(page, '10,000 people');
  await page.keyboard.press('Escape');
  await page.locator('.panel').waitFor({ state: 'detached' });
  // The table has gone to the row that was open, in the middle of it.
  await focused(page, 'Ada N00300');
  await page.keyboard.press('k');
  await focused(page, 'Ada N00301');

  const answers = await handed(page);
  assert.ok(Math.max(...answers) <= 100, `pages, not lists: ${answers}`);
  const sum = answers.reduce((a, b) => a + b);
  assert.ok(sum <= count / 4, `${sum} rows handed over`);
  none(problems, 'console problems');
  await close();
});

test('10,000 people: j beyond the page that was read, a person by address, the lab', async () => {
  const { page, problems, close } = await withCrowd();
  await page.evaluate(() => (location.hash = '#people'));
  await first(page, 'Ada N00001');
  for (let i = 0; i < 130; i++) await page.keyboard.press('j');
  await focused(page, 'Ada N00131');
  assert.equal(await page.evaluate(() => document.activeElement.closest('tr').ariaRowIndex), '132');

  // Somebody who is in no page that was read.
  await page.locator('#people-search').fill('n07131');
  await first(page, 'Ada N07131');
  const address = await page.locator('.people-table tbody a').getAttribute('href');
  await page.locator('#people-search').fill('');
  await first(page, 'Ada N00001');
  await page.evaluate((hash) => (location.hash = hash), address);
  await page.locator('.panel h2', { hasText: 'Ada N07131' }).waitFor();
  await page.evaluate(() => document.activeElement.blur());
  await page.keyboard.press('j');
  await page.locator('.panel h2', { hasText: 'Ada N07132' }).waitFor();
  await focused(page, 'Ada N07132');

  // A thousand other logins end in this one, and many of them come first in the alphabet.
  await page.locator('.tabs a', { hasText: 'Mapping' }).click();
  await page.getByLabel('Expression', { exact: true }).fill('user.lastName');
  await page.getByLabel('For the person with the login').fill('1.P@tidewater-carto.example');
  await page.waitForFunction(() => document.querySelector('.lab-value')?.textContent?.startsWith('"N00001"'));
  assert.equal(await page.locator('datalist option').count(), 20);
  await page.getByLabel('For the person with the login').fill('nobody.at.all');
  await page.locator('.unsure', { hasText: 'None of the given people has this login.' }).waitFor();

  const sum = (await handed(page)).reduce((a, b) => a + b);
  assert.ok(sum <= count / 10, `${sum} rows handed over`);
  none(problems, 'console problems');
  await close();
});
