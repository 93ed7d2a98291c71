import { HttpRoute, HttpRouteSpecRulesMatchesPathType } from '../../../imports/gateway.networking.k8s.io';
import type { ExposedService } from './exposed-service';

/** A route of a Gateway API Gateway to a Service. */
export interface HttpRouteProps {
  /** The Gateway that takes the traffic. */
  readonly gateway: GatewayReference;
  /** Hosts that are served. @default - all that the Gateway's listener takes */
  readonly hostnames?: readonly string[];
  /** Path prefix that is served, by whole segments. @default "/" */
  readonly path?: string;
}

/** A Gateway that is there already. */
export interface GatewayReference {
  /** Name of the Gateway. */
  readonly name: string;
  /** Namespace of the Gateway. @default - the namespace of the route */
  readonly namespace?: string;
  /** Name of one of its listeners. @default - all of them */
  readonly sectionName?: string;
}

export function addHttpRoute(service: ExposedService, props: HttpRouteProps): void {
  const { gateway, hostnames, path = '/' } = props;
  new HttpRoute(service.scope, 'HTTPRoute', {
    metadata: { name: service.name, labels: { ...service.labels } },
    spec: {
      parentRefs: [{ ...gateway }],
      hostnames: hostnames && [...hostnames],
      rules: [
        {
          matches: [{ path: { type: HttpRouteSpecRulesMatchesPathType.PATH_PREFIX, value: path } }],
          backendRefs: [{ name: service.name, port: service.port }],
        },
      ],
    },
  });
}
