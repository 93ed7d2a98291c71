import { at, entries, fields, text, type Fields } from '../manifests/fields';
import { milliOf } from '../kubernetes/milli';
import type { MeasuredMetric } from './settings';

/** Metrics that can be simulated, and the names of those that cannot, each with the reason. */
export interface ReadMetrics {
  readonly metrics: readonly MeasuredMetric[];
  readonly leftOut: readonly string[];
}

/** The API server's own choice where no metric is given. @see pkg/apis/autoscaling/v2/defaults.go, v1/defaults.go */
const DEFAULT: MeasuredMetric = { of: 'cpu', as: 'utilization', target: 80 };

/** What a rate of requests is called; anything else of a pod is not taken for one. */
const RATE = /^(?=.*(request|req|http|rps|qps|hits))(?=.*(per[-_]?s|_rate$|rate_|rps|qps|request[-_]?rate)).*$/i;

/**
 * What an autoscaler measures.
 * @param rateMetric name of a metric that is the requests per second of a pod, whatever it is called
 */
export function readMetrics(apiVersion: string, spec: Fields, rateMetric?: string): ReadMetrics {
  if (apiVersion === 'autoscaling/v1') {
    const { targetCPUUtilizationPercentage: target } = spec;
    return { metrics: [typeof target === 'number' ? { ...DEFAULT, target } : DEFAULT], leftOut: [] };
  }
  const metrics: MeasuredMetric[] = [];
  const leftOut: string[] = [];
  for (const [metric] of entries(spec.metrics)) {
    const found = readMetric(metric, rateMetric);
    if (typeof found === 'string') leftOut.push(found);
    else metrics.push(found);
  }
  return metrics.length + leftOut.length === 0 ? { metrics: [DEFAULT], leftOut } : { metrics, leftOut };
}

function readMetric(metric: Fields, rateMetric: string | undefined): MeasuredMetric | string {
  const type = text(metric.type) ?? '';
  const source = fields(metric[type.charAt(0).toLowerCase() + type.slice(1)]);
  const target = fields(source.target);
  if (type === 'Resource' || type === 'ContainerResource') {
    const of = source.name;
    const container = type === 'ContainerResource' ? { container: text(source.container) ?? '' } : {};
    const percent = target.averageUtilization;
    const average = milliOf(target.averageValue);
    if (of !== 'cpu' && of !== 'memory') return `${type} '${String(of)}': only cpu and memory are simulated`;
    if (typeof percent === 'number') return { of, as: 'utilization', target: percent, ...container };
    if (average !== undefined) return { of, as: 'average', target: average / 1000, ...container };
    return `${type} '${of}' has neither averageUtilization nor averageValue`;
  }
  const name = text(at(source, 'metric', 'name')) ?? text(source.metricName) ?? '';
  if (type !== 'Pods')
    return `${type || 'a metric without a type'} '${name}' does not follow from the requests of a pod`;
  const average = milliOf(target.averageValue);
  if (average === undefined) return `Pods '${name}' has no averageValue`;
  if (name === rateMetric || (rateMetric === undefined && RATE.test(name)))
    return { of: 'requests', as: 'average', target: average / 1000 };
  return `Pods '${name}' may be anything; if it is a pod's requests per second, say --rate-metric ${name}`;
}
