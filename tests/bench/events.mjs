// What events cost: 200,000 people with 20 mapped attributes and three events, and 5,000 pushed groups of 200 members,
// each against a bare SAX parse of the same bytes. PREFLIGHT_BENCH_PEOPLE and PREFLIGHT_BENCH_GROUPS make them smaller.
import assert from 'node:assert/strict';
import { closeSync, fstatSync, openSync, readFileSync, readSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { budgets } from './budgets.mjs';
import { makePopulation } from './make_population.mjs';
import { against, bareSax, compare, inTurn, now, preflight, run, work } from './measure.mjs';

const word = (count) => count.toLocaleString('en-US');

function parse(files) {
  const done = run(bareSax, files.filter((path) => path.endsWith('.json')));
  assert.equal(done.status, 0, done.err);
  return done;
}

function simulate(folder, format, keep, more = []) {
  const done = run(preflight, ['simulate', '--quiet', '--format', format, '--now', now, '--threads', '2', ...more, folder], { keep });
  assert.equal(done.status, 0, done.err);
  return done;
}

/** The last line of the NDJSON, which is too long for one string. */
function summary(folder) {
  const path = join(work, 'events.ndjson');
  simulate(folder, 'ndjson', false, ['--output', path]);
  const file = openSync(path);
  try {
    const end = Buffer.alloc(1 << 20);
    const count = readSync(file, end, 0, end.length, Math.max(0, fstatSync(file).size - end.length));
    return JSON.parse(end.toString('utf8', 0, count).trimEnd().split('\n').at(-1));
  } finally {
    closeSync(file);
    rmSync(path);
  }
}

/** A new mapping between two pushes: everybody is evaluated again, and every account changes. */
export async function benchEvents(count = Number(process.env.PREFLIGHT_BENCH_PEOPLE ?? 200_000)) {
  const folder = join(work, `${count}-people-events`);
  const files = makePopulation(folder, count);
  const path = join(folder, 'scenario.json');
  const scenario = JSON.parse(readFileSync(path, 'utf8'));
  scenario.events = [
    { type: 'provision' },
    { type: 'change-mapping', attribute: 'givenName', expression: 'user.firstName + " " + user.department' },
    { type: 'apply-updates' },
  ];
  writeFileSync(path, JSON.stringify(scenario));
  const { users } = summary(folder);
  assert.deepEqual(users, { created: count, updated: count }, 'everybody is created, then updated');
  const best = await inTurn(3, { sax: () => parse(files), simulate: () => simulate(folder, 'ndjson', false) });
  compare('events', `simulate --format ndjson, ${word(count)} people, three events: to a bare SAX parse`, best.simulate, best.sax);
  const each = Math.max(0, best.simulate.peak - budgets.eventMemory.base) / count;
  against('eventMemory', `memory of it: each above ${budgets.eventMemory.base / 1e6} MB`, each, `${(best.simulate.peak / 1e6).toFixed(0)} MB in all`);
}

/** Each person is in 50 groups; the lists of members are what the collector saves. */
export async function benchGroups(groups = Number(process.env.PREFLIGHT_BENCH_GROUPS ?? 5_000)) {
  const members = 200;
  const people = Math.max(members, (groups * members) / 50);
  const folder = join(work, `${groups}-groups`);
  const files = makePopulation(folder, people);
  const id = (group) => `00g${String(group).padStart(17, '0')}`;
  const user = (i) => `00u${String(i % people).padStart(17, '0')}`;
  const org = 'https://tidewater-carto.okta.com/api/v1';
  const write = (name, object) => {
    writeFileSync(join(folder, name), JSON.stringify(object));
    files.push(join(folder, name));
  };
  const all = Array.from({ length: groups }, (_, group) => group);
  write('groups.json', all.map((group) => ({ id: id(group), objectClass: ['okta:user_group'], type: 'OKTA_GROUP', profile: { name: `Team ${group}`, description: null } })));
  write('push.json', all.map((group) => ({ id: `gPm${String(group).padStart(17, '0')}`, sourceGroupId: id(group), targetGroupId: null, status: 'ACTIVE', created: '2026-10-06T16:00:00Z' })));
  const path = join(folder, 'members.json');
  const file = openSync(path, 'w');
  writeSync(file, `{"preflightBundle": 1, "org": "tidewater-carto.okta.com", "responses": [\n`);
  for (const group of all) {
    const body = Array.from({ length: members }, (_, i) => ({ id: user(group * 7 + i * 31), status: 'ACTIVE', profile: { login: `${group}.${i}@tidewater-carto.example` } }));
    writeSync(file, `${group > 0 ? ',\n' : ''}${JSON.stringify({ url: `${org}/groups/${id(group)}/users?limit=200`, status: 200, next: null, time: now, body })}`);
  }
  writeSync(file, '\n]}\n');
  closeSync(file);
  files.push(path);
  assert.deepEqual(summary(folder).groups, { created: groups }, 'every group is created');
  const best = await inTurn(3, { sax: () => parse(files), simulate: () => simulate(folder, 'ndjson', false) });
  compare('groups', `simulate --format ndjson, ${word(groups)} groups of ${members} members: to a bare SAX parse`, best.simulate, best.sax);
}
