import { kitMetrics } from '../../../services/kit/contract';
import { missingAlerts } from '../../monitoring/missing-alerts';
import { RATE } from '../../monitoring/series';
import { requestPanels, slisOf } from '../../monitoring/telemetry/requests';
import type { Telemetry } from '../../monitoring/telemetry/telemetry';

const metrics = {
  requests: kitMetrics.requests,
  duration: kitMetrics.duration,
  inFlight: kitMetrics.inFlight,
  answered: 'status!~"5.."',
};

/** Requests of a service that is built on services/kit, by route. */
export const httpTelemetry: Telemetry = {
  slis: slisOf(metrics),
  buckets: kitMetrics.durationBuckets,
  alerts: (series, { bound }) => missingAlerts(series, { ...metrics, patience: '15m' }, bound),
  rows: (series) => [
    {
      title: 'Requests',
      panels: [
        ...requestPanels(metrics, series),
        {
          title: 'Requests by route',
          unit: 'reqps',
          queries: [
            {
              expr: `topk(10, sum by (method, route) (rate(${series(`${metrics.duration}_count`)}[${RATE}])))`,
              legend: '{{method}} {{route}}',
            },
          ],
        },
        {
          title: 'Errors by route',
          unit: 'reqps',
          queries: [
            {
              expr: `sum by (route, status) (rate(${series(`${metrics.duration}_count`, 'status=~"5.."')}[${RATE}]))`,
              legend: '{{route}} {{status}}',
            },
          ],
        },
        {
          title: 'Time to answer by route, p95',
          unit: 's',
          queries: [
            {
              expr: `topk(10, histogram_quantile(0.95, sum by (le, route) (rate(${series(`${metrics.duration}_bucket`)}[${RATE}]))))`,
              legend: '{{route}}',
            },
          ],
        },
      ],
    },
  ],
};
