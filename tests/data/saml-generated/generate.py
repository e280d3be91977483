#!/usr/bin/env python3
"""Makes the generated SAML metadata corpus next to this file.

Needs: python3 (standard library only), the openssl command (3.x), xmlsec1.
    python3 generate.py            keep existing keys and certificates, rewrite every XML file
    python3 generate.py --force    new keys and certificates too
Every key here is a throw-away test key; nothing is secret.
Dates are fixed, so judge the files "as of" 2026-11-23T00:00:00Z (see INDEX.md).
"""
import base64, json, os, random, re, subprocess, sys, tempfile, textwrap
HERE = os.path.dirname(os.path.abspath(__file__))
KEYS, CERTS = os.path.join(HERE, "keys"), os.path.join(HERE, "certs")
FORCE = "--force" in sys.argv
os.makedirs(KEYS, exist_ok=True); os.makedirs(CERTS, exist_ok=True)
INDEX = []                      # (file, verdict, must-report ids, note)

def sh(*a, inp=None, ok=(0,)):
    r = subprocess.run(a, input=inp, capture_output=True)
    if r.returncode not in ok:
        sys.exit("failed: %s\n%s" % (" ".join(a), r.stderr.decode("utf8", "replace")))
    return r.stdout

# ---------------------------------------------------------------- keys
def der_len(n):
    if n < 128: return bytes([n])
    b = n.to_bytes((n.bit_length() + 7) // 8, "big"); return bytes([0x80 | len(b)]) + b
def der_int(n):
    b = n.to_bytes(n.bit_length() // 8 + 1, "big"); return b"\x02" + der_len(len(b)) + b
def rsa_pem(p, q, e):
    n, d = p * q, pow(e, -1, (p - 1) * (q - 1))
    body = b"".join(der_int(v) for v in (0, n, e, d, p, q, d % (p - 1), d % (q - 1), pow(q, -1, p)))
    der = b"\x30" + der_len(len(body)) + body
    b64 = base64.b64encode(der).decode()
    return "-----BEGIN RSA PRIVATE KEY-----\n%s\n-----END RSA PRIVATE KEY-----\n" % "\n".join(textwrap.wrap(b64, 64))
def is_prime(n, k=24):
    if any(n % s == 0 for s in (2, 3, 5, 7, 11, 13)): return False
    d, r = n - 1, 0
    while d % 2 == 0: d //= 2; r += 1
    for _ in range(k):
        x = pow(random.randrange(2, n - 1), d, n)
        if x in (1, n - 1): continue
        for _ in range(r - 1):
            x = x * x % n
            if x == n - 1: break
        else: return False
    return True
def roca_like():
    """A working key whose modulus shows the ROCA fingerprint: both primes are 1 modulo every small prime."""
    m = 1
    for s in range(3, 168):
        if all(s % t for t in range(2, int(s ** .5) + 1)): m *= s
    while True:
        out = []
        while len(out) < 2:
            k = random.getrandbits(1024 - m.bit_length() - 1) | (1 << (1023 - m.bit_length()))
            p = 2 * k * m + 1
            if p.bit_length() == 1024 and p % 65537 != 1 and is_prime(p): out.append(p)
        if (out[0] * out[1]).bit_length() == 2048 and out[0] != out[1]: return rsa_pem(out[0], out[1], 65537)
def key(name, kind):
    path = os.path.join(KEYS, name + ".key")
    if os.path.exists(path) and not FORCE: return path
    if kind == "roca":
        open(path, "w").write(roca_like()); return path
    if kind == "dsa":
        par = sh("openssl", "genpkey", "-genparam", "-algorithm", "DSA", "-pkeyopt", "dsa_paramgen_bits:2048", "-pkeyopt", "dsa_paramgen_q_bits:256")
        with tempfile.NamedTemporaryFile() as f:
            f.write(par); f.flush(); out = sh("openssl", "genpkey", "-paramfile", f.name)
    elif kind.startswith("rsa"):
        bits, _, e = kind[3:].partition("e")
        out = sh("openssl", "genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:" + bits, *(["-pkeyopt", "rsa_keygen_pubexp:" + e] if e else []))
    elif kind.startswith("ec:"):
        out = sh("openssl", "genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:" + kind[3:], "-pkeyopt", "ec_param_enc:named_curve")
    elif kind.startswith("ecx:"):
        out = sh("openssl", "genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:" + kind[4:], "-pkeyopt", "ec_param_enc:explicit")
    else: out = sh("openssl", "genpkey", "-algorithm", kind)
    open(path, "wb").write(out); return path

# ---------------------------------------------------------------- certificates (fixed dates through "openssl ca")
DN = "/C=US/ST=California/L=San Francisco/O=Okta/OU=SSOProvider/CN=%s/emailAddress=info@okta.com"
def to_v3(path, keyfile, md):
    """openssl ca writes version 1 when there is no extension; Okta writes version 3 without any: patch and sign again."""
    d = base64.b64decode(b64(path))
    def tlv(b, o):
        n, h = b[o + 1], 2
        if n & 0x80: k = n & 0x7f; n = int.from_bytes(b[o + 2:o + 2 + k], "big"); h = 2 + k
        return o + h, o + h + n
    o, e = tlv(d, 0); to, te = tlv(d, o)
    tbs = b"\xa0\x03\x02\x01\x02" + d[to:te]; tbs = b"\x30" + der_len(len(tbs)) + tbs
    ao, ae = tlv(d, te); alg = d[te:ae]
    with tempfile.NamedTemporaryFile() as f:
        f.write(tbs); f.flush(); sig = sh("openssl", "dgst", "-" + md, "-sign", keyfile, f.name)
    bs = b"\x03" + der_len(len(sig) + 1) + b"\0" + sig; body = tbs + alg + bs
    out = base64.b64encode(b"\x30" + der_len(len(body)) + body).decode()
    open(path, "w").write("-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n" % "\n".join(textwrap.wrap(out, 64)))
def cert(name, kind, start="20240101000000Z", end="20340101000000Z", md="sha256", cn="acme-example", ext="", serial="0190A1B2C3D4", keyname=None, dn=None, sigopt=()):
    path = os.path.join(CERTS, name + ".pem")
    k = key(keyname or name, kind)
    if os.path.exists(path) and not FORCE: return path
    patch = not ext and not sigopt and (kind.startswith("rsa") or kind == "roca")
    if not ext and not patch: ext = "subjectKeyIdentifier=hash"
    with tempfile.TemporaryDirectory() as t:
        cnf = os.path.join(t, "c.cnf")
        open(cnf, "w").write("[ca]\ndefault_ca=d\n[d]\ndir=%s\nnew_certs_dir=%s\ndatabase=%s/i\nserial=%s/s\npolicy=p\nunique_subject=no\nemail_in_dn=yes\n%s[p]\ncountryName=optional\nstateOrProvinceName=optional\nlocalityName=optional\norganizationName=optional\norganizationalUnitName=optional\ncommonName=optional\nemailAddress=optional\n[req]\ndistinguished_name=rdn\n[rdn]\n%s" % (t, t, t, t, "x509_extensions=e\n" if ext else "", "[e]\n%s\n" % ext if ext else ""))
        open(t + "/i", "w").close(); open(t + "/s", "w").write(serial + "\n")
        csr = t + "/r.csr"
        sh("openssl", "req", "-new", "-key", k, "-subj", dn or DN % cn, "-config", cnf, "-out", csr)
        so = [x for o in sigopt for x in ("-sigopt", o)]
        sh("openssl", "ca", "-batch", "-selfsign", "-notext", "-preserveDN", "-config", cnf, "-keyfile", k, "-in", csr, "-out", path, "-startdate", start, "-enddate", end, "-md", md, *so)
    if patch: to_v3(path, k, md)
    return path
def b64(path): return "".join(l for l in open(path).read().split("\n") if l and not l.startswith("-----"))
def okta_wrap(s): return "\n".join(textwrap.wrap(s, 76))

EC_EXT = "keyUsage=critical,digitalSignature"
C = {n: cert(n, **a) for n, a in {
    "rsa2048-sha256":      dict(kind="rsa2048"),
    "rsa2048-next":        dict(kind="rsa2048", start="20261001000000Z", end="20361001000000Z", serial="0199A1B2C3D5"),
    "rsa3072-sha256":      dict(kind="rsa3072"),
    "rsa4096-sha512":      dict(kind="rsa4096", md="sha512"),
    "rsa2048-expired":     dict(kind="rsa2048", start="20140101000000Z", end="20190101000000Z", serial="0144"),
    "rsa2048-future":      dict(kind="rsa2048", start="20300101000000Z", end="20400101000000Z", serial="02"),
    "rsa2048-soon":        dict(kind="rsa2048", start="20161210000000Z", end="20261210000000Z", serial="03"),
    "rsa2048-60days":      dict(kind="rsa2048", start="20170115000000Z", end="20270115000000Z", serial="0301"),
    "rsa2048-shortlived":  dict(kind="rsa2048", start="20261101000000Z", end="20270801000000Z", serial="04"),
    "rsa1024-sha256":      dict(kind="rsa1024"),
    "rsa512-md5":          dict(kind="rsa512", md="md5"),
    "rsa2048-sha1":        dict(kind="rsa2048", md="sha1", start="20150601000000Z", end="20450601000000Z"),
    "rsa2048-md5":         dict(kind="rsa2048", md="md5"),
    "rsa2048-e3":          dict(kind="rsa2048e3"),
    "rsa2048-pss":         dict(kind="rsa2048", sigopt=("rsa_padding_mode:pss", "rsa_pss_saltlen:32")),
    "rsapss-key":          dict(kind="RSA-PSS"),
    "rsa2048-roca":        dict(kind="roca"),
    "ec-p256":             dict(kind="ec:prime256v1", ext=EC_EXT),
    "ec-p384-sha384":      dict(kind="ec:secp384r1", md="sha384", ext=EC_EXT),
    "ec-p224":             dict(kind="ec:secp224r1", ext=EC_EXT),
    "ec-secp256k1":        dict(kind="ec:secp256k1", ext=EC_EXT),
    "ec-p256-explicit":    dict(kind="ecx:prime256v1", ext=EC_EXT),
    "ed25519":             dict(kind="ED25519", md="null"),
    "dsa2048":             dict(kind="dsa"),
    "ca-true":             dict(kind="rsa2048", ext="basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign"),
    "ku-encrypt-only":     dict(kind="rsa2048", ext="keyUsage=critical,keyEncipherment"),
    "eku-tls-server":      dict(kind="rsa2048", ext="extendedKeyUsage=serverAuth\nsubjectAltName=DNS:www.acme.example"),
    "critical-unknown":    dict(kind="rsa2048", ext="1.2.3.4.5.6=critical,ASN1:UTF8String:x"),
    "utf8-dn":             dict(kind="rsa2048", dn="/C=CZ/O=P\u0159\u00edli\u0161/CN=idp.example.com"),
    "other-org":           dict(kind="rsa2048", cn="another-tenant"),
    "signer-rsa2048":      dict(kind="rsa2048", dn="/O=Acme Metadata Signing/CN=metadata signer"),
}.items()}

# ---------------------------------------------------------------- documents
KEYID = "exk4f2g9h8j7k6m5n5d7"
EID = "http://www.okta.com/" + KEYID
SSO = "https://acme-example.okta.com/app/egnyte/%s/sso/saml" % KEYID
DS, MD = "http://www.w3.org/2000/09/xmldsig#", "urn:oasis:names:tc:SAML:2.0:metadata"
B = "urn:oasis:names:tc:SAML:2.0:bindings:"
def kd(body, use=' use="signing"'):
    return '<md:KeyDescriptor%s><ds:KeyInfo xmlns:ds="%s">%s</ds:KeyInfo></md:KeyDescriptor>' % (use, DS, body)
def x509(*c): return "<ds:X509Data>%s</ds:X509Data>" % "".join("<ds:X509Certificate>%s</ds:X509Certificate>" % okta_wrap(b64(C[n])) for n in c)
def okta(keys=None, root="", nid="<md:NameIDFormat>urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress</md:NameIDFormat>", ep=None, tail="", head="", eid=EID):
    keys = kd(x509("rsa2048-sha256")) if keys is None else keys
    ep = ep if ep is not None else '<md:SingleSignOnService Binding="%sHTTP-POST" Location="%s"/><md:SingleSignOnService Binding="%sHTTP-Redirect" Location="%s"/>' % (B, SSO, B, SSO)
    return ('<?xml version="1.0" encoding="UTF-8"?><md:EntityDescriptor%s entityID="%s" xmlns:md="%s">%s<md:IDPSSODescriptor WantAuthnRequestsSigned="false" protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">%s%s%s</md:IDPSSODescriptor>%s</md:EntityDescriptor>'
            % (root, eid, MD, head, keys, nid, ep, tail))
def put(name, data, verdict, ids, note):
    with open(os.path.join(HERE, name), "wb") as f: f.write(data if isinstance(data, bytes) else data.encode("utf8"))
    INDEX.append((name, verdict, ids, note))
def mut(name, old, new, verdict, ids, note, base=None, n=1):
    s = base or okta(); assert old in s, (name, old)
    put(name, s.replace(old, new, n), verdict, ids, note)

OK, WARN, BAD = "valid", "warnings", "invalid"
# --- good ones
put("ok-okta.xml", okta(), OK, "", "one line, the way Okta serves it")
put("ok-okta-slo.xml", okta(ep='', nid='<md:SingleLogoutService Binding="%sHTTP-POST" Location="%s"/><md:NameIDFormat>urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified</md:NameIDFormat><md:SingleSignOnService Binding="%sHTTP-POST" Location="%s"/><md:SingleSignOnService Binding="%sHTTP-Redirect" Location="%s"/>' % (B, SSO.replace("/sso/", "/slo/"), B, SSO, B, SSO)), OK, "", "Okta with single logout: SLO stands before NameIDFormat")
put("ok-okta-two-certs.xml", okta(kd(x509("rsa2048-sha256")) + kd(x509("rsa2048-next"))), WARN, "KEY-05", "rollover: two signing KeyDescriptors, both in date; a one-certificate SP field needs a choice")
put("ok-okta-custom-domain.xml", okta().replace("https://acme-example.okta.com/", "https://login.acme.example/"), OK, "", "custom domain on the SSO URLs; entityID stays www.okta.com")
put("ok-default-prefix.xml", okta().replace("md:", "").replace("xmlns:md=", "xmlns=").replace("xmlns=", "xmlns=", 1), OK, "", "same document with the metadata namespace as the default one")
put("ok-odd-prefix-pretty.xml", okta().replace("<md:", "\n  <x:").replace("</md:", "</x:").replace("xmlns:md", "xmlns:x"), OK, "", "unusual prefix, line breaks")
put("ok-utf8-bom.xml", b"\xef\xbb\xbf" + okta().encode(), OK, "DOC-08", "UTF-8 byte order mark")
put("ok-utf16le-bom.xml", b"\xff\xfe" + okta().replace('"UTF-8"', '"UTF-16"', 1).encode("utf-16-le"), WARN, "DOC-08", "UTF-16LE with BOM, declared as UTF-16")
put("ok-latin1-declared.xml", okta(tail='<md:Organization><md:OrganizationName xml:lang="fr">Soci\u00e9t\u00e9</md:OrganizationName><md:OrganizationDisplayName xml:lang="fr">Soci\u00e9t\u00e9</md:OrganizationDisplayName><md:OrganizationURL xml:lang="fr">https://acme.example/</md:OrganizationURL></md:Organization>').replace('"UTF-8"', '"ISO-8859-1"', 1).encode("latin-1"), WARN, "DOC-08", "ISO-8859-1, declared and true; XML processors need only read UTF-8 and UTF-16")
put("ok-aggregate-one-idp.xml", '<?xml version="1.0"?><md:EntitiesDescriptor xmlns:md="%s" Name="urn:acme">%s</md:EntitiesDescriptor>' % (MD, okta().split("?>", 1)[1]), WARN, "DOC-15", "an aggregate that holds one IdP only (Keycloak shape)")
put("ok-org-contacts.xml", okta(tail='<md:Organization><md:OrganizationName xml:lang="en">Acme</md:OrganizationName><md:OrganizationDisplayName xml:lang="en">Acme Inc.</md:OrganizationDisplayName><md:OrganizationURL xml:lang="en">https://www.acme.example/</md:OrganizationURL></md:Organization><md:ContactPerson contactType="technical"><md:GivenName>Help</md:GivenName><md:EmailAddress>mailto:it@acme.example</md:EmailAddress></md:ContactPerson>'), OK, "", "Organization and ContactPerson complete")
put("ok-validuntil-cache.xml", okta(root=' ID="_m1" validUntil="2027-02-01T00:00:00Z" cacheDuration="P1D"'), OK, "", "validUntil in the future, cacheDuration one day")
put("ok-cert-unwrapped.xml", okta(kd("<ds:X509Data><ds:X509Certificate>%s</ds:X509Certificate></ds:X509Data>" % b64(C["rsa2048-sha256"]))), OK, "", "certificate on one line")
put("ok-use-omitted.xml", okta(kd(x509("rsa2048-sha256"), "")), OK, "KEY-12", "use left out: key serves signing and encryption")
put("ok-unknown-extension.xml", okta(head='<md:Extensions><v:Note xmlns:v="urn:vendor:note">hello</v:Note></md:Extensions>'), OK, "SCH-10", "foreign extension element, allowed")
for n, v, i, t in [("rsa3072-sha256", OK, "", "RSA 3072"), ("rsa4096-sha512", OK, "", "RSA 4096, SHA-512"), ("rsa2048-pss", WARN, "CRT-16", "certificate itself signed with RSASSA-PSS"),
    ("ec-p256", WARN, "CRT-14", "P-256 key: fine by the profiles, many SPs take RSA only"), ("ec-p384-sha384", WARN, "CRT-14", "P-384"), ("utf8-dn", OK, "", "UTF8String in the DN"),
    ("rsa2048-expired", WARN, "CRT-06", "expired 2019-01-01; MDIOP says the key still counts, many SPs refuse"), ("rsa2048-future", WARN, "CRT-07", "not valid before 2030"),
    ("rsa2048-soon", WARN, "CRT-08", "ends 2026-12-10"), ("rsa2048-60days", WARN, "CRT-08", "ends 2027-01-15, inside Okta's 60 day notice"), ("rsa2048-shortlived", OK, "CRT-20", "nine months only"),
    ("rsa1024-sha256", BAD, "CRT-09", "RSA 1024"), ("rsa512-md5", BAD, "CRT-09 CRT-12", "RSA 512, MD5"), ("rsa2048-sha1", WARN, "CRT-13", "SHA-1 signed, the old Okta kind"), ("rsa2048-md5", BAD, "CRT-12", "MD5 signed"),
    ("rsa2048-e3", WARN, "CRT-11", "public exponent 3"), ("rsapss-key", WARN, "CRT-16", "key type id-RSASSA-PSS"), ("rsa2048-roca", BAD, "CRT-22", "modulus shows the ROCA fingerprint"),
    ("ec-p224", BAD, "CRT-14", "P-224 is under 256 bits"), ("ec-secp256k1", WARN, "CRT-14", "secp256k1"), ("ec-p256-explicit", WARN, "CRT-14", "explicit curve parameters (RFC 5480 forbids)"), ("ed25519", WARN, "CRT-16", "Ed25519, no SAML SP takes it"), ("dsa2048", BAD, "CRT-15", "DSA"),
    ("ca-true", WARN, "CRT-17 CRT-18", "CA certificate as signing key, no digitalSignature"), ("ku-encrypt-only", WARN, "CRT-18", "keyUsage without digitalSignature"), ("eku-tls-server", WARN, "CRT-19", "web server certificate reused"), ("critical-unknown", WARN, "CRT-18", "unknown critical extension"), ("other-org", OK, "OKTA-08", "certificate CN is another name than the SSO host: renamed orgs look the same, so only a note")]:
    put("cert-%s.xml" % n, okta(kd(x509(n))), v, i, t)
c0 = b64(C["rsa2048-sha256"]); certel = "<ds:X509Certificate>%s</ds:X509Certificate>" % okta_wrap(c0)
def cm(name, new, v, i, t): put(name, okta().replace(certel, "<ds:X509Certificate>%s</ds:X509Certificate>" % new), v, i, t)
cm("cert-pem-armour.xml", open(C["rsa2048-sha256"]).read(), BAD, "CRT-02", "BEGIN/END lines inside X509Certificate")
cm("cert-pem-armour-oneline.xml", "-----BEGIN CERTIFICATE-----" + c0 + "-----END CERTIFICATE-----", BAD, "CRT-02", "BEGIN/END on one line")
cm("cert-cr-entities.xml", okta_wrap(c0).replace("\n", "&#13;\n"), WARN, "CRT-03", "carriage returns as &#13; (Windows Java tools)")
cm("cert-crlf-tabs.xml", "\r\n\t\t" + okta_wrap(c0).replace("\n", "\r\n\t\t") + "\r\n", OK, "", "plain CRLF and tabs: white space in base64Binary is fine")
cm("cert-comment-inside.xml", c0[:200] + "<!-- split -->" + c0[200:], WARN, "CRT-03", "comment inside the base64 text")
cm("cert-bad-base64.xml", c0[:300] + "*%$" + c0[303:], BAD, "CRT-01", "characters outside the alphabet")
cm("cert-urlsafe-base64.xml", c0.replace("+", "-").replace("/", "_"), BAD, "CRT-01", "URL-safe alphabet")
cm("cert-truncated.xml", c0[:-120], BAD, "CRT-04", "copied without its end")
cm("cert-bad-padding.xml", c0.rstrip("=")[:-1], BAD, "CRT-01", "length not a multiple of four")
cm("cert-empty.xml", "", BAD, "KEY-03", "empty X509Certificate")
cm("cert-placeholder.xml", "MIIC...YOUR_CERTIFICATE_HERE...", BAD, "DOC-18 CRT-01", "placeholder text")
cm("cert-trailing-bytes.xml", base64.b64encode(base64.b64decode(c0) + b"\0\0\0").decode(), WARN, "CRT-05", "bytes after the DER")
cm("cert-two-concatenated.xml", base64.b64encode(base64.b64decode(c0) + base64.b64decode(b64(C["ca-true"]))).decode(), BAD, "CRT-05", "two certificates in one element (PEM chain stripped)")
cm("cert-is-csr.xml", "".join(l for l in sh("openssl", "req", "-new", "-key", KEYS + "/rsa2048-sha256.key", "-subj", "/CN=csr").decode().split("\n") if l and "-----" not in l), BAD, "CRT-04", "a signing request")
cm("cert-is-pubkey.xml", base64.b64encode(sh("openssl", "pkey", "-in", KEYS + "/rsa2048-sha256.key", "-pubout", "-outform", "DER")).decode(), BAD, "CRT-04", "a bare public key")
cm("cert-is-pkcs7.xml", base64.b64encode(sh("openssl", "crl2pkcs7", "-nocrl", "-certfile", C["rsa2048-sha256"], "-outform", "DER")).decode(), BAD, "CRT-04", "a PKCS#7 bundle")
cm("cert-is-private-key.xml", base64.b64encode(sh("openssl", "pkcs8", "-topk8", "-nocrypt", "-in", KEYS + "/rsa512-md5.key", "-outform", "DER")).decode(), BAD, "DOC-21 CRT-04", "a private key (worthless test key) pasted into public metadata")
bad = bytearray(base64.b64decode(c0)); bad[-10] ^= 1
cm("cert-self-signature-broken.xml", base64.b64encode(bytes(bad)).decode(), WARN, "CRT-21", "one bit changed in the self-signature")
# --- keys
put("key-none.xml", okta(""), BAD, "KEY-01", "no KeyDescriptor at all")
put("key-encryption-only.xml", okta(kd(x509("rsa2048-sha256"), ' use="encryption"')), BAD, "KEY-01", "only an encryption key")
put("key-bad-use.xml", okta(kd(x509("rsa2048-sha256"), ' use="Signing"')), BAD, "KEY-02 SCH-05", "use values are lower case")
put("key-duplicate.xml", okta(kd(x509("rsa2048-sha256")) * 2), WARN, "KEY-06", "the same certificate twice")
put("key-two-in-one.xml", okta(kd(x509("rsa2048-sha256", "rsa2048-next"))), WARN, "KEY-04", "two certificates in one X509Data; MDIOP 2.5.1 allows one")
put("key-expired-plus-current.xml", okta(kd(x509("rsa2048-expired")) + kd(x509("rsa2048-sha256"))), WARN, "KEY-05 CRT-06", "expired first, current second; SPs that take the first fail")
put("key-sign-and-encrypt.xml", okta(kd(x509("rsa2048-sha256")) + kd(x509("rsa2048-sha256"), ' use="encryption"')), OK, "KEY-07", "one certificate for both uses")
put("key-name-only.xml", okta(kd("<ds:KeyName>acme</ds:KeyName>")), BAD, "KEY-08", "KeyName only")
put("key-empty-keyinfo.xml", okta(kd("")), BAD, "KEY-03", "empty KeyInfo (schema: at least one child)")
n = int(sh("openssl", "rsa", "-in", KEYS + "/rsa2048-next.key", "-noout", "-modulus").decode().split("=")[1], 16)
put("key-keyvalue-mismatch.xml", okta(kd("<ds:KeyValue><ds:RSAKeyValue><ds:Modulus>%s</ds:Modulus><ds:Exponent>AQAB</ds:Exponent></ds:RSAKeyValue></ds:KeyValue>" % base64.b64encode(n.to_bytes(256, "big")).decode() + x509("rsa2048-sha256"))), BAD, "KEY-09", "KeyValue is another key than the certificate's")
put("key-keyvalue-only.xml", okta(kd("<ds:KeyValue><ds:RSAKeyValue><ds:Modulus>%s</ds:Modulus><ds:Exponent>AQAB</ds:Exponent></ds:RSAKeyValue></ds:KeyValue>" % base64.b64encode(n.to_bytes(256, "big")).decode())), WARN, "KEY-08", "bare KeyValue: legal by MDIOP, no certificate to paste into an SP")
put("key-child-wrong-ns.xml", okta('<md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="%s"><X509Data><X509Certificate>%s</X509Certificate></X509Data></ds:KeyInfo></md:KeyDescriptor>' % (DS, c0)), BAD, "KEY-14 KEY-03", "X509Data outside the ds namespace")
put("key-encmethod-on-signing.xml", okta('<md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="%s">%s</ds:KeyInfo><md:EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#rsa-1_5"/></md:KeyDescriptor>' % (DS, x509("rsa2048-sha256"))), WARN, "KEY-10", "EncryptionMethod on a signing key, and RSA 1.5")
# --- document level
put("doc-empty.xml", "", BAD, "DOC-01", "zero bytes"); put("doc-blank.xml", "  \n\t\n", BAD, "DOC-01", "white space only")
put("doc-html-signin.xml", '<!DOCTYPE html><html lang="en"><head><title>acme - Sign In</title><meta name="robots" content="none"></head><body class="auth okta-container"><div id="okta-sign-in"></div></body></html>', BAD, "DOC-02", "sign-in page saved instead of the metadata")
put("doc-browser-view.xml", "This XML file does not appear to have any style information associated with it. The document tree is shown below.\n" + okta().split("?>", 1)[1], BAD, "DOC-22", "text copied from a browser's XML view")
put("doc-json.xml", json.dumps({"errorCode": "E0000007", "errorSummary": "Not found: Resource not found: " + KEYID, "errorLink": "E0000007", "errorId": "oae1", "errorCauses": []}), BAD, "DOC-03", "an Okta API error saved as .xml")
put("doc-pem.xml", open(C["rsa2048-sha256"]).read(), BAD, "DOC-04", "the certificate instead of the metadata")
put("doc-url.xml", "https://acme-example.okta.com/app/%s/sso/saml/metadata\n" % KEYID, BAD, "DOC-23", "the metadata URL instead of the document")
put("doc-saml-response.xml", '<?xml version="1.0" encoding="UTF-8"?><saml2p:Response xmlns:saml2p="urn:oasis:names:tc:SAML:2.0:protocol" Destination="https://acme.egnyte.com/samlconsumer/Okta" ID="id1" IssueInstant="2026-11-20T10:00:00.000Z" Version="2.0"><saml2:Issuer xmlns:saml2="urn:oasis:names:tc:SAML:2.0:assertion">%s</saml2:Issuer></saml2p:Response>' % EID, BAD, "DOC-05", "a SAML Response")
put("doc-saml-response-b64.xml", base64.b64encode(b'<?xml version="1.0"?><saml2p:Response xmlns:saml2p="urn:oasis:names:tc:SAML:2.0:protocol" ID="id1" Version="2.0" IssueInstant="2026-11-20T10:00:00Z"/>'), BAD, "DOC-04 DOC-05", "a base64 SAMLResponse form value")
put("doc-sp-metadata.xml", '<?xml version="1.0"?><md:EntityDescriptor xmlns:md="%s" entityID="https://saml-auth.egnyte.com"><md:SPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"><md:NameIDFormat>urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified</md:NameIDFormat><md:AssertionConsumerService Binding="%sHTTP-POST" Location="https://acme.egnyte.com/samlconsumer/Okta" index="0"/></md:SPSSODescriptor></md:EntityDescriptor>' % (MD, B), BAD, "DOC-16 ROLE-01", "the service provider's own metadata")
put("doc-soap.xml", '<S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/"><S:Body/></S:Envelope>', BAD, "DOC-05", "SOAP envelope")
mut("doc-wrong-ns.xml", MD, "urn:oasis:names:tc:SAML:2.0:metadata/", BAD, "DOC-17", "metadata namespace with a stray slash")
put("doc-no-ns.xml", re.sub(r' xmlns:md="[^"]*"', "", okta()).replace("md:", ""), BAD, "DOC-17", "no namespace at all")
put("doc-leading-newline.xml", "\n" + okta(), BAD, "DOC-09", "line break before the XML declaration")
put("doc-truncated.xml", okta()[:900], BAD, "DOC-20 DOC-06", "cut off in the middle"); put("doc-two-documents.xml", okta() + "\n" + okta(), BAD, "DOC-13", "pasted twice")
put("doc-smart-quotes.xml", okta().replace('entityID="%s"' % EID, "entityID=\u201c%s\u201d" % EID), BAD, "DOC-06 DOC-22", "curly quotes from a word processor")
put("doc-ampersand.xml", okta().replace(SSO, SSO + "?a=1&b=2"), BAD, "DOC-06", "bare & in a URL"); put("doc-dup-attribute.xml", okta().replace("entityID=", 'entityID="x" entityID='), BAD, "DOC-06", "attribute twice")
put("doc-unbound-prefix.xml", okta().replace(' xmlns:ds="%s"' % DS, ""), BAD, "DOC-06", "ds prefix never declared (namespace well-formedness; a parser without namespaces misses it)")
put("doc-mismatched-tag.xml", okta().replace("</md:IDPSSODescriptor>", "</md:IDPSSODescripter>"), BAD, "DOC-06", "end tag misspelt")
put("doc-invalid-utf8.xml", okta().encode().replace(b"</md:EntityDescriptor>", b"<!-- \xe9\xff --></md:EntityDescriptor>"), BAD, "DOC-07", "bytes that are not UTF-8"); put("doc-control-char.xml", okta().replace("<md:NameIDFormat>", "<md:NameIDFormat>\x01"), BAD, "DOC-06", "U+0001")
put("doc-utf16-declared-utf8-bytes.xml", okta().replace('"UTF-8"', '"UTF-16"', 1), BAD, "DOC-07", "says UTF-16, is UTF-8")
put("doc-dtd-harmless.xml", okta().replace("?>", "?><!DOCTYPE md:EntityDescriptor>", 1), BAD, "DOC-10", "a document type declaration without entities")
put("doc-xxe.xml", okta(eid="&x;").replace("?>", '?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname">]>', 1), BAD, "DOC-10 DOC-11", "external entity"); put("doc-xxe-parameter.xml", okta().replace("?>", '?><!DOCTYPE r [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x.dtd"> %p;]>', 1), BAD, "DOC-10 DOC-11", "external parameter entity")
put("doc-billion-laughs.xml", okta(eid="&l9;").replace("?>", "?><!DOCTYPE r [<!ENTITY l0 \"ha\">%s]>" % "".join('<!ENTITY l%d "%s">' % (i, ("&l%d;" % (i - 1)) * 10) for i in range(1, 10)), 1), BAD, "DOC-10 DOC-12", "entity expansion")
put("doc-entity-in-text.xml", okta().replace("?>", '?><!DOCTYPE r [<!ENTITY u "%s">]>' % SSO, 1).replace('Location="%s"' % SSO, 'Location="&u;"'), BAD, "DOC-10", "internal entity used for the URL")
put("doc-deep-nesting.xml", okta(head="<md:Extensions>" + '<a xmlns="urn:d">' * 3000 + "</a>" * 3000 + "</md:Extensions>"), BAD, "DOC-14", "3,000 levels"); put("doc-xml11.xml", okta().replace('version="1.0"', 'version="1.1"', 1), WARN, "DOC-19", "XML 1.1")
put("doc-stylesheet-pi.xml", okta().replace("?>", '?><?xml-stylesheet href="x.xsl" type="text/xsl"?>', 1), OK, "DOC-19", "processing instruction")
put("doc-cdata-comment.xml", okta().replace("urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress", "<![CDATA[urn:oasis:names:tc:SAML:1.1:]]><!-- c -->nameid-format:emailAddress"), OK, "", "CDATA and a comment split one text value; the value must be joined")
put("doc-template.xml", okta().replace("acme-example.okta.com", "{{yourOktaDomain}}"), BAD, "DOC-18 EP-11", "template placeholder"); put("doc-aggregate-two-idps.xml", '<?xml version="1.0"?><md:EntitiesDescriptor xmlns:md="%s">%s%s</md:EntitiesDescriptor>' % (MD, okta().split("?>", 1)[1], okta(eid="http://www.okta.com/exk9z8y7x6w5v4u3t5d7").replace(KEYID + "/sso", "exk9z8y7x6w5v4u3t5d7/sso").split("?>", 1)[1]), BAD, "DOC-15", "two IdPs: one must be picked"); put("doc-aggregate-duplicate-entity.xml", '<?xml version="1.0"?><md:EntitiesDescriptor xmlns:md="%s">%s%s</md:EntitiesDescriptor>' % (MD, okta().split("?>", 1)[1], okta().split("?>", 1)[1]), BAD, "DOC-15 ENT-06", "the same entity twice")
# --- schema
mut("sch-order-sso-before-key.xml", kd(x509("rsa2048-sha256")), "", BAD, "SCH-02", "SSO services before the KeyDescriptor", base=okta(tail="").replace("</md:IDPSSODescriptor>", kd(x509("rsa2048-sha256")) + "</md:IDPSSODescriptor>", 1))
mut("sch-order-nameid-after-sso.xml", "<md:NameIDFormat>urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress</md:NameIDFormat>", "", BAD, "SCH-02", "NameIDFormat after SingleSignOnService", base=okta().replace("</md:IDPSSODescriptor>", "<md:NameIDFormat>urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress</md:NameIDFormat></md:IDPSSODescriptor>"))
mut("sch-unknown-element.xml", "<md:NameIDFormat>", "<md:Certificate/><md:NameIDFormat>", BAD, "SCH-01", "element the schema does not know"); put("sch-case-typo.xml", okta().replace("md:SingleSignOnService", "md:SingleSignonService"), BAD, "SCH-01 EP-01", "capital O lost")
mut("sch-unknown-attribute.xml", "<md:IDPSSODescriptor ", '<md:IDPSSODescriptor wantAuthnRequestsSigned="false" ', BAD, "SCH-07", "unqualified unknown attribute"); mut("sch-bad-boolean.xml", 'WantAuthnRequestsSigned="false"', 'WantAuthnRequestsSigned="no"', BAD, "SCH-05", "not an xs:boolean"); mut("sch-text-in-role.xml", "<md:NameIDFormat>", "oops<md:NameIDFormat>", BAD, "SCH-06", "text between elements"); mut("sch-no-binding.xml", ' Binding="%sHTTP-POST"' % B, "", BAD, "SCH-04", "Binding missing"); mut("sch-md-in-extensions.xml", "<md:IDPSSODescriptor ", '<md:Extensions><md:NameIDFormat>x</md:NameIDFormat></md:Extensions><md:IDPSSODescriptor ', BAD, "SCH-09", "metadata element inside Extensions"); put("sch-bad-id.xml", okta(root=' ID="1abc"'), BAD, "SCH-08", "ID is no NCName"); put("sch-duplicate-id.xml", okta(root=' ID="_a"').replace("<md:IDPSSODescriptor ", '<md:IDPSSODescriptor ID="_a" '), BAD, "SCH-08", "one ID twice")
# --- entity
put("ent-no-entityid.xml", re.sub(r' entityID="[^"]*"', "", okta()), BAD, "ENT-01", "entityID missing"); put("ent-empty-entityid.xml", okta(eid=""), BAD, "ENT-01", "entityID empty"); put("ent-relative-entityid.xml", okta(eid="okta-egnyte"), WARN, "ENT-02", "not an absolute URI"); put("ent-long-entityid.xml", okta(eid="https://idp.acme.example/" + "a" * 1000), BAD, "ENT-03", "1,025 characters"); put("ent-1024-entityid.xml", okta(eid="https://idp.acme.example/" + "a" * 999), WARN, "ENT-04", "1,024 characters: legal, over saml2int's 256"); put("ent-space-entityid.xml", okta(eid=EID + " "), BAD, "ENT-05", "trailing space")
put("ent-expired.xml", okta(root=' validUntil="2020-01-01T00:00:00Z"'), BAD, "ENT-07", "validUntil long past"); put("ent-expiring.xml", okta(root=' validUntil="2026-11-25T00:00:00Z"'), WARN, "ENT-08", "two days left"); put("ent-validuntil-no-zone.xml", okta(root=' validUntil="2027-01-01T00:00:00"'), WARN, "ENT-10", "no Z"); put("ent-validuntil-offset.xml", okta(root=' validUntil="2027-01-01T00:00:00+02:00"'), WARN, "ENT-10", "offset instead of Z"); put("ent-validuntil-bad.xml", okta(root=' validUntil="2027-13-01"'), BAD, "ENT-10 SCH-05", "no dateTime"); put("ent-validuntil-fraction.xml", okta(root=' validUntil="2027-01-01T00:00:00.123456789Z"'), OK, "", "nanoseconds"); put("ent-validuntil-24h.xml", okta(root=' validUntil="2027-01-01T24:00:00Z"'), OK, "", "hour 24 is legal in xs:dateTime"); put("ent-validuntil-far.xml", okta(root=' validUntil="9999-12-31T23:59:59Z"'), OK, "ENT-11", "far future"); put("ent-cache-bad.xml", okta(root=' cacheDuration="86400"'), BAD, "ENT-12 SCH-05", "seconds instead of xs:duration"); put("ent-cache-zero.xml", okta(root=' cacheDuration="PT0S"'), WARN, "ENT-12", "zero"); put("ent-cache-negative.xml", okta(root=' cacheDuration="-P1D"'), WARN, "ENT-12", "negative"); mut("ent-role-expired.xml", "<md:IDPSSODescriptor ", '<md:IDPSSODescriptor validUntil="2020-01-01T00:00:00Z" ', BAD, "ENT-13", "role expired")
put("ent-no-role.xml", '<?xml version="1.0"?><md:EntityDescriptor xmlns:md="%s" entityID="%s"/>' % (MD, EID), BAD, "ENT-14 ROLE-01", "no role")
# --- role
mut("role-no-pse.xml", ' protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"', "", BAD, "ROLE-03 SCH-04", "protocolSupportEnumeration missing"); mut("role-pse-saml1.xml", 'protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"', 'protocolSupportEnumeration="urn:oasis:names:tc:SAML:1.1:protocol"', BAD, "ROLE-04 ROLE-05", "SAML 1.1 only, yet SAML 2 bindings"); mut("role-pse-typo.xml", "SAML:2.0:protocol", "SAML:2.0:protocols", BAD, "ROLE-04", "misspelt; a substring test would miss it"); mut("role-want-signed.xml", 'WantAuthnRequestsSigned="false"', 'WantAuthnRequestsSigned="true"', WARN, "ROLE-06", "wants signed requests"); role = re.search(r"<md:IDPSSODescriptor.*</md:IDPSSODescriptor>", okta(), re.S).group(0); put("role-two-idp.xml", okta().replace(role, role * 2), WARN, "ROLE-02", "two IDPSSODescriptors, same protocol")
# --- endpoints
def eps(*p): return "".join('<md:SingleSignOnService Binding="%s" Location="%s"/>' % (b if ":" in b else B + b, l) for b, l in p)
for nme, ep, v, i, t in [("ep-none", "", BAD, "EP-01", "no SingleSignOnService"), ("ep-soap-only", eps(("SOAP", SSO)), BAD, "EP-02", "SOAP only"), ("ep-unknown-binding", eps(("HTTP-Post", SSO)), BAD, "EP-02 EP-03", "HTTP-Post: wrong case"), ("ep-saml1-binding", eps(("urn:mace:shibboleth:1.0:profiles:AuthnRequest", SSO)), BAD, "EP-02", "Shibboleth 1 only"), ("ep-http", eps(("HTTP-POST", SSO.replace("https", "http"))), BAD, "EP-06", "plain http"), ("ep-javascript", eps(("HTTP-POST", "javascript:alert(document.domain)")), BAD, "EP-07", "script URL"), ("ep-data-url", eps(("HTTP-Redirect", "data:text/html,hi")), BAD, "EP-07", "data URL"), ("ep-relative", eps(("HTTP-POST", "/sso/saml")), BAD, "EP-06", "relative"), ("ep-empty", eps(("HTTP-POST", "")), BAD, "EP-05", "empty Location"), ("ep-space", eps(("HTTP-POST", SSO + " ")), BAD, "EP-08", "trailing space"), ("ep-duplicate-binding", eps(("HTTP-POST", SSO), ("HTTP-POST", SSO + "2")), WARN, "EP-09", "POST twice, two places"), ("ep-duplicate-exact", eps(("HTTP-POST", SSO), ("HTTP-POST", SSO)), WARN, "EP-10", "the same twice"), ("ep-empty-port", eps(("HTTP-POST", SSO.replace(".com/", ".com:/"))), BAD, "EP-11", "https://host:/"), ("ep-no-host", eps(("HTTP-POST", "https:///app/sso/saml")), BAD, "EP-11", "https:///"), ("ep-localhost", eps(("HTTP-POST", "https://localhost:8443/sso")), WARN, "EP-12", "localhost"), ("ep-private-ip", eps(("HTTP-POST", "https://10.0.0.5/sso")), WARN, "EP-12", "private address"), ("ep-userinfo", eps(("HTTP-POST", "https://okta.com@evil.example/sso")), BAD, "EP-13", "user part before the host"), ("ep-fragment", eps(("HTTP-POST", SSO + "#x")), WARN, "EP-13", "fragment"), ("ep-hosts-differ", eps(("HTTP-POST", SSO), ("HTTP-Redirect", SSO.replace("acme-example", "acme-other"))), WARN, "EP-18 OKTA-13", "two hosts"), ("ep-redirect-only", eps(("HTTP-Redirect", SSO)), OK, "", "Redirect only"), ("ep-idn-host", eps(("HTTP-POST", "https://xn--kta-5na.com/app/egnyte/%s/sso/saml" % KEYID)), WARN, "OKTA-03", "punycode look-alike of okta.com"), ("ep-mailto", eps(("HTTP-POST", "mailto:a@b.example")), BAD, "EP-07", "mailto")]:
    put(nme + ".xml", okta(ep=ep), v, i, t)
mut("ep-responselocation-on-sso.xml", "/><md:SingleSignOnService", ' ResponseLocation="%s"/><md:SingleSignOnService' % SSO, BAD, "EP-14", "ResponseLocation must be left out here")
ARS = '<md:ArtifactResolutionService Binding="%sSOAP" Location="https://idp.acme.example/ars"%s/>'
for nme, at, v, i, t in [("ep-artifact-ok", [' index="0" isDefault="true"'], OK, "", "fine"), ("ep-artifact-no-index", [""], BAD, "EP-15 SCH-04", "index missing"), ("ep-artifact-dup-index", [' index="1"', ' index="1"'], BAD, "EP-15", "index twice"), ("ep-artifact-two-default", [' index="1" isDefault="true"', ' index="2" isDefault="1"'], WARN, "EP-16", "two defaults"), ("ep-artifact-big-index", [' index="70000"'], BAD, "SCH-05", "index over 65535")]:
    put(nme + ".xml", okta(nid="".join(ARS % (B, a) for a in at) + "<md:NameIDFormat>urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress</md:NameIDFormat>"), v, i, t)
# --- name ids, organisation, contacts
for nme, f, v, i, t in [("nid-unknown", "urn:oasis:names:tc:SAML:2.0:nameid-format:email", WARN, "NID-01", "no such format"), ("nid-whitespace", "\n  urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress\n  ", WARN, "NID-02", "pretty printer's white space: anyURI collapses it, many SPs do not"), ("nid-transient-only", "urn:oasis:names:tc:SAML:2.0:nameid-format:transient", WARN, "NID-04", "no stable name for account matching"), ("nid-20-email", "urn:oasis:names:tc:SAML:2.0:nameid-format:emailAddress", WARN, "NID-01", "emailAddress belongs to SAML:1.1"), ("nid-empty", "", WARN, "NID-01", "empty")]:
    put(nme + ".xml", okta(nid="<md:NameIDFormat>%s</md:NameIDFormat>" % f), v, i, t)
put("nid-duplicate.xml", okta(nid="<md:NameIDFormat>urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress</md:NameIDFormat>" * 2), OK, "NID-03", "twice"); put("nid-none.xml", okta(nid=""), OK, "NID-05", "none")
put("org-no-lang.xml", okta(tail="<md:Organization><md:OrganizationName>Acme</md:OrganizationName><md:OrganizationDisplayName>Acme</md:OrganizationDisplayName><md:OrganizationURL>https://acme.example</md:OrganizationURL></md:Organization>"), BAD, "ORG-02", "xml:lang missing"); put("org-incomplete.xml", okta(tail='<md:Organization><md:OrganizationName xml:lang="en">Acme</md:OrganizationName></md:Organization>'), BAD, "ORG-01", "DisplayName and URL missing"); put("org-empty-url.xml", okta(tail='<md:Organization><md:OrganizationName xml:lang="en">Acme</md:OrganizationName><md:OrganizationDisplayName xml:lang="en"> </md:OrganizationDisplayName><md:OrganizationURL xml:lang="en">www.acme.example</md:OrganizationURL></md:Organization>'), WARN, "ORG-03 ORG-04", "URL without scheme, blank name"); put("con-bad-type.xml", okta(tail='<md:ContactPerson contactType="tech"/>'), BAD, "CON-01", "contactType outside the list"); put("con-mail-no-mailto.xml", okta(tail='<md:ContactPerson contactType="technical"><md:EmailAddress>it@acme.example</md:EmailAddress></md:ContactPerson>'), WARN, "CON-02", "mailto: missing"); put("con-order.xml", okta(tail='<md:ContactPerson contactType="technical"><md:EmailAddress>mailto:it@acme.example</md:EmailAddress><md:GivenName>It</md:GivenName></md:ContactPerson>'), BAD, "SCH-02", "GivenName after EmailAddress")
# --- Okta
put("okta-key-mismatch.xml", okta(eid="http://www.okta.com/exk1a2b3c4d5e6f7g5d7"), WARN, "OKTA-02", "entityID of one app, SSO URL of another"); put("okta-admin-host.xml", okta().replace("acme-example.okta.com", "acme-example-admin.okta.com"), BAD, "OKTA-05", "admin console host"); put("okta-entityid-https.xml", okta(eid=EID.replace("http:", "https:")), WARN, "OKTA-01", "https entityID: Okta's issuer is http, comparison is exact"); put("okta-entityid-org-url.xml", okta(eid="https://acme-example.okta.com"), WARN, "OKTA-01", "org URL typed as entityID"); put("okta-preview.xml", okta().replace("acme-example.okta.com", "acme-example.oktapreview.com"), WARN, "OKTA-06", "preview tenant"); put("okta-other-app.xml", okta().replace("/app/egnyte/", "/app/salesforce/"), WARN, "OKTA-10", "another application's metadata"); put("okta-sp-side.xml", '<?xml version="1.0"?><md:EntityDescriptor xmlns:md="%s" entityID="https://www.okta.com/saml2/service-provider/spabcdefghijklmnop"><md:SPSSODescriptor AuthnRequestsSigned="true" WantAssertionsSigned="true" protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"><md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="%s">%s</ds:KeyInfo></md:KeyDescriptor><md:NameIDFormat>urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress</md:NameIDFormat><md:AssertionConsumerService index="0" isDefault="true" Binding="%sHTTP-POST" Location="https://acme-example.okta.com/sso/saml2/0oa1"/></md:SPSSODescriptor></md:EntityDescriptor>' % (MD, DS, x509("rsa2048-sha256"), B), BAD, "DOC-16 OKTA-12", "Okta as service provider (inbound federation)")

# ---------------------------------------------------------------- signatures
def sigtmpl(ref, alg="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", dig="http://www.w3.org/2001/04/xmlenc#sha256", c14n="http://www.w3.org/2001/10/xml-exc-c14n#", transforms=None, kinfo="<ds:KeyInfo><ds:X509Data><ds:X509Certificate/></ds:X509Data></ds:KeyInfo>"):
    transforms = transforms or '<ds:Transform Algorithm="%senveloped-signature"/><ds:Transform Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/>' % DS
    return '<ds:Signature xmlns:ds="%s"><ds:SignedInfo><ds:CanonicalizationMethod Algorithm="%s"/><ds:SignatureMethod Algorithm="%s"/><ds:Reference URI="%s"><ds:Transforms>%s</ds:Transforms><ds:DigestMethod Algorithm="%s"/><ds:DigestValue/></ds:Reference></ds:SignedInfo><ds:SignatureValue/>%s</ds:Signature>' % (DS, c14n, alg, ref, transforms, dig, kinfo)
IDATTR = ["--id-attr:ID", MD + ":EntityDescriptor"]
def sign(doc, who="signer-rsa2048"):
    with tempfile.TemporaryDirectory() as t:
        open(t + "/i.xml", "w", encoding="utf8").write(doc)
        sh("xmlsec1", "--sign", "--privkey-pem", "%s/%s.key,%s" % (KEYS, who, C[who]), *IDATTR, "--output", t + "/o.xml", t + "/i.xml")
        return open(t + "/o.xml", encoding="utf8").read()
ROOT = ' ID="_4f7c1e9a" validUntil="2030-01-01T00:00:00Z"'
def sdoc(**k): return okta(root=ROOT, head=sigtmpl("#_4f7c1e9a", **k))
X = "http://www.w3.org/2001/04/xmldsig-more#"
good = sign(sdoc())
put("signed-rsa-sha256.xml", good, OK, "SIG-14", "enveloped RSA-SHA256, exclusive C14N, verifies with certs/signer-rsa2048.pem")
put("signed-pretty.xml", sign(sdoc().replace("><md:", ">\n  <md:")), OK, "SIG-14", "white space between elements is part of the digest")
put("signed-utf8-text.xml", sign(okta(root=ROOT, head=sigtmpl("#_4f7c1e9a"), tail='<md:Organization><md:OrganizationName xml:lang="cs">P\u0159\u00edli\u0161 &amp; syn &lt;\u732b&gt;</md:OrganizationName><md:OrganizationDisplayName xml:lang="cs">tab\u00a0&#13;cr</md:OrganizationDisplayName><md:OrganizationURL xml:lang="cs">https://acme.example/?a=1&amp;b="2"</md:OrganizationURL></md:Organization>'.replace('b="2"', "b=%222%22"))), OK, "SIG-14", "C14N of non-ASCII text, &amp;, &lt;, &#xD;")
put("signed-attr-whitespace.xml", sign(okta(root=ROOT + ' xmlns:z="urn:z" z:b="1&#9;2&#10;3&quot;4" z:a="x  y"', head=sigtmpl("#_4f7c1e9a"))), OK, "SIG-14", "C14N of attribute order and of &#9; &#10; &quot; in attributes")
put("signed-inclusive-prefixes.xml", sign(okta(root=ROOT + ' xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:unused="urn:unused"', head=sigtmpl("#_4f7c1e9a", transforms='<ds:Transform Algorithm="%senveloped-signature"/><ds:Transform Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"><ec:InclusiveNamespaces xmlns:ec="http://www.w3.org/2001/10/xml-exc-c14n#" PrefixList="xs"/></ds:Transform>' % DS))), OK, "SIG-14", "InclusiveNamespaces PrefixList, as OpenSAML writes it")
put("signed-default-ns-mix.xml", sign(sdoc().replace("<md:NameIDFormat>", '<NameIDFormat xmlns="%s">' % MD).replace("</md:NameIDFormat>", "</NameIDFormat>")), OK, "SIG-14", "default namespace declared on an inner element")
put("signed-comments.xml", sign(sdoc().replace("<md:NameIDFormat>", "<!-- left out by C14N --><md:NameIDFormat>")), OK, "SIG-14", "comment inside; C14N without comments drops it")
put("signed-sha384-p384.xml", sign(sdoc(alg=X + "ecdsa-sha384", dig=X + "sha384"), "ec-p384-sha384"), OK, "SIG-14", "ECDSA P-384, SHA-384")
put("signed-ec-p256.xml", sign(sdoc(alg=X + "ecdsa-sha256"), "ec-p256"), OK, "SIG-14", "ECDSA P-256, SHA-256 (r||s form)")
put("signed-rsa-sha512.xml", sign(sdoc(alg=X + "rsa-sha512", dig="http://www.w3.org/2001/04/xmlenc#sha512"), "rsa4096-sha512"), OK, "SIG-14", "RSA 4096, SHA-512")
put("signed-c14n10.xml", sign(sdoc(c14n="http://www.w3.org/TR/2001/REC-xml-c14n-20010315", transforms='<ds:Transform Algorithm="%senveloped-signature"/>' % DS)), WARN, "SIG-07 SIG-14", "inclusive C14N 1.0 everywhere")
put("signed-sha1.xml", sign(sdoc(alg=DS + "rsa-sha1", dig=DS + "sha1")), WARN, "SIG-08 SIG-09", "RSA-SHA1, SHA-1 digest; verifies")
put("signed-empty-uri.xml", sign(okta(root=ROOT, head=sigtmpl(""))), WARN, "SIG-05", 'Reference URI=""')
put("signed-by-own-idp-key.xml", sign(sdoc(), "rsa2048-sha256"), OK, "SIG-14", "signed with the very key it publishes: proves nothing")
put("signed-expired-signer.xml", sign(sdoc(), "rsa2048-expired"), WARN, "SIG-13", "signer certificate expired; key still verifies")
put("signed-no-keyinfo.xml", sign(sdoc(kinfo="")), WARN, "SIG-12", "no KeyInfo: needs a trusted certificate from outside")
put("signed-tampered.xml", good.replace("/app/egnyte/", "/app/egnyte2/", 1), BAD, "SIG-10", "SSO URL changed after signing")
put("signed-tampered-ns.xml", good.replace(' xmlns:md=', ' xmlns:zz="urn:zz" zz:q="1" xmlns:md=', 1), BAD, "SIG-10", "attribute added after signing")
sv = re.search(r"<ds:SignatureValue>([^<]*)", good).group(1); svb = bytearray(base64.b64decode(sv)); svb[5] ^= 0x40
put("signed-bad-value.xml", good.replace(sv, base64.b64encode(bytes(svb)).decode()), BAD, "SIG-11", "SignatureValue altered, digest still right")
put("signed-wrong-cert.xml", re.sub(r"(<ds:Signature .*?<ds:X509Certificate>)[^<]*", lambda m: m.group(1) + b64(C["other-org"]), good, count=1, flags=re.S), BAD, "SIG-11", "KeyInfo carries another certificate")
inner = good.split("?>", 1)[1].strip(); sig = re.search(r"<ds:Signature .*?</ds:Signature>", inner, re.S).group(0)
HIDE = '<md:Extensions><v:Cache xmlns:v="urn:vendor:cache">%s</v:Cache></md:Extensions>'   # foreign wrapper, so the schema allows it
evil = okta(keys=kd(x509("other-org")), root=' ID="_evil"', head="@@").replace("acme-example.okta.com", "evil.example")
put("signed-wrapped-root.xml", evil.replace("@@", sig + HIDE % inner.replace(sig, "")), BAD, "SIG-04", "wrapping: Signature on the evil root points at the good entity hidden in Extensions")
put("signed-wrapped-object.xml", evil.replace("@@", sig.replace("</ds:Signature>", "<ds:Object>" + inner.replace(sig, "") + "</ds:Object></ds:Signature>")), BAD, "SIG-04 SIG-15", "wrapping: good entity inside ds:Object")
put("signed-wrapped-dup-id.xml", evil.replace('ID="_evil"', 'ID="_4f7c1e9a"').replace("@@", sig + HIDE % inner.replace(sig, "")), BAD, "SIG-04 SCH-08", "wrapping with one ID twice: the verifier may digest the wrong one")
put("signed-wrapped-aggregate.xml", '<?xml version="1.0"?><md:EntitiesDescriptor xmlns:md="%s">%s%s</md:EntitiesDescriptor>' % (MD, evil.replace("@@", "").split("?>", 1)[1], inner), BAD, "DOC-15 SIG-04", "unsigned evil entity first, validly signed entity second")
put("signed-none-role-id.xml", okta().replace("<md:IDPSSODescriptor ", '<md:IDPSSODescriptor ID="_r" ', 1), OK, "SIG-01", "unsigned, with an ID on the role")
put("signed-two-references.xml", good.replace("</ds:Reference>", '</ds:Reference><ds:Reference URI="#_other"><ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><ds:DigestValue>AAAA</ds:DigestValue></ds:Reference>', 1), BAD, "SIG-03", "two References")
put("signed-external-reference.xml", good.replace('URI="#_4f7c1e9a"', 'URI="http://127.0.0.1:9/other.xml"', 1), BAD, "SIG-04", "Reference to another document; must never be fetched")
put("signed-xpath-transform.xml", sign(sdoc(transforms='<ds:Transform Algorithm="%senveloped-signature"/><ds:Transform Algorithm="http://www.w3.org/TR/1999/REC-xpath-19991116"><ds:XPath xmlns:md="%s">not(ancestor-or-self::md:SingleSignOnService)</ds:XPath></ds:Transform><ds:Transform Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/>' % (DS, MD))), BAD, "SIG-06", "XPath transform leaves the SSO services unsigned; cryptographically valid")
put("signed-xslt-transform.xml", good.replace('<ds:Transform Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/>', '<ds:Transform Algorithm="http://www.w3.org/TR/1999/REC-xslt-19991116"><xsl:stylesheet xmlns:xsl="http://www.w3.org/1999/XSL/Transform" version="1.0"><xsl:template match="/"/></xsl:stylesheet></ds:Transform>', 1), BAD, "SIG-06", "XSLT transform")
put("signed-hmac.xml", good.replace(X + "rsa-sha256", X + "hmac-sha256", 1), BAD, "SIG-16", "HMAC method over a public key")
put("signed-md5.xml", good.replace(X + "rsa-sha256", X + "rsa-md5", 1), BAD, "SIG-08", "RSA-MD5")
put("signed-no-transform.xml", good.replace('<ds:Transform Algorithm="%senveloped-signature"/>' % DS, "", 1), BAD, "SIG-06", "enveloped transform missing")
put("signed-misplaced.xml", "%s%s</md:EntityDescriptor>" % (good.replace(sig, "").rsplit("</md:EntityDescriptor>", 1)[0], sig), BAD, "SIG-02 SCH-02", "Signature moved to the end of the root (digest still right)")
put("signed-twice.xml", good.replace(sig, sig + sig, 1), BAD, "SIG-02 SCH-12", "two Signatures on the root")

with open(os.path.join(HERE, "INDEX.md"), "w", encoding="utf8") as f:
    f.write("# Generated SAML metadata\n\nMade by generate.py in this folder. Verdicts are as of 2026-11-23T00:00:00Z, for the question \"may an admin load this into a service provider as Okta IdP metadata for Egnyte?\".\n`valid` no error and no warning; `warnings` no error, at least one warning; `invalid` at least one error. Informational findings never change a verdict.\n\"must report\" lists check ids from the catalogue in docs/saml-checks.md: a tool need not use these names, but must find these things. It may find more.\nKeys under keys/ are throw-away test keys, certificates under certs/.\n\n| file | verdict | must report | what it is |\n| --- | --- | --- | --- |\n")
    for r in sorted(INDEX): f.write("| %s | %s | %s | %s |\n" % (r[0], r[1], r[2], r[3].replace("|", "\\|")))
json.dump([dict(file=r[0], verdict=r[1], must=r[2].split(), note=r[3]) for r in sorted(INDEX)], open(os.path.join(HERE, "expected.json"), "w"), indent=1)
print(len(INDEX), "files")
