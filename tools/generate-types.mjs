// node tools/generate-types.mjs
// Writes web/src/protocol.ts, the TypeScript types of what the core prints, from docs/schemas. Definitions that several
// schemas share are the same in all of them and become one type.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
export const schemas = () =>
  Object.fromEntries(
    readdirSync(join(root, 'docs/schemas'))
      .filter((name) => name.endsWith('.schema.json'))
      .sort()
      .map((name) => [name.replace('.schema.json', ''), JSON.parse(readFileSync(join(root, 'docs/schemas', name), 'utf8'))]),
  );

export async function types() {
  const { compile } = await import('json-schema-to-typescript');
  const bundle = { title: 'Protocol', type: 'object', additionalProperties: false, required: [], properties: {}, $defs: {} };
  for (const [name, { $schema, $id, $defs = {}, ...schema }] of Object.entries(schemas())) {
    for (const [key, definition] of Object.entries($defs)) {
      if (key in bundle.$defs) assert.deepEqual(definition, bundle.$defs[key], `${key} of ${name} differs`);
      bundle.$defs[key] = definition;
    }
    bundle.$defs[schema.title] = schema;
    bundle.properties[name] = { $ref: `#/$defs/${schema.title}` };
    bundle.required.push(name);
  }
  return compile(bundle, 'Protocol', {
    bannerComment: '// Written by tools/generate-types.mjs from docs/schemas; do not edit.',
    additionalProperties: false,
    unknownAny: true,
    style: { singleQuote: true, printWidth: 120 },
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(join(root, 'web/src/protocol.ts'), await types());
