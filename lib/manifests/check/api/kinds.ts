import type { KubeObject } from '../../manifest';
import type { Refusal } from './refusal';
import { removedVersion } from './removed-versions';
import { isOwnGroup, meantKind, SCHEMA_VERSION, versionsOf } from './schema';

/** Kinds of Kubernetes' own groups that it does not have: misspelt, in another group, or in a version that is gone. */
export function* kindRefusals({ apiVersion, kind }: KubeObject, target: string): Generator<Refusal> {
  if (kind === 'List') return;
  const removed = removedVersion(apiVersion, kind);
  if (removed) {
    if (minorOf(target) < removed.since) return;
    const fix = removed.instead ? `Write ${removed.instead}` : 'Remove it: nothing replaces it';
    yield {
      field: 'apiVersion',
      problem: `is ${apiVersion}, which Kubernetes has no more since 1.${removed.since}`,
      fix,
    };
  } else if (isOwnGroup(apiVersion)) {
    const problem = `is ${apiVersion} ${kind}, which Kubernetes ${SCHEMA_VERSION} does not have`;
    const [version] = versionsOf({ apiVersion, kind });
    const meant = meantKind({ apiVersion, kind });
    if (version !== undefined) yield { field: 'apiVersion', problem, fix: `Write ${version}` };
    else {
      const fix = meant ? `Did you mean ${meant.apiVersion} ${meant.kind}?` : 'Look it up: kubectl api-resources';
      yield { field: 'kind', problem, fix };
    }
  }
}

/** 28 of `1.28` or `v1.28.3`. */
const minorOf = (version: string): number => Number(/^v?1\.(\d+)/.exec(version)?.[1] ?? Infinity);
