import { isSame } from '../../manifests/diff/field-changes';
import type { Json } from '../../manifests/manifest';
import { alignItems, type ByEnvironment } from './align';
import { constant, type Expression, type Leaf, type ListItem, type MapEntry } from './expression';
import { below, type Place } from './place';
import { describe, namesOf } from './names';
import { sameGiven, type Slot } from './slot';

type JsonMap = { [key: string]: Json };

/** Maps that are handed on whole where an environment lacks them: what they hold is a wish of its own. */
const HANDED_ON = new Set(['resources', 'nodeSelector', 'tolerations', 'annotations']);

/**
 * Lays an object of several environments over itself: what is the same becomes code, what differs a value, what only
 * some have depends on a flag or is optional.
 */
export class Merger {
  readonly leaves: Leaf[] = [];
  private readonly slots: Slot[] = [];

  /**
   * @param environments how many there are
   * @param isValue whether what is the same everywhere is a value all the same: what is changed most
   */
  constructor(
    private readonly environments: number,
    private readonly isValue: (value: Json, place: Place) => boolean = () => false,
  ) {}

  merge(values: ByEnvironment, place: Place): Expression {
    const all = [...values.values()];
    const [first] = all;
    if (first === undefined) throw new Error(`Nothing to merge at ${place.path.join('.')}`);
    if (all.every((value) => isSame(value, first)) && !this.holdsValue(first, place))
      return this.unchanging(first, values, place);
    if (all.every(isMap)) return this.mergeMaps(values as ReadonlyMap<string, JsonMap>, place);
    if (all.every((value) => Array.isArray(value)))
      return this.mergeLists(values as ReadonlyMap<string, Json[]>, place);
    if (all.every((value) => typeof value === 'string')) {
      const leaf: Leaf = { place, texts: values as ReadonlyMap<string, string> };
      this.leaves.push(leaf);
      return { sort: 'leaf', leaf };
    }
    return { sort: 'slot', slot: this.slot('data', place, values) };
  }

  /** What is the same where it is at all; a host that only some environments ask for is perhaps one that differs. */
  private unchanging(value: Json, values: ByEnvironment, place: Place): Expression {
    if (values.size === this.environments) return constant(value);
    if (Array.isArray(value)) {
      return {
        sort: 'list',
        items: value.map((item, i) => ({ value: this.unchanging(item, values, below(place, `[${i}]`)) })),
      };
    }
    if (isMap(value)) {
      const entries = Object.entries(value).map(([key, item]) => ({
        key,
        value: this.unchanging(item, values, below(place, key)),
      }));
      return { sort: 'map', entries };
    }
    if (typeof value !== 'string' || !/^[\w.-]+\.[a-z]{2,}$|:\/\//.test(value)) return constant(value);
    const leaf: Leaf = {
      place,
      texts: new Map([...values.keys()].map((environment) => [environment, value])),
      constant: true,
    };
    this.leaves.push(leaf);
    return { sort: 'leaf', leaf };
  }

  private holdsValue(value: Json, place: Place): boolean {
    if (Array.isArray(value)) return value.some((item, i) => this.holdsValue(item, below(place, `[${i}]`)));
    if (isMap(value)) return Object.entries(value).some(([key, item]) => this.holdsValue(item, below(place, key)));
    return this.isValue(value, place);
  }

  /** A flag that says where something is there. */
  flag(place: Place, asked: Iterable<string>, having: ReadonlySet<string>, names = namesOf(place)): Slot {
    const given = new Map([...asked].map((environment) => [environment, having.has(environment)]));
    return this.slot('flag', place, given, names);
  }

  private mergeMaps(values: ReadonlyMap<string, JsonMap>, place: Place): Expression {
    const keys = [...new Set([...values.values()].flatMap((map) => Object.keys(map)))];
    const entries = keys.map((key): MapEntry => {
      const at = below(place, key);
      const having = new Map(
        [...values].flatMap(([e, map]): [string, Json][] => {
          const value = Object.hasOwn(map, key) ? map[key] : undefined;
          return value === undefined ? [] : [[e, value]];
        }),
      );
      if (having.size === values.size) return { key, value: this.merge(having, at) };
      const scalar = [...having.values()].every((value) => typeof value !== 'object' && value !== null);
      if (scalar || HANDED_ON.has(key)) {
        const given = new Map([...values.keys()].map((environment) => [environment, having.get(environment)]));
        return { key, value: { sort: 'slot', slot: this.slot('data', at, given) } };
      }
      const when = this.flag(at, values.keys(), new Set(having.keys()));
      return { key, value: this.merge(having, at), when };
    });
    return { sort: 'map', entries };
  }

  private mergeLists(values: ReadonlyMap<string, Json[]>, place: Place): Expression {
    const aligned = alignItems(values);
    if (!aligned) return { sort: 'slot', slot: this.slot('data', place, values) };
    const items = aligned.map(({ name, having }): ListItem => {
      const at = below(place, `[${name}]`);
      if (having.size === values.size) return { value: this.merge(having, at) };
      const variable = this.optionalVariable(having, values, at);
      if (variable) return variable;
      return { value: this.merge(having, at), when: this.flag(at, values.keys(), new Set(having.keys())) };
    });
    return { sort: 'list', items };
  }

  /** An environment variable that only some environments have: its text is an optional value. */
  private optionalVariable(
    having: ByEnvironment,
    values: ReadonlyMap<string, unknown>,
    place: Place,
  ): ListItem | undefined {
    const texts = [...having].map(([environment, item]): [string, string | undefined] => {
      const { name, value, ...more } = isMap(item) ? item : ({} as JsonMap);
      const plain = typeof name === 'string' && typeof value === 'string' && Object.keys(more).length === 0;
      return [environment, plain ? value : undefined];
    });
    if (place.path.at(-2) !== 'env' || texts.some(([, text]) => text === undefined)) return undefined;
    const found = new Map(texts);
    const given = new Map([...values.keys()].map((environment) => [environment, found.get(environment)]));
    const slot = this.slot('data', below(place, 'value'), given);
    const name = constant((place.path.at(-1) ?? '').slice(1, -1));
    return {
      value: {
        sort: 'map',
        entries: [
          { key: 'name', value: name },
          { key: 'value', value: { sort: 'slot', slot } },
        ],
      },
      when: slot,
    };
  }

  /** A value; the one that is there already where the same stands in the same component under the same name. */
  private slot(sort: Slot['sort'], place: Place, given: Slot['given'], names = namesOf(place)): Slot {
    const known = this.slots.find(
      (slot) =>
        slot.sort === sort &&
        slot.names[0] === names[0] &&
        slot.place.component === place.component &&
        sameGiven(slot.given, given),
    );
    if (known) return known;
    const description = sort === 'flag' ? whether(place) : describe(place);
    const slot: Slot = { sort, place, names, description, given, users: new Set([place.component]) };
    this.slots.push(slot);
    return slot;
  }
}

function whether(place: Place): string {
  return place.path.length === 0 ? describe(place) : `Whether there is ${describe(place)}`;
}

const isMap = (value: Json): value is JsonMap => typeof value === 'object' && value !== null && !Array.isArray(value);
