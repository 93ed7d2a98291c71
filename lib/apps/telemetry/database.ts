import { checkNames, kitMetrics } from '../../../services/kit/contract';
import { releaseAlerts } from '../../monitoring/cluster-alerts';
import { POD, WHO, WHOSE } from '../../monitoring/series';
import type { Telemetry } from '../../monitoring/telemetry/telemetry';

const ofDatabase = `check="${checkNames.database}"`;

/** The database as an application sees it: whether it answers, and the pool of connections. */
export const databaseTelemetry: Telemetry = {
  alerts: (series, { target }) => [
    {
      name: 'DatabaseUnreachable',
      expr: `count by (${WHOSE}) (${series(kitMetrics.check, ofDatabase)} == 0)`,
      for: '2m',
      severity: 'warning',
      summary: `{{ $value }} pods of ${WHO} do not reach their database.`,
      description:
        'Its answer to `select 1` fails or takes too long, so that these pods take no requests. When it is all of them, WorkloadDown wakes somebody.',
    },
    {
      name: 'DatabasePoolExhausted',
      expr: `max by (${WHOSE}, pod) (${series(kitMetrics.databaseWaiting)}) > 0`,
      for: '5m',
      severity: 'warning',
      summary: `Requests of pod ${POD} wait for a database connection.`,
      description: '{{ $value }} wait, and there has been a queue for 5 minutes: all connections of its pool are busy.',
    },
    ...releaseAlerts(target),
  ],
  rows: (series) => [
    {
      title: 'Database',
      panels: [
        {
          title: 'Connections',
          queries: [
            { expr: `sum by (state) (${series(kitMetrics.databaseConnections)})`, legend: '{{state}}' },
            { expr: `sum(${series(kitMetrics.databaseConnectionsMax)})`, legend: 'at most' },
          ],
        },
        {
          title: 'Waiting for a connection',
          queries: [{ expr: `sum by (pod) (${series(kitMetrics.databaseWaiting)})`, legend: '{{pod}}' }],
        },
        {
          title: 'Pods that reach it',
          queries: [{ expr: `sum(${series(kitMetrics.check, ofDatabase)})`, legend: 'pods' }],
        },
      ],
    },
  ],
};
