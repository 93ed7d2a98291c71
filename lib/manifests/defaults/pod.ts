import { asDraft, fill, mapAt, mapsAt, type Draft } from './draft';

/** Fills in what the API server does in the spec of a pod or of its template. Source: pkg/apis/core/v1/defaults.go, 1.34. */
export function defaultPodSpec(spec: Draft): void {
  fill(spec, {
    restartPolicy: 'Always',
    dnsPolicy: 'ClusterFirst',
    schedulerName: 'default-scheduler',
    terminationGracePeriodSeconds: 30,
    securityContext: {},
  });
  if (spec.serviceAccountName !== undefined) spec.serviceAccount = spec.serviceAccountName;
  for (const container of [...mapsAt(spec, 'containers'), ...mapsAt(spec, 'initContainers')]) {
    defaultContainer(container, spec.hostNetwork === true);
  }
  for (const volume of mapsAt(spec, 'volumes')) defaultVolume(volume);
}

function defaultContainer(container: Draft, hostNetwork: boolean): void {
  fill(container, {
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
    imagePullPolicy: pullPolicy(container.image),
  });
  for (const port of mapsAt(container, 'ports')) {
    fill(port, { protocol: 'TCP' });
    if (hostNetwork) fill(port, { hostPort: port.containerPort });
  }
  for (const name of ['livenessProbe', 'readinessProbe', 'startupProbe']) {
    const probe = asDraft(container[name]);
    if (!probe) continue;
    fill(probe, { timeoutSeconds: 1, periodSeconds: 10, successThreshold: 1, failureThreshold: 3 });
    defaultHandler(probe);
  }
  for (const name of ['postStart', 'preStop']) defaultHandler(mapAt(mapAt(container, 'lifecycle'), name));
  for (const variable of mapsAt(container, 'env')) {
    if (variable.value === '') delete variable.value;
    referenceDefaults(mapAt(variable, 'valueFrom'));
  }
}

/** Fills in what is done for a pod alone, and not for a template: what it may use is what it asks for. */
export function defaultPod(spec: Draft): void {
  fill(spec, { enableServiceLinks: true });
  for (const { resources } of [...mapsAt(spec, 'containers'), ...mapsAt(spec, 'initContainers')]) {
    const own = asDraft(resources);
    const limits = Object.entries(asDraft(own?.limits) ?? {});
    if (own && limits.length > 0) own.requests = { ...Object.fromEntries(limits), ...asDraft(own.requests) };
  }
}

/** `Always` for what has no tag or `latest`, else `IfNotPresent`. */
function pullPolicy(image: unknown): string {
  const name = typeof image === 'string' ? image : '';
  if (name.includes('@')) return 'IfNotPresent';
  const tag = /:([^:/]+)$/.exec(name)?.[1] ?? 'latest';
  return tag === 'latest' ? 'Always' : 'IfNotPresent';
}

function defaultHandler(handler: Draft): void {
  const get = asDraft(handler.httpGet);
  if (get) fill(get, { path: '/', scheme: 'HTTP' });
}

function referenceDefaults(from: Draft): void {
  const field = asDraft(from.fieldRef);
  if (field) fill(field, { apiVersion: 'v1' });
  const resource = asDraft(from.resourceFieldRef);
  if (resource) fill(resource, { divisor: '0' });
}

const WITH_MODE = ['configMap', 'secret', 'projected', 'downwardAPI'];

function defaultVolume(volume: Draft): void {
  for (const source of WITH_MODE) {
    const own = asDraft(volume[source]);
    if (own) fill(own, { defaultMode: 0o644 });
  }
  for (const item of mapsAt(mapAt(volume, 'downwardAPI'), 'items')) referenceDefaults(item);
  for (const source of mapsAt(mapAt(volume, 'projected'), 'sources')) {
    const token = asDraft(source.serviceAccountToken);
    if (token) fill(token, { expirationSeconds: 3600 });
    for (const item of mapsAt(mapAt(source, 'downwardAPI'), 'items')) referenceDefaults(item);
  }
  const hostPath = asDraft(volume.hostPath);
  if (hostPath) fill(hostPath, { type: '' });
  if (Object.keys(volume).every((key) => key === 'name')) volume.emptyDir = {};
  const claim = asDraft(mapAt(mapAt(volume, 'ephemeral'), 'volumeClaimTemplate').spec);
  if (claim) fill(claim, { volumeMode: 'Filesystem' });
}
