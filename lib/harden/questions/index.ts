import type { Question } from '../question';
import { budget, networkPolicy } from './around';
import { autoscaling, backups, https, imageTag, replicas, secrets } from './decisions';
import { nonRoot, probes, resources, rollout, security, spread, token } from './pods';

/** Questions of a review, in the order in which they are asked. */
export const QUESTIONS: readonly Question[] = [
  probes,
  rollout,
  resources,
  spread,
  budget,
  security,
  nonRoot,
  token,
  networkPolicy,
  imageTag,
  replicas,
  secrets,
  backups,
  https,
  autoscaling,
];

/** Those whose answer may be no. */
export const OPTIONAL: ReadonlySet<Question> = new Set([autoscaling]);
