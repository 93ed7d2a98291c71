import { ApiObject, Chart, type App } from 'cdk8s';
import { collectApp } from '../../manifests/collect';
import type { KubeObject, Manifest } from '../../manifests/manifest';
import { unnoted } from './apps';
import { copyOf, isOwnApp, nodeOf } from './copies';

/** What an object was made from, for whoever asks where that was. */
export const MADE_FROM = Symbol.for('chartwright.madeFrom');

/**
 * Puts the objects of an App into a chart, as they are: names, namespaces and all.
 * @returns how many there are
 */
export function takeOver(app: App, chart: Chart): number {
  const manifests = unnoted(() =>
    isOwnApp(app) ? collectApp(app).flatMap((one) => one.manifests) : collectOther(app),
  );
  let id = 'app';
  for (let i = 2; chart.node.tryFindChild(id); i++) id = `app-${i}`;
  // A Chart of its own, which gives them no namespace.
  const inside = new Chart(chart, id);
  const { id: rootId } = nodeOf(app);
  const root = rootId === '' ? '' : `${rootId}/`;
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

/** Objects of an App of another copy of cdk8s, as that makes them. */
function collectOther(app: App): Manifest[] {
  const copy = copyOf(app);
  if (!copy) throw new Error('The entry makes an App of a cdk8s that is not the one of its folder.');
  const prototype = copy.ApiObject.prototype as { toJson: (this: ApiObject) => unknown };
  const { toJson } = prototype;
  return app.charts.flatMap((chart) => {
    const made: ApiObject[] = [];
    prototype.toJson = function () {
      made.push(this);
      return toJson.call(this);
    };
    try {
      return (chart.toJson() as KubeObject[]).map((object, i) => {
        const construct = made[i];
        const manifest: Manifest = { object, path: construct ? pathOf(construct) : `${nodeOf(chart).id}/${i}` };
        return Object.defineProperty(manifest, 'construct', { value: construct, enumerable: false });
      });
    } finally {
      prototype.toJson = toJson;
    }
  });
}

const pathOf = (construct: ApiObject): string =>
  nodeOf(construct)
    .scopes.map((one) => nodeOf(one).id)
    .filter((id) => id !== '')
    .join('/');
