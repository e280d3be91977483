// One export in every shape in which people have it: minified, pretty, wrapped, as NDJSON, in another encoding, with saved
// headers, with its keys in another order, in pages, given twice, cut off. Where nothing was lost the verdict is the same;
// where something was, the report says so. There is a file in tests/data/artefacts for each kind (tests/unit/artefacts_test.cpp), so a
// new kind is covered by its file. Of XML the shapes are in tests/data/saml-mutations.
import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, extname, join } from 'node:path';
import { after, test } from 'node:test';
import { preflight, root } from '../cli.mjs';

const work = mkdtempSync(join(tmpdir(), 'preflight-'));
after(() => rmSync(work, { recursive: true }));
const now = '2026-11-23T12:00:00Z';

/** Files by name -> what is concluded from them, without places and without what only tells of the shape. */
let folders = 0;
function verdict(files, quiet = []) {
  const folder = join(work, String((folders += 1)));
  for (const [name, bytes] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
  }
  const { out, status, err } = preflight(['check', '--format', 'json', '--now', now, folder]);
  assert.ok(status < 2, err);
  const report = JSON.parse(out);
  const shape = new Set(['PF1009', ...quiet]);
  const findings = report.findings
    .filter(({ code }) => !shape.has(code))
    .map(({ code, message, severity, affected }) => JSON.stringify([code, message, severity, affected ?? null]))
    .sort();
  const sorted = (list) => list.map((one) => JSON.stringify(one)).sort();
  return {
    kinds: [...new Set(report.inputs.flatMap(({ kinds }) => kinds))].sort(),
    findings,
    verdict: report.verdict,
    missing: report.missing.map(({ kind }) => kind).sort(),
    unused: [...new Set(sorted(report.unused.map(({ kind, why }) => [kind, why])))],
    codes: report.findings.map(({ code }) => code),
  };
}
const compared = ({ kinds, findings, verdict: words, missing, unused }) => ({ kinds, findings, verdict: words, missing, unused });

// ---- JSON

/** Always the same "random" numbers. */
function generator(seed) {
  let state = seed;
  return () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
}
function shuffledKeys(value, random) {
  if (Array.isArray(value)) return value.map((one) => shuffledKeys(one, random));
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).map(([key, one]) => [key, shuffledKeys(one, random), random()]);
  return Object.fromEntries(entries.sort((a, b) => a[2] - b[2]).map(([key, one]) => [key, one]));
}
const escaped = (text) => text.replace(/[^\x20-\x7e]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
const utf16 = (text, bigEndian = false) => {
  const bytes = Buffer.from(`\ufeff${text}`, 'utf16le');
  return bigEndian ? bytes.swap16() : bytes;
};
const headers = 'HTTP/2 200 \r\ncontent-type: application/json\r\nx-okta-request-id: Zq1\r\n\r\n';
const asList = (value) => (Array.isArray(value) ? value : [value]);

const jsonShapes = {
  minified: (value) => JSON.stringify(value),
  'with one blank': (value) => JSON.stringify(value, null, 1),
  'with four blanks and CRLF': (value) => JSON.stringify(value, null, 4).replaceAll('\n', '\r\n'),
  'with escapes': (value) => escaped(JSON.stringify(value)),
  'with a byte order mark': (value) => `\ufeff${JSON.stringify(value, null, 2)}`,
  'in UTF-16 of PowerShell': (value) => utf16(JSON.stringify(value, null, 2).replaceAll('\n', '\r\n')),
  'in UTF-16, big endian': (value) => utf16(JSON.stringify(value), true),
  'with saved headers': (value) => headers + JSON.stringify(value, null, 2),
  'with a guard': (value) => `while(1){};${JSON.stringify(value)}`,
  'in a list': (value) => JSON.stringify(asList(value)),
  'wrapped in data': (value) => JSON.stringify({ page: 1, data: value, done: true }),
  'wrapped in value': (value) => JSON.stringify({ value: asList(value) }, null, 2),
  'as NDJSON': (value) => asList(value).map((one) => JSON.stringify(one)).join('\n') + '\n',
  'with keys in another order': (value) => JSON.stringify(shuffledKeys(value, generator(7)), null, 2),
  'with keys in a third order': (value) => JSON.stringify(shuffledKeys(value, generator(99))),
};

// ---- CSV

function csvRows(text) {
  const rows = [[]];
  let cell = '', quoted = false;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (quoted) {
      if (c === '"' && text[i + 1] === '"') cell += text[(i += 1)];
      else if (c === '"') quoted = false;
      else cell += c;
    } else if (c === '"') quoted = true;
    else if (c === ',') {
      rows.at(-1).push(cell);
      cell = '';
    } else if (c === '\n') {
      rows.at(-1).push(cell);
      rows.push([]);
      cell = '';
    } else if (c !== '\r') cell += c;
  }
  if (cell || rows.at(-1).length) rows.at(-1).push(cell);
  else rows.pop();
  return rows;
}
const csv = (rows, end = '\n', always = false) =>
  rows.map((row) => row.map((cell) => (always || /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')).join(end) + end;
const csvShapes = {
  'as it is': (rows) => csv(rows),
  'with CRLF': (rows) => csv(rows, '\r\n'),
  'quoted everywhere': (rows) => csv(rows, '\n', true),
  'with a byte order mark': (rows) => `\ufeff${csv(rows, '\r\n')}`,
  'in UTF-16': (rows) => utf16(csv(rows, '\r\n')),
  'without the last line end': (rows) => csv(rows).trimEnd(),
  'with columns in another order': (rows) => csv(rows.map((row) => [...row].reverse())),
};

// ---- each kind alone

const folder = join(root, 'tests/data/artefacts');
/** What is concluded where one export came in several files: without their folders, each said once, examples in one order. */
function together(files) {
  const { findings, ...others } = verdict(files, ['PF1013', 'PF1016']);
  const plainly = (line) => {
    const [code, message, severity, affected] = JSON.parse(line.replaceAll(/\b[12]\//g, ''));
    return JSON.stringify([code, message, severity, affected && { ...affected, examples: affected.examples.sort() }]);
  };
  // Of one page nothing may count.
  const { unused, ...concluded } = compared(others);
  return { ...concluded, findings: [...new Set(findings.map(plainly))].sort() };
}
/** Rows in another order, always the same one. */
const shuffled = (rows) => {
  const random = generator(31);
  const other = rows.map((row) => [random(), row]).sort((a, b) => a[0] - b[0]).map(([, row]) => row);
  return other.every((row, i) => row === rows[i]) ? other.reverse() : other;
};

/** The name decides nothing but whose members a list holds. */
const parsed = (text) => JSON.parse(text.replace(/^\ufeff/, ''));

for (const name of readdirSync(folder).sort()) {
  const text = readFileSync(join(folder, name), 'utf8');
  const plain = () => compared(verdict({ [name]: text }));
  if (extname(name) === '.json') {
    const value = parsed(text);
    for (const [shape, write] of Object.entries(jsonShapes)) {
      test(`${basename(name, '.json')} ${shape}`, () => assert.deepEqual(compared(verdict({ [name]: write(value) })), plain()));
    }
    const pages = Array.isArray(value) && value.length > 1;
    // Each copy of an error answer is named.
    if (name !== 'okta_error.json') test(`${basename(name, '.json')} given twice`, () => assert.deepEqual(together({ [`1/${name}`]: text, [`2/${name}`]: JSON.stringify(value) }), together({ [name]: text })));
    if (pages) {
      const half = Math.ceil(value.length / 2);
      test(`${basename(name, '.json')} in pages`, () =>
        assert.deepEqual(together({ [`1/${name}`]: JSON.stringify(value.slice(0, half)), [`2/${name}`]: JSON.stringify(value.slice(half)) }), together({ [name]: text })));
      test(`${basename(name, '.json')} in pages that overlap`, () =>
        assert.deepEqual(together({ [`1/${name}`]: JSON.stringify(value.slice(0, half + 1)), [`2/${name}`]: JSON.stringify(value.slice(half)) }), together({ [name]: text })));
      test(`${basename(name, '.json')} shuffled`, () => assert.deepEqual(together({ [name]: JSON.stringify(shuffled(value)) }), together({ [name]: text })));
    }
    test(`${basename(name, '.json')} cut off is noticed`, () => {
      const whole = JSON.stringify(value, null, 2);
      for (const part of [0.3, 0.6, 0.95]) {
        const { codes } = verdict({ [name]: whole.slice(0, Math.floor(whole.length * part)) });
        assert.ok(codes.includes('PF1002'), `${part}: ${codes}`);
      }
    });
  } else if (extname(name) === '.csv') {
    const rows = csvRows(text);
    for (const [shape, write] of Object.entries(csvShapes)) {
      test(`${basename(name, '.csv')} ${shape}`, () => assert.deepEqual(compared(verdict({ [name]: write(rows) })), plain()));
    }
    const [header, ...records] = rows;
    const half = Math.ceil(records.length / 2);
    const severally = {
      'given twice': { [`1/${name}`]: text, [`2/${name}`]: csv(rows, '\r\n', true) },
      'in parts': { [`1/${name}`]: csv([header, ...records.slice(0, half)]), [`2/${name}`]: csv([header, ...records.slice(half)]) },
      'in parts that overlap': { [`1/${name}`]: csv([header, ...records.slice(0, half + 1)]), [`2/${name}`]: csv([header, ...records.slice(half)]) },
      shuffled: { [name]: csv([header, ...shuffled(records)]) },
    };
    for (const [shape, files] of Object.entries(severally)) test(`${basename(name, '.csv')} ${shape}`, () => assert.deepEqual(together(files), together({ [name]: text })));
  }
}

// ---- a whole integration

for (const sample of ['first-day-mistakes', 'support-case']) {
  const base = join(root, 'samples', sample);
  const files = Object.fromEntries(readdirSync(base).filter((name) => !name.endsWith('.md')).map((name) => [name, readFileSync(join(base, name))]));
  const plain = () => compared(verdict(files));
  for (const [shape, write] of Object.entries(jsonShapes)) {
    test(`${sample} ${shape}`, () => {
      const others = Object.entries(files).map(([name, bytes]) => [name, name.endsWith('.json') ? write(parsed(bytes.toString())) : bytes]);
      assert.deepEqual(compared(verdict(Object.fromEntries(others))), plain());
    });
  }
  for (const [name, bytes] of Object.entries(files)) {
    if (!name.endsWith('.json')) continue;
    const value = parsed(bytes.toString());
    if (value.errorCode) continue; // each copy of an error answer is named
    test(`${sample} with ${name} given twice`, () => {
      const twice = verdict({ ...files, [`again-${name}`]: bytes }, ['PF1013']);
      assert.deepEqual(compared(twice).findings, plain().findings);
      assert.deepEqual(twice.verdict, plain().verdict);
    });
    if (!Array.isArray(value) || value.length < 2) continue;
    test(`${sample} with ${name} in pages that overlap`, () => {
      const half = Math.ceil(value.length / 2);
      const { [name]: whole, ...others } = files;
      const at = basename(name, '.json');
      const pages = { [`${at}-1.json`]: JSON.stringify(value.slice(0, half + 1)), [`${at}-2.json`]: JSON.stringify(value.slice(half)) };
      const paged = verdict({ ...others, ...pages }, ['PF1013']);
      const named = (list) => list.map((line) => line.replaceAll(`${at}-1.json`, name).replaceAll(`${at}-2.json`, name));
      assert.deepEqual(named(paged.findings), plain().findings);
      assert.deepEqual(paged.verdict, plain().verdict);
    });
  }
}
