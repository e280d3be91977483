// What the views show one at a time, for paper: who does not work, every group and every expression, nothing closed.
import { Table } from './bits';
import type { Engine } from './engine';
import { Pushed } from './groups';
import type { Group, ListedExpression, PeoplePage, Verdict } from './types';
import { attributes, endStates, number, plural } from './words';

/** A thousand people are thirty pages; whoever needs more takes the CSV. */
const kMostPeople = 1000;
const kMostGroups = 200;

export interface Paper {
  people: PeoplePage;
  groups: Group[];
  expressions: ListedExpression[];
}

export async function gatherPaper(engine: Engine): Promise<Paper> {
  const [people, groups, expressions] = await Promise.all([
    engine.people({ endStates: ['refused', 'locked-out', 'unknown'] }, 0, kMostPeople),
    engine.groups(0, kMostGroups),
    engine.expressions(),
  ]);
  return { people, groups: groups.rows, expressions };
}

export function PaperSections({ paper, verdict }: { paper: Paper; verdict: Verdict }) {
  const { people, groups, expressions } = paper;
  const more = people.matching - people.rows.length;
  const groupsLeft = verdict.groups - groups.length;
  return (
    <div class="paper">
      {verdict.people.total > 0 && (
        <section aria-labelledby="paper-people">
          <h2 id="paper-people">People</h2>
          <p>
            {people.matching
              ? `${number(people.matching)} of ${plural(verdict.people.total, 'person', 'people')} cannot work, or it is unknown whether they can.`
              : `None of ${plural(verdict.people.total, 'person', 'people')} is refused, locked out or unknown.`}
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
          {more > 0 && <p>and {number(more)} more: see the CSV of people.</p>}
        </section>
      )}
      {groups.length > 0 && (
        <section class="groups" aria-labelledby="paper-groups">
          <h2 id="paper-groups">Groups that Okta pushes</h2>
          {groups.map((row) => (
            <Pushed key={`${row.event} ${row.group.id}`} row={row} open />
          ))}
          {groupsLeft > 0 && <p>and {plural(groupsLeft, 'more group', 'more groups')}</p>}
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
    </div>
  );
}
