// The collector's scripts against a fake Okta: they only read, follow pages, wait where they are asked to, go on where they
// are refused, and leave nothing open that Okta could answer.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import vm from 'node:vm';
import { preflight, root } from '../cli.mjs';
import { app, fakeOkta } from '../support/fake_okta.mjs';

const folder = mkdtempSync(join(tmpdir(), 'preflight-'));
after(() => rmSync(folder, { recursive: true }));
const secret = '00T0kenThatMustStaySecret0000000000000000a';
const org = 'quillhaven-demo.okta.com';
const now = '2026-11-23T12:00:00Z';

function script(as, more = []) {
  const done = preflight(['collect', '--org', org, '--as', as, ...more]);
  assert.equal(done.status, 0, done.err);
  return done.out;
}

/** Runs a script against the fake org: {bundle, said}. */
const runners = {
  console: async (text, port) => {
    let bundle;
    const said = [];
    const origin = `http://127.0.0.1:${port}`;
    const page = {
      fetch: (path, options) => fetch(new URL(path, origin), { ...options, headers: { ...options.headers, cookie: `sid=${secret}` } }),
      location: { origin, host: `127.0.0.1:${port}` },
      console: { log: (line) => said.push(line) },
      document: { createElement: () => ({ click() { bundle = this.href; } }) },
      Blob: class { constructor(parts) { this.text = parts.join(''); } },
      setTimeout,
    };
    page.URL = class extends URL { static createObjectURL(blob) { return blob.text; } };
    await vm.runInNewContext(text.replace('(async () => {', 'globalThis.done = (async () => {') + '\nglobalThis.done', page);
    return { bundle, said: said.join('\n') };
  },
  bash: async (text, port) => {
    const path = join(folder, 'collect.sh'), out = join(folder, 'out.json');
    writeFileSync(path, text.replace(`https://${org}`, `http://127.0.0.1:${port}`));
    const child = spawn('bash', [path, out], { env: { ...process.env, OKTA_API_TOKEN: secret } });
    let said = '';
    child.stdout.on('data', (data) => (said += data));
    child.stderr.on('data', (data) => (said += data));
    assert.equal(await new Promise((done) => child.on('close', done)), 0, said);
    return { bundle: readFileSync(out, 'utf8'), said };
  },
};
const allowed = {
  console: ({ headers }) => headers.cookie === `sid=${secret}`,
  bash: ({ headers }) => headers.authorization === `SSWS ${secret}`,
};

async function collect(as, { more, ...okta } = {}) {
  const server = await fakeOkta({ allowed: allowed[as], ...okta });
  try {
    const { bundle, said } = await runners[as](script(as, more), server.port);
    assert.ok(server.log.length > 5);
    assert.ok(server.log.every(({ method }) => method === 'GET'), 'only GET');
    assert.ok(!bundle.includes(secret) && !said.includes(secret), 'no token, no cookie');
    return { text: bundle.replaceAll(`http://127.0.0.1:${server.port}`, `https://${org}`), said, log: server.log };
  } finally {
    await server.close();
  }
}

function check(text, name) {
  const path = join(folder, name);
  writeFileSync(path, text);
  const done = preflight(['check', '--format', 'json', '--now', now, path]);
  assert.ok(done.status < 2, done.err);
  return JSON.parse(done.out);
}
const notOktas = ['egnyte-users', 'egnyte-groups', 'preflight-scenario'];

for (const as of Object.keys(runners)) {
  test(`${as}: the bundle leaves no gap`, async () => {
    const { text, log } = await collect(as, { limits: ['/api/v1/groups', `/api/v1/apps/${app}/users`] });
    const report = check(text, `${as}.json`);
    assert.deepEqual(report.missing.map(({ kind }) => kind).filter((kind) => !notOktas.includes(kind)), []);
    assert.ok(!report.findings.some(({ code }) => ['PF1001', 'PF1002', 'PF1005', 'PF1010', 'PF1015'].includes(code)), JSON.stringify(report.findings.map(({ message }) => message), null, 1));
    for (const kind of ['okta-application', 'okta-profile-mapping', 'okta-app-users', 'okta-users', 'okta-app-user-schema', 'okta-user-schema', 'okta-app-groups', 'okta-groups', 'okta-group-members', 'okta-group-push-mappings', 'okta-password-policies', 'okta-system-log', 'okta-org', 'saml-idp-metadata'])
      assert.ok(report.inputs[0].kinds.includes(kind), kind);
    const { org: host, responses } = JSON.parse(text);
    assert.ok(host);
    assert.equal(new Set(responses.map(({ url }) => url)).size, responses.length, 'nothing is asked for twice');
    const sample = JSON.parse(readFileSync(join(root, 'tests/data/okta-samples/app-users-expand-user.json')));
    const users = responses.filter(({ url }) => url.includes(`/apps/${app}/users`)).flatMap(({ body }) => body);
    assert.deepEqual(users, sample, 'all pages, in their order');
    assert.equal(log.filter(({ url }) => url.startsWith('/api/v1/groups?')).length, 1 + responses.filter(({ url }) => url.includes('/api/v1/groups?')).length, 'asked again after the limit');
  });

  test(`${as}: what is refused is noted, and the rest is there`, async () => {
    const { text, said } = await collect(as, { refuses: ['/api/v1/logs', '/api/v1/policies'], more: ['--app', app] });
    assert.match(said, /403 .*\/api\/v1\/policies\?type=PASSWORD/);
    const report = check(text, `${as}.json`);
    const refused = report.findings.filter(({ code }) => code === 'PF1015').map(({ message }) => message);
    assert.equal(refused.length, 2, refused.join('\n'));
    assert.ok(report.inputs[0].kinds.includes('okta-app-users'));
  });

  test(`${as}: where the network fails the rest is there`, async () => {
    const { text } = await collect(as, { breaks: ['/api/v1/logs'], more: ['--app', app] });
    const report = check(text, `${as}.json`);
    assert.match(report.findings.find(({ code }) => code === 'PF1015').message, /did not answer .*\/api\/v1\/logs/);
    assert.ok(report.inputs[0].kinds.includes('okta-app-users'));
  });

  test(`${as}: only what the files lack`, () => {
    const made = script(as, [join(root, 'tests/data/okta-samples/app-egnyte.json'), join(root, 'tests/data/okta-samples/app-users-expand-user.json')]);
    assert.ok(made.includes(`given = '${app}'`) || made.includes(`given='${app}'`));
    assert.match(made, /api\/v1\/mappings/);
    assert.doesNotMatch(made, /'\/api\/v1\/apps\/\{app\}\/users/);
    assert.doesNotMatch(made, /api\/v1\/org/);
  });

  test(`${as}: short enough to read, without a dependency`, () => {
    const lines = script(as).split('\n');
    assert.ok(lines.length < (as === 'console' ? 100 : 140), `${lines.length} lines`);
    assert.ok(lines.every((line) => line.length < 260));
  });
}

test('both scripts bring the same', async () => {
  const [a, b] = await Promise.all(['console', 'bash'].map((as) => collect(as)));
  const of = ({ text }) => JSON.parse(text).responses.map(({ time, ...rest }) => ({ ...rest, url: rest.url.replace(/(since|until)=[^&]*/g, '$1'), next: rest.next?.replace(/(since|until)=[^&]*/g, '$1') }));
  assert.deepEqual(of(a), of(b));
});

test('an org and an application that could be code are refused', () => {
  for (const args of [['--org', "a.com';alert(1)//"], ['--org', ''], ['--org', 'acme'], ['--org', org, '--app', "0oa'"], ['--org', org, '--as', 'perl'], []]) {
    const done = preflight(['collect', ...args]);
    assert.equal(done.status, 2, args.join(' '));
    assert.equal(done.out, '');
  }
});

test('an address of the console names the org', () => {
  assert.match(preflight(['collect', '--org', 'https://acme-admin.okta.com/admin/dashboard', '--as', 'bash']).out, /base='https:\/\/acme\.okta\.com'/);
});

test('bash accepts its script', () => {
  const done = spawnSync('bash', ['-n'], { input: script('bash') });
  assert.equal(done.status, 0, done.stderr.toString());
});
