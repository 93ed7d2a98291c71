import type { App } from 'cdk8s';
import { plainFiles } from '../outputs/plain/plain-files';
import { writeFiles } from '../outputs/write';

/**
 * Checks an app and writes its YAML to `app.outdir`, then tells what it made.
 * On an error it prints it, writes nothing and sets exit code 1.
 */
export function runSynth(app: App): void {
  const { files, charts } = plainFiles(app);
  writeFiles(app.outdir, files);
  const objects = charts.reduce((sum, { manifests }) => sum + manifests.length, 0);
  // On stderr: the cdk8s CLI swallows stdout.
  console.error(`Wrote ${files.size} files with ${objects} objects to ${app.outdir}/`);
}
