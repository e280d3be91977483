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
