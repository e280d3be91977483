// The expressions of the given files (what each can yield, who comes to which branch, what is wrong) and the lab to try one.
import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { Empty, Marked, Message } from './bits';
import type { Engine } from './engine';
import { TraceTree } from './trace';
import type { AskPeople, Check, Completions, Dialect, Evaluation, ListedExpression, Person, Problem } from './types';
import { attributes, dialects, literal, number, plural, problemTitles, reasonOf } from './words';

const kDebounce = 200;
const kTryOutDebounce = 400;
const kMostSuggestedPeople = 20;

/** An expression that is tried out for everybody. */
export interface Edit {
  target: string;
  /** It is the username format of the application, not an entry of the mapping. */
  userName: boolean;
  expression: string;
  /** Absent: as it is. */
  pushStatus?: string;
  /** What the files say. */
  original: string;
  /** Where it is in the files; empty where it is new. */
  input: string;
  pointer: string;
}

export interface LabState {
  expression: string;
  dialect: Dialect;
  login: string;
  /** The expression of the files that it came from. */
  from: Edit | null;
}

export const emptyLab: LabState = {
  expression: 'String.toLowerCase(String.substringBefore(user.email, "@"))',
  dialect: 'mapping',
  login: '',
  from: null,
};

export function Expressions({
  engine,
  check,
  ask,
  lab,
  onLab,
  edits,
  onEdit,
  children,
}: {
  engine: Engine;
  check: Check;
  ask: AskPeople;
  lab: LabState;
  onLab: (lab: LabState) => void;
  edits: Edit[];
  onEdit: (edit: Edit) => void;
  /** What is tried out, and who changes. */
  children: ComponentChildren;
}) {
  const [list, setList] = useState<ListedExpression[] | null>(null);
  const [failure, setFailure] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);

  useEffect(() => {
    let current = true;
    setFailure('');
    engine.expressions().then(
      (answer) => current && setList(answer),
      (error: unknown) => current && setFailure(reasonOf(error)),
    );
    return () => {
      current = false;
    };
  }, [check]);

  const attempt = (one: ListedExpression) => {
    const userName = one.pointer.includes('userNameTemplate');
    const { expression, dialect, target, input, pointer } = one;
    const original = edits.find((edit) => edit.target === target && edit.userName === userName)?.original ?? expression;
    onLab({ ...lab, expression, dialect, from: { target, userName, expression, original, input, pointer } });
    field.current?.focus();
    field.current?.scrollIntoView({ block: 'center' });
  };

  const trial = useRef(0);
  /** What is typed in place of an expression of the files is tried out for everybody after a pause, once it parses. */
  const change = (next: LabState) => {
    onLab(next);
    const from = next.from;
    if (!from || next.expression === lab.expression) return;
    clearTimeout(trial.current);
    const mine = window.setTimeout(async () => {
      const answer = await engine.evaluate(next.expression, next.dialect, null).catch(() => null);
      if (answer && !answer.error && mine === trial.current) onEdit({ ...from, expression: next.expression });
    }, kTryOutDebounce);
    trial.current = mine;
  };

  return (
    <div class="expressions">
      <Lab engine={engine} check={check} ask={ask} lab={lab} onLab={change} field={field} />
      {lab.from && (
        <p class="for-everybody">
          <span class="quiet">Everybody is checked with it as {attributes[lab.from.target] ?? lab.from.target} while you type.</span>
          {lab.expression !== lab.from.original && (
            <button type="button" class="small" onClick={() => change({ ...lab, expression: lab.from!.original })}>
              Reset
            </button>
          )}
        </p>
      )}
      {children}
      <section aria-labelledby="listed-title">
        <h2 id="listed-title">In your files</h2>
        {failure && <p class="failure">The expressions could not be listed: {failure}</p>}
        {!failure && list === null && <p class="quiet">Looking …</p>}
        {list?.length === 0 && (
          <Empty title="No expressions in these files">
            <p>A profile mapping with its properties, or the application with its username format, has them.</p>
          </Empty>
        )}
        {list?.map((one) => <Listed key={`${one.input}-${one.target}`} one={one} onTry={() => attempt(one)} />)}
      </section>
    </div>
  );
}

function Listed({ one, onTry }: { one: ListedExpression; onTry: () => void }) {
  const name = attributes[one.attribute ?? ''] ?? one.target;
  const branches = one.users ? (one.branches ?? []) : [];
  return (
    <article class="listed">
      <div class="listed-head">
        <h3>{name}</h3>
        <span class="quiet mono">
          {one.input}
          {one.line !== undefined && `:${one.line}:${one.column}`}
        </span>
        <button type="button" class="small" onClick={onTry}>
          Try in the lab<span class="offscreen">: {name}</span>
        </button>
      </div>
      <Code text={one.expression} marks={one.error ? [one.error] : (one.problems ?? [])} label={`Expression of ${name}`} />
      {one.error && (
        <p>
          <span class="fails">Does not parse:</span> <Message text={one.error.message} />
        </p>
      )}
      {one.possible && (
        <p>
          <span class="quiet">Possible values</span> {one.possible.words}
        </p>
      )}
      {branches.length > 0 && (
        <ul class="branches" aria-label={`People by branch of ${name}`}>
          {branches.map((branch) => (
            <li key={branch.begin}>
              <meter min={0} max={one.users} value={branch.count} aria-hidden="true" />
              <span>
                {number(branch.count)} of {plural(one.users ?? 0, 'user')}
              </span>
              <code>{branch.text}</code>
              {branch.maybe > 0 && <span class="quiet">{number(branch.maybe)} more may come there</span>}
            </li>
          ))}
        </ul>
      )}
      {(one.failed ?? 0) > 0 && (
        <p class="fails">
          It fails for {number(one.failed ?? 0)} of {plural(one.users ?? 0, 'user')}.
        </p>
      )}
      {(one.unknown ?? 0) > 0 && (
        <p class="unsure">
          Unknown for {number(one.unknown ?? 0)} of {plural(one.users ?? 0, 'user')}: something it reads was not given.
        </p>
      )}
      <Problems list={one.problems ?? []} />
    </article>
  );
}

/** An expression with the parts that a problem blames marked; overlapping marks show as one. */
function Code({ text, marks, label }: { text: string; marks: { begin: number; end: number }[]; label: string }) {
  const first = [...marks].sort((a, b) => a.begin - b.begin || b.end - a.end)[0];
  return (
    <pre class="expression-code" tabIndex={0} aria-label={label}>
      {first ? <Marked text={text} from={first.begin} to={first.end} /> : text}
    </pre>
  );
}

function Problems({ list, source }: { list: Problem[]; source?: string }) {
  if (!list.length) return null;
  return (
    <ul class="problems">
      {list.map((problem) => (
        <li key={`${problem.kind}-${problem.begin}`}>
          <p>
            <strong>{problemTitles[problem.kind] ?? problem.kind}:</strong> {problem.words}
          </p>
          {source !== undefined && (
            <pre class="expression-code">
              <Marked text={source} from={problem.begin} to={problem.end} />
            </pre>
          )}
          {problem.suggestion && (
            <p>
              <span class="quiet">Write</span> <code>{problem.suggestion}</code>
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}

function Lab({
  engine,
  check,
  ask,
  lab,
  onLab,
  field,
}: {
  engine: Engine;
  check: Check;
  ask: AskPeople;
  lab: LabState;
  onLab: (lab: LabState) => void;
  field: { current: HTMLTextAreaElement | null };
}) {
  const [answer, setAnswer] = useState<Evaluation | null>(null);
  // What the answer is of: it may be older than what the fields hold.
  const [evaluated, setEvaluated] = useState<{ expression: string; person: Person | null }>({ expression: '', person: null });
  const [failure, setFailure] = useState('');
  const [offers, setOffers] = useState<Completions | null>(null);
  const [spoken, setSpoken] = useState('');
  const round = useRef(0);
  const asked = useRef(0);
  const ids = useId();
  const { people, person, nobody } = usePeople(ask, check, lab.login.trim());

  useEffect(() => {
    const mine = ++round.current;
    if (!lab.expression.trim()) {
      setAnswer(null);
      setFailure('');
      return;
    }
    const timer = setTimeout(() => {
      engine.evaluate(lab.expression, lab.dialect, person?.row ?? null).then(
        (result) => {
          if (mine !== round.current) return;
          setFailure(typeof result.error === 'string' ? result.error : '');
          setAnswer(typeof result.error === 'string' ? null : result);
          setEvaluated({ expression: lab.expression, person });
          setSpoken(sentenceOf(result, person));
        },
        (error: unknown) => mine === round.current && setFailure(reasonOf(error)),
      );
    }, kDebounce);
    return () => clearTimeout(timer);
  }, [lab.expression, lab.dialect, person?.row, check]);

  const offer = () => {
    const area = field.current;
    if (!area) return;
    const mine = ++asked.current;
    engine.complete(area.value, area.selectionStart, lab.dialect).then(
      (found) => mine === asked.current && setOffers(found),
      () => setOffers(null),
    );
  };

  const insert = async (text: string) => {
    const area = field.current;
    if (!area) return;
    // Where it goes is asked anew: the offers shown may be those of a letter earlier.
    const { begin, end } = await engine.complete(area.value, area.selectionStart, lab.dialect);
    const points = Array.from(area.value);
    const before = points.slice(0, begin).join('') + text;
    onLab({ ...lab, expression: before + points.slice(end).join('') });
    setOffers(null);
    requestAnimationFrame(() => {
      area.focus();
      area.setSelectionRange(before.length, before.length);
      offer();
    });
  };

  const error = answer && typeof answer.error === 'object' ? answer.error : null;
  return (
    <section class="lab" aria-labelledby={`${ids}-title`}>
      <h2 id={`${ids}-title`}>Expression lab</h2>
      <div class="lab-fields">
        <label class="wide">
          Expression
          <textarea
            ref={field}
            rows={3}
            spellcheck={false}
            autocomplete="off"
            autocapitalize="off"
            value={lab.expression}
            aria-describedby={`${ids}-offers`}
            onInput={(event) => {
              onLab({ ...lab, expression: event.currentTarget.value });
              offer();
            }}
            onKeyUp={(event) => (event.key.startsWith('Arrow') || event.key === 'Home' || event.key === 'End') && offer()}
            onClick={offer}
            onKeyDown={(event) => event.key === 'Escape' && setOffers(null)}
          />
        </label>
        <div id={`${ids}-offers`} class="offers wide">
          {offers && offers.list.length > 0 && (
            <ul aria-label="Completions; choosing one inserts it">
              {offers.list.map((one) => (
                <li key={one.insert}>
                  <button type="button" class="small mono" title={one.doc} onClick={() => void insert(one.insert).catch(() => setOffers(null))}>
                    {one.label}
                  </button>
                </li>
              ))}
            </ul>
          )}
        </div>
        <label>
          Written for
          <select
            value={lab.dialect}
            onChange={(event) => onLab({ ...lab, dialect: event.currentTarget.value as Dialect })}
          >
            {Object.entries(dialects).map(([dialect, title]) => (
              <option key={dialect} value={dialect}>
                {title}
              </option>
            ))}
          </select>
        </label>
        <label>
          For the person with the login
          <input
            type="search"
            list={`${ids}-people`}
            value={lab.login}
            placeholder="nobody: what is possible"
            onInput={(event) => onLab({ ...lab, login: event.currentTarget.value })}
          />
          <datalist id={`${ids}-people`}>
            {people.map((one) => (
              <option key={one.row} value={one.login}>
                {one.name}
              </option>
            ))}
          </datalist>
        </label>
      </div>
      {nobody && <p class="unsure">None of the given people has this login.</p>}
      {failure && <p class="failure">This could not be evaluated: {failure}</p>}
      {answer && (
        <div class="lab-answer">
          {error ? (
            <div>
              <p>
                <span class="fails">{error.kind} error:</span> <Message text={error.message} />
              </p>
              <pre class="expression-code" tabIndex={0} aria-label="Where">
                <Marked text={evaluated.expression} from={error.offset} to={Math.max(error.end ?? 0, error.offset + 1)} />
              </pre>
            </div>
          ) : answer.unknown ? (
            evaluated.person && (
              <p>
                <span class="unsure">Unknown</span> for {evaluated.person.name || evaluated.person.login}: {answer.unknown.join(', ')} was not given
              </p>
            )
          ) : (
            <p class="lab-value">
              <span class="mono">{literal(answer.result ?? null)}</span> <span class="quiet">{answer.type}</span>
              {evaluated.person && <span class="quiet"> for {evaluated.person.name || evaluated.person.login}</span>}
            </p>
          )}
          {evaluated.person && answer.trace && answer.trace.length > 1 && <TraceTree lines={answer.trace} />}
          {answer.possible && (
            <p>
              <span class="quiet">Over all users:</span> {answer.possible.words}
            </p>
          )}
          <Problems list={answer.problems ?? []} source={evaluated.expression} />
        </div>
      )}
      <p class="offscreen" role="status">
        {spoken}
      </p>
    </section>
  );
}

/** The people to offer for what was typed, and the one with exactly this login; `nobody`: there is none. */
function usePeople(ask: AskPeople, check: Check, login: string): { people: Person[]; person: Person | null; nobody: boolean } {
  const [found, setFound] = useState<{ people: Person[]; person: Person | null; login: string }>({ people: [], person: null, login: '' });
  useEffect(() => {
    let current = true;
    const look = async () => {
      const { rows: people } = await ask({ text: login, sort: 'login' }, 0, kMostSuggestedPeople);
      const exact = login && current ? await ask({ login }, 0, 1) : null;
      if (current) setFound({ people, person: exact?.rows[0] ?? null, login });
    };
    // Without an answer the lab does not know the person; what made the core fail shows elsewhere.
    const timer = setTimeout(() => void look().catch(() => undefined), login ? kDebounce : 0);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [ask, check, login]);
  const person = found.login === login ? found.person : null;
  return { people: found.people, person, nobody: login !== '' && found.login === login && !person };
}

function sentenceOf(answer: Evaluation, person: Person | null): string {
  if (typeof answer.error === 'object') return `${answer.error.kind} error: ${answer.error.message}`;
  const problems = answer.problems?.length ? `, ${plural(answer.problems.length, 'problem')}` : '';
  if (answer.unknown) return `${person ? 'unknown' : `over all users ${answer.possible?.words ?? ''}`}${problems}`;
  return `${literal(answer.result ?? null)}${problems}`;
}
