// Where the evaluator and the Spring oracle differ on purpose. Each row says why, cites the facts it follows (facts okta-el)
// and accepts as little as it can: `when` looks at one difference {dialect, expression, context, ours, spring}; where
// `again` gives another case, Spring has to answer that one as we did the first.

import { same } from './compare.mjs';

// A value without what the oracle adds to groups.
function bare(value) {
  if (Array.isArray(value)) return value.map(bare);
  if (value === null || typeof value !== 'object') return value;
  const { source, profile, ...rest } = value;
  return Object.hasOwn(value, 'id') ? rest : Object.fromEntries(Object.entries(value).map(([key, one]) => [key, bare(one)]));
}

// With every number in Java's notation as short as it can be, for a double or a float.
const short = (text) => text.replaceAll(/\d+\.\d+(?:E-?\d+)?/g, (number) => String(number.replace(/E.*/, '').length > 11 ? Number(number) : Math.fround(Number(number))));

// A pattern with what is not read: look-around and flags, back references and classes of Unicode, unions, possession.
const unread = /(?:matches|Regex\()\s*["'][^"']*(?:\(\?[=!<x]|\\[1-9pPRXL]|\(\?<>|\[[^\]]*\[|&&|[+*?]\+|\{\d)/i;

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
        // The last argument list inside the span is the call's own: what stands before it may have some as well.
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
    name: 'a namespace by itself is no value',
    fact: 'okta-el 4',
    when: (one) => one.ours.error?.kind === 'unknown-variable' && /^(?:String|Arrays|Convert|Iso3166Convert|Time|Groups|DateTime|fn)$/.test(one.expression.slice(place(one).begin, place(one).end)),
  },
  {
    name: 'the oracle does not convert arguments that it does not read; a method call of Spring converts them all',
    fact: 'okta-el 3, to text',
    when: ({ ours }) => ours.error?.kind === 'type' && /^(?:get(?:Manager|Assistant|Linked|Internal)\w*|isMemberOf\w*|String\.stringSwitch) needs a text, not (?:an object|a list)/.test(ours.error.message),
  },
  {
    name: 'the oracle looks at criteria for groups only when there are groups',
    fact: 'okta-el 8',
    when: ({ expression, context, ours }) => /^(?:getGroups|isMemberOf) (?:takes objects|knows no criterion)/.test(ours.error?.message) && !context.groups?.length && /getGroups|isMemberOf/.test(expression),
  },
  {
    name: 'regular expressions with what is not read have an unknown result',
    fact: 'okta-el 3, matches; unknown is said',
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
    name: 'empty is a word of its own in templates',
    fact: 'okta-el 10, empty x',
    when: ({ dialect, expression, ours, spring }) => dialect === 'template' && /\bempty\b/.test(expression) && (ours.error?.kind === 'parse' || spring.error === 'parse'),
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
    name: 'a blank may stand before the arguments of a JSTL function',
    fact: 'okta-el 10; the oracle reads templates by a pattern, not Spring',
    when: ({ dialect, expression, spring }) => dialect === 'template' && spring.error === 'parse' && /\bfn?:\w+\s+\(/.test(expression),
  },
  {
    name: 'source is no root of the Identity Engine; its times stay texts',
    fact: 'okta-el 11',
    when: ({ dialect, expression, spring }) => dialect === 'identity-engine' && /\bsource\s*\??\.\s*created/.test(expression) && (spring.type === 'Moment' || spring.error === 'type' || /Moment/.test(spring.message)),
  },
  {
    name: 'a pattern is judged even when there is no group to try it on',
    fact: 'okta-el 5, 8',
    when: ({ context, expression, ours }) => ours.error?.detail === 'regex' && /isMemberOfGroupNameRegex/.test(expression) && !context.groups?.length,
  },
  {
    name: 'what comes after a regular expression that is not read is evaluated',
    fact: 'okta-el 3, matches; 12, unknown',
    when: ({ expression, ours, spring }) => (ours.error || spring.detail === 'regex') && unread.test(expression),
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
    when: ({ expression, context }) => /Convert\.toInt|toInteger/.test(expression) && /\d{16,}|0x[0-9a-f]{14,}/i.test(expression + JSON.stringify(context)),
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
    when: ({ expression, ours, spring }) =>
      (ours.result !== undefined && spring.result !== undefined && short(JSON.stringify(ours.result)) === short(JSON.stringify(spring.result))) || (/len(?:gth)?\(/.test(expression) && /\d{16,}/.test(expression) && /\d\.\d/.test(expression)),
  },
  {
    name: 'a date-time is a text where one is wanted; the oracle does not convert its own class',
    fact: 'okta-el 11, text form is java.time\'s',
    when: ({ dialect, expression, spring }) => dialect === 'identity-engine' && /\bcreated\b/.test(expression) && spring.error === 'type' && /^not a string: \d{4}-/.test(spring.message),
  },
  {
    name: 'not a number is no int',
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
      return { ...one, context: { ...one.context, ...(user && { user: { ...unset, ...user } }), ...(source && { source: { ...unset, ...source } }) } };
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
