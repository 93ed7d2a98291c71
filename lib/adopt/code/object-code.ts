import type { PlannedObject } from '../plan';
import type { Expression } from '../merge/expression';
import { schemaOf } from '../merge/schema-of';
import type { Slot } from '../merge/slot';
import { fitsTypes, type ApiTypes } from './api-types';
import type { WrittenObject } from './forms/links';
import { layOutOpen, type Member } from './code';
import { reference, toCode, type Constants } from './to-code';
import { textLiteral } from './text';

/** Kinds that have a construct of their own in `Kube`. */
export type Kinds = readonly { readonly apiVersion: string; readonly kind: string }[];

/** The statement that makes an object, at an indentation. */
export function objectCode(written: WrittenObject, constants: Constants, outer: number): string {
  const { planned, construct, variable } = written;
  const members = membersOf(written.expression, constants);
  const identity: Member[] = [
    { key: 'apiVersion', code: { sort: 'atom', text: textLiteral(planned.apiVersion) } },
    { key: 'kind', code: { sort: 'atom', text: textLiteral(planned.kind) } },
  ];
  constants.imports.add('Kube');
  const all = construct === 'AnyObject' ? [...identity, ...members] : members;
  const argument = all.length === 0 ? '{}' : layOutOpen(all, planned.when ? outer + 2 : outer);
  const made = `new Kube.${construct}(scope, ${textLiteral(planned.id)}, ${argument});`;
  const statement = variable === undefined ? made : `const ${variable} = ${made}`;
  const pad = ' '.repeat(outer);
  return planned.when
    ? `${pad}if (${reference(planned.when, constants)}) {\n${pad}  ${statement}\n${pad}}\n`
    : `${pad}${statement}\n`;
}

/** Whether the construct of its kind takes it in every environment. */
export function isTyped(
  { apiVersion, kind, objects, expression }: PlannedObject,
  types: ApiTypes,
  kinds: Kinds,
): boolean {
  if (!kinds.some((one) => one.apiVersion === apiVersion && one.kind === kind)) return false;
  if (slotsIn(expression).some((slot) => slot.sort === 'data' && schemaOf(slot).loose)) return false;
  return [...objects.values()].every((object) => fitsTypes(types, kind, object));
}

function membersOf(expression: Expression, constants: Constants): readonly Member[] {
  const code = toCode(expression, constants);
  return code.sort === 'object' ? code.members : [];
}

function slotsIn(expression: Expression): Slot[] {
  if (expression.sort === 'slot') return [expression.slot];
  if (expression.sort === 'map') return expression.entries.flatMap(({ value }) => slotsIn(value));
  return expression.sort === 'list' ? expression.items.flatMap(({ value }) => slotsIn(value)) : [];
}
