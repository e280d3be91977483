// Runs the release command line from tests. The colour of a terminal never gets in: output goes to a pipe.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));
export const cli = process.env.PREFLIGHT_CLI ?? join(root, 'build/native-release/cli/preflight'); // another build of it

export function preflight(args, { input, cwd = root } = {}) {
  const done = spawnSync(cli, args, { input, cwd, maxBuffer: 1 << 30 });
  if (done.error) throw done.error;
  return { status: done.status, signal: done.signal, out: done.stdout.toString(), err: done.stderr.toString() };
}
