// The page: bytes, and the time from the drop to the verdict in Chromium.
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { serve } from '../../tools/serve.mjs';
import { dropFromDisk, launch, open, site } from '../web/browser.mjs';
import { aggregate, certificates } from './make_metadata.mjs';
import { makePopulation } from './make_population.mjs';
import { line, median, ms, root, work } from './measure.mjs';

// Milliseconds from the drop of `files` until the verdict is painted.
async function dropTime(browser, url, files) {
  const { page, close } = await open(browser, url);
  await page.evaluate(() => {
    addEventListener('drop', () => (globalThis.dropped = performance.now()), { capture: true });
    new MutationObserver(() => {
      if (document.querySelector('#verdict') && !globalThis.shown) requestAnimationFrame(() => (globalThis.shown = performance.now()));
    }).observe(document.body, { childList: true, subtree: true });
  });
  await page.waitForTimeout(1000); // people look for their files
  await dropFromDisk(page, files);
  await page.waitForFunction(() => globalThis.shown);
  const time = await page.evaluate(() => globalThis.shown - globalThis.dropped);
  await close();
  return time;
}

function printSizes() {
  for (const [name, paths] of [
    ['page, all files together', ['index.html', ...readdirSync(join(site, 'assets')).map((file) => `assets/${file}`)]],
    ['preflight.html, the page in one file', ['preflight.html']],
  ]) {
    const bodies = paths.map((path) => readFileSync(join(site, path)));
    const raw = bodies.reduce((sum, body) => sum + body.length, 0);
    const gzip = bodies.reduce((sum, body) => sum + gzipSync(body, { level: 9 }).length, 0);
    line(name, `${(raw / 1000).toFixed(0)} kB`, `${(gzip / 1000).toFixed(0)} kB gzip`);
  }
}

// About 1 MB, as the file of a small federation.
async function metadata() {
  mkdirSync(work, { recursive: true });
  const path = join(work, 'federation.xml');
  writeFileSync(path, aggregate(340, await certificates(52)));
  return path;
}

export async function benchPage() {
  printSizes();
  const samples = join(root, 'samples/first-day-mistakes');
  const sample = readdirSync(samples).filter((name) => !/\.md$/.test(name)).sort().map((name) => join(samples, name));
  const { server, url } = await serve(site);
  const browser = await launch();
  try {
    for (const [title, files] of [
      ['first-day-mistakes', sample],
      ['1,000 people', makePopulation(join(work, '1000-people'), 1000)],
      ['metadata of 340 identity providers', [await metadata()]],
    ]) {
      const all = [];
      for (let i = 0; i < 7; i++) all.push(await dropTime(browser, url, files));
      line(`from the drop to the verdict in Chromium, ${title}`, ms(median(all)), `of 7; slowest ${ms(Math.max(...all))}`);
    }
  } finally {
    await browser.close();
    server.close();
  }
}
