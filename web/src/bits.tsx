// Small pieces used everywhere.
import { Fragment } from 'preact';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { severities } from './words';
import type { Finding, Severity } from './types';

export function Shape({ severity }: { severity: Severity }) {
  return (
    <span class={`shape shape-${severity}`} aria-hidden="true">
      {severities[severity].shape}
    </span>
  );
}

export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // No permission, or an address the browser does not trust: the old way needs a selection.
    const area = document.createElement('textarea');
    area.value = text;
    area.className = 'offscreen';
    document.body.append(area);
    area.select();
    const ok = document.execCommand('copy');
    area.remove();
    return ok;
  }
}

export function Copy({ text, what, label = 'Copy' }: { text: string; what: string; label?: string }) {
  const [state, setState] = useState<'' | 'Copied' | 'Select and copy by hand'>('');
  const timer = useRef(0);
  useEffect(() => () => clearTimeout(timer.current), []);
  return (
    <button
      type="button"
      class="small"
      onClick={async (event) => {
        const button = event.currentTarget;
        const ok = await copyText(text);
        button.focus();
        setState(ok ? 'Copied' : 'Select and copy by hand');
        clearTimeout(timer.current);
        timer.current = window.setTimeout(() => setState(''), 2000);
      }}
    >
      <span aria-live="polite">{state || label}</span>
      <span class="offscreen"> {what}</span>
    </button>
  );
}

/** A message of the core. Each value in it is isolated: letters that run from right to left must not turn the sentence around it. */
export function Message({ text }: { text: string }) {
  return <>{text.split(/("[^"]*")/).map((part, i) => (i % 2 === 1 ? <bdi key={i}>{part}</bdi> : part))}</>;
}

/** A table with a row of heads; `children` are the other rows. */
export function Table({ heads, look, caption, children }: { heads: readonly string[]; look?: string; caption?: ComponentChildren; children: ComponentChildren }) {
  return (
    <table {...(look ? { class: look } : {})}>
      {caption && <caption class="quiet">{caption}</caption>}
      <thead>
        <tr>
          {heads.map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  );
}

/** What may be wider than its place: it scrolls by itself, with the keyboard too. Named by the id of its heading. */
export function Wide({ heading, children }: { heading: string; children: ComponentChildren }) {
  return (
    <div class="scroll-x" tabIndex={0} role="group" aria-labelledby={heading}>
      {children}
    </div>
  );
}

/** Values of the files, each of which keeps its direction to itself. */
export function Names({ list }: { list: readonly string[] }) {
  return (
    <>
      {list.map((name, i) => (
        <Fragment key={i}>
          {i > 0 && ', '}
          <bdi>{name}</bdi>
        </Fragment>
      ))}
    </>
  );
}

/** Text with one stretch marked; `from` and `to` count code points from 0, `to` is exclusive. */
export function Marked({ text, from, to }: { text: string; from: number; to: number }) {
  const points = Array.from(text);
  const start = Math.max(0, Math.min(points.length, from));
  const end = Math.max(start, Math.min(points.length, to));
  return (
    <>
      {points.slice(0, start).join('')}
      <mark>{points.slice(start, end).join('')}</mark>
      {points.slice(end).join('')}
    </>
  );
}

/** What a finding rests on. The statements S… are those of Egnyte's guide (docs/guide-coverage.md). */
export function WhyWeKnow({ sources, confidence }: { sources: readonly string[]; confidence: Finding['confidence'] }) {
  const guide = sources.filter((id) => /^S\d/.test(id));
  const others = sources.filter((id) => !guide.includes(id));
  return (
    <>
      {guide.length > 0 && ` · Egnyte’s guide ${guide.join(' ')}`}
      {others.length > 0 && ` · sources ${others.join(' ')}`}
      {confidence !== 'documented' && <span class="confidence"> · {confidence === 'observed' ? 'seen in practice' : 'inferred'}, not documented</span>}
    </>
  );
}

export function Empty({ title, children }: { title: string; children?: ComponentChildren }) {
  return (
    <div class="empty">
      <h3>{title}</h3>
      {children}
    </div>
  );
}
