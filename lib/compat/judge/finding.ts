import type { Situation } from '../observe/render';

/** How large a step of the version a finding asks for. */
export const LEVELS = ['patch', 'minor', 'major'] as const;
export type Level = (typeof LEVELS)[number];

/** Every sort of finding. Stable: scripts ask for them. */
export const RULES = {
  refused: 'values that the old version took are refused',
  'reuse-values-refused': 'helm upgrade --reuse-values fails',
  'reuse-values-broken': 'helm upgrade --reuse-values renders something broken',
  'value-ignored': 'a value that had an effect has none any more',
  'value-elsewhere': 'a value does something else',
  'value-deprecated': 'a value has another name, and is still taken under its old one',
  'default-changed': 'a default is another one',
  'value-added': 'there is a new value',
  'immutable-field': 'the API server refuses the upgrade',
  'invalid-object': 'the API server refuses an object, new or not',
  'object-removed': 'an object is deleted',
  'object-renamed': 'an object has another name',
  'object-added': 'there is a new object',
  'data-lost': 'data are deleted or left behind',
  'kind-changed': 'a workload is of another kind',
  'api-version': 'an API version that clusters do not serve, or an older one',
  'service-type': 'a Service is reached in another way',
  'service-port': 'a port of a Service is gone or another one',
  'service-gap': 'a Service finds no pods while they roll',
  'route-lost': 'a host or path is not served any more',
  'network-tightened': 'traffic that was let through is not',
  'network-widened': 'traffic that was not let through is',
  'drain-blocked': 'no node can be drained',
  'disruption-budget': 'how many pods may be missing changes',
  replicas: 'the number of pods changes',
  'replicas-dropped': 'pods are stopped before an autoscaler brings them back',
  autoscaling: 'an autoscaler changes',
  outage: 'the update stops all pods first',
  image: 'other software runs',
  'image-older': 'older software runs',
  restart: 'pods restart though nothing of theirs changes',
  'restart-always': 'every upgrade changes something random',
  reference: 'something is referred to that the chart does not make',
  permissions: 'what pods may do in the cluster changes',
  security: 'pods run as somebody else, or with other rights',
  configuration: 'what programs read changes',
  field: 'a field changes',
  'hook-ownership': 'an object becomes a hook or stops being one',
  hook: 'a hook changes',
  'crd-not-upgraded': 'a CRD in crds/ that helm never upgrades',
  'crd-narrowed': 'a CRD takes fewer objects than before',
  admission: 'the API server refuses what it took',
  'kube-version': 'Kubernetes versions that are not taken any more',
  chart: 'Chart.yaml says something else',
  dependency: 'a dependency changes',
} as const;
export type Rule = keyof typeof RULES;

/** What happens to somebody who upgrades. */
export interface Finding {
  readonly rule: Rule;
  readonly level: Level;
  /** `Deployment my-release`, where it is about an object. */
  readonly object?: string;
  readonly field?: string;
  /** The value that it is about, as `helm --set` writes it. */
  readonly value?: string;
  readonly message: string;
  /** What the chart's author can do. */
  readonly advice?: string;
}

/** A finding and what shows it. */
export interface Proven extends Finding {
  readonly witness: Witness;
}

/** What both charts have to be rendered with to see it. */
export interface Witness extends Situation {
  /** How the upgrade is made. `files`: what the chart's files say, without rendering. */
  readonly by: 'values' | 'reuse-values' | 'files';
}

/** The larger of two. */
export const larger = (a: Level, b: Level): Level => (LEVELS.indexOf(a) < LEVELS.indexOf(b) ? b : a);
