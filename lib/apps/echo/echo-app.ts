import type { Construct } from 'constructs';
import { echoContract as contract } from '../../../services/echo/contract';
import { serviceDefaults } from '../service-defaults';
import { WebWorkload, type WebWorkloadProps } from '../../constructs/web-workload';

/** What an {@link EchoApp} may be told beside what its service tells by itself. */
export interface EchoAppProps extends Partial<Omit<WebWorkloadProps, 'port' | 'adminPort' | 'probes'>> {
  /** What the service calls itself in its answers. @default - the name of the pod */
  readonly name?: string;
}

/**
 * The echo service, a downstream to try a proxy with: answers with what it was asked, and with its own name.
 *
 * @example
 * ```ts
 * new EchoApp(chart, 'echo', { name: 'blue' });
 * ```
 */
export class EchoApp extends WebWorkload {
  constructor(scope: Construct, id: string, props: EchoAppProps = {}) {
    const { name, ...own } = props;
    const env = name === undefined ? own.env : { [contract.env.name]: name, ...own.env };
    super(scope, id, serviceDefaults(contract, { ...own, env }));
  }
}
