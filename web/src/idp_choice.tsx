// Of a collection of several identity providers: which one does Egnyte use? Asked while that is not told, one line with
// a way back afterwards. The answer is what the scenario says (egnyte.sso.idpEntityId); the list comes from the core.
import { useId, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Aggregate } from './types';
import { number, plural } from './words';

/** More lines than these are not a list that anybody reads; the filter narrows them down. */
const kShown = 200;
/** So few need no filter. */
const kFew = 8;

interface Provider {
  entityId: string;
  name: string | null;
  /** Both in lower case, to search in. */
  words: string;
}

/** The collections in which something can be chosen. */
export const toChooseFrom = (aggregates: Aggregate[] | undefined): Aggregate[] => (aggregates ?? []).filter(({ list }) => list.length > 0);

export function IdpChoice({
  aggregates,
  asked,
  onChoose,
}: {
  aggregates: Aggregate[];
  /** Counts the times that another part of the page led here. */
  asked: number;
  onChoose: (entityId: string) => void;
}) {
  const providers = useMemo(() => {
    const known = new Map<string, Provider>();
    for (const { list } of aggregates) {
      for (const { entityId, name } of list) {
        if (!known.has(entityId)) known.set(entityId, { entityId, name, words: `${name ?? ''} ${entityId}`.toLowerCase() });
      }
    }
    return [...known.values()];
  }, [aggregates]);
  const chosen = aggregates.find((one) => one.chosen !== null)?.chosen ?? null;
  const stated = aggregates.find((one) => one.stated !== null)?.stated ?? null;
  const current = providers.find(({ entityId }) => entityId === chosen);
  const count = aggregates.reduce((sum, { identityProviders }) => sum + identityProviders, 0);
  const leftOut = aggregates.reduce((sum, one) => sum + one.leftOut, 0);
  const from = `${plural(count, 'identity provider')} in ${aggregates.map(({ input }) => input).join(', ')}`;

  const [changing, setChanging] = useState(false);
  const [filter, setFilter] = useState('');
  const [picked, setPicked] = useState('');
  const open = chosen === null || changing;
  const matches = useMemo(() => {
    const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
    return providers.filter((one) => words.every((word) => one.words.includes(word)));
  }, [providers, filter]);
  const shown = matches.slice(0, kShown);
  // The only one that is left needs no picking.
  const answer = shown.some(({ entityId }) => entityId === picked) ? picked : shown.length === 1 ? shown[0]!.entityId : '';

  const ids = useId();
  const section = useRef<HTMLElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLSelectElement>(null);
  const change = useRef<HTMLButtonElement>(null);
  const focusNext = useRef<'question' | 'answer' | null>(null);
  const ask = () => {
    focusNext.current = 'question';
    setFilter('');
    setPicked(chosen ?? '');
    setChanging(true);
  };
  const led = useRef(asked);
  useLayoutEffect(() => {
    if (led.current === asked) return;
    led.current = asked;
    ask();
  }, [asked]);
  // An answer was checked: the question closes, and who answered it stays where it was.
  useLayoutEffect(() => {
    if (chosen === null) return;
    if (section.current?.contains(document.activeElement)) focusNext.current = 'answer';
    setChanging(false);
  }, [aggregates]);
  useLayoutEffect(() => {
    const target = focusNext.current === 'answer' ? change.current : focusNext.current === 'question' ? (field.current ?? list.current) : null;
    if (!target) return;
    focusNext.current = null;
    target.focus();
    section.current?.scrollIntoView({ block: 'nearest' });
  });

  const choose = () => {
    if (answer && answer !== chosen) onChoose(answer);
    else if (answer) keep();
  };
  const keep = () => {
    focusNext.current = 'answer';
    setChanging(false);
  };

  if (!open) {
    return (
      <section ref={section} class="idp answered" aria-label="Identity provider">
        <p>
          <strong>{current?.name ?? 'Identity provider'}</strong> <code>{chosen}</code> <span class="quiet">is checked, of {from}.</span>
        </p>
        <button ref={change} type="button" class="small" onClick={ask}>
          Choose another<span class="offscreen"> identity provider</span>
        </button>
      </section>
    );
  }
  return (
    <section ref={section} class="idp" aria-labelledby="idp-title">
      <h2 id="idp-title">Which identity provider does Egnyte use?</h2>
      <p class="quiet">
        There are {from}. The answer goes into the scenario; that one is checked then.
        {leftOut > 0 && ` ${plural(leftOut, 'identity provider')} cannot be chosen here: no entity ID, one that others have too, or too many to list.`}
      </p>
      {stated !== null && chosen === null && (
        <p>
          The scenario states <code>{stated}</code>; there is not exactly one that has it.
        </p>
      )}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          choose();
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && chosen !== null) keep();
        }}
      >
        {providers.length > kFew && (
          <div>
            <label for={`${ids}-filter`}>Part of a name or entity ID</label>
            <input
              id={`${ids}-filter`}
              ref={field}
              type="search"
              autocomplete="off"
              spellcheck={false}
              value={filter}
              onInput={(event) => setFilter(event.currentTarget.value)}
              onKeyDown={(event) => {
                if (event.key !== 'ArrowDown' || !shown.length) return;
                event.preventDefault();
                if (!answer) setPicked(shown[0]!.entityId);
                list.current?.focus();
              }}
            />
          </div>
        )}
        <div>
          <label for={`${ids}-list`}>Identity provider</label>
          <select
            id={`${ids}-list`}
            ref={list}
            size={Math.max(2, Math.min(kFew, shown.length))}
            value={answer}
            onChange={(event) => setPicked(event.currentTarget.value)}
            onDblClick={choose}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return;
              event.preventDefault();
              choose();
            }}
          >
            {shown.map(({ entityId, name }) => (
              <option key={entityId} value={entityId} selected={entityId === answer}>
                {name ? `${name} · ${entityId}` : entityId}
              </option>
            ))}
          </select>
        </div>
        <p class="quiet" role="status">
          {matches.length === 0
            ? 'None of them has these words.'
            : shown.length < matches.length
              ? `The first ${number(shown.length)} of ${number(matches.length)}; type to narrow them down.`
              : filter.trim()
                ? `${number(matches.length)} of ${number(providers.length)}`
                : ''}
        </p>
        {answer && (
          <p>
            <span class="quiet">Picked:</span> <code>{answer}</code>
          </p>
        )}
        <div class="add-buttons">
          <button type="submit" class="primary" disabled={!answer}>
            Check this one
          </button>
          {chosen !== null && (
            <button type="button" onClick={keep}>
              Keep the present one
            </button>
          )}
        </div>
      </form>
    </section>
  );
}
