// Findings by severity: what is wrong, for how many, where, what follows, which clicks fix it.
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Empty, Marked, Message, Shape } from './bits';
import type { Check, Finding, Place } from './types';
import { kindTitle, number, plural, severities, severityOrder } from './words';

const kPlacesShown = 5;

const idOf = (finding: Finding, index: number): string => `${finding.fingerprint ?? finding.code}-${index}`;
const placeText = (place: Place): string => [place.input, place.line, place.column].filter((part) => part !== undefined && part !== null && part !== '').join(':');

export function Findings({
  check,
  ticked,
  onTick,
  onPeople,
  hasPeople,
  onIdp,
}: {
  check: Check;
  ticked: ReadonlySet<string>;
  onTick: (id: string, on: boolean) => void;
  onPeople: (code: string) => void;
  hasPeople: (code: string) => boolean;
  /** Leads to the choice among several identity providers; null where there is none. */
  onIdp: (() => void) | null;
}) {
  const all = check.findings.map((finding, index) => ({ finding, id: idOf(finding, index) }));
  const first = all.find(({ finding }) => finding.severity === 'error') ?? all.find(({ finding }) => finding.severity === 'warning');
  const [open, setOpen] = useState<ReadonlySet<string>>(() => new Set(first ? [first.id] : []));
  const focusNext = useRef<string | null>(null);

  // New findings after another drop: the first one opens, those the reader opened stay open.
  const firstId = first?.id;
  const seen = useRef(check);
  useEffect(() => {
    if (seen.current === check) return;
    seen.current = check;
    setOpen((old) => {
      const kept = all.filter(({ id }) => old.has(id)).map(({ id }) => id);
      return new Set(kept.length || !firstId ? kept : [firstId]);
    });
  }, [check]);

  useLayoutEffect(() => {
    if (!focusNext.current) return;
    document.getElementById(`body-${focusNext.current}`)?.focus();
    focusNext.current = null;
  });

  const toggle = (id: string, on: boolean) => {
    const next = new Set(open);
    if (on) next.add(id);
    else next.delete(id);
    focusNext.current = on ? id : null;
    setOpen(next);
  };

  const judged = all.filter(({ finding }) => finding.severity !== 'manual');
  const expandable = judged.map(({ id }) => id);
  const allOpen = expandable.length > 0 && expandable.every((id) => open.has(id));
  const problems = check.summary.error + check.summary.warning;

  return (
    <section class="findings" aria-label="Findings">
      {problems === 0 && (
        <Empty title="No problems found in your files">
          <p>
            {check.missing.length
              ? `${plural(check.missing.length, 'question stays', 'questions stay')} open: see “Not checked” below.`
              : 'Every question the rules ask could be answered from these files.'}{' '}
            {check.summary.manual > 0 && `${plural(check.summary.manual, 'thing')} no export can show; tick ${check.summary.manual === 1 ? 'it' : 'them'} off by hand.`}
          </p>
        </Empty>
      )}
      {judged.length > 1 && (
        <div class="findings-tools">
          <button type="button" class="small" onClick={() => setOpen(new Set(allOpen ? [] : expandable))}>
            {allOpen ? 'Close all' : 'Open all'}
          </button>
        </div>
      )}
      {severityOrder.map((severity) => {
        const here = all.filter(({ finding }) => finding.severity === severity);
        if (!here.length) return null;
        return (
          <section key={severity} aria-labelledby={`group-${severity}`}>
            <h2 id={`group-${severity}`} class="group-title">
              {severities[severity].heading} <span class="count">{number(here.length)}</span>
            </h2>
            {severity === 'manual' ? (
              <ul class="manual">
                {here.map(({ finding, id }) => (
                  <li key={id}>
                    <label>
                      <input type="checkbox" checked={ticked.has(finding.fingerprint ?? finding.code)} onChange={(event) => onTick(finding.fingerprint ?? finding.code, event.currentTarget.checked)} />
                      <span>
                        <Message text={finding.message} />
                        {finding.affected && finding.affected.users > 0 && <span class="quiet"> {plural(finding.affected.users, 'person', 'people')}</span>}
                      </span>
                    </label>
                    <Steps finding={finding} />
                    {finding.consequence && <p class="quiet"><Message text={finding.consequence} /></p>}
                  </li>
                ))}
              </ul>
            ) : (
              <ul class="finding-list">
                {here.map(({ finding, id }) => (
                  <FindingItem key={id} id={id} finding={finding} open={open.has(id)} onToggle={(on) => toggle(id, on)} onPeople={hasPeople(finding.code) ? () => onPeople(finding.code) : null} onIdp={finding.code === 'DOC-15' ? onIdp : null} />
                ))}
              </ul>
            )}
          </section>
        );
      })}
      {check.missing.length > 0 && (
        <section aria-labelledby="not-checked">
          <h2 id="not-checked" class="group-title">
            Not checked <span class="count">{number(check.missing.length)}</span>
          </h2>
          <ul class="not-checked">
            {check.missing.map((item, index) => (
              <li key={`${item.kind}-${index}`}>
                <strong>{kindTitle(item.kind)}</strong> was not given. It would tell {item.why}.
              </li>
            ))}
          </ul>
        </section>
      )}
    </section>
  );
}

function FindingItem({
  id,
  finding,
  open,
  onToggle,
  onPeople,
  onIdp,
}: {
  id: string;
  finding: Finding;
  open: boolean;
  onToggle: (on: boolean) => void;
  onPeople: (() => void) | null;
  onIdp: (() => void) | null;
}) {
  const button = useRef<HTMLButtonElement>(null);
  const places = finding.locations ?? [];
  const users = finding.affected?.users ?? 0;
  const sources = finding.sources ?? [];
  return (
    <li class={`finding ${finding.severity}`}>
      <h3>
        <button ref={button} type="button" class="finding-head" aria-expanded={open} aria-controls={`body-${id}`} onClick={() => onToggle(!open)}>
          <Shape severity={finding.severity} />
          <span class="finding-message">
            <span class="offscreen">{severities[finding.severity].one}: </span>
            <Message text={finding.message} />
          </span>
          <span class="finding-side">
            {users > 0 && <span class="finding-people">{plural(users, 'person', 'people')}</span>}
            {places[0] && <span class="finding-place">{placeText(places[0])}</span>}
          </span>
        </button>
      </h3>
      <div
        id={`body-${id}`}
        class="finding-body"
        role="group"
        aria-label={`Details: ${finding.message}`}
        tabIndex={-1}
        hidden={!open}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          onToggle(false);
          button.current?.focus();
        }}
      >
        {finding.consequence && <p><Message text={finding.consequence} /></p>}
        {places.slice(0, kPlacesShown).map((place, index) => (
          <figure key={index} class="excerpt">
            <figcaption>
              <span class="mono">{placeText(place)}</span>
              {place.pointer && <span class="quiet mono"> {place.pointer}</span>}
            </figcaption>
            {place.excerpt && (
              <pre tabIndex={0} aria-label={`Line ${place.excerpt.line} of ${place.input}`}>
                <span class="line-number">{place.excerpt.line}</span>
                <code>
                  <Marked text={place.excerpt.text} from={place.excerpt.from} to={place.excerpt.to} />
                </code>
              </pre>
            )}
          </figure>
        ))}
        {places.length > kPlacesShown && <p class="quiet">and {plural(places.length - kPlacesShown, 'further place')}</p>}
        <Steps finding={finding} />
        {onIdp && (
          <p>
            <button type="button" class="small" onClick={onIdp}>
              Choose the identity provider
            </button>
          </p>
        )}
        {users > 0 && (
          <p class="affected">
            {onPeople ? (
              <button type="button" class="small" onClick={onPeople}>
                Show {plural(users, 'person', 'people')}
              </button>
            ) : (
              plural(users, 'person', 'people')
            )}
            {finding.affected!.examples.length > 0 && (
              <span class="quiet">
                {users > finding.affected!.examples.length ? 'for example ' : ''}
                {finding.affected!.examples.join(', ')}
              </span>
            )}
          </p>
        )}
        <p class="origin quiet">
          {finding.code} {finding.rule}
          {sources.length > 0 && <> · sources {sources.join(' ')}</>}
          {finding.confidence && finding.confidence !== 'documented' && <span class="confidence"> · {finding.confidence}, not documented</span>}
        </p>
      </div>
    </li>
  );
}

function Steps({ finding }: { finding: Finding }) {
  const fix = finding.fix;
  if (!fix || (!fix.steps.length && !fix.title)) return null;
  return (
    <div class="fix">
      {fix.title && <p class="fix-title">{fix.title}</p>}
      {fix.steps.length === 1 ? (
        <p>{fix.steps[0]}</p>
      ) : (
        fix.steps.length > 0 && (
          <ol>
            {fix.steps.map((step, index) => (
              <li key={index}>{step}</li>
            ))}
          </ol>
        )
      )}
    </div>
  );
}
