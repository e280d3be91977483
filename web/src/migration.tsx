// From an old Egnyte app to a new one, in the order of Egnyte's guide; and what an import would find. The core says both.
import { useEffect, useState } from 'preact/hooks';
import { Empty, Message, Table, Wide } from './bits';
import type { Import, ImportsPage, Migration as Steps, Setup } from './types';
import { literal, matches, number, plural, reasonOf, stepStates } from './words';

const kPage = 50;

export function Migration({ setup, load }: { setup: Setup; load: (from: number, count: number) => Promise<ImportsPage> }) {
  if (!setup.migration && !setup.importPossible) {
    return (
      <Empty title="Needs the old and the new Egnyte app">
        <p>Add both application objects for the steps of a migration, and the accounts of Egnyte for a preview of the import.</p>
      </Empty>
    );
  }
  return (
    <div class="migration">
      {setup.migration && <Checklist migration={setup.migration} />}
      {setup.importPossible && <ImportPreview load={load} />}
    </div>
  );
}

export function Checklist({ migration: { from, to, steps } }: { migration: Steps }) {
  const count = (state: string) => steps.filter((step) => step.state === state).length;
  const next = steps.findIndex(({ state }) => state === 'left');
  return (
    <section aria-labelledby="migration-title">
      <h2 id="migration-title">
        From <bdi>{from.join(', ')}</bdi> to <bdi>{to}</bdi>
      </h2>
      <p class="quiet">
        {number(count('done'))} of {plural(steps.length, 'step')} done, {number(count('left'))} left
        {count('unknown') > 0 && `, ${number(count('unknown'))} that the files do not tell`}.
      </p>
      <ol class="steps">
        {steps.map((step, index) => (
          <li key={step.title} class={`step ${step.state}`} {...(index === next ? { 'aria-current': 'step' as const } : {})}>
            <span class="step-mark" aria-hidden="true">
              {stepStates[step.state].mark}
            </span>
            <div>
              <h3>
                {index + 1}. {step.title} <span class="quiet">{stepStates[step.state].label}</span>
              </h3>
              <p>
                <Message text={step.why} />
              </p>
              {step.problems.map(({ code, message }) => (
                <p key={code + message} class="problem">
                  <Message text={message} /> <span class="quiet mono">{code}</span>
                </p>
              ))}
              {step.state !== 'done' && (
                <ul>
                  {step.clicks.map((click) => (
                    <li key={click}>{click}</li>
                  ))}
                </ul>
              )}
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}

function ImportPreview({ load }: { load: (from: number, count: number) => Promise<ImportsPage> }) {
  const [page, setPage] = useState<ImportsPage | null>(null);
  const [failure, setFailure] = useState('');
  const say = (error: unknown) => setFailure(reasonOf(error));
  useEffect(() => {
    let current = true;
    setFailure('');
    load(0, kPage).then((answer) => current && setPage(answer), (error: unknown) => current && say(error));
    return () => {
      current = false;
    };
  }, [load]);
  const more = () => {
    if (page) load(page.rows.length, kPage).then(({ rows }) => setPage({ ...page, rows: [...page.rows, ...rows] }), say);
  };
  return (
    <section aria-labelledby="import-title">
      <h2 id="import-title">What an import would find</h2>
      <p class="quiet">Import Now reads the accounts of Egnyte into Okta. Nothing is written before somebody confirms it.</p>
      {failure && <p class="failure">The import could not be previewed: {failure}</p>}
      {!page && !failure && <p class="quiet">Comparing the accounts …</p>}
      {page && (
        <>
          <Wide heading="import-title">
            <Imports page={page} />
          </Wide>
          {page.rows.length < page.total && (
            <button type="button" onClick={more}>
              Show more ({number(page.total - page.rows.length)} left)
            </button>
          )}
        </>
      )}
    </section>
  );
}

/** How many accounts match whom, and each account of the page. */
export function Imports({ page }: { page: ImportsPage }) {
  return (
    <>
      <p role="status">
        {Object.entries(matches).map(([match, { label }]) =>
          page.counts[match] ? (
            <span key={match} class={`tally m-${match}`}>
              {number(page.counts[match]!)} {label}
            </span>
          ) : null,
        )}
      </p>
      <Table heads={['Egnyte account', 'Match', 'Okta user', 'The import would write into Okta']} look="calendar">
        {page.rows.map((row) => (
          <Account key={row.egnyteUser} row={row} />
        ))}
      </Table>
    </>
  );
}

function Account({ row }: { row: Import }) {
  const changes = Object.entries(row.changes ?? {});
  return (
    <tr>
      <th scope="row">
        <bdi>{row.egnyteUser}</bdi>
      </th>
      <td class={`m-${row.status}`}>
        {matches[row.status].label}
        {row.reasons.map(({ code, message }) => (
          <p key={code} class="quiet">
            <Message text={message} /> {code}
          </p>
        ))}
      </td>
      <td>{row.oktaUser ?? <span class="quiet">none</span>}</td>
      <td>
        {changes.map(([attribute, { from, to }]) => (
          <p key={attribute} class="mono">
            {attribute}: {literal(from)} → {literal(to)}
          </p>
        ))}
        {!changes.length && <span class="quiet">{row.changes ? 'nothing' : 'unknown: the mapping from Egnyte to Okta was not given'}</span>}
      </td>
    </tr>
  );
}
