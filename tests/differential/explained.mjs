// Where the evaluator and the Spring oracle differ on purpose. Each row says why, cites the facts it follows (facts okta-el)
// and accepts as little as it can: `when` looks at one difference {dialect, expression, context, ours, spring}; where
// `again` gives another case, Spring has to answer that one as we did the first.

const place = ({ expression, ours }) => ours.error && { begin: utf16(expression, ours.error.offset), end: utf16(expression, ours.error.end) };
// Offsets in code points as UTF-16 units.
const utf16 = (text, points) => [...text].slice(0, points).join('').length;

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
      return list && { ...one, expression: expression.slice(0, open) + '(' + list.parts.map(() => '1').join(', ') + expression.slice(list.end) };
    },
  },
  {
    name: 'a call names a function even where its object is null',
    fact: 'okta-el 5',
    when: ({ dialect, expression, ours, spring }) =>
      dialect !== 'identity-engine' && ours.error?.kind === 'unknown-function' && /^there is no method/.test(ours.error.message) && (spring.detail === 'null-dereference' || /\?\./.test(expression)),
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
    when: (one) => one.ours.error?.kind === 'unknown-variable' && /^(?:String|Arrays|Convert|Iso3166Convert|Time|Groups|DateTime)$/.test(one.expression.slice(place(one).begin, place(one).end)),
  },
  {
    name: 'the oracle does not convert arguments that it does not read; a method call of Spring converts them all',
    fact: 'okta-el 3, to text',
    when: ({ ours }) => ours.error?.kind === 'type' && /^(?:get(?:Manager|Assistant)\w*|isMemberOf\w*|String\.stringSwitch) needs a text, not an object/.test(ours.error.message),
  },
  {
    name: 'the oracle looks at criteria for groups only when there are groups',
    fact: 'okta-el 8',
    when: ({ expression, context, ours }) => /^(?:getGroups|isMemberOf) (?:takes objects|knows no criterion)/.test(ours.error?.message) && !context.groups?.length && /getGroups|isMemberOf/.test(expression),
  },
  {
    name: 'Spring fails with an exception that has no kind',
    fact: 'okta-el 12; the oracle says "other"',
    when: ({ ours, spring }) => spring.detail === 'other' && ours.error && (/^Cannot invoke/.test(spring.message) || ['INVALID_TYPE_FOR_SELECTION', 'RESULT_OF_SELECTION_CRITERIA_IS_NOT_BOOLEAN'].includes(spring.code)),
  },
  {
    name: 'an expression does not begin with an index, a projection or a selection on the root object',
    fact: 'okta-el 2, grammar of primary',
    when: (one) => one.ours.error?.kind === 'parse' && /^([!?^$]?\[)/.test(one.expression.slice(place(one).begin)) && one.spring.error !== undefined,
  },
  {
    name: 'the oracle ends ${ at the first }, braces and texts inside included',
    fact: 'okta-el 10; the oracle reads templates by a pattern, not Spring',
    when: ({ dialect, expression }) => dialect === 'template' && /\$\{[^}]*[{"'][^}]*\}/.test(expression) && /\$\{(?:"[^"]*[}][^"]*"|'[^']*[}][^']*'|[^}"'])*\{/.test(expression),
  },
];
