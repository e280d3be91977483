// The first screen: what this is, where to drop, samples, and how to get the exports. What it begins with is in the page's
// HTML as well (tools/build-site.mjs), so that it shows before any script runs.
import { useState } from 'preact/hooks';
import { Copy } from './bits';
import { CollectorCard } from './collector';
import { AddFiles } from './file_list';
import type { AskCollector, GivenFile, Sample } from './types';
import words from './start.json';
import { exportsToGet, kindTitle, plural } from './words';

export function Start({
  askCollector,
  onGive,
  onPaste,
  onSample,
}: {
  askCollector: AskCollector;
  onGive: (files: GivenFile[]) => void;
  onPaste: (text: string) => void;
  onSample: (sample: Sample) => void;
}) {
  const [org, setOrg] = useState('');
  return (
    <div class="start">
      <h2>{words.question}</h2>
      <p class="lead">{words.lead}</p>
      <div class="drop" id="drop">
        <p class="drop-title">Drop files, folders or a ZIP anywhere on this page</p>
        <AddFiles onGive={onGive} onPaste={onPaste} />
        <p class="quiet">XML, JSON, NDJSON, CSV; recognised by content. Half of them is enough to begin. Or paste the error of a failed
          task.</p>
      </div>
      <h3 id="samples-title">Or look at a sample</h3>
      <ul class="cards" aria-labelledby="samples-title">
        {globalThis.preflightSamples.map((sample) => (
          <li key={sample.id}>
            <button type="button" class="card" onClick={() => onSample(sample)}>
              <strong>{sample.title}</strong>
              <span>{sample.text}</span>
              <span class="quiet">{plural(sample.files.length, 'file')}</span>
            </button>
          </li>
        ))}
      </ul>
      <details class="no-files">
        <summary>I have no files yet</summary>
        <p>A script collects all of Okta's exports at once:</p>
        <CollectorCard ask={askCollector} org={org} onOrg={setOrg} />
        <p>Any one of these is a beginning; each further one answers more. Nothing here changes anything in Okta or Egnyte.</p>
        <table class="exports">
          <thead>
            <tr>
              <th scope="col">Export</th>
              <th scope="col">Tells</th>
              <th scope="col">How to get it</th>
            </tr>
          </thead>
          <tbody>
            {exportsToGet.map((row) => (
              <tr key={row.kind}>
                <th scope="row">{kindTitle(row.kind)}</th>
                <td>{row.gives}</td>
                <td>
                  {row.clicks}
                  {row.call && (
                    <div class="call">
                      <code>{row.call}</code>
                      <Copy text={row.call} what={`the call for ${kindTitle(row.kind)}`} />
                    </div>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </div>
  );
}
