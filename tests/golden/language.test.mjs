// Every message, comment and document uses plain words (CONTRIBUTING.md, "Words"). Each entry of the list is a pattern and what
// to write instead; a line that needs one of these words for a reason names it in `exceptions`.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { root } from '../cli.mjs';

export const words = [
  [/(?<!\bthere )\b(?:is|are) no\b(?! (?:longer|more than|later|earlier|larger|deeper|better|worse))(?= [a-z])/i, '"is not", "are not" or "has no"'],
  [/\bstands?\b(?! (?:alone|in for))/i, '"is", "appears", "comes before", "means"'],
  [/\bmend(?:s|ed|ing)?\b/i, '"fix" or "correct"'],
  [/\bleads? nowhere\b/i, '"is invalid" or "sign-in fails"'],
  [/(?:^|[.!?] )Who (?![^.]*\?)/, 'the noun: "People who", "Anyone who"'],
  [/\bnone is\b/i, '"there is none", "nothing is"'],
  [/\b(?:and|or) the like\b/i, '"and similar", or name them'],
  [/\bof its own making\b/i, '"that it creates"'],
  [/\b(?:is|are) (?:told|said)\b/i, '"reports", "states"'],
  [/\btells? apart\b/i, '"distinguishes"'],
  [/\bspeaks? of\b/i, '"mentions", "is about"'],
  [/\bjudg(?:e|es|ed|ing|e?ments?)\b(?!\.(?:h|cpp)|\()/i, '"check" or "evaluate"'],
];

// Path and a part of the line.
const exceptions = [
  ['tests/golden/language.test.mjs', ''],
];

const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8' })
  .split('\n')
  .filter((name) => /\.(?:cpp|h|def|mjs|js|ts|tsx|md|css|html|cmake)$|(?:^|\/)(?:dev|CMakeLists\.txt)$/.test(name))
  .filter((name) => !/^(?:tests\/(?:data|conformance|golden\/[^/]+\/)|samples\/.*\.json|LICENSE|third_party\/)/.test(name));

// The comments and the texts in quotes of a source, each with its line; of a document every line.
export function texts(name, source) {
  if (/\.md$/.test(name)) return source.split('\n').map((text, i) => [i + 1, text]);
  const result = [];
  const hash = /(?:\.cmake|\/dev|^dev|CMakeLists\.txt)$/.test(name);
  const pattern = hash
    ? /(?<comment>#[^\n]*)|"(?<text>(?:[^"\\]|\\.)*)"/g
    : /(?<comment>\/\/[^\n]*|\/\*[^]*?\*\/)|R"\((?<raw>[^]*?)\)"|"(?<text>(?:[^"\\\n]|\\.)*)"|'(?<single>(?:[^'\\\n]|\\.)*)'|`(?<template>(?:[^`\\]|\\.)*)`/g;
  for (const match of source.replace(/^#include.*/gm, (line) => ' '.repeat(line.length)).matchAll(pattern)) {
    const line = source.slice(0, match.index).split('\n').length;
    const { comment, raw, text, single, template } = match.groups;
    const found = comment ?? raw ?? text ?? single ?? template;
    found.split('\n').forEach((part, i) => result.push([line + i, part.replace(/^\s*(?:\/\/|\*|#)+\s?/, '')]));
  }
  // What is between the tags of JSX.
  if (name.endsWith('.tsx')) {
    for (const match of source.matchAll(/>([^<>{}=;]*[a-z][^<>{}=;]*)[<{]/g))
      match[1].split('\n').forEach((part, i) => result.push([source.slice(0, match.index).split('\n').length + i, part]));
  }
  return result;
}

test('no word of the list is in a message, a comment or a document', () => {
  const found = [];
  for (const name of files) {
    for (const [line, text] of texts(name, readFileSync(join(root, name), 'utf8'))) {
      for (const [pattern, instead] of words) {
        const hit = text.match(pattern);
        if (!hit || exceptions.some(([path, part]) => path === name && text.includes(part))) continue;
        found.push(`${name}:${line}: "${hit[0].trim()}" in "${text.trim().slice(0, 100)}"; write ${instead}`);
      }
    }
  }
  assert.deepEqual(found, [], found.slice(0, 50).join('\n'));
});

test('the list finds its words in each kind of file', () => {
  const hits = (name, source) => texts(name, source).filter(([, text]) => words.some(([pattern]) => pattern.test(text))).length;
  assert.equal(hits('a.cpp', 'int stands = 1;  // nothing\n'), 0);
  assert.equal(hits('a.cpp', '// It stands here.\nfoo("This is no address.");\n'), 2);
  assert.equal(hits('a.mjs', "say('Mend it');\n/* none is\n judged */"), 3);
  assert.equal(hits('a.tsx', '<p>This one is judged</p>'), 1);
  assert.equal(hits('a.md', 'Who pastes it is locked out.\nThere is no longer a name.\n'), 1);
  assert.equal(hits('dev', '# told apart\nsay "which leads nowhere"\n'), 1);
});
