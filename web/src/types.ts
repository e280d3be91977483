// What the page works with. What the core prints has its types from the schemas (protocol.ts); here are their names in
// the page, and what the page adds.
import type { Check as CoreCheck, Person as CoreStory, Setup, SignOnValue } from './protocol';

export type {
  Aggregate,
  Correction,
  Corrections,
  EgnyteApplication,
  Branch,
  Cause,
  CalendarDate as Ending,
  Dialect,
  Diff,
  EgnyteSettings as SettingsCard,
  Evaluation,
  Excerpt,
  Explanation,
  Finding,
  Group,
  Groups as GroupsPage,
  Import,
  Imports as ImportsPage,
  Input as CheckInput,
  LanguageError,
  ListedExpression,
  MetadataChange,
  MetadataChanges,
  Migration,
  MigrationStep,
  Missing,
  Place,
  Possible,
  Problem,
  Reason,
  Setup,
  Severity,
  TraceLine,
} from './protocol';

/** A question that the core could not answer has `error` in place of the answer. */
export type Check = CoreCheck & { error?: string };
export type PersonStory = CoreStory & { error?: string };

export type Fit = SignOnValue['fit'];
export type EndState = 'refused' | 'works' | 'locked-out' | 'nothing-sent' | 'unknown';

/** One row of the list of people. */
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
  endState: EndState;
  /** The reason that decides, in the core's words. */
  why: string;
}

/** How many people each word or code concerns, whatever is asked for. */
export interface PeopleCounts {
  status: Record<string, number>;
  signIn: Record<string, number>;
  endState: Record<string, number>;
  code: Record<string, number>;
}

/** Which people, in which order (core/report/people.h); what is left out chooses nobody in particular. */
export interface PeopleQuery {
  text?: string;
  login?: string;
  statuses?: string[];
  signIns?: string[];
  endStates?: string[];
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

/** What is compared of a person when something is tried out. */
export type Compared = Pick<Person, 'login' | 'endState' | 'status' | 'userName' | 'userType' | 'signIn'>;

export interface ChangedPeople {
  people: number;
  rows: { row: number; name: string; old: Compared; now: Compared }[];
}

/** `count` people from index `from` on. */
export type AskPeople = (query: PeopleQuery, from: number, count: number) => Promise<PeoplePage>;

export interface Completions {
  begin: number;
  end: number;
  list: { insert: string; label: string; doc: string }[];
}

export interface Verdict {
  check: Check;
  people: Pick<PeoplePage, 'total' | 'counts'>;
  /** How many pushes of groups there are. */
  groups: number;
  setup: Setup;
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
  var trustedTypes: { createPolicy(name: string, rules: { createScriptURL: (url: string) => string }): { createScriptURL(url: string): { toString(): string } } } | undefined;
  // Set by the two scripts that tools/build-site.mjs writes beside the page's own.
  var preflightEngine: { source: string; /** The module, gzip, base64. */ wasm: string } | undefined;
  var preflightSamples: Sample[];
}

export interface CollectorRequest {
  /** A host name; empty: the org that the files come from. */
  org: string;
  /** The app's id; empty: every app whose name begins with "egnyte". */
  application: string;
  as: 'console' | 'bash';
}
/** core/report/collector.h */
export interface CollectorScript {
  title: string;
  promise: string;
  steps: string[];
  script: string;
}
export type AskCollector = (request: CollectorRequest) => Promise<CollectorScript>;
