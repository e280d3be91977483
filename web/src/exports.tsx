// Where each export comes from: full links into the user's own org once its host name is known, else the calls.
import { Copy } from './bits';
import { exportsToGet, kindTitle } from './words';

/** The address of a call, with the host name that the user typed; null while a part of it is not known. */
export function linkTo(org: string, call: string): string | null {
  const path = /^GET (\/\S+)$/.exec(call)?.[1];
  if (!path || path.includes('{') || !/^[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(org)) return null;
  return `https://${org}${path}`;
}

export function Exports({ org, kinds }: { org: string; kinds?: readonly string[] }) {
  const rows = exportsToGet.filter(({ kind }) => !kinds || kinds.includes(kind));
  return (
    <table class="exports">
      <thead>
        <tr>
          <th scope="col">Export</th>
          <th scope="col">Tells</th>
          <th scope="col">How to get it</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.kind}>
            <th scope="row">{kindTitle(row.kind)}</th>
            <td>{row.gives}</td>
            <td>
              {row.clicks}
              {row.call?.split('\n').map((call) => {
                const link = linkTo(org.trim(), call);
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
      </tbody>
    </table>
  );
}
