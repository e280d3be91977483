// The worker: owns the core and reads files in pieces. A classic script; tools/build-site.mjs puts the text of
// preflight.js (which defines createPreflight) in front of it and the page starts both from a Blob, so that the
// page's own policy holds here too and nothing is ever fetched.
//
// In:  {type: 'boot', wasm}                      once: the module's bytes, compressed with gzip, as base64
//      {id, type: 'check', files: [{name, blob, key}], overlay, clock}   what is wanted now; a file is read when its name is
//                                                new or its key another one; the overlay is core/workspace/overlay.h's
//      {id, type: 'cancel'}                      back to the last complete check
//      {id, type: 'forget'}                      no files
//      {id, type: 'ask', question}               core/preflight.h; answered from the last complete check, also while
//                                                another one runs
//      {id, type: 'explain', text}               an error that somebody saw: with the last complete check, or without files
//      {id, type: 'keep'}                        remembers what the last complete check says of each person
//      {id, type: 'changed', count}              of how many people it says something else by now, and of the first
//                                                `count` what; null when yet another check came first
//      {id, type: 'compare', files: [...], clock}   the metadata of then with that of the last complete check
// Out: {id, type: 'progress', name, done}        at most every 50 ms; without a name everything is read
//      {id, type: 'result', ...}                 JSON texts
//      {id, type: 'superseded'}                  another check or a cancel came first
//      {id, type: 'failed', message}             the module is not to be trusted afterwards
'use strict';

(() => {
  const kPiece = 1 << 20;
  const kProgressEvery = 50;
  const kStep = 5000; // of the core's units, about a microsecond each
  const kTurn = 16; // milliseconds of steps before messages are looked at
  const kPeople = 500; // of one answer, a few milliseconds
  const kWarmUpAfter = 200;
  const kWarmUpEntities = 400;

  let core;
  let session = null;
  let known = new Map(); // name -> key of what the last complete check was made of
  let running = 0; // the id of the check that is being made
  let completed = 0; // checks so far
  let kept = []; // of each row: what is compared of the person
  let keeping = Promise.resolve();

  const answer = (id, type, more) => postMessage({ id, type, ...more });

  function words(error) {
    if (error instanceof WebAssembly.RuntimeError) return `the core stopped (${error.message})`;
    if (error instanceof RangeError) return 'there is not enough memory for these files';
    return String((error && error.message) || error);
  }

  function readLater(into, name, blob) {
    const reader = new FileReaderSync();
    let offset = 0;
    const pull = (view) => {
      const end = Math.min(offset + Math.min(view.length, kPiece), blob.size);
      if (end <= offset) return 0;
      try {
        const piece = new Uint8Array(reader.readAsArrayBuffer(blob.slice(offset, end)));
        view.set(piece);
        offset += piece.length;
        return piece.length;
      } catch (error) {
        return words(error); // It was moved or locked since it was dropped.
      }
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
    into.putLater(name, pull, readAt);
  }

  // Lets messages that wait be handled. A timer would wait four milliseconds each time.
  const turns = new MessageChannel();
  const waiting = [];
  turns.port1.onmessage = () => waiting.shift()();
  const nextTurn = () =>
    new Promise((resolve) => {
      waiting.push(resolve);
      turns.port2.postMessage(null);
    });

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

  async function check({ id, files, overlay, clock }) {
    // From here on an older check and a later cancel know that this one came: whoever waited looks at it again.
    running = id;
    const module = await core;
    await keeping;
    if (running !== id) return answer(id, 'superseded');
    session ??= new module.Session('{}');
    session.cancel();
    session.setClock(clock);
    const wanted = new Map(files.map(({ name, key }) => [name, key]));
    for (const name of known.keys()) if (!wanted.has(name)) session.remove(name);
    for (const { name, blob, key } of files) if (known.get(name) !== key) readLater(session, name, blob);
    let lastPost = performance.now();
    // What is tried out refers to what the files say: they are read first.
    const run = async (until) => {
      let turn = performance.now();
      while (!until()) {
        const now = performance.now();
        if (now - lastPost >= kProgressEvery) {
          lastPost = now;
          const reading = JSON.parse(session.reading());
          answer(id, 'progress', { name: reading?.name ?? null, done: reading?.bytes ?? 0 });
        }
        if (now - turn < kTurn) continue;
        await nextTurn();
        if (running !== id) return false;
        turn = performance.now();
      }
      return true;
    };
    if (!(await run(() => session.read(kStep))) || running !== id) return answer(id, 'superseded');
    const problem = session.set(overlay);
    if (problem) {
      session.cancel();
      running = 0;
      return answer(id, 'result', { problem });
    }
    if (!(await run(() => session.step(kStep))) || running !== id) return answer(id, 'superseded');
    known = wanted;
    running = 0;
    completed += 1;
    answer(id, 'result', { check: session.ask('{"ask":"check"}'), people: session.ask('{"ask":"people"}') });
  }

  function cancel(id) {
    running = 0;
    session?.cancel();
    answer(id, 'result');
  }

  function forget(id) {
    running = 0;
    session?.delete();
    session = null;
    known = new Map();
    kept = [];
    completed += 1;
    answer(id, 'result');
  }

  /** Calls `each` with the rows of everybody in the last complete check; false when another one is wanted meanwhile. */
  async function everybody(each) {
    const mine = completed;
    for (let from = 0, total = 1; from < total; from += kPeople) {
      const page = JSON.parse(session.ask(JSON.stringify({ ask: 'people', query: {}, from, count: kPeople })));
      total = page.total;
      page.rows.forEach((row) => each(row, page.columns));
      await nextTurn();
      if (completed !== mine || running) return false;
    }
    return true;
  }

  const kCompared = ['login', 'endState', 'status', 'userName', 'userType', 'signIn'];
  const comparedOf = (row, columns) => JSON.stringify(kCompared.map((column) => row[columns.indexOf(column)]));
  const named = (values) => Object.fromEntries(JSON.parse(values).map((value, i) => [kCompared[i], value]));

  async function keep({ id }) {
    kept = [];
    const all = await everybody((row, columns) => kept.push(comparedOf(row, columns)));
    answer(id, 'result', { kept: all });
  }

  async function changed({ id, count }) {
    let index = 0;
    let people = 0;
    const rows = [];
    const all = await everybody((row, columns) => {
      const old = kept[index++];
      const now = comparedOf(row, columns);
      if (old === undefined || old === now) return;
      people += 1;
      if (rows.length < count) rows.push({ row: row[columns.indexOf('row')], name: row[columns.indexOf('name')], old: named(old), now: named(now) });
    });
    answer(id, 'result', { changed: all && index === kept.length ? JSON.stringify({ people, rows }) : null });
  }

  async function compare({ id, files, clock }) {
    const module = await core;
    if (!session) throw new Error('nothing is checked yet');
    const before = new module.Session(JSON.stringify({ clock }));
    try {
      files.forEach(({ name, blob }) => readLater(before, name, blob));
      answer(id, 'result', { changes: before.diff(session, false), markdown: before.diff(session, true) });
    } finally {
      before.delete();
    }
  }

  async function explain({ id, text }) {
    const module = await core;
    const answered = known.size ? session.ask(JSON.stringify({ ask: 'explain', text })) : module.explain(text);
    answer(id, 'result', { answer: answered });
  }

  // Decoded here: it would keep the page from answering for a moment.
  async function boot(base64) {
    const binary = atob(base64);
    const compressed = new Uint8Array(binary.length);
    for (let i = 0; i < binary.length; i++) compressed[i] = binary.charCodeAt(i);
    const stream = new Blob([compressed]).stream().pipeThrough(new DecompressionStream('gzip'));
    return createPreflight({ wasmBinary: await new Response(stream).arrayBuffer() });
  }

  async function handle(data) {
    switch (data.type) {
      case 'boot':
        core = boot(data.wasm);
        await core;
        // Not in the way of a question that is waiting already.
        setTimeout(async () => warmUp(await core), kWarmUpAfter);
        return;
      case 'check':
        return check(data);
      case 'cancel':
        return cancel(data.id);
      case 'forget':
        return forget(data.id);
      case 'ask': {
        const module = await core;
        session ??= new module.Session('{}');
        return answer(data.id, 'result', { answer: session.ask(data.question) });
      }
      case 'keep':
        return (keeping = keep(data));
      case 'changed':
        return changed(data);
      case 'explain':
        return explain(data);
      case 'compare':
        return compare(data);
    }
  }

  onmessage = ({ data }) => {
    handle(data).catch((error) => answer(data.id, 'failed', { message: words(error) }));
  };
})();
