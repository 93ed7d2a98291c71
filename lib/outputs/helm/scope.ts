import type { Among, Cond, Joined, KeyedView, Ref } from '../../compiler/ir';
import { isInGiven, shapeAt, type Shape } from '../../compiler/shape';
import { FINGERPRINT, type Fingerprinted } from '../../definition/fingerprint-values';
import { CHART } from './chart-facts';

/** Named templates that look through lists: Go's templates have no function that takes another one. */
export interface ListTemplates {
  /** A pipeline that gives a letter for each element that fits, or for each that does not. */
  matching(among: Among, scope: Scope, fits: boolean): string;
  /** A pipeline that gives what the first or last of the elements has, or what comes of all. */
  found(among: Among, scope: Scope): string;
  /** A pipeline that gives a text of the lines of a sequence. */
  joined(joined: Joined, scope: Scope): string;
  /** A pipeline that gives `true` where the items of a list differ in a field of theirs, or in themselves where it is ''. */
  unique(items: string, key: string): string;
  /** A pipeline that gives the items of a list as they come in a view of it; `inside` is at one of them. */
  viewed(list: string, view: KeyedView, inside: Scope, scope: Scope): string;
  /** A pipeline that gives the name of an object in a release. */
  objectName(release: string, id: string, most: number, separators: string): string;
}

/** Go variables of one `range`. */
interface Loop {
  readonly item: string;
  /** Key of a record or index of a list. */
  readonly key: string;
  /** How many elements came before. */
  readonly index: string;
  readonly shape: Shape;
  readonly record: boolean;
  /** Shape of the keys of a record. */
  readonly keyShape?: Shape;
}

/** What is not asked of the values themselves, but of named templates of the chart. */
export interface NamedTemplates {
  /** Gives the release's name, where values may override it. */
  readonly fullName?: string;
  /** Gives the reference of an image, and where the values are that name one. */
  readonly image?: { readonly name: string; readonly paths: readonly (readonly string[])[] };
  /** Sections that are known by one text, and what it is made of. */
  readonly fingerprints?: readonly Fingerprinted[];
}

/** What a place in a template can refer to, and how. */
export class Scope {
  private constructor(
    private readonly values: Shape,
    readonly loops: readonly Loop[],
    /** Conditions that hold here. */
    readonly known: readonly Cond[] = [],
    private readonly named: NamedTemplates,
    /** Named templates that look through lists. */
    readonly helpers: ListTemplates,
  ) {}

  static top(values: Shape, helpers: ListTemplates, named: NamedTemplates = {}): Scope {
    return new Scope(values, [], [], named, helpers);
  }

  /** Where a condition holds. */
  knowing(cond: Cond): Scope {
    return new Scope(
      this.values,
      this.loops,
      [...this.known, ...(cond.op === 'and' ? cond.of : [cond])],
      this.named,
      this.helpers,
    );
  }

  /** Inside a `range` over `over`; variables are named after it: `backends` gives `$backend`. */
  enter(over: Ref): Scope {
    return new Scope(this.values, [...this.loops, this.loopOver(over)], this.known, this.named, this.helpers);
  }

  /** In a named template that ranges over `over`, and knows nothing of what is around it here. */
  alone(over: Ref): Scope {
    const loop = new Scope(this.values, [], [], this.named, this.helpers).loopOver(over, this.shapeOf(over));
    return new Scope(this.values, [loop], [], this.named, this.helpers);
  }

  private loopOver(over: Ref, container = this.shapeOf(over)): Loop {
    // A section, too, is a map to Go.
    const record = container !== undefined && ['record', 'json', 'object'].includes(container.kind);
    const shape: Shape =
      container?.kind === 'array' ? container.item : container?.kind === 'record' ? container.value : { kind: 'json' };
    const path = over.from === 'value' ? over.path : [];
    const name = variableName(String(path.at(-1) ?? 'item'));
    const taken = this.loops.flatMap((loop) => [loop.item, loop.key]);
    const suffix = taken.some((other) => other === `$${name}` || (record && other.startsWith('$key')))
      ? String(this.loops.length + 1)
      : '';
    return record
      ? {
          item: `$value${suffix}`,
          key: `$key${suffix}`,
          index: `$position${suffix}`,
          shape,
          record,
          keyShape: container?.kind === 'record' ? container.key : undefined,
        }
      : { item: `$${name}${suffix}`, key: `$${name}${suffix}Index`, index: `$${name}${suffix}Index`, shape, record };
  }

  get last(): Loop {
    const loop = this.loops.at(-1);
    if (!loop) throw new Error('not in a range');
    return loop;
  }

  /** Shape of what is referred to; undefined for the release, indexes and keys. */
  shapeOf(ref: Ref): Shape | undefined {
    if (ref.from !== 'value') return undefined;
    return shapeAt(ref.scope === 0 ? this.values : (this.loops[ref.scope - 1]?.shape ?? { kind: 'json' }), ref.path);
  }

  /** Whether what is referred to may be absent. */
  isOptional(ref: Ref): boolean {
    if (ref.from !== 'value') return false;
    return ref.path.some((key, i) => {
      const parent = this.shapeOf({ ...ref, path: ref.path.slice(0, i) });
      if (parent?.kind !== 'object') return true;
      return parent.fields.find((field) => field.key === key)?.optional ?? true;
    });
  }

  /** `.Values.image.tag`, `$backend.name`, `.Release.Name`. */
  write(ref: Ref): string {
    const root = this.loops.length > 0 ? '$' : '';
    switch (ref.from) {
      case 'release':
        if (ref.field === 'name' && this.named.fullName !== undefined)
          return `(include ${goString(this.named.fullName)} ${root || '.'})`;
        return `${root}.Release.${{ name: 'Name', namespace: 'Namespace', service: 'Service' }[ref.field]}`;
      case 'index':
        return this.loop(ref.scope).index;
      case 'key':
        return this.loop(ref.scope).key;
      case 'value':
        if (ref.path[0] === CHART)
          // The version stands in labels, where a plus may not.
          return ref.path[1] === 'Version'
            ? `(${root}.Chart.Version | replace "+" "_")`
            : `${root}.Chart.${ref.path[1]}`;
        if (ref.scope > 0) return this.viewed(this.path(this.loop(ref.scope).item, ref), ref);
        return (
          this.image(ref, root) ?? this.fingerprint(ref, root) ?? this.viewed(this.path(`${root}.Values`, ref), ref)
        );
    }
  }

  /** What a `range` goes over: of what may be a text, too, nothing then. */
  writeIterable(ref: Ref): string {
    const written = this.write(ref);
    const shape = this.shapeOf(ref);
    if (shape?.kind !== 'union') return written;
    const isList = shape.of.some(({ kind }) => kind === 'array');
    return `(ternary ${written} ${isList ? '(list)' : '(dict)'} (kindIs "${isList ? 'slice' : 'map'}" ${written}))`;
  }

  /** A list as it is gone over. */
  private viewed(list: string, { views = [], ...of }: Ref & { from: 'value' }): string {
    return views.reduce((text, view) => {
      if (typeof view === 'object') return `(${this.helpers.viewed(text, view, this.alone(of), this)})`;
      return `(${view === 'distinct' ? 'uniq' : 'sortAlpha'} ${text})`;
    }, list);
  }

  private loop(scope: number): Loop {
    const loop = this.loops[scope - 1];
    if (!loop) throw new Error(`no range ${scope} around`);
    return loop;
  }

  /** The text that stands for values of a section. */
  private fingerprint(ref: Ref & { from: 'value' }, root: string): string | undefined {
    const around = ref.path.slice(0, -1);
    const section = this.named.fingerprints?.find(({ path }) => path.join('.') === around.join('.'));
    if (!section || ref.path.at(-1) !== FINGERPRINT) return undefined;
    const values = this.path(`${root}.Values`, { ...ref, path: around });
    return `(pick ${values} ${section.of.map(goString).join(' ')} | toRawJson)`;
  }

  /** A field of the values that name an image: what is said for all images is in it. */
  private image(ref: Ref & { from: 'value' }, root: string): string | undefined {
    const { name, paths = [] } = this.named.image ?? {};
    const around = ref.path.slice(0, -1);
    if (name === undefined || !paths.some((path) => path.join('.') === around.join('.'))) return undefined;
    const image = this.path(`${root}.Values`, { ...ref, path: around });
    if (ref.path.at(-1) === 'repository')
      return `(include ${goString(name)} (dict "root" ${root || '.'} "image" ${image}))`;
    if (ref.path.at(-1) === 'pullSecrets')
      // Of nothing, `concat` makes nil, which is null in YAML.
      return `(concat ${root}.Values.global.imagePullSecrets ${image}.pullSecrets | default list)`;
    return undefined;
  }

  private path(start: string, ref: Ref & { from: 'value' }): string {
    let text = start;
    ref.path.forEach((key, i) => {
      const parent = { ...ref, path: ref.path.slice(0, i) };
      if (i > 0 && this.isOptional(parent)) text = `(${text})`;
      if (typeof key === 'number') text = key === 0 ? `(first ${text})` : `(index ${text} ${key})`;
      else if (/^[A-Za-z_]\w*$/.test(key) && this.shapeOf(parent)?.kind !== 'record') text = `${text}.${key}`;
      else text = `(index ${text} ${goString(key)})`;
      const standard = this.standardOf(ref, i);
      if (standard !== undefined)
        text = `(ternary ${text} ${goLiteral(standard)} (hasKey ${text.slice(0, text.lastIndexOf('.'))} ${goString(String(key))}))`;
    });
    return text;
  }

  /** The default of a field of an element, or of a section that values.yaml does not have: it is filled in where the field is read. */
  private standardOf(ref: Ref & { from: 'value' }, at: number): unknown {
    const around = ref.path.slice(0, at);
    const isElement = ref.scope > 0 || around.some((key) => typeof key === 'number');
    if (!isElement && (!isInGiven(this.values, around) || isSection(this.values, around))) return undefined;
    const container = this.shapeOf({ ...ref, path: ref.path.slice(0, at) });
    const parent = container?.kind === 'union' ? container.of.find(({ kind }) => kind === 'object') : container;
    if (parent?.kind !== 'object') return undefined;
    const field = parent.fields.find(({ key }) => key === ref.path[at]);
    const standard = field?.optional ? field.variantDefault : field?.default;
    return /^[A-Za-z_]\w*$/.test(String(ref.path[at])) ? (standard ?? undefined) : undefined;
  }
}

/** Whether a place is in sections alone, whose defaults are filled in before any template begins. */
const isSection = (values: Shape, path: readonly (string | number)[]): boolean =>
  path.every((key, i) => {
    const shape = shapeAt(values, path.slice(0, i + 1));
    return shape?.kind === 'object' && !shape.variants && /^[A-Za-z_]\w*$/.test(String(key));
  });

/** `backends` → `backend`, `imagePullSecrets` → `imagePullSecret`. */
function variableName(plural: string): string {
  const name = plural.replace(/[^A-Za-z0-9]/g, '');
  const singular = name.endsWith('ies')
    ? `${name.slice(0, -3)}y`
    : /(ses|xes|shes|ches)$/.test(name)
      ? name.slice(0, -2)
      : name.replace(/s$/, '');
  return /^[a-z]/i.test(singular) && singular !== 'key' && singular !== 'value' ? singular : 'item';
}

/** A value as a Go template writes it. */
export function goLiteral(value: unknown): string {
  if (typeof value === 'string') return goString(value);
  if (Array.isArray(value)) return `(list${value.map((item) => ` ${goLiteral(item)}`).join('')})`;
  if (typeof value === 'object' && value !== null)
    return `(dict${Object.entries(value)
      .map(([key, item]) => ` ${goString(key)} ${goLiteral(item)}`)
      .join('')})`;
  return String(value);
}

/** A Go string literal. */
export function goString(text: string): string {
  // What JSON escapes as \b or \f Go knows as well; control characters that JSON leaves as they are would break the line.
  return JSON.stringify(text).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
