// The frame and the state: given files, the checked verdict, where the reader is.
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { AppChoice } from './app_choice';
import { AttributeTable } from './attribute_table';
import { Copy, Names } from './bits';
import { Changed, kChangesListed } from './changed';
import type { Changes } from './changed';
import { corrected, formatType, requestBody } from './corrected';
import { EgnyteSettings } from './egnyte_settings';
import { Engine, Refused, Superseded } from './engine';
import type { Progress, Wanted } from './engine';
import { emptyLab, Expressions } from './expressions';
import type { Edit, LabState } from './expressions';
import { Explanation } from './explanation';
import { FileList } from './file_list';
import { counted, Findings } from './findings';
import { FileView } from './file_view';
import { fromDrop, fromPicker, fromText, join, merge } from './gather';
import { Groups } from './groups';
import { IdpChoice, toChooseFrom } from './idp_choice';
import { Menu } from './menu';
import { Migration } from './migration';
import { gatherPaper, PaperSections } from './paper';
import type { Paper } from './paper';
import { noFilter, People } from './people';
import type { Filter } from './people';
import { ReportMenu, save } from './report_menu';
import * as scenario from './scenario';
import { ScenarioForm } from './scenario_form';
import { SignIn } from './sign_in';
import { Start } from './start';
import type { AskCollector, AskPeople, Correction, Explanation as Explained, GivenFile, Sample, Verdict } from './types';
import { Summary } from './summary';
import { number, plural, reasonOf } from './words';

const kScenarioDebounce = 200;
const kShowProgressAfter = 300;
/** Milliseconds after a verdict: questions that somebody waits for come first. */
const kPaperAfter = 500;

const kTabs = ['findings', 'people', 'groups', 'sign-in', 'egnyte', 'expressions', 'scenario', 'migration', 'file'] as const;
export type Tab = (typeof kTabs)[number];
export interface Route {
  tab: Tab;
  row: number | null;
  /** Of the file view. */
  place: { name: string; line: number; column: number } | null;
}

function routeOf(hash: string): Route {
  const [tab, row, name] = hash.replace(/^#/, '').split('/');
  const number = row && /^\d+$/.test(row) ? Number(row) : null;
  const [, line, column = '1'] = (tab === 'file' && /^(\d+)(?::(\d+))?$/.exec(row ?? '')) || [];
  const place = line && name !== undefined ? { name: decoded(name), line: Number(line), column: Number(column) } : null;
  return {
    tab: kTabs.find((one) => one === tab && (one !== 'file' || place)) ?? 'findings',
    row: tab === 'people' || tab === 'sign-in' ? number : null,
    place,
  };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

interface Given {
  files: GivenFile[];
  /** The files are those of a sample: the first own file takes their place. */
  sample: boolean;
  /** The scenario file among them when the form can read it, else null. */
  scenarioFile: string | null;
  base: scenario.JsonObject;
  /** What the form says; null until it is touched. */
  edited: scenario.JsonObject | null;
  /** Expressions that are tried out for everybody, in place of those of the files. */
  edits: Edit[];
}

const nothing: Given = { files: [], sample: false, scenarioFile: null, base: {}, edited: null, edits: [] };

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
  const properties = edits.filter(({ userName }) => !userName).map(({ target, expression, pushStatus }) => [target, { expression, ...(pushStatus ? { pushStatus } : {}) }]);
  if (properties.length) overlay.mapping = { properties: Object.fromEntries(properties) };
  const userName = edits.find((edit) => edit.userName);
  if (userName) {
    const { expression: template, pushStatus } = userName;
    overlay.userNameTemplate = { template, type: formatType(template), ...(pushStatus ? { pushStatus } : {}) };
  }
  return { files: given.files, overlay };
}

/** What is compared with when something is tried out: the files, with the answers to what they leave open. */
function untried(given: Given): Given {
  const { base, edited } = given;
  if (!edited) return { ...given, edits: [] };
  const answered = [scenario.application, scenario.idpEntityId].reduce((all, path) => scenario.withValue(all, path, scenario.valueAt(edited, path)), base);
  return { ...given, edited: scenario.same(answered, base) ? null : answered, edits: [] };
}

/** SHA-256 of the page in one file, which lies beside the page that is served (tools/build-site.mjs); null in that file itself. */
const offlineCopy = document.querySelector('meta[name="offline-copy"]')?.getAttribute('content') ?? null;

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
  const [openFindings, setOpenFindings] = useState<ReadonlySet<string> | null>(null);
  const [lab, setLab] = useState<LabState>(emptyLab);
  const [idpAsked, setIdpAsked] = useState(0);
  /** The pasted error on show, and what the core says of it. */
  const [explained, setExplained] = useState<{ text: string; answer: Explained } | null>(null);
  /** What was just done to the files, and what was given before it. */
  const [undo, setUndo] = useState<{ words: string; before: Given } | null>(null);
  /** The people before, and with what is tried out. */
  const [changes, setChanges] = useState<Changes | null>(null);
  /** What the core keeps to compare with: the people of these files with these answers. */
  const kept = useRef<{ files: GivenFile[]; overlay: string; people: Verdict['people'] } | null>(null);
  /** For paper every section is there, not only the view that is open. */
  const [printing, setPrinting] = useState(false);
  /** A print from the browser's own menu waits for nothing: what the core has to list is there before. */
  const [paper, setPaper] = useState<Paper | null>(null);
  const [wantsPrint, setWantsPrint] = useState(false);
  const verdictRef = useRef(verdict);
  verdictRef.current = verdict;
  const round = useRef(0);
  /** What the verdict on show was made of. */
  const complete = useRef<Given | null>(null);
  /** What the core answers from: ahead of the verdict on show while something is tried out. */
  const inCore = useRef<Given | null>(null);
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
      const checked = (wanted: Wanted) => engine.check(wanted, (now) => mine === round.current && setProgress(now));
      const wanted = toCheck(next);
      const start = untried(next);
      const overlay = JSON.stringify(toCheck(start).overlay);
      try {
        if (JSON.stringify(wanted.overlay) === overlay) {
          kept.current = null;
        } else if (kept.current?.files !== next.files || kept.current.overlay !== overlay) {
          kept.current = null;
          const { people } = await checked(toCheck(start));
          inCore.current = start;
          if (mine !== round.current) return;
          if (await engine.keep()) kept.current = { files: next.files, overlay, people };
          if (mine !== round.current) return;
        }
        const before = kept.current?.people;
        const answer = await checked(wanted);
        if (mine !== round.current) return;
        complete.current = inCore.current = next;
        setVerdict(answer);
        const compared = before ? { before, after: answer.people, changed: null } : null;
        setChanges(compared);
        if (compared) {
          void engine.changed(kChangesListed).then(
            (changed) => mine === round.current && changed && setChanges({ ...compared, changed }),
            () => undefined, // The check that comes instead says what is wrong.
          );
        }
        const states = answer.people.counts.endState;
        const stopped = (states['refused'] ?? 0) + (states['locked-out'] ?? 0);
        setSpoken(
          [
            `${plural(files.length, 'file')} read`,
            plural(counted(answer.check.causes).length, 'cause'),
            ...(answer.people.total ? [`${plural(stopped, 'person', 'people')} cannot work`] : []),
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
        kept.current = null;
        setFailure(reasonOf(error));
        setSpoken('These files could not be checked.');
      } finally {
        clearTimeout(timer);
      }
    },
    [engine],
  );

  /** Drop and paste run at once; the scenario is looked for beside it. */
  const queue = useRef<Promise<void>>(Promise.resolve());
  const takeIn = useCallback(
    async (added: GivenFile[], replaceAll: boolean): Promise<void> => {
      if (!added.length) {
        setSpoken('Nothing readable was given.');
        return;
      }
      const before = givenRef.current;
      const fresh = replaceAll || before.sample;
      const kindsOf = (name: string) => verdictRef.current?.check.inputs.filter((input) => input.name === name).flatMap(({ kinds }) => kinds) ?? [];
      const joined = await join(fresh ? [] : before.files, added, kindsOf);
      const { files } = joined;
      const kept = added.every((file) => file.name !== before.scenarioFile && file.name !== scenario.ownName) && !fresh;
      const next: Given = { ...(fresh ? nothing : before), files, sample: replaceAll, edited: kept ? before.edited : null, edits: fresh ? [] : before.edits };
      givenRef.current = next;
      setGiven(next);
      const done = [
        ...(fresh && before.files.length && before.sample !== replaceAll ? [before.sample ? 'The sample was left.' : 'Your files were replaced by the sample.'] : []),
        ...(joined.replaced.length ? [`${joined.replaced.join(', ')}: the newer copy replaced the older one.`] : []),
        ...(joined.kept.length ? [`${joined.kept.join(', ')}: kept beside the file of the same name.`] : []),
        ...(joined.repeated.length ? [`${joined.repeated.join(', ')}: given before, nothing new.`] : []),
      ].join(' ');
      setUndo(done ? { words: done, before } : null);
      if (done) setSpoken(done);
      if (fresh) {
        setFilter(noFilter);
        setTicked(new Set());
        setLab((old) => ({ ...old, from: null }));
        setOpenFindings(null);
      }
      void judge(next);
      const found = await scenarioIn(files);
      setGiven((current) => (current.files === files ? { ...current, ...found } : current));
    },
    [judge],
  );

  // One after the other: to compare files with those of the same name takes a moment.
  const give = useCallback(
    (added: GivenFile[], replaceAll = false): Promise<void> => (queue.current = queue.current.then(() => takeIn(added, replaceAll))),
    [takeIn],
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
    givenRef.current = next;
    setGiven(next);
    setUndo({ words: `${name} removed.`, before: given });
    setSpoken(`${name} removed`);
    void judge(next);
  };

  /** Back to what was given before; a result that was being made is not waited for. */
  const undoLast = () => {
    if (!undo) return;
    givenRef.current = undo.before;
    setGiven(undo.before);
    setUndo(null);
    setSpoken('Undone');
    void judge(undo.before);
  };

  const startOver = () => {
    setUndo({ words: 'All files removed.', before: given });
    givenRef.current = nothing;
    setGiven(nothing);
    setFilter(noFilter);
    setTicked(new Set());
    setLab(emptyLab);
    setOpenFindings(null);
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
      givenRef.current = complete.current;
      if (inCore.current !== complete.current) void judge(complete.current);
      setSpoken('Cancelled. The previous result is shown.');
      return;
    }
    setSpoken('Cancelled');
    setFailure('Cancelled. The files are still listed; add, remove or check them again.');
  };

  const debounce = useRef(0);
  const editScenario = (value: scenario.JsonObject) => {
    const next = { ...givenRef.current, edited: scenario.same(value, givenRef.current.base) ? null : value };
    givenRef.current = next;
    setGiven(next);
    clearTimeout(debounce.current);
    debounce.current = window.setTimeout(() => void judge(givenRef.current), kScenarioDebounce);
  };

  /** An answer that the scenario holds, such as which of several apps Egnyte's is: said once, checked at once. */
  const answer = (path: string[], value: string | undefined) => {
    const next = { ...givenRef.current, edited: scenario.withValue(givenRef.current.edited ?? givenRef.current.base, path, value) };
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

  /** Adds, replaces or, where the text is that of the files again, removes an edit. */
  const editOne = (one: Edit) => {
    const others = givenRef.current.edits.filter(({ target, userName }) => target !== one.target || userName !== one.userName);
    const status = givenRef.current.edits.find((old) => !others.includes(old))?.pushStatus;
    edit(one.expression === one.original && !status ? others : [...others, status ? { ...one, pushStatus: status } : one]);
  };

  /** Takes a correction over into the copy that is checked; the files stay. */
  const apply = ({ title, changes: made }: Correction) => {
    const before = givenRef.current;
    const edits = made.map(({ area, name, before: was, after, pushStatus, at }): Edit => {
      const userName = area === 'username-format';
      const edited = before.edits.find((one) => one.target === name && one.userName === userName);
      const { input, pointer } = edited ?? at ?? { input: '', pointer: '' };
      const status = pushStatus ?? edited?.pushStatus;
      return { target: name, userName, expression: after, original: edited?.original ?? was ?? '', input, pointer, ...(status ? { pushStatus: status } : {}) };
    });
    const kept = before.edits.filter((old) => !edits.some(({ target, userName }) => old.target === target && old.userName === userName));
    setUndo({ words: `${title}: applied to your copy.`, before });
    setSpoken(`${title}: applied to your copy.`);
    edit([...kept, ...edits]);
    requestAnimationFrame(() => document.getElementById('main')?.focus({ preventScroll: true }));
  };

  const undoEdits = () => {
    setLab((old) => (old.from ? { ...old, expression: old.from.original } : old));
    edit([]);
  };

  const saveCorrected = async (name: string) => {
    const source = givenRef.current.files.find((file) => file.name === name);
    // What is new has no place in the file.
    const placed = givenRef.current.edits.every(({ input }) => input !== '');
    const text = source && placed && corrected(await source.blob.text(), givenRef.current.edits.filter(({ input }) => input === name));
    if (text) save(name.split('/').at(-1)!, text, 'application/json');
    setSpoken(text ? `${name} saved` : `${name} cannot be corrected here; copy the request body instead.`);
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
    // A drag that starts inside the page (a name, a link) brings nothing new.
    let inside = false;
    const onStart = () => (inside = true);
    const onEnd = () => (inside = false);
    const carries = (event: DragEvent) => !inside && Array.from(event.dataTransfer?.types ?? []).some((t) => t === 'Files' || t === 'text/plain');
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
      const target = event.target as HTMLElement | null;
      depth = 0;
      setOver(false);
      if (inside) {
        inside = false;
        // Text that is moved within a field stays the browser's.
        if (!target?.closest('input, textarea')) event.preventDefault();
        return;
      }
      event.preventDefault();
      const focused = document.activeElement as HTMLElement | null;
      if (event.dataTransfer)
        void fromDrop(event.dataTransfer).then(async (files) => {
          if (files.length === 1 && files[0]!.name.startsWith('dropped-')) await givePasted(await files[0]!.blob.text());
          else await give(files);
          if (focused?.isConnected) focused.focus({ preventScroll: true });
        });
    };
    const onPaste = (event: ClipboardEvent) => {
      const target = event.target as HTMLElement | null;
      if (target?.closest('input, textarea, select')) return;
      const files = Array.from(event.clipboardData?.files ?? []);
      const text = event.clipboardData?.getData('text/plain') ?? '';
      if (files.length) void give(fromPicker(files));
      else if (text.trim()) void givePasted(text);
    };
    const onHash = () => setRoute(routeOf(location.hash));
    document.addEventListener('dragstart', onStart);
    document.addEventListener('dragend', onEnd);
    document.addEventListener('dragenter', onEnter);
    document.addEventListener('dragover', onOver);
    document.addEventListener('dragleave', onLeave);
    document.addEventListener('drop', onDrop);
    document.addEventListener('paste', onPaste);
    window.addEventListener('hashchange', onHash);
    return () => {
      document.removeEventListener('dragstart', onStart);
      document.removeEventListener('dragend', onEnd);
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
  const setup = verdict?.setup ?? null;
  const askPeople = useCallback<AskPeople>((query, from, count) => engine.people(query, from, count), [engine]);
  const loadGroups = useCallback((from: number, count: number) => engine.groups(from, count), [engine, verdict]);
  const loadImports = useCallback((from: number, count: number) => engine.imports(from, count), [engine, verdict]);
  const askCorrection = useCallback((finding: string) => engine.correction(finding), [engine, verdict]);
  const collections = useMemo(() => toChooseFrom(check?.aggregates), [check]);
  const onIdp = collections.length ? () => setIdpAsked((times) => times + 1) : null;
  const tabs: { tab: Tab; label: string; count?: number }[] = [
    { tab: 'findings', label: 'Causes', count: counted(check?.causes ?? []).length },
    { tab: 'people', label: 'People', count: verdict?.people.total ?? 0 },
    ...(verdict?.groups || route.tab === 'groups' ? [{ tab: 'groups' as const, label: 'Groups', count: verdict?.groups ?? 0 }] : []),
    { tab: 'sign-in', label: 'Sign-in' },
    { tab: 'egnyte', label: 'Egnyte settings' },
    { tab: 'expressions', label: 'Mapping' },
    { tab: 'scenario', label: 'Scenario' },
    ...(setup?.migration || setup?.importPossible || route.tab === 'migration'
      ? [{ tab: 'migration' as const, label: setup?.migration ? 'Migration' : 'Import', ...(setup?.migration ? { count: setup.migration.steps.filter(({ state }) => state === 'left').length } : {}) }]
      : []),
  ];

  const shownFile = judged.find(({ name }) => name === route.place?.name) ?? null;
  const fileOf = (name: string) => (/\.zip$/i.test(name) ? null : (judged.find((file) => file.name === name) ?? null));

  const ready = paper && paper.of === verdict ? paper : null;
  useEffect(() => {
    if (!verdict || ready) return;
    let current = true;
    const timer = setTimeout(
      () =>
        gatherPaper(engine, verdict).then(
          (gathered) => current && setPaper(gathered),
          (error: unknown) => {
            if (!current) return;
            setWantsPrint(false);
            setSpoken(`The people could not be listed for paper: ${reasonOf(error)}`);
          },
        ),
      wantsPrint ? 0 : kPaperAfter,
    );
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [engine, verdict, ready, wantsPrint]);
  useEffect(() => {
    if (!wantsPrint || !ready) return;
    setPrinting(true);
    const timer = setTimeout(() => {
      print();
      setWantsPrint(false);
      setPrinting(false);
    });
    return () => clearTimeout(timer);
  }, [wantsPrint, ready]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'p' || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey || !verdictRef.current) return;
      event.preventDefault();
      setWantsPrint(true);
    };
    const begin = () => setPrinting(true);
    const end = () => setPrinting(false);
    document.addEventListener('keydown', onKey);
    window.addEventListener('beforeprint', begin);
    window.addEventListener('afterprint', end);
    return () => {
      document.removeEventListener('keydown', onKey);
      window.removeEventListener('beforeprint', begin);
      window.removeEventListener('afterprint', end);
    };
  }, []);

  const showPeople = (change: Partial<Filter>) => {
    setFilter({ ...noFilter, ...change });
    location.hash = '#people';
  };

  // Beside the expression that is being typed, so that the field does not move; above every other view.
  const tried = (
    <>
      {given.edits.length > 0 && (
        <div class="tried">
          <p>
            Checked with {plural(given.edits.length, 'edited expression')} (<Names list={given.edits.map(({ target }) => target)} />). The files are
            unchanged.
          </p>
          <div class="add-buttons">
            <button type="button" class="small" onClick={undoEdits}>
              Undo
            </button>
            {[...new Set(given.edits.map(({ input }) => input))].filter(Boolean).map((name) => (
              <button key={name} type="button" class="small" onClick={() => void saveCorrected(name)}>
                Download corrected <bdi>{name}</bdi>
              </button>
            ))}
            {requestBody(given.edits) && <Copy text={requestBody(given.edits)!} what="the body of POST /api/v1/mappings" label="Copy request body" />}
          </div>
        </div>
      )}
      {changes && <Changed changes={changes} stoppedBy={setup?.stoppedBy ?? null} />}
    </>
  );

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
              <Menu label="Samples">
                {(close) =>
                  globalThis.preflightSamples.map((sample) => (
                    <li key={sample.id}>
                      <button type="button" onClick={() => (close(), loadSample(sample))}>
                        {sample.title}
                      </button>
                    </li>
                  ))
                }
              </Menu>
              {verdict && <ReportMenu engine={engine} ticked={ticked} onSaid={setSpoken} onPrint={() => setWantsPrint(true)} />}
              <button type="button" onClick={startOver}>
                Start over
              </button>
            </>
          )}
          {!started && undo && (
            <p class="notice">
              {undo.words}{' '}
              <button type="button" class="small" onClick={undoLast}>
                Undo
              </button>
            </p>
          )}
        </div>
        <details class="privacy">
          <summary>
            <span class="dot" aria-hidden="true" />
            nothing leaves this browser
          </summary>
          <div class="privacy-text">
            <p>The page’s own policy (connect-src 'none') forbids every connection, also to the page’s own server. Nothing is stored.</p>
            <p>The proof: switch the network off, reload, and drop your files.</p>
            {offlineCopy && (
              <p>
                To keep, or to pass on: <a href="preflight.html" download>preflight.html</a>, all of this page in one file. Its SHA-256 is <code>{offlineCopy}</code>.
              </p>
            )}
          </div>
        </details>
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
            notice={undo && { words: undo.words, undo: undoLast }}
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
                <div class={printing ? 'printing' : ''} aria-busy={working}>
                  <Summary verdict={verdict} brief={route.tab !== 'findings' && !printing} onFilter={showPeople} />
                  {(route.tab !== 'expressions' || printing) && tried}
                  {collections.length > 0 && <IdpChoice aggregates={collections} asked={idpAsked} onChoose={(entityId) => answer(scenario.idpEntityId, entityId)} />}
                  {verdict.setup.applications.length > 1 && <AppChoice setup={verdict.setup} onChoose={(id) => answer(scenario.application, id)} />}
                  <nav class="tabs" aria-label="Result">
                    {tabs.map(({ tab, label, count }) => (
                      <a key={tab} href={`#${tab}`} {...(route.tab === tab ? { 'aria-current': 'page' as const } : {})}>
                        {label}
                        {count !== undefined && <span class="count">{number(count)}</span>}
                      </a>
                    ))}
                  </nav>
                  {(route.tab === 'findings' || printing) && (
                    <Findings
                      check={check}
                      people={verdict.people.total}
                      stopped={verdict.setup.stoppedBy !== null}
                      fileOf={fileOf}
                      allOpen={printing}
                      opened={openFindings}
                      onOpen={setOpenFindings}
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
                      askCorrection={askCorrection}
                      onApply={apply}
                    />
                  )}
                  {route.tab === 'file' && shownFile && route.place && (
                    <FileView file={shownFile} line={route.place.line} column={route.place.column} check={check} onClose={() => history.back()} />
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
                  {route.tab === 'groups' && <Groups load={loadGroups} />}
                  {route.tab === 'sign-in' && (
                    <SignIn ask={askPeople} load={(row) => engine.person(row)} setup={verdict.setup} check={check} people={verdict.people.total} row={route.row} />
                  )}
                  {route.tab === 'migration' && <Migration setup={verdict.setup} load={loadImports} />}
                  {(route.tab === 'egnyte' || printing) && <EgnyteSettings check={check} engine={engine} scenario={judged.find(({ name }) => name === scenarioName(given)) ?? null} onIdp={onIdp} />}
                  {route.tab === 'expressions' && (
                    <>
                      <Expressions engine={engine} check={check} ask={askPeople} lab={lab} onLab={setLab} edits={given.edits} onEdit={editOne}>
                        {tried}
                      </Expressions>
                      <AttributeTable setup={verdict.setup} onChange={(attribute, variable) => answer(['egnyteAttributes', attribute], variable)} />
                    </>
                  )}
                  {printing && <PaperSections paper={ready} verdict={verdict} />}
                  {(route.tab === 'scenario' || printing) && (
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
