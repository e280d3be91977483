// The WASM core under node, asked like the command line: FILE... in, JSON out.
//   node tests/wasm/module.mjs check|simulate|identify FILE...
import { closeSync, openSync, readFileSync, readSync, readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const build = process.env.PREFLIGHT_WASM_DIR ?? join(root, 'build/wasm-release/wasm');

export async function load() {
  const create = createRequire(import.meta.url)(join(build, 'preflight.js'));
  return create({ wasmBinary: readFileSync(join(build, 'preflight.wasm')) });
}

// The files of a folder as the command line takes them: in the order of their bytes, without hidden files and notes.
export function filesOf(path) {
  if (!statSync(path).isDirectory()) return [{ name: path, path }];
  const walk = (folder) =>
    readdirSync(folder, { withFileTypes: true })
      .filter(({ name }) => !name.startsWith('.'))
      .flatMap((entry) => (entry.isDirectory() ? walk(join(folder, entry.name)) : [join(folder, entry.name)]));
  return walk(path)
    .map((file) => ({ name: relative(path, file), path: file }))
    .filter(({ name }) => !name.endsWith('.md'))
    .sort((a, b) => Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)));
}

const readerOf = (path) => (offset, view) => {
  const file = openSync(path);
  try {
    return readSync(file, view, 0, view.length, offset);
  } finally {
    closeSync(file);
  }
};

// The caller deletes it.
export function sessionOf(module, files, options = {}) {
  const session = new module.Session(JSON.stringify({ now: '', clock: '', ...options }));
  for (const { name, path } of files) {
    let offset = 0;
    const read = readerOf(path);
    const pull = (view) => {
      const count = read(offset, view);
      offset += count;
      return count;
    };
    session.putLater(name, pull, read);
  }
  return session;
}

export function ask(module, command, paths, options = {}) {
  const session = sessionOf(module, paths.flatMap(filesOf), options);
  try {
    while (!session.step(1e6));
    return session.ask(JSON.stringify({ ask: command }));
  } finally {
    session.delete();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [command, ...paths] = process.argv.slice(2);
  process.stdout.write(ask(await load(), command, paths, { clock: new Date().toISOString().replace(/\.\d+Z$/, 'Z') }));
}
