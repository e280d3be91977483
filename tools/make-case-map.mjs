// Writes core/text/case_table.inc: Unicode case mapping of the node that runs it, as runs of equal distance, and the classes
// of characters that the words of java.text.BreakIterator are made of.
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

// Word classes by general category, as in the JDK's BreakIteratorRules; kanji and kana make words of their own,
// and so does most of what is above U+FFFF.
const wordClasses = [
  ['Dash', /[\p{Pd}\p{Pc}\u00ad\u2027]/u],
  ['Format', /\p{Cf}/u],
  ['Mark', /[\p{Mn}\p{Me}]/u],
  ['Danda', /[\u0964\u0965]/],
  ['Other', /[\u3005\u3041-\u3094\u3099-\u309e\u30a1-\u30fe\u4e00-\u9fa5\uf900-\ufa2d]/],
  ['Letter', /[\p{L}\p{Mc}]/u],
  ['Digit', /\p{N}/u],
  ['Point', /\./],
  ['Quote', /["']/],
  ['Comma', /[,\u066b]/],
  ['Suffix', /[\u00a2%\u066a\u2030\u2031&]/],
  ['Prefix', /[\p{Sc}#]/u],
];
const names = ['Other', 'Letter', 'Cased', 'Digit', 'Mark', 'Dash', 'Quote', 'Point', 'Comma', 'Prefix', 'Suffix', 'Danda', 'Format'];
const classOf = (c) => {
  const text = String.fromCodePoint(c);
  const name = wordClasses.find(([, pattern]) => pattern.test(text))?.[0] ?? 'Other';
  // Those that map are known as cased by their maps.
  const maps = text.toUpperCase() !== text.toLowerCase();
  const modifier = (c >= 0x2b0 && c <= 0x2b8) || (c >= 0x2c0 && c <= 0x2c1) || (c >= 0x2e0 && c <= 0x2e4) || c === 0x37a || (c >= 0x1d2c && c <= 0x1d61);
  return name === 'Letter' && !maps && (modifier || /[\p{Ll}\p{Lu}\p{Lt}]/u.test(text)) ? 'Cased' : name;
};
const begins = [];
let previous = '';
for (let c = 0; c <= 0xffff; ++c) {
  const surrogate = c >= 0xd800 && c <= 0xdfff;
  if (surrogate || (c > 0x7f && /\p{Cn}/u.test(String.fromCodePoint(c)))) continue;
  const name = classOf(c);
  if (name !== previous) begins.push(hex(c * 16 + names.indexOf(name)));
  previous = name;
}
console.log(`enum class WordClass : std::uint8_t { ${names.map((name) => `k${name}`).join(', ')} };`);
console.log('// Where each run of a class begins, times 16, plus the class.');
console.log('constexpr std::uint32_t kWordRuns[] = {');
for (let i = 0; i < begins.length; i += 10) console.log(`    ${begins.slice(i, i + 10).join(', ')},`);
console.log(`    ${hex(0x10000 * 16)},\n};`);
