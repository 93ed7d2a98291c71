// One synthesis for the benchmark, as a process of its own: synth-app.ts (ours|stock|ladder) COUNT OUTDIR
import { ApiObject, App, Chart } from 'cdk8s';
import { collectApp } from '../../lib/manifests/collect';
import { synthApp } from '../../lib/outputs/plain/synth-app';
import { WebApp } from './web-app';

const [way, count, outdir] = process.argv.slice(-3) as [string, string, string];
const app = new App({ outdir });

if (way === 'ladder') {
  // Rungs of two objects, each of which depends on both of the next rung: 2^rungs paths through 2·rungs objects.
  const chart = new Chart(app, 'ladder');
  let below: ApiObject[] = [];
  for (let rung = 0; rung < Number(count); rung++) {
    const objects = [0, 1].map((i) => new ApiObject(chart, `r${rung}-${i}`, { apiVersion: 'v1', kind: 'ConfigMap' }));
    for (const object of objects) object.addDependency(...below);
    below = objects;
  }
  const started = performance.now();
  if (outdir === 'stock') chart.toJson();
  else collectApp(app);
  console.log(performance.now() - started);
} else {
  for (let i = 0; i < Number(count); i++) new WebApp(app, `app-${i}`);
  if (way === 'ours') synthApp(app);
  else app.synth();
}
