import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import type { Exposure } from './exposure';
import type { Identity } from './identity';
import type { ServiceSpec } from '../../kubernetes/types';

/** The Service of a component; its port is named `http` and goes to the container's port of that name. */
export function addService(scope: Construct, identity: Identity, port: number, exposure: Exposure): void {
  const { service, annotations, nodePort, outerPort: outer } = exposure._wayIn;
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
      labels: { ...identity.labels },
      annotations: annotations && { ...annotations },
    },
    spec,
  });
}

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
