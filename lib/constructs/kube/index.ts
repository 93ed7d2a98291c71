/** Kinds of Kubernetes as plain, typed constructs that render what they are given: `Kube.Deployment`, `Kube.Service` … */
export { AnyObject, type AnyObjectProps } from './any-object';
export { env } from './env';
export * from './kinds';
