// A System Log of 1 GB: `check` reads it in one pass and keeps the requests that failed. PREFLIGHT_BENCH_LOG_MB makes it
// smaller.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { budgets } from './budgets.mjs';
import { makeLog } from './make_log.mjs';
import { against, bareSax, compare, inTurn, now, preflight, run, work } from './measure.mjs';

export async function benchLogs(megabytes = Number(process.env.PREFLIGHT_BENCH_LOG_MB ?? 1000)) {
  mkdirSync(work, { recursive: true });
  const path = join(work, `system-log-${megabytes}.json`);
  const failed = makeLog(path, megabytes);
  const check = () => {
    const done = run(preflight, ['check', '--quiet', '--format', 'json', '--fail-on', 'never', '--now', now, '--threads', '2', path]);
    assert.equal(done.status, 0, done.err);
    return done;
  };
  const found = JSON.parse(check().out).findings.find(({ code }) => code === 'PF9001');
  assert.equal(found.affected.users, failed, 'every failure is kept');
  const parse = () => {
    const done = run(bareSax, [path]);
    assert.equal(done.status, 0, done.err);
    return done;
  };
  const best = await inTurn(3, { sax: parse, check });
  compare('logs', `check, System Log of ${megabytes} MB: to a bare SAX parse`, best.check, best.sax);
  const each = Math.max(0, best.check.peak - budgets.logMemory.base) / failed;
  against('logMemory', `memory, ${failed.toLocaleString('en-US')} failures: each above ${budgets.logMemory.base / 1e6} MB`, each, `${(best.check.peak / 1e6).toFixed(0)} MB in all`);
}
