// The page in Chromium: bytes, first paint on a slow line, the time from the drop to the verdict against the same check in
// WebAssembly under node, and the longest task of the main thread while people work with up to 100,000 rows. Of a task the
// processor's time counts, which other programs on the machine do not stretch.
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

/** Runs in the page: times of the drop, of the verdict, and of a cancel from the click to the answer of the worker. */
function watch() {
  const now = () => performance.now();
  addEventListener('drop', () => (globalThis.dropped = now()), { capture: true });
  addEventListener('click', ({ target }) => target.textContent === 'Cancel' && (globalThis.cancelled = { clicked: now() }), { capture: true });
  addEventListener('DOMContentLoaded', () =>
    new MutationObserver(() => {
      if (document.querySelector('#verdict') && !globalThis.shown) requestAnimationFrame(() => (globalThis.shown = now()));
    }).observe(document.body, { childList: true, subtree: true }),
  );
  globalThis.Worker = class extends globalThis.Worker {
    postMessage(message, ...more) {
      if (message.type === 'cancel') {
        const answered = ({ data }) => {
          if (data.id !== message.id) return;
          this.removeEventListener('message', answered);
          globalThis.cancelled.answered = now();
        };
        this.addEventListener('message', answered);
      }
      super.postMessage(message, ...more);
    }
  };
}

async function dropped(browser, url, files) {
  const opened = await open(browser, url, { before: watch });
  await opened.page.waitForTimeout(1000); // people look for their files
  await dropFromDisk(opened.page, files);
  return opened;
}

/** Milliseconds from the drop of `files` until the verdict is painted. */
async function dropTime(browser, url, files) {
  const { page, close } = await dropped(browser, url, files);
  await page.waitForFunction(() => globalThis.shown, undefined, { timeout: 600_000 });
  const time = await page.evaluate(() => globalThis.shown - globalThis.dropped);
  await close();
  return time;
}

/** The longest task of the page's main thread during `work`: milliseconds of processor (`cpu`) and elapsed (`wall`). */
async function longestTask(browser, page, work) {
  await browser.startTracing(page, { categories: ['toplevel'] });
  await work();
  await page.waitForTimeout(300);
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString());
  const threadOf = ({ pid, tid }) => `${pid}.${tid}`;
  const mains = new Set(traceEvents.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain').map(threadOf));
  const events = traceEvents.filter((event) => event.ph === 'X' && mains.has(threadOf(event))).sort((a, b) => a.ts - b.ts || b.dur - a.dur);
  let task = null;
  let longest = { cpu: 0, wall: 0 };
  const done = () => {
    if (task && !task.ours && task.tdur / 1000 > longest.cpu) longest = { cpu: task.tdur / 1000, wall: task.dur / 1000 };
  };
  for (const event of events) {
    if (event.name === 'ThreadControllerImpl::RunTask' && !(task && event.ts < task.ts + task.dur)) {
      done();
      task = event;
    }
    // What this program asks of the page does not count.
    if (task && event.args.chrome_mojo_event_info?.mojo_interface_tag === 'blink.mojom.DevToolsSession') task.ours = true;
  }
  done();
  return longest;
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
  const { page, close } = await open(browser, url, { before: watch });
  const report = async (what, work) => {
    const { cpu, wall } = await longestTask(browser, page, work);
    against('longestTask', `${word(count)} people, longest task of the main thread: ${what}`, cpu, `elapsed ${ms(wall)}`);
  };
  const shown = (pattern) => page.waitForFunction((text) => new RegExp(text).test(document.querySelector('.shown-count')?.textContent ?? ''), pattern, { timeout: 120_000 });
  await page.waitForTimeout(1000);
  await report('read and cancel', async () => {
    await dropFromDisk(page, files);
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.waitForFunction(() => globalThis.cancelled?.answered);
  });
  const { clicked, answered } = await page.evaluate(() => globalThis.cancelled);
  against('cancel', `${word(count)} people, from Cancel to a core that is free`, answered - clicked);
  await report('check', async () => {
    await page.getByRole('button', { name: 'Check again' }).click();
    await page.locator('#verdict').waitFor({ timeout: 600_000 });
    await page.waitForTimeout(1000); // what paper needs is listed then
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
    await page.locator('.changed', { hasText: /change/ }).waitFor({ timeout: 600_000 });
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
      for (let i = 0; i < rounds; i++) all.push(await dropTime(browser, url, files));
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
      const [ours, theirs] = [median(page), median(node)];
      const more = `${ms(ours)} to ${ms(theirs)}`;
      const name = `from the drop to the verdict, ${word(count)} people: to check in WASM under node`;
      if (count === 1000) against('page', name, ours / theirs, more);
      else line(name, `${(ours / theirs).toFixed(2)} x`, more);
    }
    for (const count of counts.filter((one) => one > 1000))
      await longestTasks(browser, url, makePopulation(join(work, `${count}-people`), count), count);
  } finally {
    await browser.close();
    server.close();
  }
}
