// The command line explains itself: short help, the nearest command, completions that a shell accepts, a manual page and
// docs/cli.md, all made from the commands. UPDATE_GOLDENS=1 writes the two documents again.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { preflight, root } from '../cli.mjs';

const folder = mkdtempSync(join(tmpdir(), 'preflight-'));
after(() => rmSync(folder, { recursive: true }));

const commands = preflight([]).err.split('\n').flatMap((line) => line.match(/^ {2}([a-z]+) {2}/)?.[1] ?? []);

for (const [format, path] of [['markdown', 'docs/cli.md'], ['man', 'docs/preflight.1']]) {
  test(path, () => {
    const { status, out } = preflight(['reference', '--format', format]);
    assert.equal(status, 0);
    if (process.env.UPDATE_GOLDENS) writeFileSync(join(root, path), out);
    assert.equal(out, readFileSync(join(root, path), 'utf8'));
    for (const command of commands) assert.ok(out.includes(command), command);
  });
}

test('without arguments: a short help that names every command', () => {
  const { status, out, err } = preflight([]);
  assert.equal(status, 2);
  assert.equal(out, '');
  assert.ok(commands.length >= 10 && err.split('\n').length < 24, err);
  const { out: help } = preflight(['--help']);
  for (const command of commands) assert.ok(help.includes(`\n  ${command} `), command);
});

test('a misspelt command names the nearest one', () => {
  for (const [word, nearest] of [['chekc', 'check'], ['simulat', 'simulate'], ['evla', 'eval'], ['Check', 'check']]) {
    const { status, err } = preflight([word, 'samples/healthy']);
    assert.equal(status, 2);
    assert.match(err, new RegExp(`no command "${word}"; did you mean ${nearest}\\?`));
  }
  assert.match(preflight(['frobnicate']).err, /^preflight: there is no command "frobnicate"\n/);
  assert.doesNotMatch(preflight(['che\u001b[31m\u202eck']).err, /[\u001b\u202e]/);
});

for (const shell of ['bash', 'zsh', 'fish']) {
  const there = spawnSync(shell, ['-c', 'true']).status === 0;
  test(`${shell} completion`, () => {
    const { status, out } = preflight(['completion', shell]);
    assert.equal(status, 0);
    for (const word of [...commands, 'sarif', 'fail-on']) assert.ok(out.includes(word), word);
    if (there) assert.equal(spawnSync(shell, ['-n'], { input: out }).status, 0);
  });
}

test('bash completes commands, options, their values and files', () => {
  const script = join(folder, 'completion.bash');
  writeFileSync(script, preflight(['completion', 'bash']).out);
  writeFileSync(join(folder, 'app.json'), '{}');
  const complete = (...words) => {
    const list = words.map((word) => `'${word}'`).join(' ');
    const done = spawnSync('bash', ['-c', `. '${script}'; COMP_WORDS=(preflight ${list}); COMP_CWORD=${words.length}; _preflight; printf '%s\\n' "\${COMPREPLY[@]}"`], { cwd: folder });
    return done.stdout.toString().trim().split('\n');
  };
  assert.deepEqual(complete('sim'), ['simulate']);
  assert.deepEqual(complete('check', '--fail'), ['--fail-on']);
  assert.deepEqual(complete('check', '--fail-on', 'w'), ['warning']);
  assert.deepEqual(complete('simulate', '--format', 'nd'), ['ndjson']);
  assert.deepEqual(complete('completion', 'z'), ['zsh']);
  assert.deepEqual(complete('check', 'app'), ['app.json']);
});

test('the manual page has no broken requests', () => {
  const page = preflight(['reference']).out;
  for (const line of page.split('\n')) assert.match(line, /^(\.(\\"|TH|SH|SS|TP|B|br)( |$)|\\&|[^.']|$)/, line);
});

test('a reason that several people share is stated once', () => {
  const { out } = preflight(['simulate', 'samples/first-day-mistakes']);
  const messages = [...out.matchAll(/^ +(?:sign-in: )?([A-Z]{2,3}-?\d+ .*)$/gm)].map(([, line]) => line);
  assert.equal(new Set(messages).size, messages.length);
  assert.match(out, /^ {6}\d+ people: \S+@/m);
});
