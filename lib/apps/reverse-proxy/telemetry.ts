import { contract } from '../../../services/reverse-proxy/contract';
import { missingAlerts } from '../../monitoring/missing-alerts';
import { RATE, WHO, WHOSE } from '../../monitoring/series';
import { requestPanels, slisOf } from '../../monitoring/telemetry/requests';
import type { Telemetry } from '../../monitoring/telemetry/telemetry';

const { metrics } = contract;
const service = `${WHOSE}, service`;
const overload = 'reason=~"queue_full|queue_timeout"';

/** Share of a service's requests that may be turned away before somebody has to know, and the least number of them. */
const TURNED_AWAY = 0.01;
const LEAST_TURNED_AWAY = 5;
/** Ejections of one host by one proxy within 15 minutes; each restart of the host may be one. */
const EJECTIONS = 2.5;

/** Our reverse proxy: what it passes on, by service, and how the hosts behind it are. */
export const proxyTelemetry: Telemetry = {
  // By service: a small one that fails altogether would be lost among the others.
  slis: slisOf(metrics, ['service']),
  buckets: metrics.durationBuckets,
  alerts: (series, { bound }) => [
    ...missingAlerts(series, { ...metrics, patience: '15m' }, bound),
    {
      name: 'ProxyServiceDown',
      // Where it never was up, a first installation: only when somebody asks for it, or after a quarter of an hour.
      expr: `max by (${service}) (${series(metrics.serviceUp)}) == 0 and on (${service}) (max by (${service}) (max_over_time(${series(metrics.serviceUp)}[1d])) > 0 or sum by (${service}) (rate(${series(metrics.requests)}[${RATE}])) > 0 or max by (${service}) (${series(metrics.serviceUp)} offset 15m) == 0)`,
      for: '1m',
      severity: 'critical',
      summary: `${WHO} has no host for {{ $labels.service }}.`,
      description: '{{ $value }} hosts of the service take requests, in any proxy: all of them are answered with 503.',
    },
    {
      name: 'ProxyHostOut',
      expr: `max by (${service}, upstream) (${series(metrics.upstreamUp)}) == 0 and on (${service}) max by (${service}) (${series(metrics.serviceUp)}) > 0`,
      for: '5m',
      severity: 'warning',
      summary: `${WHO} sends nothing to {{ $labels.upstream }} of {{ $labels.service }}.`,
      description:
        'Every proxy has left the host out for 5 minutes ({{ $value }} take it), since its health check or its answers fail.',
    },
    {
      name: 'ProxyHostEjected',
      threshold: EJECTIONS,
      expr: (times) => `max by (${service}, upstream) (increase(${series(metrics.upstreamEjections)}[15m])) > ${times}`,
      severity: 'warning',
      summary: `${WHO} ejects {{ $labels.upstream }} of {{ $labels.service }} again and again.`,
      description:
        'One proxy has left it out {{ $value | printf "%.0f" }} times within 15 minutes, after failures in a row.',
    },
    {
      name: 'ProxyCircuitOpen',
      expr: `max by (${service}) (${series(metrics.circuitOpen)}) > 0`,
      for: '1m',
      severity: 'warning',
      summary: `${WHO} lets no request through to {{ $labels.service }}.`,
      description:
        'Almost all of them failed, so its circuit is open in {{ $value }} processes: they are answered with 503 at once.',
    },
    {
      name: 'ProxyQueueing',
      expr: `sum by (${service}) (${series(metrics.queueLength)}) > 0`,
      for: '5m',
      severity: 'warning',
      summary: `Requests for {{ $labels.service }} wait in ${WHO}.`,
      description: '{{ $value }} wait for a connection, and some have for 5 minutes: its hosts are at their limits.',
    },
    {
      name: 'ProxyQueueFull',
      threshold: TURNED_AWAY,
      expr: (share) =>
        [
          `sum by (${service}) (rate(${series(metrics.failures, overload)}[${RATE}])) / sum by (${service}) (rate(${series(metrics.requests)}[${RATE}])) > ${share}`,
          `sum by (${service}) (increase(${series(metrics.failures, overload)}[${RATE}])) >= ${LEAST_TURNED_AWAY}`,
        ].join(' and '),
      for: '2m',
      severity: 'critical',
      summary: `${WHO} turns requests for {{ $labels.service }} away.`,
      description: '{{ $value | humanizePercentage }} of them found the queue full, or waited in it for too long.',
    },
    {
      name: 'ProxyConfigRefused',
      expr: `max by (${WHOSE}) (${series(metrics.configRefused)}) > 0`,
      for: '5m',
      severity: 'warning',
      summary: `${WHO} runs on an old config.`,
      description: 'Its config file has changed, but is not valid for {{ $value }} processes; its log says why.',
    },
  ],
  rows: (series) => [
    {
      title: 'Requests',
      panels: [
        ...requestPanels(metrics, series),
        {
          title: 'Requests by service',
          unit: 'reqps',
          queries: [{ expr: `sum by (service) (rate(${series(metrics.requests)}[${RATE}]))`, legend: '{{service}}' }],
        },
        {
          title: 'Failures by reason',
          unit: 'reqps',
          queries: [
            {
              expr: `sum by (service, reason) (rate(${series(metrics.failures)}[${RATE}]))`,
              legend: '{{service}} {{reason}}',
            },
          ],
        },
        {
          title: 'Further tries',
          unit: 'reqps',
          queries: [{ expr: `sum by (service) (rate(${series(metrics.retries)}[${RATE}]))`, legend: '{{service}}' }],
        },
      ],
    },
    {
      title: 'Hosts behind the proxy',
      panels: [
        {
          title: 'Hosts that take requests',
          queries: [
            {
              expr: `count by (service) (max by (service, upstream) (${series(metrics.upstreamUp)}) > 0)`,
              legend: '{{service}}',
            },
          ],
        },
        {
          title: 'Ejections',
          queries: [
            {
              expr: `sum by (service, upstream) (increase(${series(metrics.upstreamEjections)}[${RATE}]))`,
              legend: '{{service}} {{upstream}}',
            },
          ],
        },
        {
          title: 'Waiting requests, open circuits',
          queries: [
            { expr: `sum by (service) (${series(metrics.queueLength)})`, legend: '{{service}} waiting' },
            { expr: `sum by (service) (${series(metrics.circuitOpen)})`, legend: '{{service}} circuits' },
          ],
        },
        {
          title: 'Client connections',
          queries: [{ expr: `sum by (pod) (${series(metrics.clientConnections)})`, legend: '{{pod}}' }],
        },
      ],
    },
  ],
};
