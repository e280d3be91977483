// The verdict in one sentence, and the bar that says how many people end in which state.
import type { Filter } from './people';
import type { Verdict } from './types';
import { endStateOrder, endStates, number, plural, severities, severityOrder } from './words';

/** `brief`: one line, on the tabs that have another subject. */
export function Summary({ verdict, brief, onFilter }: { verdict: Verdict; brief: boolean; onFilter: (change: Partial<Filter>) => void }) {
  const { check, people } = verdict;
  const counts = people.counts.endState;
  const rows = endStateOrder.filter((state) => counts[state]).map((state) => ({ state, count: counts[state]! }));
  const { summary } = check;
  return (
    <section class={brief ? 'summary brief' : 'summary'} aria-label="Verdict">
      <h2 class="verdict" id="verdict">
        {check.verdict}
      </h2>
      {rows.length > 0 && (
        <div class="bar" aria-hidden="true">
          {rows.map(({ state, count }) => (
            <span key={state} class={`segment pattern-${state}`} style={{ flexGrow: count }} title={`${endStates[state].label} ${number(count)}`} onClick={() => onFilter({ endStates: [state] })} />
          ))}
        </div>
      )}
      <div class="legend-line">
        {rows.length > 0 && (
          <ul class="legend" aria-label="People by state">
            {rows.map(({ state, count }) => (
              <li key={state}>
                <button type="button" title={endStates[state].meaning} onClick={() => onFilter({ endStates: [state] })}>
                  <span class={`key pattern-${state}`} aria-hidden="true" />
                  {endStates[state].label} <strong>{number(count)}</strong>
                </button>
              </li>
            ))}
          </ul>
        )}
        {!brief && (
          <p class="facts quiet">
            {severityOrder
              .filter((severity) => severity !== 'manual' && summary[severity] > 0)
              .map((severity) => plural(summary[severity], severities[severity].one, severities[severity].many))
              .concat(check.missing.length ? [plural(check.missing.length, 'question left open', 'questions left open')] : [])
              .concat(check.now ? [`dates checked as of ${check.now.slice(0, 10)}`] : [])
              .join(' · ')}
          </p>
        )}
      </div>
    </section>
  );
}
