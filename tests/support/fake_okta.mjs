// An Okta org for tests of the collector: the answers of tests/data/okta-samples, in small pages, with a rate limit now and
// then. `log` holds every request. What Okta would refuse is refused.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { root } from '../cli.mjs';

const sample = (name) => readFileSync(join(root, 'tests/data/okta-samples', name), 'utf8');
const list = (name) => JSON.parse(sample(name));
export const app = list('app-egnyte.json').id;

/** path without its query -> the whole list, an object or a text */
function answers() {
  const members = [...list('users.json')];
  const lists = {
    '/api/v1/apps': [list('app-egnyte.json')],
    '/api/v1/mappings': list('mappings-list.json'),
    [`/api/v1/apps/${app}/users`]: list('app-users-expand-user.json'),
    [`/api/v1/apps/${app}/groups`]: list('app-groups.json'),
    [`/api/v1/apps/${app}/group-push/mappings`]: list('group-push-mappings.json'),
    '/api/v1/groups': list('groups.json'),
    '/api/v1/groups/rules': [],
    '/api/v1/policies': list('policies-password.json'),
    '/api/v1/logs': list('system-log.json'),
  };
  const single = {
    [`/api/v1/apps/${app}`]: sample('app-egnyte.json'),
    [`/api/v1/meta/schemas/apps/${app}/default`]: sample('app-user-schema.json'),
    '/api/v1/meta/schemas/user/default': sample('user-schema-default.json'),
    '/api/v1/org': '{"id":"00oQuill","subdomain":"quillhaven-demo","companyName":"Quillhaven Instruments"}',
    '/api/v1/meta/types/user': '[]',
    [`/api/v1/apps/${app}/sso/saml/metadata`]: sample('okta-idp-metadata.xml'),
  };
  for (const name of ['mapping-okta-to-egnyte.json', 'mapping-egnyte-to-okta.json']) single[`/api/v1/mappings/${list(name).id}`] = sample(name);
  for (const { id } of lists['/api/v1/policies']) lists[`/api/v1/policies/${id}/rules`] = list('policy-rules-password.json');
  return { lists, single, members };
}

/** `allowed(request)`: whether it is signed in. `refuses`: paths that it may not read. `limits`: paths that wait once.
 * `breaks`: paths whose connection is cut. */
export async function fakeOkta({ allowed, pageSize = 1, refuses = [], limits = [], breaks = [] }) {
  const { lists, single, members } = answers();
  const log = [];
  const limited = new Set();
  const server = createServer((request, response) => {
    const url = new URL(request.url, `http://${request.headers.host}`);
    log.push({ method: request.method, url: request.url, headers: request.headers });
    const send = (status, body, headers = {}) => response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);
    const error = (status, code) => send(status, JSON.stringify({ errorCode: code, errorSummary: 'refused', errorCauses: [] }));
    if (request.method !== 'GET') return error(405, 'E0000022');
    if (!allowed(request)) return error(401, 'E0000011');
    if (breaks.includes(url.pathname)) return request.socket.destroy();
    if (limits.includes(url.pathname) && !limited.has(url.pathname)) {
      limited.add(url.pathname);
      return send(429, '{"errorCode":"E0000047"}', { 'X-Rate-Limit-Reset': String(Math.floor(Date.now() / 1000) + 1) });
    }
    if (refuses.includes(url.pathname)) return error(403, 'E0000006');
    if (single[url.pathname]) {
      const xml = url.pathname.endsWith('/metadata');
      if (xml && !request.headers.accept.includes('xml')) return error(406, 'E0000070');
      return send(200, single[url.pathname], xml ? { 'content-type': 'application/xml' } : {});
    }
    const all = /^\/api\/v1\/groups\/00g\w{17}\/users$/.test(url.pathname) ? members : lists[url.pathname];
    if (!all) return error(404, 'E0000007');
    const from = Number(url.searchParams.get('after') ?? 0);
    const links = [`<${url.href}>; rel="self"`];
    if (from + pageSize < all.length) {
      const next = new URL(url);
      next.searchParams.set('after', String(from + pageSize));
      links.push(`<${next.href}>; rel="next"`);
    }
    send(200, JSON.stringify(all.slice(from, from + pageSize), null, 2), { link: links });
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return { port: server.address().port, log, close: () => new Promise((done) => server.close(done)) };
}
