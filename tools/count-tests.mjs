// node tools/count-tests.mjs gtest REPORT.json | tap REPORT.log
// Prints "passed failed skipped"; ends with an error when there is no whole report.
import { readFileSync } from 'node:fs';

const [kind, path] = process.argv.slice(2);
const text = readFileSync(path, 'utf8');
let counts;
if (kind === 'gtest') {
  const tests = JSON.parse(text).testsuites.flatMap(({ testsuite }) => testsuite);
  const failed = tests.filter(({ failures }) => failures?.length > 0).length;
  const skipped = tests.filter(({ result, status }) => result === 'SKIPPED' || status === 'NOTRUN').length;
  counts = [tests.length - failed - skipped, failed, skipped];
} else {
  const number = (word) => {
    const found = text.match(new RegExp(`^# ${word} (\\d+)$`, 'm'));
    if (!found) throw new Error(`${path} has no line "# ${word}"`);
    return Number(found[1]);
  };
  counts = [number('pass'), number('fail') + number('cancelled'), number('skipped') + number('todo')];
}
console.log(counts.join(' '));
