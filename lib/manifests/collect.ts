import { App, Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { acceptedAt, type AcceptedProblem } from './accepted';
import { existingAt } from './existing';
import type { KubeObject, Manifest } from './manifest';
import { orderObjects } from './order';
import { withFastObjects } from './render-object';
import type { Problem } from './check/problem';
import { warnedAt } from './warned';

/** The objects of one cdk8s Chart. */
export interface CollectedChart {
  /** The chart as cdk8s knows it. */
  readonly chart: Chart;
  /** Its objects, those that others need first. */
  readonly manifests: readonly Manifest[];
  /** Whether it has to be applied after another chart. */
  readonly dependent: boolean;
  /** Objects that are declared to be in the cluster already; see `declareExisting`. */
  readonly existing: readonly string[];
  /** Problems that are known; see `acceptProblem`. */
  readonly accepted: readonly AcceptedProblem[];
  /** What is to be said that is about no object; see `warnAt`. */
  readonly warned: readonly Problem[];
}

/**
 * Renders every chart of an app, charts in the order of the tree, dependencies first.
 *
 * Work is linear in the number of constructs: the app is validated once (`Chart.toJson()` validates and orders the
 * whole app anew for each chart).
 *
 * @throws one error with everything that constructs reject in `node.addValidation`, each with the construct's path
 */
export function collectApp(app: App): CollectedChart[] {
  VALIDATED.add(app);
  try {
    validate(app);
  } finally {
    VALIDATED.delete(app);
  }
  return collectObjects(app);
}

const VALIDATED = new WeakSet<App>();

/** Whether {@link collectApp} is validating an app, whose objects are checked afterwards. */
export const isValidatedByUs = (app: App): boolean => VALIDATED.has(app);

/** The same, without validating anything. */
export function collectObjects(app: App): CollectedChart[] {
  return withFastObjects(app, () =>
    orderCharts(app).map(({ chart, dependent }) => ({
      chart,
      dependent,
      manifests: render(chart),
      existing: inChart(chart, existingAt),
      accepted: inChart(chart, acceptedAt),
      warned: inChart(chart, warnedAt),
    })),
  );
}

/** The objects of one chart and of charts inside of it; see {@link collectApp}. */
export function collectChart(chart: Chart): Manifest[] {
  validate(chart);
  return withFastObjects(App.of(chart), () => orderCharts(chart).flatMap((one) => render(one.chart)));
}

function render(chart: Chart): Manifest[] {
  return orderObjects(chart).map((object) => {
    const manifest: Manifest = { object: object.toJson() as KubeObject, path: pathOf(object) };
    // Seen by who asks for it alone: a construct knows its whole tree.
    return Object.defineProperty(manifest, 'construct', { value: object, enumerable: false });
  });
}

/** Ids from the root to a construct: a chart in a release may not show the release's in its own path. */
function pathOf({ node }: IConstruct): string {
  const ids = [node.id];
  for (let at = node.scope; at; at = at.node.scope) if (at.node.id !== '') ids.unshift(at.node.id);
  return ids.join('/');
}

function inChart<T>(chart: Chart, at: (construct: IConstruct) => T[]): T[] {
  const below = (construct: IConstruct): T[] => [...at(construct), ...construct.node.children.flatMap(below)];
  return below(chart);
}

function validate(root: IConstruct): void {
  const problems: string[] = [];
  const visit = (construct: IConstruct): void => {
    for (const problem of construct.node.validate()) problems.push(`[${construct.node.path}] ${problem}`);
    construct.node.children.forEach(visit);
  };
  visit(root);
  if (problems.length > 0) throw new Error(`The constructs do not fit together:\n  ${problems.join('\n  ')}`);
}

/** First the charts that no other one needs, in the order of the tree, each behind those that it needs: as cdk8s does. */
function orderCharts(app: IConstruct): { chart: Chart; dependent: boolean }[] {
  const needs = chartNeeds(app);
  const ordered = new Set<Chart>();
  const open: Chart[] = [];
  const place = (chart: Chart): void => {
    if (ordered.has(chart)) return;
    if (open.includes(chart)) {
      const cycle = [...open.slice(open.indexOf(chart)), chart].map((c) => c.node.path);
      throw new Error(`Charts depend on each other: ${cycle.join(' → ')}. Remove one of these dependencies.`);
    }
    open.push(chart);
    needs.get(chart)?.forEach(place);
    open.pop();
    ordered.add(chart);
  };
  const needed = new Set([...needs.values()].flatMap((others) => [...others]));
  for (const chart of needs.keys()) if (!needed.has(chart)) place(chart);
  // What is left stands in a cycle.
  for (const chart of needs.keys()) place(chart);
  return [...ordered].map((chart) => ({ chart, dependent: (needs.get(chart)?.size ?? 0) > 0 }));
}

/** Every chart with those that have to be applied before: that it says itself, that stand in it, that its parts need. */
function chartNeeds(app: IConstruct): Map<Chart, Set<Chart>> {
  const needs = new Map<Chart, Set<Chart>>();
  const visit = (construct: IConstruct, inside: Chart | undefined): void => {
    const chart = construct instanceof Chart ? construct : inside;
    if (construct instanceof Chart) {
      const isChart = (one: IConstruct): one is Chart => one instanceof Chart;
      needs.set(construct, new Set([...construct.node.dependencies, ...construct.node.children].filter(isChart)));
    }
    if (chart) {
      for (const target of construct.node.dependencies) {
        if (Chart.of(target) !== chart) needs.get(chart)?.add(Chart.of(target));
      }
    }
    for (const child of construct.node.children) visit(child, chart);
  };
  visit(app, undefined);
  return needs;
}
