import type { Cond, Entry, Expr, Line, Node, Ref, Seq, Step, Test } from './ir';

/** What to do at the parts of a template; everything below is visited in any case. */
export interface Visitor {
  ref?(ref: Ref): void;
  test?(test: Test): void;
  /** A condition as a whole; its parts are not told again. */
  cond?(cond: Cond): void;
  expr?(expr: Expr): void;
  entries?(entries: Seq<Entry>): void;
  items?(items: Seq<Node>): void;
}

export function visitEntries(entries: Seq<Entry>, visitor: Visitor): void {
  visitor.entries?.(entries);
  visitSeq(entries, visitor, (entry) => {
    visitLine(entry.key, visitor);
    visitNode(entry.node, visitor);
  });
}

export function visitNode(node: Node, visitor: Visitor): void {
  switch (node.n) {
    case 'literal':
      return;
    case 'value':
      return visitExpr(node.expr, visitor);
    case 'text':
      return visitSeq(node.lines, visitor, (line) => visitLine(line, visitor));
    case 'map':
      return visitEntries(node.entries, visitor);
    case 'list':
      visitor.items?.(node.items);
      return visitSeq(node.items, visitor, (item) => visitNode(item, visitor));
    case 'choice':
      visitCond(node.when, visitor);
      visitNode(node.then, visitor);
      return visitNode(node.else, visitor);
    case 'digest':
      return visitNode(node.of, visitor);
  }
}

export function visitCond(cond: Cond, visitor: Visitor): void {
  visitor.cond?.(cond);
  visitParts(cond, visitor);
}

function visitParts(cond: Cond, visitor: Visitor): void {
  if (cond.op === 'test') {
    visitor.test?.(cond.test);
    if (cond.test.is === 'holds') visitExpr(cond.test.call, visitor);
    else visitor.ref?.(cond.test.ref);
  } else if (cond.op === 'not') visitParts(cond.of, visitor);
  else for (const part of cond.of) visitParts(part, visitor);
}

function visitLine(line: Line, visitor: Visitor): void {
  visitSeq(line, visitor, (part) => {
    if (typeof part !== 'string') visitExpr(part, visitor);
  });
}

function visitExpr(expr: Expr, visitor: Visitor): void {
  visitor.expr?.(expr);
  for (const ref of refsIn(expr)) visitor.ref?.(ref);
  if (expr.e === 'joined') visitSeq(expr.items, visitor, (line) => visitLine(line, visitor));
  // What is said of an element is at a scope of its own.
  if (expr.e === 'among') {
    const inside: Visitor = {
      ref: (ref) => {
        if (ref.from === 'release' || (ref.from === 'value' && ref.scope === 0)) visitor.ref?.(ref);
      },
    };
    visitCond(expr.when, inside);
    if (expr.item) visitExpr(expr.item, inside);
  }
}

/** What is said of an element at one scope, as it is said of one at another. */
export function atScope(expr: Expr, from: number, to: number): Expr {
  if (expr.e === 'call') return { ...expr, args: expr.args.map((arg) => atScope(arg, from, to)) };
  if (!('ref' in expr) || expr.ref.from === 'release' || expr.ref.scope !== from) return expr;
  return { ...expr, ref: { ...expr.ref, scope: to } };
}

/** The references that an expression is computed from. */
export function refsIn<R>(expr: Expr<R>): R[] {
  if (expr.e === 'const') return [];
  if (expr.e === 'among') return [expr.over];
  if (expr.e === 'joined') return [];
  return expr.e === 'call' ? expr.args.flatMap(refsIn) : [expr.ref];
}

export function visitSeq<T>(seq: Seq<T>, visitor: Visitor, item: (item: T) => void): void {
  for (const step of seq as readonly Step<T>[]) {
    if (step.s === 'one') item(step.item);
    else if (step.s === 'if') {
      visitCond(step.when, visitor);
      visitSeq(step.then, visitor, item);
      visitSeq(step.else, visitor, item);
    } else {
      visitor.ref?.(step.over);
      visitSeq(step.body, visitor, item);
      visitSeq(step.separator ?? [], visitor, item);
    }
  }
}

/** Whether a template refers to a value of the chart, by its dotted path. */
export function refersTo(node: Node, path: string): boolean {
  let found = false;
  visitNode(node, {
    ref: (ref) => {
      if (ref.from === 'value' && ref.scope === 0 && ref.path.join('.') === path) found = true;
    },
  });
  return found;
}
