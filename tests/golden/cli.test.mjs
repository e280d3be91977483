// The command line as a user or a CI job meets it: exit statuses, help, refusals, standard input.
import assert from 'node:assert/strict';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { preflight, root } from '../cli.mjs';

const folder = mkdtempSync(join(tmpdir(), 'preflight-'));
after(() => rmSync(folder, { recursive: true }));
const file = (name, text) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const healthy = 'samples/healthy';
const mistakes = 'samples/first-day-mistakes';

test('exit status 0, 1 and --fail-on', () => {
  assert.equal(preflight(['check', healthy]).status, 0);
  assert.equal(preflight(['check', mistakes]).status, 1);
  assert.equal(preflight(['check', '--fail-on', 'never', mistakes]).status, 0);
  const warned = [`${mistakes}/idp-metadata.xml`, `${mistakes}/scenario.json`];
  assert.equal(preflight(['check', ...warned]).status, 0);
  assert.equal(preflight(['check', '--fail-on', 'warning', ...warned]).status, 1);
  assert.equal(preflight(['simulate', healthy]).status, 0);
  assert.equal(preflight(['simulate', mistakes]).status, 1);
});

test('an input that cannot be read: status 2, the rest is checked', () => {
  const { status, out, err } = preflight(['check', `${mistakes}/app.json`, 'no-such-file.json']);
  assert.equal(status, 2);
  assert.match(err, /no-such-file\.json: no such file or folder/);
  assert.match(out, /PF3011/);
  assert.match(out, /could not be read/);
});

test('wrong usage is status 2 with a hint', () => {
  for (const args of [[], ['chekc'], ['check'], ['check', '--no-such-option', healthy], ['check', '--format', 'yaml', healthy], ['check', '--now', 'today', healthy], ['check', '--fail-on', 'sometimes', healthy], ['eval'], ['explain', 'PF0000']]) {
    const { status, err } = preflight(args);
    assert.equal(status, 2, args.join(' '));
    assert.match(err, /--help/, args.join(' '));
  }
});

test('what later versions bring is refused by name', () => {
  for (const args of [['redact', healthy]]) {
    const { status, err } = preflight(args);
    assert.equal(status, 2, args.join(' '));
    assert.match(err, /not in version/, args.join(' '));
  }
});

test('an unknown format is refused, and the known ones are named', () => {
  for (const [args, known] of [
    [['check', '--format', 'yaml', healthy], 'text, json, markdown, sarif, junit, github and html'],
    [['simulate', '--format', 'Json', healthy], 'text, json, ndjson, csv and html'],
    [['diff', '--format', 'html', '--before', healthy, '--after', healthy], 'text, json and markdown'],
    [['eval', '--format', 'markdown', '1 + 1'], 'text and json'],
    [['rules', '--format', 'html'], 'text, json and markdown'],
  ]) {
    const { status, out, err } = preflight(args);
    assert.equal(status, 2, args.join(' '));
    assert.equal(out, '');
    assert.match(err, new RegExp(`unknown format .*; the formats are ${known}`), args.join(' '));
    const help = preflight([args[0], '--help']).out.replace(/\s+/g, ' ');
    for (const name of known.split(/, | and /)) assert.match(help, new RegExp(`--format .*\\b${name}\\b`));
  }
});

test('simulate --format ndjson: the objects of json, a line each, the summary last', () => {
  const lines = preflight(['simulate', '--format', 'ndjson', mistakes]).out.trim().split('\n').map((line) => JSON.parse(line));
  const whole = JSON.parse(preflight(['simulate', '--format', 'json', mistakes]).out);
  const of = (wanted) => lines.filter(({ kind }) => kind === wanted).map(({ kind, ...rest }) => rest);
  assert.deepEqual(of('outcome'), whole.outcomes);
  assert.deepEqual(of('sign-in'), whole.signIns);
  const { kind, schemaVersion, now, notes, ...summary } = lines.at(-1);
  assert.deepEqual([kind, schemaVersion, now, notes, summary], ['summary', '1.0', whole.now, whole.notes, { ...whole.summary, forecast: whole.forecast }]);
  assert.deepEqual(lines.slice(0, -1).map(({ event }) => event), lines.slice(0, -1).map(({ event }) => event).sort((a, b) => a - b));
});

test('simulate --format csv: a row a person, and no cell is a formula', () => {
  const hostile = ['=1+1', '+1', '-1', '@x', 'a,"b"'];
  const users = hostile.map((login, i) => ({ id: `00u${i}`, status: 'ACTIVE', profile: { login, email: `u${i}@acme.test`, firstName: 'A', lastName: 'B' } }));
  const { out } = preflight(['simulate', '--format', 'csv', file('users.json', JSON.stringify(users))]);
  const [head, ...rows] = out.trimEnd().split('\n');
  assert.equal(head, 'login,id,endState,status,signIn,userName,reasons');
  assert.deepEqual(rows.map((row) => row.slice(0, row.indexOf(',00u'))), ["'=1+1", "'+1", "'-1", "'@x", '"a,""b"""']);
  assert.equal(preflight(['simulate', '--format', 'csv', mistakes]).out.trimEnd().split('\n').length, 9);
});

test('check --format markdown names nobody, unless asked to', () => {
  const people = new Set();
  const collect = (json) => {
    if (json === null || typeof json !== 'object') return;
    for (const [key, value] of Object.entries(json)) {
      if (typeof value === 'string' && /^(login|email|secondEmail|firstName|lastName|displayName|userName|idpUserId)$/.test(key) && value.length > 2 && !value.includes('$')) people.add(value);
      collect(value);
    }
  };
  for (const sample of ['first-day-mistakes', 'support-case', 'healthy']) {
    for (const name of ['users.json', 'app-users.json']) {
      try {
        collect(JSON.parse(readFileSync(join(root, 'samples', sample, name), 'utf8')));
      } catch {}
    }
  }
  assert.ok(people.size > 30);
  const named = (text) => [...people].filter((value) => new RegExp(`(^|[^\\w.-])${value.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}($|[^\\w])`).test(text.replaceAll('&#64;', '@').replaceAll('\\', '')));
  for (const sample of ['first-day-mistakes', 'support-case', 'healthy']) {
    assert.deepEqual(named(preflight(['check', '--format', 'markdown', `samples/${sample}`]).out), [], sample);
  }
  const { out } = preflight(['check', '--format', 'markdown', '--with-people', mistakes]);
  assert.ok(named(out).length > 3);
  assert.match(out, /- Who: /);
});

test('check --format markdown: text of files is not markup', () => {
  const app = JSON.parse(readFileSync(join(root, mistakes, 'app.json'), 'utf8'));
  app.settings.app.subDomain = '@octocat #12 [x](https://evil.test) | `code` *b* <img> www.evil.test !';
  const { out } = preflight(['check', '--format', 'markdown', file('app.json', JSON.stringify(app))]);
  const [line] = out.match(/^Subdomain is .*$/m);
  assert.match(line, /&#64;octocat &#35;12 \\\[x\\\]\(https&#58;\/\/evil\.test\) \\\| \\`code\\` \\\*b\\\* &lt;img\\> www&#46;evil\.test/);
});

test('check --format sarif: where a file lies, relative to the working directory, as a URI', () => {
  mkdirSync(join(folder, 'a b'));
  copyFileSync(join(root, mistakes, 'app.json'), join(folder, 'a b', 'äpp.json'));
  const uris = (run) => new Set(JSON.parse(run.out).runs[0].results.flatMap(({ locations }) => locations.map(({ physicalLocation }) => JSON.stringify(physicalLocation.artifactLocation))));
  assert.deepEqual([...uris(preflight(['check', '--format', 'sarif', 'a b'], { cwd: folder }))], ['{"uri":"a%20b/%C3%A4pp.json","uriBaseId":"%SRCROOT%"}']);
  const [outside] = uris(preflight(['check', '--format', 'sarif', join(folder, 'a b')]));
  assert.match(outside, /^\{"uri":"file:\/\/\/.*\/a%20b\/%C3%A4pp\.json"\}$/);
  assert.deepEqual([...uris(preflight(['check', '--format', 'sarif', '-'], { input: readFileSync(join(root, mistakes, 'app.json')) }))], ['{"uri":"stdin","uriBaseId":"%SRCROOT%"}']);
});

test('check --format sarif: results, rules and the baseline', () => {
  const base = file('sarif-base.json', preflight(['check', '--format', 'json', `${mistakes}/app.json`]).out);
  const { status, out } = preflight(['check', '--format', 'sarif', '--baseline', base, mistakes]);
  assert.equal(status, 1);
  const [{ results, tool }] = JSON.parse(out).runs;
  const { findings } = JSON.parse(preflight(['check', '--format', 'json', mistakes]).out);
  assert.deepEqual(results.map(({ ruleId }) => ruleId), findings.map(({ code }) => code));
  assert.deepEqual(results.map(({ partialFingerprints }) => partialFingerprints['preflight/v1']), findings.map(({ fingerprint }) => fingerprint));
  for (const { ruleId, ruleIndex, kind, level } of results) {
    assert.equal(tool.driver.rules[ruleIndex].id, ruleId);
    assert.equal(level === 'none', kind === 'review');
  }
  const states = new Set(results.map(({ baselineState }) => baselineState));
  assert.deepEqual([...states].sort(), ['new', 'unchanged']);
  const template = results.find(({ ruleId }) => ruleId === 'PF3011');
  assert.equal(template.locations[0].logicalLocations[0].fullyQualifiedName, '/credentials/userNameTemplate/template');
});

test('check --format github: one command a line, escaped', () => {
  const name = 'a,b:100%.json';
  copyFileSync(join(root, mistakes, 'app.json'), join(folder, name));
  const { out } = preflight(['check', '--format', 'github', name], { cwd: folder });
  const lines = out.trimEnd().split('\n');
  for (const line of lines) assert.match(line, /^::(error|warning|notice) (file=[^,]*,(line=\d+,endLine=\d+,(col=\d+,endColumn=\d+,)?)?)?title=[A-Z]+-?\d+ [a-z0-9-]+::./);
  assert.ok(lines.some((line) => line.startsWith('::error file=a%2Cb%3A100%25.json,line=37,endLine=37,col=20,endColumn=35,title=PF3011 username-format-email::The username format keeps the whole e-mail address.%0A')), out);
  assert.equal(preflight(['check', '--format', 'github', '--baseline', file('github-base.json', preflight(['check', '--format', 'json', name], { cwd: folder }).out), name], { cwd: folder }).out, '');
});

test('help and version', () => {
  for (const args of [['--help'], ['check', '--help'], ['eval', '--help']]) {
    const { status, out } = preflight(args);
    assert.equal(status, 0);
    assert.match(out, /--/);
  }
  assert.match(preflight(['--version']).out, /^preflight \d+\.\d+\.\d+\n$/);
});

test('one version number', () => {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const [, cmake] = readFileSync(join(root, 'CMakeLists.txt'), 'utf8').match(/^project\(preflight VERSION (\d+\.\d+\.\d+) /m);
  assert.deepEqual([cmake, lock.version, lock.packages[''].version, preflight(['--version']).out], [version, version, version, `preflight ${version}\n`]);
});

test('standard input, --output, --scenario', () => {
  const app = readFileSync(join(root, mistakes, 'app.json'));
  assert.match(preflight(['identify', '-'], { input: app }).out, /^stdin: okta-application/);
  const output = join(folder, 'out.json');
  const { status, out } = preflight(['check', '--format', 'json', '--output', output, `${mistakes}/app.json`, '--scenario', `${mistakes}/scenario.json`]);
  assert.equal(status, 1);
  assert.equal(out, '');
  assert.equal(JSON.parse(readFileSync(output, 'utf8')).now, '2026-11-23T12:00:00Z');
});

test('--now wins over the scenario', () => {
  const { out } = preflight(['check', '--format', 'json', '--now', '2026-01-01T00:00:00Z', mistakes]);
  const report = JSON.parse(out);
  assert.equal(report.now, '2026-01-01T00:00:00Z');
  assert.ok(!report.findings.some(({ code }) => code === 'CRT-06'));
});

test('colour only where asked for or on a terminal', () => {
  assert.ok(!preflight(['check', mistakes]).out.includes('\x1b'));
  assert.ok(preflight(['check', '--color', 'always', mistakes]).out.includes('\x1b[1;31m'));
});

test('--quiet leaves errors and warnings', () => {
  const { out } = preflight(['check', '--quiet', mistakes]);
  assert.match(out, /PF3011/);
  assert.ok(!out.includes('EGN-01'));
  assert.ok(!out.includes('To confirm by hand'));
});

test('eval', () => {
  const context = file('context.json', '{"user": {"email": "ana@acme.test"}}');
  const value = preflight(['eval', '--context', context, 'String.substringBefore(user.email, "@")']);
  assert.deepEqual([value.status, value.out], [0, '"ana"\n']);
  assert.equal(preflight(['eval', '--now', '2026-11-23T12:00:00Z', 'Time.now("UTC", "yyyy-MM-dd")']).out, '"2026-11-23"\n');
  assert.equal(preflight(['eval', '--now', 'soon', 'Time.now()']).status, 2);
  const wrong = preflight(['eval', 'String.len("a"']);
  assert.equal(wrong.status, 1);
  assert.match(wrong.out, /^parse error: .*\n {2}String\.len\("a"\n {2} *\^\n$/);
  const lines = preflight(['eval', '--ndjson'], { input: '{"id":1,"expression":"1+1"}\nnonsense\n\n{"id":3,"expression":"nope()"}\n' });
  assert.equal(lines.status, 0);
  const answers = lines.out.trim().split('\n').map((line) => JSON.parse(line));
  assert.deepEqual(answers.map(({ id }) => id), [1, null, 3]);
  assert.equal(answers[0].result, 2);
  assert.equal(answers[2].error.kind, 'unknown-function');
});

test('eval: an invalid context, file or option is refused, and says why', () => {
  const refused = (args, words, options) => {
    const { status, out, err } = preflight(['eval', ...args], options);
    assert.equal(status, 2, `${args}: ${out}${err}`);
    assert.match(err, words);
  };
  const broken = file('broken-context.json', '{"user":\n {"ä": }}');
  refused(['--context', broken, 'user.a'], /broken-context\.json: the context is not well-formed JSON, at line 2, column 8/);
  assert.equal(preflight(['eval', '--format', 'json', '--context', broken, 'user.a']).status, 2);
  refused(['--context', file('list.json', '[1]'), 'user.a'], /list\.json: the context is no JSON object/);
  refused(['--context', file('empty.json', ' \n'), 'user.a'], /empty\.json is empty/);
  refused(['--context', folder, 'user.a'], /directory/);
  refused(['--context', 'no-such-file.json', 'user.a'], /no-such-file\.json: No such file/);
  refused(['no-such-file.json'], /no-such-file\.json: no such file or folder/);
  refused([file('cut.json', readFileSync(join(root, healthy, 'app.json'), 'utf8').slice(0, 1500))], /cut\.json is truncated[\s\S]*cut\.json:\d+:\d+/);
  refused(['--ndjson', '--trace'], /--ndjson/, { input: '' });
  refused(['--trace', healthy], /are for one expression/);
  // What only looks like a file is an expression still.
  assert.equal(preflight(['eval', '--context', file('named.json', '{"user":{"json":"x"}}'), 'user.json + ""']).out, '"x"\n');
  const mapping = preflight(['eval', '-'], { input: readFileSync(join(root, healthy, 'profile-mapping.json')) });
  assert.equal(mapping.status, 0);
  assert.match(mapping.out, /^givenName {2}stdin:\d+:\d+\n {4}user\.firstName\n/);
  const line = preflight(['eval', '--ndjson', '--now', '2026-11-23T12:00:00Z'], { input: '{"id":1,"expression":"Time.now()"}\n' });
  assert.equal(JSON.parse(line.out).result, '2026-11-23T12:00:00.000Z');
  // The nearest name is reported to people as well.
  assert.match(preflight(['eval', '--type', 'String.lenn("a")']).out, /\n {2}write: String\.len\n/);
});

test('diff: what Egnyte must change between two versions of the metadata', () => {
  const before = `${mistakes}/idp-metadata.xml`;
  const text = readFileSync(join(root, before), 'utf8');
  const same = preflight(['diff', '--before', before, '--after', before]);
  assert.deepEqual([same.status, same.out.trim().split('\n').at(-1)], [0, '  The two files are the same.']);
  const form = file('form.xml', text.replaceAll('md:', 'm:').replace('xmlns:md=', 'xmlns:m='));
  assert.match(preflight(['diff', '--before', before, '--after', form]).out, /Nothing that matters changed/);

  const other = preflight(['diff', '--format', 'json', '--before', before, '--after', `${healthy}/idp-metadata.xml`]);
  assert.equal(other.status, 1);
  const { metadata } = JSON.parse(other.out);
  assert.deepEqual(metadata.changes.filter(({ kind }) => kind === 'egnyte').map(({ id, afterAt }) => `${id} ${afterAt.line}`), ['entity-id 1', 'login-url 17', 'certificate 1']);
  assert.equal(metadata.egnyteSettings.fields[3].value, metadata.changes[0].after);
  assert.equal(preflight(['diff', '--fail-on', 'never', '--before', before, '--after', `${healthy}/idp-metadata.xml`]).status, 0);

  const signed = file('signed.xml', text.replace('WantAuthnRequestsSigned="false"', 'WantAuthnRequestsSigned="true"'));
  const watch = preflight(['diff', '--before', before, '--after', signed]);
  assert.equal(watch.status, 0);
  assert.match(watch.out, /Nothing to change in Egnyte\. 1 change to watch\./);
  assert.match(watch.out, /▲ IDPSSODescriptor WantAuthnRequestsSigned\n {2}before {2}false\n.*:1:\d+\n {2}after {3}true/);
  assert.match(preflight(['diff', '--format', 'markdown', '--before', before, '--after', signed]).out, /^# What changes\n[^]*\n## Identity provider metadata\n/);

  const none = preflight(['diff', '--before', `${mistakes}/app.json`, '--after', before]);
  assert.equal(none.status, 2);
  assert.match(none.err, /nothing to compare: before: .*app\.json \(okta-application\); after: .*idp-metadata\.xml \(saml-idp-metadata\)/);
});

test('diff: two bundles, and the same files with another scenario', () => {
  const same = preflight(['diff', '--format', 'json', '--before', healthy, '--after', healthy]);
  assert.equal(same.status, 0);
  assert.equal(JSON.parse(same.out).empty, true);
  const seats = (power) => file(`seats-${power}.json`, JSON.stringify({ preflightScenario: 1, egnyte: { domain: 'tidewater', licences: { power, standard: 0 } } }));
  const files = ['users', 'app', 'profile-mapping', 'app-user-schema'].map((name) => `${healthy}/${name}.json`);
  const args = ['diff', ...files, '--scenario-before', seats(100), '--scenario-after', seats(1)];
  const { status, out } = preflight(args);
  assert.equal(status, 0, out);
  assert.match(out, /scenario: egnyte\.licences\.power\n {2}before {2}100\n[^]*after {3}1\n/);
  assert.match(out, /Newly rejected/);
  const limited = preflight([...args, '--max-refused', '0', '--max-changed', '100%']);
  assert.equal(limited.status, 1);
  assert.match(limited.out, /✗ \d+ of \d+ people are newly rejected; the limit is 0 \(--max-refused\)\.\n✓ .* the limit is 100% \(--max-changed\)\./);
  for (const wrong of [['--max-refused', '5%'], ['--max-changed', 'many'], ['--max-seats', '-1']]) assert.equal(preflight([...args, ...wrong]).status, 2, wrong.join(' '));
});

test('fix: requests in a folder, and nothing else is written', () => {
  const target = join(folder, 'fixes', 'new');
  const args = ['fix', '--output-dir', target, '--format', 'json', '--now', '2026-11-23T12:00:00Z', mistakes];
  const { status, out } = preflight(args);
  assert.equal(status, 1, 'a wrong Subdomain is left to fix by hand');
  const report = JSON.parse(out);
  assert.ok(report.files.length > 0, out);
  assert.deepEqual(readdirSync(target).sort(), report.files.map(({ name }) => name).sort());
  for (const { name } of report.files) JSON.parse(readFileSync(join(target, name), 'utf8'));
  assert.ok(report.byHand.some(({ code }) => code === 'PF3004'));
  // Nothing is overwritten, and no link is followed.
  const again = preflight(args);
  assert.equal(again.status, 2);
  assert.match(again.err, /exists already; nothing was written/);
  const linked = join(folder, 'fixes', 'linked');
  mkdirSync(linked);
  symlinkSync(join(folder, 'elsewhere.json'), join(linked, report.files[0].name));
  assert.equal(preflight(['fix', '--output-dir', linked, mistakes]).status, 2);
  assert.ok(!existsSync(join(folder, 'elsewhere.json')));
  assert.match(preflight(['fix', '--output-dir', file('a-file', ''), mistakes]).err, /a-file: .*(not a folder|File exists|Not a directory)/i);
  const sound = preflight(['fix', '--output-dir', join(folder, 'fixes', 'none'), healthy]);
  assert.equal(sound.status, 0, sound.out);
  assert.ok(!existsSync(join(folder, 'fixes', 'none')), 'no folder without files');
  assert.equal(preflight(['fix', mistakes]).status, 2, 'the folder has to be named');
});

test('rules and explain', () => {
  const { rules } = JSON.parse(preflight(['rules', '--format', 'json']).out);
  assert.equal(new Set(rules.map(({ code }) => code)).size, rules.length);
  assert.equal(new Set(rules.map(({ rule }) => rule)).size, rules.length);
  for (const { code, summary, sources } of rules) {
    assert.ok(summary.length > 10 && sources.length > 0, code);
    assert.match(preflight(['explain', code.toLowerCase()]).out, new RegExp(`^${code} `));
  }
  assert.match(preflight(['explain', 'username-format-email']).out, /^PF3011 /);
});

test('hostile text reaches no terminal raw', () => {
  const app = JSON.parse(readFileSync(join(root, mistakes, 'app.json'), 'utf8'));
  app.settings.app.subDomain = 'a\x1b[31mred\u202Eevil';
  const { out } = preflight(['check', file('app.json', JSON.stringify(app))]);
  assert.match(out, /PF3004/);
  assert.ok(!/[\x00-\x09\x0b-\x1f\u202E]/.test(out));
});

test('secrets are not echoed', () => {
  const app = JSON.parse(readFileSync(join(root, mistakes, 'app.json'), 'utf8'));
  app.settings.app = { authToken: 'HUSH-4711', subDomain: app.settings.app.subDomain };
  const key = file('key.xml', '-----BEGIN PRIVATE KEY-----\nHUSHMIIEvQIBADANBgkq\n-----END PRIVATE KEY-----\n');
  for (const format of ['text', 'json']) {
    const { out } = preflight(['check', '--format', format, file('app.json', JSON.stringify(app)), key]);
    assert.match(out, /PF3004/);
    assert.match(out, /DOC-21/);
    assert.ok(!out.includes('HUSH'));
  }
});

test('two folders with files of one name stay apart', () => {
  for (const name of ['a', 'b']) {
    mkdirSync(join(folder, name));
    copyFileSync(join(root, mistakes, 'app.json'), join(folder, name, 'app.json'));
  }
  const { inputs } = JSON.parse(preflight(['identify', '--format', 'json', join(folder, 'a'), join(folder, 'b')]).out);
  assert.equal(new Set(inputs.map(({ name }) => name)).size, 2);
});
