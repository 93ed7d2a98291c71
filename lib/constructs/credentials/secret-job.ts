import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { Identity } from '../parts/identity';
import { imageReference, pullPolicyOf, pullSecretsOf, type Image } from '../parts/image';
import { DNS_SUBDOMAIN, fits, type Syntax } from '../../kubernetes/names';
import type { PodSpec } from '../../kubernetes/types';
import { lintExceptions } from '../parts/lint-exceptions';
import { NetworkAccess } from '../parts/network-access';
import { SMALL_SERVICE } from '../parts/resources';
import { podBasis } from '../parts/restricted-pod';
import { Security } from '../parts/security';
import { ENSURE_SECRET } from './tools';

/** What is made, and by what. */
export interface SecretJobProps {
  /** An image with the command {@link ENSURE_SECRET}. */
  readonly image: Image | string;
  /** Characters to make, by key of the Secret. */
  readonly keys: Readonly<Record<string, number>>;
  readonly networkPolicy: boolean;
}

/** Ports of the Kubernetes API: of its Service, and where API servers listen behind it. */
const API_PORTS = [443, 6443];

/**
 * Argo CD runs the Job with each sync and asks no more for it: it goes by itself after a while, and would be missing for ever.
 * @see https://argo-cd.readthedocs.io/en/stable/user-guide/resource_hooks/
 */
const RUN_BY_ARGO_CD = {
  'argocd.argoproj.io/hook': 'Sync',
  'argocd.argoproj.io/hook-delete-policy': 'BeforeHookCreation',
};

/** A Job that makes a Secret if it is not there, with a service account that may do that and nothing else. */
export function addSecretJob(parent: Construct, secretName: string, props: SecretJobProps): void {
  const scope = new Construct(parent, 'credentials');
  const identity = new Identity(scope, 'credentials');
  const { name, labels } = identity;
  const metadata = { name, labels: { ...labels } };
  const { image, keys } = props;
  const pullSecrets = pullSecretsOf(image);

  new ApiObject(scope, 'ServiceAccount', {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata,
    automountServiceAccountToken: false,
    // Here and not in the Job, which cannot be changed.
    imagePullSecrets: pullSecrets.length > 0 ? pullSecrets.map((secret) => ({ name: secret })) : undefined,
  });
  new ApiObject(scope, 'Role', {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'Role',
    metadata,
    rules: [
      // `create` cannot be bound to a name.
      { apiGroups: [''], resources: ['secrets'], verbs: ['create'] },
      { apiGroups: [''], resources: ['secrets'], resourceNames: [secretName], verbs: ['get', 'patch'] },
    ],
  });
  new ApiObject(scope, 'RoleBinding', {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'RoleBinding',
    metadata,
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name },
    subjects: [{ kind: 'ServiceAccount', name, namespace: identity.namespace }],
  });
  const network = new NetworkAccess(scope, identity, props.networkPolicy);
  network.allowTo(undefined, API_PORTS);

  new ApiObject(scope, 'Job', {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      ...metadata,
      name: `${name}${tagSuffix(image)}`,
      annotations: { ...lintExceptions('container-image-pull-policy', 'container-resources'), ...RUN_BY_ARGO_CD },
    },
    spec: {
      backoffLimit: 10,
      ttlSecondsAfterFinished: 600,
      template: {
        metadata: { labels: { ...identity.selector } },
        spec: jobPod(identity, image, [
          ENSURE_SECRET,
          secretName,
          // Sorted: a Job cannot be changed, so the order in which keys are declared must not show.
          ...Object.entries(keys)
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .flatMap(([key, length]) => ['--generate', `${key}=${length}`]),
          ...Object.entries(identity.selector).flatMap(([key, value]) => ['--label', `${key}=${value}`]),
        ]),
      },
    },
  });
}

function jobPod(identity: Identity, image: Image | string, args: readonly string[]): PodSpec {
  const security = Security.restricted();
  return {
    restartPolicy: 'OnFailure',
    ...podBasis(identity, { image, security, apiToken: true }),
    // They stand in the account: a Job cannot be changed.
    imagePullSecrets: undefined,
    containers: [
      {
        name: identity.component,
        image: imageReference(image),
        imagePullPolicy: pullPolicyOf(image),
        args: [...args],
        resources: SMALL_SERVICE,
        securityContext: security._container(),
      },
    ],
  };
}

/** A tag that leaves room for the release in the name of a Job, which 63 characters have to hold. */
export const TAG_IN_NAME: Syntax = { ...DNS_SUBDOMAIN, longest: 22 };

/**
 * The pods of a Job cannot be changed: another image is another Job, which finds the Secret there. Without the tag in its
 * name, an update within ten minutes of the last one, or after an image that could not be pulled, would be refused.
 */
function tagSuffix(image: Image | string): string {
  const tag = typeof image === 'string' ? undefined : image.tag;
  return tag !== undefined && fits(TAG_IN_NAME, tag) ? `-${tag}` : '';
}
