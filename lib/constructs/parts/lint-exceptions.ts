/**
 * Findings of linters that our defaults contradict on purpose, and why. The reasons stand here and in docs/helm.md, not on the
 * objects: in a cluster nobody reads them.
 */
export const LINT_EXCEPTIONS = {
  'container-image-pull-policy': 'tags are not moved, and images imported into K3s or kind have to work',
  'container-resources': 'requests and a memory limit are set; a CPU limit would throttle on an idle node',
  'deployment-has-host-podantiaffinity': 'topologySpreadConstraints spread over nodes and zones',
  'container-security-context-user-group-id': "the image's own user, so that its files are its own",
  'pod-probes-identical': 'both ask whether the server takes connections; liveness waits much longer',
  'horizontalpodautoscaler-replicas': 'one pod at the least was asked for',
  'service-type': 'a port on every node was asked for',
} as const;

/** Names of checks of kube-score. */
export type LintException = keyof typeof LINT_EXCEPTIONS;

/** The annotation that makes kube-score pass over these checks. */
export function lintExceptions(...checks: readonly LintException[]): Record<string, string> {
  return checks.length === 0 ? {} : { 'kube-score/ignore': checks.join(',') };
}
