// Everybody, one row each: search, chips and sort are the core's work, the page has the rows in view; j and k move, Enter opens.
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { Empty } from './bits';
import { PeoplePages } from './people_pages';
import { PersonPanel } from './person';
import type { AskPeople, Check, EndState, PeopleQuery, Person, PersonStory, Verdict } from './types';
import { endStateOrder, endStates, number, outcomeLabel, plural, signInLabel, slugWords } from './words';

export interface Filter {
  query: string;
  endStates: EndState[];
  code: string;
  sort: keyof Person;
  down: boolean;
}
export const noFilter: Filter = { query: '', endStates: [], code: '', sort: 'row', down: false };

const kRowHeight = 36;
const kVirtualFrom = 200;
const kOverscan = 12;
const kFirstRows = 40;
const kSearchDebounce = 150;

const columns: { key: keyof Person; label: string; class: string }[] = [
  { key: 'name', label: 'Name', class: 'c-name' },
  { key: 'endState', label: 'State', class: 'c-state' },
  { key: 'why', label: 'Why', class: 'c-reason' },
  { key: 'login', label: 'Okta login', class: 'c-login' },
  { key: 'userName', label: 'Username sent', class: 'c-user' },
  { key: 'userType', label: 'Type', class: 'c-type' },
  { key: 'status', label: 'Provisioning', class: 'c-status' },
  { key: 'signIn', label: 'Sign-in', class: 'c-signin' },
];

export function People({
  ask,
  people,
  check,
  filter,
  onFilter,
  row,
  load,
}: {
  ask: AskPeople;
  people: Verdict['people'];
  check: Check;
  filter: Filter;
  onFilter: (filter: Filter) => void;
  row: number | null;
  load: (row: number) => Promise<PersonStory>;
}) {
  // Those that concern people, as often as they do; one that was chosen stays, also when a new verdict has nobody for it.
  const causes = useMemo(() => {
    const rules = new Map(check.findings.map(({ code, rule }) => [code, rule]));
    const codes = Object.entries(people.counts.code).filter(([code]) => rules.has(code));
    if (filter.code && !people.counts.code[filter.code]) codes.push([filter.code, 0]);
    return codes.sort(([, a], [, b]) => b - a).map(([code, count]) => ({ code, words: slugWords(rules.get(code) ?? code), count }));
  }, [check, people, filter.code]);

  // What is asked for follows the typing after a pause; everything else at once.
  const [typed, setTyped] = useState(filter.query);
  useEffect(() => {
    const timer = setTimeout(() => setTyped(filter.query), filter.query ? kSearchDebounce : 0);
    return () => clearTimeout(timer);
  }, [filter.query]);
  const query: PeopleQuery = {
    text: (filter.query ? typed : '').trim(),
    endStates: filter.endStates,
    code: filter.code,
    sort: filter.sort,
    down: filter.down,
  };

  const [, setAnswers] = useState(0);
  const pages = useMemo(() => new PeoplePages(ask, () => setAnswers((count) => count + 1)), [ask]);
  useEffect(() => () => pages.close(), [pages]);
  const list = pages.shown;
  // Until the first answer: a screen of rows to come.
  const matching = list ? list.matching : Math.min(people.total, kFirstRows);

  const box = useRef<HTMLDivElement>(null);
  const [scroll, setScroll] = useState(0);
  const [height, setHeight] = useState(600);
  const [current, setCurrent] = useState(0);
  /** The row that gets the focus, and is opened where another one was, as soon as it is there. */
  const going = useRef<{ index: number | 'active'; open: boolean } | null>(null);
  const focusPanel = useRef(false);
  const virtual = matching > kVirtualFrom;
  const from = virtual ? Math.max(0, Math.min(Math.floor(scroll / kRowHeight), matching - 1) - kOverscan) : 0;
  const to = virtual ? Math.min(matching, Math.ceil((scroll + height) / kRowHeight) + kOverscan) : matching;

  const found = row === null ? undefined : list?.find(row);
  const openIndex = found?.index ?? -1;
  const active = Math.min(openIndex >= 0 ? openIndex : current, Math.max(0, matching - 1));
  // While the next person is looked for the panel keeps the last one, so that it does not come and go.
  const lastOpen = useRef<Person | null>(null);
  const openPerson = row === null ? null : found ? found.person : lastOpen.current;
  lastOpen.current = openPerson;

  // What is in view is asked for, at least a screen of it: a short list becomes a long one when a filter is taken away.
  useLayoutEffect(() => pages.want(check, query, from, Math.max(to, from + kFirstRows), row));

  // Another query begins at its beginning; another verdict on the same query stays where the reader is.
  const key = list?.key ?? '';
  const lastKey = useRef(key);
  useLayoutEffect(() => {
    if (lastKey.current && lastKey.current !== key) {
      if (box.current) box.current.scrollTop = 0;
      setScroll(0);
      setCurrent(0);
    }
    lastKey.current = key;
  }, [key]);

  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setHeight(element.clientHeight));
    observer.observe(element);
    return () => observer.disconnect();
  }, [people.total > 0]);

  useLayoutEffect(() => {
    if (!going.current || pages.waiting || !list) return;
    const { index, open } = going.current;
    if (index === 'active' && matching) return goTo(active, open);
    // Nobody matches, or the reader scrolled elsewhere meanwhile.
    if (index === 'active' || index < from || index >= to) {
      going.current = null;
      return;
    }
    const person = list.at(index);
    const link = person && box.current?.querySelector<HTMLElement>(`[data-row="${person.row}"]`);
    if (!link) return;
    going.current = null;
    if (!virtual) link.scrollIntoView({ block: 'nearest' });
    link.focus({ preventScroll: true });
    if (open && person.row !== row) location.replace(`#people/${person.row}`);
  });

  const reveal = (index: number) => {
    const element = box.current;
    if (!element || !virtual) return;
    const top = index * kRowHeight;
    const head = kRowHeight;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top + 2 * kRowHeight + head > element.scrollTop + element.clientHeight) element.scrollTop = top + 2 * kRowHeight + head - element.clientHeight;
    setScroll(element.scrollTop);
  };

  const change = (next: Filter) => {
    going.current = null;
    setCurrent(0);
    onFilter(next);
  };

  const goTo = (index: number | 'active', open: boolean) => {
    going.current = { index, open };
    if (index !== 'active') {
      setCurrent(index);
      reveal(index);
    }
    setAnswers((count) => count + 1);
  };

  const move = (step: number) => {
    if (pages.waiting || filter.query !== typed) return goTo('active', row !== null);
    if (!matching) return;
    const start = typeof going.current?.index === 'number' ? going.current.index : active;
    goTo(Math.max(0, Math.min(matching - 1, start + step)), row !== null);
  };

  const close = () => {
    if (openPerson && matching) goTo(active, false);
    location.hash = '#people';
  };

  // Keys work while the focus is in this view or nowhere in particular, never while somebody types. They work from the moment
  // the table is there: an effect that waits for the picture would lose the key that comes before it.
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const target = event.target as HTMLElement;
      if (target !== document.body && !target.closest('.people, #main')) return;
      if (event.key === 'Escape' && row !== null) {
        event.preventDefault();
        close();
        return;
      }
      if (target.closest('input, textarea, select')) return;
      if (event.key === 'j') move(1);
      else if (event.key === 'k') move(-1);
      else if (event.key === '/') document.getElementById('people-search')?.focus();
      else return;
      event.preventDefault();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  });

  if (!people.total) {
    return (
      <Empty title="No people in these files">
        <p>Add the assigned people of the app or a list of Okta people to see what will happen to each of them.</p>
        {check.missing
          .filter(({ kind }) => kind === 'okta-app-users' || kind === 'okta-users')
          .map((item) => (
            <p key={item.kind}>
              <code>{item.how}</code>
            </p>
          ))}
      </Empty>
    );
  }

  const { endState: stateCounts } = people.counts;
  const filtered = Boolean(filter.query || filter.endStates.length || filter.code);
  const toggle = (list: EndState[], value: EndState) => (list.includes(value) ? list.filter((other) => other !== value) : [...list, value]);
  const everybody = plural(people.total, 'person', 'people');
  const rows = Array.from({ length: to - from }, (_, offset) => ({ index: from + offset, person: list?.at(from + offset) }));

  return (
    <section class={openPerson ? 'people with-panel' : 'people'} aria-label="People">
      <div class="people-tools">
        <label class="search">
          <span class="offscreen">Search people</span>
          <input
            id="people-search"
            type="search"
            placeholder="Name, login, username, reason"
            value={filter.query}
            onInput={(event) => change({ ...filter, query: event.currentTarget.value })}
            onKeyDown={(event) => {
              if (event.key === 'Enter') {
                event.preventDefault();
                setTyped(filter.query);
                move(0);
              }
            }}
          />
        </label>
        <div class="chips" role="group" aria-label="State">
          {endStateOrder
            .filter((state) => stateCounts[state])
            .map((state) => (
              <button key={state} type="button" class="chip" aria-pressed={filter.endStates.includes(state)} onClick={() => change({ ...filter, endStates: toggle(filter.endStates, state) })}>
                <span class={`key pattern-${state}`} aria-hidden="true" />
                {endStates[state].label} {number(stateCounts[state]!)}
              </button>
            ))}
        </div>
        {causes.length > 0 && (
          <select class="by-cause" aria-label="Cause" value={filter.code} onChange={(event) => change({ ...filter, code: event.currentTarget.value })}>
            <option value="">Every cause</option>
            {causes.map(({ code, words, count }) => (
              <option key={code} value={code} selected={code === filter.code}>
                {words} ({number(count)})
              </option>
            ))}
          </select>
        )}
        <p class="quiet shown-count" role="status">
          {list?.chooses ? `${number(matching)} of ${everybody}` : everybody}
        </p>
        {filtered && (
          <button type="button" class="small" onClick={() => change({ ...noFilter, sort: filter.sort, down: filter.down })}>
            Show all
          </button>
        )}
      </div>
      {pages.failure && <p class="failure">The people could not be listed: {pages.failure}</p>}
      <div class="people-body">
        <div class={virtual ? 'table-box virtual' : 'table-box'} ref={box} onScroll={(event) => virtual && setScroll(event.currentTarget.scrollTop)}>
          <table class="people-table" aria-rowcount={matching + 1}>
            <thead>
              <tr aria-rowindex={1}>
                {columns.map((column) => (
                  <th key={column.key} scope="col" class={column.class} aria-sort={filter.sort === column.key ? (filter.down ? 'descending' : 'ascending') : 'none'}>
                    <button type="button" class="sort" onClick={() => change({ ...filter, sort: column.key, down: filter.sort === column.key ? !filter.down : false })}>
                      {column.label}
                      <span aria-hidden="true" class="arrow">
                        {filter.sort === column.key ? (filter.down ? '↓' : '↑') : ''}
                      </span>
                    </button>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {/* One cell: it must not bring back the columns that a narrow window hides. */}
              {from > 0 && (
                <tr class="spacer" aria-hidden="true">
                  <td style={{ height: `${from * kRowHeight}px` }} />
                </tr>
              )}
              {rows.map(({ index, person }) =>
                person ? (
                  <tr key={person.row} aria-rowindex={index + 2} class={person.row === row ? 'selected' : ''}>
                    <th scope="row" class="c-name">
                      <a
                        href={`#people/${person.row}`}
                        data-row={person.row}
                        tabIndex={index === active ? 0 : -1}
                        onFocus={() => setCurrent(index)}
                        onClick={() => (focusPanel.current = true)}
                      >
                        {person.name || person.login || `row ${person.row + 1}`}
                      </a>
                      <span class="under-name quiet">{person.login}</span>
                    </th>
                    <td class="c-state">
                      <span class={`status s-${person.endState}`}>
                        <span class={`key pattern-${person.endState}`} aria-hidden="true" />
                        {endStates[person.endState].label}
                      </span>
                    </td>
                    <td class="c-reason" title={person.why}>
                      {person.why}
                    </td>
                    <td class="c-login">{person.login}</td>
                    <td class="c-user mono">{person.userName ?? <span class="quiet">unknown</span>}</td>
                    <td class="c-type">{person.userType ?? <span class="quiet">unknown</span>}</td>
                    <td class="c-status">{outcomeLabel(person.status)}</td>
                    <td class={`c-signin si-${person.signIn ?? 'skipped'}`}>{signInLabel(person.signIn)}</td>
                  </tr>
                ) : (
                  <tr key={`index-${index}`} aria-rowindex={index + 2} class="to-come">
                    <td />
                  </tr>
                ),
              )}
              {to < matching && (
                <tr class="spacer" aria-hidden="true">
                  <td style={{ height: `${(matching - to) * kRowHeight}px` }} />
                </tr>
              )}
            </tbody>
          </table>
          {list && !matching && <p class="quiet nobody">Nobody matches. “Show all” clears the filters.</p>}
        </div>
        {openPerson && <PersonPanel key={openPerson.row} person={openPerson} check={check} load={load} onClose={close} takeFocus={focusPanel} />}
      </div>
      <p class="keys quiet">
        <kbd>j</kbd> <kbd>k</kbd> next and previous · <kbd>Enter</kbd> opens · <kbd>Esc</kbd> returns · <kbd>/</kbd> searches
      </p>
    </section>
  );
}
