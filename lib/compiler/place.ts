import type { Json } from '../manifests/manifest';
import type { CaseTable } from './case-table';
import type { ElementScope, Env } from './evaluate';
import { byCodePoint } from './code-points';
import { elementsOf, exprValue, follow } from './evaluate';
import type { Expr, Ref } from './ir';
import { viewIndexes } from './list-view';
import type { Run } from './run';
import { pathName, type Marker, type PathStep } from './markers';
import { shapeAt, type Shape } from './shape';

/** An element that repetitions around a place are at. */
interface Scope {
  /** From the values to the element. */
  readonly path: readonly PathStep[];
  readonly shape: Shape;
  readonly element: ElementScope;
}

/** A run, seen from a place: inside the elements of the repetitions around it. */
export class Case {
  readonly env: Env;
  /** Its place in the table. */
  readonly row: number;
  private readonly inner = new Map<string, Case[]>();
  /** Elements that lists and maps of the output speak of. */
  private mentions = new WeakMap<object, readonly Loose[]>();
  /** Forms of lines, as they are seen from here. */
  private forms = new WeakMap<object, string>();

  constructor(
    readonly run: Run,
    readonly shape: Shape,
    /** Keys of records that places have as fixed ones too, by the record's path. */
    private readonly specialKeys: ReadonlyMap<string, ReadonlySet<string>>,
    readonly table: CaseTable,
    readonly scopes: readonly Scope[] = [],
  ) {
    this.row = table.add(this);
    const { values, release } = run.sample;
    this.env = { values, release, scopes: scopes.map((scope) => scope.element) };
  }

  /** Shape of the values of a scope. */
  shapeOf(scope: number): Shape {
    return this.scopes[scope - 1]?.shape ?? this.shape;
  }

  /** Keys of a record that are looked at one by one instead of being repeated over. */
  omitted(over: Ref & { from: 'value' }): string[] {
    const base = this.scopes[over.scope - 1]?.path ?? [];
    return [...(this.specialKeys.get(pathName([...base, ...over.path])) ?? [])].sort(byCodePoint);
  }

  /** One case for each element of a list or record. */
  elements(over: Ref & { from: 'value' }): readonly Case[] {
    return this.elementsWithout(over, this.omitted(over));
  }

  /** Also for those that places look at one by one. */
  allElements(over: Ref & { from: 'value' }): readonly Case[] {
    return this.elementsWithout(over, []);
  }

  /**
   * As `allElements`, but by themselves: what is around them is left out. `top` is the case of the whole run; `around` names the
   * elements that the list belongs to.
   */
  flatElements(over: Ref & { from: 'value' }, top: Case, around: string): readonly Case[] {
    if (this.scopes.length === 0) return this.allElements(over);
    const key = `flat ${around} ${JSON.stringify(over)}`;
    let cases = this.inner.get(key);
    if (!cases) {
      const table = top.table.below(key);
      cases = this.allElements(over).map(
        ({ scopes }) => new Case(this.run, this.shape, this.specialKeys, table, scopes.slice(-1)),
      );
      this.inner.set(key, cases);
    }
    return cases;
  }

  /** The case at the element that a path into the values leads to, or leads through last. */
  around(path: readonly (string | number)[]): Case | undefined {
    return path.reduce<Case | undefined>((here, step, i) => {
      const container = path.slice(0, i);
      const shape = shapeAt(this.shape, container);
      if (shape?.kind !== 'array' && shape?.kind !== 'record') return here;
      const over = here?.refOf(container);
      const elements = over && here?.allElements(over);
      return elements?.find(({ scopes }) => plainStep(scopes.at(-1)?.path.at(-1) ?? '') === step);
    }, this);
  }

  private elementsWithout(over: Ref & { from: 'value' }, omit: readonly string[]): readonly Case[] {
    const key = `${omit.length === 0 ? 'all ' : ''}${JSON.stringify(over)}`;
    let cases = this.inner.get(key);
    if (!cases) {
      const base = this.scopes[over.scope - 1]?.path ?? [];
      const container = shapeAt(this.shapeOf(over.scope), over.path);
      const shape: Shape =
        container?.kind === 'array'
          ? container.item
          : container?.kind === 'record'
            ? container.value
            : { kind: 'json' };
      const values = follow(this.scopes[over.scope - 1]?.element.item ?? this.run.sample.values, over.path);
      const saidOf = (by: Expr, item: unknown, index: number): unknown =>
        exprValue(by, { ...this.env, scopes: [{ item, index }] });
      const indexes = over.views && Array.isArray(values) ? viewIndexes(values, over.views, saidOf) : undefined;
      const seen = indexes ? indexes.map((i) => (values as unknown[])[i]) : values;
      cases = elementsOf(seen, omit).map((element) => {
        const step: PathStep =
          element.key === undefined ? (indexes?.[element.index] ?? element.index) : { key: element.key };
        return new Case(this.run, this.shape, this.specialKeys, this.table.below(key), [
          ...this.scopes,
          { path: [...base, ...over.path, step], shape, element },
        ]);
      });
      this.inner.set(key, cases);
    }
    return cases;
  }

  /** A list or map of the values, by its path; undefined where it is inside of an element that no repetition is at. */
  refOf(path: readonly (string | number)[]): (Ref & { from: 'value' }) | undefined {
    for (let scope = this.scopes.length; scope >= 0; scope--) {
      const prefix = (this.scopes[scope - 1]?.path ?? []).map(plainStep);
      if (!prefix.every((step, i) => step === path[i])) continue;
      const rest = path.slice(prefix.length);
      let shape: Shape | undefined = this.shapeOf(scope);
      for (const step of rest) {
        if (shape?.kind !== 'object') return undefined;
        shape = shape.fields.find(({ key }) => key === step)?.shape;
      }
      return shape && { from: 'value', scope, path: rest };
    }
    return undefined;
  }

  /** Whether a repetition around the place is at an element. */
  isAt(path: readonly (string | number)[]): boolean {
    return this.scopeAt(path) !== undefined;
  }

  /** The repetition around the place that is at an element. */
  scopeAt(path: readonly (string | number)[]): Scope | undefined {
    return this.scopes.find(
      (scope) => scope.path.length === path.length && scope.path.every((step, i) => plainStep(step) === path[i]),
    );
  }

  /** Forgets what depends on special keys; the table has to be told too. */
  forgetElements(): void {
    this.inner.clear();
    this.mentions = new WeakMap();
    this.forms = new WeakMap();
  }

  /** Elements that a list or map of the output speaks of; worked out once. */
  mentioned(value: object, find: () => readonly Loose[]): readonly Loose[] {
    let found = this.mentions.get(value);
    if (!found) this.mentions.set(value, (found = find()));
    return found;
  }

  /** The form of a line's pieces from here; worked out once. */
  formOf(pieces: object, find: () => string): string {
    let form = this.forms.get(pieces);
    if (form === undefined) this.forms.set(pieces, (form = find()));
    return form;
  }

  /** How a marker is referred to from here; `loose` when it belongs to an element that no repetition is at. */
  locate(marker: Marker): Located {
    if (marker.of === 'release') return { ref: { from: 'release', field: marker.path[0] as 'name' } };
    for (let i = this.scopes.length; i >= 0; i--) {
      const prefix = this.scopes[i - 1]?.path ?? [];
      if (!startsWith(marker.path, prefix)) continue;
      const rest = marker.path.slice(prefix.length);
      if (rest.length === 0 && marker.of === 'key') return { ref: { from: 'key', scope: i } };
      const at = rest.findIndex(
        (step, j) => typeof step !== 'string' && !this.isSpecial(marker.path, prefix.length + j),
      );
      if (at < 0 && marker.of === 'value') return { ref: { from: 'value', scope: i, path: rest.map(plainStep) } };
      const step = rest[at];
      const over = { from: 'value', scope: i, path: rest.slice(0, at) as string[] } as const;
      return { loose: { over, element: typeof step === 'number' ? step : (step as { key: string }).key } };
    }
    throw new Error('unreachable: every path starts with the empty one');
  }

  private isSpecial(path: readonly PathStep[], at: number): boolean {
    const step = path[at];
    if (typeof step !== 'object') return false;
    return this.specialKeys.get(pathName(path.slice(0, at)))?.has(step.key) ?? false;
  }
}

const plainStep = (step: PathStep): string | number => (typeof step === 'object' ? step.key : step);

/** Where a marker is, from a place. */
export type Located =
  { readonly ref: Ref; readonly loose?: undefined } | { readonly ref?: undefined; readonly loose: Loose };

/** An element of a list or record, by index or key. */
export interface Loose {
  readonly over: Ref & { from: 'value' };
  readonly element: number | string;
}

/** What is at a place in a case; undefined where there is nothing. */
export interface Seen<T = Json> {
  readonly at: Case;
  readonly value: T;
}

function startsWith(path: readonly PathStep[], prefix: readonly PathStep[]): boolean {
  return prefix.every((step, i) => {
    const other = path[i];
    if (typeof step !== 'object') return step === other;
    return typeof other === 'object' && other.key === step.key;
  });
}
