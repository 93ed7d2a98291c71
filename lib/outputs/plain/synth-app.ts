import type { App } from 'cdk8s';
import type { CollectedChart } from '../../manifests/collect';
import { formatProblem, type Problem } from '../../manifests/check';
import { checkedFiles, type SynthOptions } from './checked-files';
import { tell, writeFiles } from '../write';

/** More files than these are counted, not listed. */
const MOST_ROWS = 20;

/**
 * Checks an app and writes its YAML to `app.outdir`, one file for each chart; then tells on stderr what it made and what
 * to do next (the cdk8s CLI swallows stdout). In place of `app.synth()`: the same objects, checked against each other,
 * in linear time.
 * @throws with every problem of every chart, before anything is written
 */
export function synthApp(app: App, options: SynthOptions = {}): void {
  const { files, charts, warnings } = checkedFiles(app, options);
  writeFiles(app.outdir, files);
  const names = [...files.keys()];
  const rows = charts.slice(0, MOST_ROWS).map((chart, i) => [`${app.outdir}/${names[i]}`, summary(chart)] as const);
  const width = Math.max(...rows.map(([file]) => file.length));
  tell(
    [
      `Wrote ${files.size} files:`,
      ...rows.map(([file, text]) => `  ${file.padEnd(width)}  ${text}`),
      ...(charts.length > MOST_ROWS ? [`  and ${charts.length - MOST_ROWS} more`] : []),
      ...warned(warnings),
      `Next: kubectl apply -f ${app.outdir}`,
    ].join('\n'),
  );
}

/** What to look at, with what makes it go. */
function warned(warnings: readonly Problem[]): string[] {
  if (warnings.length === 0) return [];
  const more = warnings.length > MOST_ROWS ? [`  and ${warnings.length - MOST_ROWS} more`] : [];
  return [
    `Warnings: ${warnings.length}. One that has to be as it is: acceptWarning(construct, 'rule', 'reason')`,
    ...warnings.slice(0, MOST_ROWS).map((warning) => `  ${formatProblem(warning)}`),
    ...more,
  ];
}

/** `10 objects: Deployment hello-urlpath, …`: what will run. */
function summary({ manifests }: CollectedChart): string {
  const workloads = manifests
    .filter(({ object }) => /^(Deployment|StatefulSet|DaemonSet|CronJob|Job)$/.test(object.kind))
    .map(({ object }) => `${object.kind} ${object.metadata.name}`);
  return `${manifests.length} objects: ${workloads.join(', ') || 'no workload'}`;
}
