// One given file around one place, read-only: with the findings of that file beside their lines. Reads the file as a stream
// and keeps only the lines around the place, and of a line only what is around its column: exports of an API are often one
// line of many megabytes.
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Marked, Message, Shape } from './bits';
import type { Check, Finding, GivenFile, Place } from './types';
import { number, reasonOf } from './words';

const kAround = 400;
/** Characters of a line that are shown. */
const kWidest = 2000;

interface Line {
  text: string;
  /** Characters before and after it that are left out. */
  before: number;
  after: number;
}

export interface Window {
  /** Number of the first line kept, from 1. */
  first: number;
  lines: Line[];
  /** There are more lines after the last one. */
  more: boolean;
}

function encodingOf(start: Uint8Array): string {
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be';
  return 'utf-8';
}

/** The line of the place and `around` lines before and after it. */
export async function linesAround(blob: Blob, line: number, column: number, around: number): Promise<Window> {
  const first = Math.max(1, line - around);
  const last = line + around;
  const decoder = new TextDecoder(encodingOf(new Uint8Array(await blob.slice(0, 2).arrayBuffer())));
  const reader = blob.stream().getReader();
  const lines: Line[] = [];
  let at = 1;
  let kept = '';
  let length = 0;
  // What is far from the place is only counted.
  const add = (piece: string) => {
    if (at < first) return;
    const from = at === line ? Math.max(0, column - kWidest / 2) : 0;
    if (length + piece.length > from && length < from + kWidest) kept += piece.slice(Math.max(0, from - length), from + kWidest - length);
    length += piece.length;
  };
  const endLine = () => {
    if (at >= first) {
      const before = at === line ? Math.min(length, Math.max(0, column - kWidest / 2)) : 0;
      lines.push({ text: kept.replace(/\r$/, ''), before, after: length - before - kept.length });
    }
    kept = '';
    length = 0;
    at += 1;
  };
  for (;;) {
    const { done, value } = await reader.read();
    const text = decoder.decode(value, { stream: !done });
    let begin = 0;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', begin)) {
      add(text.slice(begin, end));
      endLine();
      begin = end + 1;
      if (at > last) {
        void reader.cancel();
        return { first, lines, more: true };
      }
    }
    add(text.slice(begin));
    if (done) {
      if (length) endLine();
      return { first, lines, more: false };
    }
  }
}

/** The line with the stretch of its first finding marked; `column` counts from 1. */
function LineText({ line, place }: { line: Line; place: Place | undefined }) {
  const start = (place?.column ?? 0) - 1 - line.before;
  const excerpt = place?.excerpt;
  return (
    <code>
      {line.before > 0 && '…'}
      {excerpt && start >= 0 && start < line.text.length ? <Marked text={line.text} from={start} to={start + excerpt.to - excerpt.from} /> : line.text}
      {line.after > 0 && '…'}
    </code>
  );
}

export function FileView({ file, line, column, check, onClose }: { file: GivenFile; line: number; column: number; check: Check; onClose: () => void }) {
  const [window, setWindow] = useState<Window | null>(null);
  const [failure, setFailure] = useState('');
  const heading = useRef<HTMLHeadingElement>(null);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let current = true;
    setWindow(null);
    linesAround(file.blob, line, column, kAround).then(
      (found) => current && setWindow(found),
      (error: unknown) => current && setFailure(reasonOf(error)),
    );
    return () => {
      current = false;
    };
  }, [file, line, column]);
  useLayoutEffect(() => heading.current?.focus(), [file, line, column]);
  // Within the box: the page stays where it is.
  useLayoutEffect(() => {
    const mark = box.current?.querySelector<HTMLElement>('[aria-current]');
    if (mark && box.current) box.current.scrollTop = mark.offsetTop - box.current.clientHeight / 2;
  }, [window]);

  const byLine = new Map<number, { finding: Finding; place: Place }[]>();
  for (const finding of check.findings) {
    for (const place of finding.locations) {
      if (place.input !== file.name || place.line === undefined) continue;
      byLine.set(place.line, [...(byLine.get(place.line) ?? []), { finding, place }]);
    }
  }
  const last = window ? window.first + window.lines.length - 1 : 0;
  const to = (target: number) => `#file/${target}/${encodeURIComponent(file.name)}`;
  return (
    <section class="file-view" aria-labelledby="file-view-title">
      <div class="panel-head">
        <h2 id="file-view-title" ref={heading} tabIndex={-1}>
          {file.name} <span class="quiet">line {number(line)}</span>
        </h2>
        <button type="button" class="small" onClick={onClose}>
          Back
        </button>
      </div>
      {failure && <p class="failure">This file could not be read: {failure}</p>}
      {!window && !failure && <p class="quiet">Reading …</p>}
      {window && (
        <>
          {window.first > 1 && (
            <p>
              <a href={to(window.first)}>Earlier lines</a>
            </p>
          )}
          <div class="code-box" ref={box} tabIndex={0} role="region" aria-label={`Lines ${number(window.first)} to ${number(last)} of ${file.name}`}>
            <table>
              <tbody>
                {window.lines.map((one, index) => {
                  const at = window.first + index;
                  const here = byLine.get(at) ?? [];
                  return (
                    <tr key={at} class={here.length ? `hit ${here[0]!.finding.severity}` : ''} {...(at === line ? { 'aria-current': 'location' as const } : {})}>
                      <th scope="row" class="line-number">
                        {at}
                      </th>
                      <td>
                        <LineText line={one} place={(here.find(({ place }) => at === line && place.column === column) ?? here[0])?.place} />
                        {here.map(({ finding }) => (
                          <p key={finding.fingerprint} class="margin">
                            <Shape severity={finding.severity} /> <Message text={finding.message} /> <span class="quiet mono">{finding.code}</span>
                          </p>
                        ))}
                      </td>
                    </tr>
                  );
                })}
              </tbody>
            </table>
          </div>
          {window.more && (
            <p>
              <a href={to(last)}>Later lines</a>
            </p>
          )}
        </>
      )}
    </section>
  );
}
