// Makes the metadata files beside this script, and expected.json: what each must and must not yield as of 2026-11-23.
// Sound metadata (samples/healthy) changed in one way at a time, in ways that were seen in support. Run it with node;
// the same files come out each time. Keys are the throw-away keys of ../saml-generated.
import { createPrivateKey, createPublicKey, createSign } from 'node:crypto';
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { domainToASCII, fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const base = readFileSync(join(here, '../../../samples/healthy/idp-metadata.xml'), 'utf8');
const key = 'exk8tideEgnyteSaml7w';
const host = 'tidewater-carto.okta.com';
const issuer = `http://www.okta.com/${key}`;
const login = `https://${host}/app/egnyte/${key}/sso/saml`;
const certificate = /<ds:X509Certificate>([^<]*)</.exec(base)[1];

// ---- what a file must yield: codes, with a severity where it matters ("OKTA-03 warning").

const expected = [];
function file(name, text, { must = [], not = [], says = {}, line = {}, once = [], fix = {}, note }) {
  writeFileSync(join(here, name), text);
  expected.push({ file: name, note, must, not, says, line, once, fix });
}

function replaced(text, pairs) {
  for (const [from, to] of pairs) {
    if (!text.includes(from)) throw new Error(`not in the text: ${from}`);
    text = text.replaceAll(from, to);
  }
  return text;
}
const changed = (...pairs) => replaced(base, pairs);
// The address of one binding alone.
const redirect_at = (address) => {
  const at = base.lastIndexOf(login);
  return base.slice(0, at) + address + base.slice(at + login.length);
};
const okta_only = ['OKTA-03', 'EP-11', 'EP-08', 'DOC-18'];

// ---- the sign-in address

const wrapped = (address) => encodeURIComponent(address);
file('login-safelinks.xml',
  changed([login, `https://eur02.safelinks.protection.outlook.com/?url=${wrapped(login)}&amp;data=05%7C01`]),
  { must: ['OKTA-03 warning'], not: ['DOC-18'], says: { 'OKTA-03': 'link protection' }, note: 'rewritten by a mail filter' });
file('login-urldefense.xml', changed([login, `https://urldefense.com/v3/__${login}__;!!NmQ3dA$`]),
  { must: ['OKTA-03 warning'], not: ['DOC-18'], says: { 'OKTA-03': 'link protection' }, note: 'rewritten by a mail filter' });
file('login-egnyte-acs.xml', changed([login, 'https://tidewatercarto.egnyte.com/samlconsumer/Okta']),
  { must: ['OKTA-03 warning'], says: { 'OKTA-03': 'Egnyte' }, note: "Egnyte's own address pasted as the login URL" });
file('login-other-site.xml', changed([login, 'https://intranet.tidewater.example/egnyte']),
  { must: ['OKTA-03 warning'], note: "neither host nor path is Okta's, the entity ID is" });
file('login-redirect-path.xml', redirect_at(`https://${host}/home/egnyte/${key}`),
  { must: ['OKTA-03 warning'], note: 'only the address for Redirect was changed' });
file('login-redirect-key.xml', redirect_at(login.replace(key, 'exkAnotherEgnyteApp7')),
  { must: ['OKTA-02 warning'], note: 'only the address for Redirect is of another application' });

// ---- its host

const at_host = (name) => changed([`https://${host}/`, `https://${name}/`]);
const cyrillic = { a: '\u0430', o: '\u043E' };
file('host-cyrillic-letter.xml', at_host(host.replace('a', cyrillic.a)),
  { must: ['OKTA-03 warning'], not: ['EP-11'], note: 'a Cyrillic letter in the name of the org' });
file('host-cyrillic-okta.xml', at_host(`tidewater-carto.${cyrillic.o}kta.com`),
  { must: ['OKTA-03 warning'], not: ['EP-11'], note: "a Cyrillic letter in Okta's name" });
file('host-punycode-okta.xml', at_host(domainToASCII(`tidewater-carto.${cyrillic.o}kta.com`)),
  { must: ['OKTA-03 warning'], not: ['EP-11'], note: 'the same as it is on the wire' });
file('host-hyphen.xml', at_host(host.replace('-', '\u2011')),
  { must: ['EP-11 error'], note: 'a non-breaking hyphen of a word processor' });
for (const [name, own] of [['host-own-idn.xml', 'anmeldung.k\u00FCstenwerft.example'],
  ['host-own-idn-punycode.xml', domainToASCII('anmeldung.k\u00FCstenwerft.example')],
  ['host-own-idn-cyrillic.xml', '\u0432\u0445\u043E\u0434.\u0432\u0435\u0440\u0444\u044C.example']]) {
  file(name, at_host(own), { must: ['OKTA-07 note'], not: okta_only, note: 'a domain of their own, not in ASCII' });
}
file('host-trailing-dot.xml', at_host(`${host}.`),
  { not: [...okta_only, 'OKTA-01', 'OKTA-02', 'OKTA-07', 'EP-12'], note: 'a fully qualified name' });

// ---- certificates

const der = (tag, ...parts) => {
  const body = Buffer.concat(parts);
  const size = body.length;
  const head = size < 128 ? [size] : size < 256 ? [0x81, size] : [0x82, size >> 8, size & 255];
  return Buffer.concat([Buffer.from([tag, ...head]), body]);
};
const oid = (hex) => der(0x06, Buffer.from(hex, 'hex'));
const names = { C: '550406', O: '55040a', OU: '55040b', CN: '550403' };
const name_of = (parts) => der(0x30, ...parts.map(([type, value]) =>
  der(0x31, der(0x30, oid(names[type]), der(0x0c, Buffer.from(value, 'utf8'))))));
const signer = createPrivateKey(readFileSync(join(here, '../saml-generated/keys/rsa2048-sha256.key')));
// A self-signed certificate, good from 2026-10-05 to 2036-10-05. With another key its signature cannot verify.
function certificate_with({ subject, serial = '01a00b5544e0', key = createPublicKey(signer).export({ type: 'spki', format: 'der' }) }) {
  const algorithm = der(0x30, oid('2a864886f70d01010b'), der(0x05));
  const name = name_of(subject);
  const day = (text) => der(0x17, Buffer.from(text));
  const body = der(0x30, der(0xa0, der(0x02, Buffer.from([2]))), der(0x02, Buffer.from(serial, 'hex')), algorithm, name,
    der(0x30, day('261005091140Z'), day('361005091240Z')), name, key);
  const signature = createSign('sha256').update(body).sign(signer);
  const whole = der(0x30, body, algorithm, der(0x03, Buffer.from([0]), signature));
  return whole.toString('base64').match(/.{1,76}/g).join('\n');
}
const certificate_of = (...subject) => certificate_with({ subject });
const rsa_key = (modulus) => der(0x30, der(0x30, oid('2a864886f70d010101'), der(0x05)), der(0x03, Buffer.from([0]),
  der(0x30, der(0x02, Buffer.from([0]), modulus), der(0x02, Buffer.from('010001', 'hex')))));
const products = {
  miniorange: [['C', 'IN'], ['O', 'miniOrange'], ['CN', 'miniorange.com']],
  salesforce: [['O', 'Salesforce.com'], ['OU', '00Dx0000000XyZ1'], ['CN', 'SelfSignedCert_05Oct2026']],
  authentik: [['O', 'authentik'], ['OU', 'Self-signed'], ['CN', 'authentik Self-signed Certificate']],
  zitadel: [['O', 'ZITADEL'], ['CN', 'ZITADEL SAML response']],
  entra: [['CN', 'accounts.accesscontrol.windows.net']],
  shibboleth: [['CN', 'Shibboleth IdP signing']],
  signicat: [['C', 'NO'], ['O', 'Signicat AS'], ['CN', 'signicat.com']],
};
for (const [product, subject] of Object.entries(products)) {
  file(`certificate-${product}.xml`, changed([certificate, certificate_of(...subject)]),
    { must: ['OKTA-08 warning'], note: 'the certificate of another product in a file of Okta' });
}
const somebody = certificate_of(['O', 'Tidewater Cartography'], ['CN', 'sso signing 2026']);
file('certificate-own.xml', changed([certificate, somebody]),
  { must: ['OKTA-08 note'], note: 'a certificate that an admin brought along' });
const custom = (text) => replaced(text, [[`https://${host}/`, 'https://login.tidewater.example/']]);
const logout = `<md:SingleLogoutService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="${login.replace('/sso/', '/slo/')}"/>`;
file('custom-domain.xml', custom(base.replace('<md:NameIDFormat>', logout + '<md:NameIDFormat>')),
  { must: ['OKTA-07 note', 'OKTA-08 note', 'OKTA-09 note'], not: okta_only, note: 'a custom domain, with single logout' });
file('custom-domain-miniorange.xml', custom(changed([certificate, certificate_of(...products.miniorange)])),
  { must: ['OKTA-08 warning'], note: 'the certificate of another product behind a custom domain' });

// ---- keys, certificates and signatures that no product makes

const owner = [['O', 'Tidewater Cartography'], ['CN', 'sso signing 2026']];
const made = (options) => changed([certificate, certificate_with({ subject: owner, ...options })]);
// The modulus of a key that everybody has: the header of the tests names its source.
const support = readFileSync(join(here, '../../support/certificates.h'), 'utf8');
const published = /published_modulus\(\) \{[^;]*;/.exec(support)[0].match(/"([0-9a-f]+)"/g).map((text) => text.slice(1, -1)).join('');
file('key-published.xml', made({ key: rsa_key(Buffer.from(published, 'hex')) }),
  { must: ['CRT-23 error'], note: 'a key that a product ships with its private half' });
const even = Buffer.alloc(256, 0xb5);
even[255] = 0xb4;
file('key-even.xml', made({ key: rsa_key(even) }), { must: ['CRT-24 warning'], note: 'an even modulus: no RSA key' });
file('certificate-serial-zero.xml', made({ serial: '00' }), { must: ['CRT-25 note'], note: 'the serial number 0' });
const signed = readFileSync(join(here, '../saml-generated/signed-rsa-sha256.xml'), 'utf8');
const end = signed.indexOf('</ds:X509Data>');
file('signature-two-certificates.xml',
  `${signed.slice(0, end)}<ds:X509Certificate>${certificate_of(...owner)}</ds:X509Certificate>${signed.slice(end)}`,
  { must: ['SIG-17 warning'], note: 'two certificates in the signature' });
file('signature-unknown-method.xml', signed.replace('http://www.w3.org/2001/04/xmldsig-more#rsa-sha256', 'urn:example:signature'),
  { must: ['SIG-18 note'], note: 'a method of signing that nobody knows' });

// ---- the XML declaration and what stands before it

const declaration = '<?xml version="1.0" encoding="UTF-8"?>';
const body = base.slice(declaration.length);
if (!base.startsWith(declaration)) throw new Error('the sample begins in another way');
for (const [name, text, words] of [
  ['joined', '<?xmlversion="1.0" encoding="UTF-8"?>', 'blank'],
  ['capital', '<?Xml version="1.0" encoding="UTF-8"?>', 'lower case'],
  ['capitals', '<?XML version="1.0" encoding="UTF-8"?>', 'lower case'],
  ['without-last-mark', '<?xml version="1.0" encoding="UTF-8">', '?>'],
  ['without-first-mark', '<xml version="1.0" encoding="UTF-8"?>', '<?xml'],
  ['unquoted', '<?xml version=1.0 encoding=UTF-8?>', 'quotes'],
]) {
  file(`declaration-${name}.xml`, text + body,
    { must: ['DOC-06 error'], not: ['DOC-05', 'DOC-09', 'DOC-20'], says: { 'DOC-06': words }, note: 'a damaged XML declaration' });
}
const pretty = base.replaceAll('><', '>\n<').replace(login, login.replace('https', 'http'));
const line_of = (text, word) => text.slice(0, text.indexOf(word)).split('\n').length;
const headers = 'HTTP/2 200 \r\ncontent-type: application/xml;charset=ISO-8859-1\r\ndate: Mon, 23 Nov 2026 09:00:00 GMT\r\n\r\n';
file('before-headers.xml', headers + pretty,
  { must: ['DOC-09 error', 'EP-06 error'], says: { 'DOC-09': 'HTTP header' },
    line: { 'EP-06': line_of(headers + pretty, 'Location="http:') }, note: 'saved with curl -i' });
const lines = pretty.trimEnd().split('\n');
const each = (prefix) => lines.map((line, i) => `${prefix(i)}${line}`).join('\n') + '\n';
for (const [name, text, words] of [
  ['log', `2026-11-23T09:00:00.123Z INFO  metadata: ${base}`, 'log'],
  ['yaml', `saml:\n  metadata: |\n    ${lines.join('\n    ')}\n`, 'YAML'],
  ['markdown', `The metadata is this:\n\n\`\`\`xml\n${pretty}\n\`\`\`\n`, 'Markdown'],
  ['mail', each(() => '> '), 'mail'],
  ['diff', `--- a/idp.xml\n+++ b/idp.xml\n@@ -0,0 +1,${lines.length} @@\n${each(() => '+')}`, 'diff'],
  ['line-numbers', each((i) => `${String(i + 1).padStart(4)}  `), 'line number'],
  ['mht', `From: <Saved by Blink>\nSnapshot-Content-Location: ${login}/metadata\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary="----b"\n\n------b\nContent-Type: application/xml\n\n${base}\n------b--\n`, 'web archive'],
  ['terraform', `resource "aws_iam_saml_provider" "okta" {\n  saml_metadata_document = <<EOT\n${base}\nEOT\n}\n`, 'Terraform'],
]) {
  file(`before-${name}.xml`, text, { must: ['DOC-09 error'], says: { 'DOC-09': words }, note: 'the text around the document was copied as well' });
}

// ---- copies of a view

const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
file('view-escaped.xml', escaped(base), { must: ['DOC-22 error', 'DOC-06 error'], says: { 'DOC-22': 'escaped' }, note: 'HTML escapes in place of markup' });
const folded = (sign) => base.replace(/(<md:KeyDescriptor[^>]*>).*?(<\/md:KeyDescriptor>)/s, `$1${sign}$2`);
for (const [name, sign] of [['folded', '...'], ['folded-ellipsis', '\u2026']]) {
  file(`view-${name}.xml`, folded(sign), { must: ['DOC-22 error', 'SCH-06 error'], says: { 'DOC-22': 'folded' }, note: 'an element was folded in the view' });
}
file('view-full-width-quotes.xml', changed([`entityID="${issuer}"`, `entityID=\uFF02${issuer}\uFF02`]),
  { must: ['DOC-22 error', 'DOC-06 error'], says: { 'DOC-22': 'full-width' }, note: 'the quotes of an East Asian keyboard' });
file('view-full-width-inside.xml', changed([`entityID="${issuer}"`, `entityID="\uFF02${issuer}\uFF02"`]),
  { must: ['DOC-22 error'], says: { 'DOC-22': 'quotes' }, note: 'the same inside of the quotes of XML' });

// ---- cut off

file('truncated-prefix.xml', base.slice(0, base.indexOf('<md:SingleSignOnService') + 4),
  { must: ['DOC-20 error', 'DOC-06 error'], note: 'it ends behind "<md:"' });
file('truncated-slash.xml', base.slice(0, base.lastIndexOf('/>') + 1),
  { must: ['DOC-20 error', 'DOC-06 error'], note: 'it ends between "/" and ">"' });

// ---- the root

file('root-misspelt.xml', changed(['md:EntityDescriptor', 'md:EntityDescripter']),
  { must: ['SCH-01 error'], not: ['DOC-05'], says: { 'SCH-01': 'EntityDescriptor' }, note: 'a misspelt root' });
file('root-lower-case.xml', changed(['md:EntityDescriptor', 'md:entitydescriptor']),
  { must: ['SCH-01 error'], not: ['DOC-05'], says: { 'SCH-01': 'EntityDescriptor' }, note: 'a root in lower case' });

// ---- placeholders

file('placeholder-format.xml', at_host('%s.okta.com'), { must: ['DOC-18 error', 'EP-11 error'], note: '%s of a program' });
file('placeholder-stars.xml', changed([certificate, '****************']), { must: ['DOC-18 error', 'CRT-01 error'], note: 'hidden by stars' });
file('placeholder-redacted.xml', changed([certificate, 'REDACTED']), { must: ['DOC-18 error'], note: 'REDACTED' });
file('placeholder-redacted-key.xml', changed([key, 'REDACTED']), { must: ['DOC-18 error'], note: 'REDACTED in place of the key' });
file('placeholder-variable.xml', changed([key, '${okta_app_key}']), { must: ['DOC-18 error'], note: 'a variable of a template' });
file('placeholder-exk.xml', redirect_at(login).replaceAll(`/${key}/`, '/exkXXXXXXXXXXXXXXXXX/'), { must: ['DOC-18 error'], once: ['DOC-18'], note: 'the key is made of X' });
file('placeholder-stars-host.xml', at_host('****.okta.com'), { must: ['DOC-18 error', 'EP-11 error'], note: 'hidden by stars' });

// ---- dates

const until = (date) => changed([`entityID="${issuer}"`, `validUntil="${date}" entityID="${issuer}"`]);
for (const [name, date] of [['blank', '2027-01-01 00:00:00Z'], ['short', '2027-1-1T0:00:00Z'], ['offset-without-colon', '2027-01-01T00:00:00+0100'],
  ['day', '2027-01-01'], ['lower-case', '2027-01-01t00:00:00z'], ['zone-name', '2027-01-01T00:00:00 UTC'], ['minutes', '2027-01-01T00:00Z']]) {
  file(`date-${name}.xml`, until(date), { must: ['ENT-10 error', 'SCH-05 error'], note: 'nearly a date' });
}

// ---- other values

file('serial-number.xml', changed(['</ds:X509Data>',
  '<ds:X509IssuerSerial><ds:X509IssuerName>CN=tidewater-carto</ds:X509IssuerName><ds:X509SerialNumber>01:a0:0b</ds:X509SerialNumber></ds:X509IssuerSerial></ds:X509Data>']),
{ must: ['SCH-05 error'], note: 'a serial number in hexadecimal' });
const hok = 'urn:oasis:names:tc:SAML:2.0:profiles:holder-of-key:SSO:browser';
const binding = (name) => `urn:oasis:names:tc:SAML:2.0:bindings:HTTP-${name}`;
file('holder-of-key.xml', changed(['</md:IDPSSODescriptor>', ['POST', 'Redirect'].map((name) =>
  `<md:SingleSignOnService xmlns:hoksso="urn:oasis:names:tc:SAML:2.0:profiles:holder-of-key:SSO:browser" Binding="${hok}" hoksso:ProtocolBinding="${binding(name)}" Location="${login}"/>`).join('') + '</md:IDPSSODescriptor>']),
{ not: ['EP-09', 'EP-10', 'EP-03'], note: 'holder of key: two endpoints differ in their ProtocolBinding' });
file('one-address-http.xml', changed([login, login.replace('https', 'http')]),
  { must: ['EP-06 error'], once: ['EP-06'], note: 'one address for two bindings: one finding' });
file('one-address-blank.xml', changed([login, `${login} `]),
  { must: ['EP-08 error'], once: ['EP-08'], note: 'one address for two bindings: one finding' });

// ---- not metadata, and named for what it is

file('what-data-url.xml', `data:application/xml;base64,${Buffer.from(base).toString('base64')}`,
  { must: ['DOC-04 error'], says: { 'DOC-04': 'data: URL' }, note: 'a data: URL of a browser' });
file('what-rtf.xml', `{\\rtf1\\ansi\\deff0 {\\fonttbl {\\f0 Courier;}}\n\\f0 ${base.replaceAll('\\', '\\\\')}\n}`,
  { must: ['DOC-22 error'], not: ['DOC-03'], says: { 'DOC-22': 'RTF' }, note: 'saved by a word processor' });
file('what-spreadsheet-cell.xml', `"${base.replaceAll('"', '""')}"`,
  { must: ['DOC-22 error'], not: ['DOC-03'], says: { 'DOC-22': 'spreadsheet' }, note: 'copied out of a cell' });
file('what-pdf.xml', '%PDF-1.7\n%\u00E2\u00E3\u00CF\u00D3\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n',
  { must: ['DOC-04 error'], says: { 'DOC-04': 'PDF' }, note: 'printed into a PDF' });
file('what-webarchive.xml', Buffer.concat([Buffer.from('bplist00'), Buffer.from('d10102', 'hex'), Buffer.from(`_WebMainResource ${base}`)]),
  { must: ['DOC-04 error'], says: { 'DOC-04': 'web archive' }, note: "Safari's web archive" });

// ---- other products: what is said of them names their own console, never Okta's

const expired = readFileSync(join(here, '../saml-generated/cert-rsa2048-expired.xml'), 'utf8');
const old_certificate = /<ds:X509Certificate>([^<]*)</.exec(expired)[1];
const other = (entity_id, address) => replaced(changed([certificate, old_certificate]), [[issuer, entity_id], [login, address]]);
const okta = ['OKTA-01', 'OKTA-02', 'OKTA-03', 'OKTA-08', 'OKTA-10'];
for (const [name, entity_id, address, console] of [
  ['google', 'https://accounts.google.com/o/saml2?idpid=C01abcdef', 'https://accounts.google.com/o/saml2/idp?idpid=C01abcdef', 'Google Admin console'],
  ['entra', 'https://sts.windows.net/3f1c2b3a-0000-4c4d-8e8f-000000000001/', 'https://login.microsoftonline.com/3f1c2b3a-0000-4c4d-8e8f-000000000001/saml2', 'Microsoft Entra admin center'],
  ['keycloak', 'https://sso.tidewater.example/realms/staff', 'https://sso.tidewater.example/realms/staff/protocol/saml', 'Keycloak Admin Console'],
]) {
  file(`product-${name}.xml`, other(entity_id, address),
    { must: ['CRT-06 warning'], not: okta, fix: { 'CRT-06': console }, note: `metadata of another product: ${name}` });
}

for (const name of readdirSync(here)) {
  if (!['make.mjs', 'expected.json'].includes(name) && !expected.some((one) => one.file === name)) rmSync(join(here, name));
}
writeFileSync(join(here, 'expected.json'), `[\n${expected.map((one) => JSON.stringify(one)).join(',\n')}\n]\n`);
