// What becomes of each group that Okta pushes: its members in Egnyte, and whom the push leaves out and why.
import { useEffect, useState } from 'preact/hooks';
import { Empty, Message } from './bits';
import type { Group, GroupsPage } from './types';
import { number, plural } from './words';

const kPage = 50;
const kNames = 20;

export function Groups({ load }: { load: (from: number, count: number) => Promise<GroupsPage> }) {
  const [rows, setRows] = useState<Group[]>([]);
  const [total, setTotal] = useState<number | null>(null);
  const more = async () => {
    const page = await load(rows.length, kPage);
    setTotal(page.total);
    setRows([...rows, ...page.rows]);
  };
  useEffect(() => {
    let left = false;
    setRows([]);
    setTotal(null);
    void load(0, kPage).then((page) => {
      if (left) return;
      setTotal(page.total);
      setRows(page.rows);
    });
    return () => {
      left = true;
    };
  }, [load]);
  if (total === null) return <p class="quiet">Reading the groups …</p>;
  if (total === 0) {
    return (
      <Empty title="No group is pushed">
        <p>Add the group push mappings of the app and the members of each group; this page then shows what arrives in Egnyte.</p>
      </Empty>
    );
  }
  return (
    <section class="groups" aria-labelledby="groups-title">
      <h2 id="groups-title">Groups that Okta pushes</h2>
      <ul>
        {rows.map((row) => (
          <li key={`${row.event} ${row.group.id}`}>
            <Pushed row={row} />
          </li>
        ))}
      </ul>
      {rows.length < total && (
        <button type="button" onClick={() => void more()}>
          Show more ({number(total - rows.length)} left)
        </button>
      )}
    </section>
  );
}

export function Pushed({ row, open = false }: { row: Group; open?: boolean }) {
  const { members, dropped = [], undecided = [], deactivated, removed } = row;
  return (
    <details open={open}>
      <summary>
        <strong>
          <bdi>{row.group.name ?? row.group.id}</bdi>
        </strong>{' '}
        <span class="quiet">
          · {row.status} · {members ? plural(members.length, 'member') : 'members not known'}
          {dropped.length > 0 && `, ${number(dropped.length)} left out`}
        </span>
      </summary>
      {row.reasons.map(({ code, message }) => (
        <p key={code + message}>
          <Message text={message} /> <span class="quiet">{code}</span>
        </p>
      ))}
      <Names title="In the group in Egnyte" names={members ?? []} />
      <Names title="Left out" names={dropped.map(({ login, reason }) => `${login}: ${reason.replaceAll('-', ' ')}`)} />
      <Names title="Cannot be told from these files" names={undecided} />
      <Names title="Deactivated, and still members in Egnyte" names={deactivated} />
      <Names title="Taken out by the push" names={removed} />
      {row.missing.length > 0 && <p class="quiet">Missing: {row.missing.join(', ')}</p>}
    </details>
  );
}

/** The first names; a group may have thousands of members. */
function Names({ title, names }: { title: string; names: string[] }) {
  if (names.length === 0) return null;
  return (
    <>
      <h3>
        {title} ({number(names.length)})
      </h3>
      <ul>
        {names.slice(0, kNames).map((name) => (
          <li key={name}>
            <bdi>{name}</bdi>
          </li>
        ))}
      </ul>
      {names.length > kNames && <p class="quiet">and {number(names.length - kNames)} more</p>}
    </>
  );
}
