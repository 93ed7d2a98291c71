import { Chart, type NameOptions } from 'cdk8s';
import { Construct, type IConstruct, type Node } from 'constructs';
import { NODE, nodeOf, onEachCopy } from './entry/copies';
import { cutBefore, inFront, isEqual } from './observed';

/** What is asked of a chart that stands for a release; see ReleaseChart. */
export interface ReleaseScopeChart extends IConstruct {
  readonly release: { readonly name: string };
  readonly chartName: string;
}

type Naming = (scope: Construct, options?: NameOptions) => string;

const LONGEST_LABEL = 63;

let isReleaseChart: (construct: unknown) => construct is ReleaseScopeChart;

/**
 * Lets cdk8s Charts stand in a release. For the release that is named like the chart definition, what they make is called what
 * `cdk8s synth` of the same Charts calls it, hashes and selectors too, so that what runs can be taken over. Another release has
 * its name in front of all, so that two of them never meet.
 *
 * A Chart reads the path of its scope when it is made; a release named like the definition shows it that of the App.
 */
export function installStockNames(is: (construct: unknown) => construct is ReleaseScopeChart): void {
  isReleaseChart = is;
  if (Object.getPrototypeOf(Chart) !== Construct) return;
  Object.setPrototypeOf(Chart, ChartInRelease);
  onEachCopy(({ Names }) => installNames(Names));
}

function installNames(names: Record<'toDnsLabel' | 'toLabelValue', Naming | undefined>): void {
  for (const name of ['toDnsLabel', 'toLabelValue'] as const) {
    const stock = names[name]?.bind(names);
    if (stock) names[name] = (scope, options) => inRelease(scope, options, stock) ?? stock(scope, options);
  }
}

/** What Chart extends: a Construct that may not see the release that it stands in. */
class ChartInRelease extends Construct {
  constructor(scope: Construct, id: string) {
    if (!isReleaseChart(scope) || !isEqual(scope.release.name, scope.chartName)) {
      super(scope, id);
      return;
    }
    const node = scope.node as unknown as { path: string; _scopes: readonly IConstruct[] };
    const { path, _scopes } = node;
    Object.assign(node, { path: '', _scopes: _scopes.filter((one) => one !== scope) });
    try {
      super(scope, id);
    } finally {
      Object.assign(node, { path, _scopes });
    }
  }
}

/** Roots that stand for a release, whose name is theirs. */
const roots = new WeakMap<IConstruct, string>();

/** Says that everything below a root is of a release that has the root's id as its name. */
export const standForRelease = (root: IConstruct, release: string): void => void roots.set(root, release);

/** The release that stands in front of a construct's path; undefined: it is called as `cdk8s synth` calls it. */
export const releaseInFront = (construct: IConstruct): string | undefined => roots.get(nodeOf(construct).root);

/** A name whose first part is a release's: that part is what is cut. Undefined where the path begins with no release. */
function inRelease(scope: Construct, options: NameOptions = {}, stock: Naming): string | undefined {
  // Very old versions are given the path itself.
  if (typeof scope === 'string') return undefined;
  const node = nodeOf(scope);
  const release = node.scopes.find(isReleaseChart)?.release.name ?? roots.get(node.root);
  const [first, ...rest] = node.path.split('/');
  if (release === undefined || first !== release || rest.length === 0) return undefined;
  const { maxLen = LONGEST_LABEL, delimiter = '-' } = options;
  // The rest as cdk8s writes it, with the hash of the whole path.
  const tailNode = { path: rest.join('/'), addr: node.addr } as Node;
  const below = { node: tailNode, [NODE]: tailNode } as unknown as Construct;
  const tail =
    rest.length + (options.extra?.length ?? 0) === 1 && options.includeHash === false
      ? rest.join()
      : stock(below, { ...options, maxLen: maxLen - 2 });
  const single = rest.length === 1 && !options.extra?.length && options.includeHash !== false;
  const named = single ? `${tail}${delimiter}${node.addr.slice(0, HASH_LENGTH)}` : tail;
  const head = cutBefore(release, named, maxLen - delimiter.length);
  return inFront(head, named, delimiter);
}

/** Characters of an address in a name. */
const HASH_LENGTH = 8;
