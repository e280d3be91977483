// The page in Chromium: bytes, first paint on a slow line, the time from the drop to the verdict against the same check in
// WebAssembly under node, and the longest task of the main thread while people work with 100,000 rows.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { serve } from '../../tools/serve.mjs';
import { dropFromDisk, launch, open, site } from '../web/browser.mjs';
import { aggregate, certificates } from './make_metadata.mjs';
import { makePopulation } from './make_population.mjs';
import { against, line, median, ms, root, work } from './measure.mjs';

const word = (count) => count.toLocaleString('en-US');

/** Runs in the page: `dropped` and `shown` are times, `tasks` the tasks of the main thread that took 50 ms or more. */
function watch() {
  globalThis.tasks = [];
  new PerformanceObserver((list) => globalThis.tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: 'longtask' });
  addEventListener('drop', () => (globalThis.dropped = performance.now()), { capture: true });
  addEventListener('DOMContentLoaded', () =>
    new MutationObserver(() => {
      if (document.querySelector('#verdict') && !globalThis.shown) requestAnimationFrame(() => (globalThis.shown = performance.now()));
    }).observe(document.body, { childList: true, subtree: true }),
  );
}

async function dropped(browser, url, files) {
  const opened = await open(browser, url, { before: watch });
  await opened.page.waitForTimeout(1000); // people look for their files
  await opened.page.evaluate(() => (globalThis.tasks.length = 0));
  await dropFromDisk(opened.page, files);
  return opened;
}

/** Milliseconds from the drop of `files` until the verdict is painted, and the longest task meanwhile. */
async function dropTime(browser, url, files) {
  const { page, close } = await dropped(browser, url, files);
  await page.waitForFunction(() => globalThis.shown, undefined, { timeout: 300_000 });
  await page.waitForTimeout(300);
  const used = await page.evaluate(() => ({ time: globalThis.shown - globalThis.dropped, longest: Math.max(0, ...globalThis.tasks) }));
  await close();
  return used;
}

function nodeTime(folder) {
  const done = spawnSync(process.execPath, [join(root, 'tests/bench/wasm_check.mjs'), folder], { encoding: 'utf8' });
  if (done.status !== 0) throw new Error(done.stderr);
  return Number(done.stdout);
}

function printSizes() {
  for (const [name, paths] of [
    ['page, all files together', ['index.html', ...readdirSync(join(site, 'assets')).map((file) => `assets/${file}`)]],
    ['preflight.html, the page in one file', ['preflight.html']],
  ]) {
    const bodies = paths.map((path) => readFileSync(join(site, path)));
    const sum = (size) => `${(bodies.reduce((all, body) => all + size(body), 0) / 1000).toFixed(0)} kB`;
    line(name, sum((body) => body.length), `${sum((body) => gzipSync(body, { level: 9 }).length)} gzip, ${sum((body) => brotliCompressSync(body).length)} brotli`);
  }
}

/** 1.6 Mbit/s, 150 ms there and back, a processor four times slower; nothing is compressed on the way. */
async function firstPaint(browser, url) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await cdp.send('Network.enable');
  await cdp.send('Network.setCacheDisabled', { cacheDisabled: true });
  await cdp.send('Network.emulateNetworkConditions', { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 0.75e6 / 8 });
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  await page.goto(url, { waitUntil: 'commit' });
  const painted = await page.evaluate(
    () => new Promise((done) => new PerformanceObserver((list) => list.getEntriesByName('first-contentful-paint').forEach(({ startTime }) => done(startTime))).observe({ type: 'paint', buffered: true })),
  );
  await page.locator('.start .card').first().waitFor();
  const usable = await page.evaluate(() => performance.now());
  await context.close();
  return { painted, usable };
}

// About 1 MB, as the file of a small federation.
async function metadata() {
  mkdirSync(work, { recursive: true });
  const path = join(work, 'federation.xml');
  writeFileSync(path, aggregate(340, await certificates(52)));
  return path;
}

/** What people do with a long list, and the longest task of the main thread in each. */
async function longestTasks(browser, url, files, count) {
  const { page, close } = await dropped(browser, url, files);
  const title = (what) => `${word(count)} people, longest task of the main thread: ${what}`;
  const report = async (what, work) => {
    await page.evaluate(() => (globalThis.tasks.length = 0));
    await work();
    await page.waitForTimeout(300);
    against('longestTask', title(what), await page.evaluate(() => Math.max(0, ...globalThis.tasks)), '0 is below 50 ms');
  };
  const shown = (pattern) => page.waitForFunction((text) => new RegExp(text).test(document.querySelector('.shown-count')?.textContent ?? ''), pattern, { timeout: 120_000 });
  await page.locator('.working').waitFor();
  await report('cancel', async () => {
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.locator('.working').waitFor({ state: 'detached' });
  });
  await report('check', async () => {
    await page.getByRole('button', { name: 'Check again' }).click();
    await page.locator('#verdict').waitFor({ timeout: 300_000 });
  });
  await report('open the list', async () => {
    await page.locator('.tabs a', { hasText: 'People' }).click();
    await page.locator('.people-table tbody th').first().waitFor();
  });
  await report('scroll', async () => {
    await page.locator('.table-box').hover();
    for (let i = 0; i < 40; i++) await page.mouse.wheel(0, 3000);
    await page.waitForFunction(() => document.querySelector('.people-table tbody th') && !document.querySelector('.to-come'));
  });
  await report('search', async () => {
    await page.locator('#people-search').pressSequentially('adeyemi', { delay: 60 });
    await shown('^[\\d,]+ of');
  });
  await report('sort', async () => {
    await page.getByRole('button', { name: 'Okta login' }).click();
    await page.waitForFunction(() => document.querySelector('.people-table tbody th') && !document.querySelector('.to-come'));
  });
  await report('open a person', async () => {
    await page.locator('.people-table tbody a').first().click();
    await page.locator('.panel .profile').waitFor();
  });
  await report('try an expression', async () => {
    await page.locator('.tabs a', { hasText: 'Mapping' }).click();
    await page.locator('.listed', { has: page.locator('h3', { hasText: /^User type$/ }) }).getByRole('button', { name: /Try in the lab/ }).click();
    await page.getByLabel('Expression', { exact: true }).fill('"standard"');
    await page.locator('.changed', { hasText: /change/ }).waitFor({ timeout: 300_000 });
  });
  await close();
}

export async function benchPage({ counts = [1000, 10_000, 100_000], rounds = 7 } = {}) {
  printSizes();
  const samples = join(root, 'samples/first-day-mistakes');
  const sample = readdirSync(samples).filter((name) => !/\.md$/.test(name)).sort().map((name) => join(samples, name));
  const { server, url } = await serve(site);
  const browser = await launch();
  try {
    const paints = [];
    for (let i = 0; i < 3; i++) paints.push(await firstPaint(browser, url));
    against('firstPaint', 'first paint, 1.6 Mbit/s and a 4 times slower processor', median(paints.map(({ painted }) => painted)), `of 3; usable after ${ms(median(paints.map(({ usable }) => usable)))}`);
    for (const [title, files] of [
      ['first-day-mistakes', sample],
      ['metadata of 340 identity providers', [await metadata()]],
    ]) {
      const all = [];
      for (let i = 0; i < rounds; i++) all.push((await dropTime(browser, url, files)).time);
      line(`from the drop to the verdict in Chromium, ${title}`, ms(median(all)), `of ${rounds}; slowest ${ms(Math.max(...all))}`);
    }
    for (const count of counts) {
      const folder = join(work, `${count}-people`);
      const files = makePopulation(folder, count);
      const page = [];
      const node = [];
      // In turn, so that both see the same machine.
      for (let i = 0; i < (count > 20_000 ? 2 : rounds); i++) {
        node.push(nodeTime(folder));
        page.push(await dropTime(browser, url, files));
      }
      const [ours, theirs] = [median(page.map(({ time }) => time)), median(node)];
      const more = `${ms(ours)} to ${ms(theirs)}; longest task of the main thread ${ms(Math.max(...page.map(({ longest }) => longest)))}`;
      const name = `from the drop to the verdict, ${word(count)} people: to check in WASM under node`;
      if (count === 1000) against('page', name, ours / theirs, more);
      else line(name, `${(ours / theirs).toFixed(2)} x`, more);
    }
    const most = Math.max(...counts);
    await longestTasks(browser, url, makePopulation(join(work, `${most}-people`), most), most);
  } finally {
    await browser.close();
    server.close();
  }
}
