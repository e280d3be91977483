// Keeps one worker with the core alive: newest wins, a busy one is thrown away on cancel, a dead one is replaced.
import type {
  Check,
  Completions,
  Dialect,
  Evaluation,
  GivenFile,
  ListedExpression,
  MetadataChanges,
  PeoplePage,
  PeopleQuery,
  Person,
  PersonStory,
  Verdict,
} from './types';

export interface Progress {
  file: number;
  done: number;
  total: number;
  judging: boolean;
}

export class Superseded extends Error {}

interface Pending {
  resolve: (message: Record<string, unknown>) => void;
  reject: (error: Error) => void;
  onMessage?: (message: Record<string, unknown>) => void;
}

function decode(base64: string): Uint8Array<ArrayBuffer> {
  const binary = atob(base64);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}

function peopleOf(text: string): PeoplePage {
  type Row = unknown[];
  const page = JSON.parse(text) as Omit<PeoplePage, 'rows' | 'foundPerson'> & { columns: string[]; rows: Row[]; foundPerson: Row | null; error?: string };
  if (page.error) throw new Error(page.error);
  const person = (row: Row) => Object.fromEntries(page.columns.map((column, i) => [column, row[i]])) as unknown as Person;
  return { ...page, rows: page.rows.map(person), foundPerson: page.foundPerson && person(page.foundPerson) };
}

/** Without a time of its own a session judges dates by the clock. */
const clock = () => ({ now: '', clock: new Date().toISOString().replace(/\.\d+Z$/, 'Z') });

export class Engine {
  private worker: Worker | null = null;
  private readonly wasm = decode(globalThis.preflightEngine.wasm);
  private readonly url = URL.createObjectURL(
    new Blob([globalThis.preflightEngine.source], { type: 'text/javascript' }),
  );
  private pending = new Map<number, Pending>();
  private nextId = 1;
  private judging = 0;

  constructor() {
    this.start();
  }

  private start(): Worker {
    const worker = new Worker(this.url);
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
    const copy = this.wasm.slice();
    worker.postMessage({ type: 'boot', wasm: copy.buffer }, [copy.buffer]);
    this.worker = worker;
    return worker;
  }

  /** Throws the worker and everything it was asked away. The next question starts a new one. */
  private replace(why: Error): void {
    this.worker?.terminate();
    this.worker = null;
    this.judging = 0;
    const all = [...this.pending.values()];
    this.pending.clear();
    for (const waiting of all) waiting.reject(why);
  }

  private ask(
    message: Record<string, unknown>,
    onMessage?: Pending['onMessage'],
  ): Promise<Record<string, unknown>> {
    const worker = this.worker ?? this.start();
    const id = this.nextId++;
    if (message.type === 'judge') this.judging = id;
    return new Promise((resolve, reject) => {
      this.pending.set(id, { resolve, reject, ...(onMessage ? { onMessage } : {}) });
      worker.postMessage({ ...message, id });
    });
  }

  cancel(): void {
    if (this.pending.size) this.replace(new Superseded('cancelled'));
  }

  async judge(files: GivenFile[], onProgress: (progress: Progress) => void): Promise<Verdict> {
    if (this.judging) this.cancel();
    const progress: Progress = { file: 0, done: 0, total: 0, judging: false };
    const asked = this.ask(
      {
        type: 'judge',
        files: files.map(({ name, blob }) => ({ name, blob })),
        options: clock(),
      },
      (message) => {
        if (message.type === 'progress') {
          progress.file = message.file as number;
          progress.done = message.done as number;
          progress.total = message.total as number;
        } else if (message.type === 'read') {
          progress.file = (message.file as number) + 1;
          progress.done = progress.total = 0;
        } else if (message.type === 'judging') {
          progress.judging = true;
        }
        onProgress({ ...progress });
      },
    );
    const mine = this.judging;
    const answer = await asked;
    if (this.judging === mine) this.judging = 0;
    const check = JSON.parse(answer.check as string) as Check;
    if (check.error) throw new Error(check.error);
    const { total, counts } = peopleOf(answer.people as string);
    return { check, people: { total, counts } };
  }

  /** A page of the people of the last verdict. */
  async people(query: PeopleQuery, from: number, count: number): Promise<PeoplePage> {
    const answer = await this.ask({ type: 'people', query: JSON.stringify(query), from, count });
    return peopleOf(answer.people as string);
  }

  async person(row: number): Promise<PersonStory> {
    const answer = await this.ask({ type: 'person', row });
    const story = JSON.parse(answer.person as string) as PersonStory;
    if (story.error) throw new Error(story.error);
    return story;
  }

  async expressions(): Promise<ListedExpression[]> {
    const answer = await this.ask({ type: 'expressions' });
    const list = JSON.parse(answer.expressions as string) as { expressions?: ListedExpression[]; error?: string };
    if (list.error) throw new Error(list.error);
    return list.expressions ?? [];
  }

  /** The metadata of then, with the scenario of now, and the one that was judged; `markdown` is the same for a ticket. */
  async compare(file: File, scenario: GivenFile | null): Promise<{ changes: MetadataChanges; markdown: string }> {
    const answer = await this.ask({
      type: 'compare',
      files: [{ name: file.name, blob: file as Blob }, ...(scenario ? [scenario] : [])].map(({ name, blob }) => ({ name, blob })),
      options: clock(),
    });
    const changes = JSON.parse(answer.changes as string) as MetadataChanges & { error?: string };
    if (changes.error) throw new Error(changes.error);
    return { changes, markdown: answer.markdown as string };
  }

  /** `row` is a person's; null for nobody in particular. */
  async evaluate(expression: string, dialect: Dialect, row: number | null): Promise<Evaluation> {
    const answer = await this.ask({ type: 'evaluate', expression, dialect, row: row ?? -1 });
    return JSON.parse(answer.answer as string) as Evaluation;
  }

  /** `caret` counts UTF-16 units, as text fields do; the answer's places count code points. */
  async complete(expression: string, caret: number, dialect: Dialect): Promise<Completions> {
    const bytes = new TextEncoder().encode(expression.slice(0, caret)).length;
    const answer = await this.ask({ type: 'complete', expression, caret: bytes, dialect });
    const completions = JSON.parse(answer.answer as string) as Completions & { error?: string };
    if (completions.error) throw new Error(completions.error);
    return completions;
  }
}
