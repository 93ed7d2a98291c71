import type { Fields } from '../../fields';
import type { KubeObject } from '../../manifest';
import type { Refusal } from './refusal';
import { isUnchecked } from './required';

/** A map of known type somewhere in an object. */
export class Place {
  /** Whether it is stored as it is, or dropped: only its shape is looked at. */
  readonly unchecked: boolean;

  constructor(
    readonly object: KubeObject,
    readonly type: string,
    readonly value: Fields,
    /** Path from the object, empty for the object itself. */
    readonly field: string,
    /** The map that it stands in. */
    readonly parent?: Place,
    /** The field of the parent that it stands in, or in whose list or map. */
    readonly key = '',
  ) {
    this.unchecked = parent !== undefined && (parent.unchecked || isUnchecked(parent.type, key));
  }

  /** Path of a field in it. */
  at(key: string): string {
    if (key === '' || this.field === '') return this.field + key;
    return key.startsWith('[') ? this.field + key : `${this.field}.${key}`;
  }

  /** Something that is refused in it, at a field or, with '', as a whole. */
  refuse(key: string, problem: string, fix: string): Refusal {
    return { field: this.at(key), problem, fix };
  }

  /** Something that is refused in a new object; see {@link Refusal.onlyWhenNew}. */
  refuseNew(key: string, problem: string, fix: string): Refusal {
    return { ...this.refuse(key, problem, fix), onlyWhenNew: true };
  }

  /** The nearest map around it that has a type. */
  within(type: string): Place | undefined {
    return this.parent?.type === type ? this.parent : this.parent?.within(type);
  }
}

/** What is refused in maps of one type beside single fields. */
export type TypeRule = (value: Fields, place: Place) => Iterable<Refusal>;

/** Rules by type. */
export type TypeRules = Readonly<Record<string, TypeRule>>;
