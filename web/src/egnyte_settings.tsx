// The card to type from: field names as Egnyte shows them, each value with a copy button.
import { useEffect, useRef, useState } from 'preact/hooks';
import { Copy, Empty, Message, Shape, Table, Wide } from './bits';
import type { Engine } from './engine';
import type { Check, Ending, GivenFile, MetadataChange, MetadataChanges, Place } from './types';
import { endings, plural, reasonOf, windows } from './words';

export function EgnyteSettings({
  check,
  engine,
  scenario,
  onIdp,
}: {
  check: Check;
  engine: Engine;
  /** What the other side of a comparison is checked with, too: it chooses among several identity providers. */
  scenario: GivenFile | null;
  onIdp: (() => void) | null;
}) {
  const card = check.egnyteSettings;
  if (!card && onIdp) {
    return (
      <Empty title="Needs to know which identity provider">
        <p>The metadata describes several. Choose the one that Egnyte uses; this page then shows what to enter in Egnyte, field by field.</p>
        <button type="button" onClick={onIdp}>
          Choose the identity provider
        </button>
      </Empty>
    );
  }
  if (!card) {
    const how = check.missing.find(({ kind }) => kind === 'saml-idp-metadata')?.how;
    return (
      <Empty title="Needs the identity provider metadata">
        <p>Add Okta’s metadata file for the Egnyte app; this page then shows what to enter in Egnyte, field by field.</p>
        {how && <p class="quiet">{how}</p>}
      </Empty>
    );
  }
  return (
    <section class="settings" aria-labelledby="settings-title">
      <h2 id="settings-title">What to type into Egnyte</h2>
      <p class="quiet">Settings › Configuration › Security &amp; Authentication › Single sign-on. Compare the values there with these.</p>
      <dl class="card-fields">
        {card.fields.map(({ label, value, remark }) => {
          const long = (value?.length ?? 0) > 120;
          const harm = value ? harmOf(check, label) : null;
          return (
            <div key={label} class={long ? 'field long' : 'field'}>
              <dt>{label}</dt>
              <dd>
                <div>
                  {value === null || value === '' ? <span class="quiet">not in these files</span> : <code tabIndex={long ? 0 : undefined}>{value}</code>}
                  {remark && <p class="quiet">{remark}</p>}
                  {harm && (
                    <p class="harm">
                      <Shape severity="error" /> <strong>Do not copy:</strong> <Message text={harm} />
                    </p>
                  )}
                </div>
                {value && !harm && <Copy text={value} what={label} />}
              </dd>
            </div>
          );
        })}
        {card.certificateSha256 && !card.fields.some(({ label, value }) => value && /certificate/i.test(label) && harmOf(check, label)) && (
          <div class="field">
            <dt>Certificate SHA-256</dt>
            <dd>
              <code>{card.certificateSha256}</code>
              <Copy text={card.certificateSha256} what="Certificate SHA-256" />
            </dd>
          </div>
        )}
        {card.binding && (
          <div class="field">
            <dt>Binding of the login URL</dt>
            <dd>
              <span>
                <code>{card.binding.slice(card.binding.lastIndexOf(':') + 1)}</code> <span class="quiet">Egnyte has no field for it</span>
              </span>
            </dd>
          </div>
        )}
      </dl>
      {card.severalSigningKeys && <p>The metadata lists several signing keys. Egnyte takes one certificate: the one Okta signs with now.</p>}
      <Calendar list={card.calendar ?? []} now={check.now ?? null} />
      <Compare check={check} engine={engine} scenario={scenario} />
    </section>
  );
}

/** What is wrong with a value that would be typed into this field; null where it does no harm. */
function harmOf(check: Check, label: string): string | null {
  const ended = check.egnyteSettings?.calendar.some(({ what, window }) => what === 'typed-certificate' && window === 'ended');
  const about = ({ code, severity }: Check['findings'][number]) =>
    /certificate/i.test(label) ? (ended && code === 'CRT-06') || (severity === 'error' && code.startsWith('CRT-')) : label === 'Default user mapping' && severity === 'error' && code === 'PF8001';
  return check.findings.find(about)?.message ?? null;
}

/** What ends when: a row each, marked in the column of how soon. */
function Calendar({ list, now }: { list: Ending[]; now: string | null }) {
  if (!list.length) return null;
  return (
    <section aria-labelledby="calendar-title">
      <h2 id="calendar-title">What ends when</h2>
      <Wide heading="calendar-title">
        <Table look="calendar" heads={['What', 'Ends on', ...(now ? windows.map(([, title]) => title) : [])]} caption={now && `Seen from ${now.slice(0, 10)}`}>
          {list.map((one) => (
            <tr key={`${one.what}-${one.sha256}`}>
              <th scope="row">
                {endings[one.what]}
                {one.name && <span class="quiet mono"> {one.name.split(', ').find((part) => part.startsWith('CN=')) ?? one.name}</span>}
              </th>
              <td class="mono date">{one.ends.slice(0, 10)}</td>
              {now && windows.map(([column]) => (
                <td key={column} class={one.window === column ? `here w-${column}` : ''}>
                  {one.window === column && daysText(one)}
                </td>
              ))}
            </tr>
          ))}
        </Table>
      </Wide>
    </section>
  );
}

function daysText({ daysLeft, window }: Ending): string {
  const days = plural(Math.abs(daysLeft ?? 0), 'day');
  return daysLeft === 0 ? 'today' : window === 'ended' ? `${days} ago` : `in ${days}`;
}

/** The metadata of then against the one that was given: what Egnyte must change. */
function Compare({ check, engine, scenario }: { check: Check; engine: Engine; scenario: GivenFile | null }) {
  const [answer, setAnswer] = useState<{ changes: MetadataChanges; markdown: string } | null>(null);
  const [failure, setFailure] = useState('');
  const field = useRef<HTMLInputElement>(null);

  // Another file on this side: what was compared no longer holds.
  useEffect(() => {
    setAnswer(null);
    setFailure('');
    if (field.current) field.current.value = '';
  }, [check]);

  const compare = (file: File | undefined) => {
    if (!file) return;
    setFailure('');
    engine.compare(file, scenario).then(setAnswer, (error: unknown) => {
      setAnswer(null);
      setFailure(reasonOf(error));
    });
  };

  return (
    <section class="compare" aria-labelledby="compare-title">
      <h2 id="compare-title">Compare with an earlier version</h2>
      <p class="quiet">Choose the metadata that Egnyte was set up from. The changes to make in Egnyte are then listed here.</p>
      <label>
        Earlier metadata <input ref={field} type="file" accept=".xml,application/xml,text/xml" onChange={(event) => compare(event.currentTarget.files?.[0])} />
      </label>
      {failure && <p class="failure">These could not be compared: {failure}</p>}
      <div role="status">
        {answer && (
          <p class="compare-verdict">
            {answer.changes.verdict} {answer.changes.changes.length > 0 && <Copy text={answer.markdown} what="the comparison as Markdown" />}
          </p>
        )}
      </div>
      {answer && answer.changes.changes.length > 0 && (
        <ul class="changes">
          {answer.changes.changes.map((change) => (
            <Change key={`${change.title}-${change.before}-${change.after}`} change={change} />
          ))}
        </ul>
      )}
    </section>
  );
}

const severityOf = { egnyte: 'error', watch: 'warning', other: 'note' } as const;
const kindWords = { egnyte: 'change it in Egnyte', watch: 'watch', other: 'nothing for Egnyte' };

function Change({ change }: { change: MetadataChange }) {
  return (
    <li>
      <h3>
        <Shape severity={severityOf[change.kind]} /> {change.title} <span class="quiet">{kindWords[change.kind]}</span>
      </h3>
      {(change.before !== null || change.after !== null) && (
        <dl>
          <Version word="before" value={change.before} place={change.beforeAt} />
          <Version word="after" value={change.after} place={change.afterAt} />
        </dl>
      )}
      {change.consequence && <p><Message text={change.consequence} /></p>}
      {change.steps.length > 0 && (
        <ol>
          {change.steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      )}
    </li>
  );
}

function Version({ word, value, place }: { word: string; value: string | null; place: Place | null }) {
  return (
    <div>
      <dt>{word}</dt>
      <dd>
        {value === null ? <span class="quiet">not there</span> : <code>{value}</code>}
        {place?.line !== undefined && (
          <span class="quiet mono">
            {' '}
            {place.input}:{place.line}:{place.column}
          </span>
        )}
      </dd>
    </div>
  );
}
