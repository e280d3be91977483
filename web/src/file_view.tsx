// One given file around one line, read-only: with the findings of that file beside their lines. Reads the file as a stream
// and keeps only the lines around the place, so a file of any size can be shown.
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Message, Shape } from './bits';
import type { Check, Finding, GivenFile } from './types';
import { number } from './words';

const kAround = 400;
/** Code points of a line that are shown, around the marked column. */
const kWidest = 2000;

interface Window {
  /** Number of the first line kept, from 1. */
  first: number;
  lines: string[];
  /** There are more lines after the last one. */
  more: boolean;
}

function encodingOf(start: Uint8Array): string {
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be';
  return 'utf-8';
}

async function linesAround(blob: Blob, line: number): Promise<Window> {
  const first = Math.max(1, line - kAround);
  const last = line + kAround;
  const decoder = new TextDecoder(encodingOf(new Uint8Array(await blob.slice(0, 2).arrayBuffer())));
  const reader = blob.stream().getReader();
  const lines: string[] = [];
  let at = 1;
  let rest = '';
  const take = (text: string) => {
    if (at >= first && at <= last) lines.push(text);
    at += 1;
  };
  for (;;) {
    const { done, value } = await reader.read();
    const text = decoder.decode(value, { stream: !done });
    let begin = 0;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', begin)) {
      // What is far from the place is only counted.
      take(at >= first ? (rest + text.slice(begin, end)).replace(/\r$/, '') : '');
      rest = '';
      begin = end + 1;
      if (at > last) {
        void reader.cancel();
        return { first, lines, more: true };
      }
    }
    rest = at >= first ? rest + text.slice(begin) : '';
    if (done) {
      if (rest) take(rest);
      return { first, lines, more: false };
    }
  }
}

/** The part of a line to show; an excerpt of one that has megabytes. */
function shownPart(text: string, column: number): string {
  if (text.length <= kWidest) return text;
  const from = Math.max(0, column - kWidest / 2);
  return `${from > 0 ? '…' : ''}${text.slice(from, from + kWidest)}…`;
}

export function FileView({ file, line, check, onClose }: { file: GivenFile; line: number; check: Check; onClose: () => void }) {
  const [window, setWindow] = useState<Window | null>(null);
  const [failure, setFailure] = useState('');
  const heading = useRef<HTMLHeadingElement>(null);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let current = true;
    setWindow(null);
    linesAround(file.blob, line).then(
      (found) => current && setWindow(found),
      (error: unknown) => current && setFailure(error instanceof Error ? error.message : String(error)),
    );
    return () => {
      current = false;
    };
  }, [file, line]);
  useLayoutEffect(() => heading.current?.focus(), [file, line]);
  // Within the box: the page stays where it is.
  useLayoutEffect(() => {
    const mark = box.current?.querySelector<HTMLElement>('[aria-current]');
    if (mark && box.current) box.current.scrollTop = mark.offsetTop - box.current.clientHeight / 2;
  }, [window]);

  const byLine = new Map<number, { finding: Finding; column: number }[]>();
  for (const finding of check.findings) {
    for (const place of finding.locations) {
      if (place.input !== file.name || place.line === undefined) continue;
      byLine.set(place.line, [...(byLine.get(place.line) ?? []), { finding, column: place.column ?? 0 }]);
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
                {window.lines.map((text, index) => {
                  const at = window.first + index;
                  const here = byLine.get(at) ?? [];
                  return (
                    <tr key={at} class={here.length ? `hit ${here[0]!.finding.severity}` : ''} {...(at === line ? { 'aria-current': 'location' as const } : {})}>
                      <th scope="row" class="line-number">
                        {at}
                      </th>
                      <td>
                        <code>{shownPart(text, here[0]?.column ?? 0)}</code>
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
