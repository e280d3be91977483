// One person: what happens, why, with which values from where, what is sent, and whether signing in will work.
import { Message, Table } from './bits';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Reasons, Thread } from './sign_in';
import { TraceTree } from './trace';
import type { Check, Person, PersonStory } from './types';
import { attributes, endStates, kindTitle, origins, outcomes, reasonOf, shown, signInLabel } from './words';

export function PersonPanel({
  person,
  check,
  load,
  onClose,
  takeFocus,
}: {
  person: Person;
  check: Check;
  load: (row: number) => Promise<PersonStory>;
  onClose: () => void;
  takeFocus: { current: boolean };
}) {
  const [story, setStory] = useState<PersonStory | null>(null);
  const [failure, setFailure] = useState('');
  const heading = useRef<HTMLHeadingElement>(null);

  useEffect(() => {
    let current = true;
    setFailure('');
    load(person.row).then(
      (loaded) => current && setStory(loaded),
      (error: unknown) => current && setFailure(reasonOf(error)),
    );
    return () => {
      current = false;
    };
  }, [person.row, check]);

  useLayoutEffect(() => {
    if (!takeFocus.current) return;
    takeFocus.current = false;
    heading.current?.focus();
  }, []);

  const name = person.name || person.login;
  return (
    <aside class="panel" aria-label="Person">
      <div class="panel-head">
        <h2 ref={heading} tabIndex={-1}>
          {name}
        </h2>
        <button type="button" class="small" onClick={onClose}>
          Close
        </button>
      </div>
      <p class="quiet">{person.login}</p>
      <p class="sentence">
        <span class={`status s-${person.endState}`}>
          <span class={`key pattern-${person.endState}`} aria-hidden="true" />
          {endStates[person.endState].label}
        </span>{' '}
        {contradicts(person) ? '' : (outcomes[person.status]?.sentence(name) ?? '')}
      </p>
      {person.why && (
        <p class="deciding">
          <Message text={person.why} />
        </p>
      )}
      {failure && <p class="failure">This person could not be loaded: {failure}</p>}
      {!story && !failure && <p class="quiet">Loading …</p>}
      {story && <Story story={story} />}
    </aside>
  );
}

/** Provisioning by itself would go well, and something else stops the person: the reason below says what. */
const contradicts = ({ endState, status }: Person): boolean => endState === 'refused' && status !== 'failed';

function Story({ story }: { story: PersonStory }) {
  const order = Object.keys(attributes);
  const profile = Object.entries(story.profile ?? {}).sort(([a], [b]) => (order.indexOf(a) + 1 || 99) - (order.indexOf(b) + 1 || 99));
  const changes = Object.entries(story.changes ?? {});
  return (
    <>
      {story.reasons.length > 0 && (
        <section>
          <h3>Why</h3>
          <Reasons reasons={story.reasons} />
        </section>
      )}
      {(story.missing.length > 0 || story.assumed.length > 0) && (
        <section>
          <h3>What this rests on</h3>
          <ul class="reasons">
            {story.missing.map((kind) => (
              <li key={`m-${kind}`}>Unknown until you give: {kindTitle(kind)}</li>
            ))}
            {story.assumed.map((kind) => (
              <li key={`a-${kind}`}>Assumed without: {kindTitle(kind)}</li>
            ))}
          </ul>
        </section>
      )}
      {story.signIn && (
        <section>
          <h3>Sign-in: {signInLabel(story.signIn.status)}</h3>
          <Thread story={story} besides={story.reasons} />
        </section>
      )}
      {profile.length > 0 && (
        <section>
          <h3>Values</h3>
          <Table heads={['Attribute', 'Value', 'Where it came from']} look="profile">
            {profile.map(([attribute, value]) => (
              <tr key={attribute} class={`o-${value.origin}`}>
                <th scope="row">{attributes[attribute] ?? attribute}</th>
                <td class="mono">{value.origin === 'unknown' || value.origin === 'failed' ? <span class="quiet">unknown</span> : shown(value.value ?? null)}</td>
                <td>
                  {origins[value.origin] ?? value.origin}
                  {value.expression && <code class="expression">{value.expression}</code>}
                  {value.detail && <span class="quiet"> {value.detail}</span>}
                  {value.trace && value.trace.length > 1 && (
                    <details class="how-so">
                      <summary>
                        How it came out<span class="offscreen">: {attributes[attribute] ?? attribute}</span>
                      </summary>
                      <TraceTree lines={value.trace} />
                    </details>
                  )}
                </td>
              </tr>
            ))}
          </Table>
        </section>
      )}
      {changes.length > 0 && (
        <section>
          <h3>Changes in Egnyte</h3>
          <Table heads={['Attribute', 'Now', 'After']} look="profile">
            {changes.map(([attribute, change]) => (
              <tr key={attribute}>
                <th scope="row">{attributes[attribute] ?? attribute}</th>
                <td class="mono">{shown(change.from)}</td>
                <td class="mono">{shown(change.to)}</td>
              </tr>
            ))}
          </Table>
        </section>
      )}
      {story.exchange.length > 0 && (
        <section>
          <h3>What Okta sends, and the answer</h3>
          <ol class="exchange">
            {story.exchange.map((step, index) => (
              <li key={index}>
                <p class="mono request">
                  {step.method} {step.path}
                </p>
                {step.body !== undefined && step.body !== null && step.body !== '' && (
                  <details>
                    <summary>Body</summary>
                    <pre tabIndex={0} aria-label={`Body of ${step.method} ${step.path}`}>
                      {typeof step.body === 'string' ? step.body : JSON.stringify(step.body, null, 2)}
                    </pre>
                  </details>
                )}
                <p>
                  <span class={step.status >= 400 ? 'answer bad' : 'answer'}>{step.status || 'no answer'}</span> {step.text}
                  {step.simulated !== false && <span class="simulated">simulated</span>}
                </p>
              </li>
            ))}
          </ol>
        </section>
      )}
    </>
  );
}
