// The scenario form. Every field may stay unknown, and does unless somebody says otherwise.
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

function FieldRow({ field, value, onChange }: { field: Field; value: JsonObject; onChange: (value: JsonObject) => void }) {
  const id = `scenario-${key(field).replaceAll('.', '-')}`;
  const now = valueAt(value, field.path);
  const set = (next: string | number | boolean | null | undefined) => onChange(withValue(value, field.path, next));
  return (
    <div class="form-row">
      <label for={id}>{field.label}</label>
      {field.type === 'choice' ? (
        <select
          id={id}
          aria-describedby={`${id}-help`}
          value={now === undefined ? '' : JSON.stringify(now)}
          onChange={(event) => set(event.currentTarget.value === '' ? undefined : (JSON.parse(event.currentTarget.value) as string | boolean))}
        >
          <option value="">unknown</option>
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
          type="text"
          inputMode={field.type === 'count' ? 'numeric' : 'text'}
          placeholder="unknown"
          autocomplete="off"
          spellcheck={false}
          value={now === undefined || now === null ? '' : String(now)}
          onInput={(event) => {
            const text = event.currentTarget.value.trim();
            if (text === '') set(undefined);
            else if (field.type !== 'count') set(text);
            else if (/^\d{1,9}$/.test(text)) set(Number(text));
          }}
        />
      )}
      <p id={`${id}-help`} class="quiet">
        {field.help}
      </p>
    </div>
  );
}
