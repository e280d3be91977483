// Every view, from 320 to 1920 px, light, dark, with forced colours, at 200 % and on paper: nothing scrolls sideways, no word
// breaks, axe-core finds nothing, the keyboard reaches everything. With PREFLIGHT_SCREENSHOTS=FOLDER each view is also a picture.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { dropFromDisk, judged, loadSample, none, violations } from './browser.mjs';
import { enlarge, migrating } from './crowd.mjs';
import { folder, openPage } from './stage.mjs';
import { tab, walk } from './views.mjs';

const pictures = process.env.PREFLIGHT_SCREENSHOTS;
if (pictures) mkdirSync(pictures, { recursive: true });
const scratch = () => mkdtempSync(join(folder, 'walk-'));

/** What does not fit its place: the page as a whole, and words on more than one line. */
function misfits() {
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  const out = ({ children }) => [...children].flatMap((child) => (child.getBoundingClientRect().right > document.documentElement.clientWidth + 1 ? [child, ...out(child)] : out(child)));
  const found = wide > 0 ? [`${wide} px too wide: ${out(document.body).slice(-3).map((one) => one.className || one.tagName)}`] : [];
  const texts = document.createTreeWalker(document.getElementById('app'), NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    // Code and values break where they must.
    if (!node.parentElement.checkVisibility() || node.parentElement.closest('code, pre, .mono')) continue;
    for (const { 0: word, index } of node.data.matchAll(/(?<![^\s("“])\p{L}{2,24}(?![^\s.,;:?!)"”…])/gu)) {
      range.setStart(node, index);
      range.setEnd(node, index + word.length);
      const tops = new Set([...range.getClientRects()].filter(({ width }) => width > 0).map(({ top }) => Math.round(top)));
      if (tops.size > 1) found.push(`"${word}" is broken in <${node.parentElement.className || node.parentElement.tagName}>`);
    }
  }
  for (const box of document.querySelectorAll('.table-box')) {
    const heads = [...box.querySelectorAll('thead th')].filter((head) => head.checkVisibility()).map((head) => head.getBoundingClientRect());
    const left = Math.round(box.getBoundingClientRect().right - Math.max(...heads.map(({ right }) => right)));
    if (left > 24) found.push(`the columns leave ${left} px of the table empty`);
    if (heads[0].width < 96) found.push(`names have ${Math.round(heads[0].width)} px`);
  }
  return found;
}

const settled = (page) => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));

async function misfitsOf(page, view) {
  await settled(page);
  return (await page.evaluate(misfits)).map((one) => `${view}: ${one}`);
}

async function picture(page, name) {
  if (pictures) await page.screenshot({ path: join(pictures, `${name.replaceAll(' ', '-')}.png`), fullPage: true });
}

for (const [name, options, widths, audited] of [
  ['light', {}, [320, 390, 720, 1024, 1440, 1920], [320, 1440]],
  ['dark', { colorScheme: 'dark' }, [390, 1440], [1440]],
  ['forced colours', { forcedColors: 'active' }, [390, 1440], [1440]],
  // What a browser makes of 1440 px at 200 %.
  ['at 200 %', { viewport: { width: 720, height: 450 }, deviceScaleFactor: 2 }, [720], []],
]) {
  test(`every view fits, ${name}: ${widths.join(', ')} px`, async () => {
    const { page, problems, close } = await openPage(options);
    const { width: usual, height } = page.viewportSize();
    const found = [];
    await walk(page, scratch(), async (view) => {
      for (const width of widths) {
        await page.setViewportSize({ width, height: width < 720 ? 844 : height });
        found.push(...(await misfitsOf(page, `${view}, ${width} px`)));
        if (audited.includes(width)) found.push(...(await violations(page, `${view}, ${width} px`)));
        await picture(page, `${view}-${width}-${name}`);
      }
      await page.setViewportSize({ width: usual, height });
    });
    none(found, name);
    none(problems, 'console problems');
    await close();
  });
}

test('motion is short, and there is none for those who want none', async () => {
  for (const reducedMotion of ['reduce', 'no-preference']) {
    const { page, close } = await openPage({ reducedMotion });
    await loadSample(page, 'First-day mistakes');
    const longest = await page.evaluate(() => {
      const seconds = (list) => Math.max(...list.split(',').map((one) => parseFloat(one) * (one.trim().endsWith('ms') ? 1 : 1000)));
      return Math.max(
        ...[...document.querySelectorAll('*')].map((element) => {
          const style = getComputedStyle(element);
          return Math.max(seconds(style.transitionDuration), seconds(style.animationDuration));
        }),
      );
    });
    assert.ok(longest <= (reducedMotion === 'reduce' ? 0 : 150), `${reducedMotion}: ${longest} ms`);
    await close();
  }
});

test('with forced colours the states keep their patterns, and the open tab and the focus show', async () => {
  const { page, close } = await openPage({ forcedColors: 'active' });
  await loadSample(page, 'First-day mistakes');
  const looks = await page.locator('.legend .key').evaluateAll((keys) => keys.map((key) => `${getComputedStyle(key).backgroundImage} ${getComputedStyle(key).backgroundColor}`));
  assert.equal(new Set(looks).size, looks.length, looks.join('\n'));
  await page.locator('.tabs a', { hasText: 'Causes' }).focus();
  await page.keyboard.press('Tab');
  const [current, focused] = await page.evaluate(() => [document.querySelector('.tabs [aria-current]'), document.activeElement].map((element) => getComputedStyle(element).outlineStyle));
  assert.deepEqual([current, focused], ['solid', 'solid']);
  await close();
});

// What the browser prints when it is asked from its own menu: the page as it is right after the event.
function watchPrint() {
  const text = () => document.getElementById('main').innerText;
  globalThis.print = () => (globalThis.printed = text());
  globalThis.printFromMenu = () => {
    dispatchEvent(new Event('beforeprint'));
    // As the browser does it: what the page still has to draw comes first.
    return new Promise((done) => setTimeout(() => done(text())));
  };
  addEventListener('DOMContentLoaded', () =>
    new MutationObserver(async (_, observer) => {
      if (!document.getElementById('verdict')) return;
      observer.disconnect();
      globalThis.early = await globalThis.printFromMenu();
      dispatchEvent(new Event('afterprint'));
    }).observe(document.body, { childList: true, subtree: true }),
  );
}

test('paper has every section, whichever view is open and however it is printed', async () => {
  const { page, problems, close } = await openPage({ before: watchPrint });
  const menu = () => page.evaluate(() => globalThis.printFromMenu());
  const own = async (how) => {
    await page.evaluate(() => (globalThis.printed = undefined));
    await how();
    await page.waitForFunction(() => globalThis.printed);
    return page.evaluate(() => globalThis.printed);
  };
  const ways = {
    'Control+P': () => own(() => page.keyboard.press('Control+p')),
    'Report › Print': () =>
      own(async () => {
        await page.locator('.menu summary', { hasText: 'Report' }).click();
        await page.locator('.menu').getByRole('button', { name: 'Print' }).click();
      }),
    'the browser’s menu': menu,
  };
  const complete = async (parts) => {
    for (const [way, print] of Object.entries(ways)) {
      const text = await print();
      await page.evaluate(() => dispatchEvent(new Event('afterprint')));
      none(parts.filter((part) => !part.test(text)).map(String), `${way}: not printed`);
      assert.doesNotMatch(text, /Not on this paper/, way);
    }
  };
  await dropFromDisk(page, [enlarge('first-day-mistakes', join(scratch(), 'firm'), 1000)]);
  await judged(page, 9);
  // The verdict alone is there, and the paper says so.
  assert.match(await page.evaluate(() => globalThis.early), /The username format keeps the whole e-mail address[\s\S]*Not on this paper: people, groups, expressions and import\. [\s\S]*Report › Print waits for them/);
  await tab(page, 'Sign-in');
  await page.locator('.one-person .thread').waitFor();
  const always = [/Nobody will be able to use Egnyte/, /The username format keeps the whole e-mail address/, /Application username format/, /Checklist/, /Identity provider login URL/, /user\.department == "IT"/, /Metadata and Egnyte/, /What feeds each Egnyte attribute[\s\S]*isServiceAccount/, /What no export tells/];
  await own(() => page.keyboard.press('Control+p'));
  await complete([...always, /1,000 of 1,000 people cannot work, or it is unknown/, /Mara Voss 2\s+\S.*\s+.*mara\.voss\.2@/]);

  await menu();
  await page.emulateMedia({ media: 'print' });
  await page.setViewportSize({ width: 720, height: 1000 });
  none(await misfitsOf(page, 'on paper'), 'on paper');
  assert.equal(await page.locator('.finding-body').evaluateAll((all) => all.filter((one) => !one.checkVisibility()).length), 0, 'nothing is closed');
  assert.equal(await page.locator('.field.long code').evaluateAll((all) => all.filter((one) => one.scrollHeight > one.clientHeight + 1).length), 0, 'no value is cut off');
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  await page.emulateMedia({ media: 'screen' });
  await page.setViewportSize({ width: 1440, height: 900 });

  // The person who is open is printed, with what is an answer to the next drop: an import, a migration, groups.
  await tab(page, 'People');
  await page.locator('.people-table tbody a').first().click();
  await page.locator('.panel .profile').waitFor();
  await complete([...always, /What Okta sends, and the answer/]);
  await page.getByRole('button', { name: 'Start over' }).click();
  await dropFromDisk(page, [migrating(join(scratch(), 'both-apps'))]);
  await judged(page, 12);
  await own(() => page.keyboard.press('Control+p'));
  await complete([/From [\s\S]* to [\s\S]*left/, /What an import would find[\s\S]*matched/]);
  none(problems, 'console problems');
  await close();
});

test('the keyboard reaches everything in every view, in a visible way', async () => {
  const { page, problems, close } = await openPage();
  const faults = [];
  await walk(page, scratch(), async (view) => {
    const wanted = await page.evaluate(() => {
      const all = [...document.querySelectorAll('a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled), summary, [tabindex]')].filter(
        (element) => element.tabIndex >= 0 && element.checkVisibility({ visibilityProperty: true }),
      );
      // Of radio buttons of one name the keyboard reaches one, and the arrows the others.
      const reached = all.filter((element) => element.type !== 'radio' || element.checked);
      reached.forEach((element, i) => (element.dataset.walk = i));
      document.activeElement?.blur();
      getSelection().removeAllRanges();
      return reached.length;
    });
    const seen = new Set();
    const hidden = [];
    for (let i = 0; i < wanted + 8 && seen.size < wanted; i++) {
      await page.keyboard.press('Tab');
      const now = await page.evaluate(() => {
        const element = document.activeElement;
        const { outlineStyle, outlineWidth } = getComputedStyle(element);
        return { at: element.dataset?.walk ?? null, ring: outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2, what: `${element.tagName} ${element.textContent?.slice(0, 30)}` };
      });
      if (now.at === null) continue;
      seen.add(now.at);
      if (!now.ring) hidden.push(now.what);
    }
    const missed = await page.evaluate((found) => [...document.querySelectorAll('[data-walk]')].filter(({ dataset }) => !found.includes(dataset.walk)).map((element) => `${element.tagName}.${element.className} ${element.textContent.slice(0, 30)}`), [...seen]);
    await page.evaluate(() => document.querySelectorAll('[data-walk]').forEach((element) => delete element.dataset.walk));
    faults.push(...missed.map((what) => `${view}: Tab never reaches ${what}`), ...hidden.map((what) => `${view}: no ring around ${what}`));
  });
  none(faults, 'keyboard');
  none(problems, 'console problems');
  await close();
});
