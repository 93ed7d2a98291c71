import { ISOLATED_POD } from '../../kubernetes/restricted';
import type { PodSpec } from '../../kubernetes/types';
import type { Identity } from './identity';
import { pullSecretsOf, type Image } from './image';
import type { Security } from './security';
import { serviceAccountName, type ServiceAccountProps } from './service-account';

/** What all pods of ours are made with, beside their containers and volumes. */
export interface PodBasis {
  readonly image: Image | string;
  readonly security: Security;
  /** @default - the component's own */
  readonly serviceAccount?: ServiceAccountProps;
  /** Mounts a token for the Kubernetes API. @default false */
  readonly apiToken?: boolean;
}

/**
 * Returns the fields that every pod of ours begins with: an account of its own, whose token it gets only when asked for; no
 * variables like SHOP_PORT for every Service of the namespace, which nobody asked for and which clash; what it may do on
 * its node; the Secrets that its image is pulled with.
 */
export function podBasis(
  identity: Pick<Identity, 'name'>,
  { image, security, apiToken, serviceAccount }: PodBasis,
): Omit<PodSpec, 'containers'> {
  const pullSecrets = pullSecretsOf(image);
  return {
    ...ISOLATED_POD,
    ...(apiToken === true ? { automountServiceAccountToken: true } : {}),
    serviceAccountName: serviceAccountName(identity, serviceAccount),
    securityContext: security._pod(),
    imagePullSecrets: pullSecrets.length > 0 ? pullSecrets.map((name) => ({ name })) : undefined,
  };
}
