// Expressions in exported files: what `eval` and `check` say of them, and that every caret is under its culprit, also
// behind escapes, surrogate pairs and letters beyond ASCII. Marked places are written here by hand, as the files spell them.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { preflight, root } from '../cli.mjs';

const folder = 'tests/data/expressions';
const now = ['--now', '2026-11-23T12:00:00Z'];

function golden(path, text) {
  const file = join(root, path);
  if (process.env.UPDATE_GOLDENS) writeFileSync(file, text);
  assert.ok(existsSync(file), `${path} is missing: run with UPDATE_GOLDENS=1`);
  assert.equal(text, readFileSync(file, 'utf8'));
}

// Columns of a terminal: an emoji takes two.
const columns = (text) => [...text].flatMap((character) => (/\p{Emoji_Presentation}/u.test(character) ? [character, ''] : [character]));

// [line of the file, what the carets underline] for each source line that a text shows with carets.
function underlined(text) {
  const rows = text.split('\n');
  return rows.flatMap((row, i) => {
    const carets = /^ +│( *)(\^+)$/.exec(row);
    if (!carets) return [];
    const [, line, shown] = /^ +(\d+) │(.*)$/.exec(rows[i - 1]);
    const begin = carets[1].length;
    return [[Number(line), columns(shown).slice(begin, begin + carets[2].length).join('')]];
  });
}

test('check underlines the culprit inside the JSON string', () => {
  const { out } = preflight(['check', ...now, folder]);
  const marks = underlined(out);
  for (const [line, culprit] of [
    [6, 'user.middleName'],
    [7, '+ user.lastName'],
    [7, 'user.lastName'],
    [8, 'Arrays.get(user.tags, 1)'],
    [8, 'String.len(user.email, \\"\\/\\")'],
    [9, '\\"Pöwer\\"'],
    [10, 'user.external'],
    [11, 'String.trim'],
    [12, 'String.toLowerCase(user.login) == \\"Svc\\"'],
    [13, 'profile'],
    [14, '='],
  ]) {
    assert.ok(marks.some(([at, text]) => at === line && text === culprit), `line ${line}: ${culprit}\n${marks.join('\n')}`);
  }
});

test('line and columns of a finding cut the culprit out of the file', () => {
  const { findings } = JSON.parse(preflight(['check', '--format', 'json', ...now, folder]).out);
  const lines = readFileSync(join(root, folder, 'profile-mapping.json'), 'utf8').split('\n');
  const cut = new Map();
  for (const { code, locations } of findings) {
    for (const { input, line, column, endColumn } of locations) {
      if (input === 'profile-mapping.json') cut.set(`${code} ${line}`, [...lines[line - 1]].slice(column - 1, endColumn - 1).join(''));
    }
  }
  assert.equal(cut.get('PF4023 9'), '\\"Pöwer\\"');
  assert.equal(cut.get('PF4002 11'), 'String.trim');
  assert.equal(cut.get('PF4006 14'), '=');
  assert.equal(cut.get('PF4004 8'), 'String.len(user.email, \\"\\/\\")');
  assert.equal(cut.get('PF4011 13'), 'profile');
});

test('eval names problems at their place in the expression', () => {
  const { expressions } = JSON.parse(preflight(['eval', '--format', 'json', folder]).out);
  const places = expressions.flatMap(({ target, expression, problems, error }) =>
    (problems ?? [error]).map(({ kind, begin, end }) => `${target} ${kind} ${[...expression].slice(begin, end).join('')}`),
  );
  assert.deepEqual(places.filter((place) => /^(email|sendInvite|idpUserId|language|givenName) /.test(place)), [
    'givenName null-to-text user.middleName',
    'email may-fail Arrays.get(user.tags, 1)',
    'email never-works String.len(user.email, "/")',
    'sendInvite no-remap isMemberOfGroupName',
    'sendInvite unknown-function String.trim',
    'idpUserId wrong-root profile',
    'language parse =',
  ]);
});

for (const command of ['check', 'eval']) {
  for (const [format, ending] of [['text', 'txt'], ['json', 'json']]) {
    test(`${command} --format ${format} is word for word the same`, () => {
      const { out } = preflight([command, '--format', format, ...(command === 'check' ? now : []), folder]);
      golden(`tests/golden/expressions/${command}.${ending}`, out);
    });
  }
}

test('docs/expressions.md is the table of functions', () => {
  golden('docs/expressions.md', preflight(['eval', '--functions', '--format', 'markdown']).out);
});

test('--functions names each function once, with its source', () => {
  const { functions } = JSON.parse(preflight(['eval', '--functions', '--format', 'json']).out);
  assert.ok(functions.length > 80);
  const signatures = functions.map(({ signature, dialect }) => `${dialect} ${signature}`);
  assert.equal(new Set(signatures).size, signatures.length);
  for (const { signature, doc, source } of functions) assert.ok(doc.length > 5 && source.length > 3, signature);
  assert.match(preflight(['eval', '--functions']).out, /String\.substringBefore\(text, text\)/);
});
