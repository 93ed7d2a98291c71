import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import type { Exposure } from './exposure';
import type { Identity } from './identity';
import type { ServiceSpec } from '../../kubernetes/types';

/** What a user says of a Service beside how it is reached. */
export interface ServiceMetadata {
  /** Labels of the Service beside those of all objects. @default - none */
  readonly serviceLabels?: Readonly<Record<string, string>>;
  /** Annotations of the Service; they win over those of the exposure. @default - none */
  readonly serviceAnnotations?: Readonly<Record<string, string>>;
}

/** The Service of a component; its port is named `http` and goes to the container's port of that name. */
export function addService(
  scope: Construct,
  identity: Identity,
  port: number,
  exposure: Exposure,
  own: ServiceMetadata,
): void {
  const { service, annotations, lint, nodePort, outerPort: outer } = exposure._wayIn;
  const spec: ServiceSpec = {
    ...service,
    selector: { ...identity.selector },
    ports: [
      { name: 'http', port, targetPort: 'http', protocol: 'TCP', nodePort },
      ...(outer === undefined || outer === port
        ? []
        : [{ name: 'outer', port: outer, targetPort: 'http', protocol: 'TCP' }]),
    ],
  };
  new ApiObject(scope, 'Service', {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name: identity.name,
      labels: { ...own.serviceLabels, ...identity.labels },
      annotations: notEmpty({ ...annotations, ...own.serviceAnnotations }) ?? (lint && { ...lint }),
    },
    spec,
  });
}

const notEmpty = <T extends object>(map: T): T | undefined => (Object.keys(map).length > 0 ? map : undefined);

/** A Service without an address of its own: its name stands for all ready pods, on their own port. Returns the name. */
export function addHeadlessService(scope: Construct, identity: Identity, port: number): string {
  const name = `${identity.name}-pods`;
  new ApiObject(scope, 'HeadlessService', {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, labels: { ...identity.labels } },
    spec: {
      clusterIP: 'None',
      selector: { ...identity.selector },
      ports: [{ name: 'http', port, targetPort: 'http', protocol: 'TCP' }],
    } satisfies ServiceSpec,
  });
  return name;
}
