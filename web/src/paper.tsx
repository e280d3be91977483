// What the views show one at a time, for paper: who does not work, every group, expression and step, nothing closed.
import { AttributeRows } from './attribute_table';
import { Table } from './bits';
import type { Engine } from './engine';
import { Pushed } from './groups';
import { Checklist, Imports } from './migration';
import { Values } from './sign_in';
import type { Group, ImportsPage, ListedExpression, PeoplePage, Verdict } from './types';
import { attributes, endStates, number, plural } from './words';

/** A thousand people are thirty pages; whoever needs more takes the CSV. */
const kMostPeople = 1000;
const kMostGroups = 200;
const kMostImports = 200;

/** What only the core can list, of the verdict that it belongs to. */
export interface Paper {
  of: Verdict;
  people: PeoplePage;
  groups: Group[];
  expressions: ListedExpression[];
  imports: ImportsPage | null;
}

export async function gatherPaper(engine: Engine, of: Verdict): Promise<Paper> {
  const [people, groups, expressions, imports] = await Promise.all([
    engine.people({ endStates: ['refused', 'locked-out', 'unknown'] }, 0, kMostPeople),
    engine.groups(0, kMostGroups),
    engine.expressions(),
    of.setup.importPossible ? engine.imports(0, kMostImports) : null,
  ]);
  return { of, people, groups: groups.rows, expressions, imports };
}

/** `paper`: null while the core is asked for it. */
export function PaperSections({ paper, verdict }: { paper: Paper | null; verdict: Verdict }) {
  const { setup } = verdict;
  return (
    <div class="paper">
      {paper ? <Listed paper={paper} verdict={verdict} /> : <p class="unsure">Not on this paper: people, groups, expressions and import. Preflight was still listing them. Report › Print waits for them.</p>}
      <Values setup={setup} now={verdict.check.now} />
      {setup.variables.length > 0 && (
        <section class="attributes" aria-labelledby="paper-attributes">
          <h2 id="paper-attributes">What feeds each Egnyte attribute</h2>
          <AttributeRows setup={setup} onChange={null} />
        </section>
      )}
      {setup.migration && (
        <div class="migration">
          <Checklist migration={setup.migration} />
        </div>
      )}
      {paper?.imports && (
        <section class="migration" aria-labelledby="paper-import">
          <h2 id="paper-import">What an import would find</h2>
          <Imports page={paper.imports} />
          <More count={paper.imports.total - paper.imports.rows.length} of="account" where="the Import view" />
        </section>
      )}
    </div>
  );
}

function More({ count, of, where }: { count: number; of: string; where: string }) {
  if (count <= 0) return null;
  return (
    <p>
      and {plural(count, `more ${of}`, `more ${of === 'person' ? 'people' : `${of}s`}`)}: see {where}.
    </p>
  );
}

function Listed({ paper: { people, groups, expressions }, verdict }: { paper: Paper; verdict: Verdict }) {
  return (
    <>
      {verdict.people.total > 0 && (
        <section aria-labelledby="paper-people">
          <h2 id="paper-people">People</h2>
          <p>
            {people.matching
              ? `${number(people.matching)} of ${plural(verdict.people.total, 'person', 'people')} cannot work, or it is unknown whether they can.`
              : `None of ${plural(verdict.people.total, 'person', 'people')} is refused, locked out or unknown.`}{' '}
            {people.matching < verdict.people.total && 'Everybody else is in the CSV of people (Report › CSV of people).'}
          </p>
          {people.rows.length > 0 && (
            <Table heads={['Name', 'State', 'Why', 'Okta login', 'Username sent']} look="paper-table">
              {people.rows.map((person) => (
                <tr key={person.row}>
                  <th scope="row">{person.name || person.login}</th>
                  <td>{endStates[person.endState].label}</td>
                  <td>{person.why}</td>
                  <td>{person.login}</td>
                  <td class="mono">{person.userName ?? 'unknown'}</td>
                </tr>
              ))}
            </Table>
          )}
          <More count={people.matching - people.rows.length} of="person" where="the CSV of people" />
        </section>
      )}
      {groups.length > 0 && (
        <section class="groups" aria-labelledby="paper-groups">
          <h2 id="paper-groups">Groups that Okta pushes</h2>
          {groups.map((row) => (
            <Pushed key={`${row.event} ${row.group.id}`} row={row} open />
          ))}
          <More count={verdict.groups - groups.length} of="group" where="the Groups view" />
        </section>
      )}
      {expressions.length > 0 && (
        <section aria-labelledby="paper-mapping">
          <h2 id="paper-mapping">Mapping</h2>
          <Table heads={['Egnyte field', 'Expression', 'Possible values']} look="paper-table">
            {expressions.map((one) => (
              <tr key={`${one.input}-${one.pointer}`}>
                <th scope="row">{attributes[one.attribute ?? ''] ?? one.target}</th>
                <td class="mono">{one.expression}</td>
                <td>{one.possible?.words ?? ''}</td>
              </tr>
            ))}
          </Table>
        </section>
      )}
    </>
  );
}
