// Left column: what was given, what each file is, what is missing and how to get it.
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Copy } from './bits';
import { CollectorCard } from './collector';
import type { Progress } from './engine';
import { orgOf } from './exports';
import { fromPicker } from './gather';
import type { AskCollector, Check, GivenFile, Missing } from './types';
import { bytes, kindTitle, number, plural } from './words';

export function AddFiles({ onGive, onPaste }: { onGive: (files: GivenFile[]) => void; onPaste: (text: string) => void }) {
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const area = useRef<HTMLTextAreaElement>(null);
  const pasteButton = useRef<HTMLButtonElement>(null);
  const [pasting, setPasting] = useState(false);
  const [text, setText] = useState('');
  useEffect(() => {
    // Not a property that JSX knows.
    folder.current?.setAttribute('webkitdirectory', '');
  }, []);
  useLayoutEffect(() => {
    if (pasting) area.current?.focus();
  }, [pasting]);
  const picked = (input: HTMLInputElement) => {
    if (input.files?.length) onGive(fromPicker(input.files));
    input.value = '';
  };
  const close = () => {
    setText('');
    setPasting(false);
    pasteButton.current?.focus();
  };
  return (
    <div class="add">
      <div class="add-buttons">
        <button type="button" class="primary" onClick={() => files.current?.click()}>
          Choose files
        </button>
        <button type="button" onClick={() => folder.current?.click()}>
          Choose a folder
        </button>
        <button type="button" ref={pasteButton} aria-expanded={pasting} onClick={() => setPasting(!pasting)}>
          Paste text
        </button>
      </div>
      <input ref={files} id="pick" class="gone" type="file" multiple tabIndex={-1} aria-label="Files" onChange={(event) => picked(event.currentTarget)} />
      <input ref={folder} id="pick-folder" class="gone" type="file" multiple tabIndex={-1} aria-label="Folder" onChange={(event) => picked(event.currentTarget)} />
      {pasting && (
        <div
          class="paste"
          onKeyDown={(event) => {
            if (event.key === 'Escape') close();
          }}
        >
          <label>
            Text of an export, or an error message
            <textarea ref={area} rows={5} spellcheck={false} value={text} onInput={(event) => setText(event.currentTarget.value)} />
          </label>
          <div class="add-buttons">
            <button
              type="button"
              class="primary"
              disabled={!text.trim()}
              onClick={() => {
                onPaste(text);
                close();
              }}
            >
              Add
            </button>
            <button type="button" onClick={close}>
              Close
            </button>
          </div>
        </div>
      )}
    </div>
  );
}

/** The address of an export, with the org of the files or else the one that was typed. */
function addressOf(item: Missing, org: string): string | null {
  const { host } = orgOf(org);
  return item.url ?? (item.path && host ? `https://${host}${item.path}` : null);
}

/** What an input turned out to be; ✓ only where it had influence. */
type Use = { mark: '✓' | '○' | '✗'; title: string; why: string };

function useOf(check: Check, input: Check['inputs'][number]): Use {
  const kinds = input.kinds.filter((kind) => kind !== 'unknown');
  const title = kinds.length ? kinds.map(kindTitle).join(', ') : kindTitle('unknown');
  const unused = check.unused.filter((one) => one.input === input.name);
  const reasons = [...new Set(unused.map(({ why }) => why))].join('; ');
  // Of a wrong file a finding about the file as a whole says what it is and how to get the right one.
  const wrong = check.findings.find(
    ({ severity, locations }) => severity === 'error' && locations.some((place) => place.input === input.name && !place.pointer && (place.line ?? 1) === 1),
  );
  if (!kinds.length) return { mark: '✗', title, why: reasons || (wrong?.message ?? 'Preflight does not know this kind of file.') };
  // The answer of another call than the one that has the values.
  const incomplete = check.findings.find(({ code, locations }) => code === 'PF1008' && locations.some((place) => place.input === input.name));
  if (incomplete) return { mark: '✗', title, why: incomplete.message };
  const left = kinds.filter((kind) => !unused.some((one) => one.kind === kind));
  // Another copy of the same object: the finding says which of the two counts.
  const copy = check.findings.find(({ code, locations }) => code === 'PF1013' && locations.some((place) => place.input === input.name))?.message ?? '';
  if (left.length) return { mark: '✓', title, why: !unused.length ? copy : `Not used: ${unused.map(({ kind, why }) => `${kindTitle(kind)}, ${why}`).join('; ')}` };
  const isExport = !['html-page', 'okta-error'].includes(kinds[0]!);
  return { mark: isExport ? '○' : '✗', title, why: isExport ? `Not used: ${reasons}` : `Wrong file: ${reasons}` };
}

const markWords = { '✓': 'used', '○': 'not used', '✗': 'wrong file', '·': 'waiting' } as const;

function FileRow({ file, check, progress, onRemove }: { file: GivenFile; check: Check | null; progress: Progress | null; onRemove: () => void }) {
  const { name, blob } = file;
  // A ZIP archive is as many inputs as it holds files.
  const inputs = check?.inputs.filter((input) => input.name === name || input.name.startsWith(`${name}!`)) ?? [];
  const uses = inputs.map((input) => ({ input, use: useOf(check!, input) }));
  const marks = new Set(uses.map(({ use }) => use.mark));
  const mark = !uses.length ? '·' : marks.has('✓') ? '✓' : marks.has('✗') ? '✗' : '○';
  const inside = uses.filter(({ input }) => input.name !== name);
  const alone = inside.length ? undefined : uses[0]?.use;
  const reading = progress?.name === name || progress?.name?.startsWith(`${name}!`) ? progress : null;
  const state = reading
    ? `reading ${blob.size && reading.name === name ? `${Math.floor((100 * reading.done) / blob.size)} %` : '…'}`
    : inside.length
      ? plural(inside.length, 'file')
      : (alone?.title ?? 'waiting');
  return (
    <li>
      <Mark mark={mark} />
      <div class="file-text">
        <span class="file-name">
          {inputs.some((input) => input.name === name) ? <a href={`#file/1/${encodeURIComponent(name)}`}>{name}</a> : name}
        </span>
        <span class="quiet">
          {state} · {bytes(blob.size)}
        </span>
        {alone?.why && <span class="why">{alone.why}</span>}
        {inside.length > 0 && (
          <ul class="inside">
            {inside.map(({ input, use }) => (
              <li key={input.name}>
                <Mark mark={use.mark} />
                <span class="file-text">
                  <span class="file-name">{input.name.slice(name.length + 1)}</span>
                  <span class="quiet">{use.title}</span>
                  {use.why && <span class="why">{use.why}</span>}
                </span>
              </li>
            ))}
          </ul>
        )}
      </div>
      <button type="button" class="remove" onClick={onRemove}>
        Remove<span class="offscreen"> {name}</span>
      </button>
    </li>
  );
}

function Mark({ mark }: { mark: keyof typeof markWords }) {
  return (
    <span class={`file-mark mark-${markWords[mark].replace(' ', '-')}`}>
      <span aria-hidden="true">{mark}</span>
      <span class="offscreen">{markWords[mark]}</span>
    </span>
  );
}

export function FileList({
  files,
  check,
  progress,
  askCollector,
  onGive,
  onPaste,
  onRemove,
  notice,
}: {
  /** What was just done to the files and can be undone. */
  notice: { words: string; undo: () => void } | null;
  files: GivenFile[];
  check: Check | null;
  progress: Progress | null;
  askCollector: AskCollector;
  onGive: (files: GivenFile[]) => void;
  onPaste: (text: string) => void;
  onRemove: (name: string) => void;
}) {
  // Below 900 px this is a drawer; wide screens ignore the state.
  const [open, setOpen] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  const missing = check?.missing ?? [];
  const [typed, setTyped] = useState<string | null>(null);
  const known = missing.find((item) => item.url)?.url;
  const org = typed ?? (known ? new URL(known).host : '');
  return (
    <aside class={open ? 'files open' : 'files'} aria-label="Files">
      <button type="button" class="drawer" aria-expanded={open} aria-controls="files-body" onClick={() => setOpen(!open)}>
        Files <span class="count">{number(files.length)}</span>
        {missing.length > 0 && <span class="quiet">· {number(missing.length)} missing</span>}
      </button>
      <div id="files-body" class="files-body">
        <h2 ref={heading} tabIndex={-1}>
          Files
        </h2>
        <AddFiles onGive={onGive} onPaste={onPaste} />
        {notice && (
          <p class="notice">
            {notice.words}{' '}
            <button type="button" class="small" onClick={() => (notice.undo(), heading.current?.focus())}>
              Undo
            </button>
          </p>
        )}
        <ul class="file-list">
          {files.map((file) => (
            <FileRow
              key={file.name}
              file={file}
              check={check}
              progress={progress}
              onRemove={() => {
                onRemove(file.name);
                heading.current?.focus();
              }}
            />
          ))}
        </ul>
        {missing.length > 0 && (
          <>
            <h2>Missing</h2>
            <ul class="missing">
              {missing.map((item, index) => (
                <li key={`${item.kind}-${index}`}>
                  <details>
                    <summary>{kindTitle(item.kind)}</summary>
                    <p class="quiet">Would tell {item.why}.</p>
                    <div class="how">
                      <code>{item.how}</code>
                      <Copy text={item.how} what={`how to get ${kindTitle(item.kind)}`} />
                    </div>
                    {addressOf(item, org) && (
                      <a href={addressOf(item, org)!} target="_blank" rel="noopener noreferrer">
                        Open it in Okta
                      </a>
                    )}
                    {item.kind === 'preflight-scenario' && <a href="#scenario">Enter it in the scenario</a>}
                  </details>
                </li>
              ))}
            </ul>
            {missing.some((item) => item.path) && (
              <details>
                <summary>Collect them with a script</summary>
                <CollectorCard ask={askCollector} org={org} onOrg={setTyped} />
              </details>
            )}
          </>
        )}
      </div>
    </aside>
  );
}
