/** Findings of linters that our defaults contradict on purpose, and why; written on the objects themselves. */
const REASONS = {
  'container-image-pull-policy': 'tags are not moved, and images imported into K3s or kind have to work',
  'container-resources': 'requests and a memory limit are set; a CPU limit would throttle on an idle node',
  'deployment-has-host-podantiaffinity': 'topologySpreadConstraints spread over nodes and zones',
  'container-security-context-user-group-id': "the image's own user, so that its files are its own",
  'pod-probes-identical': 'both ask whether the server takes connections; liveness waits much longer',
  'horizontalpodautoscaler-replicas': 'one pod at the least was asked for',
  'service-type': 'a port on every node was asked for',
} as const;

/** Names of checks of kube-score. */
export type LintException = keyof typeof REASONS;

/** Annotations that make kube-score pass over these checks, with the reason beside them. */
export function lintExceptions(...checks: readonly LintException[]): Record<string, string> {
  if (checks.length === 0) return {};
  return {
    'kube-score/ignore': checks.join(','),
    'chartwright.dev/lint-exceptions': checks.map((check) => `${check}: ${REASONS[check]}`).join('; '),
  };
}
