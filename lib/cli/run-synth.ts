import type { App } from 'cdk8s';
import type { CollectedChart } from '../manifests/collect';
import { plainFiles } from '../outputs/plain/plain-files';
import { writeFiles } from '../outputs/write';

/**
 * Checks an app and writes its YAML to `app.outdir`, then tells on stderr what it made and what to do next (the cdk8s
 * CLI swallows stdout).
 * @throws with every problem of every chart, before anything is written
 */
export function runSynth(app: App): void {
  const { files, charts } = plainFiles(app);
  writeFiles(app.outdir, files);
  const rows = charts.map((chart, i) => [`${app.outdir}/${[...files.keys()][i]}`, summary(chart)] as const);
  const width = Math.max(...rows.map(([file]) => file.length));
  console.error(
    [
      `Wrote ${files.size} files:`,
      ...rows.map(([file, text]) => `  ${file.padEnd(width)}  ${text}`),
      `Next: kubectl apply -f ${app.outdir}`,
    ].join('\n'),
  );
}

/** `10 objects: Deployment hello-urlpath (2 replicas), …`: what will run. */
function summary({ manifests }: CollectedChart): string {
  const workloads = manifests
    .filter(({ object }) => /^(Deployment|StatefulSet|DaemonSet|CronJob|Job)$/.test(object.kind))
    .map(({ object }) => `${object.kind} ${object.metadata.name}`);
  return `${manifests.length} objects: ${workloads.join(', ') || 'no workload'}`;
}
