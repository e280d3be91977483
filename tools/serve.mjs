// node tools/serve.mjs ROOT [--port N] [--host ADDRESS] [--no-headers]
// A static file server for the built page. By default it sends the headers a careful host would send; the page is as
// strict without them (its own policy), which --no-headers shows.
import { createServer } from 'node:http';
import { readFile, realpath } from 'node:fs/promises';
import { extname, join, normalize, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';

const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8',
};

export const kHeaders = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'content-security-policy': "frame-ancestors 'none'",
};

/** Serves `root`; resolves to {server, url}. `seen` is called with every request's path. */
export function serve(root, { port = 0, host = '127.0.0.1', headers = kHeaders, seen = () => {} } = {}) {
  const base = resolve(root);
  const server = createServer(async (request, response) => {
    seen(request.url);
    try {
      if (request.method !== 'GET' && request.method !== 'HEAD') {
        response.writeHead(405, { allow: 'GET, HEAD' }).end();
        return;
      }
      const path = normalize(decodeURIComponent(new URL(request.url, 'http://localhost').pathname));
      const file = await realpath(join(base, path.endsWith('/') ? `${path}index.html` : path));
      if (!file.startsWith((await realpath(base)) + sep)) throw new Error('outside');
      const body = await readFile(file);
      response.writeHead(200, {
        'content-type': types[extname(file)] ?? 'application/octet-stream',
        'content-length': body.length,
        'cache-control': 'no-cache',
        ...headers,
      });
      response.end(request.method === 'HEAD' ? undefined : body);
    } catch {
      response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' }).end('Not found\n');
    }
  });
  return new Promise((done, failed) => {
    server.once('error', failed);
    server.listen(port, host, () => done({ server, url: `http://${host}:${server.address().port}/` }));
  });
}

if (process.argv[1] && import.meta.url === pathToFileURL(resolve(process.argv[1])).href) {
  const rest = process.argv.slice(2);
  const option = (name, fallback) => {
    const at = rest.indexOf(name);
    return at < 0 ? fallback : rest.splice(at, 2)[1];
  };
  const port = Number(option('--port', '8080'));
  const host = option('--host', '127.0.0.1');
  const bare = rest.includes('--no-headers');
  const root = rest.find((word) => !word.startsWith('--'));
  if (!root || !Number.isInteger(port)) {
    console.error('usage: node tools/serve.mjs ROOT [--port N] [--host ADDRESS] [--no-headers]');
    process.exit(2);
  }
  try {
    const { url } = await serve(root, { port, host, headers: bare ? {} : kHeaders });
    console.log(`Preflight is at ${url}`);
  } catch (error) {
    console.error(`cannot serve on ${host}:${port}: ${error.message}`);
    process.exit(1);
  }
}
