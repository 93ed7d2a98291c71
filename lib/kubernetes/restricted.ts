import type { PodSecurityContext, SecurityContext } from './types';

/** Uid and gid of our own images, and of pods that say nothing else: over 10000, so no user of the node's own. */
export const OWN_USER = 10001;

/**
 * Returns what a pod says of all its containers to be "restricted".
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/
 */
export const restrictedPod = (user: number = OWN_USER) =>
  ({
    runAsNonRoot: true,
    runAsUser: user,
    runAsGroup: user,
    seccompProfile: { type: 'RuntimeDefault' },
  }) satisfies PodSecurityContext;

/** Returns what each container says beside it. */
export const restrictedContainer = () =>
  ({ allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } }) satisfies SecurityContext;

/** What every pod says that wants nothing of Kubernetes itself: no token for its API, no variables for other Services. */
export const ISOLATED_POD = { automountServiceAccountToken: false, enableServiceLinks: false } as const;
