import { kitMetrics } from '../../../services/kit/contract';
import { servingPods } from '../../monitoring/scrape-alerts';
import { POD, RATE, WHO, WHOSE } from '../../monitoring/series';
import type { Telemetry } from '../../monitoring/telemetry/telemetry';

/** The processes of our services: event loop, memory, file descriptors, restarts, readiness. */
export const nodeTelemetry: Telemetry = {
  ready: kitMetrics.ready,
  alerts: (series) => {
    const busy = loopShare(series);
    return [
      {
        name: 'PodNotReady',
        expr: `count by (${WHOSE}) (${series(kitMetrics.ready)} == 0) and on (${WHOSE}) (${servingPods(series, kitMetrics.ready)})`,
        for: '10m',
        severity: 'warning',
        summary: `{{ $value }} pods of ${WHO} are not ready.`,
        description:
          'They run but have wanted no requests for 10 minutes: a check of their readiness fails. Others serve.',
      },
      {
        name: 'PodRestarting',
        threshold: 3,
        expr: (times) => `changes(${series('process_start_time_seconds')}[30m]) >= ${times}`,
        severity: 'warning',
        summary: `Pod ${POD} restarts again and again.`,
        description: 'Its process has begun anew {{ $value }} times within 30 minutes.',
      },
      {
        name: 'EventLoopBusy',
        threshold: 0.9,
        expr: (share) => `max by (${WHOSE}) (${busy}) > ${share}`,
        for: '10m',
        severity: 'warning',
        summary: `A pod of ${WHO} has no time left.`,
        description:
          'The event loop of the busiest has worked {{ $value | humanizePercentage }} of the time for 10 minutes: more requests only wait longer.',
      },
      {
        name: 'FileDescriptorsRunningOut',
        threshold: 0.8,
        expr: (share) => `${series('process_open_fds')} / ${series('process_max_fds')} > ${share}`,
        for: '5m',
        severity: 'warning',
        summary: `Pod ${POD} is about to run out of file descriptors.`,
        description: '{{ $value | humanizePercentage }} of them are open; without one no connection can be taken.',
      },
    ];
  },
  rows: (series) => [
    {
      title: 'Pods',
      panels: [
        {
          title: 'Pods',
          queries: [
            { expr: `sum(${series('up')})`, legend: 'running' },
            { expr: `sum(${series(kitMetrics.ready)})`, legend: 'ready' },
          ],
        },
        {
          title: 'CPU',
          unit: 'cores',
          queries: [
            { expr: `sum by (pod) (rate(${series('process_cpu_seconds_total')}[${RATE}]))`, legend: '{{pod}}' },
          ],
        },
        {
          title: 'Memory',
          unit: 'bytes',
          queries: [{ expr: `sum by (pod) (${series('process_resident_memory_bytes')})`, legend: '{{pod}}' }],
        },
        {
          title: 'Event loop at work',
          unit: 'percentunit',
          max: 1,
          queries: [{ expr: loopShare(series), legend: '{{pod}}' }],
        },
        {
          title: 'File descriptors',
          queries: [{ expr: `sum by (pod) (${series('process_open_fds')})`, legend: '{{pod}}' }],
        },
        {
          title: 'Versions',
          queries: [
            { expr: `count by (version, node) (${series(kitMetrics.build)})`, legend: '{{version}}, Node {{node}}' },
          ],
        },
      ],
    },
  ],
};

/** Share of its time in which the event loop of each pod works. */
function loopShare(series: Parameters<Telemetry['alerts']>[0]): string {
  const active = `rate(${series(kitMetrics.eventLoopActive)}[${RATE}])`;
  return `${active} / (${active} + rate(${series(kitMetrics.eventLoopIdle)}[${RATE}]))`;
}
