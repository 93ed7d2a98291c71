import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { checksum } from '../../definition/checksum';
import { clusterNetworkOf } from '../parts/cluster-network';
import { componentOf, takeComponent } from '../parts/component';
import { Identity } from '../parts/identity';
import { imageReference, pullPolicyOf, pullSecretsOf, type Image } from '../parts/image';
import { imageFor } from '../parts/image-registry';
import type { PodSpec } from '../../kubernetes/types';
import { lintExceptions } from '../parts/lint-exceptions';
import { NetworkAccess } from '../parts/network-access';
import { placed, type Placement } from '../parts/placement';
import { withDefaults, type Resources } from '../parts/resources';
import { podBasis } from '../parts/restricted-pod';
import { Security } from '../parts/security';
import { ENSURE_SECRET } from './tools';

/** How the pod that makes a Secret runs. */
export interface SecretJobPod extends Placement {
  /** Requests and limits that are given each replace, whole, the default ones. @default SMALL_SERVICE */
  readonly resources?: Resources;
  /** A text that is another one wherever one of these is. @default - these as JSON */
  readonly fingerprint?: string;
}

/** What is made, and by what. */
export interface SecretJobProps extends SecretJobPod {
  /** An image with the command {@link ENSURE_SECRET}. */
  readonly image: Image | string;
  /** Characters to make, by key of the Secret. */
  readonly keys: Readonly<Record<string, number>>;
  /** Part of the release that it is of. @default - the only one */
  readonly part?: string;
  readonly networkPolicy: boolean;
}

/**
 * A pod that cannot start, e.g. without its image, ends with this; until then the kubelet goes on trying, as the image may still
 * be on its way.
 */
const DEADLINE_SECONDS = 1800;

/** How long a Job that has ended can be looked at. Deploying after that runs it anew, which changes nothing that is there. */
const KEPT_SECONDS = 600;

/** Characters of the hash in the Job's name: what 63 have left behind the longest name of a component. */
const HASH_LENGTH = 7;

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
  const identity = new Identity(scope, componentOf(props.part, 'credentials'));
  takeComponent(scope, identity.component);
  const { name, labels } = identity;
  const metadata = { name, labels: { ...labels } };
  const { keys } = props;
  const image = imageFor(scope, props.image);
  const pullSecrets = pullSecretsOf(image);

  new ApiObject(scope, 'ServiceAccount', {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata,
    automountServiceAccountToken: false,
    // Here and not in the Job: the Secrets may change while it waits for its image.
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
  network.allowTo(undefined, clusterNetworkOf(scope).apiPorts);

  const { resources, nodeSelector, tolerations } = props;
  const made: Made = {
    secretName,
    image: imageReference(image),
    pullPolicy: pullPolicyOf(image),
    resources: withDefaults(resources),
    nodeSelector,
    tolerations,
    fingerprint: props.fingerprint ?? JSON.stringify({ resources, nodeSelector, tolerations }),
  };
  new ApiObject(scope, 'Job', {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      ...metadata,
      name: `${name}-${specHash(identity, keys, made)}`,
      annotations: { ...lintExceptions('container-image-pull-policy', 'container-resources'), ...RUN_BY_ARGO_CD },
    },
    spec: jobSpec(identity, keys, made),
  });
}

/** What differs between the Jobs of two releases, or of two values of one. */
interface Made extends Placement {
  readonly secretName: string;
  readonly image: string;
  readonly pullPolicy: string;
  readonly resources: Resources;
  readonly fingerprint: string;
}

type Who = Pick<Identity, 'name' | 'component' | 'selector'>;

function jobSpec(who: Who, keys: SecretJobProps['keys'], made: Made): object {
  const { secretName, image, pullPolicy, resources } = made;
  const security = Security.restricted();
  const pod: PodSpec = {
    restartPolicy: 'OnFailure',
    // The Secrets that its image is pulled with stand in the account.
    ...podBasis(who, { image, security, apiToken: true }),
    ...placed(made),
    containers: [
      {
        name: who.component,
        image,
        imagePullPolicy: pullPolicy,
        args: [
          ENSURE_SECRET,
          secretName,
          // Sorted: the order in which keys are declared makes no other Job.
          ...Object.entries(keys)
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .flatMap(([key, length]) => ['--generate', `${key}=${length}`]),
          ...Object.entries(who.selector).flatMap(([key, value]) => ['--label', `${key}=${value}`]),
        ],
        resources,
        securityContext: security._container(),
      },
    ],
  };
  return {
    backoffLimit: 10,
    activeDeadlineSeconds: DEADLINE_SECONDS,
    ttlSecondsAfterFinished: KEPT_SECONDS,
    template: { metadata: { labels: { ...who.selector } }, spec: pod },
  };
}

/**
 * A Job cannot be changed, so another spec has to be another Job, which finds the Secret there. What no value changes is
 * hashed apart: it is a constant of a chart, whose template stays one line.
 */
function specHash(who: Who, keys: SecretJobProps['keys'], made: Made): string {
  const nobody = { name: '', component: who.component, selector: {} };
  const nothing = { secretName: '', image: '', pullPolicy: '', resources: {}, fingerprint: '' };
  const fixed = checksum(JSON.stringify(jobSpec(nobody, keys, nothing)));
  const { secretName, image, pullPolicy, fingerprint } = made;
  const lines = [fixed, ...Object.values(who.selector), secretName, image, pullPolicy, fingerprint];
  return checksum(lines.join('\n')).slice(0, HASH_LENGTH);
}
