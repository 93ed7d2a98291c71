import { contract } from '../../../services/reverse-proxy/contract';
import { RATE, WHOSE } from '../../monitoring/series';
import { requestPanels, slisOf } from '../../monitoring/telemetry/requests';
import type { Telemetry } from '../../monitoring/telemetry/telemetry';

const { metrics } = contract;
const byService = `sum by (${WHOSE}, service)`;
const overload = 'reason=~"queue_full|queue_timeout"';

/** Our reverse proxy: what it passes on, by service, and how the hosts behind it are. */
export const proxyTelemetry: Telemetry = {
  slis: slisOf(metrics),
  alerts: (series) => [
    {
      name: 'ProxyServiceDown',
      expr: `max by (${WHOSE}, service) (${series(metrics.serviceUp)}) == 0`,
      for: '1m',
      severity: 'critical',
      summary: '{{ $labels.job }} has no host for {{ $labels.service }}.',
      description: 'No host of the service takes requests, in any proxy: all of them are answered with 503.',
    },
    {
      name: 'ProxyHostOut',
      expr: `max by (${WHOSE}, service, upstream) (${series(metrics.upstreamUp)}) == 0`,
      for: '5m',
      severity: 'warning',
      summary: '{{ $labels.job }} sends nothing to {{ $labels.upstream }} of {{ $labels.service }}.',
      description: 'Every proxy has left the host out for 5 minutes, since its health check or its answers fail.',
    },
    {
      name: 'ProxyHostEjected',
      expr: `sum by (${WHOSE}, service, upstream) (increase(${series(metrics.upstreamEjections)}[15m])) > 3`,
      severity: 'warning',
      summary: '{{ $labels.upstream }} of {{ $labels.service }} is ejected again and again.',
      description:
        '{{ $labels.job }} has left it out {{ $value | humanize }} times within 15 minutes, after failures in a row.',
    },
    {
      name: 'ProxyCircuitOpen',
      expr: `max by (${WHOSE}, service) (${series(metrics.circuitOpen)}) > 0`,
      for: '1m',
      severity: 'warning',
      summary: '{{ $labels.job }} lets no request through to {{ $labels.service }}.',
      description: 'Almost all of them failed, so its circuit is open: they are answered with 503 at once.',
    },
    {
      name: 'ProxyQueueing',
      expr: `${byService} (${series(metrics.queueLength)}) > 0`,
      for: '5m',
      severity: 'warning',
      summary: 'Requests for {{ $labels.service }} wait in {{ $labels.job }}.',
      description: '{{ $value }} wait for a connection, and some have for 5 minutes: its hosts are at their limits.',
    },
    {
      name: 'ProxyQueueFull',
      expr: `${byService} (rate(${series(metrics.failures, overload)}[${RATE}])) > 0`,
      for: '2m',
      severity: 'critical',
      summary: '{{ $labels.job }} turns requests for {{ $labels.service }} away.',
      description: '{{ $value | humanize }} a second found the queue full, or waited in it for too long.',
    },
    {
      name: 'ProxyConfigRefused',
      expr: `max by (${WHOSE}) (${series(metrics.configRefused)}) > 0`,
      for: '5m',
      severity: 'warning',
      summary: '{{ $labels.job }} runs on an old config.',
      description: 'Its config file has changed, but is not valid; its log says why.',
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
