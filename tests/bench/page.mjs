// Times taken in the page in Chromium.
import { readFileSync, readdirSync } from 'node:fs';
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
  await page.waitForTimeout(1000); // people look for their files
  await dropFromDisk(page, files);
  await page.waitForFunction(() => globalThis.shown);
  const time = await page.evaluate(() => globalThis.shown - globalThis.dropped);
  await close();
  return time;
}

// Milliseconds of processor that workers of pages have used, in any browser that is open; null where the system does not tell (Linux
// does). Waiting for other programs is not in it.
function processorOfWorkers() {
  try {
    let sum = 0;
    for (const process of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
      let threads;
      try {
        threads = readdirSync(`/proc/${process}/task`);
      } catch {
        continue; // ended meanwhile
      }
      for (const thread of threads) {
        try {
          const path = `/proc/${process}/task/${thread}`;
          if (readFileSync(`${path}/comm`, 'utf8').trim() === 'DedicatedWorker')
            sum += Number(readFileSync(`${path}/schedstat`, 'utf8').split(' ')[0]) / 1e6;
        } catch {}
      }
    }
    return sum;
  } catch {
    return null;
  }
}

/**
 * One file judged in a worker of the page's own, without the rest of the page, `rounds` times: milliseconds from the file
 * handed over to the answer, and of processor. The first a second after the worker was started: people look for their files.
 */
export async function workerTimes(browser, url, name, text, options, rounds) {
  const { page, close } = await open(browser, url);
  await page.evaluate(async () => {
    const { source, wasm } = globalThis.preflightEngine;
    const worker = new Worker(URL.createObjectURL(new Blob([source], { type: 'text/javascript' })));
    globalThis.askWorker = (message) =>
      new Promise((resolve, reject) => {
        worker.onerror = (event) => reject(new Error(event.message));
        worker.onmessage = ({ data }) => {
          if (data.type === 'failed') reject(new Error(data.message));
          if (data.type === 'result') resolve(data);
        };
        worker.postMessage(message);
      });
    worker.postMessage({ type: 'boot', wasm: Uint8Array.from(atob(wasm), (c) => c.charCodeAt(0)) });
    await globalThis.askWorker({ id: 0, type: 'rules' }); // it has started
  });
  await page.waitForTimeout(1000);
  const times = [];
  let report;
  for (let id = 1; id <= rounds; id++) {
    const before = processorOfWorkers();
    const { wall, check } = await page.evaluate(
      async ({ id, name, text, options }) => {
        const blob = new Blob([text]);
        const start = performance.now();
        const { check } = await globalThis.askWorker({ id, type: 'judge', files: [{ name, blob }], options });
        return { wall: performance.now() - start, check };
      },
      { id, name, text, options },
    );
    const after = processorOfWorkers();
    times.push({ wall, processor: before === null || after === null ? null : after - before });
    report = JSON.parse(check);
  }
  await close();
  return { times, report };
}
