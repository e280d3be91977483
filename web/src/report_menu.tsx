// The report menu: everything is written by the core; the page only saves or copies it.
import { useState } from 'preact/hooks';
import { copyText } from './bits';
import type { Engine } from './engine';
import { Menu } from './menu';
import { reasonOf } from './words';

const files = [
  { label: 'HTML report', subject: 'check', format: 'html', type: 'text/html', ending: 'html' },
  { label: 'CSV of people', subject: 'simulate', format: 'csv', type: 'text/csv', ending: 'csv' },
  { label: 'JSON', subject: 'check', format: 'json', type: 'application/json', ending: 'json' },
  { label: 'SARIF', subject: 'check', format: 'sarif', type: 'application/sarif+json', ending: 'sarif' },
] as const;

export function save(name: string, text: string, type: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

export function ReportMenu({ engine, ticked, onSaid, onPrint }: { engine: Engine; ticked: ReadonlySet<string>; onSaid: (words: string) => void; onPrint: () => void }) {
  const [names, setNames] = useState(false);
  const failed = (error: unknown) => onSaid(`The report could not be written: ${reasonOf(error)}`);
  return (
    <Menu label="Report">
      {(close) => (
        <>
          <li>
            <button
              type="button"
              onClick={() => {
                engine
                  .report('check', 'markdown', names, ticked)
                  .then(copyText)
                  .then((ok) => onSaid(ok ? 'Ticket text copied' : 'The browser refused to copy'), failed);
                close();
              }}
            >
              Copy ticket text
            </button>
          </li>
          {files.map(({ label, subject, format, type, ending }) => (
            <li key={label}>
              <button
                type="button"
                onClick={() => {
                  engine.report(subject, format, names, ticked).then((text) => (save(`preflight.${ending}`, text, type), onSaid(`${label} saved`)), failed);
                  close();
                }}
              >
                {label}
              </button>
            </li>
          ))}
          <li>
            <button type="button" onClick={() => (close(), onPrint())}>
              Print
            </button>
          </li>
          <li class="menu-choice">
            <label>
              <input type="checkbox" checked={names} onChange={(event) => setNames(event.currentTarget.checked)} /> Name people in ticket and HTML
            </label>
          </li>
        </>
      )}
    </Menu>
  );
}
