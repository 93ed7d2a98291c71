import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { declareExisting } from '../../manifests/existing';
import type { Identity } from './identity';

/** The account that pods run as; see `WebWorkloadProps.serviceAccount`. */
export interface ServiceAccountProps {
  /** `false`: no account is made; `name` says which of those that are there. @default true */
  readonly create?: boolean;
  /** Name of the account. @default - that of the component's objects; `default` where none is made */
  readonly name?: string;
  /** What clouds read, e.g. `eks.amazonaws.com/role-arn`. @default - none */
  readonly annotations?: Readonly<Record<string, string>>;
}

/** Name of the account that the pods of a component run as. An empty name is none. */
export function serviceAccountName(identity: Pick<Identity, 'name'>, props: ServiceAccountProps = {}): string {
  return props.name || (props.create === false ? 'default' : identity.name);
}

/** Adds the account unless one is used that is there: without a token, which nobody asks for. */
export function addServiceAccount(scope: Construct, identity: Identity, props: ServiceAccountProps = {}): void {
  const { create = true, annotations = {} } = props;
  const name = serviceAccountName(identity, props);
  if (!create) {
    if (name !== 'default') declareExisting(scope, 'ServiceAccount', name);
    return;
  }
  new ApiObject(scope, 'ServiceAccount', {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: {
      name,
      labels: { ...identity.labels },
      annotations: Object.keys(annotations).length > 0 ? { ...annotations } : undefined,
    },
    automountServiceAccountToken: false,
  });
}
