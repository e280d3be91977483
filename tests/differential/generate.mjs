// Random expressions of the three dialects and random contexts, always the same ones for a seed. An expression is a tree
// of {parts: [text | tree]}: its text is the parts in a row, and the shrinker takes trees out of it. Most are well-formed;
// a share are rows of tokens that mean nothing.

// A small generator of numbers (mulberry32): the same in every version of node.
export function random(seed) {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

export const text = (tree) => (typeof tree === 'string' ? tree : tree.parts.map(text).join(''));

const numbers = [
  '0', '1', '2', '3', '7', '10', '010', '00', '41', '100', '2147483647', '0x7F', '0xff', '0X1a', '0x7fffffff', '0xFFL',
  '0x7fffffffffffffffL', '1L', '2l', '5000000000L', '2147483648L', '9223372036854775807L', '1.5', '1.0', '0.1', '0.5', '2.5', '3.0',
  '100.0', '1e3', '1E-3', '1e+2', '1.5e2', '1.0e10', '1e7', '1e-4', '9999999.0', '0.001', '0.00099', '123456789.125', '1e308', '1e309',
  '1e400', '4.9e-324', '1e-400', '1.5f', '2F', '0.1f', '3d', '3D', '1e2f', '16777217f', '3.4028235e38f', '1e39f', '0x1F2',
  '2147483647.0', '2147483648.0', '9007199254740993L', '9007199254740993.0', '0.30000000000000004', '1.7976931348623157e308',
];
const badNumbers = ['2147483648', '4294967296', '0x80000000', '0xFFFFFFFF', '0xFFFFFFFFFFFFFFFFL', '0x', '0xG', '0x1.5',
  '9223372036854775808L', '9999999999', '.5', '1.', '1.5.5', '3.4L', '1e', '1e+', '1.5e', '1f.5', '12abc', '1_000', '0b1', '1LL', '1fd',
  '10e1L', '1..2', '3.toString'];
// Contents of texts; the quotes are put around them.
const contents = [
  '', 'a', 'b', 'ab', 'A', 'Ab', 'abc', 'x', '@', '.', ',', ' ', '  ', '-', '\\', '\\\\', '\\d+', 'a,b', 'a, b ,c', ',', ',,a ,', 'a,',
  ' a ', 'true', 'TRUE', ' yes ', 'on', '1', '0',
  'off', 'no', 'false', 'null', 'NaN', 'Infinity', '12', ' 12 ', '+7', '-3', '1.5', '-2.5', '1e2', '1.', '.5', '0x1F', '0X10', '-0x1f',
  '0x', '#1F', '-#a', '010', '0x80000000', '2147483647',
  '2147483648', '-2147483649', '-2147483648', '9223372036854775807', '9223372036854775808', '-9223372036854775809', '1e400', '123.6',
  '0.5', '-0.5', '1.5f', '1d', '1L', '1_0', '1 2', '99999999999999999999',
  "it's", "''", '"', 'say "hi"', "'", 'é', 'É', 'ß', 'straße', 'ΑΣ', 'ΑΣ.', 'Σ', 'ς', 'İ', 'I', 'ı', 'ﬁ', 'ŉ', 'ǆ', 'ǅ', 'ΰ', 'ᾳ', 'K',
    'Å', '😀', 'a😀b', '😀😁', '𐐀', '𐐨', 'Ω', 'z\u0301', '\u00a0x\u00a0', '\u2003', '\u3000x',
  '\t', '\n', 'a\nb', '\r', '\u0001', '\u001f12\u001f', '\u0085', '\u2028', '\u007f', '\ufeff', '\ufffd', '\uffff', 'ana@acme.test',
  'Ana.Lee@Acme.Test', 'a@b@c', 'user', '{a}', '${x}', '$1', 'fn:', '\u0661', '١٢', '1\u0661', 'one two  three', 'Sales', 'x=y',
];
const plain = contents.filter((one) => !/[{}$]|fn:/.test(one));
const patterns = [
  '', 'a', '.*', '.+', 'a.*', '[a-z]+', '[A-Z].*', '[^@]+', '[^@]+@.+', '\\d+', '\\w*', '\\S+', '\\s*', '(?i)ab', '(?i).*é.*', '(?i)İ',
  '(?s).*', 'a|b|', '(a|ab)(c|bcd)*', 'a{2}', 'a{1,3}b?', 'x*?', '(?:ab)+', '[\\w.]+@[\\w.]+', '^a$', '\\Aa\\z', 'a\\b.*', '.', '..', '...',
  '[', '(', 'a)', '*', 'a**', '{', 'a{', '\\', '[z-a]', '(?=a).*', '(a)\\1', 'a++', '\\p{L}+', '[a-z&&[^b]]+', '(?x)a b', '\\Qa.b\\E',
  '[\\d]', '[]a]', '[^]', '\\u0061', '\\x61', '(?<n>a)', '\\h', '\\R', '\\e', '\\z', '\\Z', '(?i:a)b', '[😀]', '😀', '[^a]', 'ß', '\\$',
  '\\.', '[.]', '[-a]', '[a-]', 'a{0}', '(a*)*', '(a|b|ab)*c',
];
const attributes = ['email', 'firstName', 'lastName', 'login', 'num', 'neg', 'long', 'dbl', 'whole', 'yes', 'no', 'list', 'mixed',
  'empty', 'nested', 'map', 'unset', 'blank', 'absent', 'title', 'emoji', 'created', 'Email', 'mod', 'and', 'eq', 'new', 'true', 'T',
  '_x', '$y'];
const roots = [...Array(24).fill('user'), ...Array(8).fill('source'), ...Array(4).fill('appuser'), 'appUser', 'app', 'org', 'session',
  'idpuser', 'access', 'active_directory', 'zendesk_app', 'instance', 'nobody', 'User', 'login', 'device', 'security', 'event', 'group'];
const bare = ['email', 'firstName', 'unset', 'absent', 'user', 'nobody', 'String', 'Arrays', 'source', 'session', 'appuser', 'T', 'fn',
  'group', 'list', 'map'];

// name, parameters: s text, i index, l list, a anything; * repeats the last one, ? is optional.
const mappingFunctions = [
  ['String.append', 'ss'], ['String.join', 'sa*'], ['String.join', 'sl'], ['String.len', 's'], ['String.removeSpaces', 's'],
  ['String.replace', 'sss'], ['String.replaceFirst', 'sss'], ['String.startsWith', 'ss'],
  ['String.stringContains', 'ss'], ['String.stringSwitch', 'ssss'], ['String.stringSwitch', 'ss*'], ['String.substring', 'sii'],
  ['String.substring', 'sii'], ['String.substringBefore', 'ss'], ['String.substringAfter', 'ss'], ['String.toUpperCase', 's'],
  ['String.toLowerCase', 's'], ['substring', 'sii'], ['substringBefore', 'ss'], ['substringAfter', 'ss'], ['toUpperCase', 's'],
  ['toLowerCase', 's'], ['toUppercase', 's'], ['toLowercase', 's'], ['Arrays.add', 'la'], ['Arrays.remove', 'la'],
  ['Arrays.clear', 'l'], ['Arrays.get', 'li'], ['Arrays.flatten', 'a*'], ['Arrays.contains', 'la'], ['Arrays.size', 'l'],
  ['Arrays.isEmpty', 'l'], ['Arrays.toCsvString', 'l'], ['Convert.toInt', 'a'], ['Convert.toNum', 'a'],
  ['Iso3166Convert.toAlpha2', 's'], ['Iso3166Convert.toAlpha3', 's'], ['Iso3166Convert.toNumeric', 's'], ['Iso3166Convert.toName', 's'],
  ['Time.fromUnixToIso8601', 's'], ['Time.fromWindowsToIso8601', 's'], ['Time.fromIso8601ToUnix', 's'], ['Time.fromIso8601ToWindows', 's'],
  ['Time.fromIso8601ToString', 'tf'], ['Time.fromStringToIso8601', 'tf'], ['Time.now', ''], ['Time.now', 'z'], ['Time.now', 'zf'],
  ['isMemberOfGroup', 's'], ['isMemberOfAnyGroup', 's*'], ['isMemberOfGroupName', 's'], ['isMemberOfGroupNameStartsWith', 's'],
  ['isMemberOfGroupNameContains', 's'], ['isMemberOfGroupNameRegex', 's'], ['hasDirectoryUser', ''],
  ['findDirectoryUser', ''], ['hasWorkdayUser', ''], ['findWorkdayUser', ''], ['getManagerUser', 's'], ['getManagerAppUser', 'ss'],
  ['getAssistantUser', 's'], ['getAssistantAppUser', 'ss'],
];
const wrongFunctions = ['String.Len', 'string.len', 'String.trim', 'String.contains', 'Convert.toBool', 'Arrays.union', 'nope', 'len',
  'Strings.len', 'Convert.toString', 'fn.length'];
const templateFunctions = [
  ['contains', 'ss'], ['startsWith', 'ss'], ['endsWith', 'ss'], ['indexOf', 'ss'], ['length', 's'], ['replace', 'sss'],
  ['substring', 'sii'], ['substringAfter', 'ss'], ['substringBefore', 'ss'], ['toLowerCase', 's'], ['toUpperCase', 's'], ['trim', 's'],
];
const times = ['2015-07-30T23:58:32.979Z', '2020-02-29T00:00:00Z', '1969-12-31T23:59:59.999+14:00', '2015-07-30T23:58:32+0900',
  '2021-02-29T00:00:00Z', '2015-07-30', '2015-07-30T25:00:00Z', '1600-01-01T00:00:00.5Z', '1436918400000', '130808339120000000',
  '3/4/2021', '03/04/2021', '2015-07-30 23:58', '', 'x', '20210304'];
const formats = ['yyyy-MM-dd', 'MM/dd/yyyy', "yyyy-MM-dd'T'HH:mm:ss", 'M/d/yy', 'EEE, d MMM yyyy HH:mm:ss Z', 'hh:mm a', 'yyyyMMdd',
  'YYYY', 'D', 'xxxx-ww-e', "''yy", 'MMMM', 'SSS', '', 'yyyy-MM-dd HH:mm', 'ZZ', 'k:K', 'C', 'G', 'q'];
const zones = ['UTC', 'EST', 'America/New_York', 'Europe/Berlin', 'Asia/Kolkata', 'PST8PDT', '+02:00', 'Nowhere', ''];
const methods = [
  ['toUpperCase', ''], ['toLowerCase', ''], ['substring', 'i'], ['substring', 'ii'], ['replace', 'ss'], ['replaceFirst', 'ss'],
  ['length', ''], ['removeSpaces', ''], ['contains', 's'], ['substringBefore', 's'], ['substringAfter', 's'],
  ['toInteger', ''], ['toNumber', ''], ['versionGreaterThan', 's'], ['versionLessThan', 's'], ['contains', 'a'], ['size', ''],
  ['isEmpty', ''], ['add', 'a'], ['remove', 'a'], ['flatten', ''], ['nope', ''],
];

export function maker(next) {
  const pick = (list) => list[next(list.length)];
  const chance = (percent) => next(100) < percent;
  const tree = (...parts) => ({ parts });
  let dialect = 'mapping';

  const space = () => (chance(80) ? ' ' : pick(['', '', '  ', '\t', '\n', '\r\n']));
  const word = (from) => (chance(50) ? from : chance(50) ? from.toUpperCase() : from[0].toUpperCase() + from.slice(1));
  const quoted = (content) => {
    const quote = chance(60) ? '"' : "'";
    return quote + content.replaceAll(quote, quote + quote) + quote;
  };
  const someText = () => {
    const from = dialect === 'template' ? plain : contents;
    return chance(85) ? pick(from) : pick(from) + pick(from);
  };
  const string = () => tree(quoted(someText()));
  const number = () => tree(pick(chance(3) ? badNumbers : chance(40) ? ['0', '1', '2', '3', '10'] : numbers));
  const wholeNumber = () => tree(pick(['0', '1', '2', '3', '-1', '4', '100', '(-2)', '1.9', '"1"', '" 2 "', '"0x1"', '"1.0"', '"-1"',
    '1L', '2147483648L', 'null', 'true', '""', '2.5f', '"a"']));
  const word3 = () => tree(word(pick(['true', 'false', 'null'])));

  function attribute() {
    if (dialect === 'identity-engine' && chance(60)) return tree('user', pick(['.', '.', '?.']), 'profile', pick(['.', '.', '.', '?.']),
      pick(attributes));
    const root = pick(roots);
    const name = pick(attributes);
    if (chance(85)) return tree(root, pick(['.', '.', '.', '.', '?.', ' . ']), name);
    return tree(root, '[', pick([name, `"${name}"`, `'${name}'`]), ']');
  }
  function leaf() {
    const what = next(100);
    if (what < 30) return string();
    if (what < 48) return number();
    if (what < 58) return word3();
    if (what < 98) return attribute();
    return tree(pick(bare));
  }
  function list(depth) {
    const parts = ['{'];
    for (let i = 0, n = next(4); i < n; i++) parts.push(...(i ? [chance(80) ? ', ' : ','] : []), expression(depth - 1));
    if (chance(3)) parts.push(',');
    return tree(...parts, '}');
  }
  function map(depth) {
    const parts = ['{'];
    const count = next(4);
    if (count === 0) parts.push(':');
    const key = () => (chance(50) ? tree(pick(['a', 'b', 'k', 'user', 'x1', 'new'])) : chance(70) ? string() : expression(1));
    for (let i = 0; i < count; i++) parts.push(...(i ? [', '] : []), key(), pick([': ', ':', ' : ']), expression(depth - 1));
    return tree(...parts, '}');
  }
  const braces = (depth) => (dialect === 'template' ? leaf() : chance(75) ? list(depth) : map(depth));

  // Something of the kind that a parameter wants, most of the time.
  function argument(kind, depth) {
    if (chance(12)) return expression(depth);
    if (kind === 'i') return chance(75) ? wholeNumber() : expression(depth);
    if (kind === 'l' && chance(45)) return dialect === 'template' ? leaf() : list(depth);
    if (kind === 'l') return chance(60) ? tree(pick(['user', 'source']), '.', pick(['list', 'mixed', 'nested', 'empty', 'unset',
      'title'])) : expression(depth);
    if (kind === 't' || kind === 'f' || kind === 'z') return chance(90) ? tree(quoted(pick({ t: times, f: formats, z: zones }[kind])))
      : expression(depth);
    if (kind === 's' && chance(3)) return tree(quoted(pick(times)));
    if (kind === 's' && chance(2)) return tree(quoted(pick(['US', 'us', 'USA', '840', '4', '004', 'India', 'united states', 'ZZ',
      'Åland Islands', ' DE '])));
    if (kind === 's' && chance(40)) return string();
    if (kind === 's' && chance(50)) return attribute();
    return expression(depth);
  }
  function argumentList(kinds, depth) {
    const wanted = [...kinds.replace('*', '')];
    if (kinds.endsWith('*')) for (let i = next(5); i > 0; i--) wanted.push(wanted.at(-1));
    if (chance(3)) wanted.pop();
    if (chance(3)) wanted.push('a');
    const parts = ['('];
    wanted.forEach((kind, i) => parts.push(...(i ? [chance(80) ? ', ' : ','] : []), argument(kind, depth - 1)));
    if (chance(2)) parts.push(',');
    return tree(...parts, ')');
  }
  function call(depth) {
    if (dialect === 'template') {
      const [name, kinds] = pick(templateFunctions);
      return tree(chance(90) ? 'fn:' : 'f:', name, argumentList(kinds, depth));
    }
    if (dialect === 'identity-engine') return method(depth);
    if (chance(2)) return tree(pick(wrongFunctions), argumentList('a', depth));
    if (chance(3)) return method(depth);
    if (chance(4)) return tree('user.', pick(['getInternalProperty', 'getLinkedObject', 'getGroups']),
      argumentList(pick(['s', 's', 'a', '']), depth));
    const [name, kinds] = pick(mappingFunctions);
    return tree(name, argumentList(kinds, depth));
  }
  function method(depth) {
    const [name, kinds] = pick(methods);
    const object = chance(50) ? attribute() : chance(50) ? string() : tree('(', expression(depth - 1), ')');
    return tree(object, pick(['.', '.', '.', '?.']), name, argumentList(kinds, depth));
  }

  const operators = [
    [30, ['+']], [14, ['-', '*', '/', '%', 'div', 'mod']], [4, ['^']], [22, ['==', '!=', 'eq', 'ne']],
    [18, ['<', '<=', '>', '>=', 'lt', 'le', 'gt', 'ge']], [12, ['&&', '||', 'and', 'or']],
  ];
  function operator() {
    let at = next(100);
    for (const [share, list] of operators) {
      if (at < share) return pick(list);
      at -= share;
    }
    return '+';
  }
  function binary(depth) {
    const op = operator();
    const between = /^[a-z]/.test(op) ? [' ', word(op), ' '] : [space(), op, space()];
    // A text times a large number would be too much for the other side.
    if (op === '*') return chance(50) ? tree(number(), ...between, expression(depth - 1))
      : tree(expression(depth - 1), ...between, tree(pick(['0', '1', '2', '3', '2L', '1.5', '(-1)', 'null', '"2"', 'true'])));
    return tree(expression(depth - 1), ...between, expression(depth - 1));
  }
  const operand = (depth) => (chance(70) ? tree('(', expression(depth), ')') : leaf());

  function expression(depth) {
    if (depth <= 0) return leaf();
    const what = next(100);
    if (what < 14) return leaf();
    if (what < 44) return call(depth);
    if (what < 60) return binary(depth);
    if (what < 68) return tree('(', binary(depth), ')');
    if (what < 74) return tree('(', expression(depth - 1), space(), '?', space(), expression(depth - 1), space(), ':', space(),
      expression(depth - 1), ')');
    if (what < 76) return tree(expression(depth - 1), ' ? ', expression(depth - 1), ' : ', expression(depth - 1));
    if (what < 80) return tree('(', expression(depth - 1), pick([' ?: ', '?:']), expression(depth - 1), ')');
    if (what < 85) return tree(pick(['!', 'not ', '-', '+', '- ', '!!', 'NOT ']), operand(depth - 1));
    if (what < 91) return braces(depth);
    if (what < 94) return tree(operand(depth - 1), '[', chance(60) ? wholeNumber() : expression(depth - 1), ']');
    if (what < 96) return tree(operand(depth - 1), pick(['.', '?.']), pick(attributes));
    if (what < 98) return tree('(', expression(depth - 1), ' ', word('matches'), ' ', chance(92)
      ? tree(quoted(pick(patterns).replaceAll(dialect === 'template' ? /[{}]/g : /^$/g, ''))) : leaf(), ')');
    if (dialect === 'template') return chance(50) ? tree('empty ', pick(roots), '.', pick(attributes)) : leaf();
    if (what < 99) return tree(operand(depth - 1), pick(['.', '?.']), '![', chance(50) ? tree(pick(['a', 'name', 'email', 'k']))
      : expression(depth - 1), ']');
    return tree(operand(depth - 1), '.', pick(['?[', '^[', '$[']), expression(depth - 1), ']');
  }

  // Expressions that have a value, most of them.
  const known = { s: ['email', 'login', 'lastName', 'firstName', 'title', 'emoji'], n: ['num', 'neg', 'long', 'dbl', 'whole'],
    b: ['yes', 'no'], l: ['list', 'mixed', 'nested', 'empty'] };
  const user = () => (dialect === 'identity-engine' ? 'user.profile.' : chance(75) ? 'user.' : 'source.');
  function sensible(kind, depth) {
    const more = (of) => sensible(of, depth - 1);
    if (depth <= 0 || chance(15)) {
      if (chance(40)) return tree(user(), pick(known[kind]));
      return { s: string, n: () => tree(pick(['0', '1', '2', '3', '10', '1.5', '2.0', '7L', '0.1', '1e3', '2.5f', '-1', '2147483647',
        '0xff', '9007199254740993L', '1e-5'])), b: () => tree(word(pick(['true', 'false']))),
        l: () => tree('{', string(), ', ', pick(['1', 'null', "'b'", '2.0', 'true', '{}']), '}') }[kind]();
    }
    if (chance(10)) return tree('(', more('b'), ' ? ', more(kind), ' : ', more(kind), ')');
    if (chance(5)) return tree('(', more(kind), ' ?: ', more(kind), ')');
    if (chance(3)) return expression(depth - 1);
    const classic = dialect === 'mapping';
    const engine = dialect === 'identity-engine';
    const fn = (name, ...kinds) => {
      const list = kinds.map((of) => more(of)).flatMap((one, i) => (i ? [', ', one] : [one]));
      if (!engine) return tree(classic ? 'String.' : 'fn:', name, '(', ...list, ')');
      return tree('(', list[0], ').', { len: 'length', length: 'length', stringContains: 'contains',
        startsWith: 'contains' }[name] ?? name, '(', ...list.slice(2), ')');
    };
    const arrays = (name, ...kinds) => tree('Arrays.', name, '(', ...kinds.map((of) => more(of)).flatMap((one, i) => (i ? [', ', one]
      : [one])), ')');
    const range = () => (chance(70) ? tree(pick(['0', '1', '2', '3', '-1', '4', '100'])) : more('n'));
    switch (kind) {
      case 's':
        switch (next(classic ? 14 : 8)) {
          case 0: case 1: return tree(more('s'), ' + ', more(pick(['s', 's', 'n', 'b', 'l'])));
          case 2: return fn(pick(['toUpperCase', 'toLowerCase']), 's');
          case 3: return fn(pick(['substringBefore', 'substringAfter']), 's', 's');
          case 4: return engine ? tree('(', more('s'), ').substring(', range(), ', ', range(), ')')
            : tree(classic ? 'String.' : 'fn:', 'substring(', more('s'), ', ', range(), ', ', range(), ')');
          case 5: return fn('replace', 's', 's', 's');
          case 6: return tree('(', more('s'), ')[', pick(['0', '1', '"0"', '2']), ']');
          case 7: return tree('(', more('s'), ' + ', more('s'), ')');
          case 8: return fn('append', 's', 's');
          case 9: return fn('removeSpaces', 's');
          case 10: return fn('join', ...Array(1 + next(4)).fill('s'));
          case 11: return fn('stringSwitch', 's', 's', 's', 's', 's', 's');
          case 12: return fn('replaceFirst', 's', 's', 's');
          default: return arrays('toCsvString', 'l');
        }
      case 'n':
        switch (next(classic ? 7 : 5)) {
          case 0: case 1: return tree('(', more('n'), ' ', pick(['+', '-', '/', '%', 'div', 'mod', '^']), ' ', more('n'), ')');
          case 2: return tree('(', number(), ' * ', more('n'), ')');
          case 3: return fn(classic ? 'len' : 'length', 's');
          case 4: return tree('-(', more('n'), ')');
          case 5: return arrays('size', 'l');
          default: return tree('Convert.', pick(['toInt', 'toNum']), '(', more('n'), ')');
        }
      case 'b':
        switch (next(classic ? 8 : 6)) {
          case 0: return tree('(', more('b'), ' ', pick(['&&', '||', 'and', 'or', '==', '!=']), ' ', more('b'), ')');
          case 1: return tree(pick(['!', 'not ']), more('b'));
          case 2: return tree('(', more('n'), ' ', pick(['<', '<=', '>', '>=', '==', '!=']), ' ', more('n'), ')');
          case 3: return tree('(', more('s'), ' ', pick(['<', '<=', '>', '>=', '==', '!=']), ' ', more('s'), ')');
          case 4: return fn(pick(classic ? ['stringContains', 'startsWith'] : ['contains', 'startsWith']), 's', 's');
          case 5: return tree('(', more('s'), ' matches ',
            quoted(pick(patterns.filter((one) => dialect !== 'template' || !/[{}]/.test(one)))), ')');
          case 6: return arrays('contains', 'l', pick(['s', 'n']));
          default: return arrays('isEmpty', 'l');
        }
      default:
        if (!classic) return dialect === 'template' ? tree(user(), pick(known.l)) : chance(50)
          ? tree('{', more('s'), ', ', more('n'), '}') : tree(more('l'), '.![', pick(['true', '1']), ']');
        switch (next(5)) {
          case 0: return tree('{', more('s'), ', ', more(pick(['s', 'n', 'b', 'l'])), '}');
          case 1: return arrays('add', 'l', 's');
          case 2: return arrays('remove', 'l', 's');
          case 3: return arrays('flatten', 'l', 's');
          default: return arrays('flatten', 's', 's');
        }
    }
  }

  // Tokens in a row, for the lexer and the parser.
  const tokens = [
    '==', '!=', '>=', '<=', '&&', '||', '?:', '?.', '?[', '![', '^[', '$[', '++', '--', '+', '-', '* 2 *', '/', '%', '^', '!', '<', '>',
    '=', '?', ':', '.', ',', '(', ')', '[', ']', '{', '}', '#', '@', '&', '|', ';', '`', '~', '\\', '\u00a0', '“', '–',
    'and', 'or', 'not', 'eq', 'ne', 'lt', 'le', 'gt', 'ge', 'div', 'mod', 'matches', 'instanceof', 'between', 'new', 'T(', 'é', 'user',
    'user.email', '.email', '"a"', "'", '"', '1', '2', 'null', 'true', ' ', ' ', ' ', '(', ')', '[0]', '{', '}', '{:}', 'String.len(',
    '1.5', "''", '""',
  ];
  function row() {
    const parts = [];
    for (let i = 0, n = 1 + next(8); i < n; i++) {
      if (chance(15)) parts.push(leaf());
      else parts.push(pick(tokens));
      if (chance(60)) parts.push(' ');
    }
    return tree(...parts.map((part) => (typeof part === 'string' ? tree(part) : part)));
  }
  // A well-formed expression with a token too many, too few or out of place.
  function spoiled(whole) {
    const flat = text(whole).split(/(\s+|\b)/);
    const at = next(flat.length);
    if (flat.includes('*')) return whole;
    if (chance(40)) flat.splice(at, 1);
    else if (chance(60)) flat.splice(at, 0, pick(tokens));
    else flat.splice(at, 1, flat[next(flat.length)]);
    return tree(...flat.filter(Boolean).map((part) => tree(part)));
  }
  const inner = () => {
    const what = next(100);
    if (what < 4) return row();
    const depth = what < 30 ? 2 : what < 70 ? 3 : what < 95 ? 4 : 6;
    const whole = chance(55) ? sensible(pick(['s', 's', 's', 'n', 'b', 'l']), depth) : expression(depth);
    return what < 8 ? spoiled(whole) : whole;
  };
  function template() {
    const parts = [];
    const clean = (one) => (/[{}]|\$\{|(?:fn|f):\w+\(['"]/.test(text(one).replace(/\b(?:fn|f):(?=\w+\()/g,
      '')) || text(one).trim() === '' ? tree('source.email') : one);
    for (let i = 0, n = 1 + next(3); i < n; i++) {
      if (chance(40)) parts.push(tree(pick(['x', '@', '.', ' ', 'a"b', "'", 'é', '$', '}', '\\', '$ {', '@acme.test'])));
      parts.push(tree('${', clean(inner()), '}'));
    }
    if (chance(20)) parts.push(tree(pick(['@x', '${', '${}', '${ }', '"', '$'])));
    return tree(...parts);
  }

  return {
    // {dialect, tree}
    next() {
      const what = next(100);
      dialect = what < 66 ? 'mapping' : what < 82 ? 'template' : 'identity-engine';
      return { dialect, tree: dialect === 'template' && chance(90) ? template() : inner() };
    },
    context() {
      const value = (depth) => {
        switch (next(depth > 0 ? 12 : 8)) {
          case 0: return null;
          case 1: return chance(50);
          case 2: return next(200) - 50;
          case 3: return pick([2147483647, -2147483648, 2147483648, 5000000000, -9007199254740991, 0]);
          case 4: return pick([1.5, -0.25, 1e10, 1e-5, 123456.789, 1e300, 0.1]);
          case 5:
          case 6:
          case 7: return someText();
          case 8:
          case 9: return Array.from({ length: next(4) }, () => value(depth - 1));
          default: return Object.fromEntries(Array.from({ length: next(3) }, () => [pick(['a', 'b', 'k', 'name', 'email']),
            value(depth - 1)]));
        }
      };
      dialect = 'mapping';
      const maybe = (one) => (chance(15) ? null : one);
      const profile = () => {
        const all = {
          email: pick(['ana.lee@acme.test', 'A@B@c', 'zoë@acme.test', '', someText()]),
            login: pick(['ana.lee@acme.test', 'bo', someText()]), firstName: maybe(someText()),
            lastName: maybe(pick(['Lee', 'Ünal', someText()])), title: maybe(someText()),
          num: next(100), neg: -next(1000), long: pick([5000000000, 2147483648, -9007199254740991]), dbl: pick([1.5, 0.1, 1e10, -2.5]),
            whole: pick([41, 0, 7]), yes: true, no: false, list: Array.from({ length: next(4) }, () => maybe(someText())),
          mixed: Array.from({ length: next(4) }, () => value(1)), empty: [], nested: [[someText(), [someText()]], someText(), next(3)],
            map: { a: value(1), k: value(2), name: someText() }, unset: null, blank: '', emoji: pick(['😀', 'a😀b', '𐐀é', '😀😁']),
          mod: 'm', and: true, new: 1, $y: 'y', _x: 'x', created: pick(['2020-01-02T03:04:05Z', 'x', null]),
        };
        if (chance(25)) all[pick(Object.keys(all))] = value(2);
        for (let i = next(4); i > 0; i--) delete all[pick(Object.keys(all))];
        return all;
      };
      const context = { user: profile() };
      context.user.profile = profile();
      if (chance(40)) context.source = profile();
      if (chance(70)) context.appuser = profile();
      if (chance(50)) context.app = profile();
      if (chance(50)) context.org = { name: 'Acme', subDomain: 'acme' };
      if (chance(40)) context.session = { amr: ['pwd', 'mfa'] };
      for (const root of ['idpuser', 'access', 'instance', 'device', 'security', 'login',
        'event']) if (chance(30)) context[root] = chance(90) ? profile() : value(1);
      if (chance(60)) context.apps = { active_directory: profile() };
      if (chance(40)) context.appInstances = { zendesk_app: profile() };
      if (chance(60)) context.groups = Array.from({ length: next(4) }, (_, i) => ({ id: `00g${i}`,
        name: pick(['Sales', 'Sales-EU', 'IT', someText()]), type: pick(['OKTA_GROUP', 'APP_GROUP']) }));
      for (const which of ['directoryUsers', 'workdayUsers']) if (chance(50)) context[which] = Array.from({ length: next(3) }, profile);
      if (chance(50)) context.manager = { user: profile(), appUsers: { a: profile() } };
      if (chance(30)) context.assistant = { user: profile() };
      if (chance(40)) context.linkedObjects = { a: profile(), ab: null };
      if (chance(50)) context.internal = { id: '00u1', status: 'ACTIVE' };
      context.now = '2015-07-30T23:58:32.979Z';
      if (chance(10)) context.mode = pick(['claims', 'group-rule']);
      if (chance(10)) context.schema = { user: [...new Set([...Object.keys(context.user), ...Object.keys(context.source ?? {}),
        ...attributes.filter(() => chance(70))])] };
      return context;
    },
  };
}
