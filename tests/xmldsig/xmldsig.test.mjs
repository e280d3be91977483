// Canonical XML and signatures against other implementations: xmllint (libxml2-utils) and xmlsec1. Where one of them, or
// openssl for a key, is not installed, its tests are skipped and say so. Documents come from a generator with a fixed seed.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const tool = process.env.PREFLIGHT_XMLDSIG_TOOL ?? join(root, 'build/native-debug/tests/xmldsig_tool');
const scratch = mkdtempSync(join(tmpdir(), 'xmldsig-'));
after(() => rmSync(scratch, { recursive: true }));

const installed = (name) => !spawnSync(name, ['--version'], { stdio: 'ignore' }).error;
const without = (...names) => {
  const missing = names.filter((name) => !installed(name));
  return missing.length > 0 ? { skip: `not installed: ${missing.join(', ')}` } : {};
};

function ours(input, ...args) {
  const { status, stdout, stderr, error } = spawnSync(tool, args, { input, maxBuffer: 1 << 28 });
  assert.ok(!error, `${tool}: ${error?.message}`);
  assert.equal(status, 0, `${args.join(' ')}: ${stderr}`);
  return stdout;
}

// ---- documents ------------------------------------------------------------------------------------------------------

function random(seed) {
  let state = seed;
  const next = () => ((state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32);
  const below = (n) => Math.floor(next() * n);
  return { below, one: (list) => list[below(list.length)], chance: (p) => next() < p };
}

// None has a character that must be escaped: libxml2 2.9 leaves & as it is in namespace values, against the recommendation.
const namespaces = ['urn:a', 'urn:b', 'http://www.w3.org/2000/09/xmldsig#', 'urn:oasis:names:tc:SAML:2.0:metadata', 'http://x.test/?q=1;r=2'];
const prefixes = ['', 'a', 'b', 'md', 'ds', 'Z'];
const texts = ['text', ' ', '\n\t', '\r\n', '\r', 'a &amp; b', '&lt;x&gt;', 'x > y', '&#13;', '&#xD;&#10;', 'süß ☃ 🎿', '&quot;&apos;', ']] >', '<![CDATA[<&>\r\n]]>', '<![CDATA[]]>', '<!-- a comment -->', '<!--\r\n-->',
  '<?pi?>', '<?pi  data \r\n with  blanks ?>', '&#x1F3BF;', '\t'];
const values = ['', 'v', ' two  words ', 'a&amp;b', '&lt;', '>', "&quot;'", '&#9;&#10;&#13;', 'tab\tand\nline', 'crlf\r\nend', 'é', '&#xe9;'];

// A document that is well-formed and has no relative namespace (which C14N refuses).
function make(seed, { depth = 5, top = true, attributes = '', inside = '' } = {}) {
  const { below, one, chance } = random(seed);
  const blank = () => one([' ', ' ', '  ', '\n', '\t', '\r\n']);
  function element(level, scope, extra, content) {
    const here = new Map(scope);
    const written = [];
    for (let i = below(3); i > 0; i--) {
      const prefix = one(prefixes);
      if (written.some(([name]) => name === prefix)) continue;
      const uri = prefix === '' && chance(0.3) ? '' : one(namespaces);
      here.set(prefix, uri);
      written.push([prefix, uri]);
    }
    const bound = [...here].filter(([prefix, uri]) => prefix === '' || uri !== '').map(([prefix]) => prefix);
    const prefix = one([...bound, '']);
    const name = (prefix && `${prefix}:`) + one(['Entity', 'Role', 'x', 'Äpfel', 'a.b-c']);
    const taken = new Set();
    const parts = written.map(([p, uri]) => `xmlns${p && `:${p}`}="${uri}"`);
    for (let i = below(5); i > 0; i--) {
      const p = one([...bound.filter(Boolean), '', '', 'xml']);
      const local = p === 'xml' ? one(['lang', 'space', 'id']) : one(['a', 'B', 'c', 'ID2', 'Location']);
      const key = `${p === '' ? '' : here.get(p) ?? 'xml'} ${local}`;
      if (taken.has(key)) continue;
      taken.add(key);
      const value = local === 'space' ? 'preserve' : local === 'lang' ? one(['en', 'de-CH']) : local === 'id' ? `i${below(1e9)}` : one(values);
      const quote = value.includes("'") ? '"' : one(['"', "'"]);
      parts.push(`${(p && `${p}:`) + local}${chance(0.1) ? ' = ' : '='}${quote}${value}${quote}`);
    }
    for (let i = parts.length - 1; i > 0; i--) {
      const j = below(i + 1);
      [parts[i], parts[j]] = [parts[j], parts[i]];
    }
    const open = `<${name}${extra}${parts.map((part) => blank() + part).join('')}${chance(0.2) ? blank() : ''}`;
    const children = [];
    if (level > 0) {
      for (let i = below(5); i > 0; i--) children.push(chance(0.5) ? one(texts) : element(level - 1, here, '', ''));
    }
    if (!content && children.length === 0 && chance(0.5)) return `${open}/>`;
    return `${open}>${content}${children.join('')}</${name}${chance(0.1) ? ' ' : ''}>`;
  }
  const around = () => (top && chance(0.4) ? one(['<!-- outside -->\n', '<?outside data?>', '\r\n', '<!--1--><?two?>\n']) : '');
  const declaration = top && chance(0.5) ? `<?xml version="1.0" encoding="UTF-8"?>${one(['', '\n', '\r\n'])}` : '';
  return declaration + around() + element(depth, new Map([['', '']]), attributes, inside) + around();
}

test('canonical XML is that of xmllint, for 240 documents and three methods', without('xmllint'), () => {
  const file = join(scratch, 'document.xml');
  let bytes = 0;
  for (let seed = 1; seed <= 240; seed++) {
    const document = make(seed);
    writeFileSync(file, document);
    for (const [option, method] of [['--exc-c14n', 'exclusive'], ['--c14n', 'inclusive'], ['--c14n11', 'inclusive11']]) {
      const { status, stdout, stderr } = spawnSync('xmllint', ['--nonet', option, file]);
      assert.equal(status, 0, `seed ${seed}: ${stderr}`);
      assert.equal(ours(document, 'c14n', method, 'comments').toString(), stdout.toString(), `seed ${seed}, ${method}`);
      bytes += stdout.length;
    }
  }
  assert.ok(bytes > 100_000, `only ${bytes} bytes were compared`);
});

// ---- signatures -----------------------------------------------------------------------------------------------------

const dsig = 'http://www.w3.org/2000/09/xmldsig#';
const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const inclusive = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315';
const saml = 'urn:oasis:names:tc:SAML:2.0:metadata';

const template = ({ signedInfo, content, list, digest, method }) => {
  const names = (uri) => (uri === exclusive && list !== null ? `<ec:InclusiveNamespaces xmlns:ec="${exclusive}" PrefixList="${list}"/>` : '');
  return `<ds:Signature xmlns:ds="${dsig}"><ds:SignedInfo>\n<ds:CanonicalizationMethod Algorithm="${signedInfo}">${names(signedInfo)}</ds:CanonicalizationMethod><!-- kept out -->` +
    `<ds:SignatureMethod Algorithm="${method}"/><ds:Reference URI="#_signed"><ds:Transforms><ds:Transform Algorithm="${dsig}enveloped-signature"/>` +
    `<ds:Transform Algorithm="${content}">${names(content)}</ds:Transform></ds:Transforms><ds:DigestMethod Algorithm="${digest}"/><ds:DigestValue/></ds:Reference>` +
    `</ds:SignedInfo><ds:SignatureValue/><ds:KeyInfo><ds:KeyValue/></ds:KeyInfo></ds:Signature>`;
};

const idNames = ['--id-attr:ID', 'EntityDescriptor', '--id-attr:ID', 'EntitiesDescriptor'];

test('what xmlsec1 signs is unchanged, and changed after an edit, for 60 documents', without('xmlsec1', 'openssl'), () => {
  const key = join(scratch, 'key.pem'), input = join(scratch, 'in.xml'), output = join(scratch, 'out.xml');
  assert.equal(spawnSync('openssl', ['genrsa', '-out', key, '2048'], { stdio: 'ignore' }).status, 0);
  const seen = new Set();
  for (let seed = 1; seed <= 60; seed++) {
    const { one } = random(seed * 7919);
    const form = {
      signedInfo: one([exclusive, `${exclusive}WithComments`, inclusive, `${inclusive}#WithComments`]),
      content: one([exclusive, exclusive, `${exclusive}WithComments`, inclusive]),
      list: one([null, '', 'md', '#default a', 'a b xs', 'ds Z']),
      digest: one(['http://www.w3.org/2001/04/xmlenc#sha256', 'http://www.w3.org/2001/04/xmlenc#sha512', `${dsig}sha1`, 'http://www.w3.org/2001/04/xmldsig-more#sha384']),
      method: one(['http://www.w3.org/2001/04/xmldsig-more#rsa-sha256', 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512', `${dsig}rsa-sha1`]),
    };
    // The signed entity is inside others, so that namespaces and xml: attributes are inherited.
    const inner = make(seed, { depth: 3, top: false });
    const around = one(['xmlns:md="urn:md" xmlns:a="urn:a" xml:lang="en"', 'xmlns="urn:default" xml:space="preserve"', 'xmlns:Z="urn:Z" xmlns:b="urn:b"']);
    const document = `<Outer ${around}><s:EntityDescriptor xmlns:s="${saml}" ID="_signed" b='2' a="1">${template(form)}<!-- c -->\n  ${inner}\n</s:EntityDescriptor></Outer>`;
    writeFileSync(input, document);
    const signed = spawnSync('xmlsec1', ['--sign', '--privkey-pem', key, ...idNames, '--output', output, input]);
    assert.equal(signed.status, 0, `seed ${seed}: ${signed.stderr}\n${document}`);
    const text = readFileSync(output, 'utf8');
    const verdict = ours(text, 'check').toString();
    assert.match(verdict, /^\S+ unchanged/, `seed ${seed} ${JSON.stringify(form)}\n${text}`);
    assert.match(ours(text.replace(" b=\"2\"", ' b="3"'), 'check').toString(), /^\S+ changed \d/, `seed ${seed}, edited`);
    seen.add(`${form.signedInfo} ${form.content} ${form.list}`);
  }
  assert.ok(seen.size > 25, `${seen.size} forms`);
});

test('only white space between elements added: reformatted', without('xmlsec1', 'openssl'), () => {
  const key = join(scratch, 'key2.pem'), input = join(scratch, 'in.xml'), output = join(scratch, 'out.xml');
  assert.equal(spawnSync('openssl', ['genrsa', '-out', key, '2048'], { stdio: 'ignore' }).status, 0);
  const form = { signedInfo: exclusive, content: exclusive, list: null, digest: 'http://www.w3.org/2001/04/xmlenc#sha256', method: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256' };
  writeFileSync(input, `<s:EntityDescriptor xmlns:s="${saml}" ID="_signed">${template(form).replace('\n', '').replace('<!-- kept out -->', '')}<s:X/><s:Y>t</s:Y></s:EntityDescriptor>`);
  assert.equal(spawnSync('xmlsec1', ['--sign', '--privkey-pem', key, ...idNames, '--output', output, input]).status, 0);
  const text = readFileSync(output, 'utf8');
  assert.match(ours(text, 'check').toString(), / unchanged/);
  assert.match(ours(text.replace('<s:X/>', '\n  <s:X/>\n  '), 'check').toString(), / changed reformatted/);
  assert.match(ours(text.replace('<s:Y>t', '\n  <s:Y>u'), 'check').toString(), / changed \d/);
});

test('every kind of key and method that is computed, signed by xmlsec1', without('xmlsec1', 'openssl'), () => {
  const more = 'http://www.w3.org/2001/04/xmldsig-more#';
  const input = join(scratch, 'in.xml'), output = join(scratch, 'out.xml');
  const kinds = [
    [['rsa:1024'], `${more}rsa-sha256`], [['rsa:4096'], `${more}rsa-sha384`], [['rsa:3072'], `${more}rsa-sha512`], [['rsa:2048'], `${more}rsa-sha224`],
    [['ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'], `${more}ecdsa-sha256`], [['ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'], `${more}ecdsa-sha512`],
    [['ec', '-pkeyopt', 'ec_paramgen_curve:secp384r1'], `${more}ecdsa-sha384`], [['ec', '-pkeyopt', 'ec_paramgen_curve:secp521r1'], `${more}ecdsa-sha512`],
    [['ec', '-pkeyopt', 'ec_paramgen_curve:secp521r1'], `${more}ecdsa-sha1`],
  ];
  for (const [i, [kind, method]] of kinds.entries()) {
    const key = join(scratch, `kind${i}.key`), certificate = join(scratch, `kind${i}.crt`);
    const made = spawnSync('openssl', ['req', '-x509', '-nodes', '-subj', '/CN=kind', '-newkey', ...kind, '-keyout', key, '-out', certificate]);
    assert.equal(made.status, 0, `${kind}: ${made.stderr}`);
    const form = template({ signedInfo: exclusive, content: exclusive, list: null, digest: 'http://www.w3.org/2001/04/xmlenc#sha256', method })
      .replace('<ds:KeyValue/>', '<ds:X509Data><ds:X509Certificate/></ds:X509Data>');
    writeFileSync(input, `<s:EntityDescriptor xmlns:s="${saml}" ID="_signed">${form}<s:Y>t</s:Y></s:EntityDescriptor>`);
    const signed = spawnSync('xmlsec1', ['--sign', '--privkey-pem', `${key},${certificate}`, ...idNames, '--output', output, input]);
    assert.equal(signed.status, 0, `${kind} ${method}: ${signed.stderr}`);
    const text = readFileSync(output, 'utf8');
    assert.match(ours(text, 'check').toString(), / unchanged/, `${kind} ${method}`);
    // One bit of the value: the digest still fits, the value does not.
    const broken = text.replace(/(<ds:SignatureValue>\s*.{20})(.)/, (_, before, c) => before + (c === 'A' ? 'B' : 'A'));
    assert.match(ours(broken, 'check').toString(), / wrong-value/, `${kind} ${method}, broken`);
  }
});

const corpora = [join(root, 'tests/data/saml-generated'), join(root, '../shared/corpus/saml')].filter(existsSync);
const signedFiles = corpora.flatMap((folder) => readdirSync(folder).filter((name) => name.endsWith('.xml')).map((name) => join(folder, name)))
  .filter((path) => /<(\w+:)?Signature[ >]/.test(readFileSync(path, 'utf8')));

test('signed files of the corpora agree with xmlsec1 where SAML allows the signature',
  signedFiles.length === 0 ? { skip: 'no corpus with signed files is here' } : without('xmlsec1'), () => {
    let compared = 0;
    for (const path of signedFiles) {
      const text = readFileSync(path);
      const { status, stdout } = spawnSync(tool, ['check'], { input: text });
      const lines = stdout.toString().split('\n').filter(Boolean);
      if (status !== 0 || lines.length !== 1) continue; // not XML, nothing signed, or several signatures: xmlsec1 takes the first
      const verdict = lines[0].split(' ')[1];
      if (verdict === 'refused' || verdict === 'not-checked') continue;
      const theirs = spawnSync('xmlsec1', ['--verify', '--insecure', ...idNames, path]);
      const output = `${theirs.stdout}${theirs.stderr}`;
      const digest = output.match(/SignedInfo References \(ok\/all\): (\d+)\/(\d+)/);
      // xmlsec1 says both what the value gave (OK, FAIL) and how many digests fit; on a wrong value it may not count.
      if (verdict === 'unchanged') assert.match(output, /^OK$/m, `${path}: ${output}`);
      else assert.match(output, /^FAIL$/m, `${path}: ${output}`);
      if (digest) assert.equal(Number(digest[1]) === Number(digest[2]), verdict !== 'changed', `${path}: ${output}`);
      compared++;
    }
    assert.ok(compared >= 5, `only ${compared} signatures were compared`);
  });
