// Times taken in the page in Chromium.
import { dropFromDisk, open } from '../web/browser.mjs';

/** Milliseconds from the drop of `files` until the verdict is painted. */
export async function dropTime(browser, url, files) {
  const { page, close } = await open(browser, url);
  await page.evaluate(() => {
    addEventListener('drop', () => (globalThis.dropped = performance.now()), { capture: true });
    new MutationObserver(() => {
      if (document.querySelector('#verdict') && !globalThis.shown) requestAnimationFrame(() => (globalThis.shown = performance.now()));
    }).observe(document.body, { childList: true, subtree: true });
  });
  await dropFromDisk(page, files);
  await page.waitForFunction(() => globalThis.shown);
  const time = await page.evaluate(() => globalThis.shown - globalThis.dropped);
  await close();
  return time;
}

/**
 * One file judged in a worker of the page's own, without the rest of the page: milliseconds from the file handed over to
 * the answer, for each of `rounds` times. In the first the module is just compiled and the browser has optimised nothing.
 */
export async function workerTimes(browser, url, name, text, options, rounds) {
  const { page, close } = await open(browser, url);
  const answers = await page.evaluate(
    async ({ name, text, options, rounds }) => {
      const { source, wasm } = globalThis.preflightEngine;
      const worker = new Worker(URL.createObjectURL(new Blob([source], { type: 'text/javascript' })));
      const ask = (message) =>
        new Promise((resolve, reject) => {
          worker.onerror = (event) => reject(new Error(event.message));
          worker.onmessage = ({ data }) => {
            if (data.type === 'failed') reject(new Error(data.message));
            if (data.type === 'result') resolve(data);
          };
          worker.postMessage(message);
        });
      worker.postMessage({ type: 'boot', wasm: Uint8Array.from(atob(wasm), (c) => c.charCodeAt(0)) });
      await ask({ id: 0, type: 'rules' }); // compiled by then
      const times = [];
      let check = '';
      for (let id = 1; id <= rounds; id++) {
        const blob = new Blob([text]);
        const start = performance.now();
        check = (await ask({ id, type: 'judge', files: [{ name, blob }], options })).check;
        times.push(performance.now() - start);
      }
      worker.terminate();
      return { times, check };
    },
    { name, text, options, rounds },
  );
  await close();
  return { times: answers.times, report: JSON.parse(answers.check) };
}
