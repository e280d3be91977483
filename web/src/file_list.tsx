// Left column: what was given, what each file is, what is missing and how to get it.
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Copy } from './bits';
import { CollectorCard } from './collector';
import type { Progress } from './engine';
import { fromPicker } from './gather';
import type { AskCollector, Check, GivenFile, Missing } from './types';
import { bytes, kindTitle, number } from './words';

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
  if (item.url) return item.url;
  return item.path && /^[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(org) ? `https://${org}${item.path}` : null;
}

export function FileList({
  files,
  check,
  progress,
  askCollector,
  onGive,
  onPaste,
  onRemove,
}: {
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
  /** A ZIP archive is as many inputs as it holds files. */
  const inputsOf = (name: string) => check?.inputs.filter((input) => input.name === name || input.name.startsWith(`${name}!`)) ?? [];
  const missing = check?.missing ?? [];
  const [typed, setTyped] = useState<string | null>(null);
  const known = missing.find((item) => item.url)?.url;
  const org = typed ?? (known ? new URL(known).host : '');
  return (
    <aside class={open ? 'files open' : 'files'} aria-label="Files">
      <button type="button" class="drawer" aria-expanded={open} aria-controls="files-body" onClick={() => setOpen(!open)}>
        Files <span class="count">{number(files.length)}</span>
        {missing.length > 0 && <span class="quiet">, {number(missing.length)} missing</span>}
      </button>
      <div id="files-body" class="files-body">
        <h2 ref={heading} tabIndex={-1}>
          Files
        </h2>
        <AddFiles onGive={onGive} onPaste={onPaste} />
        <ul class="file-list">
          {files.map(({ name, blob }) => {
            const inputs = inputsOf(name);
            const kinds = [...new Set(inputs.flatMap((input) => input.kinds))].filter((kind) => kind !== 'unknown');
            const odd = inputs.some((input) => input.kinds.every((kind) => kind === 'unknown'));
            const reading = progress?.name === name || progress?.name?.startsWith(`${name}!`) ? progress : null;
            const state = reading
              ? `reading ${blob.size && reading.name === name ? `${Math.floor((100 * reading.done) / blob.size)} %` : '…'}`
              : !inputs.length
                ? 'waiting'
                : kinds.length
                  ? kinds.map(kindTitle).join(', ')
                  : kindTitle('unknown');
            return (
              <li key={name}>
                <span class={`file-mark${odd ? ' odd' : ''}`} aria-hidden="true">
                  {!inputs.length ? '·' : odd ? '!' : '✓'}
                </span>
                <div class="file-text">
                  <span class="file-name">{name}</span>
                  <span class="quiet">
                    {state} · {bytes(blob.size)}
                  </span>
                </div>
                <button
                  type="button"
                  class="remove"
                  onClick={() => {
                    onRemove(name);
                    heading.current?.focus();
                  }}
                >
                  Remove<span class="offscreen"> {name}</span>
                </button>
              </li>
            );
          })}
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
                      <a href={addressOf(item, org)!} target="_blank" rel="noreferrer">
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
