// Words the page itself needs: names of things, never verdicts. What is wrong and how to fix it comes from the core.
import type { Dialect, EndState, Fit, Import, MigrationStep, Severity } from './types';

const kinds: Record<string, string> = {
  'saml-idp-metadata': 'Identity provider metadata',
  'saml-sp-metadata': 'Service provider metadata',
  'saml-aggregate': 'Metadata of several entities',
  'saml-response': 'SAML response',
  'okta-application': 'Okta application',
  'okta-profile-mapping': 'Profile mapping',
  'okta-profile-mapping-list': 'List of profile mappings',
  'okta-app-user-schema': 'App user schema',
  'okta-user-schema': 'Okta user schema',
  'okta-app-features': 'App features',
  'okta-connection': 'App connection',
  'okta-app-users': 'Assigned people',
  'okta-app-groups': 'Group assignments',
  'okta-users': 'Okta people',
  'okta-groups': 'Okta groups',
  'okta-group-members': 'Group members',
  'okta-group-push-mappings': 'Group push mappings',
  'okta-password-policies': 'Password policies',
  'okta-password-policy-rules': 'Password policy rules',
  'okta-system-log': 'System Log',
  'okta-error': 'Okta error answer',
  'terraform-json': 'Terraform JSON',
  'terraform-state': 'Terraform state',
  'rockstar-csv': 'Rockstar CSV',
  'okta-report-csv': 'Okta report',
  'users-csv': 'People list',
  'egnyte-users': 'Egnyte accounts',
  'egnyte-groups': 'Egnyte groups',
  'preflight-scenario': 'Scenario',
  'html-page': 'Web page',
  unknown: 'Not recognised',
};

export const kindTitle = (kind: string): string => kinds[kind] ?? kind;

export const severities: Record<Severity, { shape: string; one: string; many: string; heading: string }> = {
  error: { shape: '✗', one: 'error', many: 'errors', heading: 'Errors' },
  warning: { shape: '▲', one: 'warning', many: 'warnings', heading: 'Warnings' },
  note: { shape: '●', one: 'note', many: 'notes', heading: 'Notes' },
  manual: { shape: '☐', one: 'to tick off by hand', many: 'to tick off by hand', heading: 'By hand' },
};
export const severityOrder: Severity[] = ['error', 'warning', 'note', 'manual'];

/** Where the events leave a person: the words that headline, bar, chips, table and person share. */
export const endStates: Record<EndState, { label: string; meaning: string }> = {
  refused: { label: 'refused', meaning: 'Egnyte rejects the account.' },
  'locked-out': { label: 'locked out', meaning: 'Has an account and cannot sign in.' },
  unknown: { label: 'unknown', meaning: 'What decides this was not provided.' },
  'nothing-sent': { label: 'nothing sent', meaning: 'Okta sends nothing, and no sign-in is expected.' },
  works: { label: 'works', meaning: 'Has an account and can sign in.' },
};
export const endStateOrder: EndState[] = ['works', 'locked-out', 'refused', 'unknown', 'nothing-sent'];

export interface OutcomeWords {
  label: string;
  sentence: (name: string) => string;
}

export const outcomes: Record<string, OutcomeWords> = {
  failed: {
    label: 'refused',
    sentence: (name) => `Egnyte rejects ${name}.`,
  },
  unknown: {
    label: 'unknown',
    sentence: (name) => `What happens to ${name} is unknown.`,
  },
  skipped: {
    label: 'skipped',
    sentence: (name) => `Okta sends nothing for ${name}.`,
  },
  created: {
    label: 'created',
    sentence: (name) => `${name} gets a new Egnyte account.`,
  },
  linked: {
    label: 'linked',
    sentence: (name) => `${name} is linked to the Egnyte account that has this username.`,
  },
  reactivated: {
    label: 'reactivated',
    sentence: (name) => `The deactivated Egnyte account of ${name} becomes active again.`,
  },
  updated: {
    label: 'updated',
    sentence: (name) => `The Egnyte account of ${name} is updated.`,
  },
  unchanged: {
    label: 'unchanged',
    sentence: (name) => `The Egnyte account of ${name} stays as it is.`,
  },
  deactivated: {
    label: 'deactivated',
    sentence: (name) => `The Egnyte account of ${name} is deactivated.`,
  },
};
export const outcomeLabel = (status: string): string => outcomes[status]?.label ?? status;

export const signInLabel = (status: string | null): string => {
  switch (status) {
    case 'signed-in':
      return 'signs in';
    case 'failed':
      return 'locked out';
    case 'unknown':
      return 'unknown';
    case 'skipped':
    case null:
      return 'no SSO';
    default:
      return status;
  }
};

export const origins: Record<string, string> = {
  mapping: 'mapping',
  template: 'username format',
  assignment: 'individual assignment',
  group: 'group assignment',
  default: 'Egnyte’s default',
  unset: 'not set',
  failed: 'expression failed',
  unknown: 'unknown',
};

export const attributes: Record<string, string> = {
  userName: 'Username',
  externalId: 'External ID',
  email: 'Email',
  givenName: 'First name',
  familyName: 'Last name',
  userType: 'User type',
  authType: 'Authentication type',
  sendInvite: 'Send invite',
  isServiceAccount: 'Service account',
  twoFactor: 'Two-factor',
  idpUserId: 'IdP username',
  userPrincipalName: 'User principal name',
  role: 'Role',
  language: 'Language',
  active: 'Active',
};

/** How a value of Egnyte's compares with that of the metadata. */
export const fits: Record<Fit, { mark: string; label: string }> = {
  same: { mark: '=', label: 'same' },
  'near-miss': { mark: '≈', label: 'almost the same' },
  differs: { mark: '≠', label: 'differs' },
  unknown: { mark: '?', label: 'not known' },
};

export const stepStates: Record<MigrationStep['state'], { mark: string; label: string }> = {
  done: { mark: '✓', label: 'done' },
  left: { mark: '○', label: 'left to do' },
  optional: { mark: '◇', label: 'optional' },
  unknown: { mark: '?', label: 'unknown' },
};

/** Whom an import takes an account for. */
export const matches: Record<Import['status'], { label: string }> = {
  matched: { label: 'matched' },
  partial: { label: 'partial: names only' },
  new: { label: 'new' },
  unknown: { label: 'unknown' },
};

/** How the variable of an attribute was found. */
export const foundBy: Record<string, string> = {
  scenario: 'your choice',
  name: 'its name',
  'external-name': 'its external name',
  title: 'its title',
};

export const dialects: Record<Dialect, string> = {
  mapping: 'Profile mapping or custom username format',
  template: 'Username format with ${...}',
  'identity-engine': 'Identity Engine (policies)',
};

export const problemTitles: Record<string, string> = {
  'unknown-function': 'No such function',
  'never-works': 'Can never work',
  'may-fail': 'Fails for some people',
  'null-to-text': 'The word null',
  precedence: 'Reads otherwise than it looks',
  'text-as-condition': 'A text as a condition',
  deprecated: 'Old name',
  'no-remap': 'Goes stale',
  'wrong-root': 'Not known here',
  'other-app': 'Another app',
  'fixed-condition': 'Never used',
};

export const plural = (n: number, one: string, many = `${one}s`): string => `${number(n)} ${n === 1 ? one : many}`;
// Thin spaces would be read aloud oddly; a comma is what the core prints.
export const number = (n: number): string => String(n).replace(/\B(?=(\d{3})+$)/g, ',');
export const slugWords = (slug: string): string => slug.replace(/-/g, ' ');

export function bytes(n: number): string {
  // The number stays on the line of its unit.
  if (n < 1000) return `${n}\u00a0B`;
  if (n < 1e6) return `${(n / 1e3).toFixed(n < 1e4 ? 1 : 0)}\u00a0kB`;
  return `${(n / 1e6).toFixed(n < 1e7 ? 1 : 0)}\u00a0MB`;
}

/** A JSON value as a person reads it. */
export function shown(value: unknown): string {
  if (value === undefined) return 'unknown';
  if (value === null) return 'not set';
  if (value === '') return '(empty)';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

export const endings: Record<string, string> = {
  'typed-certificate': 'Certificate to type into Egnyte',
  'signing-certificate': 'Another signing certificate',
  'encryption-certificate': 'Encryption certificate',
  metadata: 'The metadata itself (validUntil)',
};

/** Columns of the calendar, soonest first. */
export const windows: [string, string][] = [
  ['ended', 'ended'],
  ['30', 'within 30 days'],
  ['90', 'within 90 days'],
  ['365', 'within a year'],
  ['later', 'later'],
];

/** A value as an expression writes it: the text "3" is not the number 3, and "" is not null. */
export function literal(value: unknown): string {
  return value === undefined ? 'unknown' : JSON.stringify(value);
}

/** Which exports to bring, in the order that answers most; the calls are those of the Okta and Egnyte facts. */
export const exportsToGet: { kind: string; gives: string; clicks: string; call?: string }[] = [
  {
    kind: 'okta-application',
    gives: 'username format, subdomain, switches',
    clicks: 'Okta API, signed in as admin',
    call: 'GET /api/v1/apps?q=egnyte',
  },
  {
    kind: 'okta-profile-mapping',
    gives: 'which value goes into which Egnyte field',
    clicks: 'Okta API; the list first, then the one mapping with its prm… id',
    call: 'GET /api/v1/mappings?targetId={0oa…}\nGET /api/v1/mappings/{prm…}',
  },
  {
    kind: 'okta-app-users',
    gives: 'who is assigned, with the values Okta holds',
    clicks: 'Okta API',
    call: 'GET /api/v1/apps/{0oa…}/users?expand=user&limit=500',
  },
  {
    kind: 'okta-users',
    gives: 'the profiles the expressions read',
    clicks: 'Okta API',
    call: 'GET /api/v1/users?limit=200',
  },
  {
    kind: 'saml-idp-metadata',
    gives: 'sign-in address, entity ID and certificate',
    clicks: 'Okta Admin Console › Applications › Applications › Egnyte › Sign On › Identity Provider metadata; save the page as .xml',
    call: 'GET /api/v1/apps/{0oa…}/sso/saml/metadata',
  },
  {
    kind: 'okta-app-user-schema',
    gives: 'what the app’s attributes are called',
    clicks: 'Okta API',
    call: 'GET /api/v1/meta/schemas/apps/{0oa…}/default',
  },
  {
    kind: 'okta-password-policies',
    gives: 'whether service accounts get a long enough password',
    clicks: 'Okta API',
    call: 'GET /api/v1/policies?type=PASSWORD',
  },
  {
    kind: 'egnyte-users',
    gives: 'accounts that exist already: linked, collisions, seats',
    clicks: 'Egnyte › Settings › Users & Groups › Export All Users',
  },
];

/** What an error says, for a sentence that ends with it. */
export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
