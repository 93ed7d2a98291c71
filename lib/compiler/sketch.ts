import type { Expr, Line, Node, Seq } from './ir';

/** A text for people: `<release>-web`, with `…` for what depends on choices. */
export function sketch(node: Node): string {
  switch (node.n) {
    case 'literal':
      return typeof node.value === 'string' ? node.value : JSON.stringify(node.value);
    case 'value':
      return ofExpr(node.expr);
    case 'text':
      return joined(node.lines, ofLine, '\n');
    case 'choice':
      return sketch(node.then);
    default:
      return '…';
  }
}

/** `Deployment <release>-web`: kind and name of an object. */
export function objectNameOf(node: Node): string {
  const field = (map: Node | undefined, name: string): Node | undefined => {
    if (map?.n === 'choice') return field(map.then, name);
    if (map?.n === 'literal') {
      const value = (map.value as { [key: string]: never } | null)?.[name];
      return value === undefined ? undefined : { n: 'literal', value };
    }
    if (map?.n !== 'map') return undefined;
    for (const step of map.entries) if (step.s === 'one' && ofLine(step.item.key) === name) return step.item.node;
    return undefined;
  };
  const kind = field(node, 'kind');
  const name = field(field(node, 'metadata'), 'name');
  return [kind, name].map((part) => (part ? sketch(part) : '…')).join(' ');
}

const ofLine = (line: Line): string => joined(line, (part) => (typeof part === 'string' ? part : ofExpr(part)), '');

function ofExpr(expr: Expr): string {
  if (expr.e === 'const') return String(expr.value);
  if (expr.e === 'call' || expr.e === 'among' || expr.e === 'joined') return '…';
  const { ref } = expr;
  if (ref.from === 'release') return ref.field === 'name' ? '<release>' : `<${ref.field}>`;
  return ref.from === 'value' ? `<${ref.path.join('.') || 'item'}>` : `<${ref.from}>`;
}

function joined<T>(seq: Seq<T>, write: (item: T) => string, separator: string): string {
  return seq.map((step) => (step.s === 'one' ? write(step.item) : '…')).join(separator);
}
