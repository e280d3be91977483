// What a run may cost. `most` is the budget, `aim` where we want to be; ratios unless they say otherwise. ./dev bench
// prints each beside its budget; tests/golden/memory.test.mjs asserts the memory.
export const budgets = {
  check: { most: 2.0, aim: 1.3 }, // against a bare SAX parse of the same bytes, 200,000 people
  diff: { most: 2.0, aim: 1.5 }, // of two folders with the same people, against check of one of them
  simulate: { most: 3.0, aim: 2.0 }, // --format ndjson, the same
  events: { most: 3.0, aim: 2.5 }, // simulate --format ndjson with three events, the same
  eventMemory: { most: 800, aim: 500, unit: ' B', base: 64e6 }, // of that: bytes for each person above the base
  groups: { most: 2.5, aim: 2.0 }, // simulate of 5,000 pushed groups of 200 members, against a bare SAX parse
  logs: { most: 1.5, aim: 1.2 }, // check of a System Log, against a bare SAX parse of the same bytes
  logMemory: { most: 200, aim: 120, unit: ' B', base: 64e6 }, // of check: bytes for each failure above the base
  wasm: { most: 1.5, aim: 1.3 }, // check, against native with --threads 1
  metadata: { most: 1.3, aim: 1.0 }, // check of 5,000 entities, against xmllint --schema
  memory: { most: 600, aim: 350, unit: ' B', base: 64e6 }, // of check: bytes for each person above the base
  reading: { most: 1.5, aim: 1.2 }, // identify, against a bare SAX parse of the same bytes
  readingMemory: { most: 500, aim: 300, unit: ' B', base: 64e6 }, // of identify: bytes for each person above the base
  packed: { most: 1.5, aim: 1.2 }, // identify of a ZIP or a HAR, against the same lists as plain files
  page: { most: 2.0, aim: 1.5 }, // from the drop of 1,000 people to the verdict, against check in WebAssembly under node
  firstPaint: { most: 1000, aim: 500, unit: ' ms' }, // on a slow line and a slow processor
  longestTask: { most: 50, aim: 25, unit: ' ms' }, // of the main thread, up to 100,000 people; the processor's time
  cancel: { most: 100, aim: 50, unit: ' ms' }, // until the core answers again, up to 100,000 people
  evaluations: { least: 10, aim: 40 }, // a second, against Spring interpreted
};
