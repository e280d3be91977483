// Each scenario of tests/scenarios, and docs/guide-coverage.md, which is made from them.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { preflight, root } from '../cli.mjs';
import { answer, asserted, missing, scenarios, statements } from '../scenarios.mjs';
import { coverage, guideCoverage } from '../../tools/guide-coverage.mjs';

const document = join(root, 'docs/guide-coverage.md');

for (const scenario of scenarios) {
  test(`${scenario.name}: ${scenario.title}`, () => {
    for (const command of ['check', 'simulate']) {
      const never = scenario.never?.[command];
      if (!scenario[command] && !never) continue;
      const found = answer(scenario, command);
      const lost = missing(scenario[command] ?? {}, found);
      assert.equal(lost, null, `${command} has no ${lost}`);
      for (const [list, elements] of Object.entries(never ?? {}))
        for (const element of elements)
          assert.ok(!found[list].some((other) => missing(element, other) === null), `${command}: ${JSON.stringify(element)}`);
    }
    if (scenario.explain) {
      const { out } = preflight(['explain', scenario.explain.text]);
      for (const part of scenario.explain.contains) assert.ok(out.includes(part), `explain does not name ${part}`);
    }
  });
}

test('a scenario names statements that exist and asserts a finding or an outcome', () => {
  const known = new Set(statements.map(({ id }) => id));
  for (const scenario of scenarios) {
    assert.ok(scenario.covers.length > 0, scenario.name);
    for (const id of scenario.covers) assert.ok(known.has(id), `${scenario.name}: ${id}`);
    const { codes, events } = asserted(scenario);
    assert.ok(codes.length + events.length > 0, scenario.name);
  }
});

test('every statement of the guide has a rule, an event or a setting to confirm, and a scenario', () => {
  assert.deepEqual(
    statements.map(({ id }) => id),
    Array.from({ length: 57 }, (_, i) => `S${String(i + 1).padStart(2, '0')}`),
  );
  for (const row of coverage()) {
    assert.ok(row.scenarios.length > 0, `${row.id} has no scenario`);
    assert.ok(row.rules.length + row.manual.length + row.events.length > 0, `${row.id} is in no rule and no event`);
  }
});

test('docs/guide-coverage.md is what the rules and scenarios say', () => {
  const text = guideCoverage();
  if (process.env.UPDATE_GOLDENS) writeFileSync(document, text);
  assert.equal(readFileSync(document, 'utf8'), text);
});
