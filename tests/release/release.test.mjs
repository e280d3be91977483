// What is handed out: the program is hardened, the module is the same from build to build.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const program = join(root, 'build/native-release/cli/preflight');
const module = join(root, 'build/wasm-release/wasm');
const run = (command, ...args) => execFileSync(command, args, { encoding: 'utf8', maxBuffer: 64 << 20 });

test('the program: full RELRO, no executable stack, position independent, canaries, checked copies and containers', () => {
  const headers = run('readelf', '-hldW', program);
  assert.match(headers, /Type:\s+DYN/, 'position independent');
  assert.match(headers, /GNU_RELRO/);
  assert.match(headers, /BIND_NOW|FLAGS_1.*NOW/);
  assert.match(headers.match(/GNU_STACK.*/)[0], /\bRW\b/);
  const symbols = run('readelf', '--dyn-syms', '-W', program);
  assert.match(symbols, /__stack_chk_fail/);
  assert.match(symbols, /__\w+_chk\b/);
  assert.match(symbols, /__glibcxx_assert_fail|_ZSt21__glibcxx_assert_fail/);
});

test('two builds of the WebAssembly module are equal byte by byte', (t) => {
  // Links with the same options a second time, elsewhere: what the linker and the optimiser do must not depend on the place.
  if (!existsSync(join(module, 'preflight.wasm'))) return t.skip('build the wasm-release preset first');
  // It takes as long as the first build.
  if (!process.env.PREFLIGHT_TWO_BUILDS) return t.skip('set PREFLIGHT_TWO_BUILDS=1 to build the module a second time');
  const elsewhere = mkdtempSync(join(tmpdir(), 'preflight-again-'));
  try {
    run('cmake', '--preset', 'wasm-release', '-S', root, '-B', elsewhere, '-DPREFLIGHT_WERROR=ON', '-DPREFLIGHT_BUILD_TESTS=OFF');
    run('cmake', '--build', elsewhere, '--target', 'preflight');
    for (const name of ['preflight.wasm', 'preflight.js'])
      assert.ok(readFileSync(join(elsewhere, 'wasm', name)).equals(readFileSync(join(module, name))), `${name} differs`);
  } finally {
    rmSync(elsewhere, { recursive: true, force: true });
  }
});
