// What every file of page tests begins with: a browser, the served page and a folder for made files, all gone at the end.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before } from 'node:test';
import { serve } from '../../tools/serve.mjs';
import { launch, open, site } from './browser.mjs';

export const folder = mkdtempSync(join(tmpdir(), 'preflight-'));
export let browser;
let server;
export const served = () => server;
before(async () => {
  server = await serve(site);
  browser = await launch();
});
after(async () => {
  await browser?.close();
  server?.server.close();
  rmSync(folder, { recursive: true, force: true });
});

// The page as it is served.
export const openPage = (options) => open(browser, server.url, options);
