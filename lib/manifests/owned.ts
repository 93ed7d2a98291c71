import type { KubeObject } from './manifest';
import { isLive } from './defaults';

/** Kinds that only record what happens. */
const RECORDS = new Set([
  'Event',
  'Lease',
  'Endpoints',
  'EndpointSlice',
  'ControllerRevision',
  'PodMetrics',
  'NodeMetrics',
]);

/**
 * Why an object of a cluster is nobody's wish, so that it is not adopted; undefined for what somebody applied.
 * @param others all objects of the environment, for what their controllers make
 */
export function madeByCluster(object: KubeObject, others: readonly KubeObject[]): string | undefined {
  if (!isLive(object)) return undefined;
  const { name, ownerReferences } = object.metadata;
  if (Array.isArray(ownerReferences) && ownerReferences.length > 0) return 'a controller made it';
  if (RECORDS.has(object.kind)) return 'the cluster writes it';
  if (object.kind === 'ServiceAccount' && name === 'default') return 'every namespace has it';
  if (object.kind === 'ConfigMap' && name === 'kube-root-ca.crt') return 'every namespace has it';
  if (object.kind === 'Service' && name === 'kubernetes' && (object.metadata.namespace ?? 'default') === 'default') {
    return 'every cluster has it';
  }
  if (
    object.kind === 'Secret' &&
    /^(kubernetes\.io\/service-account-token|helm\.sh\/release\.v1)$/.test(String(object.type))
  ) {
    return 'a controller made it';
  }
  if (object.kind === 'PersistentVolumeClaim' && isClaimOfSet(name, others)) return 'its StatefulSet makes it';
  return undefined;
}

/** `data-db-0`, where the StatefulSet `db` has a claim template `data`. */
function isClaimOfSet(claim: string, others: readonly KubeObject[]): boolean {
  return others.some(({ kind, metadata, spec }) => {
    const templates = (spec as { volumeClaimTemplates?: { metadata?: { name?: string } }[] } | undefined)
      ?.volumeClaimTemplates;
    return (
      kind === 'StatefulSet' &&
      Array.isArray(templates) &&
      templates.some(({ metadata: template }) => {
        const prefix = `${template?.name}-${metadata.name}-`;
        return claim.startsWith(prefix) && /^\d+$/.test(claim.slice(prefix.length));
      })
    );
  });
}
