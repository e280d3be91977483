// node tests/fuzz/mutations.mjs COUNT [SEED]: COUNT mutated inputs through every command of a sanitized build and through the
// WebAssembly module. Fails on a crash, a report of a sanitizer, an exit status other than 0, 1 and 2, a run of over two
// minutes, and where the two print different bytes. Inputs that failed stay in build/fuzz-findings/mutations. The same seed gives
// the same inputs. PREFLIGHT_CLI names the build; without a module (PREFLIGHT_WASM_DIR) nothing is compared.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ask, load } from '../wasm/module.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const count = Number(process.argv[2]);
const seed = Number(process.argv[3] ?? 1);
if (!Number.isInteger(count) || count < 1 || !Number.isInteger(seed)) throw new Error('usage: node tests/fuzz/mutations.mjs COUNT [SEED]');
const cli = process.env.PREFLIGHT_CLI ?? join(root, 'build/fuzz/cli/preflight');
const wasm = existsSync(join(process.env.PREFLIGHT_WASM_DIR ?? join(root, 'build/wasm-release/wasm'), 'preflight.wasm')) ? await load() : null;

// xorshift: the same numbers everywhere.
let state = (seed * 2654435761) >>> 0 || 1;
function random(below) {
  state ^= state << 13;
  state >>>= 0;
  state ^= state >>> 17;
  state ^= state << 5;
  state >>>= 0;
  return state % below;
}
const pick = (list) => list[random(list.length)];

const folders = ['samples', 'tests/data']
  .flatMap((base) => readdirSync(join(root, base), { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => join(root, base, name)));
const seeds = folders.flatMap((folder) =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(json|xml|csv|ndjson|txt|html)$/.test(entry.name))
    .map(({ name }) => ({ name, bytes: readFileSync(join(folder, name)) }))
    .filter(({ bytes }) => bytes.length < 200_000),
);
const tokens = ['{', '}', '[', ']', '"', ',', ':', 'null', '-1', '1e999', '\\u0000', '\\ud800', '\u0000', '\u202e', '<', '>', '<!DOCTYPE x>', '&#x0;', '<![CDATA[', ']]>', '\r', '\n', "'", '@', '${', '"a" + ', 'user.', '\ufeff', '../../', '=1+1']
  .map((token) => Buffer.from(token))
  .concat([Buffer.from([0xff]), Buffer.from([0xfe, 0xff]), Buffer.from([0xc0, 0x80])]);

const mutations = [
  (bytes, at) => Buffer.concat([bytes.subarray(0, at), pick(tokens), bytes.subarray(at)]),
  (bytes, at) => bytes.subarray(0, at),
  (bytes, at) => Buffer.concat([bytes.subarray(0, at), bytes.subarray(Math.min(bytes.length, at + 1 + random(200)))]),
  (bytes, at) => Buffer.concat([bytes.subarray(0, at), bytes.subarray(at, at + random(2000)), bytes.subarray(at)]),
  (bytes, at) => {
    const copy = Buffer.from(bytes);
    if (copy.length) copy[at] ^= 1 << random(8);
    return copy;
  },
  (bytes, at) => {
    const other = pick(seeds).bytes;
    const from = random(other.length + 1);
    return Buffer.concat([bytes.subarray(0, at), other.subarray(from, from + random(3000)), bytes.subarray(at)]);
  },
  (bytes) => Buffer.from(bytes.toString('latin1').replace(/"[^"]*"/g, (text) => (random(20) ? text : pick(['null', '[]', '{}', '7', '""']))), 'latin1'),
];

const now = '2026-11-23T12:00:00Z';
const commands = [
  ...['text', 'json', 'markdown', 'sarif', 'junit', 'github'].map((format) => ['check', '--now', now, '--format', format]),
  ...['text', 'json', 'ndjson', 'csv'].map((format) => ['simulate', '--now', now, '--format', format]),
  ...['text', 'json'].flatMap((format) => [['identify', '--format', format], ['eval', '--format', format]]),
];
const asked = { check: 'check', simulate: 'simulate', identify: 'identify', eval: 'expressions' };

const folder = mkdtempSync(join(tmpdir(), 'preflight-mutations-'));
const findings = join(root, 'build/fuzz-findings/mutations');
let inputs = 0, worlds = 0, failures = 0;
const env = { ...process.env, ASAN_OPTIONS: 'detect_leaks=0:allocator_may_return_null=1', UBSAN_OPTIONS: 'print_stacktrace=1' };

function fail(world, what) {
  failures += 1;
  const kept = join(findings, `${seed}-${worlds}`);
  rmSync(kept, { recursive: true, force: true });
  mkdirSync(kept, { recursive: true });
  cpSync(world, kept, { recursive: true });
  console.log(`${what}\n  inputs: ${kept}`);
}

while (inputs < count && failures < 10) {
  worlds += 1;
  const world = join(folder, String(worlds));
  mkdirSync(world);
  for (let i = 0; i < 20; ++i) {
    let { name, bytes } = pick(seeds);
    for (let change = 1 + random(4); change > 0; --change) bytes = pick(mutations)(bytes, random(bytes.length + 1));
    writeFileSync(join(world, `${i}-${name}`), bytes);
    inputs += 1;
  }
  for (const command of commands) {
    const done = spawnSync(cli, [...command, world], { env, maxBuffer: 1 << 28, timeout: 120_000 });
    const error = done.stderr.toString();
    const shown = `${command.join(' ')}: `;
    if (done.error) fail(world, shown + done.error.message);
    else if (![0, 1, 2].includes(done.status)) fail(world, `${shown}status ${done.status} ${done.signal ?? ''}\n${error.slice(-3000)}`);
    else if (/AddressSanitizer|runtime error/.test(error)) fail(world, shown + error.slice(-3000));
    else if (wasm && command.at(-1) === 'json') {
      const other = ask(wasm, asked[command[0]], [world], command[0] === 'check' || command[0] === 'simulate' ? { now } : {});
      if (other !== done.stdout.toString()) fail(world, `${shown}native and WebAssembly differ`);
    }
  }
  for (const name of readdirSync(world).filter((file) => file.endsWith('.xml')).slice(0, 2)) {
    const done = spawnSync(cli, ['diff', '--now', now, '--before', join(root, 'samples/healthy/idp-metadata.xml'), '--after', join(world, name)], { env, timeout: 120_000 });
    if (done.error || ![0, 1, 2].includes(done.status) || /AddressSanitizer|runtime error/.test(done.stderr.toString())) fail(world, `diff ${name}: status ${done.status}\n${done.stderr.toString().slice(-3000)}`);
  }
  rmSync(world, { recursive: true });
}
rmSync(folder, { recursive: true });
console.log(`mutations    ${failures === 0 ? 'clean ' : 'FAILED'} ${inputs} inputs, ${commands.length + 1} commands, seed ${seed}${wasm ? '' : ', no module to compare with'}`);
process.exitCode = failures === 0 ? 0 : 1;
