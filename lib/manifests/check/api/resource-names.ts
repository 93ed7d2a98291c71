import { isLabelKey } from '../../../kubernetes/names';

/** What containers ask for of a node. */
export const OF_CONTAINERS = ['cpu', 'memory', 'ephemeral-storage'];

const COUNTED = [
  'configmaps',
  'persistentvolumeclaims',
  'pods',
  'replicationcontrollers',
  'resourcequotas',
  'secrets',
  'services',
  'services.loadbalancers',
  'services.nodeports',
];
const AMOUNTS = [...OF_CONTAINERS, 'storage'];
/** What a quota can limit beside resources of others. */
const OF_QUOTAS = new Set([
  ...COUNTED,
  ...OF_CONTAINERS,
  ...AMOUNTS.map((name) => `requests.${name}`),
  ...OF_CONTAINERS.map((name) => `limits.${name}`),
]);

/** Pages of memory of one size. */
export const isHugePage = (name: string): boolean => name.startsWith('hugepages-');

/** Whether something is of Kubernetes, or of nobody. */
const isNative = (name: string): boolean =>
  !name.includes('/') || name.slice(0, name.indexOf('/')).includes('kubernetes.io');

/** What cannot be promised to several: devices, huge pages. */
export const isExact = (name: string): boolean => isHugePage(name) || !isNative(name);

/** Whether a container can ask for it. @see pkg/apis/core/validation `validateContainerResourceName` */
export function isContainerResource(name: string): boolean {
  if (!name.includes('/')) return OF_CONTAINERS.includes(name) || isHugePage(name);
  if (!isLabelKey(name)) return false;
  return isNative(name) || (!name.startsWith('requests.') && isLabelKey(`requests.${name}`));
}

/** Whether a quota can limit it. @see pkg/apis/core/validation `ValidateResourceQuotaResourceName` */
export const isQuotaResource = (name: string): boolean =>
  isLabelKey(name) && (name.includes('/') || OF_QUOTAS.has(name) || /^(?:requests\.)?hugepages-/.test(name));

/** Whether anything knows it. @see pkg/apis/core/validation `validateResourceName` */
export const isResource = (name: string): boolean => isQuotaResource(name) || name === 'storage';
