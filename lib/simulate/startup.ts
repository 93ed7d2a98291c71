import { at, fields, type Fields } from '../manifests/fields';

/**
 * Seconds from a container's start until its pod is ready, when the process can answer after `boot` seconds.
 *
 * A probe is asked at once and then every period, but not before its initial delay; while there is a startup probe, the
 * others wait for it, and its success has the readiness probe asked at once.
 * @see https://github.com/kubernetes/kubernetes/blob/v1.34.0/pkg/kubelet/prober/worker.go `run`, `doProbe`
 */
export function readyAfter(container: Fields, boot: number): number {
  const startup = container.startupProbe === undefined ? boot : passes(fields(container.startupProbe), boot, 0);
  if (container.readinessProbe === undefined) return startup;
  const readiness = fields(container.readinessProbe);
  return passes(readiness, startup, container.startupProbe === undefined ? 0 : startup);
}

/** When a probe of which the first question is asked at `first` has passed as often as it has to. */
function passes(probe: Fields, answersFrom: number, first: number): number {
  const period = number(probe, 'periodSeconds', 10);
  const earliest = Math.max(answersFrom, number(probe, 'initialDelaySeconds', 0));
  const asked = first + Math.ceil((earliest - first) / period) * period;
  return asked + (number(probe, 'successThreshold', 1) - 1) * period;
}

function number(probe: Fields, field: string, standard: number): number {
  const value = at(probe, field);
  return typeof value === 'number' ? value : standard;
}
