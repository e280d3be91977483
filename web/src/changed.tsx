// The people for whom something changes when an expression or a setting is tried out: states before and after, one by one.
import { Message, Table } from './bits';
import type { ChangedPeople, Verdict } from './types';
import { endStateOrder, endStates, number, plural } from './words';

/** Changes shown one by one; the counts are of everybody. */
export const kChangesListed = 50;

export interface Changes {
  before: Verdict['people'];
  after: Verdict['people'];
  /** Null while everybody is compared. */
  changed: ChangedPeople | null;
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
  const { before, after, changed } = changes;
  const states = endStateOrder.filter((state) => (before.counts.endState[state] ?? 0) !== (after.counts.endState[state] ?? 0));
  return (
    <details class="changed" open>
      <summary>
        {!changed ? (
          'Comparing everybody …'
        ) : changed.people === 0 && stoppedBy ? (
          <>
            Nothing changes yet, because everybody is stopped: <Message text={stoppedBy} />
          </>
        ) : (
          plural(changed.people, 'person changes', 'people change')
        )}
        {states.map((state) => (
          <span key={state} class="count">
            {endStates[state].label} {number(before.counts.endState[state] ?? 0)} → {number(after.counts.endState[state] ?? 0)}
          </span>
        ))}
      </summary>
      {changed && changed.rows.length > 0 && (
        <div class="scroll-x" tabIndex={0} role="group" aria-label="People who change">
          <Table heads={['Person', 'State', 'Username', 'Type']}>
            {changed.rows.map(({ row, name, old, now }) => (
              <tr key={row}>
                <th scope="row">
                  <a href={`#people/${row}`}>{name || now.login}</a>
                </th>
                <td>{arrow(endStates[old.endState].label, endStates[now.endState].label)}</td>
                <td>{arrow(old.userName, now.userName)}</td>
                <td>{arrow(old.userType, now.userType)}</td>
              </tr>
            ))}
          </Table>
          {changed.people > changed.rows.length && <p class="quiet">and {number(changed.people - changed.rows.length)} more</p>}
        </div>
      )}
    </details>
  );
}
