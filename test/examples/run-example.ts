import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { readObjects } from '../../lib/cli/read-manifests';
import type { KubeObject } from '../../lib/manifests/manifest';

const ROOT = path.join(__dirname, '../..');
export const EXAMPLES = path.join(ROOT, 'examples');

/** Runs the `main.ts` of an example as its README says. @returns the objects that it writes, in their order */
export function runExample(name: string, env: Record<string, string> = {}): KubeObject[] {
  const out = fs.mkdtempSync(path.join(os.tmpdir(), 'example-'));
  const clean = Object.fromEntries(Object.entries(process.env).filter(([key]) => !key.startsWith('CHARTWRIGHT_')));
  try {
    execFileSync(process.execPath, ['lib/cli/run-main.js', `examples/${name}/main.ts`], {
      cwd: ROOT,
      env: { ...clean, CDK8S_OUTDIR: out, ...env },
      stdio: 'pipe',
    });
    return readObjects(out).map(({ object }) => object);
  } finally {
    fs.rmSync(out, { recursive: true });
  }
}

/** A line for each object: kind and name, and of workloads what runs in them. */
export function summary(objects: readonly KubeObject[]): string {
  return objects.map((object) => [object.kind, object.metadata.name, ...containers(object)].join(' ')).join('\n');
}

/** `web registry.example.com/acme/site:4.2.0`, those that run before the others in parentheses. */
function containers(object: KubeObject): string[] {
  const { spec } = object as {
    spec?: { template?: { spec?: Pod }; jobTemplate?: { spec?: { template?: { spec?: Pod } } } };
  };
  const pod = spec?.template?.spec ?? spec?.jobTemplate?.spec?.template?.spec;
  const text = ({ name, image }: { name: string; image: string }): string => `${name}=${image}`;
  return [...(pod?.initContainers ?? []).map((one) => `(${text(one)})`), ...(pod?.containers ?? []).map(text)];
}

interface Pod {
  readonly initContainers?: readonly { name: string; image: string }[];
  readonly containers?: readonly { name: string; image: string }[];
}
