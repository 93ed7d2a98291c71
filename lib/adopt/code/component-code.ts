import type { Expression } from '../merge/expression';
import { camelCase } from '../merge/names';
import { sameExpression } from '../merge/same-expression';
import { isWorkload } from '../plan';
import type { WrittenObject } from './forms/links';
import { objectCode } from './object-code';
import { layOut } from './code';
import { toCode, type Constants } from './to-code';

/** The code of one component: what stands before its function, and what stands in it. */
export interface ComponentCode {
  readonly name: string;
  /** Declarations of texts, each a statement. */
  readonly outside: string;
  /** Statements, indented. */
  readonly inside: string;
  readonly usesValues: boolean;
  /** `Deployment web, Service web`: what it makes. */
  readonly summary: string;
  readonly imports: ReadonlySet<string>;
}

/** Labels have to stand in so many places to get a name. */
const OFTEN = 2;

/** Fields that hold labels. */
const LABELS = new Set(['labels', 'matchLabels', 'selector']);

/** How the code of a component is to be written. */
export interface Style {
  /** Spaces before each statement. */
  readonly indent: number;
  /** Names that are taken in its file. */
  readonly names: Set<string>;
  /** Whether labels carry the component's name. */
  readonly prefixed: boolean;
}

/** Writes the objects of a component, in the order in which they are given. */
export function componentCode(name: string, objects: readonly WrittenObject[], style: Style): ComponentCode {
  const { names, prefixed, indent } = style;
  const pad = ' '.repeat(indent);
  const labels = sharedLabels(objects).map((found, i) => {
    const word = i > 0 && found.selects ? 'selector' : 'labels';
    const bare = prefixed ? camelCase(`${name}-${word}`) : word;
    const wanted = names.has(bare) ? `${bare}${i + 1}` : bare;
    names.add(wanted);
    return { name: wanted, labels: found.labels };
  });
  const constants: Constants = { outside: [], inside: [], labels, names, imports: new Set(), usesValues: false };
  const statements = objects.map((object) => objectCode(object, constants, indent));
  const declarations = [
    ...labels.map(
      ({ name: label, labels: own }) => `${pad}const ${label} = ${labelsCode(own, constants, indent, label)};\n`,
    ),
    ...constants.inside.map(({ name: text, code }) => `${pad}const ${text} = ${code};\n`),
  ];
  const inside = [...(declarations.length > 0 ? [declarations.join('')] : []), ...statements].join('\n');
  const imports = [...constants.imports].filter((one) => inside.includes(`${one}.`));
  return {
    name,
    outside: constants.outside.map((one) => `const ${one.name} = ${one.code};\n`).join('\n'),
    inside,
    usesValues: constants.usesValues,
    summary: summaryOf(objects),
    imports: new Set(imports),
  };
}

/** What a component makes, its workload first. */
function summaryOf(objects: readonly WrittenObject[]): string {
  const main = objects.find(({ planned }) => isWorkload(planned.kind));
  const all = main ? [main, ...objects.filter((one) => one !== main)] : objects;
  return all.map(({ planned: { kind, name } }) => `${kind} ${name}`).join(', ');
}

/** Sets of labels that stand in several places, in the order in which they come, and whether pods are selected by them. */
function sharedLabels(objects: readonly WrittenObject[]): SharedLabels[] {
  const found: { readonly labels: Expression; selects: boolean; count: number }[] = [];
  const visit = (expression: Expression, key: string): void => {
    const labels = LABELS.has(key) && isPlainMap(expression) ? expression : undefined;
    const known = labels && found.find((one) => sameExpression(one.labels, labels));
    const selects = key !== 'labels';
    if (known) Object.assign(known, { count: known.count + 1, selects: known.selects || selects });
    else if (labels) found.push({ labels, selects, count: 1 });
    if (expression.sort === 'map') for (const entry of expression.entries) visit(entry.value, entry.key);
    if (expression.sort === 'list') for (const item of expression.items) visit(item.value, '');
    if (expression.sort === 'call') visit(expression.argument, '');
  };
  for (const { expression } of objects) visit(expression, '');
  return found.filter(({ count }) => count >= OFTEN);
}

/** Whether a map holds texts that are there always. */
const isPlainMap = (expression: Expression): boolean =>
  expression.sort === 'map' &&
  expression.entries.length > 0 &&
  expression.entries.every(({ value, when }) => when === undefined && value.sort !== 'map' && value.sort !== 'list');

interface SharedLabels {
  readonly labels: Expression;
  readonly selects: boolean;
}

/** `{ app: 'web' }`, on one line where it fits. */
function labelsCode(labels: Expression, constants: Constants, indent: number, name: string): string {
  const others = { ...constants, labels: [] };
  const code = toCode(labels, others, ['labels']);
  constants.usesValues = others.usesValues;
  return layOut(code, indent, indent + `const ${name} = `.length);
}
