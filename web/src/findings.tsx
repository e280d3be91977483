// Causes in the order to correct them, each with what goes away with it; then notes, and what no export can show.
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Copy, Empty, Marked, Message, Names, Shape, WhyWeKnow } from './bits';
import { Apply } from './correction';
import { linesAround } from './file_view';
import type { Window } from './file_view';
import type { Cause, Check, Correction, Excerpt as CoreExcerpt, Finding, GivenFile, Place } from './types';
import { kindTitle, number, plural, severities } from './words';

const kPlacesShown = 5;
/** Lines around the first place, of a file that is read in a moment. */
const kContext = 2;
const kReadAtOnce = 1 << 20;
const kContextWidth = 160;

interface CauseOf {
  number: number;
  cause: Cause;
  effects: Finding[];
  people: number;
}

/** What a ticket needs of one cause, in the core's words. */
function ticketOf(finding: Finding): string {
  const where = finding.locations[0];
  return [
    finding.message,
    finding.consequence && `Impact: ${finding.consequence}`,
    where && `Where: ${placeText(where)} ${where.pointer}`.trimEnd(),
    finding.fix.title && `Fix: ${finding.fix.title}`,
    ...finding.fix.steps.map((step, index) => `${index + 1}. ${step}`),
    `(${finding.code} ${finding.rule})`,
  ]
    .filter(Boolean)
    .join('\n');
}
const placeText = (place: Place): string => [place.input, place.line, place.column].filter((part) => part !== undefined && part !== null && part !== '').join(':');

/** The causes that the verdict counts: those that hold people back; where nobody is held back, all. */
export function counted<T extends Pick<Cause, 'holdsBack'>>(causes: T[]): T[] {
  const stopping = causes.filter(({ holdsBack }) => holdsBack > 0);
  return stopping.length ? stopping : causes;
}

export function Findings({
  check,
  ticked,
  onTick,
  onPeople,
  hasPeople,
  onIdp,
  people,
  stopped,
  fileOf,
  askCorrection,
  onApply,
  allOpen: everything,
  opened,
  onOpen,
}: {
  check: Check;
  /** For paper: nothing is closed. */
  allOpen: boolean;
  /** What the reader has open, kept while other views are looked at and other files come; null before a first choice. */
  opened: ReadonlySet<string> | null;
  onOpen: (ids: ReadonlySet<string>) => void;
  /** How many people there are. */
  people: number;
  /** The first cause stops everybody. */
  stopped: boolean;
  /** What the file view can show of an input; null where it cannot. */
  fileOf: (input: string) => GivenFile | null;
  ticked: ReadonlySet<string>;
  onTick: (id: string, on: boolean) => void;
  onPeople: (code: string) => void;
  hasPeople: (code: string) => boolean;
  /** Leads to the choice among several identity providers; null where there is none. */
  onIdp: (() => void) | null;
  askCorrection: (fingerprint: string) => Promise<Correction | null>;
  onApply: (correction: Correction) => void;
}) {
  const byFingerprint = new Map(check.findings.map((finding) => [finding.fingerprint, finding]));
  const found = (fingerprint: string) => byFingerprint.get(fingerprint);
  const causes = check.causes.flatMap((cause, index) => {
    const finding = found(cause.finding);
    const effects = cause.effects.flatMap((effect) => found(effect) ?? []);
    return finding ? [{ finding, id: finding.fingerprint, about: { number: index + 1, cause, effects, people } }] : [];
  });
  const first = new Set(counted(check.causes));
  const groups = [
    { id: 'group-causes', title: 'Causes', list: causes.filter(({ about }) => first.has(about.cause)) },
    { id: 'group-problems', title: 'Other problems', list: causes.filter(({ about }) => !first.has(about.cause)) },
  ];
  const others = check.findings.map((finding) => ({ finding, id: finding.fingerprint }));
  const notes = others.filter(({ finding }) => finding.severity === 'note');
  const manual = others.filter(({ finding }) => finding.severity === 'manual');
  const all = [...causes, ...notes, ...manual];
  // As many as fit beside their evidence on one screen.
  const firstIds = causes.slice(0, matchMedia('(min-width: 1280px)').matches ? 2 : 1).map(({ id }) => id);
  const kept = opened && all.filter(({ id }) => opened.has(id)).map(({ id }) => id);
  const open = new Set(kept === null || (kept.length === 0 && opened!.size > 0) ? firstIds : kept);
  const focusNext = useRef<string | null>(null);
  // What was open at first stays open when other files bring other causes.
  useEffect(() => {
    if (!opened && firstIds.length) onOpen(new Set(firstIds));
  });

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
    onOpen(next);
  };

  const judged = [...causes, ...notes];
  const expandable = judged.map(({ id }) => id);
  const allOpen = expandable.length > 0 && expandable.every((id) => open.has(id));
  const problems = check.summary.error + check.summary.warning;

  const item = (finding: Finding, id: string, about: CauseOf | null) => (
    <FindingItem
      key={id}
      id={id}
      finding={finding}
      about={about}
      open={everything || open.has(id)}
      onToggle={(on) => toggle(id, on)}
      onShow={onPeople}
      hasPeople={hasPeople}
      onIdp={finding.code === 'DOC-15' ? onIdp : null}
      stopped={stopped}
      fileOf={fileOf}
      askCorrection={everything ? null : askCorrection}
      onApply={onApply}
    />
  );

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
          <button type="button" class="small" onClick={() => onOpen(new Set(allOpen ? [] : expandable))}>
            {allOpen ? 'Close all' : 'Open all'}
          </button>
        </div>
      )}
      {groups.map(
        ({ id: group, title, list }) =>
          list.length > 0 && (
            <section key={group} aria-labelledby={group}>
              <h2 id={group} class="group-title">
                {title} <span class="count">{number(list.length)}</span>
              </h2>
              <ol class="finding-list">{list.map(({ finding, id, about }) => item(finding, id, about))}</ol>
            </section>
          ),
      )}
      {notes.length > 0 && (
        <section aria-labelledby="group-note">
          <h2 id="group-note" class="group-title">
            {severities.note.heading} <span class="count">{number(notes.length)}</span>
          </h2>
          <ul class="finding-list">{notes.map(({ finding, id }) => item(finding, id, null))}</ul>
        </section>
      )}
      {manual.length > 0 && (
        <section aria-labelledby="group-manual">
          <h2 id="group-manual" class="group-title">
            Checklist <span class="count">{number(manual.length)}</span>
            <span class="quiet">{plural(manual.filter(({ id }) => ticked.has(id)).length, 'ticked', 'ticked')}</span>
          </h2>
          <ul class="manual">
            {manual.map(({ finding, id }) => (
              <li key={id}>
                <label>
                  <input type="checkbox" checked={ticked.has(id)} onChange={(event) => onTick(id, event.currentTarget.checked)} />
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
        </section>
      )}
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
  about,
  open,
  onToggle,
  onShow,
  hasPeople,
  onIdp,
  stopped,
  fileOf,
  askCorrection,
  onApply,
}: {
  id: string;
  finding: Finding;
  /** Null for what is not a cause. */
  about: CauseOf | null;
  stopped: boolean;
  fileOf: (input: string) => GivenFile | null;
  open: boolean;
  onToggle: (on: boolean) => void;
  onShow: (code: string) => void;
  hasPeople: (code: string) => boolean;
  onIdp: (() => void) | null;
  /** Null on paper. */
  askCorrection: ((fingerprint: string) => Promise<Correction | null>) | null;
  onApply: (correction: Correction) => void;
}) {
  const button = useRef<HTMLButtonElement>(null);
  const places = finding.locations ?? [];
  const users = finding.affected?.users ?? 0;
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
            {about && about.cause.holdsBack > 0 ? (
              <span class="finding-people">holds back {plural(about.cause.holdsBack, 'person', 'people')}</span>
            ) : (
              users > 0 && <span class="finding-people">{plural(users, 'person', 'people')}</span>
            )}
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
        <div class="finding-do">
          {finding.consequence && <p><Message text={finding.consequence} /></p>}
          <Steps finding={finding} />
          {onIdp && (
            <p>
              <button type="button" class="small" onClick={onIdp}>
                Choose the identity provider
              </button>
            </p>
          )}
          {about && (
            <div class="cause-tools">
              <Copy text={ticketOf(finding)} what={`the ticket text of cause ${about.number}`} label="Copy ticket text" />
              {about.cause.holdsBack > 0 && (
                <span class="quiet">
                  After {about.number === 1 ? 'this' : `1 to ${about.number}`}: {number(about.cause.worksAfter)} of {plural(about.people, 'person', 'people')} can work.
                </span>
              )}
              {open && askCorrection && <Apply fingerprint={finding.fingerprint} people={about.people} stopped={stopped && about.number > 1} ask={askCorrection} onApply={onApply} />}
            </div>
          )}
        </div>
        <div class="finding-evidence">
          {places.slice(0, kPlacesShown).map((place, index) => (
            <figure key={index} class="excerpt">
              <figcaption>
                {fileOf(place.input) && place.line !== undefined ? (
                  <a class="mono" href={`#file/${place.line}:${place.column ?? 1}/${encodeURIComponent(place.input)}`}>
                    {placeText(place)}
                  </a>
                ) : (
                  <span class="mono">{placeText(place)}</span>
                )}
                {place.pointer && <span class="quiet mono"> {place.pointer}</span>}
              </figcaption>
              {place.excerpt && <Excerpt place={place} excerpt={place.excerpt} file={index === 0 && open ? fileOf(place.input) : null} />}
            </figure>
          ))}
          {places.length > kPlacesShown && <p class="quiet">and {plural(places.length - kPlacesShown, 'further place')}</p>}
          {about && about.effects.length > 0 && (
            <div class="effects">
              <p class="quiet">Goes away with it</p>
              <ul>
                {about.effects.map((effect) => (
                  <li key={effect.fingerprint}>
                    <Message text={effect.message} /> <span class="quiet mono">{effect.code}</span>{' '}
                    {hasPeople(effect.code) && (
                      <button type="button" class="small" onClick={() => onShow(effect.code)}>
                        Show {plural(effect.affected?.users ?? 0, 'person', 'people')}
                      </button>
                    )}
                  </li>
                ))}
              </ul>
            </div>
          )}
          {users > 0 && (
            <p class="affected">
              {hasPeople(finding.code) ? (
                <button type="button" class="small" onClick={() => onShow(finding.code)}>
                  Show {plural(users, 'person', 'people')}
                </button>
              ) : (
                plural(users, 'person', 'people')
              )}
              {finding.affected!.examples.length > 0 && (
                <span class="quiet">
                  {users > finding.affected!.examples.length ? 'for example ' : ''}
                  <Names list={finding.affected!.examples} />
                </span>
              )}
            </p>
          )}
          <p class="origin quiet">
            {finding.code} {finding.rule}
            <WhyWeKnow sources={finding.sources} confidence={finding.confidence} />
          </p>
        </div>
      </div>
    </li>
  );
}

/** The line of a place; with its file, the lines around it too. */
function Excerpt({ place, excerpt, file }: { place: Place; excerpt: CoreExcerpt; file: GivenFile | null }) {
  const [around, setAround] = useState<Window | null>(null);
  const readable = file && file.blob.size <= kReadAtOnce ? file.blob : null;
  useEffect(() => {
    let current = true;
    setAround(null);
    // A file that cannot be read has the core's line alone.
    if (readable) linesAround(readable, excerpt.line, place.column ?? 1, kContext).then((found) => current && setAround(found), () => undefined);
    return () => {
      current = false;
    };
  }, [readable, excerpt.line, place.column]);
  const context = (from: number, to: number) =>
    around?.lines.map(({ text }, index) => ({ at: around.first + index, text })).filter(({ at }) => at >= from && at <= to).map(({ at, text }) => (
      <span key={at} class="quiet">
        <span class="line-number">{at}</span>
        <code>{text.length > kContextWidth ? `${text.slice(0, kContextWidth)}…` : text}</code>
        {'\n'}
      </span>
    ));
  return (
    <pre tabIndex={0} aria-label={`Line ${excerpt.line} of ${place.input}`}>
      {context(1, excerpt.line - 1)}
      <span class="line-number">{excerpt.line}</span>
      <code>
        <Marked text={excerpt.text} from={excerpt.from} to={excerpt.to} />
      </code>
      {'\n'}
      {context(excerpt.line + 1, Infinity)}
    </pre>
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
