// The people that the page holds: the pages around the rows in view, of one query of one verdict. The core has the rest.
import { Superseded } from './engine';
import type { AskPeople, Check, PeopleQuery, Person } from './types';
import { reasonOf } from './words';

const kPage = 100;
/** Pages kept, so that scrolling back a little asks nothing; those in view are never dropped. */
const kKept = 6;

export interface Found {
  /** Among those that match; null when the person does not, or while that is not known. */
  index: number | null;
  /** Null when there is no such person. */
  person: Person | null;
}

/** What the answers of one query said. */
export class PeopleList {
  matching = 0;
  failed = false;
  private readonly pages = new Map<number, Person[]>();
  private lookedFor: ({ row: number } & Found) | null = null;

  constructor(
    readonly check: Check,
    readonly query: PeopleQuery,
    readonly key: string,
  ) {}

  /** Not everybody is in it, or need be. */
  get chooses(): boolean {
    const { text, endStates, code } = this.query;
    return Boolean(text || endStates?.length || code);
  }

  at(index: number): Person | undefined {
    return this.pages.get(Math.floor(index / kPage))?.[index % kPage];
  }

  /** Where the person with this row is; undefined: to be asked. */
  find(row: number): Found | undefined {
    for (const [page, people] of this.pages) {
      const place = people.findIndex((person) => person.row === row);
      if (place >= 0) return { index: page * kPage + place, person: people[place]! };
    }
    return this.lookedFor?.row === row ? this.lookedFor : undefined;
  }

  setFound(row: number, found: Found): void {
    this.lookedFor = { row, ...found };
  }

  setPage(page: number, people: Person[], first: number, last: number): void {
    this.pages.set(page, people);
    for (const old of [...this.pages.keys()]) {
      if (this.pages.size <= kKept) return;
      if (old < first || old > last) this.pages.delete(old);
    }
  }

  missing(first: number, last: number): number | null {
    for (let page = first; page <= last; page++) if (!this.pages.has(page)) return page;
    return null;
  }
}

/**
 * Asks for what the view needs, one question at a time: what is needed by then is asked next, so that a fast scroll or
 * fast typing leaves out what nobody waits for any more. The list on show is replaced when the first answer of the next
 * one is there.
 */
export class PeoplePages {
  shown: PeopleList | null = null;
  failure = '';
  private next: PeopleList | null = null;
  private range = { from: 0, to: 0 };
  private row: number | null = null;
  private asking = false;
  private closed = false;

  constructor(
    private readonly ask: AskPeople,
    private readonly changed: () => void,
  ) {}

  /** The list on show is not yet that of the last query. */
  get waiting(): boolean {
    return this.next !== null;
  }

  /** What is in view, by index, and the row of the person who is open. A new query is looked at from its beginning. */
  want(check: Check, query: PeopleQuery, from: number, to: number, row: number | null): void {
    const key = JSON.stringify(query);
    const same = (list: PeopleList | null) => list?.check === check && list.key === key;
    if (same(this.shown)) this.next = null;
    else if (!same(this.next)) this.next = new PeopleList(check, query, key);
    this.range = this.next && this.next.key !== this.shown?.key ? { from: 0, to: to - from } : { from, to };
    this.row = row;
    this.pump();
  }

  close(): void {
    this.closed = true;
  }

  private pump(): void {
    const list = this.next ?? this.shown;
    if (this.asking || this.closed || !list || list.failed) return;
    const fresh = list === this.next;
    const first = Math.floor(this.range.from / kPage);
    const last = Math.max(first, Math.floor((this.range.to - 1) / kPage));
    const page = list.missing(first, fresh ? last : Math.min(last, Math.floor((list.matching - 1) / kPage)));
    const row = this.row !== null && !list.find(this.row) ? this.row : null;
    if (page === null && row === null && !fresh) return;
    this.asking = true;
    this.ask(row === null ? list.query : { ...list.query, find: row }, (page ?? 0) * kPage, page === null ? 0 : kPage).then(
      (answer) => {
        this.asking = false;
        if (this.closed) return;
        if (list === (this.next ?? this.shown)) {
          list.matching = answer.matching;
          if (page !== null && answer.from === page * kPage) list.setPage(page, answer.rows, first, last);
          if (row !== null) list.setFound(row, { index: answer.found, person: answer.foundPerson });
          this.shown = list;
          this.next = null;
          this.failure = '';
          this.changed();
        }
        this.pump();
      },
      (error: unknown) => {
        this.asking = false;
        // A new verdict is on its way and brings a new list.
        if (this.closed || error instanceof Superseded) return;
        list.failed = true;
        this.failure = reasonOf(error);
        this.changed();
      },
    );
  }
}
