import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { ApiTypes } from '../adopt/code/api-types';
import * as Kube from '../constructs/kube';

/** Kinds that have a construct of their own in `Kube`. */
export const KUBE_KINDS = (Object.values(Kube) as readonly object[]).filter(
  (one): one is { readonly apiVersion: string; readonly kind: string } => 'apiVersion' in one && 'kind' in one,
);

/** Types of the Kubernetes API, as the compiler of a project has them. */
export function apiTypes(): ApiTypes {
  const manifest = path.join(path.dirname(createRequire(__filename).resolve('cdk8s-plus-28/package.json')), '.jsii');
  return (JSON.parse(fs.readFileSync(manifest, 'utf8')) as { types: ApiTypes }).types;
}
