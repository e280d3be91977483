// A firm of as many people as a test wants, made from the healthy sample: person 42 is Ada N00042 with the login 42.p@….
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { samples } from './browser.mjs';

export const settings = ['app.json', 'app-user-schema.json', 'idp-metadata.xml', 'profile-mapping.json', 'scenario.json', 'user-schema.json'];

/** Writes the files into a new folder, indented or not; `change` may change the Okta user and the assignment of person `i`. */
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
