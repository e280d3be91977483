// node tools/build-site.mjs
// Puts the page together: build/site/ (index.html and its assets) and build/site/preflight.html, one file that works
// from disk. Both run the same scripts; the core's glue, the worker and the module (compressed) travel as text inside a
// script, so that no page ever needs to connect anywhere (connect-src 'none') and the blob worker lives under the page's
// policy. That script comes last: the page shows itself before it.
//
// Everything that index.html loads may have kBudget bytes, each file compressed; more is an error.
//
// Reads preflight.js and preflight.wasm from $PREFLIGHT_WASM_DIR or build/wasm-release/wasm, samples from samples/*/.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build, minifySync } from 'vite';
import config from '../web/vite.config.mjs';

const kBudget = 920_000; // the aim is 600,000: lower it whenever the module shrinks
const root = fileURLToPath(new URL('..', import.meta.url));
const wasmDir = process.env.PREFLIGHT_WASM_DIR ?? join(root, 'build/wasm-release/wasm');
const site = process.env.PREFLIGHT_SITE_DIR ?? join(root, 'build/site');
const text = (...path) => readFileSync(join(root, ...path), 'utf8');

// What the page begins with (web/src/start.tsx), shown before any script runs. Plain text without markup.
const start = JSON.parse(text('web/src/start.json'));

// What the sample cards say. The folder decides which files there are.
const sampleWords = {
  healthy: ['Healthy', 'An integration without errors: what a clean rehearsal looks like.'],
  'first-day-mistakes': ['First-day mistakes', 'The classics: e-mail usernames, a full host name as Subdomain, an expired certificate.'],
  'support-case': ['Support case', 'Half of the files, some of them the wrong ones: what can still be said.'],
};

function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !name.startsWith('.') && !/\.md$/i.test(name))
    .flatMap((entry) => (entry.isDirectory() ? filesBelow(join(folder, entry.name)) : [join(folder, entry.name)]))
    .sort();
}

function samples() {
  const base = process.env.PREFLIGHT_SAMPLES_DIR ?? join(root, 'samples');
  const order = Object.keys(sampleWords);
  const found = readdirSync(base)
    .filter((name) => statSync(join(base, name)).isDirectory())
    .sort((a, b) => (order.indexOf(a) + 1 || 99) - (order.indexOf(b) + 1 || 99) || (a < b ? -1 : 1));
  return found
    .map((id) => ({
      id,
      title: sampleWords[id]?.[0] ?? id,
      text: sampleWords[id]?.[1] ?? '',
      files: filesBelow(join(base, id)).map((path) => ({ name: relative(join(base, id), path), text: readFileSync(path, 'utf8') })),
    }))
    .filter(({ files }) => files.length > 0);
}

// JSON is JavaScript; only what would end or confuse an inline script needs another spelling.
const literal = (value) => JSON.stringify(value).replace(/</g, '\\u003c').replace(/\u2028/g, '\\u2028').replace(/\u2029/g, '\\u2029');
const inlineable = (script) => script.replace(/<\/(script)/gi, '<\\/$1').replace(/<!--/g, '<\\!--');
const digest = (kind, body) => createHash(kind).update(body);
const hash = (body) => `'sha256-${digest('sha256', body).digest('base64')}'`;

const policy = ({ script, style }) =>
  [
    "default-src 'none'",
    `script-src ${script} 'wasm-unsafe-eval'`,
    `style-src ${style}`,
    'worker-src blob:',
    'img-src data:',
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types preflight',
  ].join('; ');

function page({ csp, style, scripts, offline }) {
  const copy = offline ? `\n<meta name="offline-copy" content="${digest('sha256', offline).digest('hex')}">` : '';
  const meta = `<meta http-equiv="Content-Security-Policy" content="${csp}">${copy}`;
  // Functions as replacements: a dollar sign in the code must stay one.
  return text('web/index.html')
    .replace('<!-- policy -->', () => meta)
    .replace('<!-- question -->', () => start.question)
    .replace('<!-- lead -->', () => start.lead)
    .replace('<!-- style -->', () => style)
    .replace('<!-- scripts -->', () => scripts);
}

// Zopfli's gzip is 5 % smaller than that of zlib (./dev installs it); a browser inflates both.
function packed(path) {
  const { status, stdout } = spawnSync('zopfli', ['--i15', '-c', path], { maxBuffer: 1 << 26 });
  return status === 0 ? stdout : gzipSync(readFileSync(path), { level: 9 });
}

for (const name of ['preflight.js', 'preflight.wasm']) {
  if (existsSync(join(wasmDir, name))) continue;
  console.error(`${join(wasmDir, name)} is missing: build the wasm-release preset first (cmake --preset wasm-release && cmake --build --preset wasm-release).`);
  process.exit(1);
}

await build(config);
const app = inlineable(text('build/web/app.js'));
const css = text('build/web/app.css');
const glue = readFileSync(join(wasmDir, 'preflight.js'), 'utf8');
const source = minifySync('worker.js', `${glue}\n${text('web/worker/worker.js')}`).code;
const compressed = packed(join(wasmDir, 'preflight.wasm')).toString('base64');
const engine = `globalThis.preflightEngine=${literal({ source, wasm: compressed })};dispatchEvent(new Event('preflight-engine'));\n`;
const samplesScript = `globalThis.preflightSamples=${literal(samples())};\n`;

rmSync(site, { recursive: true, force: true });
mkdirSync(join(site, 'assets'), { recursive: true });
const asset = (name, ending, body) => {
  const path = `assets/${name}.${digest('sha256', body).digest('hex').slice(0, 10)}.${ending}`;
  writeFileSync(join(site, path), body);
  return path;
};
const scripts = [asset('samples', 'js', samplesScript), asset('app', 'js', app), asset('engine', 'js', engine)];
const inline = [samplesScript, app, engine];
const single = page({
  csp: policy({ script: inline.map(hash).join(' '), style: hash(css) }),
  style: `<style>${css}</style>`,
  scripts: inline.map((body) => `<script>${body}</script>`).join('\n'),
});
writeFileSync(join(site, 'preflight.html'), single);
writeFileSync(
  join(site, 'index.html'),
  page({
    csp: policy({ script: "'self'", style: hash(css) }),
    // In the page: on a slow line it would come after the scripts have had their share, and nothing shows without it.
    style: `<style>${css}</style>`,
    scripts: scripts.map((path) => `<script src="${path}" defer></script>`).join('\n'),
    offline: single,
  }),
);

const sizeOf = (name) => {
  const body = readFileSync(join(site, name));
  const gzip = gzipSync(body, { level: 9 }).length;
  console.log(`${String(body.length).padStart(9)} B ${String(gzip).padStart(8)} gzip  ${name}`);
  return gzip;
};
const total = ['index.html', ...scripts].map(sizeOf).reduce((sum, size) => sum + size, 0);
sizeOf('preflight.html');
console.log(`${String(total).padStart(20)} gzip  in all, of at most ${kBudget}`);
if (total > kBudget) {
  console.error(`index.html loads ${total} bytes (gzip -9); at most ${kBudget} are allowed.`);
  process.exitCode = 1;
}
