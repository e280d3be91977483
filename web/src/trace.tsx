// What every part of an expression was for one person, as a tree; where nothing, an unknown or an error began is marked.
import { literal, plural } from './words';
import type { TraceLine } from './types';

interface Branch {
  line: TraceLine;
  parts: Branch[];
}

/** The core lists each part before its own parts; the depth makes the tree. */
function treeOf(lines: TraceLine[]): Branch[] {
  const roots: Branch[] = [];
  const open: Branch[] = [];
  for (const line of lines) {
    const branch: Branch = { line, parts: [] };
    open.length = Math.min(open.length, line.depth);
    (open[open.length - 1]?.parts ?? roots).push(branch);
    open.push(branch);
  }
  return roots;
}

function Value({ line }: { line: TraceLine }) {
  switch (line.state) {
    case 'skipped':
      return <span class="quiet">not evaluated</span>;
    case 'repeated':
      return <span class="quiet">{plural(line.count ?? 0, 'time')}, once for each element</span>;
    case 'failed':
      return <span class="fails">{line.born ? `fails here: ${line.message ?? ''}` : 'fails'}</span>;
    case 'unknown':
      return (
        <span class="unsure">
          unknown
          {line.born && line.missing && line.missing.length > 0 && `: ${line.missing.join(', ')} was not given`}
          {line.candidates && line.candidates.length > 0 && `, one of ${line.candidates.map(literal).join(', ')}`}
        </span>
      );
    default:
      return (
        <>
          <span class="mono value">{literal(line.value ?? null)}</span>
          {line.value === null && line.born && <span class="unsure"> empty here</span>}
        </>
      );
  }
}

function Parts({ branches }: { branches: Branch[] }) {
  return (
    <ul>
      {branches.map(({ line, parts }) => (
        <li key={`${line.begin}-${line.end}-${line.depth}`} class={`t-${line.state}`}>
          <span class="part">
            <code>{line.text}</code>
            <span aria-hidden="true"> = </span>
            <span class="offscreen"> is </span>
            <Value line={line} />
          </span>
          {parts.length > 0 && <Parts branches={parts} />}
        </li>
      ))}
    </ul>
  );
}

export function TraceTree({ lines }: { lines: TraceLine[] }) {
  return (
    <div class="trace">
      <Parts branches={treeOf(lines)} />
    </div>
  );
}
