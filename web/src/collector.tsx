// The collector: a script that gathers what is missing from the user's own org. Its words and the script come from the core.
import { useEffect, useId, useState } from 'preact/hooks';
import { Copy } from './bits';
import { orgOf } from './exports';
import type { AskCollector, CollectorScript } from './types';

export function CollectorCard({ ask, org, onOrg }: { ask: AskCollector; org: string; onOrg: (org: string) => void }) {
  const [as, setAs] = useState<'console' | 'bash'>('console');
  const [made, setMade] = useState<CollectorScript | null>(null);
  const [problem, setProblem] = useState('');
  const field = useId();
  useEffect(() => {
    let current = true;
    setProblem('');
    if (!org.trim()) {
      setMade(null);
      return;
    }
    ask({ org: org.trim(), application: orgOf(org).application, as }).then(
      (script) => current && setMade(script),
      (error: Error) => {
        if (!current) return;
        setMade(null);
        setProblem(error.message);
      },
    );
    return () => {
      current = false;
    };
  }, [ask, org, as]);
  return (
    <div class="collector">
      <label for={field}>Host name of your Okta org, or the address of its Egnyte app</label>
      <input id={field} type="text" placeholder="acme.okta.com" spellcheck={false} autocapitalize="off" value={org} onInput={(event) => onOrg(event.currentTarget.value)} />
      <fieldset>
        <legend class="offscreen">How the script runs</legend>
        {(['console', 'bash'] as const).map((one) => (
          <label key={one}>
            <input type="radio" name={`${field}-as`} checked={as === one} onChange={() => setAs(one)} /> {one === 'console' ? 'Browser console' : 'bash and curl'}
          </label>
        ))}
      </fieldset>
      {problem && (
        <p class="quiet" role="status">
          {problem}
        </p>
      )}
      {made && (
        <>
          <p class="quiet">{made.promise}</p>
          <ol>
            {made.steps.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
          <div class="how">
            <textarea readOnly rows={4} aria-label="The script" spellcheck={false} value={made.script} />
            <Copy text={made.script} what="the script" />
          </div>
        </>
      )}
    </div>
  );
}
