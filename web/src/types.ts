// The JSON of the core as the page reads it (schemaVersion 1.0). Fields the page does not show are left out.
export type Severity = 'error' | 'warning' | 'note' | 'manual';

export interface Excerpt {
  line: number;
  text: string;
  from: number;
  to: number;
}

export interface Place {
  input: string;
  pointer?: string;
  line?: number;
  column?: number;
  excerpt?: Excerpt | null;
}

export interface Finding {
  rule: string;
  code: string;
  severity: Severity;
  message: string;
  consequence?: string;
  locations?: Place[];
  affected?: { users: number; examples: string[] } | null;
  fix?: { title: string; steps: string[]; applicability: string } | null;
  sources?: string[];
  confidence?: string;
  fingerprint?: string;
}

export interface Missing {
  kind: string;
  why: string;
  how: string;
}

export interface CheckInput {
  name: string;
  kinds: string[];
  bytes: number;
}

export interface SettingsCard {
  fields: { label: string; value: string | null; remark?: string }[];
  certificateSha256?: string | null;
  notAfter?: string | null;
  severalSigningKeys?: boolean;
  binding?: string | null;
  calendar?: Ending[];
}

export interface Ending {
  what: 'typed-certificate' | 'signing-certificate' | 'encryption-certificate' | 'metadata';
  name: string;
  sha256: string | null;
  ends: string;
  daysLeft: number | null;
  window: 'ended' | '30' | '90' | '365' | 'later' | null;
}

/** A collection of several identity providers and what there is to choose from. */
export interface Aggregate {
  input: string;
  identityProviders: number;
  stated: string | null;
  chosen: string | null;
  list: { entityId: string; name: string | null }[];
  leftOut: number;
}

export interface MetadataChange {
  kind: 'egnyte' | 'watch' | 'other';
  id: string;
  title: string;
  before: string | null;
  after: string | null;
  consequence: string;
  steps: string[];
  beforeAt: Place | null;
  afterAt: Place | null;
}

export interface MetadataChanges {
  before: { input: string };
  after: { input: string };
  verdict: string;
  egnyteMustChange: boolean;
  changes: MetadataChange[];
}

export interface Check {
  now?: string | null;
  inputs: CheckInput[];
  summary: Record<Severity, number>;
  findings: Finding[];
  missing: Missing[];
  verdict?: string;
  aggregates?: Aggregate[];
  egnyteSettings?: SettingsCard | null;
  error?: string;
}

export interface Person {
  row: number;
  name: string;
  login: string;
  userName: string | null;
  userType: string | null;
  authType: string | null;
  status: string;
  reasons: string[];
  signIn: string | null;
}

/** How many people each word or code concerns, whatever is asked for. */
export interface PeopleCounts {
  status: Record<string, number>;
  signIn: Record<string, number>;
  code: Record<string, number>;
}

/** Which people, in which order (core/report/people.h); what is left out chooses nobody in particular. */
export interface PeopleQuery {
  text?: string;
  login?: string;
  statuses?: string[];
  signIns?: string[];
  code?: string;
  sort?: keyof Person;
  down?: boolean;
  find?: number;
}

export interface PeoplePage {
  total: number;
  matching: number;
  from: number;
  /** Where the row that was looked for is among those that match; null when it does not. */
  found: number | null;
  foundPerson: Person | null;
  counts: PeopleCounts;
  rows: Person[];
}

/** `count` people from index `from` on. */
export type AskPeople = (query: PeopleQuery, from: number, count: number) => Promise<PeoplePage>;

export interface Reason {
  rule: string;
  code: string;
  message: string;
}

export interface PersonStory {
  operation?: string;
  user: { id: string; login: string; name?: string };
  status: string;
  reasons: Reason[];
  assumed: string[];
  missing: string[];
  profile: Record<string, { value?: unknown; origin: string; expression?: string; detail?: string; trace?: TraceLine[] }>;
  changes?: Record<string, { from: unknown; to: unknown }>;
  egnyteUser?: Record<string, unknown> | null;
  exchange: { method: string; path: string; body?: unknown; status: number; text?: string; simulated?: boolean }[];
  signIn?: {
    status: string;
    nameId?: string | null;
    key?: string | null;
    reasons?: Reason[];
    missing?: string[];
  } | null;
  error?: string;
}

export type Dialect = 'mapping' | 'template' | 'identity-engine';

/** One part of an expression, before its own parts; places count code points. */
export interface TraceLine {
  depth: number;
  text: string;
  begin: number;
  end: number;
  state: 'value' | 'unknown' | 'skipped' | 'failed' | 'repeated';
  value?: unknown;
  missing?: string[];
  candidates?: unknown[];
  count?: number;
  born?: boolean;
  message?: string;
}

export interface Problem {
  kind: string;
  message: string;
  /** The message and, where there is one, the person who shows it and what comes out for them. */
  words: string;
  begin: number;
  end: number;
  suggestion?: string;
  example?: string;
  exampleValue?: unknown;
}

export interface Possible {
  words: string;
}

export interface Branch {
  text: string;
  begin: number;
  end: number;
  count: number;
  maybe: number;
}

export interface LanguageError {
  kind: string;
  message: string;
  begin: number;
  end: number;
}

export interface ListedExpression {
  target: string;
  attribute: string | null;
  what: string;
  where: string;
  dialect: Dialect;
  expression: string;
  input: string;
  line?: number;
  column?: number;
  error?: LanguageError;
  possible?: Possible;
  problems?: Problem[];
  users?: number;
  failed?: number;
  unknown?: number;
  branches?: Branch[];
}

export interface Evaluation {
  result?: unknown;
  type?: string;
  unknown?: string[];
  candidates?: unknown[];
  error?: { kind: string; message: string; offset: number; end?: number } | string;
  possible?: Possible;
  problems?: Problem[];
  trace?: TraceLine[];
}

export interface Completions {
  begin: number;
  end: number;
  list: { insert: string; label: string; doc: string }[];
}

export interface Verdict {
  check: Check;
  people: Pick<PeoplePage, 'total' | 'counts'>;
}

/** One thing the user gave: a handle, never a copy of its bytes. */
export interface GivenFile {
  name: string;
  blob: Blob;
}

export interface Sample {
  id: string;
  title: string;
  text: string;
  files: { name: string; text: string }[];
}

declare global {
  // Set by the two scripts that tools/build-site.mjs writes beside the page's own.
  var preflightEngine: { source: string; wasm: string };
  var preflightSamples: Sample[];
}
