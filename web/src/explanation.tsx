// What a pasted error means, what to do, and who else will get it as far as the given files say.
import { useEffect, useRef } from 'preact/hooks';
import { Message, Names, Shape, WhyWeKnow } from './bits';
import type { Explanation as Answer } from './types';
import { number, plural, severities } from './words';

const kPeopleShown = 20;

export function Explanation({ answer, onClose }: { answer: Answer; onClose: () => void }) {
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  return (
    <section
      class="explanation"
      aria-labelledby="explanation-title"
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
      }}
    >
      <div class="panel-head">
        <h2 id="explanation-title" ref={title} tabIndex={-1}>
          The pasted error
        </h2>
        <button type="button" class="small" onClick={onClose}>
          Close
        </button>
      </div>
      {answer.failures.map((failure, index) => {
        const { others, causes, fix } = failure;
        const found = causes.filter((cause) => cause.found.length > 0);
        return (
          <article key={index} class={`finding ${failure.severity}`} aria-labelledby={`explained-${index}`}>
            <h3 id={`explained-${index}`} class="explained-head">
              <Shape severity={failure.severity} />
              <span class="finding-message">
                <span class="offscreen">{severities[failure.severity].one}: </span>
                <Message text={failure.message} />
              </span>
            </h3>
            <div class="finding-body">
              <p>{failure.consequence}</p>
              <Fix title={fix.title} steps={fix.steps} />
              {found.length > 0 ? (
                <>
                  <h4>The cause in these files</h4>
                  <ul class="causes">
                    {found.map((cause) => (
                      <li key={cause.code}>
                        {cause.found.map((message) => (
                          <p key={message}>
                            <Message text={message} />
                          </p>
                        ))}
                        <Fix title={cause.fix.title} steps={cause.fix.steps} />
                        <p class="quiet">
                          {cause.code} {cause.rule}
                        </p>
                      </li>
                    ))}
                  </ul>
                </>
              ) : (
                causes.length > 0 && (
                  <>
                    <h4>{answer.files ? 'These files do not show the cause. Rules that look for it' : 'Add files to find the cause. Rules that look for it'}</h4>
                    <ul class="causes">
                      {causes.map((cause) => (
                        <li key={cause.code}>
                          {cause.summary} <span class="quiet">{cause.code}</span>
                        </li>
                      ))}
                    </ul>
                  </>
                )
              )}
              {others.users > 0 && (
                <>
                  <h4>{plural(others.users, 'more person', 'more people')} will get the same error</h4>
                  <p>
                    <Names list={others.examples.slice(0, kPeopleShown)} />
                    {others.users > kPeopleShown && ` and ${number(others.users - kPeopleShown)} more`}
                  </p>
                </>
              )}
              <p class="origin quiet">
                {failure.code} {failure.rule}
                <WhyWeKnow sources={failure.sources} confidence={failure.confidence} />
              </p>
            </div>
          </article>
        );
      })}
    </section>
  );
}

function Fix({ title, steps }: { title: string; steps: string[] }) {
  if (!title) return null;
  return (
    <div class="fix">
      <p class="fix-title">{title}</p>
      {steps.length > 0 && (
        <ol>
          {steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      )}
    </div>
  );
}
