import { evaluate } from './evaluate';
import type { Pieces } from './infer-line';
import { FUNCTIONS } from './functions';
import { one, type Expr, type Line, type Node, type Seq } from './ir';
import type { Case, Seen } from './place';
import type { Token } from './run';
import { isTextual, shapeAt } from './shape';

/** What a text is the base64 of; undefined where it is none. */
export function decodeBase64(text: string): string | undefined {
  if (text.length < 4 || text.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return undefined;
  const bytes = Buffer.from(text, 'base64');
  const decoded = bytes.toString('utf8');
  return Buffer.from(decoded, 'utf8').equals(bytes) && bytes.toString('base64') === text ? decoded : undefined;
}

const split = new WeakMap<readonly Token[], Pieces[]>();

/** The lines of a text: the same ones each time, so that what is found out about them can be kept. */
export function linesOf(tokens: readonly Token[]): Pieces[] {
  let lines = split.get(tokens);
  if (!lines) split.set(tokens, (lines = splitLines(tokens)));
  return lines;
}

function splitLines(tokens: readonly Token[]): Pieces[] {
  const lines: Token[][] = [[]];
  for (const token of tokens) {
    if (token.t !== 'literal') lines.at(-1)?.push(token);
    else
      token.text.split('\n').forEach((text, i) => {
        if (i > 0) lines.push([]);
        if (text !== '') lines.at(-1)?.push({ t: 'literal', text });
      });
  }
  return lines;
}

/** Without an empty line that stands for no lines at all: `[].join()` is the same as `[''].join()`. */
export function withoutIdleLine(lines: Seq<Line>, seen: readonly Seen<string>[]): Seq<Line> {
  const fewer = lines.filter(
    (step) => !(step.s === 'if' && step.then.every((s) => s.s === 'one' && s.item.length === 0)),
  );
  if (fewer.length === lines.length || fewer.length === 0) return lines;
  const same = seen.every(({ at, value }) => evaluate({ n: 'text', lines: fewer }, at.env) === value);
  return same ? fewer : lines;
}

/** Constants, plain references and alternatives of them as such. */
export function simpleText(lines: Seq<Line>, first: Seen<string>): Node {
  const only = lines.length === 1 && lines[0]?.s === 'one' ? lines[0].item : undefined;
  if (only && only.length === 0) return { n: 'literal', value: '' };
  const [step, more] = only ?? [];
  if (!step || more) return { n: 'text', lines };
  if (step.s === 'if')
    return {
      n: 'choice',
      when: step.when,
      then: simpleText([one(step.then)], first),
      else: simpleText([one(step.else)], first),
    };
  if (step.s === 'each') return { n: 'text', lines };
  if (typeof step.item === 'string') return { n: 'literal', value: step.item };
  return isTextRef(step.item, first.at) ? { n: 'value', expr: step.item } : { n: 'text', lines };
}

/** Whether a reference is to a text, so that it stands for itself where a text is wanted. */
function isTextRef(expr: Expr, at: Case): boolean {
  if (expr.e === 'joined') return true;
  if (expr.e === 'call') return FUNCTIONS[expr.fn].gives === 'text';
  if (expr.e !== 'ref') return false;
  const { ref } = expr;
  if (ref.from === 'release' || ref.from === 'key') return true;
  if (ref.from === 'index') return false;
  return isTextual(shapeAt(at.shapeOf(ref.scope), ref.path));
}
