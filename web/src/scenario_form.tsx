// The scenario form. Every field may stay unknown, and does unless somebody says otherwise.
import { useState } from 'preact/hooks';
import { Copy } from './bits';
import { groups, key, toText, valueAt, withValue } from './scenario';
import type { Field, JsonObject } from './scenario';

export function ScenarioForm({ value, file, edited, onChange }: { value: JsonObject; file: string | null; edited: boolean; onChange: (value: JsonObject) => void }) {
  return (
    <section class="scenario" aria-labelledby="scenario-title">
      <h2 id="scenario-title">What no export tells</h2>
      <p class="quiet">
        Unknown is an answer: Preflight then says what depends on it. {file ? `Starts from ${file}; your file on disk stays as it is.` : 'What you enter becomes one more input, a scenario file.'}
      </p>
      <form onSubmit={(event) => event.preventDefault()}>
        {groups.map((group) => (
          <fieldset key={group.title}>
            <legend>{group.title}</legend>
            {group.fields.map((field) => (
              <FieldRow key={key(field)} field={field} value={value} onChange={onChange} />
            ))}
          </fieldset>
        ))}
      </form>
      {edited && (
        <details class="as-table">
          <summary>As a scenario file</summary>
          <pre tabIndex={0} aria-label="Scenario file">
            {toText(value)}
          </pre>
          <Copy text={toText(value)} what="the scenario file" />
        </details>
      )}
    </section>
  );
}

/** What is wrong with a value, whoever wrote it: words that follow the value. Empty when nothing is. */
function problemOf(field: Field, value: unknown): string {
  if (value === undefined || value === null || value === '') return '';
  const text = textOf(value);
  if (field.type === 'count' && (typeof value === 'boolean' || !/^\d{1,9}$/.test(text))) return 'is not a whole number.';
  if (field.type === 'time' && !/^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/.test(text)) return 'is not a time.';
  if (field.path.at(-1) === 'certificateSha256' && !/^[0-9a-f]{64}$/i.test(text.replaceAll(':', ''))) return 'is not 64 hex digits.';
  return '';
}

const textOf = (value: unknown): string => (value === undefined || value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value));

function FieldRow({ field, value, onChange }: { field: Field; value: JsonObject; onChange: (value: JsonObject) => void }) {
  const id = `scenario-${key(field).replaceAll('.', '-')}`;
  const now = valueAt(value, field.path);
  // What was typed and is not a value yet: shown with what is wrong, and not checked.
  const [draft, setDraft] = useState<string | null>(null);
  const unknownChoice = field.type === 'choice' && now !== undefined && !field.choices!.some((choice) => choice.value === now);
  const shownText = draft ?? textOf(now);
  const problem = unknownChoice ? 'is not one of the choices.' : field.type === 'choice' ? '' : problemOf(field, draft ?? now);
  const set = (next: string | number | boolean | null | undefined) => onChange(withValue(value, field.path, next));
  return (
    <div class="form-row">
      <label for={id}>{field.label}</label>
      {field.type === 'choice' ? (
        <select
          id={id}
          aria-describedby={`${id}-help`}
          aria-invalid={problem !== ''}
          value={now === undefined ? '' : JSON.stringify(now)}
          onChange={(event) => set(event.currentTarget.value === '' ? undefined : (JSON.parse(event.currentTarget.value) as string | boolean))}
        >
          <option value="">unknown</option>
          {unknownChoice && <option value={JSON.stringify(now)}>{JSON.stringify(now)}</option>}
          {field.choices!.map((choice) => (
            <option key={choice.label} value={JSON.stringify(choice.value)}>
              {choice.label}
            </option>
          ))}
        </select>
      ) : (
        <input
          id={id}
          aria-describedby={`${id}-help`}
          aria-invalid={problem !== ''}
          type="text"
          inputMode={field.type === 'count' ? 'numeric' : 'text'}
          placeholder="unknown"
          autocomplete="off"
          spellcheck={false}
          value={shownText}
          onInput={(event) => {
            const text = event.currentTarget.value.trim();
            if (text !== '' && problemOf(field, text)) return setDraft(event.currentTarget.value);
            setDraft(null);
            if (text === '') set(undefined);
            else set(field.type === 'count' ? Number(text) : text);
          }}
        />
      )}
      <p id={`${id}-help`} class="quiet">
        {problem && (
          <strong class="fails">
            "<bdi>{shownText}</bdi>" {problem}{' '}
          </strong>
        )}
        {field.help}
      </p>
    </div>
  );
}
