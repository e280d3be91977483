// The faults of the first version of the page, one test each: none may come back. With a firm of 1,000 people: every tenth
// has a username with @ (PF5002), and every hundredth of the others is suspended.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { accessible, dropFromDisk, judged, loadSample, none, samples } from './browser.mjs';
import { makeCrowd, settings } from './crowd.mjs';
import { folder, openPage } from './stage.mjs';

const firm = join(folder, 'firm');
const file = (name) => join(firm, name);
const made = (name, text) => {
  mkdirSync(join(folder, 'made'), { recursive: true });
  writeFileSync(join(folder, 'made', name), text);
  return join(folder, 'made', name);
};

before(() =>
  makeCrowd(firm, 1000, (i, user, assigned) => {
    if (i % 10 === 0) assigned.credentials = { userName: user.profile.login };
    if (i % 100 === 1) user.status = 'SUSPENDED';
  }),
);

async function withFirm(options) {
  const opened = await openPage(options);
  await dropFromDisk(opened.page, [...settings, 'users.json', 'app-users.json'].map(file));
  await judged(opened.page, settings.length + 2);
  return opened;
}
const tab = (page, name) => page.locator('.tabs a', { hasText: name }).click();
const row = (page, name) => page.locator('.file-list > li').filter({ has: page.locator('.file-name', { hasText: new RegExp(`^${name.replace(/[.()]/g, '\\$&')}$`) }) });
const said = (page, part) => page.waitForFunction((text) => document.querySelector('.page > [role=status]')?.textContent?.includes(text), part);
const verdict = (page) => page.locator('#verdict').innerText();

test('F1 a second copy of one object is joined, and its line says what became of it', async () => {
  const { page, problems, close } = await withFirm();
  const app = JSON.parse(readFileSync(file('app.json'), 'utf8'));
  const older = made('old-app.json', JSON.stringify({ ...app, lastUpdated: '2001-01-01T00:00:00.000Z', label: 'The old label' }));
  await dropFromDisk(page, [older]);
  await judged(page, settings.length + 3);
  const told = `${await row(page, 'old-app.json').innerText()} ${await page.locator('.findings').innerText()}`;
  assert.match(told, /old-app\.json/);
  assert.match(told, /older copy|not used|different|copies|given twice|another copy/i);
  // A page of a list that has the name of the first page is kept beside it.
  const people = JSON.parse(readFileSync(file('users.json'), 'utf8'));
  await dropFromDisk(page, [made('users.json', JSON.stringify(people.slice(0, 3).map((one, i) => ({ ...one, id: `00uextra${i}`, profile: { ...one.profile, login: `extra${i}@x.example` } }))))]);
  await row(page, 'users (2).json').waitFor();
  assert.equal(await row(page, 'users.json').count(), 1);
  none(problems, 'console problems');
  await close();
});

test('F2 headline, bar, chips and table say the same, also in a narrow window', async () => {
  const { page, close } = await withFirm({ viewport: { width: 390, height: 844 } });
  const legend = Object.fromEntries((await page.locator('.legend button').allInnerTexts()).map((text) => text.trim().split(/\s+(?=[\d,]+$)/)));
  assert.deepEqual(Object.values(legend).map((count) => Number(count.replace(',', ''))).reduce((a, b) => a + b), 1000);
  assert.equal(legend.refused, '100');
  assert.match(await verdict(page), /^Egnyte will reject 100 of 1,000 people\./);
  await tab(page, 'People');
  await page.locator('.people-table tbody th').first().waitFor();
  const chips = Object.fromEntries((await page.getByRole('group', { name: 'State' }).getByRole('button').allInnerTexts()).map((text) => text.trim().split(/\s+(?=[\d,]+$)/)));
  assert.deepEqual(chips, legend);
  await accessible(page, 'people in a narrow window');
  for (const [state, count] of Object.entries(chips)) {
    await page.getByRole('group', { name: 'State' }).getByRole('button', { name: state }).click();
    await page.waitForFunction((text) => document.querySelector('.shown-count')?.textContent === text, `${count} of 1,000 people`);
    assert.equal(await page.locator('.people-table tbody .c-state').first().innerText(), state, 'the narrow table has the state');
    await page.getByRole('group', { name: 'State' }).getByRole('button', { name: state }).click();
  }
  await close();
});

test('F2 a cause that hits everybody caps the verdict and comes first', async () => {
  const { page, close } = await withFirm();
  const app = JSON.parse(readFileSync(file('app.json'), 'utf8'));
  app.settings.app.subDomain = 'tidewater.egnyte.com';
  await dropFromDisk(page, [made('app.json', JSON.stringify(app))]);
  await page.waitForFunction(() => document.querySelector('#verdict')?.textContent?.startsWith('Nobody will be able to use Egnyte'));
  assert.match(await verdict(page), /There is 1 more cause\./);
  assert.match(await page.locator('.finding-head').first().innerText(), /Subdomain[\s\S]*holds back 990 people/);
  assert.doesNotMatch(await page.locator('.legend').innerText(), /works/);
  await close();
});

test('F3 everything that was given can be taken away', async () => {
  const { page, close } = await withFirm();
  for (const name of [...settings, 'users.json', 'app-users.json']) await page.getByRole('button', { name: `Remove ${name}`, exact: true }).click();
  await page.locator('.start').waitFor();
  await close();
});

test('F4 a place leads into the file, also a large one', async () => {
  const { page, problems, close } = await openPage();
  const large = makeCrowd(join(folder, 'large'), 5000, (i, user, assigned) => i === 5000 && (assigned.credentials = { userName: user.profile.login }), 2);
  await dropFromDisk(page, [...settings, 'users.json', 'app-users.json'].map((name) => join(large, name)));
  await judged(page, settings.length + 2);
  const head = page.locator('.finding-head', { hasText: '5000.p@tidewater-carto.example' });
  if ((await head.getAttribute('aria-expanded')) !== 'true') await head.click();
  await page.locator('.excerpt a', { hasText: /^app-users\.json:\d{5,}:/ }).first().click();
  await page.locator('.file-view tr[aria-current]').waitFor();
  assert.match(await page.locator('.file-view tr[aria-current] code').innerText(), /"userName": "5000\.p@tidewater-carto\.example"/);
  assert.match(await page.locator('.file-view tr[aria-current] .margin').first().innerText(), /PF5002/);
  assert.ok((await page.locator('.file-view tr').count()) < 1000, 'only lines around the place are in the document');
  await accessible(page, 'a file');
  await page.getByRole('button', { name: 'Back' }).click();
  await page.locator('.findings').waitFor();

  // The same on one line of megabytes, as APIs answer: around the place, and the place is marked.
  await page.getByRole('button', { name: 'Start over' }).click();
  const flat = makeCrowd(join(folder, 'flat'), 5000, (i, user, assigned) => i === 5000 && (assigned.credentials = { userName: user.profile.login }));
  await dropFromDisk(page, [...settings, 'users.json', 'app-users.json'].map((name) => join(flat, name)));
  await judged(page, settings.length + 2);
  if ((await head.getAttribute('aria-expanded')) !== 'true') await head.click();
  await page.locator('.excerpt a', { hasText: /^app-users\.json:1:\d{6,}$/ }).first().click();
  await page.locator('.file-view tr[aria-current] mark').waitFor();
  assert.match(await page.locator('.file-view tr[aria-current] mark').innerText(), /^"?5000\.p@tidewater-carto\.example"?$/);
  assert.ok((await page.locator('.file-view tr[aria-current] code').innerText()).length < 2100);
  none(problems, 'console problems');
  await close();
});

test('F5 the first fix shows without scrolling, effects are with their cause', async () => {
  const { page, close } = await openPage();
  await loadSample(page, 'First-day mistakes');
  const fix = await page.locator('.finding-body:not([hidden]) .fix ol').first().boundingBox();
  assert.ok(fix.y + fix.height <= 900, `the fix ends at ${fix.y + fix.height}`);
  const verdictBox = await page.locator('.summary').boundingBox();
  assert.ok(verdictBox.height <= 120, `the verdict takes ${verdictBox.height} px`);
  const head = page.locator('.finding-head', { hasText: 'username format keeps the whole' });
  if ((await head.getAttribute('aria-expanded')) !== 'true') await head.click();
  assert.match(await page.locator('.finding', { has: head }).locator('.effects').innerText(), /PF5002/);
  assert.equal(await page.locator('.finding-head', { hasText: 'username with @' }).count(), 0, 'an effect is not a cause');
  // What the verdict counts is what the list calls causes.
  assert.match(await page.locator('#verdict').innerText(), /There are 5 more causes/);
  assert.deepEqual((await page.locator('.findings h2').allInnerTexts()).slice(0, 2).map((text) => text.replace(/\s+/g, ' ')), ['Causes 6', 'Other problems 3']);
  assert.equal(await page.locator('.finding', { has: head }).locator('.correction strong').innerText(), 'no effect until what stops everybody is fixed');
  await close();
});

test('F6 opening somebody among 1,000 leaves the table whole', async () => {
  const { page, close } = await withFirm();
  await tab(page, 'People');
  await page.locator('.people-table tbody a', { hasText: 'Ada N00005' }).click();
  await page.locator('.panel .profile').waitFor();
  const boxes = await page.evaluate(() => [...document.querySelectorAll('.people-table tbody tr:not(.spacer)')].map((line) => line.getBoundingClientRect().height));
  assert.deepEqual([...new Set(boxes)], [36]);
  const [table, panel] = await Promise.all([page.locator('.table-box').boundingBox(), page.locator('.panel').boundingBox()]);
  assert.ok(table.x + table.width <= panel.x, 'beside each other');
  const columns = await page.evaluate(() => [...document.querySelectorAll('.people-table thead th')].filter((head) => head.checkVisibility()).map((head) => head.getBoundingClientRect().width));
  assert.ok(columns[0] > 150, `names have ${columns[0]} px`);
  assert.ok(columns.reduce((sum, width) => sum + width) > table.width - 24, 'the columns fill the table');
  assert.equal(await page.locator('.people-table').getAttribute('aria-rowcount'), '1001');
  await close();
});

test('F7 the reason is a sentence, and every word on screen is found', async () => {
  const { page, close } = await withFirm();
  await tab(page, 'People');
  await page.getByRole('group', { name: 'State' }).getByRole('button', { name: 'refused' }).click();
  await page.waitForFunction(() => document.querySelector('.shown-count')?.textContent === '100 of 1,000 people');
  const cells = await page.locator('.people-table tbody tr').first().locator('th a, td').allInnerTexts();
  assert.match(cells[2], /^[A-Z].* .*\.$/, cells[2]);
  await page.getByRole('button', { name: 'Show all' }).click();
  for (const text of cells.filter(Boolean)) {
    if (/signs in|locked out|no SSO|^failed$/.test(text)) continue;
    await page.locator('#people-search').fill(text);
    await page.waitForFunction(() => /^[\d,]+ of/.test(document.querySelector('.shown-count')?.textContent ?? ''));
    assert.doesNotMatch(await page.locator('.shown-count').innerText(), /^0 of/, text);
  }
  await close();
});

test('F8 only a file that was used has ✓', async () => {
  const { page, close } = await openPage();
  await loadSample(page, 'Support case');
  const marks = Object.fromEntries(await Promise.all((await page.locator('.file-list > li').all()).map(async (line) => [await line.locator('.file-name').first().innerText(), await line.locator('.file-mark').first().innerText()])));
  assert.match(marks['app.json'], /✓/);
  assert.match(marks['idp-metadata.xml'], /✗/);
  assert.match(marks['users.json'], /✗/);
  assert.match(await row(page, 'idp-metadata.xml').innerText(), /web page/);
  await dropFromDisk(page, [made('notes.txt', 'Call the customer back on Monday.\n')]);
  await page.waitForFunction(() => document.querySelectorAll('.file-list > li').length === 1);
  await page.waitForFunction(() => document.querySelector('.file-list .file-mark')?.textContent?.includes('✗'));
  await close();
});

test('F9 an edited expression says who changes', async () => {
  const { page, problems, close } = await withFirm();
  await tab(page, 'Mapping');
  const listed = page.locator('.listed', { has: page.locator('h3', { hasText: /^User type$/ }) });
  await listed.getByRole('button', { name: /Try in the lab/ }).click();
  await page.getByLabel('Expression', { exact: true }).fill('"Superuser"');
  await page.locator('.changed', { hasText: /change/ }).waitFor();
  const changed = await page.locator('.changed').innerText();
  assert.match(changed, /^[\d,]+ people change/);
  assert.match(changed, /works 890 → 0/);
  assert.match(changed, /refused 100 → 990/);
  assert.match(changed, /Ada N00002\s+works → refused/);
  await accessible(page, 'who changes');
  await page.locator('.tried').getByRole('button', { name: 'Undo' }).click();
  await page.locator('.changed').waitFor({ state: 'detached' });
  none(problems, 'console problems');
  await close();
});

test('F10 without files: full links for the org, and the collector', async () => {
  const { page, later, close } = await openPage();
  await page.locator('summary', { hasText: 'I have no files yet' }).click();
  const open = page.locator('.no-files[open]');
  await open.getByLabel('Host name of your Okta org').fill('acme.okta.com');
  await open.locator('.exports a').first().waitFor();
  const links = await open.locator('.exports a').evaluateAll((all) => all.map((link) => [link.href, link.rel]));
  assert.ok(links.length >= 3, `${links.length} links`);
  for (const [href, rel] of links) {
    assert.match(href, /^https:\/\/acme\.okta\.com\/api\/v1\//);
    assert.doesNotMatch(href, /[{}…]|%7B/);
    assert.match(rel, /noopener/);
  }
  await open.getByLabel('The script').waitFor();
  for (const symptom of ['Somebody cannot sign in', 'New people never appear in Egnyte', 'We want to change something']) {
    await page.locator('summary', { hasText: symptom }).click();
    assert.ok((await page.locator('.no-files', { hasText: symptom }).locator('.exports tbody tr').count()) >= 3);
  }
  await accessible(page, 'symptoms');
  none(later(), 'requests');
  await close();
});

test('F11 an expired certificate and a harmful setting are not offered for copying', async () => {
  const { page, close } = await openPage();
  await loadSample(page, 'First-day mistakes');
  await tab(page, 'Egnyte settings');
  const certificate = page.locator('.settings .field', { hasText: 'certificate' }).first();
  assert.match(await certificate.innerText(), /Do not copy:/);
  assert.equal(await certificate.getByRole('button').count(), 0);
  const mapping = page.locator('.settings .field', { hasText: 'Default user mapping' });
  assert.equal(await mapping.getByRole('button').count(), 0);
  await close();
});

test('F13 what destroys can be undone: sample, replacement, removal, starting over', async () => {
  const { page, problems, close } = await withFirm();
  const names = () => page.locator('.file-list > li > .file-text > .file-name').allInnerTexts();
  const undo = () => page.locator('.notice').getByRole('button', { name: 'Undo' }).click();
  const all = await names();
  const first = await verdict(page);
  const back = async () => {
    await page.waitForFunction((text) => document.querySelector('#verdict')?.textContent === text, first);
    assert.deepEqual(await names(), all);
  };
  await page.getByRole('button', { name: 'Remove users.json' }).click();
  await undo();
  await back();
  await page.locator('.menu summary', { hasText: 'Samples' }).click();
  await page.locator('.menu').getByRole('button', { name: 'Healthy' }).click();
  await said(page, '10 files read');
  await undo();
  await back();
  const app = JSON.parse(readFileSync(file('app.json'), 'utf8'));
  app.settings.app.subDomain = 'a.b';
  await dropFromDisk(page, [made('app.json', JSON.stringify(app))]);
  await page.waitForFunction((text) => document.querySelector('#verdict')?.textContent !== text, first);
  assert.match(await page.locator('.notice').innerText(), /app\.json: the newer copy replaced the older one/);
  await undo();
  await back();
  await page.getByRole('button', { name: 'Start over' }).click();
  await page.locator('.start').waitFor();
  await undo();
  await back();
  // The first own file leaves a sample.
  await page.locator('.menu summary', { hasText: 'Samples' }).click();
  await page.locator('.menu').getByRole('button', { name: 'Healthy' }).click();
  await said(page, '10 files read');
  await dropFromDisk(page, [file('app.json')]);
  await judged(page, 1);
  assert.deepEqual(await names(), ['app.json']);
  none(problems, 'console problems');
  await close();
});

test('F14 an invalid value of a scenario shows at its field', async () => {
  const { page, close } = await openPage();
  const stated = { preflightScenario: 1, egnyte: { licences: { power: 'many' }, sso: { defaultUserMapping: 'phone', certificateSha256: 'abc' } } };
  await dropFromDisk(page, [file('app.json'), made('scenario.json', JSON.stringify(stated))]);
  await judged(page, 2);
  await tab(page, 'Scenario');
  for (const [label, value] of [['Power User seats', 'many'], ['Certificate SHA-256', 'abc']]) {
    const field = page.getByLabel(label);
    assert.equal(await field.inputValue(), value);
    assert.equal(await field.getAttribute('aria-invalid'), 'true');
  }
  assert.match(await page.getByLabel('Default user mapping').locator('option:checked').innerText(), /phone/);
  await page.getByLabel('Standard User seats').fill('12x');
  assert.match(await page.locator('.form-row', { hasText: 'Standard User seats' }).innerText(), /"12x" is not a whole number\./);
  await accessible(page, 'invalid values');
  // A value that is tried out and taken back is no longer tried out.
  await page.getByLabel('Standard User seats').fill('7');
  await page.locator('.changed').waitFor();
  await page.getByLabel('Standard User seats').fill('');
  await page.locator('.changed').waitFor({ state: 'detached' });
  await close();
});

test('F15 the first screen does not wait for the engine', async () => {
  const { page, close } = await openPage();
  const [, , engine] = await page.evaluate(() => [...document.scripts].map(({ src }) => src));
  await page.route('**/engine.*.js', async (route) => {
    await new Promise((done) => setTimeout(done, 3000));
    await route.continue();
  });
  assert.match(engine, /engine/);
  const begun = Date.now();
  await page.reload({ waitUntil: 'commit' });
  await page.locator('.start .card').first().waitFor();
  assert.ok(Date.now() - begun < 2500, 'before the engine has come');
  await close();
});

test('F16 a name that is dragged within the page adds nothing', async () => {
  const { page, close } = await withFirm();
  const name = await page.locator('.file-name a').first().boundingBox();
  await page.mouse.move(name.x + 5, name.y + 5);
  await page.mouse.down();
  await page.mouse.move(700, 400, { steps: 8 });
  await page.mouse.up();
  await page.waitForTimeout(300);
  assert.equal(await page.locator('.file-list > li').count(), settings.length + 2);
  assert.equal(await page.locator('.drop-veil').count(), 0);
  await close();
});

test('F17 a pasted error text is explained and no file', async () => {
  const { page, close } = await withFirm();
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.setData('text/plain', 'Automatic provisioning of user 10.p@tidewater-carto.example to app Egnyte failed: Errors reported by remote server: userName: Invalid user name');
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }));
  });
  await page.getByRole('region', { name: 'The pasted error' }).waitFor();
  assert.equal(await page.locator('.file-list > li').count(), settings.length + 2);
  await close();
});

test('F18 whole words, formatted numbers, panels that stay, findings that remember', async () => {
  const { page, close } = await withFirm();
  for (const width of [320, 720, 1100, 1920]) {
    await page.setViewportSize({ width, height: 900 });
    for (const name of ['Causes', 'People', 'Egnyte settings', 'Mapping', 'Scenario']) {
      await tab(page, name);
      await page.waitForTimeout(50);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.ok(wide <= 0, `${name} at ${width} px is ${wide} px too wide`);
    }
    await tab(page, 'People');
    await page.locator('.people-table tbody th').first().waitFor();
    // One line each: a column name or a state that breaks would be two lines high.
    const high = await page.evaluate(() => [...document.querySelectorAll('.sort, .c-state .status, .chip, .tabs a')].filter((one) => one.offsetParent && one.getBoundingClientRect().height > 44).map((one) => one.textContent));
    assert.deepEqual(high, [], `${width} px`);
  }
  await page.setViewportSize({ width: 1440, height: 900 });
  assert.match(await page.locator('.shown-count').innerText(), /1,000/);
  assert.equal(await page.evaluate(() => getComputedStyle(document.querySelector('.files')).position), 'sticky');
  await tab(page, 'Causes');
  await page.locator('.findings').waitFor();
  const open = page.locator('.finding-head[aria-expanded=true]');
  const opened = await open.allInnerTexts();
  await dropFromDisk(page, [made('groups.json', '[]')]);
  await said(page, `${settings.length + 3} files read`);
  assert.deepEqual(await open.allInnerTexts(), opened);
  await page.locator('.finding-head[aria-expanded=false]').last().click();
  const chosen = await open.allInnerTexts();
  await page.locator('.finding-body:not([hidden]) .excerpt a').first().click();
  await page.getByRole('button', { name: 'Back' }).click();
  await page.locator('.findings').waitFor();
  assert.deepEqual(await open.allInnerTexts(), chosen, 'after a look into a file');
  await close();
});
