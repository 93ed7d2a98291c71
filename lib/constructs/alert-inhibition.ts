import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { INHIBITIONS } from '../monitoring/inhibition';

/** How the operator's Alertmanager finds it. */
export interface AlertInhibitionProps {
  /** Name of the object. @default "chartwright" */
  readonly name?: string;
  /** Labels by which the operator's Alertmanager picks AlertmanagerConfigs. @default - none */
  readonly labels?: Readonly<Record<string, string>>;
}

/**
 * What lets one incident be one notification: an AlertmanagerConfig of the Prometheus operator that leaves out what another
 * alert of the same workload explains. One for a namespace is enough; it routes nothing.
 *
 * @example
 * ```ts
 * new AlertInhibition(chart, 'inhibition', { labels: { alertmanagerConfig: 'main' } });
 * ```
 */
export class AlertInhibition extends Construct {
  constructor(scope: Construct, id: string, { name = 'chartwright', labels }: AlertInhibitionProps = {}) {
    super(scope, id);
    new ApiObject(this, 'AlertmanagerConfig', {
      apiVersion: 'monitoring.coreos.com/v1alpha1',
      kind: 'AlertmanagerConfig',
      metadata: { name, labels: labels && { ...labels } },
      spec: {
        inhibitRules: INHIBITIONS.map(({ source, target, equal }) => ({
          sourceMatch: source,
          targetMatch: target,
          equal,
        })),
      },
    });
  }
}
