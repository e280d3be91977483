// Where the evaluator and the Spring oracle differ on purpose. Each row says why, cites the facts it follows (facts okta-el)
// and accepts as little as it can: `when` looks at one difference {dialect, expression, context, ours, spring}; where
// `again` gives another case, Spring has to answer that one as we did the first.

import { same } from './compare.mjs';

const isObject = (value) => value !== null && typeof value === 'object' && !Array.isArray(value);

// A value without what the oracle adds to groups.
function bare(value) {
  if (Array.isArray(value)) return value.map(bare);
  if (value === null || typeof value !== 'object') return value;
  const { source, profile, ...rest } = value;
  return Object.hasOwn(value, 'id') ? rest : Object.fromEntries(Object.entries(value).map(([key, one]) => [key, bare(one)]));
}

// The texts of a number that begin at `at`, shortest first: digits may be glued to it on either side.
function* numbersAt(text, at) {
  const [whole] = /^-?\d+\.\d+/.exec(text.slice(at, at + 40)) ?? [];
  if (!whole) return;
  const [exponent = ''] = /^E-?\d{1,3}/.exec(text.slice(at + whole.length)) ?? [];
  if (exponent) for (let end = exponent.search(/\d/) + 1; end <= exponent.length; end++) yield whole + exponent.slice(0, end);
  else for (let end = whole.indexOf('.') + 2; end <= whole.length; end++) yield whole.slice(0, end);
}
const digits = (number) => number.replace(/E.*/, '').replaceAll(/\D/g, '').length;
const equal = (a, b) => Number(a) === Number(b) || Math.fround(Number(a)) === Math.fround(Number(b));

// Whether two texts differ only in numbers that are equal as doubles or floats, where Java 17 wrote one digit or more too many or
// another last digit.
function sameButDigits(ours, spring) {
  for (let p = 0; p < Math.max(ours.length, spring.length); p++) {
    // Half a surrogate pair, as in compare.mjs.
    if (ours[p] === spring[p] || (ours[p] === '\ufffd' && spring[p] === '?')) continue;
    for (let from = Math.max(0, p - 20); from <= p; from++) {
      for (const a of numbersAt(ours, from)) {
        for (const b of numbersAt(spring, from)) {
          if (from + Math.min(a.length, b.length) < p || a === b || digits(b) < digits(a) || digits(b) < 2 || !equal(a, b)) continue;
          if (sameButDigits(ours.slice(from + a.length), spring.slice(from + b.length))) return true;
        }
      }
    }
    return false;
  }
  return true;
}

// A literal pattern with what is not read: look-around, atomic groups, flags, references, classes of Unicode, unions, possession.
const unread = new RegExp(
  /(?:matches|Regex\s*\()\s*(?:"[^"]*?|'[^']*?)/.source + '(?:' +
    [/\(\?(?:[=!>]|<[=!]|[is-]*[mudxU])/, /\\[0-9kpPacvVGNRX]/, /\[[^\]]*\[/, /&&/, /[+*?}]\+/, /["'(|^]\{\d/].map(({ source }) => source).join('|') + ')',
  'i',
);
// Where such a pattern is.
const unreadAt = (expression) => unread.exec(expression)?.index ?? -1;

// The arguments of the calls of a function, or nothing.
function argumentsOf(expression, call) {
  return [...expression.matchAll(call)].map((match) => argumentsAt(expression, match.index + match[0].length - 1)?.parts ?? []);
}

// Whole numbers that no double holds, the attribute that may have one, and the operator that may make one.
const longs = /\b(?:\d{16,}|0x[0-9a-f]{14,})L|\blong\b|\^/i;

const place = ({ expression, ours }) => ours.error && { begin: utf16(expression, ours.error.offset), end: utf16(expression, ours.error.end) };
// Offsets in code points as UTF-16 units.
const utf16 = (text, points) => [...text].slice(0, points).join('').length;

// Whether a ${ of a template has a } before the one that closes it.
function endsEarly(text) {
  for (let at = text.indexOf('${'); at >= 0; at = text.indexOf('${', at)) {
    const first = text.indexOf('}', at + 2);
    let depth = 0;
    let quote = '';
    let i = at + 2;
    for (; i < text.length; i++) {
      const c = text[i];
      if (quote) quote = c === quote ? '' : quote;
      else if (c === '"' || c === "'") quote = c;
      else if (c === '{') depth++;
      else if (c === '}' && depth-- === 0) break;
    }
    if (i !== first && first >= 0) return true;
    at = i;
  }
  return false;
}

// The parts of an argument list that begins at `open`, or nothing: {parts, end}.
function argumentsAt(text, open) {
  if (text[open] !== '(') return null;
  const parts = [''];
  let depth = 0;
  for (let i = open + 1; i < text.length; i++) {
    const c = text[i];
    if (c === '"' || c === "'") {
      const from = i;
      for (i++; i < text.length && (text[i] !== c || text[i + 1] === c); i++) if (text[i] === c) i++;
      parts[parts.length - 1] += text.slice(from, i + 1);
      continue;
    }
    if ('([{'.includes(c)) depth++;
    if (')]}'.includes(c) && depth-- === 0) return { parts: parts.length === 1 && !parts[0].trim() ? [] : parts.filter((part, at) => part.trim() || at < parts.length - 1), end: i };
    if (c === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += c;
  }
  return null;
}

export const explained = [
  {
    name: 'names and numbers of arguments are checked when an expression is saved, before any argument is evaluated',
    fact: 'okta-el 5',
    when: ({ ours, spring }) => (ours.error?.kind === 'unknown-function' || ours.error?.detail === 'arity') && spring.error,
    again(one) {
      const { expression, ours } = one;
      const { begin, end } = place(one);
      let open = ours.error.detail === 'arity' ? expression.indexOf('(', begin) : end;
      while (/\s/.test(expression[open])) open++;
      if (ours.error.detail === 'arity') {
        // The last argument list inside the span is the call's own: what comes before it may have some as well.
        for (let i = open; i >= 0 && i < end; i = expression.indexOf('(', i + 1)) {
          const list = argumentsAt(expression, i);
          if (list && list.end === end - 1) {
            open = i;
            break;
          }
        }
      }
      const list = argumentsAt(expression, open);
      return list && { ...one, context: { ...one.context, mode: ours.error.detail === 'not-allowed' ? one.context.mode : undefined }, expression: expression.slice(0, open) + '(' + list.parts.map(() => '1').join(', ') + expression.slice(list.end) };
    },
  },
  {
    name: 'a call names a function even where its object is null',
    fact: 'okta-el 5',
    when: ({ dialect, expression, ours, spring }) =>
      dialect !== 'identity-engine' && (ours.error?.kind === 'unknown-function' || / inside a projection$/.test(ours.error?.message)) && (/^there is no method/.test(ours.error.message) || /!\[/.test(expression)) && (spring.detail === 'null-dereference' || /\?\./.test(expression)),
  },
  {
    name: 'every part of a template is parsed before any is evaluated',
    fact: 'okta-el 12, parse first',
    when: ({ dialect, ours, spring }) => dialect === 'template' && ours.error?.kind === 'parse' && spring.error,
    again(one) {
      const { begin } = place(one);
      const open = one.expression.lastIndexOf('${', begin);
      return { ...one, expression: one.expression.slice(open) };
    },
  },
  {
    name: 'a namespace by itself is not a value',
    fact: 'okta-el 4',
    when: (one) => one.ours.error?.kind === 'unknown-variable' && /^(?:String|Arrays|Convert|Iso3166Convert|Time|Groups|DateTime|fn)$/.test(one.expression.slice(place(one).begin, place(one).end)),
  },
  {
    name: 'the oracle does not convert arguments that it does not read; a method call of Spring converts them all',
    fact: 'okta-el 3, to text',
    when: ({ ours }) => ours.error?.kind === 'type' && /^(?:get(?:Manager|Assistant|Linked|Internal)\w*|isMemberOf\w*|String\.stringSwitch) needs a text, not (?:an object|a list)/.test(ours.error.message),
  },
  {
    name: 'all arguments are converted before a function looks at one',
    fact: 'okta-el 3, to text: an object is a type error; 12, order',
    when: ({ ours, spring }) => ours.error?.kind === 'type' && /^Time\.now needs a text, not (?:an object|a list)/.test(ours.error.message) && /^unknown zone /.test(spring.message),
  },
  {
    name: 'a template has the functions of JSTL only, whatever their arguments',
    fact: 'okta-el 10, String.* is not available',
    when: ({ dialect, ours, spring }) => dialect === 'template' && /^there is no function (?:String|Arrays|Convert|Iso3166Convert|Time)\./.test(ours.error?.message) && spring.detail === 'arity',
  },
  {
    name: 'the last bit of a power: Math.pow of Java may be one off, and so may that of C',
    fact: 'okta-el 3, ^: floating pow',
    when({ expression, ours, spring }) {
      if (!/\^/.test(expression) || ours.error || spring.result === undefined) return false;
      // Also of a whole number beyond 2^53, and inside a list: all else is the same.
      const [a, b] = [ours.result, spring.result].map((one) => {
        const numbers = [];
        const frame = JSON.stringify(one).replace(/-?\d[\d.]*(?:[eE][+-]?\d+)?/g, (number) => (numbers.push(Number(number)), '#'));
        return { frame, numbers };
      });
      return a.frame === b.frame && a.numbers.every((number, i) => number === b.numbers[i] || Math.abs(number - b.numbers[i]) <= 2 * Number.EPSILON * Math.abs(number));
    },
  },
  {
    name: 'a version has a number; the oracle splits a point into no parts',
    fact: 'okta-el 11, versionGreaterThan',
    when: ({ expression, context, ours, spring }) =>
      /^version\w+ needs versions such as/.test(ours.error?.message) && /(["'])\.+\1/.test(expression + JSON.stringify(context)),
  },
  {
    name: 'the oracle looks at criteria for groups only when there are groups',
    fact: 'okta-el 8',
    when: ({ expression, context, ours }) => /^(?:getGroups|isMemberOf) (?:takes objects|knows no criterion)/.test(ours.error?.message) && !context.groups?.length && /getGroups|isMemberOf/.test(expression),
  },
  {
    name: 'regular expressions with what is not read have an unknown result',
    fact: 'okta-el 3, matches; unknown is reported',
    when: ({ expression, ours }) => /matches|Regex/i.test(expression) && ours.unknown?.every((one) => /in a regular expression (?:are|is) not read by Preflight$/.test(one)),
  },
  {
    name: '?: wants an operand on either side and ? a condition; Spring puts null for a missing one',
    fact: 'okta-el 2, expression',
    when: ({ expression, ours }) => ours.error?.kind === 'parse' && (/\?:\s*($|[)\]},:]|\(\s*\))/.test(expression) || /\(\s*\)\s*\?/.test(expression) || /(^|[(,[{:?!]|\$\{)\s*\?(?![.[])/.test(expression)),
  },
  {
    name: 'the oracle fills groups with members that were not given',
    fact: 'okta-el 13',
    when: ({ expression, ours, spring }) => /getGroups/.test(expression) && spring.result !== undefined && ours.result !== undefined && same(bare(ours.result), bare(spring.result)),
  },
  {
    name: 'empty is a word of its own in templates, with an operand; the oracle takes it for a name',
    fact: 'okta-el 10, empty x',
    when: (one) => one.dialect === 'template' && one.ours.error?.kind === 'parse' && /(?:^|[^.\w$])empty\s*$/.test(one.expression.slice(0, place(one).begin)),
  },
  {
    name: 'the operand of empty may be any; the oracle reads names and numbers',
    fact: 'okta-el 10, empty x',
    when: ({ dialect, expression, spring }) => dialect === 'template' && /(?:^|[^.\w$])empty\s*(?:!|not\b|["'])/i.test(expression) && /still more data in the expression: /.test(spring.message),
  },
  {
    name: 'the oracle reads empty x by a pattern: up to a $ or a blank, and after a point too',
    fact: 'okta-el 10, empty x; 4, names',
    when: ({ dialect, expression }) => dialect === 'template' && /\.\s*empty\s+\w|\bempty\s+[\w.]*(?:\$|\.\s)/.test(expression),
    again: (one) => ({
      ...one,
      expression: one.expression.replaceAll(/(?<=\.\s*)empty\b/g, 'emptied').replaceAll(/\bempty\s+([\w$]+(?:\s*\??\.\s*[\w$]+)*)/g, '(($1) == null || ($1) == "")'),
      context: JSON.parse(JSON.stringify(one.context).replaceAll('"empty"', '"emptied"')),
    }),
  },
  {
    name: 'Arrays.flatten takes no argument too',
    fact: 'okta-el 7, v...',
    when: ({ expression, spring }) => /^Arrays.flatten with 0 arguments/.test(spring.message) && /Arrays\s*\.\s*flatten\s*\(\s*\)/.test(expression),
  },
  {
    name: 'an index names an attribute of the schema as a point does',
    fact: 'okta-el 2, user["firstName"]; 4',
    when: (one) => one.context.schema && / has no attribute /.test(one.ours.error?.message) && one.expression.slice(place(one).begin, place(one).end).endsWith(']'),
  },
  {
    name: 'whole numbers have ASCII digits',
    fact: 'okta-el 3, to int: decimal',
    when: ({ expression, context, ours }) => ours.error?.kind === 'type' && /whole number|needs versions|needs a number of/.test(ours.error.message) && /[\u0660-\u0669]/.test(expression + JSON.stringify(context)),
  },
  {
    name: 'a bare name before a call is a namespace, never an attribute',
    fact: 'okta-el 5, string.len',
    when: (one) => one.ours.error?.kind === 'unknown-variable' && /^[\s)]*\??\.\s*\w+\s*\(/.test(one.expression.slice(place(one).end)),
  },
  {
    name: 'an empty list is empty, as in JSTL',
    fact: 'okta-el 10, functions are those of JSTL',
    when: ({ dialect, expression }) => dialect === 'template' && /\bempty\s+[\w.]+/.test(expression),
    again: (one) => ({ ...one, context: JSON.parse(JSON.stringify(one.context).replaceAll(/:\[\]/g, ':""')) }),
  },
  {
    name: 'a blank may come before the arguments of a JSTL function',
    fact: 'okta-el 10; the oracle reads templates by a pattern, not Spring',
    when: ({ dialect, expression, spring }) => dialect === 'template' && spring.error === 'parse' && /\bfn?:\w+\s+\(/.test(expression),
  },
  {
    name: 'source is not a root of the Identity Engine; its times stay texts',
    fact: 'okta-el 11',
    when: ({ dialect, expression, spring }) => dialect === 'identity-engine' && /\bsource\s*\??\.\s*created/.test(expression) && (spring.type === 'Moment' || spring.error === 'type' || /Moment/.test(spring.message)),
  },
  {
    name: 'a pattern is checked even when there is no group to try it on',
    fact: 'okta-el 5, 8',
    when: ({ context, expression, ours }) => ours.error?.detail === 'regex' && /isMemberOfGroupNameRegex/.test(expression) && !context.groups?.length,
  },
  {
    name: 'what comes after a regular expression that is not read is evaluated',
    fact: 'okta-el 3, matches; 12, unknown',
    when: (one) => {
      const at = unreadAt(one.expression);
      if (at < 0 || one.ours.error) return at >= 0 && place(one).end > at;
      // What is unknown is of no type.
      return one.spring.detail === 'regex' || (one.spring.error === 'type' && /Boolean/.test(one.spring.message));
    },
  },
  {
    name: 'a function that does not exist is not allowed in group rules either',
    fact: 'okta-el 5, 9',
    when: ({ context, ours, spring }) => context.mode === 'group-rule' && ours.error?.kind === 'unknown-function' && spring.detail === 'not-allowed',
  },
  {
    name: 'the elements of an object are its entries; the oracle cannot read them',
    fact: 'okta-el 3, .![e]; Spring projects over Map.entrySet()',
    when: ({ spring }) => /Map\$\w*Entry/.test(spring.message),
  },
  {
    name: 'results are bounded',
    fact: 'okta-el 12, limits',
    when: ({ ours }) => ours.error?.kind === 'limit' && / is longer than /.test(ours.error.message),
  },
  {
    name: 'a long is an exact number for Convert.toInt; the oracle goes through a double',
    fact: 'okta-el 7, rounded to 64 bits',
    when: ({ expression }) => /Convert\.toInt|toInteger/.test(expression) && longs.test(expression),
    // The low 32 bits of a long say it all, and they are exact as a double.
    again(one) {
      let { expression } = one;
      for (const [argument] of argumentsOf(expression, /Convert\.toInt\(/g)) {
        if (argument && longs.test(argument)) expression = expression.replace(`Convert.toInt(${argument}`, () => `Convert.toInt((${argument}) % 4294967296L`);
      }
      expression = expression.replaceAll(/\(([^()]*)\)(?=\s*\??\.\s*toInteger\()/g, (all, object) => (longs.test(object) ? `((${object}) % 4294967296L)` : all));
      return { ...one, expression };
    },
  },
  {
    name: 'time zones are those of the reference; the oracle knows all of Joda',
    fact: 'okta-el 9, accepted zones',
    when: ({ ours }) => /^Time\.now: Okta knows no time zone/.test(ours.error?.message),
  },
  {
    name: 'a pattern for times that cannot be read is a wrong argument',
    fact: 'okta-el 9 says nothing of it; the oracle says type',
    when: ({ ours, spring }) => ours.error?.kind === 'argument' && /^Time\.\w+: /.test(ours.error.message) && spring.error === 'type' && /^bad time format/.test(spring.message),
  },
  {
    name: 'the offset of a time has a colon',
    fact: 'okta-el 9, hh:mm',
    when: ({ expression, ours }) => /needs a time such as/.test(ours.error?.message) && /\dT[\d:.]+[+-]\d{4}\b/.test(expression),
  },
  {
    name: 'Java before 19 prints some numbers with more digits than they need',
    fact: 'okta-el 3, double as Java; JDK-4511638',
    when({ expression, ours, spring }) {
      if (ours.result === undefined || spring.result === undefined) return false;
      if (sameButDigits(JSON.stringify(ours.result), JSON.stringify(spring.result))) return true;
      // The length of such a number.
      const calls = [...argumentsOf(expression, /\b(?:len|fn?:length)\(/g).map(([one]) => one ?? ''), ...(/\)\s*\??\.\s*length\(/.test(expression) ? [expression] : [])];
      const [a, b] = [ours.result, spring.result].map((one) => JSON.stringify(one).replaceAll('\\u0000', ''));
      const [ours1, spring1] = [a, b].map((one) => one.match(/\d+/g)?.map(Number) ?? []);
      const near = a.replaceAll(/\d+/g, '#') === b.replaceAll(/\d+/g, '#') && ours1.every((one, i) => one <= spring1[i] && spring1[i] <= one + 2 * calls.length);
      return near && calls.some((one) => /\d\.\d|\d[efd]|[\/^]|dbl/i.test(one));
    },
  },
  {
    name: 'a date-time is a text where one is wanted; the oracle does not convert its own class',
    fact: 'okta-el 11, text form is java.time\'s',
    when: ({ dialect, expression, spring }) => dialect === 'identity-engine' && /\bcreated\b/.test(expression) && spring.error === 'type' && /^not a string: \d{4}-|(?:OktaEl\$Moment|ArrayList<\?>) to java\.lang\.String/.test(spring.message),
  },
  {
    name: 'not a number is not an int',
    fact: 'okta-el 7, not a number: type',
    when: ({ ours }) => /^(?:Convert\.toInt|toInteger) needs a number, not "NaN"/.test(ours.error?.message),
  },
  {
    name: 'an attribute that the schema lists has no value where the profile leaves it out, bare names too',
    fact: 'okta-el 4, 13',
    when: ({ context, spring }) => context.schema && spring.error === 'unknown-variable',
    again(one) {
      const unset = Object.fromEntries(one.context.schema.user.map((name) => [name, null]));
      const { user, source } = one.context;
      return { ...one, context: { ...one.context, ...(isObject(user) && { user: { ...unset, ...user } }), ...(isObject(source) && { source: { ...unset, ...source } }) } };
    },
  },
  {
    name: 'Spring fails with an exception that has no kind',
    fact: 'okta-el 12; the oracle says "other"',
    when: ({ ours, spring }) => spring.detail === 'other' && ours.error && (/^Cannot invoke/.test(spring.message) || ['INVALID_TYPE_FOR_SELECTION', 'RESULT_OF_SELECTION_CRITERIA_IS_NOT_BOOLEAN'].includes(spring.code)),
  },
  {
    name: 'an expression does not begin with an index, a projection or a selection on the root object',
    fact: 'okta-el 2, grammar of primary',
    when: (one) => one.ours.error?.kind === 'parse' && /^([!?^$]?\[)/.test(one.expression.slice(place(one).begin)),
  },
  {
    name: 'the oracle ends ${ at the first }, braces and texts inside included',
    fact: 'okta-el 10; the oracle reads templates by a pattern, not Spring',
    when: ({ dialect, expression }) => dialect === 'template' && endsEarly(expression),
  },
];
