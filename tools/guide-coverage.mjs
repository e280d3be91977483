// node tools/guide-coverage.mjs
// Writes docs/guide-coverage.md: for each statement of Egnyte's configuration guide the rules whose sources name it or
// that a scenario asserts for it, the events that the scenarios play for it, what has to be confirmed by hand, and the scenarios that show it.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { preflight, root } from '../tests/cli.mjs';
import { asserted, scenarios, statements } from '../tests/scenarios.mjs';

// One row for each statement; codes of rules, words of events, names of scenarios.
export function coverage() {
  const { rules } = JSON.parse(preflight(['rules', '--format', 'json']).out);
  return statements.map((statement) => {
    const shown = scenarios.filter(({ covers }) => covers.includes(statement.id));
    const asserts = shown.map(asserted);
    const found = new Set(asserts.flatMap(({ codes }) => codes));
    const sourced = rules.filter(({ code, sources }) => sources.includes(statement.id) || found.has(code));
    return {
      ...statement,
      rules: sourced.filter(({ severity }) => severity !== 'manual'),
      manual: sourced.filter(({ severity }) => severity === 'manual'),
      events: [...new Set(asserts.flatMap(({ events }) => events))].sort(),
      scenarios: shown,
    };
  });
}

export function guideCoverage() {
  const rule = ({ code, rule: slug }) => `[${code}](rules/${slug}.md)`;
  const cell = (list) => (list.length === 0 ? '–' : list.join(', '));
  const escaped = (text) => text.replaceAll('|', '\\|').replaceAll('<', '&lt;');
  const rows = coverage().map(
    (row) =>
      `| ${row.id} | ${escaped(row.section)} | ${escaped(row.statement)} | ${cell(row.rules.map(rule))} | ${cell(row.events)} | ` +
      `${cell(row.manual.map(rule))} | ${cell(row.scenarios.map(({ name }) => `[${name}](../tests/scenarios/${name}/expect.json)`))} |`,
  );
  return `<!-- Written by tools/guide-coverage.mjs from the rules' sources and tests/scenarios; do not edit. -->

# Coverage of Egnyte's configuration guide

Egnyte's [Okta SSO Configuration Guide (SCIM 2.0)](https://helpdesk.egnyte.com/hc/en-us/articles/360029231571-Okta-SSO-Configuration-Guide-SCIM-2-0)
makes ${rows.length} statements that a set-up can follow or break. This table lists where Preflight checks each of them: the rules
that cite it or that a scenario asserts for it, the events that the simulation plays for it, and the settings that no export shows and that Preflight
lists for checking by hand. Each statement has at least one scenario in \`tests/scenarios\`, which the tests run.

| id | Section of the guide | Statement | Rules | Events | Confirmed by hand | Scenarios |
|---|---|---|---|---|---|---|
${rows.join('\n')}
`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(join(root, 'docs/guide-coverage.md'), guideCoverage());
