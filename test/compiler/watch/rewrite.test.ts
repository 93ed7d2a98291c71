import vm from 'node:vm';
import { recorder, watch } from '../../../lib/compiler/watch/recorder';
import { RECORDER, rewrite } from '../../../lib/compiler/watch/rewrite';

/** Runs code as it is and rewritten: both have to give the same. */
function bothWays(code: string): { plain: unknown; rewritten: unknown; ops: string[] } {
  const plain: unknown = vm.runInThisContext(`(() => { ${code} })()`);
  const module = rewrite(`const result = (() => { ${code} })();`, 'it.ts').replace(/^import .*\n/, '');
  const run = vm.runInThisContext(`(${RECORDER}) => { ${module} return result; }`) as (of: unknown) => unknown;
  const { result, events } = watch(() => run(recorder));
  return { plain, rewritten: result, ops: events.map(({ op }) => op) };
}

test.each([
  ['comparisons and choices', `const a = 3; return a > 2 && a !== 4 ? 'yes' : 'no';`],
  ['a switch with fallthrough', `switch ('b') { case 'a': case 'b': return 1; default: return 2; }`],
  ['optional chains', `const a = { b: undefined }; return [a.b?.includes('x'), a.c?.d.e(1), a.b?.length];`],
  ['defaults', `const f = ({ a = 'x'.length, ...rest }) => [a, rest]; return f({ b: (null ?? 0) || 5 });`],
  ['classes', `class A { #p = 1; static s = 'a' + 1; get x() { return #p in this; } } return [new A().x, A.s];`],
  ['assignments', `const o = { k: 1 }; let s = 'a'; s += 1; o['k'] += 2; o.n ??= 3; delete o['z']; return [s, o];`],
  ['sorting and filtering', `return [3, 1, 2].filter((x) => x > 1).sort().map(String).join('-');`],
  ['templates, also tagged ones', 'const t = (s, ...v) => s.raw.join("|") + v; return [`a${1}b`, t`x${2}y\\n`];'],
  ['generators', `function* g() { yield* [1, 2]; } return [...g()].includes(2);`],
  [
    'this in methods',
    `const o = { v: 2, f(x) { return this.v === x; } }; return [o.f(2), 'ab'.at(-1), [1].concat([2])];`,
  ],
])('%s mean the same when they are watched', (_name, code) => {
  const { plain, rewritten } = bothWays(code);

  expect(rewritten).toEqual(plain);
});

test('what an operation worked on and gave is told in the order of the code', () => {
  const { ops } = bothWays(`const a = 'x.y'; return a.split('.')[0] === 'x' ? a.toUpperCase() : a;`);

  expect(ops).toEqual(['split', '===', 'toUpperCase', '?:']);
});

test('a place is that of the source', () => {
  const code = rewrite('const a = 1;\n  a === 2;', 'shop.ts', (line, column) => ({ line: line + 10, column }));

  expect(code).toContain('[[12,2,"a === 2"]]');
});
