// The scenario form: what no export tells. Absent means unknown, also in the file that is made of it.
// A scenario file that was given is the form's start; the form never writes into the given file, only into a copy.

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

export interface Field {
  path: string[];
  label: string;
  help: string;
  type: 'choice' | 'text' | 'count' | 'time';
  choices?: { value: Json; label: string }[];
}

const yesNo = (yes: string, no: string) => [
  { value: true, label: yes },
  { value: false, label: no },
];

export const application = ['okta', 'application'];
export const idpEntityId = ['egnyte', 'sso', 'idpEntityId'];

export const groups: { title: string; fields: Field[] }[] = [
  {
    title: 'Egnyte, single sign-on',
    fields: [
      {
        path: ['egnyte', 'domain'],
        label: 'Egnyte domain',
        help: 'Only the first label: acme for acme.egnyte.com',
        type: 'text',
      },
      {
        path: ['egnyte', 'sso', 'enabled'],
        label: 'Single sign-on',
        help: 'Settings › Configuration › Security & Authentication',
        type: 'choice',
        choices: yesNo('SAML 2.0 is on', 'off'),
      },
      {
        path: ['egnyte', 'sso', 'defaultUserMapping'],
        label: 'Default user mapping',
        help: 'What Egnyte compares with the NameID',
        type: 'choice',
        choices: [
          { value: 'email', label: 'Email address' },
          { value: 'username', label: 'Egnyte username' },
        ],
      },
      {
        path: idpEntityId,
        label: 'Identity provider entity ID',
        help: 'As Egnyte has it now; compared with the metadata',
        type: 'text',
      },
      {
        path: ['egnyte', 'sso', 'idpLoginUrl'],
        label: 'Identity provider login URL',
        help: 'As Egnyte has it now; compared with the metadata',
        type: 'text',
      },
      {
        path: ['egnyte', 'sso', 'certificateSha256'],
        label: 'Certificate SHA-256',
        help: 'Of the certificate in Egnyte: 64 hex digits, with or without colons',
        type: 'text',
      },
    ],
  },
  {
    title: 'Egnyte, seats and two-factor',
    fields: [
      { path: ['egnyte', 'licences', 'power'], label: 'Power User seats', help: 'Bought, used ones included', type: 'count' },
      { path: ['egnyte', 'licences', 'standard'], label: 'Standard User seats', help: 'Bought, used ones included', type: 'count' },
      {
        path: ['egnyte', 'twoFactor', 'available'],
        label: 'Two-factor in the plan',
        help: 'The plan includes two-factor login',
        type: 'choice',
        choices: yesNo('yes', 'no'),
      },
      {
        path: ['egnyte', 'twoFactor', 'default'],
        label: 'Two-factor for new people',
        help: 'The domain’s own setting',
        type: 'choice',
        choices: yesNo('required', 'not required'),
      },
    ],
  },
  {
    title: 'Okta and the day',
    fields: [
      {
        path: application,
        label: 'Egnyte application',
        help: 'Its id (0oa…), where the files have several Egnyte apps',
        type: 'text',
      },
      {
        path: ['okta', 'apiIntegration'],
        label: 'API integration',
        help: 'Applications › Egnyte › Provisioning › Integration; the app export tells it too',
        type: 'choice',
        choices: yesNo('enabled', 'disabled'),
      },
      {
        path: ['now'],
        label: 'Check dates as of',
        help: 'A time such as 2026-11-23T12:00:00Z; empty is now',
        type: 'time',
      },
    ],
  },
];

export const key = (field: Field): string => field.path.join('.');

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function valueAt(root: JsonObject, path: string[]): Json | undefined {
  let at: Json | undefined = root;
  for (const name of path) at = isObject(at) && Object.hasOwn(at, name) ? at[name] : undefined;
  return at;
}

/** A copy of `root` with one value set, or removed when it is undefined; emptied objects go too. */
export function withValue(root: JsonObject, path: string[], value: Json | undefined): JsonObject {
  const [name, ...rest] = path as [string, ...string[]];
  const copy: JsonObject = { ...root };
  if (rest.length === 0) {
    if (value === undefined) delete copy[name];
    else copy[name] = value;
    return copy;
  }
  const child = copy[name];
  const inner = withValue(isObject(child) ? child : {}, rest, value);
  if (Object.keys(inner).length) copy[name] = inner;
  else delete copy[name];
  return copy;
}

/** Whether two scenarios say the same, in whatever order. */
export function same(a: JsonObject, b: JsonObject): boolean {
  const sorted = (_: string, value: unknown) => (isObject(value) ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1))) : value);
  return JSON.stringify(a, sorted) === JSON.stringify(b, sorted);
}

export function parse(text: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) && value['preflightScenario'] === 1 ? value : null;
  } catch {
    return null;
  }
}

export function toText(edited: JsonObject): string {
  return `${JSON.stringify({ preflightScenario: 1, ...edited }, null, 2)}\n`;
}

export const saysSomething = (root: JsonObject): boolean => Object.keys(root).some((name) => name !== 'preflightScenario');
export const ownName = 'preflight-scenario.json';
