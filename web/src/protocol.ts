// Written by tools/generate-types.mjs from docs/schemas; do not edit.

/**
 * RFC 3339, UTC
 */
export type Time = string;
export type Severity = 'error' | 'warning' | 'note' | 'manual';
export type EndState = 'refused' | 'works' | 'locked-out' | 'nothing-sent' | 'unknown';
export type GroupStatus = 'created' | 'linked' | 'updated' | 'unchanged' | 'skipped' | 'failed' | 'unknown';
export type ImportMatch = 'matched' | 'partial' | 'new' | 'unknown';
/**
 * preflight eval --format json: of one expression, or of every expression in files
 */
export type Eval = ExpressionList | Evaluation;
export type Dialect = 'mapping' | 'template' | 'identity-engine';
export type Match = 'matched' | 'partial' | 'new' | 'unknown';
/**
 * One line of preflight simulate --format ndjson, in the order of events; then who moved between groups; the summary is the last line
 */
export type NdjsonLine = OutcomeLine | GroupLine | ImportLine | MembershipLine | SignInLine | SummaryLine;
export type Status =
  'created' | 'linked' | 'reactivated' | 'updated' | 'unchanged' | 'deactivated' | 'skipped' | 'failed' | 'unknown';
export type SignInStatus = 'signed-in' | 'failed' | 'unknown' | 'skipped';
/**
 * The values of columns
 *
 * @minItems 11
 * @maxItems 11
 */
export type PersonRow = never[];

export interface Protocol {
  check: Check;
  diff: Diff;
  eval: Eval;
  explain: Explanation;
  fix: Corrections;
  groups: Groups;
  identify: Identify;
  imports: Imports;
  'ndjson-line': NdjsonLine;
  people: People;
  person: Person;
  rules: Rules;
  setup: Setup;
  simulate: Simulate;
}
/**
 * preflight check --format json
 */
export interface Check {
  schemaVersion: '1.0';
  tool: Tool;
  /**
   * the time that dates are compared with
   */
  now: Time | null;
  /**
   * what will happen to how many people
   */
  verdict: string;
  inputs: Input[];
  /**
   * findings of each severity, and people by the state in which the plan leaves them
   */
  summary: {
    error: number;
    warning: number;
    note: number;
    manual: number;
    endStates: EndStates;
  };
  forecast: Forecast;
  findings: Finding[];
  /**
   * what to correct, in this order
   */
  causes: Cause[];
  /**
   * what was read and has no influence on the verdict
   */
  unused: Unused[];
  missing: Missing[];
  aggregates: Aggregate[];
  egnyteSettings: EgnyteSettings | null;
  baseline?: Baseline;
}
export interface Tool {
  name: 'preflight';
  version: string;
}
export interface Input {
  name: string;
  /**
   * what was found in it
   */
  kinds: string[];
  bytes: number;
  sha256: string;
}
/**
 * How many people are in each state after all events; states of nobody are absent
 */
export interface EndStates {
  refused?: number;
  works?: number;
  'locked-out'?: number;
  'nothing-sent'?: number;
  unknown?: number;
}
/**
 * What the plan as a whole comes to
 */
export interface Forecast {
  invitations: Invitations;
  overwrites: Overwrites;
  seats: Seats[];
}
export interface Invitations {
  /**
   * people to whom Egnyte sends an invitation
   */
  people: number;
  /**
   * people for whom it is unknown
   */
  unknown: number;
  /**
   * logins of the first people
   */
  examples: string[];
}
export interface Overwrites {
  /**
   * people of whom a push of the app profile replaces values in Egnyte (PF6034)
   */
  people: number;
  attributes: {
    /**
     * canonical
     */
    attribute: string;
    people: number;
  }[];
}
/**
 * One pool of licences
 */
export interface Seats {
  pool: 'power' | 'standard';
  /**
   * null: the scenario does not say it
   */
  bought: number | null;
  /**
   * in use before the plan; null without the whole list of Egnyte users
   */
  before: number | null;
  /**
   * in use after the plan
   */
  after: number;
  /**
   * people for whom no seat is left
   */
  rejected: number;
  /**
   * login of the first of them, in processing order
   */
  firstRejected?: string;
  /**
   * accounts that hold a seat and are not used
   */
  freeFirst: {
    accounts: number;
    examples: {
      userName: string;
      why: 'deactivated' | 'never-active';
    }[];
  };
}
export interface Finding {
  /**
   * its name, for life
   */
  rule: string;
  code: string;
  severity: Severity;
  /**
   * what is wrong
   */
  message: string;
  /**
   * what will happen, to whom
   */
  consequence: string;
  locations: Place[];
  affected: Affected | null;
  fix: Fix;
  /**
   * ids of facts
   */
  sources: string[];
  confidence: 'documented' | 'observed' | 'inferred';
  /**
   * the same from run to run, whatever the files are called
   */
  fingerprint: string;
  /**
   * it is in the baseline; only with --baseline
   */
  known?: boolean;
}
/**
 * Where; without lines it is the input as a whole
 */
export interface Place {
  input: string;
  /**
   * JSON pointer, element path or row; may be empty
   */
  pointer: string;
  line?: number;
  /**
   * in code points
   */
  column?: number;
  endLine?: number;
  /**
   * exclusive
   */
  endColumn?: number;
  /**
   * the file changed after it was read: there is nothing to show
   */
  changed?: true;
  excerpt?: Excerpt;
}
/**
 * The line of a place, cut around it
 */
export interface Excerpt {
  line: number;
  text: string;
  /**
   * code points of text
   */
  from: number;
  to: number;
}
export interface Affected {
  users: number;
  /**
   * logins
   *
   * @maxItems 5
   */
  examples:
    | []
    | [string]
    | [string, string]
    | [string, string, string]
    | [string, string, string, string]
    | [string, string, string, string, string];
}
export interface Fix {
  title: string;
  /**
   * clicks in order
   */
  steps: string[];
  applicability: 'safe' | 'review' | 'manual';
  edits: Edit[];
}
export interface Edit {
  input: string;
  line?: number;
  column?: number;
  endLine?: number;
  endColumn?: number;
  replacement: string;
}
export interface Cause {
  /**
   * fingerprint of an error or a warning that is nobody else's effect
   */
  finding: string;
  /**
   * fingerprints of findings that go away with it
   */
  effects: string[];
  /**
   * people who cannot work while it is there
   */
  holdsBack: number;
  /**
   * of them, those who would work if nothing else changed
   */
  helps: number;
  /**
   * people who work once it and those before it are corrected
   */
  worksAfter: number;
}
export interface Unused {
  input: string;
  kind: string;
  /**
   * the reason, without a full stop
   */
  why: string;
}
/**
 * A file that was not given and would answer an open question
 */
export interface Missing {
  kind: string;
  /**
   * what it would tell
   */
  why: string;
  /**
   * how to get it
   */
  how: string;
  /**
   * of Okta's API, absent where Okta does not have it
   */
  path?: string;
  /**
   * the whole address, absent where the org or an id is not known
   */
  url?: string;
}
/**
 * A file that describes several identity providers
 */
export interface Aggregate {
  input: string;
  identityProviders: number;
  /**
   * the entity ID that the scenario states
   */
  stated: string | null;
  /**
   * of the one that is checked
   */
  chosen: string | null;
  /**
   * @maxItems 10000
   */
  list: Provider[];
  leftOut: number;
}
export interface Provider {
  entityId: string;
  name: string | null;
}
/**
 * What belongs into Egnyte's SSO settings, and the dates to watch
 */
export interface EgnyteSettings {
  fields: SettingsField[];
  certificateSha256: string | null;
  notAfter: Time | null;
  severalSigningKeys: boolean;
  binding: string | null;
  calendar: CalendarDate[];
}
export interface SettingsField {
  /**
   * as in Egnyte's form
   */
  label: string;
  value: string | null;
  remark?: string;
}
export interface CalendarDate {
  what: 'typed-certificate' | 'signing-certificate' | 'encryption-certificate' | 'metadata';
  name: string;
  sha256: string | null;
  ends: Time;
  daysLeft: number | null;
  window: 'ended' | '30' | '90' | '365' | 'later' | null;
  location: Place;
}
/**
 * only with --baseline
 */
export interface Baseline {
  /**
   * findings that the baseline has too
   */
  known: number;
  /**
   * of the baseline, no longer found
   */
  gone: BaselineEntry[];
}
export interface BaselineEntry {
  fingerprint: string;
  rule: string;
  code: string;
  message: string;
}
/**
 * preflight diff --format json
 */
export interface Diff {
  schemaVersion: '1.0';
  tool: Tool;
  now: Time | null;
  before: Bundle;
  after: Bundle;
  verdict: string;
  /**
   * nothing that is compared differs
   */
  empty: boolean;
  people: PeopleDifference | null;
  /**
   * null where one of the two pushes no group
   */
  groups: GroupsDifference | null;
  /**
   * null where one of the two imports nothing
   */
  imports: ImportsDifference | null;
  /**
   * @maxItems 500
   */
  settings: SettingDifference[];
  settingsLeftOut: number;
  findings: FindingsDifference | null;
  metadata: MetadataChanges | null;
  /**
   * what only one of the two has
   */
  notCompared: string[];
  gates: Gate[];
}
export interface Bundle {
  inputs: Input[];
}
export interface PeopleDifference {
  before: number;
  after: number;
  /**
   * people whom both have: by Okta id, else by login ignoring case
   */
  paired: number;
  changed: number;
  /**
   * of the renamed, those with an account already
   */
  renamedExisting: number;
  newlyUnknown: number;
  /**
   * rejected or locked out before, and not after
   */
  improved: number;
  /**
   * the other way round, or unknown after
   */
  worsened: number;
  changes: PeopleChange[];
  endStates: EndStateChange[];
  attributes: AttributeDifference[];
  seats: SeatPool[];
}
/**
 * One person may be counted in several
 */
export interface PeopleChange {
  change:
    | 'refused'
    | 'no-longer-refused'
    | 'created'
    | 'renamed'
    | 'overwritten'
    | 'other-values'
    | 'deactivated'
    | 'freed'
    | 'joined'
    | 'left';
  title: string;
  people: number;
  /**
   * @maxItems 5
   */
  examples:
    | []
    | [PersonExample]
    | [PersonExample, PersonExample]
    | [PersonExample, PersonExample, PersonExample]
    | [PersonExample, PersonExample, PersonExample, PersonExample]
    | [PersonExample, PersonExample, PersonExample, PersonExample, PersonExample];
}
export interface PersonExample {
  login: string;
  before: string | null;
  after: string | null;
}
export interface EndStateChange {
  /**
   * null: not there, or nothing happens to the person
   */
  before: EndState | null;
  after: EndState | null;
  people: number;
  /**
   * logins
   *
   * @maxItems 5
   */
  examples:
    | []
    | [string]
    | [string, string]
    | [string, string, string]
    | [string, string, string, string]
    | [string, string, string, string, string];
}
export interface AttributeDifference {
  /**
   * canonical
   */
  attribute: string;
  accounts: 'existing' | 'new';
  people: number;
  /**
   * @maxItems 5
   */
  examples:
    | []
    | [PersonExample]
    | [PersonExample, PersonExample]
    | [PersonExample, PersonExample, PersonExample]
    | [PersonExample, PersonExample, PersonExample, PersonExample]
    | [PersonExample, PersonExample, PersonExample, PersonExample, PersonExample];
}
export interface SeatPool {
  pool: 'power' | 'standard';
  /**
   * seats in use after the last event
   */
  before: number;
  after: number;
  boughtBefore: number | null;
  boughtAfter: number | null;
}
export interface GroupsDifference {
  /**
   * groups that are pushed
   */
  before: number;
  after: number;
  /**
   * @maxItems 100
   */
  changes: GroupDifference[];
  leftOut: number;
}
export interface GroupDifference {
  /**
   * of the Okta group
   */
  id: string;
  name: string | null;
  /**
   * of the last push; null: not pushed
   */
  before: GroupStatus | null;
  after: GroupStatus | null;
  added: CountedMembers;
  removed: CountedMembers1;
}
/**
 * members that are pushed after only
 */
export interface CountedMembers {
  count: number;
  /**
   * usernames in Egnyte
   *
   * @maxItems 5
   */
  examples:
    | []
    | [string]
    | [string, string]
    | [string, string, string]
    | [string, string, string, string]
    | [string, string, string, string, string];
}
export interface CountedMembers1 {
  count: number;
  /**
   * usernames in Egnyte
   *
   * @maxItems 5
   */
  examples:
    | []
    | [string]
    | [string, string]
    | [string, string, string]
    | [string, string, string, string]
    | [string, string, string, string, string];
}
export interface ImportsDifference {
  /**
   * accounts that the last import finds
   */
  before: number;
  after: number;
  changes: ImportDifference[];
}
export interface ImportDifference {
  /**
   * null: there is no such account
   */
  before: ImportMatch | null;
  after: ImportMatch | null;
  accounts: CountedMembers1;
}
export interface SettingDifference {
  area:
    | 'application'
    | 'feature'
    | 'username-format'
    | 'mapping'
    | 'policy'
    | 'scenario'
    | 'group-push'
    | 'group-rule'
    | 'app-schema'
    | 'user-schema';
  name: string;
  before: string | null;
  after: string | null;
  beforeAt: Place | null;
  afterAt: Place | null;
  expression: ExpressionDifference | null;
}
export interface ExpressionDifference {
  proof: 'none' | 'same-expression' | 'same-constant';
  /**
   * Okta users after; not counted where equality is proved
   */
  people: number;
  equal: number;
  different: number;
  unknown: number;
  words: string;
  /**
   * @maxItems 5
   */
  examples:
    | []
    | [PersonExample]
    | [PersonExample, PersonExample]
    | [PersonExample, PersonExample, PersonExample]
    | [PersonExample, PersonExample, PersonExample, PersonExample]
    | [PersonExample, PersonExample, PersonExample, PersonExample, PersonExample];
}
/**
 * By fingerprint
 */
export interface FindingsDifference {
  appeared: Finding[];
  gone: Finding[];
}
/**
 * Two versions of the metadata of one identity provider
 */
export interface MetadataChanges {
  before: MetadataSide;
  after: MetadataSide;
  verdict: string;
  egnyteMustChange: boolean;
  changes: MetadataChange[];
  egnyteSettings: EgnyteSettings | null;
}
export interface MetadataSide {
  input: string;
  sha256: string;
  entityId: string | null;
}
export interface MetadataChange {
  kind: 'egnyte' | 'watch' | 'other';
  id: string;
  title: string;
  before: string | null;
  after: string | null;
  consequence: string;
  steps: string[];
  sources: string[];
  beforeAt: Place | null;
  afterAt: Place | null;
}
export interface Gate {
  gate: 'max-refused' | 'max-changed' | 'max-seats';
  limit: number;
  /**
   * of all people
   */
  percent: boolean;
  value: number;
  exceeded: boolean;
  words: string;
}
/**
 * Of files
 */
export interface ExpressionList {
  schemaVersion: '1.0';
  expressions: ListedExpression[];
}
export interface ListedExpression {
  target: string;
  attribute: string | null;
  what: string;
  /**
   * click path
   */
  where: string;
  dialect: Dialect;
  expression: string;
  input: string;
  pointer: string;
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
export interface LanguageError {
  kind: string;
  message: string;
  begin: number;
  end: number;
}
/**
 * What can come out, over all users
 */
export interface Possible {
  words: string;
  finite: boolean;
  types: string[];
  atSign: string;
  alternatives: Alternative[];
}
export interface Alternative {
  value?: unknown;
  type?: string;
  text?: AbstractText;
  least?: number;
  most?: number;
  attribute?: string;
  begin: number;
  end: number;
}
export interface AbstractText {
  minLength: number;
  maxLength?: number;
  characters?: string;
  beyondAscii?: boolean;
  prefix?: string;
  suffix?: string;
  atSign: string;
}
export interface Problem {
  kind: string;
  message: string;
  /**
   * the message, with the person who shows it
   */
  words: string;
  begin: number;
  end: number;
  suggestion?: string;
  example?: string;
  exampleValue?: unknown;
}
export interface Branch {
  text: string;
  begin: number;
  end: number;
  count: number;
  maybe: number;
}
/**
 * Of one expression
 */
export interface Evaluation {
  result?: unknown;
  type?: string;
  unknown?: string[];
  candidates?: unknown[];
  error?: EvaluationError | string;
  possible?: Possible;
  problems?: Problem[];
  trace?: TraceLine[];
}
export interface EvaluationError {
  kind: string;
  detail?: string;
  message: string;
  offset: number;
  end?: number;
}
/**
 * One part of an expression, before its own parts; places count code points
 */
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
  born?: true;
  message?: string;
}
/**
 * preflight explain --format json, of an error that somebody saw
 */
export interface Explanation {
  schemaVersion: '1.0';
  /**
   * files were given: causes and people are theirs
   */
  files: boolean;
  /**
   * the text was events of the System Log
   */
  log: boolean;
  failures: ExplainedFailure[];
}
export interface ExplainedFailure {
  code: string;
  rule: string;
  severity: Severity;
  message: string;
  consequence: string;
  fix: Remedy;
  sources: string[];
  confidence: 'documented' | 'observed' | 'inferred';
  /**
   * what the text says, in its parts; empty where it does not say it
   */
  error: {
    text: string;
    user: string;
    app: string;
    group: string;
    httpReason: string;
    /**
     * what the remote server answered
     */
    remote: string;
    fields: {
      property: string;
      message: string;
    }[];
  };
  causes: FailureCause[];
  /**
   * everybody else who will get the same error
   */
  others: {
    users: number;
    examples: string[];
  };
}
export interface Remedy {
  title: string;
  steps: string[];
}
export interface FailureCause {
  code: string;
  rule: string;
  summary: string;
  /**
   * what the rule finds in the files
   */
  found: string[];
  fix: Remedy;
}
/**
 * preflight fix --format json
 */
export interface Corrections {
  schemaVersion: '1.0';
  tool: Tool;
  now: Time | null;
  verdict: string;
  /**
   * @maxItems 20
   */
  corrections:
    | []
    | [Correction]
    | [Correction, Correction]
    | [Correction, Correction, Correction]
    | [Correction, Correction, Correction, Correction]
    | [Correction, Correction, Correction, Correction, Correction]
    | [Correction, Correction, Correction, Correction, Correction, Correction]
    | [Correction, Correction, Correction, Correction, Correction, Correction, Correction]
    | [Correction, Correction, Correction, Correction, Correction, Correction, Correction, Correction]
    | [Correction, Correction, Correction, Correction, Correction, Correction, Correction, Correction, Correction]
    | [
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction
      ]
    | [
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction
      ]
    | [
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction
      ]
    | [
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction
      ]
    | [
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction
      ]
    | [
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction
      ]
    | [
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction
      ]
    | [
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction
      ]
    | [
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction
      ]
    | [
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction
      ]
    | [
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction,
        Correction
      ];
  /**
   * of all that are chosen
   */
  together: Preview | null;
  files: {
    name: string;
    request: string;
  }[];
  /**
   * why a chosen correction has no file
   */
  heldBack: string[];
  /**
   * errors and warnings that stay
   */
  byHand: Finding[];
}
export interface Correction {
  title: string;
  /**
   * of the findings that it is made for
   */
  codes: string[];
  fingerprints: string[];
  applicability: 'safe' | 'review' | 'manual';
  /**
   * it is in the requests
   */
  chosen: boolean;
  preview: Preview;
  changes: CorrectedValue[];
}
/**
 * What a correction does, tried out over all people
 */
export interface Preview {
  /**
   * false: no people are given, and the numbers say nothing
   */
  withPeople: boolean;
  /**
   * people who are rejected or locked out without it only
   */
  fixes: number;
  /**
   * people for whom something else changes
   */
  changes: number;
  /**
   * people who are rejected, locked out or unknown with it only
   */
  breaks: number;
  /**
   * people with an account to whom another username is sent
   */
  renames: number;
  /**
   * codes of errors and warnings that are found with it only
   */
  appeared: string[];
  removesFindings: boolean;
  words: string;
}
export interface CorrectedValue {
  area: 'mapping' | 'username-format';
  name: string;
  before: string | null;
  after: string;
  /**
   * null: as it is
   */
  pushStatus: string | null;
  at: Place | null;
}
/**
 * A page of the pushes of groups, in the order of events
 */
export interface Groups {
  total: number;
  /**
   * index of the first row
   */
  from: number;
  counts: Counts;
  rows: Group[];
}
export interface Counts {
  [k: string]: number;
}
export interface Group {
  event: number;
  group: {
    id: string;
    /**
     * absent where no file says it
     */
    name?: string;
  };
  status: GroupStatus;
  /**
   * usernames of the accounts that are pushed; absent, as the next two, while the members are not known
   */
  members?: string[];
  dropped?: {
    login: string;
    reason: string;
  }[];
  /**
   * logins of members of whom it cannot be told
   */
  undecided?: string[];
  /**
   * usernames of deactivated accounts that stay members in Egnyte
   */
  deactivated: string[];
  /**
   * usernames of accounts that the push removes
   */
  removed: string[];
  reasons: Reason[];
  assumed: string[];
  missing: string[];
  /**
   * a body names at most 20 members
   */
  exchange: Exchange[];
}
export interface Reason {
  rule: string;
  code: string;
  message: string;
}
/**
 * A predicted SCIM request
 */
export interface Exchange {
  method: string;
  path: string;
  body?: {};
  status: number;
  text?: string;
  /**
   * false: the text is attested
   */
  simulated: boolean;
}
/**
 * preflight identify --format json
 */
export interface Identify {
  schemaVersion: '1.0';
  inputs: Input[];
}
/**
 * A page of what an import would find: each Egnyte account, whom it matches and what would be written into Okta
 */
export interface Imports {
  total: number;
  /**
   * index of the first row
   */
  from: number;
  counts: Counts;
  rows: Import[];
}
/**
 * An Egnyte account as an import sees it
 */
export interface Import {
  event: number;
  egnyteUser: string;
  status: Match;
  oktaUser: string | null;
  /**
   * of the Okta profile; absent without the mapping from Egnyte to Okta
   */
  changes?: {
    [k: string]: ImportChange;
  };
  groups: string[];
  reasons: Reason[];
  missing: string[];
}
export interface ImportChange {
  from: unknown;
  /**
   * absent while it is unknown
   */
  to?: {
    [k: string]: unknown;
  };
}
export interface OutcomeLine {
  kind: 'outcome';
  event: number;
  operation: string;
  user: User;
  status: Status;
  /**
   * of the person after all events; in the last outcome of the person alone
   */
  endState?: 'refused' | 'works' | 'locked-out' | 'nothing-sent' | 'unknown';
  /**
   * absent: Egnyte sends none
   */
  invitation?: 'sent' | 'unknown';
  reasons: Reason[];
  assumed: string[];
  missing: string[];
  profile: {
    [k: string]: ProfileValue;
  };
  changes: {
    [k: string]: Change;
  };
  /**
   * the account after the event, by canonical attribute
   */
  egnyteUser: {
    [k: string]: unknown;
  } | null;
  exchange: Exchange[];
}
export interface User {
  id: string;
  login: string;
  name?: string;
}
/**
 * A value as Okta sends it or Egnyte takes it
 */
export interface ProfileValue {
  /**
   * absent while it is unknown, null while it is unset
   */
  value?: {
    [k: string]: unknown;
  };
  origin: 'mapping' | 'template' | 'assignment' | 'group' | 'default' | 'unset' | 'failed' | 'unknown';
  expression?: string;
  detail?: string;
  trace?: TraceLine[];
}
export interface Change {
  from: unknown;
  to: unknown;
}
export interface GroupLine {
  kind: 'group';
  event: number;
  group: {
    id: string;
    /**
     * absent where no file says it
     */
    name?: string;
  };
  status: GroupStatus;
  /**
   * usernames of the accounts that are pushed; absent, as the next two, while the members are not known
   */
  members?: string[];
  dropped?: {
    login: string;
    reason: string;
  }[];
  /**
   * logins of members of whom it cannot be told
   */
  undecided?: string[];
  /**
   * usernames of deactivated accounts that stay members in Egnyte
   */
  deactivated: string[];
  /**
   * usernames of accounts that the push removes
   */
  removed: string[];
  reasons: Reason[];
  assumed: string[];
  missing: string[];
  /**
   * a body names at most 20 members
   */
  exchange: Exchange[];
}
export interface ImportLine {
  kind: 'import';
  event: number;
  egnyteUser: string;
  status: Match;
  oktaUser: string | null;
  /**
   * of the Okta profile; absent without the mapping from Egnyte to Okta
   */
  changes?: {
    [k: string]: ImportChange;
  };
  groups: string[];
  reasons: Reason[];
  missing: string[];
}
/**
 * People who came into an Okta group by a group rule, and people who left it
 */
export interface MembershipLine {
  kind: 'membership';
  event: number;
  group: {
    id: string;
    /**
     * absent where no file says it
     */
    name?: string;
  };
  /**
   * logins
   */
  entered: string[];
  left: string[];
  /**
   * logins of people of whom it is unknown
   */
  undecided: string[];
}
export interface SignInLine {
  kind: 'sign-in';
  event: number;
  login: string;
  status: SignInStatus;
  nameId: string | null;
  key: string | null;
  reasons: Reason[];
  missing: string[];
}
export interface SummaryLine {
  kind: 'summary';
  schemaVersion: '1.0';
  now: Time | null;
  notes: string[];
  users: Counts;
  groups: Counts;
  imports: Counts;
  signIn: Counts;
  endStates: EndStates;
  forecast: Forecast;
}
/**
 * A page of the page's list of people: a row each, in the order of columns
 */
export interface People {
  /**
   * people in the files
   */
  total: number;
  /**
   * those that the query chooses
   */
  matching: number;
  /**
   * index of the first row
   */
  from: number;
  /**
   * index of the person who was looked for
   */
  found: number | null;
  foundPerson: PersonRow | null;
  /**
   * of everybody
   */
  counts: {
    status: Counts;
    signIn: Counts;
    endState: Counts;
    code: Counts;
  };
  columns: [
    'row',
    'name',
    'login',
    'userName',
    'userType',
    'authType',
    'status',
    'reasons',
    'signIn',
    'endState',
    'why'
  ];
  rows: PersonRow[];
}
/**
 * The page's story of one person
 */
export interface Person {
  event: number;
  operation: string;
  user: User;
  status: Status;
  /**
   * of the person after all events; in the last outcome of the person alone
   */
  endState?: 'refused' | 'works' | 'locked-out' | 'nothing-sent' | 'unknown';
  /**
   * absent: Egnyte sends none
   */
  invitation?: 'sent' | 'unknown';
  reasons: Reason[];
  assumed: string[];
  missing: string[];
  profile: {
    [k: string]: ProfileValue;
  };
  changes: {
    [k: string]: Change;
  };
  /**
   * the account after the event, by canonical attribute
   */
  egnyteUser: {
    [k: string]: unknown;
  } | null;
  exchange: Exchange[];
  signIn: SignInThread | null;
}
/**
 * The sign-in of one person, step by step
 */
export interface SignInThread {
  event: number;
  login: string;
  status: SignInStatus;
  nameId: string | null;
  key: string | null;
  reasons: Reason[];
  missing: string[];
  /**
   * what of accounts Egnyte compares the NameID with: idpUserId, email or userName; null where that is not known
   */
  comparedWith: string | null;
  /**
   * the Egnyte account that the NameID leads to, whatever else stops the sign-in
   */
  account: {
    userName: string;
    /**
     * false: it is another person's
     */
    own: boolean;
  } | null;
}
/**
 * preflight rules --format json
 */
export interface Rules {
  schemaVersion: '1.0';
  rules: Rule[];
}
export interface Rule {
  code: string;
  rule: string;
  severity: Severity;
  summary: string;
  sources: string[];
  confidence: 'documented' | 'observed' | 'inferred';
  /**
   * on the person it applies to
   */
  effect: 'refuses' | 'skips' | 'none';
  why: string;
  fix: {
    title: string;
    steps: string[];
  };
  /**
   * codes of findings that this one is the cause of; PF5* is a family
   */
  explains: string[];
}
/**
 * How the two sides are set up: applications, attributes, sign-on values, and how far a migration is
 */
export interface Setup {
  /**
   * those of Egnyte
   */
  applications: EgnyteApplication[];
  /**
   * somebody said which one to follow
   */
  applicationChosen: boolean;
  attributes: AttributeSource[];
  /**
   * all that the application is known to have
   */
  variables: string[];
  signOn: SignOnValue[];
  /**
   * as Egnyte's form has it; null while it is not stated
   */
  defaultUserMapping: string | null;
  migration: Migration | null;
  /**
   * accounts of Egnyte's are given
   */
  importPossible: boolean;
  /**
   * what stops everybody, whatever else is changed
   */
  stoppedBy: string | null;
}
export interface EgnyteApplication {
  id: string;
  label: string;
  active: boolean;
  /**
   * it is the one that is checked
   */
  followed: boolean;
  signsIn: boolean;
  provisions: boolean;
  /**
   * it is the old one of a migration
   */
  replaced: boolean;
}
export interface AttributeSource {
  /**
   * canonical
   */
  name: string;
  /**
   * of the application; null where none was found
   */
  variable: string | null;
  foundBy: 'scenario' | 'name' | 'external-name' | 'title' | null;
  /**
   * of the mapping, or the username format
   */
  expression: string | null;
  /**
   * assignments have a column of it
   */
  onAssignments: boolean;
}
/**
 * A field of Egnyte's sign-on settings
 */
export interface SignOnValue {
  /**
   * as Egnyte's form has it
   */
  label: string;
  metadata: string | null;
  /**
   * as the scenario states it
   */
  egnyte: string | null;
  fit: 'unknown' | 'same' | 'near-miss' | 'differs';
  problem: string | null;
  /**
   * of a certificate
   */
  metadataEnds: Time | null;
  egnyteEnds: Time | null;
}
export interface Migration {
  from: string[];
  to: string;
  /**
   * in the order of Egnyte's guide
   */
  steps: MigrationStep[];
}
export interface MigrationStep {
  title: string;
  state: 'done' | 'left' | 'optional' | 'unknown';
  /**
   * what the files say
   */
  why: string;
  clicks: string[];
  problems: {
    code: string;
    message: string;
  }[];
}
/**
 * preflight simulate --format json
 */
export interface Simulate {
  schemaVersion: '1.0';
  now: Time | null;
  notes: string[];
  summary: Summary;
  forecast: Forecast;
  outcomes: Outcome[];
  groups: Group[];
  memberships: Membership[];
  imports: Import[];
  signIns: SignIn[];
}
/**
 * How many of each outcome word
 */
export interface Summary {
  users: Counts;
  groups: Counts;
  imports: Counts;
  signIn: Counts;
  endStates: EndStates;
}
export interface Outcome {
  event: number;
  operation: string;
  user: User;
  status: Status;
  /**
   * of the person after all events; in the last outcome of the person alone
   */
  endState?: 'refused' | 'works' | 'locked-out' | 'nothing-sent' | 'unknown';
  /**
   * absent: Egnyte sends none
   */
  invitation?: 'sent' | 'unknown';
  reasons: Reason[];
  assumed: string[];
  missing: string[];
  profile: {
    [k: string]: ProfileValue;
  };
  changes: {
    [k: string]: Change;
  };
  /**
   * the account after the event, by canonical attribute
   */
  egnyteUser: {
    [k: string]: unknown;
  } | null;
  exchange: Exchange[];
}
/**
 * People who came into an Okta group by a group rule, and people who left it
 */
export interface Membership {
  event: number;
  group: {
    id: string;
    /**
     * absent where no file says it
     */
    name?: string;
  };
  /**
   * logins
   */
  entered: string[];
  left: string[];
  /**
   * logins of people of whom it is unknown
   */
  undecided: string[];
}
export interface SignIn {
  event: number;
  login: string;
  status: SignInStatus;
  nameId: string | null;
  key: string | null;
  reasons: Reason[];
  missing: string[];
}
