// The first screen: what this is, where to drop, samples, and how to get the exports. What it begins with is in the page's
// HTML as well (tools/build-site.mjs), so that it shows before any script runs.
import { useState } from 'preact/hooks';
import { CollectorCard } from './collector';
import { AddFiles } from './file_list';
import type { AskCollector, GivenFile, Sample } from './types';
import words from './start.json';
import { plural } from './words';
import { Exports } from './exports';

const symptoms = [
  {
    title: 'Somebody cannot sign in',
    first: 'Paste the error text or the log line with “Paste text” above: it is explained at once. With these files Preflight also says who else it concerns.',
    kinds: ['saml-idp-metadata', 'okta-application', 'okta-app-users', 'egnyte-users'],
  },
  {
    title: 'New people never appear in Egnyte',
    first: 'Paste the text of the failed task (Dashboard › Tasks) above, and drop these files.',
    kinds: ['okta-application', 'okta-profile-mapping', 'okta-app-users', 'okta-users', 'okta-app-user-schema'],
  },
  {
    title: 'We want to change something',
    first: 'Drop today’s files. Then edit an expression under “Mapping” or a setting under “Scenario”: everybody is checked again with it, and nothing is changed in Okta or Egnyte.',
    kinds: ['okta-application', 'okta-profile-mapping', 'okta-app-users', 'egnyte-users'],
  },
] as const;

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
      <h3>What brings you here?</h3>
      <div class="symptoms">
        {symptoms.map(({ title, first, kinds }) => (
          <details key={title} class="no-files">
            <summary>{title}</summary>
            <p>{first}</p>
            <Exports org={org} kinds={kinds} />
          </details>
        ))}
        <details class="no-files" onToggle={({ currentTarget }) => currentTarget.open && currentTarget.scrollIntoView({ block: 'start' })}>
          <summary>I have no files yet</summary>
          <p>
            A script collects all of Okta’s exports at once. With the host name of your org the links below lead there, too; with the address of
            the Egnyte app in the Okta Admin Console (copy it from the address bar) they also have the app’s id.
          </p>
          <CollectorCard ask={askCollector} org={org} onOrg={setOrg} />
          <p>Any one of these is a beginning; each further one answers more. Nothing here changes anything in Okta or Egnyte.</p>
          <Exports org={org} />
        </details>
      </div>
    </div>
  );
}
