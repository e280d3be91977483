// Which variable of the app feeds which of Egnyte's attributes, and from where; a wrong one is corrected in its row.
import { Table, Wide } from './bits';
import type { Setup } from './types';
import { attributes, foundBy } from './words';

type OnChange = (attribute: string, variable: string | undefined) => void;

export function AttributeTable({ setup, onChange }: { setup: Setup; onChange: OnChange }) {
  if (!setup.variables.length) return null;
  return (
    <section class="attributes" aria-labelledby="attributes-title">
      <h2 id="attributes-title">What feeds each Egnyte attribute</h2>
      <p class="quiet">Choose another variable where this is wrong; everybody is then checked with it.</p>
      <Wide heading="attributes-title">
        <AttributeRows setup={setup} onChange={onChange} />
      </Wide>
    </section>
  );
}

/** `onChange`: null on paper. */
export function AttributeRows({ setup, onChange }: { setup: Setup; onChange: OnChange | null }) {
  return (
    <Table heads={['Attribute', 'Variable of the app', 'Found by', 'Value from']} look="calendar">
      {setup.attributes.map((one) => (
        <tr key={one.name}>
          <th scope="row">{attributes[one.name] ?? one.name}</th>
          <td>{onChange ? <Choice one={one} variables={setup.variables} onChange={onChange} /> : (one.variable ?? 'none')}</td>
          <td>{one.foundBy ? foundBy[one.foundBy] : <span class="unsure">not found</span>}</td>
          <td>{one.expression ? <code>{one.expression}</code> : <span class="quiet">{one.onAssignments ? 'assignments' : 'nothing'}</span>}</td>
        </tr>
      ))}
    </Table>
  );
}

function Choice({ one, variables, onChange }: { one: Setup['attributes'][number]; variables: string[]; onChange: OnChange }) {
  return (
    <select
      aria-label={`Variable for ${attributes[one.name] ?? one.name}`}
      value={one.variable ?? ''}
      onChange={(event) => onChange(one.name, event.currentTarget.value || undefined)}
    >
      <option value="">{one.foundBy === 'scenario' ? 'as found' : 'none'}</option>
      {[...new Set([...(one.variable ? [one.variable] : []), ...variables])].map((variable) => (
        <option key={variable} value={variable} selected={variable === one.variable}>
          {variable}
        </option>
      ))}
    </select>
  );
}
