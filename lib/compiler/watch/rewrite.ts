import { parse, type Node as Parsed } from 'acorn';
import { generate } from 'astring';
import type { CodeLiterals } from './literals';
import type {
  ArrayExpression,
  BinaryExpression,
  ChainExpression,
  ConditionalExpression,
  Expression,
  MemberExpression,
  Node,
  ObjectExpression,
  Program,
  Property,
  SimpleCallExpression,
  SwitchStatement,
  UnaryExpression,
  TemplateLiteral,
} from 'estree';

/** Where a watched operation stands in the code that was handed in: line from 1, column from 0, and its text. */
export type WatchedPlace = readonly [line: number, column: number, text: string];

/** Module by which rewritten code reaches the recorder: whoever loads it has to provide it. */
export const RECORDER_MODULE = 'chartwright:watch';
/** Name of the recorder in rewritten code, and of what it has on the global object for the library's own code. */
export const RECORDER = '__chartwrightWatch';

/** Raised when rewritten code would look different: part of the key of what is cached. */
export const REWRITE_FORMAT = 21;

/**
 * Rewrites a module so that comparisons, choices, calls of text and list functions, arithmetic and look-ups tell the recorder
 * what went in and what came out. The meaning of the code stays what it is.
 *
 * @param code JavaScript, an ES module or CommonJS
 * @param file how the module is named in messages
 * @param original maps a place in `code` to one in the source that a person wrote
 */
export function rewrite(
  code: string,
  file: string,
  original: (line: number, column: number) => { readonly line: number; readonly column: number } = (line, column) => ({
    line,
    column,
  }),
): string {
  const program = parse(code, { ecmaVersion: 'latest', sourceType: 'module', locations: true }) as Parsed & Program;
  const places: WatchedPlace[] = [];
  const ids = new Map<Node, number>();
  const rewriter = new Rewriter((node) => {
    const { start, end, loc } = node as unknown as Parsed;
    const at = original(loc?.start.line ?? 1, loc?.start.column ?? 0);
    const text = code.slice(start, end).replace(/\s+/g, ' ');
    const known = ids.get(node);
    if (known !== undefined) return known;
    places.push([at.line, at.column, text.length > TEXT_LENGTH ? `${text.slice(0, TEXT_LENGTH - 1)}…` : text]);
    ids.set(node, places.length - 1);
    return places.length - 1;
  });
  const rewritten = rewriter.visit(program);
  const head =
    `import { recorder as ${RECORDER} } from '${RECORDER_MODULE}';\n` +
    `const ${BASE} = ${RECORDER}.register(${JSON.stringify(file)}, ${JSON.stringify(places)}, ${JSON.stringify(literalsIn(program))});`;
  return `${head}\n${generate(rewritten)}`;
}

/** Constants in the code of a module, but for names of modules. */
function literalsIn(program: Program): CodeLiterals {
  const [texts, patterns, names] = [new Set<string>(), new Set<string>(), new Set<string>()];
  const numbers = new Set<number>();
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) return node.forEach(visit);
    if (!isNode(node)) return;
    if (node.type === 'ImportDeclaration' || node.type === 'ExportAllDeclaration') return;
    if (node.type === 'TemplateElement') texts.add(node.value.cooked ?? '');
    if (node.type === 'Property' && !node.computed && node.key.type === 'Identifier') names.add(node.key.name);
    if (node.type === 'MemberExpression' && !node.computed && node.property.type === 'Identifier')
      names.add(node.property.name);
    // Keys that are taken out of a map are nothing else than texts by which it is asked.
    if (node.type === 'ObjectPattern' && node.properties.some(({ type }) => type === 'RestElement'))
      for (const one of node.properties)
        if (one.type === 'Property' && !one.computed && one.key.type === 'Identifier') texts.add(one.key.name);
    if (node.type === 'Literal') {
      if (typeof node.value === 'string') texts.add(node.value);
      else if (typeof node.value === 'number') numbers.add(node.value);
      else if ('regex' in node) patterns.add(node.regex.pattern);
    }
    Object.values(node).forEach(visit);
  };
  visit(program);
  return { texts: [...texts], numbers: [...numbers], patterns: [...patterns], names: [...names] };
}

const BASE = '__chartwrightSites';
const TEXT_LENGTH = 90;

const COMPARISONS = new Set(['===', '!==', '==', '!=', '<', '<=', '>', '>=']);
const ARITHMETIC = new Set(['-', '*', '/', '%', '**', '|', '&', '<<', '>>', '>>>', '^']);

/** Methods that say something about texts, lists, maps or numbers. */
const METHODS = new Set(
  (
    'includes startsWith endsWith indexOf lastIndexOf slice substring substr replace replaceAll split trim trimStart trimEnd ' +
    'toLowerCase toUpperCase toLocaleLowerCase toLocaleUpperCase padStart padEnd repeat concat charAt charCodeAt codePointAt at localeCompare ' +
    'normalize toFixed toString test match exec search has get set filter find findIndex findLast some every sort reverse toSorted toReversed ' +
    'flat flatMap map reduce join abs floor ceil round trunc min max sqrt pow sign isInteger isFinite isNaN isSafeInteger parseInt parseFloat ' +
    'keys values entries fromEntries assign stringify from isArray push pop shift unshift splice forEach hasOwn hasOwnProperty'
  ).split(' '),
);

/** Methods of which it matters what lists are spread in their arguments. */
const SPREAD_INTO = new Set(['push', 'max', 'min']);

/** Global functions that turn one scalar into another one. */
const FUNCTIONS = new Set([
  'String',
  'Number',
  'Boolean',
  'parseInt',
  'parseFloat',
  'encodeURIComponent',
  'encodeURI',
  'isNaN',
  'btoa',
]);

const literal = (value: number | string): Expression => ({ type: 'Literal', value });
const NONE = literal(0);
const name = (text: string): Expression => ({ type: 'Identifier', name: text });

class Rewriter {
  constructor(private readonly place: (node: Node) => number) {}

  /** A copy of a tree in which what is watched is a call of the recorder. */
  visit<T extends Node>(node: T): T {
    return this.rewritten(node) as T;
  }

  private rewritten(node: Node): Node {
    switch (node.type) {
      case 'BinaryExpression':
        return this.binary(node);
      case 'LogicalExpression': {
        const left = this.visit(node.left);
        const watched = node.operator === '??' ? this.hook('nullish', node, left) : this.decided(node.left, left, node);
        if (node.operator === '&&') return { ...node, left: watched, right: this.visit(node.right) };
        const whole = { ...node, left: this.hook('left', node, watched), right: this.visit(node.right) };
        return this.hook('either', node, literal(node.operator), whole);
      }
      case 'UnaryExpression':
        if (node.operator === '!') return { ...node, argument: this.test(node.argument) };
        if (node.operator === 'delete') return this.deletion(node, node.argument);
        if (node.operator === 'typeof') return this.inside(node);
        return this.children(node);
      case 'ConditionalExpression':
        return this.conditional(node);
      case 'IfStatement':
      case 'WhileStatement':
      case 'DoWhileStatement':
        return { ...this.children({ ...node, test: NONE }), test: this.test(node.test) } as Node;
      case 'ForStatement': {
        const test = node.test && this.test(node.test);
        const counter = node.init?.type === 'VariableDeclaration' ? node.init.declarations[0]?.id : undefined;
        return {
          ...this.children({ ...node, test: NONE }),
          test: test && counter?.type === 'Identifier' ? this.hook('turn', node, counter, test) : test,
        } as Node;
      }
      case 'SwitchStatement':
        return this.choice(node);
      case 'CallExpression':
        return this.call(node);
      case 'NewExpression': {
        const [of, more] = node.arguments;
        const isSet = node.callee.type === 'Identifier' && node.callee.name === 'Set';
        if (!isSet || !of || more || of.type === 'SpreadElement')
          return this.within(node, this.children(node) as Expression);
        return this.hook('setOf', node, node.callee, this.visit(of));
      }
      case 'MemberExpression':
        return this.member(node);
      case 'ChainExpression':
        return this.chain(node);
      case 'ArrayExpression':
        return node.elements.includes(null) ? this.children(node) : this.list(node);
      case 'ObjectExpression':
        return this.map(node) ?? this.children(node);
      case 'TemplateLiteral':
        return node.expressions.length === 0 ? node : this.template(node);
      case 'TaggedTemplateExpression':
        return { ...node, quasi: { ...node.quasi, expressions: node.quasi.expressions.map((e) => this.visit(e)) } };
      case 'AssignmentExpression': {
        const right = this.visit(node.right);
        if (node.operator === '+=' && node.left.type === 'Identifier')
          return { ...node, operator: '=', right: this.hook('add', node, node.left, right) };
        const isKeyed = ['=', '??=', '||='].includes(node.operator) && node.left.type === 'MemberExpression';
        return { ...node, left: isKeyed ? this.keyed(node, node.left) : this.target(node.left), right } as Node;
      }
      case 'UpdateExpression':
        return this.hook('counted', node, { ...node, argument: this.target(node.argument) } as Node);
      case 'ForInStatement':
      case 'ForOfStatement': {
        const right = this.visit(node.right);
        const followed = node.type === 'ForOfStatement' && !node.await;
        return {
          ...node,
          left: node.left.type === 'VariableDeclaration' ? this.visit(node.left) : this.target(node.left),
          right: followed ? this.hook('iterate', node.right, right) : right,
          body: this.visit(node.body),
        } as Node;
      }
      default:
        return this.children(node);
    }
  }

  /** `a ? b : c`, of which the recorder is told what was asked and what it gave. */
  private conditional(node: ConditionalExpression): Node {
    const test = this.test(node.test);
    const [consequent, alternate] = [this.visit(node.consequent), this.visit(node.alternate)];
    let asked: Expression = node.test;
    let negated = false;
    while (asked.type === 'UnaryExpression' && asked.operator === '!') [asked, negated] = [asked.argument, !negated];
    const op = operationOf(asked);
    if (op === undefined) return { ...node, test, consequent, alternate };
    const at: Expression = {
      type: 'BinaryExpression',
      operator: '+',
      left: name(BASE),
      right: literal(this.place(asked)),
    };
    const told = (value: Expression, holds: boolean): Expression =>
      this.hook('picked', node, at, literal(op), { type: 'Literal', value: holds !== negated }, value);
    return { ...node, test, consequent: told(consequent, true), alternate: told(alternate, false) };
  }

  /** `[a, ...b]`, of which the recorder is told what is spread. */
  private list(node: ArrayExpression): Expression {
    const elements = node.elements.flatMap((element): Expression[] => {
      if (!element) return [];
      const spread = element.type === 'SpreadElement';
      const value = spread ? element.argument : element;
      return [{ type: 'ArrayExpression', elements: [{ type: 'Literal', value: spread }, this.visit(value)] }];
    });
    return this.hook('list', node, { type: 'ArrayExpression', elements });
  }

  /** `{ a: 1, ...b }` as the maps that it is merged from; undefined for what has nothing spread, or speaks of itself. */
  private map(node: ObjectExpression): Expression | undefined {
    const { properties } = node;
    if (!properties.some(({ type }) => type === 'SpreadElement')) return undefined;
    if (properties.some((one) => one.type === 'Property' && (one.method || one.kind !== 'init'))) return undefined;
    const parts: Expression[] = [];
    let fixed: ObjectExpression['properties'] = [];
    for (const property of properties) {
      if (property.type !== 'SpreadElement') {
        if (fixed.length === 0) parts.push({ type: 'ObjectExpression', properties: fixed });
        fixed.push(this.children(property) as Property);
      } else {
        parts.push(this.visit(property.argument));
        fixed = [];
      }
    }
    return this.hook('merged', node, { type: 'ArrayExpression', elements: parts });
  }

  private children(node: Node): Node {
    const copy: Record<string, unknown> = {};
    for (const [key, value] of Object.entries(node)) {
      if (Array.isArray(value)) copy[key] = value.map((item: unknown) => (isNode(item) ? this.rewritten(item) : item));
      else copy[key] = isNode(value) ? this.rewritten(value) : value;
    }
    return copy as unknown as Node;
  }

  private hook(method: string, node: Node, ...args: readonly (Expression | Node)[]): Expression {
    const at: Expression = {
      type: 'BinaryExpression',
      operator: '+',
      left: name(BASE),
      right: literal(this.place(node)),
    };
    return {
      type: 'CallExpression',
      optional: false,
      callee: {
        type: 'MemberExpression',
        object: name(RECORDER),
        property: name(method) as never,
        computed: false,
        optional: false,
      },
      arguments: [at, ...(args as Expression[])],
    };
  }

  private binary(node: BinaryExpression): Node {
    if (node.left.type === 'PrivateIdentifier') return { ...node, right: this.visit(node.right) };
    const [left, right] = [this.visit(node.left), this.visit(node.right)];
    if (COMPARISONS.has(node.operator)) return this.hook('compare', node, literal(node.operator), left, right);
    if (node.operator === '+') return this.hook('add', node, left, right);
    if (ARITHMETIC.has(node.operator)) return this.hook('arithmetic', node, literal(node.operator), left, right);
    if (node.operator === 'in') return this.hook('isIn', node, left, right);
    return { ...node, left, right };
  }

  /** What a statement or `? :` asks. */
  private test(node: Expression): Expression {
    return this.decided(node, this.visit(node), node);
  }

  /** Its truth is recorded, unless what stands in it says as much. */
  private decided(node: Node, visited: Expression, at: Node): Expression {
    if (node.type === 'LogicalExpression' || node.type === 'Literal') return visited;
    if (node.type === 'UnaryExpression' && node.operator === '!') return visited;
    if (node.type === 'BinaryExpression' && (COMPARISONS.has(node.operator) || node.operator === 'in')) return visited;
    return this.hook('truth', at, visited);
  }

  private choice(node: SwitchStatement): Node {
    return {
      ...node,
      discriminant: this.hook('choose', node.discriminant, this.visit(node.discriminant)),
      cases: node.cases.map((one) => ({
        ...one,
        test: one.test ? this.hook('choice', one.test, this.visit(one.test)) : one.test,
        consequent: one.consequent.map((statement) => this.visit(statement)),
      })),
    };
  }

  private call(node: SimpleCallExpression): Node {
    const args = node.arguments.map((argument) => this.visit(argument));
    const { callee } = node;
    if (callee.type === 'Identifier' && FUNCTIONS.has(callee.name) && !node.optional)
      return this.hook('call', node, literal(callee.name), callee, { type: 'ArrayExpression', elements: args });
    if (callee.type !== 'MemberExpression') {
      const called = { ...node, callee: this.visit(callee), arguments: args };
      return callee.type === 'Identifier' && callee.name !== 'require' ? this.within(node, called) : called;
    }
    const called = { ...node, callee: this.inside(callee), arguments: args } as SimpleCallExpression;
    if (node.optional || callee.optional || callee.object.type === 'Super') return called;
    if (callee.computed || callee.property.type !== 'Identifier' || !METHODS.has(callee.property.name))
      return hasOptional(callee) ? called : this.within(node, called);
    const given: ArrayExpression = { ...node, type: 'ArrayExpression', elements: node.arguments };
    const isSpread = node.arguments.some(({ type }) => type === 'SpreadElement');
    // What is spread may be none, or as many as some list of the values has.
    const items: Expression =
      SPREAD_INTO.has(callee.property.name) && isSpread
        ? this.list(given)
        : { type: 'ArrayExpression', elements: args };
    return this.hook('method', node, literal(callee.property.name), this.visit(callee.object), items);
  }

  /** `delete map.key`: whether it is there is asked, too. */
  private deletion(node: UnaryExpression, of: Expression): Node {
    if (of.type === 'ChainExpression') return node;
    if (of.type !== 'MemberExpression' || of.object.type === 'Super' || of.property.type === 'PrivateIdentifier')
      return this.inside(node);
    const key = of.computed
      ? this.visit(of.property)
      : literal(of.property.type === 'Identifier' ? of.property.name : '');
    return this.hook('deleted', node, this.visit(of.object), key);
  }

  /** A call of what may be the author's own: what is done in it is done for this place. */
  private within(node: Node, called: Expression): Expression {
    return this.hook('leave', node, this.hook('enter', node), called);
  }

  /** A member whose parts are watched, but not itself: it is called, assigned to or deleted. */
  private inside(node: Node): Node {
    if (node.type !== 'MemberExpression')
      return node.type === 'UnaryExpression'
        ? { ...node, argument: this.inside(node.argument) as Expression }
        : this.rewritten(node);
    return {
      ...node,
      object: node.object.type === 'Super' ? node.object : (this.rewritten(node.object) as Expression),
      property: node.computed ? this.rewritten(node.property) : node.property,
    } as Node;
  }

  /** `map[key]` that is written: what is given keys one by one is told. */
  private keyed(node: Node, left: Node): Node {
    if (left.type !== 'MemberExpression' || !left.computed || left.object.type === 'Super') return this.target(left);
    if (left.property.type === 'Literal' || left.property.type === 'PrivateIdentifier') return this.target(left);
    return {
      ...left,
      object: this.hook('into', node, this.visit(left.object)),
      property: this.hook('key', node, this.visit(left.property)),
    };
  }

  private target(node: Node): Node {
    return node.type === 'MemberExpression' ? this.inside(node) : this.children(node);
  }

  private member(node: MemberExpression): Node {
    if (node.optional || node.object.type === 'Super') return this.inside(node);
    if (node.computed) {
      if (node.property.type === 'Literal')
        return typeof node.property.value === 'number'
          ? this.hook('itemAt', node, this.visit(node.object), node.property)
          : this.inside(node);
      return this.hook('lookUp', node, this.visit(node.object), this.visit(node.property as Expression));
    }
    if (node.property.type === 'Identifier' && (node.property.name === 'length' || node.property.name === 'size'))
      return this.hook('length', node, literal(node.property.name), this.visit(node.object));
    return this.inside(node);
  }

  /** `a?.b(c)` and `a?.length` as a whole; of longer chains only what stands in their arguments. */
  private chain(node: ChainExpression): Node {
    const { expression } = node;
    if (expression.type === 'CallExpression' && !expression.optional && expression.callee.type === 'MemberExpression') {
      const { callee } = expression;
      const plain =
        callee.optional && !hasOptional(callee.object) && !callee.computed && callee.object.type !== 'Super';
      if (
        plain &&
        callee.property.type === 'Identifier' &&
        METHODS.has(callee.property.name) &&
        !waits(expression.arguments)
      )
        return this.hook(
          'optionalMethod',
          node,
          literal(callee.property.name),
          this.visit(callee.object as Expression),
          {
            type: 'ArrowFunctionExpression',
            params: [],
            expression: true,
            body: { type: 'ArrayExpression', elements: expression.arguments.map((argument) => this.visit(argument)) },
          },
        );
    }
    return this.unchained(node) ?? { ...node, expression: this.link(expression) as ChainExpression['expression'] };
  }

  /** `a?.b(c).d` as what is done with `a` where it is there; undefined where that cannot be a function of its own. */
  private unchained(node: ChainExpression): Expression | undefined {
    const first = firstOptional(node.expression);
    if (!first || first.object.type === 'Super' || waits([node.expression])) return undefined;
    const rest = replacedIn(node.expression, first, { ...first, optional: false, object: name(THERE) });
    const body: Expression = hasOptional(rest)
      ? ({ type: 'ChainExpression', expression: rest } as ChainExpression)
      : (rest as Expression);
    return this.hook('chain', node, this.visit(first.object), {
      type: 'ArrowFunctionExpression',
      params: [name(THERE) as never],
      expression: true,
      body: this.visit(body),
    });
  }

  private link(node: Node): Node {
    if (node.type === 'CallExpression')
      return {
        ...node,
        callee: this.link(node.callee) as Expression,
        arguments: node.arguments.map((argument) => this.visit(argument)),
      };
    if (node.type === 'MemberExpression')
      return {
        ...node,
        object: node.object.type === 'Super' ? node.object : (this.link(node.object) as Expression),
        property: node.computed ? (this.rewritten(node.property) as Expression) : node.property,
      };
    return this.rewritten(node);
  }

  private template(node: TemplateLiteral): Node {
    const texts = node.quasis.map(({ value }) => literal(value.cooked ?? ''));
    return this.hook(
      'text',
      node,
      { type: 'ArrayExpression', elements: texts },
      { type: 'ArrayExpression', elements: node.expressions.map((part) => this.visit(part)) },
    );
  }
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string';

/** What an expression is told as, where that is one operation; undefined for any other one. */
function operationOf(node: Expression): string | undefined {
  if (node.type === 'BinaryExpression' && COMPARISONS.has(node.operator)) return node.operator;
  if (node.type === 'Identifier') return 'truth';
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return undefined;
  const { property, computed } = node.callee;
  return !computed && property.type === 'Identifier' && BOOLEAN_METHODS.has(property.name) ? property.name : undefined;
}

const BOOLEAN_METHODS = new Set(['includes', 'startsWith', 'endsWith', 'test', 'has']);

/** Name of what stands left of `?.`. */
const THERE = '__there';

/** The leftmost `?.` of a chain, unless it is that of a call. */
function firstOptional(node: Node): MemberExpression | undefined {
  if (node.type === 'CallExpression') return node.optional ? undefined : firstOptional(node.callee);
  if (node.type !== 'MemberExpression') return undefined;
  const before = firstOptional(node.object);
  return before ?? (node.optional && !hasOptional(node.object) ? node : undefined);
}

/** A chain with one of its links replaced. */
function replacedIn(node: Node, link: Node, by: Node): Node {
  if (node === link) return by;
  if (node.type === 'CallExpression') return { ...node, callee: replacedIn(node.callee, link, by) } as Node;
  if (node.type === 'MemberExpression') return { ...node, object: replacedIn(node.object, link, by) } as Node;
  return node;
}

function hasOptional(node: Node): boolean {
  if (node.type === 'MemberExpression') return node.optional || hasOptional(node.object);
  return node.type === 'CallExpression' && (node.optional || hasOptional(node.callee));
}

/** Whether there is an `await` or `yield` that a function of its own would cut off. */
function waits(nodes: readonly Node[]): boolean {
  const visit = (node: unknown): boolean => {
    if (Array.isArray(node)) return node.some(visit);
    if (!isNode(node)) return false;
    if (node.type === 'AwaitExpression' || node.type === 'YieldExpression') return true;
    return Object.values(node).some(visit);
  };
  return nodes.some(visit);
}
