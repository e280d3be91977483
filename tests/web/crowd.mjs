// Firms of as many people as a test wants, made from the samples.
import { copyFileSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { samples } from './browser.mjs';

export const settings = ['app.json', 'app-user-schema.json', 'idp-metadata.xml', 'profile-mapping.json', 'scenario.json', 'user-schema.json'];

/**
 * The healthy sample's settings for invented people: person 42 is Ada N00042 with the login 42.p@…. Writes the files into a
 * new folder, indented or not; `change` may change the Okta user and the assignment of person `i`.
 */
export function makeCrowd(folder, count, change = () => {}, indent = 0) {
  mkdirSync(folder, { recursive: true });
  for (const name of settings.filter((one) => one !== 'scenario.json')) copyFileSync(join(samples, 'healthy', name), join(folder, name));
  // The sample's, with seats for everybody.
  const { egnyte, ...scenario } = JSON.parse(readFileSync(join(samples, 'healthy/scenario.json'), 'utf8'));
  delete egnyte.licences;
  writeFileSync(join(folder, 'scenario.json'), JSON.stringify({ ...scenario, egnyte }));
  const [user] = JSON.parse(readFileSync(join(samples, 'healthy/users.json'), 'utf8'));
  const [assigned] = JSON.parse(readFileSync(join(samples, 'healthy/app-users.json'), 'utf8'));
  const users = [];
  const appUsers = [];
  for (let i = 1; i <= count; i++) {
    const id = `00u${String(i).padStart(17, '0')}`;
    const email = `${i}.p@tidewater-carto.example`;
    const name = `N${String(i).padStart(5, '0')}`;
    const one = { ...user, id, status: 'ACTIVE', profile: { ...user.profile, firstName: 'Ada', lastName: name, login: email, email } };
    const assignment = { ...assigned, id, externalId: null, credentials: { userName: `${i}.p` }, profile: { ...assigned.profile, givenName: 'Ada', familyName: name, email } };
    change(i, one, assignment);
    users.push(one);
    appUsers.push(assignment);
  }
  writeFileSync(join(folder, 'users.json'), JSON.stringify(users, null, indent));
  writeFileSync(join(folder, 'app-users.json'), JSON.stringify(appUsers, null, indent));
  return folder;
}

/**
 * A sample whose people are repeated until there are `count`: Dara Quill, then, of the next round, Dara Quill 2 with the
 * login dara.quill.2@…. There are seats for everybody; everything else of the sample stays.
 */
export function enlarge(sample, folder, count) {
  mkdirSync(folder, { recursive: true });
  const from = join(samples, sample);
  const read = (name) => JSON.parse(readFileSync(join(from, name), 'utf8'));
  const logins = new Map(read('users.json').map(({ id, profile }) => [id, profile.login.split('@')[0]]));
  for (const name of readdirSync(from).filter((one) => !one.endsWith('.md'))) {
    if (name === 'scenario.json') {
      const { egnyte, ...scenario } = read(name);
      delete egnyte?.licences;
      writeFileSync(join(folder, name), JSON.stringify({ ...scenario, egnyte }));
      continue;
    }
    if (name !== 'users.json' && name !== 'app-users.json') {
      copyFileSync(join(from, name), join(folder, name));
      continue;
    }
    const people = read(name);
    const all = Array.from({ length: count }, (_, i) => {
      const one = people[i % people.length];
      const round = Math.floor(i / people.length) + 1;
      if (round === 1) return one;
      const id = `${one.id.slice(0, 15)}${String(round).padStart(5, '0')}`;
      const text = JSON.stringify(one).replaceAll(one.id, id).replaceAll(logins.get(one.id), `${logins.get(one.id)}.${round}`);
      return JSON.parse(text, (key, value) => ((key === 'lastName' || key === 'familyName') && value ? `${value} ${round}` : value));
    });
    writeFileSync(join(folder, name), JSON.stringify(all, null, 2));
  }
  return folder;
}

/** A thousand people of an old app that is still on, 20 of whom lack the new one, and their accounts. */
export function migrating(folder) {
  const crowd = makeCrowd(folder, 1000);
  const read = (file) => JSON.parse(readFileSync(join(crowd, file), 'utf8'));
  const write = (file, value) => writeFileSync(join(crowd, file), JSON.stringify(value));
  const app = read('app.json');
  write('old-app.json', { ...app, id: '0oa8tideEgnyteOld0tw', name: 'egnyte_old', label: 'Egnyte SCIM 1.0', created: '2020-01-01T00:00:00.000Z' });
  const assigned = read('app-users.json');
  write('old-app-users.json', assigned.map((one) => ({ ...one, _links: { app: { href: 'https://tidewater-carto.okta.com/api/v1/apps/0oa8tideEgnyteOld0tw' } } })));
  write('app-users.json', assigned.slice(20));
  const account = (id, userName, more) => ({ id, userName, email: `${userName}@tidewater-carto.example`, name: { givenName: 'Ada', familyName: `N${String(id).padStart(5, '0')}` }, active: true, authType: 'sso', userType: 'power', ...more });
  const accounts = Array.from({ length: 1000 }, (_, i) => account(i + 1, `${i + 1}.p`));
  accounts[4] = account(5, 'five', { email: 'five@old.example' });
  accounts[5].name.givenName = 'Adah';
  accounts.push(account(2000, 'visitor', { name: { givenName: 'Vis', familyName: 'Itor' } }));
  write('egnyte-users.json', { totalResults: accounts.length, resources: accounts });
  const mapping = read('profile-mapping.json');
  write('to-okta.json', { id: 'prmBack', source: mapping.target, target: mapping.source, properties: { firstName: { expression: 'appuser.givenName', pushStatus: 'PUSH' } } });
  return crowd;
}
