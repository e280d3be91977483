// Writes core/expression/values/time_zone_table.inc: the zones of tools/okta-time-zones.tsv with every change of offset that the
// system's tzdata knows, packed as core/expression/values/time_zone.cpp reads it.
// Run it by hand: node tools/make-time-zones.mjs > core/expression/values/time_zone_table.inc
import { existsSync, readFileSync } from 'node:fs';

const folder = process.env.ZONEINFO ?? '/usr/share/zoneinfo';
const version = /^# version (\S+)/.exec(readFileSync(`${folder}/tzdata.zi`, 'latin1'))[1];

// RFC 8536: the 64-bit block and the rule behind it.
function readZone(name) {
  const bytes = readFileSync(`${folder}/${name}`);
  const counts = (at) => [20, 24, 28, 32, 36, 40].map((i) => bytes.readUInt32BE(at + i));
  let [isut, isstd, leap, times, types, chars] = counts(0);
  let at = 44 + times * 5 + types * 6 + chars + leap * 8 + isstd + isut;
  [isut, isstd, leap, times, types, chars] = counts(at);
  at += 44;
  const offset = (type) => bytes.readInt32BE(at + times * 9 + type * 6);
  const changes = [];
  let last = offset(0);
  for (let i = 0; i < times; ++i) {
    const to = offset(bytes[at + times * 8 + i]);
    if (to !== last) changes.push([Number(bytes.readBigInt64BE(at + i * 8)), to]);
    last = to;
  }
  const footer = at + times * 9 + types * 6 + chars + leap * 12 + isstd + isut;
  return { first: offset(0), changes, rule: readRule(bytes.toString('latin1', footer + 1, bytes.length - 1)) };
}

// A POSIX TZ string with days of the form Mm.w.d: offsets east of UTC, times of day on the clock before the change.
function readRule(text) {
  const seconds = (clock) => {
    const [hours, minutes = 0, rest = 0] = clock.replace(/^[+-]/, '').split(':').map(Number);
    return (hours * 3600 + minutes * 60 + rest) * (clock.startsWith('-') ? -1 : 1);
  };
  const parts = /^(?:<[^>]+>|[A-Za-z]+)([+-]?[\d:]+)(?:(?:<[^>]+>|[A-Za-z]+)([+-]?[\d:]+)?,([^,]+),([^,]+))?$/.exec(text);
  if (!parts) throw new Error(`a rule that is not understood: ${text}`);
  const standard = -seconds(parts[1]) || 0;
  if (!parts[3]) return { standard, daylight: standard, days: [] };
  const days = [parts[3], parts[4]].map((day) => {
    const fields = /^M(\d+)\.(\d+)\.(\d+)(?:\/([-+\d:]+))?$/.exec(day);
    if (!fields) throw new Error(`a day that is not understood: ${text}`);
    return [Number(fields[1]), Number(fields[2]), Number(fields[3]), seconds(fields[4] ?? '2')];
  });
  return { standard, daylight: parts[2] ? -seconds(parts[2]) || 0 : standard + 3600, days };
}

function changeOf(year, [month, week, weekday, time], before) {
  const first = new Date(Date.UTC(year, month - 1, 1)).getUTCDay();
  let day = 1 + ((weekday - first + 7) % 7) + (week - 1) * 7;
  while (day > new Date(Date.UTC(year, month, 0)).getUTCDate()) day -= 7;
  return Date.UTC(year, month - 1, day) / 1000 + time - before;
}

// Changes that the rule yields by itself, counted from the entry before, need no entry.
function slim({ first, changes, rule }) {
  const kept = [...changes];
  if (rule.days.length) {
    const predicted = [];
    for (let year = 1900; year < 2100; ++year) {
      predicted.push([changeOf(year, rule.days[0], rule.standard), rule.daylight]);
      predicted.push([changeOf(year, rule.days[1], rule.daylight), rule.standard]);
    }
    predicted.sort((a, b) => a[0] - b[0]);
    while (kept.length > 1) {
      const [time, to] = predicted.find(([at]) => at > kept.at(-2)[0]);
      if (time !== kept.at(-1)[0] || to !== kept.at(-1)[1]) break;
      kept.pop();
    }
  }
  return { first, changes: kept, rule };
}

function varint(number) {
  let rest = BigInt.asUintN(64, (BigInt(number) << 1n) ^ (BigInt(number) >> 63n));
  const bytes = [];
  for (; rest > 127n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  return [...bytes, Number(rest)];
}

const names = new Map();  // each name, its zone
const zones = new Map();  // packed bytes, their number
const list = readFileSync(new URL('okta-time-zones.tsv', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line && !line.startsWith('#'))
  .map((line) => line.split(/[\t ]/));
const read = list.map(([name]) => slim(readZone(name)));
const steps = new Map();
for (const { first, changes } of read) {
  changes.forEach(([time, to], i) => {
    if (i === 0) return;
    const step = `${time - changes[i - 1][0]}, ${to - changes[i - 1][1]}`;
    steps.set(step, (steps.get(step) ?? 0) + 1);
  });
}
const kEscape = 255;
const common = [...steps].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, kEscape).map(([step]) => step);
const rules = [];
list.forEach((ids, at) => {
  const { first, changes, rule } = read[at];
  const written = JSON.stringify(rule);
  if (!rules.includes(written)) rules.push(written);
  const bytes = [...varint(first), rules.indexOf(written), ...varint(changes.length)];
  let time = 0;
  let offset = first;
  for (const [next, to] of changes) {
    const code = common.indexOf(`${next - time}, ${to - offset}`);
    if (code >= 0) bytes.push(code);
    else bytes.push(kEscape, ...varint(next - time), ...varint(to - offset));
    [time, offset] = [next, to];
  }
  const key = bytes.join(',');
  if (!zones.has(key)) zones.set(key, zones.size);
  for (const id of ids) {
    // A name that tzdata has forgotten is still an alias of Okta's.
    if (!names.has(id) || id === ids[0]) names.set(id, zones.get(key));
  }
});
if (rules.length > 255 || !existsSync(folder)) throw new Error('the format has room for 255 rules');

console.log(`// Made by tools/make-time-zones.mjs from tzdata ${version}. Do not edit.`);
console.log(`constexpr char kTzdataVersion[] = "${version}";`);
console.log('constexpr Step kSteps[] = {');
for (const step of common) console.log(`    {${step}},`);
console.log('};\nconstexpr Rule kRules[] = {');
for (const text of rules) {
  const { standard, daylight, days } = JSON.parse(text);
  const [start, end] = days.length ? days : [[0, 0, 0, 0], [0, 0, 0, 0]];
  console.log(`    {${standard}, ${daylight}, {${start.join(', ')}}, {${end.join(', ')}}},`);
}
console.log('};');
const starts = [];
const all = [];
for (const key of zones.keys()) {
  starts.push(all.length);
  all.push(...key.split(','));
}
const rows = (numbers) => {
  let line = '   ';
  for (const number of numbers) {
    if (line.length + String(number).length + 2 > 120) {
      console.log(line);
      line = '   ';
    }
    line += ` ${number},`;
  }
  console.log(line);
};
console.log('constexpr std::uint16_t kStarts[] = {');
rows(starts);
console.log('};\nconstexpr std::uint8_t kBytes[] = {');
rows(all);
console.log('};\nconstexpr Zone kNames[] = {');
const sorted = [...names].sort((a, b) => (a[0] < b[0] ? -1 : 1));
for (const [name, zone] of sorted) console.log(`    {"${name}", ${zone}},`);
console.log('};');
console.error(`${sorted.length} names, ${zones.size} zones, ${rules.length} rules, ${all.length} bytes of changes`);
