import type { Construct } from 'constructs';
import { urlPathContract as contract } from '../../../services/urlpath/contract';
import { serviceDefaults } from '../service-defaults';
import { WebWorkload, type WebWorkloadProps } from '../../constructs/web-workload';

/** All of a workload's props; the service brings port and probes. */
export type UrlPathAppProps = Partial<Omit<WebWorkloadProps, 'port' | 'adminPort' | 'probes'>>;

/**
 * The urlpath service: answers a request with its path, without the slashes around it. A Deployment and a ClusterIP
 * Service on port 3000; `exposure` puts something in front.
 *
 * @example
 * ```ts
 * new UrlPathApp(chart, 'paths', { replicas: 3, exposure: Exposure.ingress({ host: 'paths.example.com' }) });
 * ```
 */
export class UrlPathApp extends WebWorkload {
  constructor(scope: Construct, id: string, props: UrlPathAppProps = {}) {
    super(scope, id, serviceDefaults(contract, props));
  }
}
