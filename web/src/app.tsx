// The frame and the state: given files, the checked verdict, where the reader is.
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { EgnyteSettings } from './egnyte_settings';
import { Engine, Refused, Superseded } from './engine';
import type { Progress, Wanted } from './engine';
import { emptyLab, Expressions } from './expressions';
import type { Edit, LabState } from './expressions';
import { Explanation } from './explanation';
import { FileList } from './file_list';
import { Findings } from './findings';
import { fromDrop, fromText, merge } from './gather';
import { IdpChoice, toChooseFrom } from './idp_choice';
import { noFilter, People } from './people';
import type { Filter } from './people';
import * as scenario from './scenario';
import { ScenarioForm } from './scenario_form';
import { Start } from './start';
import type { AskCollector, AskPeople, Explanation as Explained, GivenFile, Sample, Verdict } from './types';
import { Summary } from './summary';
import { number, plural } from './words';

const kScenarioDebounce = 200;
const kShowProgressAfter = 300;

export type Tab = 'findings' | 'people' | 'egnyte' | 'expressions' | 'scenario';
export interface Route {
  tab: Tab;
  row: number | null;
}

function routeOf(hash: string): Route {
  const [tab, row] = hash.replace(/^#/, '').split('/');
  const known: Tab[] = ['findings', 'people', 'egnyte', 'expressions', 'scenario'];
  return {
    tab: known.find((name) => name === tab) ?? 'findings',
    row: tab === 'people' && row && /^\d+$/.test(row) ? Number(row) : null,
  };
}

interface Given {
  files: GivenFile[];
  /** The scenario file among them when the form can read it, else null. */
  scenarioFile: string | null;
  base: scenario.JsonObject;
  /** What the form says; null until it is touched. */
  edited: scenario.JsonObject | null;
  /** Expressions that are tried out for everybody, in place of those of the files. */
  edits: Edit[];
}

const nothing: Given = { files: [], scenarioFile: null, base: {}, edited: null, edits: [] };

const scenarioName = ({ scenarioFile }: Given): string => scenarioFile ?? scenario.ownName;

/** The files as the report names them: with the scenario of the form in place of the file's. */
function shownFiles(given: Given): GivenFile[] {
  const { files, edited } = given;
  if (!edited) return files;
  const name = scenarioName(given);
  if (!scenario.saysSomething(edited)) return files.filter((file) => file.name !== name);
  return merge(files, [{ name, blob: new Blob([scenario.toText(edited)], { type: 'application/json' }) }]);
}

/** The files as they are, and what is tried out over them: a change of the second reads nothing again. */
function toCheck(given: Given): Wanted {
  const overlay: Wanted['overlay'] = {};
  const { edited, edits } = given;
  if (edited) overlay.scenario = scenario.saysSomething(edited) ? { name: scenarioName(given), text: scenario.toText(edited) } : null;
  const properties = edits.filter(({ userName }) => !userName).map(({ target, expression }) => [target, { expression }]);
  if (properties.length) overlay.mapping = { properties: Object.fromEntries(properties) };
  const userName = edits.find((edit) => edit.userName);
  // Only the built-in formats know ${...}.
  if (userName) overlay.userNameTemplate = { template: userName.expression, type: userName.expression.includes('${') ? 'BUILT_IN' : 'CUSTOM' };
  return { files: given.files, overlay };
}

/** Looks for one small scenario file, so that the form can start from it. */
async function scenarioIn(files: GivenFile[]): Promise<Pick<Given, 'scenarioFile' | 'base'>> {
  for (const { name, blob } of files) {
    if (blob.size > 65536) continue;
    const text = await blob.text().catch(() => '');
    const parsed = text.includes('preflightScenario') ? scenario.parse(text) : null;
    if (parsed) return { scenarioFile: name, base: parsed };
  }
  return { scenarioFile: null, base: {} };
}

export function App() {
  const engine = useMemo(() => new Engine(), []);
  const askCollector = useCallback<AskCollector>((request) => engine.collect(request), [engine]);
  const [given, setGiven] = useState<Given>(nothing);
  const [verdict, setVerdict] = useState<Verdict | null>(null);
  const [working, setWorking] = useState(false);
  const [slow, setSlow] = useState(false);
  const [progress, setProgress] = useState<Progress | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [spoken, setSpoken] = useState('');
  const [route, setRoute] = useState<Route>(() => routeOf(location.hash));
  const [filter, setFilter] = useState<Filter>(noFilter);
  const [over, setOver] = useState(false);
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const [lab, setLab] = useState<LabState>(emptyLab);
  const [idpAsked, setIdpAsked] = useState(0);
  /** The pasted error on show, and what the core says of it. */
  const [explained, setExplained] = useState<{ text: string; answer: Explained } | null>(null);
  const round = useRef(0);
  /** What the verdict on show was made of. */
  const complete = useRef<Given | null>(null);
  const givenRef = useRef(given);
  givenRef.current = given;

  const judge = useCallback(
    async (next: Given) => {
      const mine = ++round.current;
      const files = shownFiles(next);
      setFailure(null);
      setProgress(null);
      setSlow(false);
      if (!files.length) {
        engine.forget();
        setWorking(false);
        setVerdict(null);
        complete.current = null;
        return;
      }
      setWorking(true);
      const timer = setTimeout(() => mine === round.current && setSlow(true), kShowProgressAfter);
      try {
        const answer = await engine.check(toCheck(next), (now) => mine === round.current && setProgress(now));
        if (mine !== round.current) return;
        complete.current = next;
        setVerdict(answer);
        const refused = answer.people.counts.status['failed'] ?? 0;
        const found = answer.check.summary.error + answer.check.summary.warning + answer.check.summary.note;
        setSpoken(
          [
            `${plural(files.length, 'file')} read`,
            plural(found, 'finding'),
            ...(answer.people.total ? [`${plural(refused, 'person', 'people')} rejected`] : []),
          ].join(', '),
        );
        setWorking(false);
      } catch (error) {
        if (mine !== round.current || error instanceof Superseded) return;
        setWorking(false);
        if (error instanceof Refused && next.edits.length) {
          // A file that an edit refers to is gone: the edits go, too.
          const without = { ...next, edits: [] };
          givenRef.current = without;
          setGiven(without);
          void judge(without);
          return;
        }
        setVerdict(null);
        complete.current = null;
        setFailure(error instanceof Error ? error.message : String(error));
        setSpoken('These files could not be checked.');
      } finally {
        clearTimeout(timer);
      }
    },
    [engine],
  );

  /** Drop and paste run at once; the scenario is looked for beside it. */
  const give = useCallback(
    async (added: GivenFile[], replaceAll = false) => {
      if (!added.length) {
        setSpoken('Nothing readable was given.');
        return;
      }
      const before = givenRef.current;
      const files = replaceAll ? added : merge(before.files, added);
      const kept = added.every((file) => file.name !== before.scenarioFile && file.name !== scenario.ownName) && !replaceAll;
      const next: Given = { ...before, files, edited: kept ? before.edited : null, edits: replaceAll ? [] : before.edits };
      givenRef.current = next;
      setGiven(next);
      if (replaceAll) {
        setFilter(noFilter);
        setTicked(new Set());
      }
      void judge(next);
      const found = await scenarioIn(files);
      setGiven((current) => (current.files === files ? { ...current, ...found } : current));
    },
    [judge],
  );

  /** An error message is explained; anything else is a file. */
  const givePasted = useCallback(
    async (text: string) => {
      const answer = await engine.explain(text).catch(() => null);
      if (!answer) return give([fromText(text)]);
      setExplained({ text, answer });
      setSpoken(answer.failures.map(({ message }) => message).join(' '));
    },
    [engine, give],
  );

  // Other files, another answer: who else will get the error.
  const explainedText = explained?.text;
  useEffect(() => {
    if (explainedText === undefined) return;
    let current = true;
    void engine
      .explain(explainedText)
      .catch(() => null)
      .then((answer) => current && answer && setExplained({ text: explainedText, answer }));
    return () => {
      current = false;
    };
  }, [engine, explainedText, verdict]);

  const remove = (name: string) => {
    const gone = name === given.scenarioFile || name === scenario.ownName;
    const next: Given = {
      ...given,
      files: given.files.filter((file) => file.name !== name),
      ...(gone ? { scenarioFile: null, base: {}, edited: null } : {}),
    };
    setGiven(next);
    setSpoken(`${name} removed`);
    void judge(next);
  };

  const startOver = () => {
    setGiven(nothing);
    setFilter(noFilter);
    setTicked(new Set());
    setLab(emptyLab);
    setExplained(null);
    location.hash = '';
    void judge(nothing);
    setSpoken('All files removed');
    requestAnimationFrame(() => document.getElementById('main')?.focus());
  };

  const cancel = () => {
    round.current += 1;
    engine.cancel();
    setWorking(false);
    setSlow(false);
    if (complete.current) {
      setGiven(complete.current);
      setSpoken('Cancelled. The previous result is shown.');
      return;
    }
    setSpoken('Cancelled');
    setFailure('Cancelled. The files are still listed; add, remove or check them again.');
  };

  const debounce = useRef(0);
  const editScenario = (edited: scenario.JsonObject) => {
    const next = { ...given, edited };
    setGiven(next);
    clearTimeout(debounce.current);
    debounce.current = window.setTimeout(() => void judge(givenRef.current), kScenarioDebounce);
  };

  /** The answer to which of several identity providers Egnyte uses: said once, checked at once. */
  const chooseProvider = (entityId: string) => {
    const next = { ...given, edited: scenario.withValue(given.edited ?? given.base, scenario.idpEntityId, entityId) };
    givenRef.current = next;
    setGiven(next);
    clearTimeout(debounce.current);
    void judge(next);
  };

  const edit = (edits: Edit[]) => {
    const next = { ...givenRef.current, edits };
    givenRef.current = next;
    setGiven(next);
    void judge(next);
  };

  const loadSample = (sample: Sample) => {
    location.hash = '#findings';
    void give(
      sample.files.map(({ name, text }) => ({ name, blob: new Blob([text]) })),
      true,
    );
  };

  // Drop and paste work anywhere on the page, and from its first moment: a browser shows a file that is dropped on a page
  // that does not take it, in the page's place.
  useLayoutEffect(() => {
    let depth = 0;
    const carries = (event: DragEvent) => Array.from(event.dataTransfer?.types ?? []).some((t) => t === 'Files' || t === 'text/plain');
    const onEnter = (event: DragEvent) => {
      if (!carries(event)) return;
      event.preventDefault();
      depth += 1;
      setOver(true);
    };
    const onOver = (event: DragEvent) => carries(event) && event.preventDefault();
    const onLeave = () => {
      depth = Math.max(0, depth - 1);
      if (!depth) setOver(false);
    };
    const onDrop = (event: DragEvent) => {
      event.preventDefault();
      depth = 0;
      setOver(false);
      if (event.dataTransfer) void fromDrop(event.dataTransfer).then((files) => give(files));
    };
    const onPaste = (event: ClipboardEvent) => {
      const target = event.target as HTMLElement | null;
      if (target?.closest('input, textarea, select')) return;
      const files = Array.from(event.clipboardData?.files ?? []);
      const text = event.clipboardData?.getData('text/plain') ?? '';
      if (files.length) void give(files.map((file) => ({ name: file.name, blob: file })));
      else if (text.trim()) void givePasted(text);
    };
    const onHash = () => setRoute(routeOf(location.hash));
    document.addEventListener('dragenter', onEnter);
    document.addEventListener('dragover', onOver);
    document.addEventListener('dragleave', onLeave);
    document.addEventListener('drop', onDrop);
    document.addEventListener('paste', onPaste);
    window.addEventListener('hashchange', onHash);
    return () => {
      document.removeEventListener('dragenter', onEnter);
      document.removeEventListener('dragover', onOver);
      document.removeEventListener('dragleave', onLeave);
      document.removeEventListener('drop', onDrop);
      document.removeEventListener('paste', onPaste);
      window.removeEventListener('hashchange', onHash);
    };
  }, [give, givePasted]);

  const judged = shownFiles(given);
  const started = judged.length > 0;
  const check = verdict?.check ?? null;
  const askPeople = useCallback<AskPeople>((query, from, count) => engine.people(query, from, count), [engine]);
  const collections = useMemo(() => toChooseFrom(check?.aggregates), [check]);
  const onIdp = collections.length ? () => setIdpAsked((times) => times + 1) : null;
  const findingCount = check ? check.findings.filter((finding) => finding.severity !== 'manual').length : 0;
  const tabs: { tab: Tab; label: string; count?: number }[] = [
    { tab: 'findings', label: 'Findings', count: findingCount },
    { tab: 'people', label: 'People', count: verdict?.people.total ?? 0 },
    { tab: 'egnyte', label: 'Egnyte settings' },
    { tab: 'expressions', label: 'Expression lab' },
    { tab: 'scenario', label: 'Scenario' },
  ];

  const showPeople = (change: Partial<Filter>) => {
    setFilter({ ...noFilter, ...change });
    location.hash = '#people';
  };

  return (
    <div class={`page${over ? ' dragging' : ''}`}>
      <a class="skip" href="#main" onClick={(event) => (event.preventDefault(), document.getElementById('main')?.focus())}>
        Skip to the result
      </a>
      <header class="top">
        <h1>Preflight</h1>
        <p class="tagline">Okta → Egnyte rehearsal</p>
        <div class="top-actions">
          {started && (
            <>
              <SampleMenu onLoad={loadSample} />
              <button type="button" onClick={startOver}>
                Start over
              </button>
            </>
          )}
        </div>
        <p class="privacy">
          <span class="dot" aria-hidden="true" />
          nothing leaves this browser
        </p>
      </header>
      <div class={started ? 'frame' : 'frame first'}>
        {started && (
          <FileList
            files={judged}
            check={check}
            progress={working && slow ? progress : null}
            askCollector={askCollector}
            onGive={give}
            onPaste={givePasted}
            onRemove={remove}
          />
        )}
        <main id="main" tabIndex={-1}>
          {explained && (
            <Explanation
              key={explained.text}
              answer={explained.answer}
              onClose={() => {
                setExplained(null);
                document.getElementById('main')?.focus();
              }}
            />
          )}
          {!started && <Start askCollector={askCollector} onGive={give} onPaste={givePasted} onSample={loadSample} />}
          {started && (
            <>
              {working && slow && (
                <Working progress={progress} files={judged} onCancel={cancel} />
              )}
              {failure && !working && (
                <section class="failure" aria-labelledby="failure-title">
                  <h2 id="failure-title">{failure.startsWith('Cancelled') ? 'Stopped' : 'These files could not be checked'}</h2>
                  <p>{failure}</p>
                  {!failure.startsWith('Cancelled') && (
                    <p>The core was restarted. Remove the file that was added last and try again; the files themselves are untouched.</p>
                  )}
                  <button type="button" class="primary" onClick={() => void judge(given)}>
                    Check again
                  </button>
                </section>
              )}
              {verdict && check && (
                <div aria-busy={working}>
                  <Summary verdict={verdict} onFilter={showPeople} />
                  {given.edits.length > 0 && (
                    <p class="tried">
                      Checked with {plural(given.edits.length, 'edited expression')} ({given.edits.map(({ target }) => target).join(', ')}). The files
                      are unchanged.{' '}
                      <button type="button" class="small" onClick={() => edit([])}>
                        Undo
                      </button>
                    </p>
                  )}
                  {collections.length > 0 && <IdpChoice aggregates={collections} asked={idpAsked} onChoose={chooseProvider} />}
                  <nav class="tabs" aria-label="Result">
                    {tabs.map(({ tab, label, count }) => (
                      <a key={tab} href={`#${tab}`} {...(route.tab === tab ? { 'aria-current': 'page' as const } : {})}>
                        {label}
                        {count !== undefined && <span class="count">{number(count)}</span>}
                      </a>
                    ))}
                  </nav>
                  {route.tab === 'findings' && (
                    <Findings
                      check={check}
                      ticked={ticked}
                      onTick={(id, on) =>
                        setTicked((old) => {
                          const next = new Set(old);
                          if (on) next.add(id);
                          else next.delete(id);
                          return next;
                        })
                      }
                      onPeople={(code) => showPeople({ code })}
                      hasPeople={(code) => (verdict.people.counts.code[code] ?? 0) > 0}
                      onIdp={onIdp}
                    />
                  )}
                  {route.tab === 'people' && (
                    <People
                      ask={askPeople}
                      people={verdict.people}
                      check={check}
                      filter={filter}
                      onFilter={setFilter}
                      row={route.row}
                      load={(row) => engine.person(row)}
                    />
                  )}
                  {route.tab === 'egnyte' && <EgnyteSettings check={check} engine={engine} scenario={judged.find(({ name }) => name === scenarioName(given)) ?? null} onIdp={onIdp} />}
                  {route.tab === 'expressions' && (
                    <Expressions engine={engine} check={check} ask={askPeople} lab={lab} onLab={setLab} edits={given.edits} onEdits={edit} />
                  )}
                  {route.tab === 'scenario' && (
                    <ScenarioForm
                      value={given.edited ?? given.base}
                      file={given.scenarioFile}
                      edited={given.edited !== null}
                      onChange={editScenario}
                    />
                  )}
                </div>
              )}
              {!verdict && !failure && <p class="quiet waiting">Reading {plural(judged.length, 'file')} …</p>}
            </>
          )}
        </main>
      </div>
      <div class="offscreen" role="status" aria-live="polite">
        {spoken}
      </div>
      {over && (
        <div class="drop-veil" aria-hidden="true">
          Drop to add
        </div>
      )}
    </div>
  );
}

function SampleMenu({ onLoad }: { onLoad: (sample: Sample) => void }) {
  const menu = useRef<HTMLDetailsElement>(null);
  const close = () => {
    if (menu.current) menu.current.open = false;
  };
  useLayoutEffect(() => {
    const outside = (event: Event) => {
      if (!menu.current?.contains(event.target as Node)) close();
    };
    document.addEventListener('pointerdown', outside);
    document.addEventListener('focusin', outside);
    return () => {
      document.removeEventListener('pointerdown', outside);
      document.removeEventListener('focusin', outside);
    };
  }, []);
  return (
    <details
      class="menu"
      ref={menu}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        close();
        menu.current?.querySelector('summary')?.focus();
      }}
    >
      <summary>Samples</summary>
      <ul>
        {globalThis.preflightSamples.map((sample) => (
          <li key={sample.id}>
            <button
              type="button"
              onClick={() => {
                close();
                menu.current?.querySelector('summary')?.focus();
                onLoad(sample);
              }}
            >
              {sample.title}
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}

function Working({ progress, files, onCancel }: { progress: Progress | null; files: GivenFile[]; onCancel: () => void }) {
  const current = files.find(({ name }) => name === progress?.name);
  const text = current ? `Reading ${current.name} …` : 'Checking every person …';
  return (
    <div class="working">
      <p>{text}</p>
      {progress && current?.blob.size ? (
        <progress max={current.blob.size} value={progress.done} aria-label={text} />
      ) : (
        <progress aria-label={text} />
      )}
      <button type="button" onClick={onCancel}>
        Cancel
      </button>
    </div>
  );
}
