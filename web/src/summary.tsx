// The verdict in one sentence, and the bar that says how many people each outcome has.
import type { Filter } from './people';
import type { Verdict } from './types';
import { number, outcomeLabel, outcomeOrder, outcomes, plural, severities, severityOrder } from './words';

export function Summary({ verdict, onFilter }: { verdict: Verdict; onFilter: (change: Partial<Filter>) => void }) {
  const { check, people } = verdict;
  const counts = people.counts.status;
  const known = outcomeOrder.filter((status) => counts[status]);
  const others = Object.keys(counts).filter((status) => !outcomeOrder.includes(status)).sort();
  const rows = [...known, ...others].map((status) => ({ status, count: counts[status]! }));
  const { summary } = check;
  const verdictText =
    check.verdict ??
    (summary.error + summary.warning === 0 ? 'No problems found in your files.' : `${plural(summary.error, 'error')}, ${plural(summary.warning, 'warning')}.`);
  return (
    <section class="summary" aria-label="Verdict">
      <p class="verdict" id="verdict">
        {verdictText}
      </p>
      {rows.length > 0 && (
        <>
          <div class="bar" aria-hidden="true">
            {rows.map(({ status, count }) => (
              <span key={status} class={`segment pattern-${status}`} style={{ flexGrow: count }} title={`${outcomeLabel(status)} ${number(count)}`} onClick={() => onFilter({ statuses: [status] })} />
            ))}
          </div>
          <ul class="legend" aria-label="People by outcome">
            {rows.map(({ status, count }) => (
              <li key={status}>
                <button type="button" onClick={() => onFilter({ statuses: [status] })}>
                  <span class={`key pattern-${status}`} aria-hidden="true" />
                  {outcomeLabel(status)} <strong>{number(count)}</strong>
                </button>
              </li>
            ))}
          </ul>
          <details class="as-table">
            <summary>As a table</summary>
            <table>
              <thead>
                <tr>
                  <th scope="col">Outcome</th>
                  <th scope="col" class="num">
                    People
                  </th>
                  <th scope="col">Meaning</th>
                </tr>
              </thead>
              <tbody>
                {rows.map(({ status, count }) => (
                  <tr key={status}>
                    <th scope="row">{outcomeLabel(status)}</th>
                    <td class="num">{number(count)}</td>
                    <td>{outcomes[status]?.meaning ?? ''}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </details>
        </>
      )}
      <p class="facts quiet">
        {severityOrder
          .filter((severity) => severity !== 'manual' && summary[severity] > 0)
          .map((severity) => plural(summary[severity], severities[severity].one, severities[severity].many))
          .concat(check.missing.length ? [plural(check.missing.length, 'question left open', 'questions left open')] : [])
          .concat(check.now ? [`dates checked as of ${check.now.slice(0, 10)}`] : [])
          .join(' · ')}
      </p>
    </section>
  );
}
