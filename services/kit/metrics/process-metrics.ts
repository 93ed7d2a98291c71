import { performance } from 'node:perf_hooks';
import { Counter } from 'prom-client';
import type { Registry } from 'prom-client';
import { kitMetrics } from '../contract';

/**
 * How busy the event loop is: seconds in which it worked and in which it waited. Near 100 % work, more requests only wait
 * longer, whatever the share of the CPU says.
 * @see https://nodejs.org/api/perf_hooks.html#performanceeventlooputilizationutilization1-utilization2
 */
export function processMetrics(registry: Registry): void {
  const ofLoop = (name: string, help: string, part: 'active' | 'idle') =>
    new Counter({
      name,
      help,
      registers: [registry],
      collect() {
        this.reset();
        this.inc(performance.eventLoopUtilization()[part] / 1000);
      },
    });
  ofLoop(kitMetrics.eventLoopActive, 'Time in which the event loop worked.', 'active');
  ofLoop(kitMetrics.eventLoopIdle, 'Time in which the event loop waited.', 'idle');
}
