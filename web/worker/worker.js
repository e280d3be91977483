// The worker: owns the core and reads files in pieces. A classic script; tools/build-site.mjs puts the text of
// preflight.js (which defines createPreflight) in front of it and the page starts both from a Blob, so that the
// page's own policy holds here too and nothing is ever fetched.
//
// In:  {type: 'boot', wasm}                                 once, the module's bytes
//      {id, type: 'judge', files: [{name, blob}], options}  replaces the session
//      {id, type: 'people', query, from, count}             asks the session of the last 'judge' for a page of its people
//      {id, type: 'person', row}                            likewise: one person's story
//      {id, type: 'expressions'}                            likewise: every expression of the files
//      {id, type: 'evaluate', expression, dialect, row}     likewise; row -1: for nobody in particular
//      {id, type: 'complete', expression, caret, dialect}   likewise; caret in bytes
//      {id, type: 'compare', files: [...], options}         likewise; the metadata of then with that of the session
//      {id, type: 'rules'}
// Out: {id, type: 'progress', file, done, total}            at most every 50 ms
//      {id, type: 'read', file}                             a file is read
//      {id, type: 'judging'}                                all files are read
//      {id, type: 'result', ...}                            JSON texts
//      {id, type: 'failed', message}                        the module is not to be trusted afterwards
'use strict';

(() => {
  const kPiece = 1 << 20;
  const kProgressEvery = 50;
  const kWarmUpAfter = 200;
  const kWarmUpEntities = 400;

  let core;
  let session = null;

  const answer = (id, type, more) => postMessage({ id, type, ...more });

  function words(error) {
    if (error instanceof WebAssembly.RuntimeError) return `the core stopped (${error.message})`;
    if (error instanceof RangeError) return 'there is not enough memory for these files';
    return String((error && error.message) || error);
  }

  function readFile(id, index, name, blob, into) {
    const reader = new FileReaderSync();
    let offset = 0;
    let lastPost = performance.now();
    const pull = (view) => {
      const end = Math.min(offset + Math.min(view.length, kPiece), blob.size);
      if (end <= offset) return 0;
      const piece = new Uint8Array(reader.readAsArrayBuffer(blob.slice(offset, end)));
      view.set(piece);
      offset += piece.length;
      return piece.length;
    };
    const readAt = (place, view) => {
      try {
        const piece = new Uint8Array(reader.readAsArrayBuffer(blob.slice(place, place + view.length)));
        view.set(piece);
        return piece.length;
      } catch {
        return 0; // The file was changed, moved or locked since it was read.
      }
    };
    const progress = (done) => {
      const now = performance.now();
      if (now - lastPost < kProgressEvery) return;
      lastPost = now;
      answer(id, 'progress', { file: index, done: Number(done), total: blob.size });
    };
    try {
      into.add(name, blob.size, pull, readAt, progress);
    } catch (error) {
      // A file that was moved or locked since it was dropped is the reader's fault, not the core's.
      if (!(error instanceof DOMException)) throw error;
      into.addUnreadable(name, error.message);
    }
    answer(id, 'read', { file: index });
  }

  // Browsers compile the core quickly at first, and what turns out to run often a second time and well. While people look
  // for their files an invented document goes that way, so that it is not the first real one that waits.
  function warmUp(module) {
    if (session) return;
    const entity = (i) => `<md:EntityDescriptor entityID="https://idp-${i}.example.org/"><md:IDPSSODescriptor
      protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"><md:KeyDescriptor use="signing"/>
      <md:NameIDFormat>urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress</md:NameIDFormat><md:SingleSignOnService
      Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://idp-${i}.example.org/sso"/>
      </md:IDPSSODescriptor></md:EntityDescriptor>`;
    const all = Array.from({ length: kWarmUpEntities }, (_, i) => entity(i)).join('\n');
    const bytes = new TextEncoder().encode(
      `<md:EntitiesDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata">${all}</md:EntitiesDescriptor>`,
    );
    let offset = 0;
    const invented = new module.Session(JSON.stringify({ now: '2026-01-01T00:00:00Z' }));
    try {
      const pull = (view) => {
        const piece = bytes.subarray(offset, offset + view.length);
        view.set(piece);
        offset += piece.length;
        return piece.length;
      };
      invented.add('', bytes.length, pull, () => 0, null);
      invented.check();
    } finally {
      invented.delete();
    }
  }

  async function judge({ id, files, options }) {
    const module = await core;
    if (session) session.delete();
    session = new module.Session(JSON.stringify(options));
    files.forEach(({ name, blob }, index) => readFile(id, index, name, blob, session));
    answer(id, 'judging');
    const started = performance.now();
    const check = session.check();
    const people = session.people('', 0, 0); // the counts alone
    answer(id, 'result', { check, people, ms: performance.now() - started });
  }

  function asked() {
    if (!session) throw new Error('nothing is judged yet');
    return session;
  }

  async function compare({ id, files, options }) {
    const module = await core;
    const after = asked();
    const before = new module.Session(JSON.stringify(options));
    try {
      files.forEach(({ name, blob }, index) => readFile(id, index, name, blob, before));
      answer(id, 'result', { changes: before.diff(after, false), markdown: before.diff(after, true) });
    } finally {
      before.delete();
    }
  }

  async function handle(data) {
    switch (data.type) {
      case 'boot':
        core = createPreflight({ wasmBinary: data.wasm });
        await core;
        // Not in the way of a question that is waiting already.
        setTimeout(async () => warmUp(await core), kWarmUpAfter);
        return;
      case 'judge':
        return judge(data);
      case 'people':
        return answer(data.id, 'result', { people: asked().people(data.query, data.from, data.count) });
      case 'person':
        return answer(data.id, 'result', { person: asked().person(data.row) });
      case 'expressions':
        return answer(data.id, 'result', { expressions: asked().expressions() });
      case 'evaluate':
        return answer(data.id, 'result', { answer: asked().evaluate(data.expression, data.dialect, data.row) });
      case 'complete':
        return answer(data.id, 'result', { answer: asked().complete(data.expression, data.caret, data.dialect) });
      case 'compare':
        return compare(data);
      case 'rules':
        return answer(data.id, 'result', { rules: (await core).rules() });
    }
  }

  onmessage = ({ data }) => {
    handle(data).catch((error) => answer(data.id, 'failed', { message: words(error) }));
  };
})();
