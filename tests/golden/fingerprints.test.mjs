// A fingerprint says which mistake a finding is about (spec 6.1): no two findings share one, and it stays the same when
// files are renamed, given in another order, reformatted, reordered inside or moved into another file.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { preflight, root } from '../cli.mjs';

const folder = mkdtempSync(join(tmpdir(), 'preflight-'));
after(() => rmSync(folder, { recursive: true }));

const now = ['--now', '2026-11-23T12:00:00Z'];
const findingsOf = (...files) => JSON.parse(preflight(['check', '--format', 'json', ...now, ...files]).out).findings;
const fingerprints = (...files) => findingsOf(...files).map(({ code, fingerprint }) => `${code} ${fingerprint}`).sort();

// The files of a folder, by name.
function filesOf(path) {
  const files = {};
  for (const name of readdirSync(path).sort()) {
    const file = join(path, name);
    if (statSync(file).isDirectory()) {
      for (const [inner, bytes] of Object.entries(filesOf(file))) files[`${name}/${inner}`] = bytes;
    } else if (!name.endsWith('.md')) {
      files[name] = readFileSync(file);
    }
  }
  return files;
}

let count = 0;
function write(files) {
  const path = join(folder, String(count++));
  for (const [name, bytes] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), bytes);
  }
  return path;
}

function parsed(bytes) {
  try {
    return JSON.parse(bytes);
  } catch {
    return undefined;
  }
}
const configuration = (json) => json !== undefined && !Array.isArray(json) && json.preflightScenario === undefined;
// Keys the other way round, in every object.
function reordered(json) {
  if (Array.isArray(json)) return json.map(reordered);
  if (json === null || typeof json !== 'object') return json;
  return Object.fromEntries(Object.entries(json).reverse().map(([key, value]) => [key, reordered(value)]));
}
const mapFiles = (files, change) => Object.fromEntries(Object.entries(files).map(([name, bytes], i) => change(name, bytes, i)));
const ofJson = (files, change) => mapFiles(files, (name, bytes) => {
  const json = parsed(bytes);
  return [name, json === undefined ? bytes : JSON.stringify(change(json))];
});

const changes = {
  'renamed, in the opposite order': (files) => mapFiles(files, (name, bytes, i) => [`${String(99 - i).padStart(2, '0')}-${name.replaceAll('/', '-')}`, bytes]),
  reformatted: (files) => mapFiles(files, (name, bytes) => [name, parsed(bytes) === undefined ? bytes : JSON.stringify(parsed(bytes), null, 7)]),
  'reordered inside': (files) => ofJson(files, reordered),
  'moved into one file': (files) => {
    const moved = Object.values(files).map(parsed).filter(configuration);
    const rest = Object.entries(files).filter(([, bytes]) => !configuration(parsed(bytes)));
    return { ...Object.fromEntries(rest), 'all.json': JSON.stringify(moved) };
  },
};

for (const sample of readdirSync(join(root, 'samples'))) {
  const path = join(root, 'samples', sample);
  test(`${sample}: fingerprints survive every change of form`, () => {
    const files = filesOf(path);
    const wanted = fingerprints(path);
    assert.equal(new Set(wanted).size, wanted.length);
    for (const [what, change] of Object.entries(changes)) assert.deepEqual(fingerprints(write(change(files))), wanted, what);
  });
}

const cases = ['../shared/cases', '../../shared/cases'].map((path) => join(root, path)).find(existsSync);
test('acceptance cases: no two findings share a fingerprint, and names do not matter', { skip: !cases && '../shared/cases is not there' }, () => {
  const pairs = (findings) => findings.filter(({ code }) => code !== 'PF1014').map(({ code, fingerprint }) => `${code} ${fingerprint}`).sort();
  const codes = (list) => list.map((pair) => pair.split(' ')[0]).join();
  let compared = 0;
  for (const name of readdirSync(cases)) {
    const path = join(cases, name);
    if (!statSync(path).isDirectory()) continue;
    const files = filesOf(path);
    const wanted = pairs(findingsOf(write(files)));
    assert.equal(new Set(wanted).size, wanted.length, name);
    for (const [what, change] of Object.entries(changes)) {
      if (what === 'moved into one file') continue;
      const found = pairs(findingsOf(write(change(files))));
      // Of what is not recognised only the content is known, and of several objects of a kind the first one counts.
      const known = (list) => (what.startsWith('renamed') ? list : list.filter((pair) => !/^PF10(01|10)/.test(pair)));
      if (codes(known(found)) !== codes(known(wanted))) continue;
      assert.deepEqual(known(found), known(wanted), `${name}: ${what}`);
      compared++;
    }
  }
  assert.ok(compared > 150, String(compared));
});

test('a finding about people names none of them', () => {
  const path = join(root, 'samples/first-day-mistakes');
  const files = filesOf(path);
  const renamed = ofJson(files, (json) => JSON.parse(JSON.stringify(json).replaceAll('.anders', '.someone')));
  const people = (findings) => findings.filter(({ affected }) => affected?.users).map(({ code, fingerprint }) => `${code} ${fingerprint}`).sort();
  const wanted = people(findingsOf(path));
  assert.ok(wanted.length > 3);
  // One person fewer is the same finding.
  const fewer = ofJson(files, (json) => (Array.isArray(json) && json.length > 4 ? json.slice(0, -1) : json));
  const left = people(findingsOf(write(fewer)));
  assert.ok(left.length > 2);
  for (const finding of left) assert.ok(wanted.includes(finding), finding);
  assert.deepEqual(people(findingsOf(write(renamed))), wanted);
});

test('another object, another place or another file of the same content: another fingerprint', () => {
  const app = JSON.parse(readFileSync(join(root, 'samples/first-day-mistakes/app.json'), 'utf8'));
  const of = (files) => findingsOf(write(files));
  const one = of({ 'app.json': JSON.stringify(app) }).find(({ code }) => code === 'PF3011');
  const other = of({ 'app.json': JSON.stringify({ ...app, id: '0oaOther' }) }).find(({ code }) => code === 'PF3011');
  assert.notEqual(one.fingerprint, other.fingerprint);
  const twice = of({ 'a.txt': 'nothing known', 'b.txt': 'nothing known', 'c.txt': 'nor this' }).filter(({ code }) => code === 'PF1001');
  assert.equal(new Set(twice.map(({ fingerprint }) => fingerprint)).size, 3);
});

// Reports of check as baselines.
const mistakes = join(root, 'samples/first-day-mistakes');
const report = (...args) => preflight(['check', '--format', 'json', ...now, ...args]);

test('--baseline: what is known does not fail', () => {
  const baseline = write({ 'base.json': report(mistakes).out });
  const file = join(baseline, 'base.json');
  assert.equal(report(mistakes).status, 1);
  const { status, out } = report('--baseline', file, mistakes);
  assert.equal(status, 0);
  const json = JSON.parse(out);
  assert.deepEqual(json.baseline, { known: json.findings.length, gone: [] });
  assert.ok(json.findings.every(({ known }) => known));
  assert.equal(JSON.parse(report(mistakes).out).baseline, undefined);

  const text = preflight(['check', ...now, '--baseline', file, mistakes]);
  assert.equal(text.status, 0);
  assert.match(text.out, /\nKnown from the baseline\n[^]*PF3011/);
  assert.match(text.out, new RegExp(`0 errors, 0 warnings, 0 notes, 0 to confirm by hand\nBaseline: ${json.findings.length} known, not counted above; 0 no longer found\n$`));
  assert.doesNotMatch(text.out, /Mend:/);
});

test('--baseline: new findings fail, and what is gone is named', () => {
  const whole = JSON.parse(report(mistakes).out);
  const removed = whole.findings.find(({ code }) => code === 'PF3011');
  const others = whole.findings.filter((finding) => finding !== removed);
  const entry = { ...removed, fingerprint: '0123456789abcdef', code: 'PF9999', rule: 'no-such-rule', message: 'Fixed \u001b[31m.' };
  const file = join(write({ 'base.json': JSON.stringify({ ...whole, findings: [...others, entry] }) }), 'base.json');
  const { status, out } = report('--baseline', file, mistakes);
  assert.equal(status, 1);
  const { baseline, findings } = JSON.parse(out);
  assert.deepEqual(findings.filter(({ known }) => !known).map(({ code }) => code), ['PF3011']);
  assert.deepEqual(baseline.gone.map(({ code }) => code), ['PF9999']);
  const text = preflight(['check', ...now, '--baseline', file, mistakes]).out;
  assert.match(text, /✗ error PF3011/);
  assert.match(text, /In the baseline, but no longer found\n {2}PF9999 Fixed \\u\{1B\}\[31m\./);
  assert.match(text, /\n1 error, 0 warnings, 0 notes, 0 to confirm by hand\nBaseline: \d+ known, not counted above; 1 no longer found\n$/);
  assert.equal(preflight(['check', ...now, '--fail-on', 'never', '--baseline', file, mistakes]).status, 0);
});

test('--baseline: a file that is not a report is refused and says why', () => {
  const whole = JSON.parse(report(mistakes).out);
  for (const [text, words] of [
    ['', /is not JSON/],
    ['{"findings": [', /is not JSON/],
    ['[]', /not a report of preflight check/],
    [JSON.stringify({ ...whole, findings: undefined }), /not a report of preflight check/],
    [preflight(['simulate', '--format', 'json', mistakes]).out, /not a report of preflight check/],
    [JSON.stringify({ ...whole, schemaVersion: '2.0' }), /schemaVersion is "2\.0"; this version reads 1\.x/],
    [JSON.stringify({ ...whole, findings: [{ ...whole.findings[0], fingerprint: 'short' }] }), /the finding at \/findings\/0 has no fingerprint/],
  ]) {
    const { status, out, err } = report('--baseline', join(write({ 'base.json': text }), 'base.json'), mistakes);
    assert.equal(status, 2, text.slice(0, 40));
    assert.equal(out, '');
    assert.match(err, /base\.json cannot be used: /);
    assert.match(err, words);
  }
  assert.equal(report('--baseline', 'no-such-file.json', mistakes).status, 2);
});
