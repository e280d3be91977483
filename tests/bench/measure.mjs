// Runs programs in turn and prints how they compare. The best of the rounds counts: another program on the machine only
// ever makes a run slower. Elapsed time decides; the processor's time beside it tells how busy the machine was.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { budgets } from './budgets.mjs';

export const root = fileURLToPath(new URL('../..', import.meta.url));
export const work = join(root, 'build/bench');
export const now = '2026-11-23T12:00:00Z';
export const preflight = process.env.PREFLIGHT_CLI ?? join(root, 'build/native-release/cli/preflight');
// Built beside it.
const tools = process.env.PREFLIGHT_TOOLS ?? join(dirname(preflight), '../tests');
export const bareSax = join(tools, 'bench/bare_sax');

/**
 * What a program used: milliseconds elapsed (`wall`) and of processor, bytes of memory at its peak, exit status and
 * output. `keep: false` throws standard output away unread.
 */
export function run(command, args, { keep = true, env = process.env } = {}) {
  const measured = join(tools, 'measured');
  assert.ok(existsSync(measured), `${measured} is missing: build it with the command line`);
  const folder = mkdtempSync(join(tmpdir(), 'preflight-'));
  try {
    const used = join(folder, 'used.json');
    const done = spawnSync(measured, [used, command, ...args], { encoding: 'utf8', env, maxBuffer: 1 << 30, stdio: ['ignore', keep ? 'pipe' : 'ignore', 'pipe'] });
    if (done.error) throw done.error;
    return { ...JSON.parse(readFileSync(used, 'utf8')), status: done.status, out: done.stdout ?? '', err: done.stderr };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** `programs`: name → function that runs it once. Name → the best of the rounds; the programs take turns. */
export async function inTurn(rounds, programs) {
  const best = {};
  for (let round = 0; round < rounds; round++) {
    for (const [name, once] of Object.entries(programs)) {
      const used = await once();
      const known = best[name] ?? used;
      best[name] = {
        wall: Math.min(used.wall, known.wall),
        processor: Math.min(used.processor, known.processor),
        peak: Math.max(used.peak ?? 0, known.peak ?? 0),
      };
    }
  }
  return best;
}

export const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
export const ms = (value) => `${value.toFixed(value < 10 ? 2 : 0)} ms`;
export const times = (a, b) => `${(a / b).toFixed(2)} x`;
export const line = (name, value, more = '') => console.log(`${name.padEnd(62)} ${String(value).padStart(10)}  ${more}`);
export const skip = (name, why) => console.log(`${name.padEnd(62)} ${'SKIPPED'.padStart(10)}  ${why}`);

export const exceeded = [];

/** One line with its budget; what is over it is remembered in `exceeded`. */
export function against(budget, name, value, more = '') {
  const { most, least, aim, unit = ' x' } = budgets[budget];
  const bad = most !== undefined ? value > most : value < least;
  if (bad) exceeded.push(name);
  const shown = (number) => (unit === ' x' ? number.toFixed(2) : number.toFixed(0)) + unit;
  const allowed = most !== undefined ? `at most ${shown(most)}` : `at least ${shown(least)}`;
  line(name, shown(value), `${bad ? 'OVER BUDGET' : 'in budget'}: ${allowed}, aim ${shown(aim)}${more && `; ${more}`}`);
}

/** Elapsed time of ours against theirs, held against a budget where there is one. */
export function compare(budget, name, ours, theirs) {
  const more = `${ms(ours.wall)} to ${ms(theirs.wall)}; processor ${times(ours.processor, theirs.processor)}`;
  if (budget) against(budget, name, ours.wall / theirs.wall, more);
  else line(name, times(ours.wall, theirs.wall), more);
}
