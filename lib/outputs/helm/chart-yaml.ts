import type { ChartDefinition } from '../../definition/chart-definition';
import { toYaml } from '../../yaml';

/** Kubernetes versions for which a chart is, when its definition does not say. */
const KUBE_VERSION = '>=1.30.0-0';

/** `Chart.yaml`. */
export function chartYaml(definition: ChartDefinition): string {
  const {
    name,
    version,
    description,
    appVersion,
    kubeVersion,
    icon,
    home,
    keywords,
    sources,
    maintainers,
    annotations,
    dependencies,
  } = definition;
  return toYaml({
    apiVersion: 'v2',
    name,
    version,
    appVersion: appVersion ?? version,
    description,
    type: 'application',
    kubeVersion: kubeVersion ?? KUBE_VERSION,
    icon,
    home,
    keywords,
    sources,
    maintainers,
    annotations: annotations && { ...annotations },
    dependencies: dependencies?.map((dependency) => ({
      name: dependency.definition.name,
      version: dependency.definition.version,
      // The charts lie in charts/ of this one.
      repository: `file://charts/${dependency.definition.name}`,
      condition: dependency.condition,
    })),
  });
}
