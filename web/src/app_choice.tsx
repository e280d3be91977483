// With several Egnyte apps: which one is checked, and another one at a click. The core says which there are.
import { useEffect, useId, useState } from 'preact/hooks';
import type { EgnyteApplication, Setup } from './types';
import { number } from './words';

const rolesOf = (app: EgnyteApplication): string =>
  [app.replaced && 'old', !app.active && 'inactive', app.provisions && 'provisions', app.signsIn && 'signs in'].filter(Boolean).join(', ');

export function AppChoice({ setup, onChoose }: { setup: Setup; onChoose: (id: string) => void }) {
  const id = useId();
  const { applications, applicationChosen } = setup;
  // What was picked stays picked while it is checked.
  const [picked, setPicked] = useState<string | null>(null);
  useEffect(() => setPicked(null), [setup]);
  const current = picked ?? applications.find(({ followed }) => followed)?.id ?? '';
  return (
    <section class="idp answered" aria-label="Egnyte application">
      <label for={id}>{applicationChosen || applications.filter(({ replaced }) => !replaced).length < 2 ? 'Egnyte app' : 'Which Egnyte app do you mean?'}</label>
      <select
        id={id}
        value={current}
        onChange={(event) => {
          setPicked(event.currentTarget.value);
          onChoose(event.currentTarget.value);
        }}
      >
        {applications.map((app) => (
          <option key={app.id} value={app.id} selected={app.id === current}>
            {app.label || app.id} · {app.id}
            {rolesOf(app) && ` (${rolesOf(app)})`}
          </option>
        ))}
      </select>
      <span class="quiet">is checked, of {number(applications.length)}.</span>
    </section>
  );
}
