import { oneOf, between, type AllowedFields } from '../allowed';
import {
  address,
  amount,
  configKey,
  dnsLabel,
  dnsName,
  fileMode,
  headerName,
  labelKey,
  labelValue,
  notNegative,
  pathInside,
  pathOfFile,
  port,
  portName,
  portNumberOrName,
  portOrNone,
  positive,
  searchDomain,
  user,
  variableName,
} from '../texts';

const PROBE = {
  failureThreshold: notNegative,
  initialDelaySeconds: notNegative,
  periodSeconds: notNegative,
  successThreshold: notNegative,
  terminationGracePeriodSeconds: positive,
  timeoutSeconds: notNegative,
};
const NAMED = { name: dnsName };
const IDENTITY = { runAsGroup: user, runAsUser: user };
const WEIGHT = { weight: between(1, 100) };

/** Fields of pods. @see k8s.io/kubernetes pkg/apis/core/validation/validation.go */
export const POD_FIELDS: AllowedFields = {
  'core.v1.PodSpec': {
    activeDeadlineSeconds: between(1, 2 ** 31 - 1),
    nodeName: dnsName,
    nodeSelector: labelValue,
    priorityClassName: dnsName,
    runtimeClassName: dnsName,
    serviceAccountName: dnsName,
    serviceAccount: dnsName,
  },
  'core.v1.Container': { name: dnsLabel },
  'core.v1.EphemeralContainer': { name: dnsLabel },
  'core.v1.ContainerPort': { containerPort: port, hostPort: portOrNone, name: portName },
  'core.v1.EnvVar': { name: variableName },
  'core.v1.EnvFromSource': { prefix: variableName },
  'core.v1.ConfigMapKeySelector': { key: configKey, name: dnsName },
  'core.v1.SecretKeySelector': { key: configKey, name: dnsName },
  'core.v1.ConfigMapEnvSource': NAMED,
  'core.v1.SecretEnvSource': NAMED,
  'core.v1.Probe': PROBE,
  'core.v1.HTTPGetAction': { port: portNumberOrName },
  'core.v1.HTTPHeader': { name: headerName },
  'core.v1.TCPSocketAction': { port: portNumberOrName },
  'core.v1.GRPCAction': { port },
  'core.v1.SecurityContext': IDENTITY,
  'core.v1.PodSecurityContext': {
    ...IDENTITY,
    fsGroup: user,
    seLinuxChangePolicy: oneOf('Recursive'),
    supplementalGroups: user,
  },
  'core.v1.Volume': { name: dnsLabel },
  'core.v1.VolumeMount': {
    recursiveReadOnly: oneOf('Disabled', 'Enabled', 'IfPossible'),
    subPath: pathInside,
    subPathExpr: pathInside,
  },
  'core.v1.CSIVolumeSource': {
    driver: { ...dnsName, takes: (value) => dnsName.takes(value) && String(value).length <= 63 },
  },
  'core.v1.SecretVolumeSource': { defaultMode: fileMode },
  'core.v1.ConfigMapVolumeSource': { defaultMode: fileMode },
  'core.v1.DownwardAPIVolumeSource': { defaultMode: fileMode },
  'core.v1.ProjectedVolumeSource': { defaultMode: fileMode },
  'core.v1.DownwardAPIVolumeFile': { mode: fileMode, path: pathOfFile },
  'core.v1.KeyToPath': { mode: fileMode, path: pathOfFile },
  'core.v1.EmptyDirVolumeSource': { sizeLimit: amount },
  'core.v1.HostPathVolumeSource': { path: pathWithoutSteps() },
  'core.v1.ServiceAccountTokenProjection': { expirationSeconds: between(600, 2 ** 32), path: pathOfFile },
  'core.v1.ResourceRequirements': { limits: amount, requests: amount },
  'core.v1.HostAlias': { hostnames: dnsName, ip: address },
  'core.v1.PodDNSConfig': { nameservers: address, searches: searchDomain },
  'core.v1.PodReadinessGate': { conditionType: labelKey },
  'core.v1.PodSchedulingGate': { name: labelKey },
  'core.v1.PreferredSchedulingTerm': WEIGHT,
  'core.v1.WeightedPodAffinityTerm': WEIGHT,
  'core.v1.PodAffinityTerm': {
    matchLabelKeys: labelKey,
    mismatchLabelKeys: labelKey,
    namespaces: dnsLabel,
    topologyKey: labelKey,
  },
  'core.v1.NodeSelectorRequirement': { key: labelKey },
  'core.v1.Toleration': {
    effect: oneOf('NoSchedule', 'PreferNoSchedule', 'NoExecute'),
    key: labelKey,
    operator: oneOf('Exists', 'Equal'),
    value: labelValue,
  },
  'core.v1.TopologySpreadConstraint': { matchLabelKeys: labelKey, maxSkew: positive, minDomains: positive },
};

function pathWithoutSteps() {
  return {
    takes: (value: unknown) => typeof value !== 'string' || !value.split('/').includes('..'),
    allowed: "a path without '..'",
  };
}
