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

/** A condition of templates, and what surrounds it. */
export interface Choice extends Context {
  readonly when: Cond;
}

/**
 * What surrounds the decisions of templates: an `if` inside of an `if` is decided only where the outer one holds. A
 * decision that was learnt from few runs may be right for them by chance.
 */
export function contextsOf(templates: CompiledTemplates): Context[] {
  const found = new Map<string, Context>();
  for (const { conds } of choicesOf(templates)) if (conds.length > 0) found.set(JSON.stringify(conds), { conds });
  return [...found.values()];
}

/** Everything that templates decide, each with what surrounds it. */
export function choicesOf(templates: CompiledTemplates): Choice[] {
  const found: Choice[] = [];
  const decided = (conds: readonly Cond[], when: Cond): void => {
    found.push({ conds, when });
  };
  const seq = <T>(steps: Seq<T>, conds: readonly Cond[], item: (item: T, conds: readonly Cond[]) => void): void => {
    for (const step of steps) {
      if (step.s === 'one') item(step.item, conds);
      else if (step.s === 'if') {
        decided(conds, step.when);
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
        decided(conds, one.when);
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
  return found;
}

/** Whether everything holds; what is about elements of lists is taken to hold. */
export const holdsIn = ({ conds }: Context, env: Env): boolean =>
  conds.every((cond) => !isAboutChart(cond) || condHolds(cond, env));

/** Paths of the values that a context depends on. */
export function pathsIn({ conds }: Context): (readonly (string | number)[])[] {
  const paths: (readonly (string | number)[])[] = [];
  for (const cond of conds)
    visitCond(cond, {
      ref: (ref) => {
        if (isOfChart(ref)) paths.push(ref.path);
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
