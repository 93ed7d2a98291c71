import { condHolds, type Env } from './evaluate';
import {
  besideObjects,
  type CompiledTemplates,
  type Cond,
  type Entry,
  type Line,
  type Node,
  type Ref,
  type Seq,
} from './ir';
import { visitCond } from './walk';

/** Conditions that hold together around something that is decided. */
export interface Context {
  readonly conds: readonly Cond[];
}

/**
 * What surrounds the decisions of templates: an `if` inside of an `if` is decided only where the outer one holds. A
 * decision that was learnt from few runs may be right for them by chance.
 */
export function contextsOf(templates: CompiledTemplates): Context[] {
  const found = new Map<string, Context>();
  const decided = (conds: readonly Cond[]): void => {
    if (conds.length > 0) found.set(JSON.stringify(conds), { conds });
  };
  const seq = <T>(steps: Seq<T>, conds: readonly Cond[], item: (item: T, conds: readonly Cond[]) => void): void => {
    for (const step of steps) {
      if (step.s === 'one') item(step.item, conds);
      else if (step.s === 'if') {
        decided(conds);
        seq(step.then, [...conds, step.when], item);
        seq(step.else, [...conds, { op: 'not', of: step.when }], item);
      } else {
        const filled: Cond = { op: 'test', test: { is: 'filled', ref: step.over } };
        seq(step.body, [...conds, filled], item);
      }
    }
  };
  const node = (one: Node, conds: readonly Cond[]): void => {
    switch (one.n) {
      case 'choice':
        decided(conds);
        node(one.then, [...conds, one.when]);
        return node(one.else, [...conds, { op: 'not', of: one.when }]);
      case 'map':
        return seq(one.entries, conds, entry);
      case 'list':
        return seq(one.items, conds, node);
      case 'text':
        return seq(one.lines, conds, line);
      case 'digest':
        return node(one.of, conds);
      case 'literal':
      case 'value':
        return;
    }
  };
  const line = (one: Line, conds: readonly Cond[]): void => seq(one, conds, () => undefined);
  const entry = (one: Entry, conds: readonly Cond[]): void => {
    line(one.key, conds);
    node(one.node, conds);
  };
  seq(templates.objects, [], entry);
  for (const one of besideObjects(templates)) node(one, []);
  return [...found.values()];
}

/** Whether everything holds; what is about elements of lists is taken to hold. */
export const holdsIn = ({ conds }: Context, env: Env): boolean =>
  conds.every((cond) => !isAboutChart(cond) || condHolds(cond, env));

/** Dotted paths of the values that a context depends on. */
export function pathsIn({ conds }: Context): string[] {
  const paths: string[] = [];
  for (const cond of conds)
    visitCond(cond, {
      ref: (ref) => {
        if (isOfChart(ref)) paths.push(ref.path.join('.'));
      },
    });
  return paths;
}

function isAboutChart(cond: Cond): boolean {
  let all = true;
  visitCond(cond, {
    ref: (ref) => {
      if (!isOfChart(ref)) all = false;
    },
  });
  return all;
}

const isOfChart = (ref: Ref): ref is Ref & { from: 'value' } => ref.from === 'value' && ref.scope === 0;
