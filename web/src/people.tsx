// Everybody, one row each: search, chips, sort, only the rows in view are in the document; j and k move, Enter opens.
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { Empty } from './bits';
import { PersonPanel } from './person';
import type { Check, Person, PersonStory } from './types';
import { number, outcomeLabel, outcomeOrder, plural, signInLabel, slugWords } from './words';

export interface Filter {
  query: string;
  statuses: string[];
  signIns: string[];
  code: string;
  sort: keyof Person;
  down: boolean;
}
export const noFilter: Filter = { query: '', statuses: [], signIns: [], code: '', sort: 'row', down: false };

const kRowHeight = 36;
const kVirtualFrom = 200;
const kOverscan = 12;

const columns: { key: keyof Person; label: string; class: string }[] = [
  { key: 'name', label: 'Name', class: 'c-name' },
  { key: 'login', label: 'Okta login', class: 'c-login' },
  { key: 'userName', label: 'Username sent', class: 'c-user' },
  { key: 'userType', label: 'Type', class: 'c-type' },
  { key: 'authType', label: 'Signs in by', class: 'c-auth' },
  { key: 'status', label: 'Outcome', class: 'c-status' },
  { key: 'signIn', label: 'Sign-in', class: 'c-signin' },
  { key: 'reasons', label: 'Reason', class: 'c-reason' },
];

function text(value: unknown): string {
  return value === null || value === undefined ? '' : Array.isArray(value) ? value.join(' ') : String(value);
}

export function People({
  people,
  check,
  filter,
  onFilter,
  row,
  load,
}: {
  people: Person[];
  check: Check;
  filter: Filter;
  onFilter: (filter: Filter) => void;
  row: number | null;
  load: (row: number) => Promise<PersonStory>;
}) {
  const slugs = useMemo(() => new Map(check.findings.map((finding) => [finding.code, finding.rule])), [check]);
  const reasonText = (person: Person) => person.reasons.map((code) => (slugs.has(code) ? slugWords(slugs.get(code)!) : code)).join('; ');

  const shown = useMemo(() => {
    const words = filter.query.toLowerCase().split(/\s+/).filter(Boolean);
    const list = people.filter((person) => {
      if (filter.statuses.length && !filter.statuses.includes(person.status)) return false;
      if (filter.signIns.length && !filter.signIns.includes(person.signIn ?? 'skipped')) return false;
      if (filter.code && !person.reasons.includes(filter.code)) return false;
      if (!words.length) return true;
      const hay = `${person.name} ${person.login} ${person.userName ?? ''} ${person.userType ?? ''} ${person.authType ?? ''} ${reasonText(person)} ${person.reasons.join(' ')}`.toLowerCase();
      return words.every((word) => hay.includes(word));
    });
    if (filter.sort !== 'row' || filter.down) {
      const rank = (person: Person): string | number => {
        if (filter.sort === 'row') return person.row;
        if (filter.sort === 'status') return outcomeOrder.indexOf(person.status);
        return text(person[filter.sort]).toLowerCase();
      };
      const keyed = list.map((person) => ({ person, rank: rank(person) }));
      const sign = filter.down ? -1 : 1;
      keyed.sort((a, b) => (a.rank < b.rank ? -sign : a.rank > b.rank ? sign : a.person.row - b.person.row));
      return keyed.map(({ person }) => person);
    }
    return list;
  }, [people, filter, slugs]);

  const box = useRef<HTMLDivElement>(null);
  const [scroll, setScroll] = useState(0);
  const [height, setHeight] = useState(600);
  const [current, setCurrent] = useState(0);
  const focusRow = useRef<number | null>(null);
  const focusPanel = useRef(false);
  const virtual = shown.length > kVirtualFrom;
  const from = virtual ? Math.max(0, Math.floor(scroll / kRowHeight) - kOverscan) : 0;
  const to = virtual ? Math.min(shown.length, Math.ceil((scroll + height) / kRowHeight) + kOverscan) : shown.length;

  const openIndex = row === null ? -1 : shown.findIndex((person) => person.row === row);
  const active = Math.min(openIndex >= 0 ? openIndex : current, Math.max(0, shown.length - 1));

  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setHeight(element.clientHeight));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  useLayoutEffect(() => {
    if (focusRow.current === null) return;
    const link = box.current?.querySelector<HTMLElement>(`[data-row="${focusRow.current}"]`);
    if (link) {
      focusRow.current = null;
      link.focus({ preventScroll: true });
    }
  });

  const reveal = (index: number) => {
    const element = box.current;
    if (!element || !virtual) {
      const person = shown[index];
      if (person) element?.querySelector(`[data-row="${person.row}"]`)?.scrollIntoView({ block: 'nearest' });
      return;
    }
    const top = index * kRowHeight;
    const head = kRowHeight;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top + 2 * kRowHeight + head > element.scrollTop + element.clientHeight) element.scrollTop = top + 2 * kRowHeight + head - element.clientHeight;
    setScroll(element.scrollTop);
  };

  const move = (step: number) => {
    if (!shown.length) return;
    const index = Math.max(0, Math.min(shown.length - 1, active + step));
    const person = shown[index]!;
    setCurrent(index);
    focusRow.current = person.row;
    reveal(index);
    if (row !== null) location.replace(`#people/${person.row}`);
  };

  const close = () => {
    const person = shown[active];
    if (openIndex >= 0) setCurrent(openIndex);
    if (person) focusRow.current = person.row;
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

  if (!people.length) {
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

  const statusCounts = countBy(people, (person) => person.status);
  const signInCounts = countBy(people, (person) => person.signIn ?? 'skipped');
  const toggle = (list: string[], value: string) => (list.includes(value) ? list.filter((other) => other !== value) : [...list, value]);
  const filtered = filter.query || filter.statuses.length || filter.signIns.length || filter.code;
  const openPerson = row === null ? undefined : people.find((person) => person.row === row);

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
            onInput={(event) => {
              setCurrent(0);
              onFilter({ ...filter, query: event.currentTarget.value });
            }}
            onKeyDown={(event) => {
              if (event.key === 'Enter') {
                event.preventDefault();
                move(0);
              }
            }}
          />
        </label>
        <div class="chips" role="group" aria-label="Outcome">
          {[...outcomeOrder, ...[...statusCounts.keys()].filter((s) => !outcomeOrder.includes(s))]
            .filter((status) => statusCounts.has(status))
            .map((status) => (
              <button key={status} type="button" class="chip" aria-pressed={filter.statuses.includes(status)} onClick={() => onFilter({ ...filter, statuses: toggle(filter.statuses, status) })}>
                <span class={`key pattern-${status}`} aria-hidden="true" />
                {outcomeLabel(status)} {number(statusCounts.get(status)!)}
              </button>
            ))}
        </div>
        <div class="chips" role="group" aria-label="Sign-in">
          {['signed-in', 'failed', 'unknown', 'skipped']
            .filter((status) => signInCounts.has(status))
            .map((status) => (
              <button key={status} type="button" class="chip" aria-pressed={filter.signIns.includes(status)} onClick={() => onFilter({ ...filter, signIns: toggle(filter.signIns, status) })}>
                {status === 'unknown' ? 'sign-in unknown' : signInLabel(status)} {number(signInCounts.get(status)!)}
              </button>
            ))}
        </div>
        {filter.code && (
          <button type="button" class="chip" aria-pressed="true" onClick={() => onFilter({ ...filter, code: '' })}>
            {slugWords(slugs.get(filter.code) ?? filter.code)} <span aria-hidden="true">×</span>
            <span class="offscreen"> remove this filter</span>
          </button>
        )}
        <p class="quiet shown-count" role="status">
          {filtered ? `${number(shown.length)} of ${plural(people.length, 'person', 'people')}` : plural(people.length, 'person', 'people')}
        </p>
        {filtered && (
          <button type="button" class="small" onClick={() => onFilter({ ...noFilter, sort: filter.sort, down: filter.down })}>
            Show all
          </button>
        )}
      </div>
      <div class="people-body">
        <div class={virtual ? 'table-box virtual' : 'table-box'} ref={box} onScroll={(event) => virtual && setScroll(event.currentTarget.scrollTop)}>
          <table class="people-table" aria-rowcount={shown.length + 1}>
            <thead>
              <tr aria-rowindex={1}>
                {columns.map((column) => (
                  <th key={column.key} scope="col" class={column.class} aria-sort={filter.sort === column.key ? (filter.down ? 'descending' : 'ascending') : 'none'}>
                    <button type="button" class="sort" onClick={() => onFilter({ ...filter, sort: column.key, down: filter.sort === column.key ? !filter.down : false })}>
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
              {from > 0 && (
                <tr class="spacer" aria-hidden="true">
                  <td colSpan={columns.length} style={{ height: `${from * kRowHeight}px` }} />
                </tr>
              )}
              {shown.slice(from, to).map((person, offset) => (
                <tr key={person.row} aria-rowindex={from + offset + 2} class={person.row === row ? 'selected' : ''}>
                  <th scope="row" class="c-name">
                    <a
                      href={`#people/${person.row}`}
                      data-row={person.row}
                      tabIndex={from + offset === active ? 0 : -1}
                      onFocus={() => setCurrent(from + offset)}
                      onClick={() => (focusPanel.current = true)}
                    >
                      {person.name || person.login || `row ${person.row + 1}`}
                    </a>
                    <span class="under-name quiet">{person.login}</span>
                  </th>
                  <td class="c-login">{person.login}</td>
                  <td class="c-user mono">{person.userName ?? <span class="quiet">unknown</span>}</td>
                  <td class="c-type">{person.userType ?? <span class="quiet">unknown</span>}</td>
                  <td class="c-auth">{person.authType ?? <span class="quiet">unknown</span>}</td>
                  <td class="c-status">
                    <span class={`status s-${person.status}`}>
                      <span class={`key pattern-${person.status}`} aria-hidden="true" />
                      {outcomeLabel(person.status)}
                    </span>
                  </td>
                  <td class={`c-signin si-${person.signIn ?? 'skipped'}`}>{signInLabel(person.signIn)}</td>
                  <td class="c-reason" title={reasonText(person)}>
                    {reasonText(person)}
                  </td>
                </tr>
              ))}
              {to < shown.length && (
                <tr class="spacer" aria-hidden="true">
                  <td colSpan={columns.length} style={{ height: `${(shown.length - to) * kRowHeight}px` }} />
                </tr>
              )}
            </tbody>
          </table>
          {!shown.length && <p class="quiet nobody">Nobody matches. “Show all” clears the filters.</p>}
        </div>
        {openPerson && <PersonPanel key={openPerson.row} person={openPerson} check={check} load={load} onClose={close} takeFocus={focusPanel} />}
      </div>
      <p class="keys quiet">
        <kbd>j</kbd> <kbd>k</kbd> next and previous · <kbd>Enter</kbd> opens · <kbd>Esc</kbd> returns · <kbd>/</kbd> searches
      </p>
    </section>
  );
}

function countBy<T>(list: T[], key: (item: T) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const item of list) counts.set(key(item), (counts.get(key(item)) ?? 0) + 1);
  return counts;
}
