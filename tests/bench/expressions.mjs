// Evaluations a second on the path of a rehearsal (bound to the columns of a table, bytecode): natively, as WebAssembly,
// and by Spring's engine, interpreted and compiled, where it is.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findOracle } from '../differential/compare.mjs';
import { against, line, root, skip, times, work } from './measure.mjs';

// Mapping expressions of the samples, and the commonest idiom for user names.
const expressions = [
  'user.email',
  'user.egnyteServiceAccount == true ? false : true',
  'user.egnyteAccess == "admin" ? "admin" : user.egnyteAccess == "power" ? "power" : "standard"',
  'user.department == "Counsel" ? user.login : String.substringBefore(user.login, "@")',
  'String.toLowerCase(String.substringBefore(user.email, "@"))',
];

function assertFromSamples() {
  const written = readdirSync(join(root, 'samples'))
    .flatMap((name) => ['app.json', 'profile-mapping.json'].map((file) => join(root, 'samples', name, file)))
    .filter(existsSync)
    .map((path) => readFileSync(path, 'utf8'))
    .join('');
  for (const expression of expressions.slice(0, 4)) assert.ok(written.includes(JSON.stringify(expression).slice(1, -1)), `the samples have ${expression}`);
}

function contexts() {
  mkdirSync(work, { recursive: true });
  const path = join(work, 'users.ndjson');
  const person = (i) => {
    const login = `Person.${i}@Acme.test`;
    return { email: login, login, firstName: `Ana ${i}`, lastName: 'Lee', department: ['Counsel', 'IT', 'Sales'][i % 3], egnyteAccess: ['admin', 'power', 'standard'][i % 3], egnyteServiceAccount: i % 5 === 0 };
  };
  writeFileSync(path, Array.from({ length: 16 }, (_, i) => `${JSON.stringify({ user: person(i) })}\n`).join(''));
  return path;
}

const perSecond = (command, args) => execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }).trim().split('\n').map(Number);
const millions = (value) => `${(value / 1e6).toFixed(1)} M/s`;

// The best of the rounds behind the warm-up; null where Spring does not compile the expression.
function spring(oracle, users, expression, compiler, evaluations) {
  const args = [`--bench=${evaluations}`, '--rounds=5', `--contexts=${users}`, `--expr=${expression}`, '--functions=reflective', `--compiler=${compiler}`];
  const out = execFileSync(oracle.run, args, { env: oracle.env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  const rows = out.trim().split('\n').map((row) => JSON.parse(row)).slice(2);
  if (compiler !== 'OFF' && !rows.every(({ compiled }) => compiled)) return null;
  return Math.max(...rows.map((row) => row.per_second));
}

export function benchExpressions({ wasm }) {
  assertFromSamples();
  const users = contexts();
  const oracle = findOracle();
  try {
    if (!oracle.why) spring(oracle, users, expressions[0], 'OFF', 1000);
  } catch {
    oracle.why = `${oracle.run} does not start: are Debian's libspring-expression-java and libjoda-time-java installed?`;
  }
  if (oracle.why) skip('expressions, native to Spring', oracle.why);
  const built = (name) => join(root, 'build', name);
  for (const expression of expressions) {
    const [natively] = perSecond(built('native-release/tests/bench/bench_expression'), ['1000000', users, expression]);
    console.log(expression);
    if (oracle.why) line('  natively', millions(natively));
    if (wasm) {
      const [inWasm] = perSecond(process.execPath, [built('wasm-release/tests/bench/bench_expression.js'), '1000000', users, expression]);
      line('  WASM to native, evaluations a second', times(inWasm, natively), `${millions(inWasm)} to ${millions(natively)}`);
    }
    if (oracle.why) continue;
    const interpreted = spring(oracle, users, expression, 'OFF', 400_000);
    against('evaluations', '  native to Spring, interpreted', natively / interpreted, `${millions(natively)} to ${millions(interpreted)}`);
    const compiled = spring(oracle, users, expression, 'IMMEDIATE', 4_000_000);
    if (compiled) line('  native to Spring, compiled', times(natively, compiled), `${millions(natively)} to ${millions(compiled)}`);
    else skip('  native to Spring, compiled', 'Spring does not compile it');
  }
}
