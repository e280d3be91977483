// Where each export comes from: full links into the user's own org once its host name is known, else the calls.
import { Copy, Table } from './bits';
import { exportsToGet, kindTitle } from './words';

/** What somebody typed about their org: a host name, or an address of the Admin Console, which may hold the app's id. */
export function orgOf(typed: string): { host: string; application: string } {
  const host = typed.trim().replace(/^https?:\/\//i, '').split(/[/?#]/)[0]!.toLowerCase();
  return {
    // The API answers under the org's own name, not under that of its console.
    host: /^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(host) ? host.replace(/^([a-z0-9-]+)-admin\./, '$1.') : '',
    application: /\b0oa[0-9A-Za-z]{17}\b/.exec(typed)?.[0] ?? '',
  };
}

/** The address of a call in the org that the user typed; null while a part of it is not known. */
function linkTo(typed: string, call: string): string | null {
  const { host, application } = orgOf(typed);
  const path = /^GET (\/\S+)$/.exec(application ? call.replace('{0oa…}', application) : call)?.[1];
  return host && path && !path.includes('{') ? `https://${host}${path}` : null;
}

export function Exports({ org, kinds }: { org: string; kinds?: readonly string[] }) {
  const rows = exportsToGet.filter(({ kind }) => !kinds || kinds.includes(kind));
  return (
    <Table heads={['Export', 'Tells', 'How to get it']} look="exports">
      {rows.map((row) => (
        <tr key={row.kind}>
          <th scope="row">{kindTitle(row.kind)}</th>
          <td>{row.gives}</td>
          <td>
            {row.clicks}
            {row.call?.split('\n').map((call) => {
              const link = linkTo(org, call);
              return (
                <div class="call" key={call}>
                  {link ? (
                    <a href={link} target="_blank" rel="noopener noreferrer">
                      {link}
                    </a>
                  ) : (
                    <code>{call}</code>
                  )}
                  <Copy text={link ?? call} what={`the call for ${kindTitle(row.kind)}`} />
                </div>
              );
            })}
          </td>
        </tr>
      ))}
    </Table>
  );
}
