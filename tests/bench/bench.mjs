// node tests/bench/bench.mjs [PART...]: what a run costs, as ratios measured in one run, so that the machine cancels out,
// beside the budgets (budgets.mjs). Exit status 1 when one is exceeded. Without a part, all of them:
const parts = {
  core: 'check and simulate of 200,000 people against a bare SAX parse of the same files',
  events: '200,000 people and three events against a bare SAX parse of the same files, and the memory',
  groups: '5,000 pushed groups of 200 members against a bare SAX parse of the same files',
  memory: 'memory of check for each person, up to 1,000,000 people',
  inputs: 'reading and joining 200,000 people, also out of a ZIP and a HAR',
  logs: 'check of a System Log of 1 GB against a bare SAX parse, and its memory',
  wasm: 'check as WebAssembly against check natively',
  expressions: "evaluations a second, against Spring's engine where it is",
  metadata: 'SAML metadata of 5,000 entities against other validators',
  page: 'the page: bytes, first paint, the time from the drop to the verdict, the longest tasks of the main thread',
};

const asked = process.argv.slice(2);
const unknown = asked.find((name) => !Object.hasOwn(parts, name));
if (unknown !== undefined) {
  console.error(`bench knows ${Object.keys(parts).join(', ')}, not ${unknown}`);
  process.exit(2);
}
const wanted = (name) => asked.length === 0 || asked.includes(name);
const begin = (name) => console.log(`\n${name}: ${parts[name]}`);

const { exceeded } = await import('./measure.mjs');
if (wanted('core')) {
  begin('core');
  const { benchDiff, benchTime, benchWrapped } = await import('./people.mjs');
  await benchTime();
  await benchWrapped();
  await benchDiff();
}
if (wanted('events')) {
  begin('events');
  await (await import('./events.mjs')).benchEvents();
}
if (wanted('groups')) {
  begin('groups');
  await (await import('./events.mjs')).benchGroups();
}
if (wanted('memory')) {
  begin('memory');
  (await import('./people.mjs')).benchMemory();
}
if (wanted('inputs')) {
  begin('inputs');
  await (await import('./inputs.mjs')).benchInputs();
}
if (wanted('logs')) {
  begin('logs');
  await (await import('./logs.mjs')).benchLogs();
}
if (wanted('wasm')) {
  begin('wasm');
  await (await import('./people.mjs')).benchWasm();
}
if (wanted('expressions')) {
  begin('expressions');
  (await import('./expressions.mjs')).benchExpressions({ wasm: wanted('wasm') });
}
if (wanted('metadata')) {
  begin('metadata');
  await (await import('./metadata.mjs')).benchMetadata();
}
if (wanted('page')) {
  begin('page');
  await (await import('./page.mjs')).benchPage();
}

console.log(exceeded.length === 0 ? '\nall budgets kept' : `\nOVER BUDGET:\n  ${exceeded.map((name) => name.trim()).join('\n  ')}`);
process.exitCode = exceeded.length === 0 ? 0 : 1;
