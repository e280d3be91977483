// Asks both programs and compares their answers.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

// The oracle's run.sh, or why there is none.
export function findOracle() {
  const folder = process.env.PREFLIGHT_SPEL ?? join(root, '../shared/oracle/spel');
  if (!existsSync(join(folder, 'run.sh'))) return { why: `no Spring oracle at ${folder} (PREFLIGHT_SPEL names another folder)` };
  const found = (process.env.PATH ?? '').split(':').some((place) => existsSync(join(place, 'java')) && existsSync(join(place, 'javac')));
  if (!found) return { why: 'no Java compiler (Debian: default-jdk-headless libspring-expression-java libspring-core-java libcommons-logging-java libjoda-time-java)' };
  // Its classes go to our build folder: the oracle's own may be read-only.
  return { run: join(folder, 'run.sh'), env: { ...process.env, SPEL_BUILD: process.env.SPEL_BUILD ?? join(root, 'build/spel') } };
}

function answers(command, args, env, input, count) {
  return new Promise((done, failed) => {
    const child = spawn(command, args, { env, stdio: ['pipe', 'pipe', 'inherit'] });
    const pieces = [];
    child.stdout.on('data', (piece) => pieces.push(piece));
    child.on('error', failed);
    child.stdin.on('error', () => {});  // a program that died says so by its status
    child.on('close', (status, signal) => {
      const lines = Buffer.concat(pieces).toString().split('\n').filter(Boolean);
      if (status !== 0 || lines.length !== count) failed(new Error(`${command}: ${signal ?? status}, ${lines.length} answers of ${count}`));
      else done(lines.map((line) => withNumbers(parse(line))));
    });
    child.stdin.end(input);
  });
}

// JSON whose numbers stay texts, marked: a long has more digits than a JavaScript number, and 1 is not 1.0.
const mark = '\u0000';
const parse = (line) => JSON.parse(line.replace(/"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g, (token) => (token[0] === '"' ? token : `"\\u0000${token}"`)));

// The offsets are ours to count with.
function withNumbers(answer) {
  for (const which of ['offset', 'end']) if (typeof answer.error?.[which] === 'string') answer.error[which] = Number(answer.error[which].slice(1));
  return answer;
}

// cases: {dialect, expression, context}; gives [{ours, spring}].
export async function ask(cli, oracle, cases) {
  const input = cases.map(({ dialect, expression, context }, id) => JSON.stringify({ id, expression, context, dialect, typed: true })).join('\n') + '\n';
  const [ours, spring] = await Promise.all([answers(cli, ['eval', '--ndjson'], process.env, input, cases.length), answers(oracle.run, [], oracle.env, input, cases.length)]);
  return cases.map((_, i) => ({ ours: ours[i], spring: spring[i] }));
}

const isNumber = (value) => typeof value === 'string' && value[0] === mark;
const isWhole = (value) => !/[.eE]/.test(value);

export function same(ours, spring) {
  if (isNumber(ours) && isNumber(spring)) {
    const [a, b] = [ours.slice(1), spring.slice(1)];
    if (isWhole(a) || isWhole(b)) return a === b;
    // A float prints as the double that it is here and with fewer digits there.
    return Object.is(Number(a), Number(b)) || (Math.fround(Number(a)) === Number(a) && Object.is(Math.fround(Number(b)), Number(a)));
  }
  if (Array.isArray(ours) && Array.isArray(spring)) return ours.length === spring.length && ours.every((one, i) => same(one, spring[i]));
  if (ours && spring && typeof ours === 'object' && typeof spring === 'object' && !Array.isArray(ours) && !Array.isArray(spring)) {
    const keys = Object.keys(ours);
    return keys.length === Object.keys(spring).length && keys.every((key) => Object.hasOwn(spring, key) && same(ours[key], spring[key]));
  }
  // Half a surrogate pair: U+FFFD here, a question mark there.
  return ours === spring || (typeof ours === 'string' && typeof spring === 'string' && ours.includes('\ufffd') && ours.length === spring.length && [...ours].every((c, i) => c === [...spring][i] || (c === '\ufffd' && [...spring][i] === '?')));
}

const javaTypes = { String: 'string', Integer: 'int', Long: 'long', Double: 'double', Float: 'float', Boolean: 'boolean', null: 'null', Moment: 'date-time', Country: 'country' };
const typeOf = (java) => javaTypes[java] ?? (/Map$/.test(java) ? 'object' : /List$/.test(java) ? 'list' : java);

// Details that the facts name (okta-el 12); others are the oracle's own words.
const details = ['unsupported', 'arity', 'null-argument', 'regex', 'not-allowed', 'null-dereference', 'range', 'arithmetic'];

export function agree({ ours, spring }) {
  if (ours.error || spring.error) {
    if (!ours.error || !spring.error || ours.error.kind !== spring.error) return false;
    // The parser meets what it refuses before what is missing behind it, or the other way round.
    if (spring.error === 'parse') return spring.detail !== 'unsupported' || ours.error.detail === 'unsupported';
    return (ours.error.detail ?? '') === (details.includes(spring.detail) ? spring.detail : '');
  }
  return ours.type === typeOf(spring.type) && same(ours.result, spring.result);
}

export const shown = (answer, of) => {
  const plain = (value) => JSON.stringify(value)?.replaceAll(/"\\u0000([^"]*)"/g, '$1');
  if (of === 'ours') return answer.error ? `${answer.error.kind}${answer.error.detail ? `/${answer.error.detail}` : ''}: ${answer.error.message}` : answer.unknown ? `unknown ${plain(answer.unknown)}` : `${plain(answer.result)} (${answer.type})`;
  return answer.error ? `${answer.error}${answer.detail !== answer.error ? `/${answer.detail}` : ''}: ${answer.message}` : `${plain(answer.result)} (${typeOf(answer.type)})`;
};
