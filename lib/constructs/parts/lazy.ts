import { Lazy } from 'cdk8s';

/** A value that is worked out at synthesis, when all constructs have said what they need. */
export function lazy<T>(produce: () => T): T {
  // cdk8s puts a token in the value's place and resolves it when the object is rendered.
  return Lazy.any({ produce }) as T;
}
