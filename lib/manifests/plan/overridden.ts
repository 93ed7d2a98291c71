import { isSame } from '../diff/field-changes';
import { fields } from '../fields';
import type { KubeObject } from '../manifest';
import { isItem, itemName, managersOf, type FieldSet } from './field-set';

/** Managers whose work a later apply is meant to change. */
const OWN = /^(?:kubectl-client-side-apply|kubectl|helm|before-first-apply|kubectl-last-applied)$/;

/** A field that somebody else set, and that gets another value. */
export interface Overridden {
  readonly manager: string;
  readonly field: string;
}

/** Fields of a live object that others manage and that the change takes from them, or that go with it. */
export function overridden(live: KubeObject, result: KubeObject, own?: string): Overridden[] {
  return managersOf(live)
    .filter((one) => one.subresource !== 'status' && (one.subresource !== undefined || !OWN.test(one.manager)))
    .filter(({ manager }) => manager !== own)
    .flatMap(({ manager, subresource, set }) => {
      const who = subresource === undefined ? manager : `${manager} (${subresource})`;
      return changed(live, result, set, '').map((field) => ({ manager: who, field }));
    })
    .filter(({ field }) => !/^metadata\.(annotations\.'?(kubectl|deployment)\.kubernetes\.io|generation)/.test(field));
}

/** Leaves of a set that differ. */
function changed(before: unknown, after: unknown, set: FieldSet, path: string): string[] {
  return Object.entries(set).flatMap(([key, member]) => {
    if (key === '.') return [];
    const below = fields(member);
    const inner = (was: unknown, is: unknown, name: string): string[] => {
      if (isSame(was, is)) return [];
      const isLeaf = Object.keys(below).every((one) => one === '.');
      return isLeaf || is === undefined ? [name] : changed(was, is, below, name);
    };
    if (key.startsWith('f:')) {
      const name = key.slice('f:'.length);
      const dotted = /^[\w-]+$/.test(name) ? name : `'${name}'`;
      return inner(fields(before)[name], fields(after)[name], path === '' ? dotted : `${path}.${dotted}`);
    }
    const item = (list: unknown): unknown =>
      Array.isArray(list) ? (list as unknown[]).find((one) => isItem(one, key)) : undefined;
    return inner(item(before), item(after), `${path}[${itemName(key)}]`);
  });
}
