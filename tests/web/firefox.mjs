// Firefox over WebDriver BiDi, which it speaks by itself: enough to open a page, look at it and give it files. Playwright drives
// an unchanged Firefox as well, but asks for commands that an ESR does not have yet.
// https://w3c.github.io/webdriver-bidi/
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const firefox = process.env.FIREFOX ?? ['/usr/bin/firefox-esr', '/usr/bin/firefox'].find((path) => existsSync(path));

// Node has one from version 22 on.
const WebSocket = globalThis.WebSocket ?? createRequire(import.meta.url)('playwright-core/lib/utilsBundle').ws;
const kPatience = Number(process.env.PREFLIGHT_PATIENCE ?? 60_000);

export async function openFirefox(address) {
  const profile = mkdtempSync(join(tmpdir(), 'preflight-firefox-'));
  const browser = spawn(firefox, ['--headless', '--no-remote', '--profile', profile, '--remote-debugging-port', '0'], { stdio: ['ignore', 'ignore', 'pipe'] });
  const gone = new Promise((done) => browser.once('exit', done));
  const url = await new Promise((found, failed) => {
    let text = '';
    browser.stderr.on('data', (piece) => {
      text += piece;
      const listens = /WebDriver BiDi listening on (ws:\/\/\S+)/.exec(text);
      if (listens) found(listens[1]);
    });
    browser.once('exit', () => failed(new Error(`Firefox ended: ${text.slice(-500)}`)));
    setTimeout(() => failed(new Error(`Firefox did not start: ${text.slice(-500)}`)), kPatience).unref();
  });
  const socket = new WebSocket(`${url}/session`);
  await new Promise((opened, failed) => {
    socket.onopen = opened;
    socket.onerror = () => failed(new Error(`no connection to ${url}`));
  });
  const waiting = new Map();
  const problems = [];
  const requests = [];
  socket.onmessage = ({ data }) => {
    const message = JSON.parse(data);
    if (message.type === 'event') {
      const { level, text, request } = message.params;
      if (message.method === 'log.entryAdded' && ['error', 'warn'].includes(level)) problems.push(`${level}: ${text}`);
      if (message.method === 'network.beforeRequestSent') requests.push(request.url);
      return;
    }
    const { done, failed } = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.type === 'error') failed(new Error(`${message.error}: ${message.message}`));
    else done(message.result);
  };
  let next = 1;
  const send = (method, params) =>
    new Promise((done, failed) => {
      waiting.set(next, { done, failed });
      socket.send(JSON.stringify({ id: next++, method, params }));
    });

  await send('session.new', { capabilities: {} });
  await send('session.subscribe', { events: ['log.entryAdded', 'network.beforeRequestSent'] });
  const { context } = (await send('browsingContext.getTree', {})).contexts[0];
  await send('browsingContext.setViewport', { context, viewport: { width: 1440, height: 900 } });
  await send('browsingContext.navigate', { context, url: address, wait: 'complete' });
  const evaluate = async (expression) => {
    const { result, exceptionDetails } = await send('script.evaluate', { expression, target: { context }, awaitPromise: true });
    if (exceptionDetails) throw new Error(exceptionDetails.text);
    return result;
  };
  return {
    problems,
    requests,
    /** The value of an expression: text, a number, a boolean or nothing. */
    value: async (expression) => (await evaluate(expression)).value,
    async until(expression) {
      const end = Date.now() + kPatience;
      while (!(await evaluate(`Boolean(${expression})`)).value) {
        if (Date.now() > end) throw new Error(`never true: ${expression}`);
        await new Promise((done) => setTimeout(done, 100));
      }
    },
    async setFiles(selector, files) {
      const { sharedId } = await evaluate(`document.querySelector(${JSON.stringify(selector)})`);
      await send('input.setFiles', { context, element: { sharedId }, files });
    },
    async close() {
      await send('browser.close', {}).catch(() => undefined);
      setTimeout(() => browser.kill(), 5000).unref();
      await gone;
      socket.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}
