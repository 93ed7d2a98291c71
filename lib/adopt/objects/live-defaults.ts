import { isSame } from '../../manifests/diff/field-changes';
import type { KubeObject } from '../../manifests/manifest';

type Fields = Record<string, unknown>;

/**
 * An object of a cluster without what the API server filled in: a field goes where it holds its default, so that the
 * same object comes back when what is left is applied. Names of fields alone would not do: `replicas: 1` stays, since an
 * autoscaler may have written it.
 * @see https://kubernetes.io/docs/reference/kubernetes-api/ for the defaults
 */
export function withoutDefaults(object: KubeObject): KubeObject {
  const copy = structuredClone(object) as unknown as KubeObject & { spec?: Fields };
  KINDS[copy.kind]?.(copy.spec ?? {}, copy);
  return copy;
}

const KINDS: Record<string, (spec: Fields, object: KubeObject) => void> = {
  Deployment(spec) {
    drop(spec, {
      progressDeadlineSeconds: 600,
      revisionHistoryLimit: 10,
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' } },
    });
    template(spec);
  },
  StatefulSet(spec) {
    drop(spec, {
      podManagementPolicy: 'OrderedReady',
      revisionHistoryLimit: 10,
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 0 } },
      persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
    });
    for (const claim of items(spec.volumeClaimTemplates)) {
      drop(claim, { apiVersion: 'v1', kind: 'PersistentVolumeClaim' });
      drop(map(claim.spec), { volumeMode: 'Filesystem' });
    }
    template(spec);
  },
  DaemonSet(spec) {
    drop(spec, {
      revisionHistoryLimit: 10,
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } },
    });
    template(spec);
  },
  Job: job,
  CronJob(spec) {
    drop(spec, {
      concurrencyPolicy: 'Allow',
      failedJobsHistoryLimit: 1,
      successfulJobsHistoryLimit: 3,
      suspend: false,
    });
    job(map(map(spec.jobTemplate).spec));
  },
  Pod(spec) {
    pod(spec);
    for (const key of ['nodeName', 'preemptionPolicy', 'priority']) delete spec[key];
  },
  Service(spec) {
    if (spec.clusterIP !== 'None') {
      delete spec.clusterIP;
      delete spec.clusterIPs;
    } else drop(spec, { clusterIPs: ['None'] });
    drop(spec, {
      allocateLoadBalancerNodePorts: true,
      externalTrafficPolicy: 'Cluster',
      internalTrafficPolicy: 'Cluster',
      ipFamilies: ['IPv4'],
      ipFamilyPolicy: 'SingleStack',
      sessionAffinity: 'None',
      type: 'ClusterIP',
    });
    for (const port of items(spec.ports)) drop(port, { protocol: 'TCP' });
  },
  PersistentVolumeClaim(spec, object) {
    drop(spec, { volumeMode: 'Filesystem' });
    // The controller binds a claim; only one that names a class without provisioner was bound by hand.
    delete spec.volumeName;
    drop(object.metadata, { finalizers: ['kubernetes.io/pvc-protection'] });
  },
  PersistentVolume(spec, object) {
    drop(spec, { volumeMode: 'Filesystem' });
    for (const key of ['uid', 'resourceVersion', 'apiVersion', 'kind']) delete map(spec.claimRef)[key];
    drop(object.metadata, { finalizers: ['kubernetes.io/pv-protection'] });
  },
  Namespace(spec, object) {
    drop(spec, { finalizers: ['kubernetes'] });
    if (Object.keys(spec).length === 0) delete object.spec;
    const labels = map(object.metadata.labels);
    drop(labels, { 'kubernetes.io/metadata.name': object.metadata.name });
    if (Object.keys(labels).length === 0) delete object.metadata.labels;
  },
  NetworkPolicy(spec) {
    for (const rule of [...items(spec.ingress), ...items(spec.egress)]) {
      for (const port of items(rule.ports)) drop(port, { protocol: 'TCP' });
    }
  },
  ServiceAccount(_spec, object) {
    delete object.secrets;
  },
};

function job(spec: Fields): void {
  drop(spec, {
    backoffLimit: 6,
    completionMode: 'NonIndexed',
    completions: 1,
    manualSelector: false,
    parallelism: 1,
    podReplacementPolicy: 'TerminatingOrFailed',
    suspend: false,
  });
  const labels = map(map(map(spec.template).metadata).labels);
  if (Object.keys(labels).some((key) => key.endsWith('controller-uid'))) {
    delete spec.selector;
    for (const key of Object.keys(labels))
      if (/^(batch\.kubernetes\.io\/)?(controller-uid|job-name)$/.test(key)) delete labels[key];
    const metadata = map(map(spec.template).metadata);
    if (Object.keys(labels).length === 0) delete metadata.labels;
    if (Object.keys(metadata).length === 0) delete map(spec.template).metadata;
  }
  pod(map(map(spec.template).spec));
}

const template = (spec: Fields): void => pod(map(map(spec.template).spec));

function pod(spec: Fields): void {
  drop(spec, {
    dnsPolicy: 'ClusterFirst',
    restartPolicy: 'Always',
    schedulerName: 'default-scheduler',
    securityContext: {},
    terminationGracePeriodSeconds: 30,
    serviceAccount: spec.serviceAccountName,
  });
  for (const container of [...items(spec.initContainers), ...items(spec.containers)]) dropOfContainer(container);
  for (const volume of items(spec.volumes)) {
    drop(map(volume.secret), { defaultMode: 0o644 });
    drop(map(volume.configMap), { defaultMode: 0o644 });
    drop(map(volume.projected), { defaultMode: 0o644 });
    drop(map(volume.downwardAPI), { defaultMode: 0o644 });
    drop(map(volume.hostPath), { type: '' });
  }
}

function dropOfContainer(container: Fields): void {
  const image = String(container.image);
  const floating = image.endsWith(':latest') || !/[:@]/.test(image.slice(image.lastIndexOf('/') + 1));
  drop(container, {
    imagePullPolicy: floating ? 'Always' : 'IfNotPresent',
    resources: {},
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
  });
  for (const port of items(container.ports)) drop(port, { protocol: 'TCP' });
  for (const variable of items(container.env)) drop(map(map(variable.valueFrom).fieldRef), { apiVersion: 'v1' });
  for (const name of ['startupProbe', 'readinessProbe', 'livenessProbe']) {
    const probe = map(container[name]);
    drop(probe, { failureThreshold: 3, periodSeconds: 10, successThreshold: 1, timeoutSeconds: 1 });
    drop(map(probe.httpGet), { scheme: 'HTTP' });
    drop(map(probe.grpc), { service: '' });
  }
}

/** Takes fields away that hold what the server would fill in. */
function drop(fields: object, defaults: Fields): void {
  const held = fields as Fields;
  for (const [key, value] of Object.entries(defaults)) if (key in held && isSame(held[key], value)) delete held[key];
}

/** The map itself, to change it, or one that nobody has. */
const map = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};

const items = (value: unknown): Fields[] => (Array.isArray(value) ? value.map(map) : []);
