import { ApiObject, Chart, type App } from 'cdk8s';
import { collectApp } from '../../manifests/collect';
import type { Manifest } from '../../manifests/manifest';
import { unnoted } from './apps';

/** What an object was made from, for whoever asks where that was. */
export const MADE_FROM = Symbol.for('chartwright.madeFrom');

/**
 * Puts the objects of an App into a chart, as they are: names, namespaces and all.
 * @returns how many there are
 */
export function takeOver(app: App, chart: Chart): number {
  const manifests = unnoted(() => collectApp(app)).flatMap((one) => one.manifests);
  let id = 'app';
  for (let i = 2; chart.node.tryFindChild(id); i++) id = `app-${i}`;
  // A Chart of its own, which gives them no namespace.
  const inside = new Chart(chart, id);
  const root = app.node.id === '' ? '' : `${app.node.id}/`;
  for (const manifest of manifests) put(inside, manifest, root);
  return manifests.length;
}

function put(chart: Chart, { object, path, construct }: Manifest, root: string): void {
  const id = path.slice(root.length).replaceAll('/', '-');
  let free = id;
  for (let i = 2; chart.node.tryFindChild(free); i++) free = `${id}-${i}`;
  const copy = new ApiObject(chart, free, object);
  Object.defineProperty(copy, MADE_FROM, { value: construct, enumerable: false });
}
