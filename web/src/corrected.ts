// What was tried out, as files to take along: the given file with the new expressions, and the body of Okta's request.
import type { Edit } from './expressions';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** The text with each value at its JSON pointer replaced; null where the text has no such place (a HAR, a Terraform file). */
export function corrected(text: string, edits: Edit[]): string | null {
  let root: Json;
  try {
    root = JSON.parse(text.replace(/^\uFEFF/, '')) as Json;
  } catch {
    return null;
  }
  for (const { pointer, expression, userName, pushStatus } of edits) {
    const path = pointer
      .split('/')
      .slice(1)
      .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
    const last = path.pop();
    let at: Json | undefined = root;
    for (const part of path) at = typeof at === 'object' && at !== null && Object.hasOwn(at, part) ? (at as { [key: string]: Json })[part] : undefined;
    if (last === undefined || typeof at !== 'object' || at === null || !Object.hasOwn(at, last)) return null;
    const entry = at as { [key: string]: Json };
    entry[last] = expression;
    if (pushStatus) entry['pushStatus'] = pushStatus;
    if (userName && 'type' in entry) entry['type'] = formatType(expression);
  }
  return `${JSON.stringify(root, null, 2)}\n`;
}

/** Only the built-in formats know ${...}. */
export const formatType = (format: string): string => (format.includes('${') ? 'BUILT_IN' : 'CUSTOM');

/** For POST /api/v1/mappings/{mappingId}: only what changes; null when nothing of the mapping does. */
export function requestBody(edits: Edit[]): string | null {
  const properties = edits.filter(({ userName }) => !userName).map(({ target, expression, pushStatus }) => [target, { expression, ...(pushStatus ? { pushStatus } : {}) }]);
  return properties.length ? `${JSON.stringify({ properties: Object.fromEntries(properties) }, null, 2)}\n` : null;
}
