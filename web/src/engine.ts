// Keeps one worker with the core alive. A newer check ends an older one, and the last complete one stays until then; a
// worker that died is replaced.
import type {
  ChangedPeople,
  Check,
  CollectorRequest,
  CollectorScript,
  Completions,
  Correction,
  Corrections,
  Dialect,
  Evaluation,
  Explanation,
  GivenFile,
  GroupsPage,
  ImportsPage,
  ListedExpression,
  Diff,
  MetadataChanges,
  PeoplePage,
  PeopleQuery,
  Person,
  PersonStory,
  Setup,
  Verdict,
} from './types';

export interface Progress {
  /** The file that is being read; null when all are and the checking goes on. */
  name: string | null;
  done: number;
}

/** What is checked: the files, and what is tried out over them (core/workspace/overlay.h). */
export interface Wanted {
  files: GivenFile[];
  overlay: Record<string, unknown>;
}

/** What is tried out does not fit the files. */
export class Refused extends Error {}
export class Superseded extends Error {}

interface Pending {
  resolve: (message: Record<string, unknown>) => void;
  reject: (error: Error) => void;
  onMessage?: (message: Record<string, unknown>) => void;
}

/**
 * Characters that cannot be seen and turn the text around them become escapes, as in the core's own reports: values of the
 * files are parts of sentences.
 */
const parse = (text: unknown): unknown =>
  JSON.parse(
    String(text).replace(/\\(?:u(061c|200[ef]|202[a-e]|206[6-9])|.)|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gi, (one, code?: string) => {
      const control = code ?? (one.length === 1 ? one.charCodeAt(0).toString(16) : null);
      return control ? `\\\\u{${control.toUpperCase()}}` : one;
    }),
  );

function peopleOf(text: string): PeoplePage {
  type Row = unknown[];
  const page = parse(text) as Omit<PeoplePage, 'rows' | 'foundPerson'> & { columns: string[]; rows: Row[]; foundPerson: Row | null; error?: string };
  if (page.error) throw new Error(page.error);
  const person = (row: Row) => Object.fromEntries(page.columns.map((column, i) => [column, row[i]])) as unknown as Person;
  return { ...page, rows: page.rows.map(person), foundPerson: page.foundPerson && person(page.foundPerson) };
}

/** Without a time of its own a session compares dates with the clock. */
const clock = () => new Date().toISOString().replace(/\.\d+Z$/, 'Z');

// A file is read once: this is how the worker knows it again.
const keys = new WeakMap<Blob, number>();
let nextKey = 1;
function keyOf(blob: Blob): number {
  const known = keys.get(blob) ?? nextKey++;
  keys.set(blob, known);
  return known;
}

/** The page lets no text become a script except the worker that it made itself (Trusted Types, where the browser has them). */
const policy = globalThis.trustedTypes?.createPolicy('preflight', {
  createScriptURL: (url) => {
    if (url.startsWith('blob:')) return url;
    throw new TypeError('only the worker is a script');
  },
});
const scriptUrl = (url: string): string => (policy ? (policy.createScriptURL(url) as unknown as string) : url);

export class Engine {
  private worker: Worker | null = null;
  // The page shows itself before the core, which is most of its bytes, is there.
  private readonly ready = new Promise<void>((resolve) => {
    if (globalThis.preflightEngine) resolve();
    else addEventListener('preflight-engine', () => resolve(), { once: true });
  });
  private url = '';
  private pending = new Map<number, Pending>();
  private nextId = 1;
  private checking = 0;

  constructor() {
    void this.ready.then(() => this.worker ?? this.start());
  }

  private start(): Worker {
    const { source, wasm } = globalThis.preflightEngine!;
    this.url ||= URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
    const worker = new Worker(scriptUrl(this.url));
    worker.onmessage = ({ data }: MessageEvent<Record<string, unknown>>) => {
      const waiting = this.pending.get(data.id as number);
      if (data.type === 'failed') {
        this.replace(new Error(String(data.message)));
      } else if (waiting && data.type === 'result') {
        this.pending.delete(data.id as number);
        waiting.resolve(data);
      } else {
        waiting?.onMessage?.(data);
      }
    };
    worker.onerror = (event) => {
      event.preventDefault();
      this.replace(new Error(event.message || 'the worker stopped'));
    };
    worker.postMessage({ type: 'boot', wasm });
    this.worker = worker;
    return worker;
  }

  /** Throws the worker and everything it was asked away. The next question starts a new one. */
  private replace(why: Error): void {
    this.worker?.terminate();
    this.worker = null;
    this.checking = 0;
    const all = [...this.pending.values()];
    this.pending.clear();
    for (const waiting of all) waiting.reject(why);
  }

  private ask(
    message: Record<string, unknown>,
    onMessage?: Pending['onMessage'],
  ): Promise<Record<string, unknown>> {
    const id = this.nextId++;
    if (message.type === 'check') this.supersede(id);
    return new Promise((resolve, reject) => {
      this.pending.set(id, { resolve, reject, ...(onMessage ? { onMessage } : {}) });
      void this.ready.then(() => (this.worker ?? this.start()).postMessage({ ...message, id }));
    });
  }

  /** Nobody waits any more for a check that is still being made. */
  private supersede(by: number): void {
    const old = this.pending.get(this.checking);
    this.pending.delete(this.checking);
    this.checking = by;
    old?.reject(new Superseded('superseded'));
  }

  /** The last complete check stays. */
  cancel(): void {
    this.supersede(0);
    void this.ask({ type: 'cancel' }).catch(() => undefined);
  }

  forget(): void {
    this.supersede(0);
    void this.ask({ type: 'forget' }).catch(() => undefined);
  }

  async check({ files, overlay }: Wanted, onProgress: (progress: Progress) => void): Promise<Verdict> {
    const answer = await this.ask(
      {
        type: 'check',
        files: files.map(({ name, blob }) => ({ name, blob, key: keyOf(blob) })),
        overlay: JSON.stringify(overlay, null, 2),
        clock: clock(),
      },
      (message) => onProgress({ name: message.name as string | null, done: message.done as number }),
    );
    this.checking = 0;
    if (answer.problem) throw new Refused(String(answer.problem));
    const check = parse(answer.check) as Check;
    if (check.error) throw new Error(check.error);
    const { total, counts } = peopleOf(answer.people as string);
    const groups = (await this.groups(0, 0)).total;
    const setup = await this.question<Setup>({ ask: 'setup' });
    return { check, people: { total, counts }, groups, setup };
  }

  /** A question about the last complete check (core/preflight.h, Session::ask). */
  private async question<Answer>(question: Record<string, unknown>): Promise<Answer> {
    const answer = await this.ask({ type: 'ask', question: JSON.stringify(question) });
    const parsed = parse(answer.answer) as Answer & { error?: unknown };
    if (typeof parsed.error === 'string') throw new Error(parsed.error);
    return parsed;
  }

  /** A page of the people of the last verdict. */
  async people(query: PeopleQuery, from: number, count: number): Promise<PeoplePage> {
    const answer = await this.ask({ type: 'ask', question: JSON.stringify({ ask: 'people', query, from, count }) });
    return peopleOf(answer.answer as string);
  }

  /** Remembers what the last verdict says of each person; false when another check came first. */
  async keep(): Promise<boolean> {
    return (await this.ask({ type: 'keep' })).kept as boolean;
  }

  /** The people of whom the last verdict says something else than was kept, the first `count` one by one; null when another check came first. */
  async changed(count: number): Promise<ChangedPeople | null> {
    const { changed } = await this.ask({ type: 'changed', count });
    return changed === null ? null : (parse(changed) as ChangedPeople);
  }

  /** A page of the groups that are pushed. */
  groups(from: number, count: number): Promise<GroupsPage> {
    return this.question({ ask: 'groups', from, count });
  }

  /** A page of what an import would find, those first that match nobody for certain. */
  imports(from: number, count: number): Promise<ImportsPage> {
    return this.question({ ask: 'imports', from, count });
  }

  /** The correction of the files that the core would make for a finding; null where no correction is safe. */
  async correction(finding: string): Promise<Correction | null> {
    const { corrections } = await this.question<Corrections>({ ask: 'fix', finding });
    return corrections.find(({ chosen }) => chosen) ?? null;
  }

  person(row: number): Promise<PersonStory> {
    return this.question({ ask: 'person', row });
  }

  /** The last verdict in an output format of the core, to be saved or passed on; `ticked` was confirmed by hand. */
  async report(subject: 'check' | 'simulate', format: string, withPeople: boolean, ticked: ReadonlySet<string>): Promise<string> {
    const answer = await this.ask({ type: 'ask', question: JSON.stringify({ ask: subject, format, withPeople, ticked: [...ticked] }) });
    const text = answer.answer as string;
    if (text.startsWith('{"error"')) throw new Error(String((JSON.parse(text) as { error: unknown }).error));
    return text;
  }

  async expressions(): Promise<ListedExpression[]> {
    return (await this.question<{ expressions?: ListedExpression[] }>({ ask: 'expressions' })).expressions ?? [];
  }

  /** The metadata of then, with the scenario of now, and the one that was checked; `markdown` is the same for a ticket. */
  async compare(file: File, scenario: GivenFile | null): Promise<{ changes: MetadataChanges; markdown: string }> {
    const answer = await this.ask({
      type: 'compare',
      files: [{ name: file.name, blob: file as Blob }, ...(scenario ? [scenario] : [])].map(({ name, blob }) => ({ name, blob })),
      clock: clock(),
    });
    const { error, before, metadata } = parse(answer.changes) as Diff & { error?: string };
    if (error) throw new Error(error);
    if (!metadata) throw new Error(`no SAML IdP metadata before: ${before.inputs.map(({ name, kinds }) => `${name} (${kinds[0]})`).join(', ')}`);
    return { changes: metadata, markdown: answer.markdown as string };
  }

  /** The script that gathers what the files lack, or everything when there are none. */
  collect(request: CollectorRequest): Promise<CollectorScript> {
    return this.question({ ask: 'collect', ...request });
  }

  /** `row` is a person's; null for nobody in particular. */
  evaluate(expression: string, dialect: Dialect, row: number | null): Promise<Evaluation> {
    return this.question({ ask: 'evaluate', expression, dialect, ...(row === null ? {} : { row }) });
  }

  /** An error that somebody saw: without files too. Null when the text is not an error, or an export of the System Log. */
  async explain(text: string): Promise<Explanation | null> {
    const answer = await this.ask({ type: 'explain', text });
    const parsed = parse(answer.answer) as Explanation & { error?: string };
    if (parsed.error) throw new Error(parsed.error);
    return parsed.failures.length && !parsed.log ? parsed : null;
  }

  /** `caret` counts UTF-16 units, as text fields do; the answer's places count code points. */
  complete(expression: string, caret: number, dialect: Dialect): Promise<Completions> {
    const bytes = new TextEncoder().encode(expression.slice(0, caret)).length;
    return this.question({ ask: 'complete', expression, caret: bytes, dialect });
  }
}
