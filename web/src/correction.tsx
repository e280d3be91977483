// What corrects a cause in the files: tried out by the core over everybody, and taken over at a click.
import { useEffect, useState } from 'preact/hooks';
import type { Correction } from './types';

/** More people than these are tried out only when somebody asks: each try checks all of them, a quarter of a second of the worker for ten thousand. */
const kAtOnce = 10_000;

export function Apply({
  fingerprint,
  people,
  stopped,
  ask,
  onApply,
}: {
  fingerprint: string;
  people: number;
  /** Another cause stops everybody, so no correction of this one has an effect yet. */
  stopped: boolean;
  ask: (fingerprint: string) => Promise<Correction | null>;
  onApply: (correction: Correction) => void;
}) {
  const [wanted, setWanted] = useState(people <= kAtOnce);
  const [best, setBest] = useState<Correction | null>(null);
  const [state, setState] = useState<'' | 'waiting' | 'none'>('');
  useEffect(() => {
    if (!wanted) return;
    let current = true;
    setState('waiting');
    const answered = (correction: Correction | null) => {
      if (!current) return;
      setBest(correction);
      setState(correction ? '' : 'none');
    };
    ask(fingerprint).then(answered, () => answered(null));
    return () => {
      current = false;
    };
  }, [ask, fingerprint, wanted]);
  if (!wanted)
    return (
      <button type="button" class="small" onClick={() => setWanted(true)}>
        Try a correction
      </button>
    );
  // Nothing moves while it is asked for, and a cause that is corrected elsewhere says nothing of it.
  if (!best) return people > kAtOnce ? <span class="quiet">{state === 'waiting' ? 'Trying it out …' : 'No correction of the files is safe to offer.'}</span> : null;
  return (
    <div class="correction">
      <button type="button" class="small" onClick={() => onApply(best)}>
        Apply to my copy
      </button>
      <span>
        <strong>{stopped && !best.preview.fixes && !best.preview.breaks ? 'no effect until what stops everybody is fixed' : best.preview.words}</strong> <span class="quiet">{best.title}</span>
      </span>
      <dl>
        {best.changes.map((change) => (
          <div key={change.name}>
            <dt class="offscreen">{change.name}</dt>
            <dd>
              {change.before !== null && (
                <>
                  <del>
                    <code>{change.before}</code>
                  </del>{' '}
                  →{' '}
                </>
              )}
              <ins>
                <code>{change.after}</code>
              </ins>
              {change.pushStatus && <span class="quiet"> {change.pushStatus}</span>}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
