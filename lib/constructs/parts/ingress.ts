import { ApiObject } from 'cdk8s';
import type { ExposedService } from './exposed-service';
import type { IngressSpec } from '../../kubernetes/types';

/** An Ingress in front of a Service. */
export interface IngressProps {
  /** IngressClass. @default - the cluster's default class */
  readonly className?: string;
  /** Host that is served. @default - every host */
  readonly host?: string;
  /** Further hosts that are served alike, e.g. `www.example.com`. @default - none */
  readonly alsoHosts?: readonly string[];
  /** Path prefix that is served, by whole segments. @default "/" */
  readonly path?: string;
  /** HTTPS for the hosts. @default - plain HTTP */
  readonly tls?: IngressTls;
  /** What the controller reads, e.g. `cert-manager.io/cluster-issuer`. @default - none */
  readonly annotations?: Readonly<Record<string, string>>;
}

/** HTTPS of an Ingress. */
export interface IngressTls {
  /** Secret with `tls.crt` and `tls.key`; cert-manager writes it. @default - the controller's own certificate */
  readonly secretName?: string;
}

/** @throws when there is TLS without a host: a certificate is for a name */
export function addIngress(service: ExposedService, props: IngressProps): void {
  const { className, host, alsoHosts = [], path = '/', tls, annotations } = props;
  if (tls && !host) {
    throw new Error(
      `[${service.scope.node.path}] Exposure.ingress: tls needs a host, since a certificate is for a name. Give host, or leave tls out.`,
    );
  }
  if (alsoHosts.length > 0 && !host) {
    throw new Error(
      `[${service.scope.node.path}] Exposure.ingress: alsoHosts without host: every host is served already. Give host, or leave alsoHosts out.`,
    );
  }
  const backend = { service: { name: service.name, port: { name: service.portName } } };
  const spec: IngressSpec = {
    ingressClassName: className,
    rules: [host, ...alsoHosts].map((one) => ({ host: one, http: { paths: [{ path, pathType: 'Prefix', backend }] } })),
    tls: tls && host ? [{ hosts: [host, ...alsoHosts], secretName: tls.secretName }] : undefined,
  };
  new ApiObject(service.scope, 'Ingress', {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: service.name, labels: { ...service.labels }, annotations: annotations && { ...annotations } },
    spec,
  });
}
