// A metadata aggregate of invented identity providers, as federations publish them, with real certificates: for the bench.
//   node tests/bench/make_metadata.mjs ENTITIES CERTIFICATES FILE
// Schema-valid, the same shape every time; only the keys are new each time, so no private key is in the repository.
// Certificates are put together here, not by openssl, because its command line takes no start date when it signs itself
// and the bench checks at a fixed time.
import { createHash, generateKeyPair, sign } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

// DER (X.690): a tag, a length, a body.
function der(tag, ...parts) {
  const body = Buffer.concat(parts);
  if (body.length < 128) return Buffer.concat([Buffer.from([tag, body.length]), body]);
  const length = [];
  for (let rest = body.length; rest > 0; rest >>= 8) length.unshift(rest & 0xff);
  return Buffer.concat([Buffer.from([tag, 0x80 | length.length, ...length]), body]);
}
const sequence = (...parts) => der(0x30, ...parts);
const name = (commonName, organisation) =>
  sequence(
    der(0x31, sequence(Buffer.from('060355040a', 'hex'), der(0x0c, Buffer.from(organisation)))),
    der(0x31, sequence(Buffer.from('0603550403', 'hex'), der(0x0c, Buffer.from(commonName)))),
  );
const sha256WithRsa = sequence(Buffer.from('06092a864886f70d01010b0500', 'hex'));
const sha256WithEcdsa = sequence(Buffer.from('06082a8648ce3d040302', 'hex'));

// RFC 5280, 4.1, without extensions, as Okta makes its own. In date from 2020 to 2035.
function certificate({ publicKey, privateKey }, serial, subject) {
  const algorithm = publicKey.asymmetricKeyType === 'rsa' ? sha256WithRsa : sha256WithEcdsa;
  const body = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([1, serial >> 8, serial & 0xff])),
    algorithm,
    subject,
    sequence(der(0x17, Buffer.from('200101000000Z')), der(0x17, Buffer.from('350101000000Z'))),
    subject,
    publicKey.export({ type: 'spki', format: 'der' }),
  );
  return sequence(body, algorithm, der(0x03, Buffer.from([0]), sign('sha256', body, privateKey)));
}

// `count` of them, one in thirteen with an elliptic key (rare in real federations): { der, pem, key }, the private key as PEM.
export async function certificates(count) {
  const generate = promisify(generateKeyPair);
  const keys = await Promise.all(
    Array.from({ length: count }, (_, i) => (i % 13 === 12 ? generate('ec', { namedCurve: 'P-256' }) : generate('rsa', { modulusLength: 2048 }))),
  );
  return keys.map((pair, i) => {
    const bytes = certificate(pair, i, name(`idp-${i}.example.org`, `Example University ${i}`));
    const pem = `-----BEGIN CERTIFICATE-----\n${bytes.toString('base64').replace(/.{64}/g, '$&\n').trimEnd()}\n-----END CERTIFICATE-----\n`;
    return { der: bytes, pem, key: pair.privateKey.export({ type: 'pkcs8', format: 'pem' }) };
  });
}

const base64Lines = (bytes) => bytes.toString('base64').replace(/.{76}/g, '$&\n').trimEnd();
const keyDescriptor = (use, text) => `   <md:KeyDescriptor${use}>
    <ds:KeyInfo>
     <ds:X509Data>
      <ds:X509Certificate>
${text}
      </ds:X509Certificate>
     </ds:X509Data>
    </ds:KeyInfo>
   </md:KeyDescriptor>
`;

function entity(i, texts) {
  const host = `idp-${i}.example.org`;
  const rolls = i % 20 === 0; // a rollover is under way
  const encrypts = i % 20 === 1;
  const saml = 'urn:oasis:names:tc:SAML:2.0';
  return ` <md:EntityDescriptor entityID="https://${host}/idp/shibboleth">
  <md:IDPSSODescriptor protocolSupportEnumeration="${saml}:protocol">
   <md:Extensions>
    <shibmd:Scope regexp="false">example${i}.org</shibmd:Scope>
    <mdui:UIInfo>
     <mdui:DisplayName xml:lang="en">University &amp; College ${i}</mdui:DisplayName>
     <mdui:DisplayName xml:lang="de">Universität Beispiel ${i}</mdui:DisplayName>
    </mdui:UIInfo>
   </md:Extensions>
${keyDescriptor(encrypts ? ' use="signing"' : '', texts[i % texts.length])}${rolls ? keyDescriptor(' use="signing"', texts[(i + 1) % texts.length]) : ''}${encrypts ? keyDescriptor(' use="encryption"', texts[(i + 2) % texts.length]) : ''}   <md:SingleLogoutService Binding="${saml}:bindings:HTTP-Redirect" Location="https://${host}/idp/profile/SAML2/Redirect/SLO"/>
   <md:NameIDFormat>${saml}:nameid-format:transient</md:NameIDFormat>
   <md:NameIDFormat>urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress</md:NameIDFormat>
   <md:SingleSignOnService Binding="${saml}:bindings:HTTP-POST" Location="https://${host}/idp/profile/SAML2/POST/SSO"/>
   <md:SingleSignOnService Binding="${saml}:bindings:HTTP-Redirect" Location="https://${host}/idp/profile/SAML2/Redirect/SSO"/>
  </md:IDPSSODescriptor>
  <md:Organization>
   <md:OrganizationName xml:lang="en">Example University ${i}</md:OrganizationName>
   <md:OrganizationDisplayName xml:lang="en">Example University ${i}</md:OrganizationDisplayName>
   <md:OrganizationURL xml:lang="en">https://www.example${i}.org/</md:OrganizationURL>
  </md:Organization>
  <md:ContactPerson contactType="technical">
   <md:GivenName>Ana</md:GivenName>
   <md:SurName>Lee</md:SurName>
   <md:EmailAddress>mailto:ana.lee@example${i}.org</md:EmailAddress>
  </md:ContactPerson>
 </md:EntityDescriptor>
`;
}

// The aggregate as text; entities are numbered from `first`.
export function aggregate(count, made, first = 0) {
  const texts = made.map(({ der: bytes }) => base64Lines(bytes));
  const spaces = {
    md: 'urn:oasis:names:tc:SAML:2.0:metadata',
    ds: 'http://www.w3.org/2000/09/xmldsig#',
    mdui: 'urn:oasis:names:tc:SAML:metadata:ui',
    shibmd: 'urn:mace:shibboleth:metadata:1.0',
  };
  const declared = Object.entries(spaces).map(([prefix, space]) => ` xmlns:${prefix}="${space}"`).join('');
  let text = `<?xml version="1.0" encoding="UTF-8"?>\n<md:EntitiesDescriptor${declared} Name="https://federation.example.org/metadata" ID="_aggregate" validUntil="2026-12-24T00:00:00Z">\n`;
  for (let i = first; i < first + count; i++) text += entity(i, texts);
  return `${text}</md:EntitiesDescriptor>\n`;
}

// How many different certificates the text really holds.
export function distinctCertificates(text) {
  const seen = new Set();
  for (const [, body] of text.matchAll(/<ds:X509Certificate>([^<]*)</g)) seen.add(createHash('sha256').update(Buffer.from(body, 'base64')).digest('hex'));
  return seen.size;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [entities, count, file] = process.argv.slice(2);
  if (!(Number(entities) > 0 && Number(count) > 0 && file)) {
    console.error('usage: node tests/bench/make_metadata.mjs ENTITIES CERTIFICATES FILE');
    process.exit(2);
  }
  writeFileSync(file, aggregate(Number(entities), await certificates(Number(count))));
}
