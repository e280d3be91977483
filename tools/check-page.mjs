// node tools/check-page.mjs: serves build/site, opens it in headless Chromium, checks the sample and prints the verdict.
import { launch, loadSample, open, site } from '../tests/web/browser.mjs';
import { serve } from './serve.mjs';

const { server, url } = await serve(site);
const browser = await launch();
try {
  const { page, problems } = await open(browser, url);
  await loadSample(page, 'First-day mistakes');
  const verdict = (await page.locator('#verdict').innerText()).replace(/\s+/g, ' ').trim();
  console.log(`${url} says of the sample: ${verdict}`);
  if (!verdict || problems.length > 0) {
    problems.forEach((problem) => console.error(problem));
    process.exitCode = 1;
  }
} finally {
  await browser.close();
  server.close();
}
