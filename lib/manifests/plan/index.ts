export type { Answer, Conflict, Means, Observation } from './observation';
export { APPLY_SET, orphans, type Orphans } from './orphans';
export { planOf, type Plan, type Situation } from './plan';
export { podOf } from './pod-of';
export { takenOver } from './taken-over';
export { comesWithTheRun, definedKind, together, type Asked, type Beside } from './together';
export { ownWords, refusal, warningsOf } from './words';
export { asOfRelease, isHook, isKept, notOurs, type Release } from './helm';
export { threeWay } from './three-way';
