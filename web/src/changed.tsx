// The people for whom something changes when an expression or a setting is tried out: states before and after, one by one.
import { Message, Table } from './bits';
import type { PeoplePage, Person } from './types';
import { endStateOrder, endStates, number, plural } from './words';

/** People that are compared one by one; the counts are of everybody. */
export const kCompared = 1000;
const kListed = 50;

export interface Changes {
  before: PeoplePage;
  after: PeoplePage;
}

function changedPeople({ before, after }: Changes): { old: Person; now: Person }[] {
  const old = new Map(before.rows.map((person) => [person.login, person]));
  return after.rows.flatMap((now) => {
    const was = old.get(now.login);
    const same = was && was.endState === now.endState && was.status === now.status && was.userName === now.userName && was.userType === now.userType && was.signIn === now.signIn;
    return was && !same ? [{ old: was, now }] : [];
  });
}

const arrow = (old: string | null, now: string | null) => (
  <>
    {old !== now && (
      <>
        <bdi>{old ?? 'unknown'}</bdi> →{' '}
      </>
    )}
    <bdi>{now ?? 'unknown'}</bdi>
  </>
);

export function Changed({ changes, stoppedBy }: { changes: Changes; /** What stops everybody, whatever is tried out. */ stoppedBy: string | null }) {
  const list = changedPeople(changes);
  const states = endStateOrder.filter((state) => (changes.before.counts.endState[state] ?? 0) !== (changes.after.counts.endState[state] ?? 0));
  return (
    <details class="changed" open>
      <summary>
        {list.length === 0 && stoppedBy ? (
          <>
            Nothing changes yet, because everybody is stopped: <Message text={stoppedBy} />
          </>
        ) : (
          plural(list.length, 'person changes', 'people change')
        )}
        {changes.after.total > kCompared && ` among the first ${number(kCompared)}`}
        {states.map((state) => (
          <span key={state} class="count">
            {endStates[state].label} {number(changes.before.counts.endState[state] ?? 0)} → {number(changes.after.counts.endState[state] ?? 0)}
          </span>
        ))}
      </summary>
      {list.length > 0 && (
        <div class="scroll-x" tabIndex={0} role="group" aria-label="People who change">
          <Table heads={['Person', 'State', 'Username', 'Type']}>
            {list.slice(0, kListed).map(({ old, now }) => (
              <tr key={now.row}>
                <th scope="row">
                  <a href={`#people/${now.row}`}>{now.name || now.login}</a>
                </th>
                <td>{arrow(endStates[old.endState].label, endStates[now.endState].label)}</td>
                <td>{arrow(old.userName, now.userName)}</td>
                <td>{arrow(old.userType, now.userType)}</td>
              </tr>
            ))}
          </Table>
          {list.length > kListed && <p class="quiet">and {number(list.length - kListed)} more</p>}
        </div>
      )}
    </details>
  );
}
