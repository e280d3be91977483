// The page as its users meet it: drop, verdict, filter, one person, keyboard alone, no network, no console problem, axe.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { copyFileSync, cpSync, openSync, readFileSync, writeFileSync, writeSync, closeSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { test } from 'node:test';
import { serve } from '../../tools/serve.mjs';
import { accessible, dropFromDisk, judged, loadSample, none, open, samples, site } from './browser.mjs';
import { enlarge, makeCrowd, settings } from './crowd.mjs';
import { browser, folder, openPage, served } from './stage.mjs';

// The sample's eight people 125 times over.
const mistakes = enlarge('first-day-mistakes', join(folder, 'mistakes'), 1000);
const file = (name) => join(mistakes, name);
const shown = (page, text) => page.waitForFunction((wanted) => document.querySelector('.shown-count')?.textContent === wanted, text);
const verdict = (page) => page.locator('#verdict').innerText();

test('a folder is dropped: verdict, findings in place, people, one person', async () => {
  const { page, problems, later, close } = await openPage();
  await dropFromDisk(page, [mistakes]);
  await judged(page, 9);
  assert.match(await verdict(page), /^Nobody will be able to use Egnyte: Subdomain is /);

  // Values keep their direction to themselves.
  const isolated = await page.evaluate(() => [...document.querySelectorAll('bdi, code, td')].map((node) => getComputedStyle(node).unicodeBidi));
  assert.ok(isolated.length > 0 && (await page.locator('.finding-head bdi').count()) > 0);
  assert.deepEqual([...new Set(isolated)], ['isolate']);

  await page.getByRole('button', { name: 'Open all' }).click();
  const excerpt = page.locator('.excerpt', { hasText: 'app.json:37:20' });
  assert.equal(await excerpt.locator('mark').innerText(), '${source.login}');
  // With the two lines before and after it.
  assert.deepEqual((await excerpt.locator('pre').innerText()).split('\n').map((text) => text.trim()).filter((text) => /^\d+$/.test(text)), ['35', '36', '37', '38', '39']);

  await page.getByRole('button', { name: 'Show 250 people' }).first().click();
  await shown(page, '250 of 1,000 people');
  await page.getByRole('button', { name: /Show all/ }).click();
  await shown(page, '1,000 people');
  await page.getByRole('group', { name: 'State' }).getByRole('button', { name: /refused/ }).click();
  await shown(page, '1,000 of 1,000 people');
  await page.locator('#people-search').fill('mara');
  await shown(page, '125 of 1,000 people');
  await page.locator('#people-search').fill('mara.voss.42');
  await shown(page, '1 of 1,000 people');

  await page.locator('.people-table tbody a').first().click();
  await page.locator('.panel .profile').waitFor();
  const story = await page.locator('.panel').innerText();
  assert.match(story, /mara\.voss\.42@fernhill-survey\.example/);
  assert.match(story, /Okta sends "mara\.voss\.42", Egnyte looks for "mara\.voss\.42@fernhill-survey\.example"/);
  assert.match(story, /POST \/Users/);
  assert.ok(!page.url().includes('mara'), 'no personal data in the address bar');
  await page.goBack();
  await page.locator('.panel').waitFor({ state: 'detached' });

  await page.locator('.tabs a', { hasText: 'Egnyte settings' }).click();
  assert.match(await page.locator('.settings').innerText(), /Identity provider login URL[\s\S]*https:\/\/fernhill-survey\.okta\.com/);
  none(problems, 'console problems');
  none(later(), 'requests after load');
  await close();
});

test('files one after the other; the same name replaces; one is removed', async () => {
  const { page, problems, close } = await openPage();
  await dropFromDisk(page, [file('app.json')]);
  await judged(page, 1);
  await dropFromDisk(page, [file('users.json'), file('idp-metadata.xml')]);
  await judged(page, 3);
  assert.equal(await page.locator('.finding-head', { hasText: 'Subdomain is' }).count(), 1);
  writeFileSync(join(folder, 'app.json'), readFileSync(file('app.json'), 'utf8').replace('fernhill.egnyte.com', 'fernhill'));
  await dropFromDisk(page, [join(folder, 'app.json')]);
  await page.locator('.finding-head', { hasText: 'Subdomain is' }).waitFor({ state: 'detached' });
  assert.equal(await page.locator('.file-list > li').count(), 3);
  await page.getByRole('button', { name: 'Remove users.json' }).click();
  await page.waitForFunction(() => document.querySelectorAll('.file-list > li').length === 2);
  none(problems, 'console problems');
  await close();
});

test('two firms at once, 1,000 people each: nobody is counted twice, every file says what it is used for', async () => {
  const { page, problems, later, close } = await openPage();
  const other = makeCrowd(join(folder, 'other-firm'), 1000);
  await dropFromDisk(page, [mistakes, other]);
  await judged(page, 9 + settings.length + 2);
  assert.equal(await page.locator('.file-list > li').count(), 9 + settings.length + 2);
  assert.deepEqual([...new Set(await page.locator('.file-list > li > .file-mark').allInnerTexts())].filter((mark) => mark.includes('·')), [], 'no file is left waiting');
  const states = (await page.locator('.legend strong').allInnerTexts()).map((count) => Number(count.replaceAll(',', '')));
  await page.locator('.tabs a', { hasText: 'People' }).click();
  await page.locator('.people-table tbody th').first().waitFor();
  const total = Number((await page.locator('.shown-count').innerText()).replace(/\D/g, ''));
  assert.equal(states.reduce((a, b) => a + b, 0), total);
  assert.ok(total <= 2000, `${total} people`);
  await accessible(page, 'two firms');
  // One of them is taken away, and the rest is checked as if it had never been there.
  for (const name of await page.locator('.file-list .file-name', { hasText: /^other-firm\// }).allInnerTexts()) await page.getByRole('button', { name: `Remove ${name}`, exact: true }).click();
  await judged(page, 9);
  await page.waitForFunction(() => /^Nobody will be able to use Egnyte: Subdomain is "fernhill\.egnyte\.com"/.test(document.querySelector('#verdict')?.textContent ?? ''));
  none(problems, 'console problems');
  none(later(), 'requests after load');
  await close();
});

test('people by cause, by keyboard', async () => {
  const { page, close } = await openPage();
  await dropFromDisk(page, [mistakes]);
  await judged(page, 9);
  await page.locator('.tabs a', { hasText: 'People' }).click();
  await shown(page, '1,000 people');
  const cause = page.getByLabel('Cause', { exact: true });
  const words = await cause.locator('option').allInnerTexts();
  assert.equal(words[0], 'Every cause');
  assert.ok(words.includes('username has at sign (750)'), words.join('\n'));
  await cause.focus();
  await page.keyboard.type('username has');
  await shown(page, '750 of 1,000 people');
  assert.match(await page.locator('.people-table tbody tr').first().innerText(), /dara\.quill@/);
  await page.getByRole('button', { name: 'Show all' }).click();
  await shown(page, '1,000 people');
  assert.equal(await cause.inputValue(), '');
  await close();
});

test('pasted text, and the scenario form, change the verdict', async () => {
  const { page, problems, close } = await openPage();
  await page.getByRole('button', { name: 'Paste text' }).click();
  await page.locator('.paste textarea').fill(readFileSync(file('app.json'), 'utf8'));
  await page.locator('.paste .primary').click();
  await judged(page, 1);
  await page.locator('.tabs a', { hasText: 'Scenario' }).click();
  await page.locator('.scenario').waitFor();
  const domain = page.locator('.scenario input[type=text]').first();
  await domain.fill('elsewhere');
  await page.waitForFunction(() => [...document.querySelectorAll('.file-name')].length === 2);
  none(problems, 'console problems');
  await close();
});

test('a pasted error is explained: without files, and with those who will get it', async () => {
  const error =
    'Automatic provisioning of user tess@fernhill-survey.example to app Egnyte SCIM 2.0 failed: Error while creating user tess@fernhill-survey.example: . ' +
    "Errors reported by remote server: constraint violations: ConstraintViolationImpl{interpolatedMessage='Invalid user name', propertyPath=userName}: [userName: Invalid user name]";
  const { page, problems, later, close } = await openPage();
  const paste = async (text) => {
    await page.getByRole('button', { name: 'Paste text' }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.insertText(text);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
  };
  await paste(error);
  const shown = page.getByRole('region', { name: 'The pasted error' });
  await shown.waitFor();
  assert.match(await shown.innerText(), /Egnyte rejected the username of "tess@fernhill-survey\.example"[\s\S]*Application username format[\s\S]*Add files to find the cause/);
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'explanation-title');
  await accessible(page, 'a pasted error');
  assert.equal(await page.locator('.file-list > li').count(), 0, 'an error is not a file');

  await dropFromDisk(page, [mistakes]);
  await judged(page, 9);
  await page.waitForFunction(() => /The cause in these files/.test(document.querySelector('.explanation')?.innerText ?? ''));
  assert.match(await shown.innerText(), /750 more people will get the same error/);
  await accessible(page, 'a pasted error beside files');
  await shown.getByRole('button', { name: 'Close' }).focus();
  await page.keyboard.press('Escape');
  await shown.waitFor({ state: 'detached' });
  none(problems, 'console problems');
  none(later(), 'requests after load');
  await close();
});

test('an edited expression and a scenario are tried out for everybody, and no file is read again', async () => {
  // Counts what the worker reads: its code is the page's own, in front of which this goes.
  const counting = () => {
    const make = URL.createObjectURL;
    URL.createObjectURL = (blob) =>
      make.call(
        URL,
        new Blob([
          `self.bytesRead = 0; { const read = FileReaderSync.prototype.readAsArrayBuffer;
             FileReaderSync.prototype.readAsArrayBuffer = function (blob) { self.bytesRead += blob.size; return read.call(this, blob); }; }`,
          blob,
        ]),
      );
  };
  const { page, problems, close } = await openPage({ before: counting });
  await dropFromDisk(page, [mistakes]);
  await judged(page, 9);
  const [worker] = page.workers();
  const read = await worker.evaluate(() => self.bytesRead);
  assert.ok(read > 10_000);
  const keepsTheAddress = /The username format keeps the whole e-mail address/;
  assert.match(await page.locator('main').innerText(), keepsTheAddress);

  await page.locator('.tabs a', { hasText: 'Mapping' }).click();
  await page.locator('.listed', { hasText: 'userNameTemplate' }).or(page.locator('.listed', { hasText: '${source.login}' })).first().getByRole('button', { name: /Try in the lab/ }).click();
  assert.equal(await page.locator('.tried').count(), 0, 'nothing is edited yet');
  await page.getByLabel('Expression', { exact: true }).fill('${fn:substringBefore(source.login, "@")}');
  await page.locator('.tried').waitFor();
  await page.locator('main [aria-busy=false]').waitFor();
  assert.match(await page.locator('.tried').innerText(), /1 edited expression \(userName\)/);
  await page.locator('.tabs a', { hasText: 'Causes' }).click();
  assert.doesNotMatch(await page.locator('main').innerText(), keepsTheAddress);

  await page.locator('.tabs a', { hasText: 'Scenario' }).click();
  await page.getByLabel('Standard User seats').fill('0');
  await page.waitForTimeout(600);
  await page.locator('.tried').getByRole('button', { name: 'Undo' }).click();
  await page.locator('.tried').waitFor({ state: 'detached' });
  await page.locator('main [aria-busy=false]').waitFor();
  assert.equal(await worker.evaluate(() => self.bytesRead), read, 'no file was read again');
  assert.equal(page.workers()[0], worker, 'the worker lives on');
  none(problems, 'console problems');
  await close();
});

test('the start of the page is there without a script', async () => {
  const { page, close } = await openPage();
  const words = await page.locator('.start h2, .start .lead').allInnerTexts();
  await close();
  const context = await browser.newContext({ javaScriptEnabled: false });
  const bare = await context.newPage();
  await bare.goto(served().url);
  assert.deepEqual(await bare.locator('.start h2, .start .lead').allInnerTexts(), words);
  await context.close();
});

test('garbage is explained and the rest checked', async () => {
  const { page, problems, close } = await openPage();
  writeFileSync(join(folder, 'broken.json'), '{"a": [1, 2');
  writeFileSync(join(folder, 'metadata.xml'), '<!DOCTYPE html><title>Sign In</title>');
  copyFileSync(file('app.json'), join(folder, 'app-2.json'));
  await dropFromDisk(page, [join(folder, 'broken.json'), join(folder, 'metadata.xml'), join(folder, 'app-2.json')]);
  await judged(page, 3);
  const findings = await page.locator('.findings').innerText();
  assert.match(findings, /broken\.json is truncated/);
  assert.match(findings, /metadata\.xml is a web page/);
  assert.match(findings, /username format keeps the whole/);
  none(problems, 'console problems');
  await close();
});

test('F12 long work shows progress and can be cancelled; a cancel restores files and verdict', async () => {
  const { page, problems, close } = await openPage();
  const large = join(folder, 'many.json');
  const handle = openSync(large, 'w');
  writeSync(handle, '[');
  for (let i = 0; i < 120_000; i++) {
    const login = `p${i}@acme.test`;
    writeSync(handle, (i ? ',' : '') + JSON.stringify({ id: `00u${i}`, status: 'ACTIVE', profile: { login, email: login, firstName: 'P', lastName: 'Q', note: 'x'.repeat(300) } }));
  }
  writeSync(handle, ']');
  closeSync(handle);
  await dropFromDisk(page, [large]);
  await page.locator('.working progress').waitFor();
  // The page stays alive while the worker is busy: it paints before the work is done.
  assert.ok(await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(document.querySelector('.working progress') !== null))))));
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.locator('.failure', { hasText: 'Cancelled' }).waitFor();
  const [worker] = page.workers();
  await page.getByRole('button', { name: 'Remove many.json' }).click();
  await dropFromDisk(page, [file('app.json')]);
  await judged(page, 1);
  // With a result on show a cancel goes back to it, files and all.
  const first = await verdict(page);
  await dropFromDisk(page, [large]);
  await page.locator('.working progress').waitFor();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.waitForFunction(() => document.querySelectorAll('.file-list > li').length === 1);
  assert.equal(await verdict(page), first);
  assert.equal(page.workers()[0], worker, 'the worker lives on');
  none(problems, 'console problems');
  await close();
});

test('keyboard alone', async () => {
  const { page, problems, close } = await openPage();
  const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim() ?? '');
  const tabTo = async (text) => {
    for (let i = 0; i < 80; i++) {
      await page.keyboard.press('Tab');
      if ((await focused()).startsWith(text)) return;
    }
    assert.fail(`Tab never reached ${text}`);
  };
  await tabTo('First-day mistakes');
  const ring = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
  assert.notEqual(ring, 'none', 'the focus is visible');
  await page.keyboard.press('Enter');
  await page.locator('#verdict').waitFor();
  await dropFromDisk(page, [mistakes]);
  await judged(page, 9);
  await tabTo('People');
  await page.keyboard.press('Enter');
  await page.locator('.people-table').waitFor();
  await page.keyboard.press('/');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'people-search');
  await page.keyboard.type('voss 42');
  await shown(page, '1 of 1,000 people');
  await page.keyboard.press('Tab');
  await tabTo('Mara Voss 42');
  await page.keyboard.press('Enter');
  await page.locator('.panel .profile').waitFor();
  await page.keyboard.press('Escape');
  await page.locator('.panel').waitFor({ state: 'detached' });
  // The focus is back where it was.
  await page.waitForFunction(() => document.activeElement?.textContent?.startsWith('Mara Voss'));
  none(problems, 'console problems');
  await close();
});

test('keys count from the moment their view is there, not from the next picture on', async () => {
  const { page, problems, close } = await openPage();
  await loadSample(page, 'First-day mistakes');
  const focused = await page.evaluate(
    () =>
      new Promise((done) => {
        new MutationObserver((_, observer) => {
          if (!document.querySelector('.people-table')) return;
          observer.disconnect();
          document.body.dispatchEvent(new KeyboardEvent('keydown', { key: '/', bubbles: true, cancelable: true }));
          done(document.activeElement.id);
        }).observe(document.getElementById('main'), { childList: true, subtree: true });
        location.hash = '#people';
      }),
  );
  assert.equal(focused, 'people-search');
  none(problems, 'console problems');
  await close();
});

test('the expression lab, by keyboard', async () => {
  const { page, problems, later, close } = await openPage();
  await dropFromDisk(page, [mistakes]);
  await judged(page, 9);
  await page.locator('.tabs a', { hasText: 'Mapping' }).focus();
  await page.keyboard.press('Enter');
  const field = page.getByLabel('Expression', { exact: true });
  await field.focus();
  await page.keyboard.press('Control+A');
  await page.keyboard.type('String.toLowerCase(user.firstNa');
  // The answer to the last letter: earlier ones offer more.
  await page.waitForFunction(() => [...document.querySelectorAll('.offers button')].map((button) => button.textContent).join() === 'user.firstName');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.activeElement?.tagName === 'TEXTAREA');
  await page.keyboard.type(') + user.title');
  assert.equal(await field.inputValue(), 'String.toLowerCase(user.firstName) + user.title');
  // The person is chosen by typing too.
  await page.getByLabel('For the person with the login').focus();
  await page.keyboard.type('Mara.Voss@fernhill-survey.example');
  await page.locator('.lab-answer .trace').waitFor();
  const answer = await page.locator('.lab-answer').innerText();
  assert.match(answer, /^"mara[^"]*"\s+string/);
  assert.match(await page.locator('.trace').innerText(), /user\.firstName\s*=\s*is\s*"Mara"/);
  assert.match(await page.locator('.lab [role=status]').innerText(), /^"mara/);
  // An error is underlined where it is.
  await field.focus();
  await page.keyboard.press('Control+A');
  await page.keyboard.type('"ä😀" + user.title = 1');
  await page.locator('.lab-answer .fails').waitFor();
  assert.equal(await page.locator('.lab-answer mark').innerText(), '=');

  // The expressions of the files, with who comes to which branch; one is tried.
  const listed = page.locator('.listed', { hasText: 'user.department == "IT"' });
  assert.match(await listed.locator('.branches').innerText(), /125 of 1,000 users[\s\S]*875 of 1,000 users/);
  await listed.getByRole('button', { name: /Try in the lab/ }).focus();
  await page.keyboard.press('Enter');
  assert.equal(await field.inputValue(), 'user.department == "IT" ? "Admin" : "power"');
  await page.waitForFunction(() => document.querySelector('.lab-value')?.textContent?.startsWith('"power"'));

  // The lab keeps what was typed while other views are looked at.
  await page.locator('.tabs a', { hasText: 'People' }).click();
  await page.locator('.people-table tbody a', { hasText: 'Mara Voss' }).first().click();
  const how = page.locator('.panel details', { hasText: 'How it came out' }).filter({ hasText: 'user.department' });
  await how.locator('summary').focus();
  await page.keyboard.press('Enter');
  assert.match(await how.innerText(), /user\.department == "IT"\s*=\s*is\s*false/);
  await page.locator('.tabs a', { hasText: 'Mapping' }).click();
  assert.equal(await field.inputValue(), 'user.department == "IT" ? "Admin" : "power"');
  none(problems, 'console problems');
  none(later(), 'requests after load');
  await close();
});

test('two versions of the metadata are compared; what ends when is shown', async () => {
  const { page, problems, later, close } = await openPage();
  await loadSample(page, 'First-day mistakes');
  await page.locator('.tabs a', { hasText: 'Egnyte settings' }).click();
  assert.match(await page.locator('.calendar').innerText(), /Certificate to type into Egnyte CN=fernhill-survey\s+2026-09-01\s+83 days ago/);
  const field = page.getByLabel('Earlier metadata');
  await field.setInputFiles(join(samples, 'healthy/idp-metadata.xml'));
  await page.locator('.compare-verdict').waitFor();
  assert.match(await page.locator('.compare-verdict').innerText(), /^Egnyte must change Identity provider entity ID, Identity provider login URL and Identity provider certificate;/);
  assert.equal(await page.locator('.changes > li').count(), 3);
  assert.match(await page.locator('.changes > li').first().innerText(), /before\s+http:\/\/www\.okta\.com\/exk8tide\S+ idp-metadata\.xml:1:70/);
  await field.setInputFiles(file('app.json'));
  await page.locator('.compare .failure').waitFor();
  assert.match(await page.locator('.compare .failure').innerText(), /no SAML IdP metadata before: app\.json \(okta-application\)/);
  // The session that was checked is still there.
  await field.setInputFiles(file('idp-metadata.xml'));
  await page.waitForFunction(() => document.querySelector('.compare-verdict')?.textContent?.startsWith('The two files are the same.'));
  none(problems, 'console problems');
  none(later(), 'requests after load');
  await close();
});

test('the single file works from disk, without any request', async () => {
  cpSync(join(site, 'preflight.html'), join(folder, 'preflight.html'));
  // The page that is served says which file that is.
  const served = await openPage();
  await served.page.locator('.privacy summary').click();
  assert.equal(await served.page.locator('.privacy-text code').innerText(), createHash('sha256').update(readFileSync(join(site, 'preflight.html'))).digest('hex'));
  await accessible(served.page, 'the proof');
  await served.close();
  const { page, problems, all, close } = await open(browser, pathToFileURL(join(folder, 'preflight.html')).href);
  await loadSample(page, 'Healthy');
  assert.match(await verdict(page), /^No problems found in your files\./);
  await dropFromDisk(page, [file('app.json')]);
  await page.waitForFunction(() => document.querySelector('#verdict').textContent.includes('refused') || document.querySelectorAll('.finding').length > 2);
  none(all().filter((url) => !/^(file|blob|data):/.test(url)), 'requests');
  none(problems, 'console problems');
  await close();
});

test('page and worker cannot reach the network, on a host that sets no headers', async () => {
  const asked = [];
  const bare = await serve(site, { headers: {}, seen: (path) => asked.push(path) });
  const { page, close } = await open(browser, bare.url);
  await loadSample(page, 'Healthy');
  const before = asked.length;
  const attempt = async (url) => {
    const results = [];
    for (const address of [url, 'https://example.com/']) {
      results.push(await fetch(address).then(() => 'reached', () => 'blocked'));
      results.push(await new Promise((done) => {
        const request = new XMLHttpRequest();
        request.onload = () => done('reached');
        request.onerror = () => done('blocked');
        request.open('GET', address);
        request.send();
      }));
    }
    return results;
  };
  const address = `${bare.url}index.html?leak`;
  assert.deepEqual(await page.evaluate(attempt, address), ['blocked', 'blocked', 'blocked', 'blocked']);
  const [worker] = page.workers();
  assert.ok(worker, 'the core runs in a worker');
  assert.deepEqual(await worker.evaluate(attempt, address), ['blocked', 'blocked', 'blocked', 'blocked']);
  none(asked.slice(before), 'requests that reached the server');
  await close();
  bare.server.close();
});
