// node tests/bench/bench.mjs [PART...]: what a run costs, as ratios measured in one run, so that the machine cancels out,
// beside the budgets (budgets.mjs). Exit status 1 when one is exceeded. Without a part, all of them:
const parts = {
  core: {
    what: 'check and simulate of 200,000 people against a bare SAX parse of the same files',
    run: async () => {
      const { benchDiff, benchTime, benchWrapped } = await import('./people.mjs');
      await benchTime();
      await benchWrapped();
      await benchDiff();
    },
  },
  events: {
    what: '200,000 people and three events against a bare SAX parse of the same files, and the memory',
    run: async () => (await import('./events.mjs')).benchEvents(),
  },
  groups: {
    what: '5,000 pushed groups of 200 members against a bare SAX parse of the same files',
    run: async () => (await import('./events.mjs')).benchGroups(),
  },
  memory: {
    what: 'memory of check for each person, up to 1,000,000 people',
    run: async () => (await import('./people.mjs')).benchMemory(),
  },
  inputs: {
    what: 'reading and joining 200,000 people, also out of a ZIP and a HAR',
    run: async () => (await import('./inputs.mjs')).benchInputs(),
  },
  logs: {
    what: 'check of a System Log of 1 GB against a bare SAX parse, and its memory',
    run: async () => (await import('./logs.mjs')).benchLogs(),
  },
  wasm: {
    what: 'check as WebAssembly against check natively',
    run: async () => (await import('./people.mjs')).benchWasm(),
  },
  expressions: {
    what: "evaluations a second, against Spring's engine where it is",
    run: async () => (await import('./expressions.mjs')).benchExpressions({ wasm: wanted('wasm') }),
  },
  metadata: {
    what: 'SAML metadata of 5,000 entities against other validators',
    run: async () => (await import('./metadata.mjs')).benchMetadata(),
  },
  page: {
    what: 'the page: bytes, first paint, the time from the drop to the verdict, the longest tasks of the main thread',
    run: async () => (await import('./page.mjs')).benchPage(),
  },
};

const asked = process.argv.slice(2);
const unknown = asked.find((name) => !Object.hasOwn(parts, name));
if (unknown !== undefined) {
  console.error(`bench knows ${Object.keys(parts).join(', ')}, not ${unknown}`);
  process.exit(2);
}
const wanted = (name) => asked.length === 0 || asked.includes(name);

const { exceeded } = await import('./measure.mjs');
for (const [name, { what, run }] of Object.entries(parts)) {
  if (!wanted(name)) continue;
  console.log(`\n${name}: ${what}`);
  await run();
}

console.log(exceeded.length === 0 ? '\nall budgets kept' : `\nOVER BUDGET:\n  ${exceeded.map((name) => name.trim()).join('\n  ')}`);
process.exitCode = exceeded.length === 0 ? 0 : 1;
