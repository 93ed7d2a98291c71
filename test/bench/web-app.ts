import { Chart, Size } from 'cdk8s';
import {
  ConfigMap,
  Cpu,
  Deployment,
  EnvValue,
  Ingress,
  IngressBackend,
  Probe,
  Service,
  ServiceAccount,
  ServiceType,
} from 'cdk8s-plus-28';
import type { Construct } from 'constructs';

/** A web app by hand with cdk8s-plus, as its documentation teaches: five objects in a Chart of their own. */
export class WebApp extends Chart {
  constructor(scope: Construct, name: string) {
    super(scope, name, { disableResourceNameHashes: true });
    const metadata = { name };
    const config = new ConfigMap(this, 'config', { metadata, data: { LEVEL: 'info', GREETING: 'Hello, world!' } });
    const deployment = new Deployment(this, 'web', {
      metadata,
      replicas: 2,
      serviceAccount: new ServiceAccount(this, 'account', { metadata }),
      securityContext: { user: 1000, group: 1000, fsGroup: 1000 },
      containers: [
        {
          name: 'web',
          image: 'registry.example.com/web:1.0.0',
          portNumber: 3000,
          envVariables: { LEVEL: EnvValue.fromConfigMap(config, 'LEVEL'), PORT: EnvValue.fromValue('3000') },
          resources: {
            cpu: { request: Cpu.millis(50), limit: Cpu.millis(500) },
            memory: { request: Size.mebibytes(64), limit: Size.mebibytes(128) },
          },
          readiness: Probe.fromHttpGet('/ready'),
          liveness: Probe.fromHttpGet('/live'),
        },
      ],
    });
    const ports = [{ name: 'http', port: 80, targetPort: 3000 }];
    const service = new Service(this, 'service', {
      metadata,
      type: ServiceType.CLUSTER_IP,
      selector: deployment,
      ports,
    });
    new Ingress(this, 'ingress', {
      metadata,
      rules: [{ host: `${name}.example.com`, path: '/', backend: IngressBackend.fromService(service) }],
    });
  }
}

/** Labels that cdk8s-plus adds: a hash of the construct's path. */
export const ADDRESS_LABEL = 'cdk8s.io/metadata.addr';
