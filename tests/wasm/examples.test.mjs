// Examples of rules are for the command line and the tests: the module of the page does not carry them.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { preflight, root } from '../cli.mjs';

const build = process.env.PREFLIGHT_WASM_DIR ?? join(root, 'build/wasm-release/wasm');

test('the module holds no examples', () => {
  const module = readFileSync(join(build, 'preflight.wasm'));
  const { rules } = JSON.parse(preflight(['rules', '--format', 'json']).out);
  assert.ok(rules.every(({ code }) => module.includes(code)));
  // Of the sound files, of a rule's example, of the list of the metadata checks.
  const shown = ['0oaEgnyte', '00uSvc', 'tests/data/saml-generated'];
  const { out } = preflight(['explain', 'PF6010']);
  assert.ok(out.includes(shown[1]));
  for (const words of shown) assert.ok(!module.includes(words), words);
});
