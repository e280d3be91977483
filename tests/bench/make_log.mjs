// node tests/bench/make_log.mjs FILE MEGABYTES: an invented System Log as the API gives it, always the same one. One event
// in fifty is a request that failed, for a person of its own; the others succeeded.
import { closeSync, openSync, statSync, writeSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const app = { id: '0oa7qhEgnyte000000x7', type: 'AppInstance', alternateId: 'Egnyte SCIM 2.0', displayName: 'Egnyte SCIM 2.0', detailEntry: null };
const kEvery = 50;
const hex = (number, digits) => number.toString(16).padStart(digits, '0');

function event(i) {
  const person = `ana.lee.${i}`;
  const failed = i % kEvery === 0;
  const reason =
    `Error while creating user ${person}@x: . Errors reported by remote server: constraint violations: ConstraintViolationImpl{interpolatedMessage=` +
    `'Invalid user name', propertyPath=userName, rootBeanClass=class PublicUserRepresentation, messageTemplate='{invalid.user.name}'}: [userName: Invalid user name]`;
  const published = new Date(Date.UTC(2026, 4, 1) + i * 1000).toISOString();
  return {
    actor: { id: '00uqhMaren00000000x7', type: 'User', alternateId: 'maren.oduya@quillhaven.example', displayName: 'Maren Oduya', detailEntry: null },
    client: { userAgent: null, zone: null, device: null, id: null, ipAddress: null, geographicalContext: null },
    device: null,
    authenticationContext: { authenticationProvider: null, credentialProvider: null, credentialType: null, issuer: null, interface: null, authenticationStep: 0, externalSessionId: `trs${i}` },
    displayMessage: 'Push new user to external application',
    eventType: 'application.provision.user.push',
    outcome: failed ? { result: 'FAILURE', reason } : { result: 'SUCCESS', reason: null },
    published,
    securityContext: { asNumber: null, asOrg: null, isp: null, domain: null, isProxy: null },
    severity: failed ? 'ERROR' : 'INFO',
    debugContext: { debugData: { appname: 'egnyte', requestId: `req${hex(i, 12)}`, traceId: hex(i * 7919, 32), url: '/api/v1/apps/0oa7qhEgnyte000000x7/users?' } },
    legacyEventType: 'app.user_management.push_new_user',
    transaction: { type: 'JOB', id: `puj${i}`, detail: {} },
    uuid: `${hex(i, 8)}-0000-4000-8000-${hex(i, 12)}`,
    version: '0',
    request: { ipChain: [] },
    target: [
      { id: `0ua${hex(i, 17)}`, type: 'AppUser', alternateId: `${person}@x`, displayName: `Ana Lee ${i}`, detailEntry: null },
      app,
      { id: `00u${hex(i, 17)}`, type: 'User', alternateId: `${person}@quillhaven.example`, displayName: `Ana Lee ${i}`, detailEntry: null },
    ],
  };
}

/** Writes it unless it is there; how many events failed. */
export function makeLog(path, megabytes) {
  const bytes = megabytes * 1e6;
  const each = JSON.stringify(event(1)).length + 2;
  const events = Math.floor(bytes / each);
  const failed = Math.ceil(events / kEvery);
  try {
    if (statSync(path).size > bytes * 0.9) return failed;
  } catch {
    // It is not there yet.
  }
  const file = openSync(path, 'w');
  let piece = '[';
  for (let i = 0; i < events; i++) {
    piece += `${JSON.stringify(event(i))}${i + 1 < events ? ',\n' : ']\n'}`;
    if (piece.length < 1 << 20 && i + 1 < events) continue;
    writeSync(file, piece);
    piece = '';
  }
  closeSync(file);
  return failed;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(makeLog(process.argv[2], Number(process.argv[3])));
