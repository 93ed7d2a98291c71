import { isSame } from '../../manifests/diff/field-changes';
import type { Json } from '../../manifests/manifest';
import { alignItems, type ByEnvironment } from './align';
import { constant, type Expression, type Leaf, type ListItem, type MapEntry } from './expression';
import { below, type Place } from './place';
import { describe, lastNameOf, namesOf, namesOfSeveral } from './names';
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
  flag(
    place: Place,
    asked: Iterable<string>,
    having: ReadonlySet<string>,
    names = namesOf(place),
    description = whetherAll([place]),
  ): Slot {
    const given = new Map([...asked].map((environment) => [environment, having.has(environment)]));
    return this.slot('flag', place, given, names, description);
  }

  private mergeMaps(values: ReadonlyMap<string, JsonMap>, place: Place): Expression {
    const keys = [...new Set([...values.values()].flatMap((map) => Object.keys(map)))];
    const found = keys.map((key) => {
      const having = new Map(
        [...values].flatMap(([e, map]): [string, Json][] => {
          const value = Object.hasOwn(map, key) ? map[key] : undefined;
          return value === undefined ? [] : [[e, value]];
        }),
      );
      const scalar = [...having.values()].every((value) => typeof value !== 'object' && value !== null);
      return { key, at: below(place, key), having, handedOn: scalar || HANDED_ON.has(key) };
    });
    const flags = this.flags(
      found.filter(({ having, handedOn }) => having.size < values.size && !handedOn),
      values.keys(),
    );
    const entries = found.map(({ key, at, having, handedOn }): MapEntry => {
      if (having.size === values.size) return { key, value: this.merge(having, at) };
      if (handedOn) {
        const given = new Map([...values.keys()].map((environment) => [environment, having.get(environment)]));
        return { key, value: { sort: 'slot', slot: this.slot('data', at, given) } };
      }
      return { key, value: this.merge(having, at), when: flags.get(at) };
    });
    return { sort: 'map', entries };
  }

  private mergeLists(values: ReadonlyMap<string, Json[]>, place: Place): Expression {
    const aligned = alignItems(values);
    if (!aligned) return { sort: 'slot', slot: this.slot('data', place, values) };
    const found = aligned.map(({ name, having }) => {
      const at = below(place, `[${name}]`);
      const variable = having.size < values.size ? this.optionalVariable(having, values, at) : undefined;
      return { at, having, variable };
    });
    const flags = this.flags(
      found.filter(({ having, variable }) => having.size < values.size && !variable),
      values.keys(),
    );
    const items = found.map(({ at, having, variable }): ListItem => {
      if (having.size === values.size) return { value: this.merge(having, at) };
      return variable ?? { value: this.merge(having, at), when: flags.get(at) };
    });
    return { sort: 'list', items };
  }

  /** Flags for places of one map or list: one for all that the same environments have. */
  private flags(
    optional: readonly { readonly at: Place; readonly having: ByEnvironment }[],
    asked: Iterable<string>,
  ): ReadonlyMap<Place, Slot> {
    const environments = [...asked];
    const flags = new Map<Place, Slot>();
    for (const { at, having } of optional) {
      if (flags.has(at)) continue;
      const same = optional.filter(({ having: other }) => isSame([...other.keys()], [...having.keys()]));
      const places = same.map((one) => one.at);
      const flag = this.flag(at, environments, new Set(having.keys()), namesOfSeveral(places), whetherAll(places));
      for (const place of places) flags.set(place, flag);
    }
    return flags;
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
  private slot(
    sort: Slot['sort'],
    place: Place,
    given: Slot['given'],
    names = namesOf(place),
    description = describe(place),
  ): Slot {
    const known = this.slots.find(
      (slot) =>
        slot.sort === sort &&
        slot.names[0] === names[0] &&
        slot.place.component === place.component &&
        sameGiven(slot.given, given),
    );
    if (known) return known;
    const slot: Slot = { sort, place, names, description, given, users: new Set([place.component]) };
    this.slots.push(slot);
    return slot;
  }
}

/** Places that a description names, at most. */
const MOST_NAMED = 4;

function whetherAll(places: readonly Place[]): string {
  const [first, ...others] = places as [Place, ...Place[]];
  if (first.path.length === 0) return describe(first);
  if (others.length === 0) return `Whether there is ${describe(first)}`;
  const named = others.slice(0, MOST_NAMED - 1).map(lastNameOf);
  const more = others.length >= MOST_NAMED ? ` and ${others.length - MOST_NAMED + 1} more` : '';
  return `Whether there is ${describe(first).slice(0, -1)}, and with it ${named.join(', ')}${more}.`;
}

const isMap = (value: Json): value is JsonMap => typeof value === 'object' && value !== null && !Array.isArray(value);
