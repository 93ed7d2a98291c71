import { kitMetrics } from '../contract';
import type { ReadinessReport } from '../process/readiness';

/** A readiness report in Prometheus' text format: by hand, as not every service has a registry. */
export function readinessMetrics({ status, checks }: ReadinessReport): string {
  const { ready, check } = kitMetrics;
  const lines = [
    `# HELP ${ready} Whether the process wants requests.`,
    `# TYPE ${ready} gauge`,
    `${ready} ${status === 'ready' ? 1 : 0}`,
  ];
  const results = Object.entries(checks);
  if (results.length > 0) lines.push(`# HELP ${check} Whether a check of readiness passes.`, `# TYPE ${check} gauge`);
  for (const [name, result] of results) {
    lines.push(`${check}{check=${JSON.stringify(name)}} ${result === 'ok' ? 1 : 0}`);
  }
  return `${lines.join('\n')}\n`;
}
