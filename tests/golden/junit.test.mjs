// check --format junit: valid against docs/schemas/junit.xsd (with xmllint, else skipped), and what fails is what the exit
// status says.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { preflight, root } from '../cli.mjs';

const folder = mkdtempSync(join(tmpdir(), 'preflight-'));
after(() => rmSync(folder, { recursive: true }));
const mistakes = 'samples/first-day-mistakes';
const now = ['--now', '2026-11-23T12:00:00Z'];
const junit = (...args) => preflight(['check', '--format', 'junit', ...now, ...args]);
const count = (xml, pattern) => [...xml.matchAll(pattern)].length;
const xmllint = (xml) => spawnSync('xmllint', ['--noout', '--schema', join(root, 'docs/schemas/junit.xsd'), '-'], { input: xml });
const skip = xmllint('').error && 'xmllint is not installed';

// Control characters, noncharacters and markup in a value that a message repeats.
const app = JSON.parse(readFileSync(join(root, mistakes, 'app.json'), 'utf8'));
app.settings.app.subDomain = ']]>\u0000\u0001\uFFFE\uFFFF<a href="x">&amp;';
writeFileSync(join(folder, 'app.json'), JSON.stringify(app));

test('valid against the schema', { skip }, () => {
  const folders = ['samples', 'tests/data'].flatMap((base) => readdirSync(join(root, base)).map((name) => `${base}/${name}`));
  for (const path of [...folders, folder]) {
    const { out } = junit(path);
    const { status, stderr } = xmllint(out);
    assert.equal(status, 0, `${path}: ${stderr}`);
  }
  assert.notEqual(xmllint('<testsuites name="x"/>').status, 0);
});

test('errors fail, what is to be confirmed is skipped, the rest passes', () => {
  const { status, out } = junit(mistakes);
  assert.equal(status, 1);
  const { summary, findings } = JSON.parse(preflight(['check', '--format', 'json', ...now, mistakes]).out);
  assert.equal(count(out, /<testcase /g), findings.length);
  assert.equal(count(out, /<failure /g), summary.error);
  assert.equal(count(out, /<skipped /g), summary.manual);
  assert.match(out, new RegExp(`<testsuite name="preflight check" tests="${findings.length}" failures="${summary.error}" errors="0" skipped="${summary.manual}">`));
  assert.match(out, /<testcase name="PF3011 username-format-email" classname="samples\/first-day-mistakes\/app\.json" file="samples\/first-day-mistakes\/app\.json" line="37">/);
});

test('what the baseline knows does not fail', () => {
  const base = join(folder, 'base.txt');
  writeFileSync(base, preflight(['check', '--format', 'json', ...now, mistakes]).out);
  const { status, out } = junit('--baseline', base, mistakes);
  assert.equal(status, 0);
  assert.equal(count(out, /<failure /g), 0);
  assert.match(out, /<skipped message="known from the baseline: The username format keeps/);
});

test('text of files stays text', () => {
  const { out } = junit(join(folder, 'app.json'));
  assert.match(out, /\]\]&gt;/);
  assert.match(out, /&lt;a href=/);
  assert.ok(!/[\x00-\x08\x0b-\x1f\uFFFE\uFFFF]/.test(out));
});
