// Writes core/text/case_table.inc: Unicode case mapping of the node that runs it, as runs of equal distance.
// Run it by hand: node tools/make-case-map.mjs > core/text/case_table.inc
const runs = (map) => {
  const rows = [];
  for (const [from, to] of map) {
    const delta = to - from;
    const last = rows.at(-1);
    if (last && last.delta === delta && (from === last.end + last.step || (last.begin === last.end && from - last.end <= 2))) {
      if (last.begin === last.end) last.step = from - last.end;
      last.end = from;
    } else {
      rows.push({ begin: from, end: from, step: 1, delta });
    }
  }
  return rows;
};
const simple = { upper: [], lower: [] };
const special = { upper: [], lower: [] };
for (let c = 0x80; c <= 0x1ffff; ++c) {
  if (c >= 0xd800 && c <= 0xdfff) continue;
  const text = String.fromCodePoint(c);
  for (const [name, mapped] of [['upper', text.toUpperCase()], ['lower', text.toLowerCase()]]) {
    const points = [...mapped].map((p) => p.codePointAt(0));
    if (points.length === 1 && points[0] === c) continue;
    if (points.length === 1) simple[name].push([c, points[0]]);
    else special[name].push([c, points]);
  }
}
const hex = (n) => `0x${n.toString(16).toUpperCase()}`;
console.log(`// Made by tools/make-case-map.mjs from Unicode ${process.versions.unicode}. Do not edit.`);
for (const name of ['upper', 'lower']) {
  const rows = runs(simple[name]);
  console.log(`constexpr Run k${name === 'upper' ? 'Upper' : 'Lower'}Runs[] = {`);
  for (const r of rows) console.log(`    {${hex(r.begin)}, ${hex(r.end)}, ${r.step}, ${r.delta}},`);
  console.log('};');
  console.log(`constexpr Special k${name === 'upper' ? 'Upper' : 'Lower'}Specials[] = {`);
  for (const [c, points] of special[name]) console.log(`    {${hex(c)}, {${[...points, 0, 0].slice(0, 3).map(hex).join(', ')}}},`);
  console.log('};');
}
