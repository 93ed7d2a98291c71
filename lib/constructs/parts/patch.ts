import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { parsePath, showPath, type PathStep } from './patch-path';

/** Which objects below a construct a patch is for. */
export interface PatchTarget {
  /** Kind of the object, e.g. `Deployment`. */
  readonly kind: string;
  /** Name of the object. @default - every object of the kind */
  readonly name?: string;
}

type Tree = { [key: string]: unknown } | unknown[];

/** A change of a rendered object: a factory for each sort. */
export class Patch {
  private constructor(
    private readonly path: string,
    private readonly steps: readonly PathStep[],
    private readonly change: (object: Tree, steps: readonly PathStep[]) => void,
  ) {}

  /**
   * Sets a field; maps on the way are made where they are missing, list items are not.
   * @param path `spec.template.spec.containers[web].env[0].value`: `[name]` is the list item of that name, `[0]` an index,
   *   `["a.b/c"]` a key with dots; `[+]` at the end appends
   * @throws when the path cannot be read
   */
  static set(path: string, value: unknown): Patch {
    if (value === undefined)
      throw new Error(`Patch.set('${path}'): the value is undefined. Use Patch.remove to take a field away.`);
    return new Patch(path, parsePath(path), (object, steps) => {
      const { parent, last, at } = descend(object, steps, true);
      if (Array.isArray(parent)) {
        if (last.append) parent.push(value);
        else parent[indexIn(parent, last, at)] = value;
      } else parent[keyIn(last, at)] = value;
    });
  }

  /** Takes a field or list item away. It has to be there. @throws when the path cannot be read */
  static remove(path: string): Patch {
    return new Patch(path, parsePath(path), (object, steps) => {
      const { parent, last, at } = descend(object, steps, false);
      if (Array.isArray(parent)) parent.splice(indexIn(parent, last, at), 1);
      else {
        const key = keyIn(last, at);
        if (!Object.hasOwn(parent, key))
          throw new Error(`there is no '${key}' at ${at || 'the top'}. There are: ${list(Object.keys(parent))}`);
        delete parent[key];
      }
    });
  }

  /** @internal */
  _apply(object: Tree): void {
    this.change(object, this.steps);
  }

  /** @internal */
  get _path(): string {
    return this.path;
  }
}

/**
 * Changes any field of any object below a construct, after everything else has been rendered: also fields that cdk8s'
 * types do not know (its own JsonPatch runs before the L1 conversion, which drops them without a word). The objects
 * have to exist when this is called.
 *
 * @throws at once when no object matches, at synthesis when a path does not lead to where the patch can land
 */
export function patch(scope: IConstruct, target: PatchTarget, ...patches: readonly Patch[]): void {
  const objects = scope.node.findAll().filter((c): c is ApiObject => c instanceof ApiObject);
  const matching = objects.filter(
    ({ kind, name }) => kind === target.kind && (target.name === undefined || name === target.name),
  );
  if (matching.length === 0) {
    const wanted = `${target.kind}${target.name === undefined ? '' : ` ${target.name}`}`;
    throw new Error(
      `[${scope.node.path}] patch: there is no ${wanted} here. There are: ${list(objects.map(({ kind, name }) => `${kind} ${name}`))}`,
    );
  }
  for (const object of matching) {
    const render = object.toJson.bind(object);
    object.toJson = () => {
      const rendered = structuredClone(render() as Tree);
      for (const one of patches) {
        try {
          one._apply(rendered);
        } catch (error) {
          throw new Error(
            `[${object.node.path}] patch of ${object.kind} ${object.name} at '${one._path}': ${(error as Error).message}`,
            { cause: error },
          );
        }
      }
      return rendered;
    };
  }
}

/** Goes to the container of the last step. */
function descend(
  object: Tree,
  steps: readonly PathStep[],
  make: boolean,
): { parent: Tree; last: PathStep; at: string } {
  const [first, ...more] = steps;
  if (!first) throw new Error('the path is empty. Name a field, e.g. spec.replicas');
  let parent = object;
  let step = first;
  for (const [i, next] of more.entries()) {
    const at = showPath(steps.slice(0, i));
    const key = Array.isArray(parent) ? indexIn(parent, step, at) : keyIn(step, at);
    const container = parent as Record<string | number, unknown>;
    if (!Array.isArray(parent) && !Object.hasOwn(container, key)) {
      if (!make || (next.item && !next.append)) {
        throw new Error(`there is no '${key}' at ${at || 'the top'}. There are: ${list(Object.keys(parent))}`);
      }
      container[key] = next.append ? [] : {};
    }
    const child = container[key];
    if (typeof child !== 'object' || child === null) {
      throw new Error(`${showPath(steps.slice(0, i + 1))} is ${JSON.stringify(child)}, neither a map nor a list`);
    }
    parent = child as Tree;
    step = next;
  }
  return { parent, last: step, at: showPath(steps.slice(0, -1)) };
}

function keyIn(step: PathStep, at: string): string {
  if (step.append) throw new Error(`${at || 'the top'} is a map, not a list: nothing can be appended`);
  if (step.item) throw new Error(`${at || 'the top'} is a map, not a list: write .${step.text} or ["${step.text}"]`);
  return step.text;
}

function indexIn(items: readonly unknown[], step: PathStep, at: string): number {
  if (!step.item || step.append) throw new Error(`${at} is a list: write [name], [0] or, at the end, [+]`);
  const byName = items.findIndex((item) => (item as { name?: unknown } | null)?.name === step.text);
  const index = byName >= 0 ? byName : /^\d+$/.test(step.text) ? Number(step.text) : -1;
  if (index < 0 || index >= items.length) {
    const names = items.map((item, i) => (item as { name?: string } | null)?.name ?? String(i));
    throw new Error(`${at} has no item [${step.text}]. There are: ${list(names)}`);
  }
  return index;
}

const list = (names: readonly string[]): string => (names.length > 0 ? names.join(', ') : 'none');
