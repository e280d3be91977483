// What the page's tests share: a browser, a page that records everything it should not do, drops from disk.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

export const root = fileURLToPath(new URL('../..', import.meta.url));
export const site = process.env.PREFLIGHT_SITE_DIR ?? `${root}build/site`;
export const samples = process.env.PREFLIGHT_SAMPLES_DIR ?? `${root}samples`;

/** Milliseconds for what a page is waited for; more where the machine has other work. */
const kPatience = Number(process.env.PREFLIGHT_PATIENCE ?? 30_000);

export function launch() {
  if (!existsSync(`${site}/index.html`)) throw new Error(`${site}/index.html is missing: run npm run build:web first`);
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    timeout: Math.max(180_000, kPatience),
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
}

/**
 * A page with `problems` (console errors and exceptions) and `requests` (addresses asked after `settled`). `before` runs
 * in it before its own scripts.
 */
export async function open(browser, address, { before, ...options } = {}) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce', ...options });
  context.setDefaultTimeout(kPatience);
  const page = await context.newPage();
  if (before) await page.addInitScript(before);
  const problems = [];
  const requests = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') problems.push(`${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => problems.push(error.message));
  context.on('request', (request) => requests.push(request.url()));
  await page.goto(address, { waitUntil: 'load' });
  await page.locator('.start .card').first().waitFor();
  const loaded = requests.length;
  return {
    page,
    problems,
    /** Addresses asked after load; a worker's blob and the icon inside the page are not the network. */
    later: () => requests.slice(loaded).filter((url) => !/^(blob|data):/.test(url)),
    all: () => requests,
    close: () => context.close(),
  };
}

/** Files or folders dropped as the desktop would hand them over. */
export async function dropFromDisk(page, paths, selector = '#main') {
  const cdp = await page.context().newCDPSession(page);
  const box = await page.locator(selector).boundingBox();
  const data = { items: [], files: paths, dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop']) {
    await cdp.send('Input.dispatchDragEvent', { type, x: Math.round(box.x + 20), y: Math.round(box.y + 20), data });
  }
  await cdp.detach();
}

/** Waits until the live region has said what was found. */
export async function judged(page, files) {
  await page.waitForFunction((text) => document.querySelector('.page > [role=status]')?.textContent?.startsWith(text), `${files} file${files === 1 ? '' : 's'} read`);
  await page.locator('#verdict').waitFor();
}

export async function loadSample(page, title) {
  await page.locator('.card', { hasText: title }).click();
  await page.locator('#verdict').waitFor();
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe-core finds in what the page shows now. */
export async function violations(page, view) {
  // Through the debugger: the page's own policy lets no script in.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe);
  const { violations: found } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
  return found.map(({ id, nodes }) => `${view}: ${id} ${nodes.map(({ target }) => target).join(' ')}`);
}

export async function accessible(page, view) {
  none(await violations(page, view), 'axe');
}

export function none(list, what) {
  assert.deepEqual(list, [], what);
}
