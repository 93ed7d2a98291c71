/** Kinds of Kubernetes as plain, typed constructs that render what they are given: `Kube.Deployment`, `Kube.Service` … */
export { AnyObject, type AnyObjectProps } from './any-object';
export { env } from './env';
export * from './kinds';
export { backend, paths } from './routes';
export {
  Workload,
  type NamedContainer,
  type ScaleTarget,
  type WorkloadBasis,
  type WorkloadProps,
  type WorkloadSpec,
} from './workload';
