import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import type { ClusterSpec } from '../../../imports/postgresql.cnpg.io';
import { releaseOf } from '../../definition/release';
import type { DatabaseClient } from './connection';
import { componentOf, takeComponent } from '../parts/component';
import { Identity } from '../parts/identity';
import { placed, type Placement } from '../parts/placement';
import { withDefaults, type Resources } from '../parts/resources';
import type { Plain } from '../../kubernetes/types';
import type { NetworkAccess } from '../parts/network-access';

/** A PostgreSQL cluster that the operator CloudNativePG runs. */
export interface CloudNativePgProps extends Placement {
  /** One primary, the others replicas of it, on nodes of their own where that is possible. @default 3 */
  readonly instances?: number;
  /** Volume of each instance, as a quantity. @default "5Gi" */
  readonly storage?: string;
  /** StorageClass of the volumes. @default - the cluster's default class */
  readonly storageClass?: string;
  /** Requests and limits that are given each replace, whole, the default ones. @default CLOUD_NATIVE_PG_RESOURCES */
  readonly resources?: Resources;
  /** Image of PostgreSQL. @default - the operator's own default */
  readonly imageName?: string;
}

export const CLOUD_NATIVE_PG_RESOURCES: Required<Resources> = {
  requests: { cpu: '100m', memory: '512Mi' },
  limits: { memory: '512Mi' },
};

export function cloudNativePgName(scope: Construct, part: string | undefined): string {
  return `${releaseOf(scope).release.name}-${componentOf(part, 'database')}`;
}

/** The types come from the operator's CRD; its code (imports/) is not loaded, being larger than all of ours. */
export function addCloudNativePg(
  parent: Construct,
  { name: app, part }: DatabaseClient,
  props: CloudNativePgProps,
): (client: NetworkAccess) => void {
  const scope = new Construct(parent, 'database');
  const identity = new Identity(scope, componentOf(part, 'database'));
  takeComponent(scope, identity.component);
  const { instances = 3, storage = '5Gi', storageClass, imageName } = props;
  const name = cloudNativePgName(scope, part);
  const spec: Plain<ClusterSpec> = {
    instances,
    imageName,
    bootstrap: { initdb: { database: app, owner: app } },
    storage: { size: storage, storageClass },
    resources: withDefaults(props.resources, CLOUD_NATIVE_PG_RESOURCES),
    affinity: { enablePodAntiAffinity: true, podAntiAffinityType: 'preferred', ...placed(props) },
  };
  new ApiObject(scope, 'Cluster', {
    apiVersion: 'postgresql.cnpg.io/v1',
    kind: 'Cluster',
    metadata: { name, labels: { ...identity.labels } },
    spec,
  });
  return (client) => client.allowTo([{ podSelector: { matchLabels: { 'cnpg.io/cluster': name } } }], [5432]);
}
