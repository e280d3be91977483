// node tests/bench/make_population.mjs FOLDER COUNT [--wrapped]: the healthy sample's settings for COUNT invented people,
// always the same ones. A mapping of 20 attributes, of which eight differ for each person; the others have few values.
// --wrapped puts the lists into {"data": [...]}, as tools do that collect pages. One line for each person.
import { closeSync, mkdirSync, openSync, readFileSync, readdirSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const sample = join(dirname(fileURLToPath(import.meta.url)), '../../samples/healthy');
const read = (name) => JSON.parse(readFileSync(join(sample, name), 'utf8'));

// [attribute of the app, attribute of the user, value of person i]; the first eight differ for each person.
const firsts = ['Ada', 'Bruno', 'Chidi', 'Dora', 'Emeka', 'Fatima', 'Goran', 'Hana', 'Igor', 'Jun', 'Kofi', 'Lena'];
const lasts = ['Adeyemi', 'Bauer', 'Costa', 'Dubois', 'Eriksen', 'Fischer', 'Garcia', 'Haddad', 'Ivanova', 'Jensen', 'Kowalska'];
const pick = (list, i) => list[i % list.length];
const name = (i) => `${pick(firsts, i)}.${pick(lasts, Math.floor(i / 7))}.${i}`.toLowerCase();
const attributes = [
  ['email', 'email', (i) => `${name(i)}@tidewater-carto.example`],
  ['givenName', 'firstName', (i) => `${pick(firsts, i)} ${i}`],
  ['displayName', 'displayName', (i) => `${pick(firsts, i)} ${pick(lasts, Math.floor(i / 7))} ${i}`],
  ['employeeNumber', 'employeeNumber', (i) => `E${String(i).padStart(7, '0')}`],
  ['mobilePhone', 'mobilePhone', (i) => `+1 555 ${String(i).padStart(7, '0')}`],
  ['secondEmail', 'secondEmail', (i) => `${i}.private@mail.example`],
  ['nickName', 'nickName', (i) => `nick${i}`],
  ['badge', 'badge', (i) => `B-${i * 7}`],
  ['familyName', 'lastName', (i) => pick(lasts, Math.floor(i / 7))],
  ['department', 'department', (i) => pick(['IT', 'Sales', 'Surveying', 'Cartography', 'Finance', 'Legal'], i)],
  ['title', 'title', (i) => pick(['Engineer', 'Surveyor', 'Manager', 'Analyst'], i)],
  ['division', 'division', (i) => pick(['North', 'South', 'East', 'West'], i)],
  ['costCenter', 'costCenter', (i) => `CC${i % 40}`],
  ['organization', 'organization', () => 'Tidewater Cartographic'],
  ['city', 'city', (i) => pick(['Norfolk', 'Bergen', 'Porto', 'Accra'], i)],
  ['countryCode', 'countryCode', (i) => pick(['US', 'NO', 'PT', 'GH'], i)],
  ['preferredLanguage', 'preferredLanguage', (i) => pick(['en', 'no', 'pt'], i)],
  ['timezone', 'timezone', (i) => pick(['America/New_York', 'Europe/Oslo', 'Europe/Lisbon'], i)],
];
// userType and isServiceAccount are made of these two.
const access = (i) => pick(['power', 'standard', 'power', 'power'], i);

function lines(path, count, wrapped, make) {
  const file = openSync(path, 'w');
  const head = wrapped ? '{"page":1,"data":[\n' : '[\n';
  const tail = wrapped ? '\n],"count":' + count + '}\n' : '\n]\n';
  let piece = head;
  for (let i = 0; i < count; i++) {
    piece += (i === 0 ? '' : ',\n') + JSON.stringify(make(i));
    if (piece.length > 1 << 20) {
      writeSync(file, piece);
      piece = '';
    }
  }
  writeSync(file, piece + tail);
  closeSync(file);
}

export function makePopulation(folder, count, { wrapped = false } = {}) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const app = read('app.json');
  for (const file of ['app.json', 'idp-metadata.xml', 'password-policies.json', 'user-schema.json'])
    writeFileSync(join(folder, file), readFileSync(join(sample, file)));
  const scenario = read('scenario.json');
  delete scenario.egnyte?.licences; // seats for everybody: a refusal is a shorter story than an account
  writeFileSync(join(folder, 'scenario.json'), JSON.stringify(scenario, null, 2));

  const mapping = read('profile-mapping.json');
  const schema = read('app-user-schema.json');
  const known = new Set(Object.keys(schema.definitions.base.properties));
  for (const [target, source] of attributes) {
    mapping.properties[target] = { expression: `user.${source}`, pushStatus: 'PUSH' };
    if (!known.has(target)) schema.definitions.custom.properties[target] = { title: target, type: 'string', externalName: target };
  }
  for (const extra of Object.keys(mapping.properties).filter((target) => !attributes.some(([a]) => a === target)).slice(2))
    delete mapping.properties[extra];
  const users = read('user-schema.json');
  for (const attribute of ['badge', 'egnyteAccess', 'egnyteServiceAccount'])
    users.definitions.custom.properties[attribute] ??= { title: attribute, type: attribute === 'egnyteServiceAccount' ? 'boolean' : 'string' };
  writeFileSync(join(folder, 'profile-mapping.json'), JSON.stringify(mapping, null, 2));
  writeFileSync(join(folder, 'app-user-schema.json'), JSON.stringify(schema, null, 2));
  writeFileSync(join(folder, 'user-schema.json'), JSON.stringify(users, null, 2));

  const id = (i) => `00u${String(i).padStart(17, '0')}`;
  const org = 'https://tidewater-carto.okta.com/api/v1';
  lines(join(folder, 'users.json'), count, wrapped, (i) => ({
    id: id(i),
    status: 'ACTIVE',
    created: '2026-02-02T10:00:00.000Z',
    lastLogin: '2026-11-20T07:31:12.000Z',
    lastUpdated: '2026-11-04T12:20:44.000Z',
    type: { id: 'otytidewaDefault00x7' },
    profile: {
      login: `${name(i)}@tidewater-carto.example`,
      ...Object.fromEntries(attributes.map(([, source, value]) => [source, value(i)])),
      egnyteAccess: access(i),
      egnyteServiceAccount: false,
    },
    credentials: { provider: { type: 'OKTA', name: 'OKTA' } },
    _links: { self: { href: `${org}/users/${id(i)}` } },
  }));
  lines(join(folder, 'app-users.json'), count, wrapped, (i) => ({
    id: id(i),
    externalId: null,
    created: '2026-10-06T16:00:00.000Z',
    scope: 'USER',
    status: 'STAGED',
    syncState: 'DISABLED',
    credentials: { userName: name(i) },
    profile: { email: `${name(i)}@tidewater-carto.example` },
    _links: { app: { href: `${org}/apps/${app.id}` }, user: { href: `${org}/users/${id(i)}` } },
  }));
  return readdirSync(folder).sort().map((file) => join(folder, file));
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [folder, count, option] = process.argv.slice(2);
  if (!folder || !(Number(count) > 0) || (option && option !== '--wrapped')) {
    process.stderr.write('usage: make_population.mjs FOLDER COUNT [--wrapped]\n');
    process.exit(2);
  }
  makePopulation(folder, Number(count), { wrapped: option === '--wrapped' });
}
