// No command shows a secret of its inputs. Each kind of artefact that is registered is read with secrets in the place of
// its values, under names that tell a secret, on one line and on many, cut off and behind saved headers; then every
// output of every command is searched for them.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { cli, root } from '../cli.mjs';

const folder = mkdtempSync(join(tmpdir(), 'preflight-'));
after(() => rmSync(folder, { recursive: true }));

let count = 0;
// A secret of its own for every place, so that a hit names the kind.
const made = (length = 24) => {
  const letters = 'aB3dE5gH7jK9mN2pQ4sT6vW8xY';
  count += 1;
  return Array.from({ length }, (_, i) => letters[(count * (i + 7) * 31 + i * i + count) % letters.length]).join('').replace(/^.{3}/, 'q7Z');
};
const base64url = (text) => Buffer.from(text).toString('base64url');
const der = (head) => Buffer.concat([Buffer.from(head, 'hex'), Buffer.alloc(900, 0x5a)]).toString('base64');

// Secrets by their shape: `text` is what somebody pasted, `secret` what must not turn up again.
const shapes = {
  'Okta API token': () => wrap('SSWS ', `00${made(40)}`),
  'Okta API token without its scheme': () => wrap('', `00${made(40)}`),
  'Okta API token in a header line': () => wrap('Authorization: SSWS ', `00${made(40)}`),
  'bearer token': () => wrap('Bearer ', made(40)),
  'bearer token in a header line': () => wrap('Authorization: Bearer ', made(40)),
  'basic credentials': () => wrap('Basic ', Buffer.from(`admin:${made(12)}`).toString('base64')),
  JWT: () => wrap('', `${base64url('{"alg":"RS256","kid":"1"}')}.${base64url('{"sub":"00u1"}')}.${made(43)}`),
  'session cookie': () => wrap('Cookie: sid=', `102${made(20)}`),
  'response cookie': () => wrap('Set-Cookie: JSESSIONID=', made(32), '; Path=/; Secure'),
  'cookie without its header': () => wrap('sid=', `102${made(20)}`),
  'AWS access key id': () => wrap('', `AKIA${made(16).toUpperCase()}`),
  'AWS temporary key id': () => wrap('', `ASIA${made(16).toUpperCase()}`),
  'GitHub token': () => wrap('', `ghp_${made(36)}`),
  'fine-grained GitHub token': () => wrap('', `github_pat_${made(60)}`),
  'GitLab token': () => wrap('', `glpat-${made(20)}`),
  'Slack token': () => wrap('', `xoxb-${made(12)}-${made(24)}`),
  'Slack app token': () => wrap('', `xapp-1-${made(24)}`),
  'Slack webhook': () => wrap('https://hooks.slack.com/services/', `T00000000/B00000000/${made(24)}`),
  'Google API key': () => wrap('', `AIza${made(35)}`),
  'Stripe key': () => wrap('', `sk_live_${made(24)}`),
  'npm token': () => wrap('', `npm_${made(36)}`),
  'password in a URL': () => wrap('https://admin:', made(14), '@acme.okta.com/app'),
  'token in a URL': () => wrap('https://acme.okta.com/x?sessionToken=', made(30), '&y=1'),
  'access token in a fragment': () => wrap('https://acme.okta.com/cb#access_token=', made(30)),
  'signed URL': () => wrap('https://a.blob.core.windows.net/x?sig=', made(43)),
  'activation link': () => wrap('https://acme.okta.com/welcome/', made(20)),
  'PKCS#8 key': () => wrap('-----BEGIN PRIVATE KEY-----\n', der('308203bc020100300d06092a864886f70d0101010500048203a6308203a2'), '\n-----END PRIVATE KEY-----\n'),
  'PKCS#8 key without its lines': () => wrap('', der('308203bc020100300d06092a864886f70d0101010500048203a6308203a2')),
  'PKCS#1 key': () => wrap('', der('308203a00201000282010100')),
  'PKCS#12 file': () => wrap('', der('308203b0020103308203a906092a864886f70d010701a082039a')),
  'OpenSSH key': () => wrap('-----BEGIN OPENSSH PRIVATE KEY-----\n', `b3BlbnNzaC1rZXktdjEAAAAA${made(200)}`, '\n-----END OPENSSH PRIVATE KEY-----\n'),
  'PuTTY key': () => wrap('PuTTY-User-Key-File-3: ssh-rsa\nPrivate-Lines: 2\n', `${made(64)}`, `\nPrivate-MAC: 0011\n`),
  'API key in a header line': () => wrap('X-Api-Key: ', made(32)),
};
function wrap(before, secret, behind = '') {
  return { text: before + secret + behind, secret };
}

// Secrets by the name of their key.
const names = {
  apiToken: made, authToken: made, access_token: made, refreshToken: made, sessionToken: made, token: made,
  password: () => `${made(12)} with blanks`, Passwort: made, newPassword: made, passphrase: made, admin_pwd: made,
  clientSecret: made, client_secret: made, secret: made, 'api-key': made, 'API Key': made, apikey: made,
  secretAccessKey: made, private_key: made, AccountKey: made, cookie: made, authorization: made,
};
const nested = {
  'password.value': () => { const secret = made(); return { member: { password: { value: secret } }, secret }; },
  'password.hash': () => { const secret = made(); return { member: { password: { hash: { algorithm: 'BCRYPT', workFactor: 10, salt: made(22), value: secret } } }, secret }; },
  'list of tokens': () => { const secret = made(); return { member: { tokens: [secret, made()] }, secret }; },
  'recovery answer': () => { const secret = made(); return { member: { recovery_question: { question: 'What is it?', answer: secret } }, secret }; },
  'web key': () => { const secret = made(86); return { member: { kty: 'RSA', d: secret }, secret }; },
  'JSON inside a string': () => { const secret = made(); return { member: { inside: JSON.stringify({ password: secret }) }, secret }; },
};

test('there are at least 40 kinds of secrets', () => {
  assert.ok(Object.keys(shapes).length + Object.keys(names).length + Object.keys(nested).length >= 40);
});

// An example of each registered kind: tests/data/artefacts/<name>.<extension>.
const registered = [...readFileSync(join(root, 'core/intake/artefacts.def'), 'utf8').matchAll(/^ARTEFACT\((\w+)\)/gm)].map(([, name]) => name);
const examples = readdirSync(join(root, 'tests/data/artefacts'));

const commands = [
  ...['text', 'json', 'markdown', 'sarif', 'junit', 'github'].map((format) => ['check', '--format', format, '--now', '2026-11-23T12:00:00Z']),
  ['check', '--format', 'markdown', '--with-people'],
  ...['text', 'json', 'ndjson', 'csv'].map((format) => ['simulate', '--format', format]),
  ...['text', 'json'].map((format) => ['identify', '--format', format]),
  ...['text', 'json'].map((format) => ['eval', '--format', format]),
];

// Without what formats put between letters.
const letters = (text) => text.replace(/[^A-Za-z0-9]/g, '').toLowerCase();

function nothing_shown(label, secrets, args) {
  const done = spawnSync(cli, args, { maxBuffer: 1 << 28, timeout: 60_000 });
  assert.ok([0, 1, 2].includes(done.status), `${label}: exit status ${done.status}`);
  const output = letters(`${done.stdout} ${done.stderr}`);
  for (const [kind, secret] of secrets) {
    // Sixteen letters in a row show enough of a key.
    const shown = letters(secret);
    assert.ok(!output.includes(shown.slice(0, 16)) && !output.includes(shown.slice(-16)), `${label}: ${args.slice(0, 3).join(' ')} shows the ${kind}\n${done.stdout.toString().slice(0, 4000)}`);
  }
  if (args.includes('json') && done.status !== 2) JSON.parse(done.stdout);
}

// A text that holds JSON, like the body of an answer in a HAR file.
const holds_json = (text) => /^[[{]/.test(text);

// Puts a secret in the place of every string, beginning with another kind each time.
function plant_leaves(value, shift, secrets) {
  const kinds = Object.entries(shapes);
  let at = shift;
  const keep = new Set(['kind', 'status', 'signOnMode', 'type', 'errorCode', 'id', 'name', 'eventType', 'url', 'method']);
  const walk = (node, key) => {
    if (Array.isArray(node)) return node.map((element) => walk(element, key));
    if (node && typeof node === 'object') return Object.fromEntries(Object.entries(node).map(([name, member]) => [name, walk(member, name)]));
    if (typeof node !== 'string' || (keep.has(key) && shift % 2 === 0)) return node;
    if (holds_json(node)) return JSON.stringify(walk(JSON.parse(node), key));
    const [kind, make] = kinds[at++ % kinds.length];
    const { text, secret } = make();
    secrets.push([kind, secret]);
    return text;
  };
  return walk(value, '');
}

function plant_members(value, secrets) {
  const members = {};
  for (const [name, make] of Object.entries(names)) {
    members[name] = make();
    secrets.push([name, members[name]]);
  }
  for (const [kind, make] of Object.entries(nested)) {
    const { member, secret } = make();
    Object.assign(members, { [`in ${kind}`]: member });
    secrets.push([kind, secret]);
  }
  // Into the outermost objects, and into those of the answers that a HAR file or a bundle wraps.
  const into = (node) => (Array.isArray(node) ? node.map(into) : { ...inside(node), ...members });
  const wraps = ['log', 'entries', 'response', 'content', 'responses', 'resources'];
  const inside = (node) =>
    Object.fromEntries(
      Object.entries(node).map(([name, member]) => {
        if (typeof member === 'string' && holds_json(member)) return [name, JSON.stringify(into(JSON.parse(member)))];
        if (name === 'body' || (wraps.includes(name) && typeof member === 'object')) return [name, into(member)];
        return [name, member];
      }),
    );
  return into(value);
}

const kFolders = 2;
const together = [];
for (const name of registered) {
  const example = examples.find((file) => file.replace(/\.\w+$/, '') === name);
  test(name, () => {
    assert.ok(example, `tests/data/artefacts/${name}.* is missing: every registered kind has an example there`);
    const text = readFileSync(join(root, 'tests/data/artefacts', example), 'utf8');
    const extension = example.replace(/.*\./, '');
    const variants = [];
    const secrets_of = (make) => {
      const secrets = [];
      variants.push([make(secrets), secrets]);
    };
    if (extension === 'json') {
      const value = JSON.parse(text);
      for (const shift of [0, 17]) secrets_of((secrets) => JSON.stringify(plant_leaves(value, shift, secrets)));
      secrets_of((secrets) => JSON.stringify(plant_members(value, secrets)));
      secrets_of((secrets) => JSON.stringify(plant_members(plant_leaves(value, 5, secrets), secrets), null, 2));
      secrets_of((secrets) => `HTTP/1.1 200 OK\r\nSet-Cookie: ${(secrets.push(['cookie', made(32)]), `sid=${secrets.at(-1)[1]}`)}\r\n\r\n${text}`);
      secrets_of((secrets) => JSON.stringify(plant_members(value, secrets), null, 1).slice(0, -20));
    } else {
      const kinds = Object.entries(shapes);
      for (let shift = 0; shift < kinds.length; shift += 3) {
        secrets_of((secrets) => {
          let at = shift;
          const escape = (planted) => (extension === 'csv' ? planted.replaceAll('"', '""').replaceAll('\n', ' ') : planted.replaceAll('&', '&amp;'));
          const pattern = extension === 'csv' ? /(?<=\n[^,\n]*,)[^,\n]+/g : /(?<=(?:Location|entityID)=")[^"]+|(?<=<\/?[\w:]*(?:GivenName|OrganizationName|NameIDFormat)>)[^<]+/g;
          return text.replace(pattern, () => {
            const [kind, make] = kinds[at++ % kinds.length];
            const { text: planted, secret } = make();
            secrets.push([kind, secret]);
            return escape(planted);
          });
        });
      }
    }
    // By itself, and below beside the others of its number, so that they are joined.
    const alone = join(folder, `alone-${name}`);
    mkdirSync(alone);
    variants.forEach(([bytes, secrets], i) => {
      writeFileSync(join(alone, `${i}.${extension}`), bytes);
      together[i % kFolders] ??= [];
      together[i % kFolders].push({ file: `${name}-${i}.${extension}`, bytes, secrets: secrets.map(([kind, secret]) => [`${kind} of ${name}`, secret]) });
    });
    const all = variants.flatMap(([, secrets]) => secrets);
    for (const command of [commands[0], commands[1], ['simulate', '--format', 'json']]) nothing_shown(name, all, [...command, alone]);
  });
}

test('all kinds together, every output of every command', () => {
  assert.ok(together.length > 1);
  together.forEach((files, i) => {
    const joined = join(folder, `together-${i}`);
    mkdirSync(joined);
    for (const { file, bytes } of files) writeFileSync(join(joined, file), bytes);
    for (const command of commands) nothing_shown(`together ${i}`, files.flatMap(({ secrets }) => secrets), [...command, joined]);
  });
});

test('a web page, free text, a table of unknown columns and names of files', () => {
  const secrets = [];
  const planted = Object.entries(shapes).map(([kind, make]) => {
    const { text, secret } = make();
    secrets.push([kind, secret]);
    return text;
  });
  const files = {
    'page.html': `<!DOCTYPE html><html><title>${planted.join(' ')}</title><body>${planted.join('<br>')}</body></html>`,
    'error.json': JSON.stringify({ errorCode: 'E0000011', errorSummary: planted.join(' '), errorId: 'x', errorCauses: planted.map((errorSummary) => ({ errorSummary })) }),
    '.netrc.txt': `machine x login y password ${planted.join('\n')}`,
    'table.csv': `a,b,Password\n${planted.map((text) => `1,2,"${text.replaceAll('"', '""')}"`).join('\n')}\n`,
    'damaged.xml': `<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${planted.join(' ')}"><a>`,
    'list.json': JSON.stringify(planted),
    'deep.json': `{"a": ${JSON.stringify(planted.join(' '))}, "b": tru}`,
  };
  const unknown = join(folder, 'unknown');
  mkdirSync(unknown);
  for (const [name, bytes] of Object.entries(files)) {
    writeFileSync(join(unknown, name), bytes);
    nothing_shown(name, secrets, [...commands[0], join(unknown, name)]);
  }
  for (const command of commands) nothing_shown('unknown', secrets, [...command, unknown]);
  const subfolder = join(folder, 'names');
  mkdirSync(subfolder);
  const { text, secret } = shapes['Okta API token']();
  writeFileSync(join(subfolder, `${text}.json`), '[{"a": "b"}');
  for (const command of commands.filter((_, i) => i % 3 === 0)) {
    nothing_shown('name', [['token', secret]], [...command, subfolder]);
    nothing_shown('name of nothing', [['token', secret]], [...command, join(subfolder, `no ${text}`)]);
  }
});

test('an expression, its context and its answers', () => {
  const context = join(folder, 'context.json');
  for (const make of Object.values(shapes)) {
    const { text, secret } = make();
    writeFileSync(context, JSON.stringify({ user: { a: text, password: secret } }));
    const literal = `"${text.replaceAll('\n', ' ')}"`;
    for (const expression of [`user.a + user.password + ${literal}`, ...(text.length % 4 === 0 ? [`${literal} + `] : [])]) {
      for (const format of ['text', 'json']) nothing_shown('eval', [['secret', secret]], ['eval', '--format', format, '--trace', '--type', '--context', context, expression]);
    }
  }
});

test('a key in a file whose text is not kept', () => {
  const secret = der('308203bc020100300d06092a864886f70d0101010500048203a6308203a2');
  const rows = Array.from({ length: 34_000 }, (_, i) => ({ id: `00u${String(i).padStart(17, '0')}`, status: 'ACTIVE', profile: { login: i === 33_000 ? `${secret}` : `p${i}`, note: 'x'.repeat(950), apiToken: i === 9 ? `00${secret.slice(40, 80)}` : '' } }));
  const path = join(folder, 'large.json');
  writeFileSync(path, JSON.stringify(rows));
  const done = spawnSync(cli, ['check', '--format', 'json', path], { maxBuffer: 1 << 28 });
  assert.ok(JSON.parse(done.stdout).findings.some(({ code }) => code === 'PF1010'));
  for (const command of commands.filter((_, i) => i % 3 === 0)) nothing_shown('large', [['key', secret], ['token', secret.slice(40, 80)]], [...command, path]);
});

test('what is not a secret is shown and not reported', () => {
  for (const sample of ['healthy', 'first-day-mistakes', 'support-case']) {
    for (const command of commands.filter((_, i) => i % 2 === 0)) {
      const done = spawnSync(cli, [...command, join(root, 'samples', sample)], { maxBuffer: 1 << 28 });
      assert.ok(!done.stdout.includes('[redacted]') && !done.stdout.includes('PF1010') && !done.stdout.includes('••'), `${sample}: ${command.join(' ')}`);
    }
  }
  const done = spawnSync(cli, ['check', '--format', 'json', join(root, 'tests/data/artefacts')], { maxBuffer: 1 << 28 });
  assert.deepEqual(JSON.parse(done.stdout).findings.filter(({ code }) => code === 'PF1010').map(({ message }) => message), []);
  for (const args of [['rules'], ['functions'], ['checks']]) {
    const done = spawnSync(cli, args[0] === 'functions' ? ['eval', '--functions'] : args, { maxBuffer: 1 << 28 });
    assert.ok(!done.stdout.includes('[redacted]'), args[0]);
  }
});
