import { between, oneOf, type AllowedFields } from '../allowed';
import {
  address,
  addressRange,
  annotationKey,
  configKey,
  dnsLabel,
  dnsName,
  labelKey,
  labelValue,
  notNegative,
  port,
  portNumberOrName,
} from '../texts';

const MODES = oneOf('ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOncePod');

/** Fields of the core group beside pods, and of the metadata of all objects. */
export const CORE_FIELDS: AllowedFields = {
  'meta.v1.ObjectMeta': { labels: labelValue },
  'meta.v1.LabelSelector': { matchLabels: labelValue },
  'meta.v1.LabelSelectorRequirement': {
    key: labelKey,
    operator: oneOf('In', 'NotIn', 'Exists', 'DoesNotExist'),
    values: labelValue,
  },
  'core.v1.ServiceSpec': {
    clusterIPs: { ...address, takes: (value) => value === 'None' || address.takes(value) },
    externalIPs: address,
    loadBalancerClass: labelKey,
    loadBalancerSourceRanges: addressRange,
    selector: labelValue,
    trafficDistribution: oneOf('PreferClose', 'PreferSameZone', 'PreferSameNode'),
  },
  'core.v1.ServicePort': {
    appProtocol: labelKey,
    name: dnsLabel,
    nodePort: { ...between(30000, 32767), takes: (value) => value === 0 || between(30000, 32767).takes(value) },
    port,
    // 0 is the port itself.
    targetPort: { ...portNumberOrName, takes: (value) => value === 0 || portNumberOrName.takes(value) },
  },
  'core.v1.ClientIPConfig': { timeoutSeconds: between(1, 86400) },
  'core.v1.PersistentVolumeClaimSpec': {
    accessModes: MODES,
    storageClassName: dnsName,
    volumeAttributesClassName: dnsName,
  },
  'core.v1.PersistentVolumeSpec': {
    accessModes: MODES,
    storageClassName: dnsName,
    volumeAttributesClassName: dnsName,
  },
  'core.v1.EndpointAddress': { hostname: dnsLabel, ip: address, nodeName: dnsName },
  'core.v1.EndpointPort': { appProtocol: labelKey, name: dnsLabel, port },
  'core.v1.ReplicationControllerSpec': { minReadySeconds: notNegative, replicas: notNegative },
  'core.v1.TypedLocalObjectReference': { apiGroup: dnsName },
  'core.v1.NodeSpec': { podCIDR: addressRange, podCIDRs: addressRange },
  'core.v1.Taint': { key: labelKey, value: labelValue },
  'core.v1.ScopedResourceSelectorRequirement': {
    scopeName: oneOf(
      'Terminating',
      'NotTerminating',
      'BestEffort',
      'NotBestEffort',
      'PriorityClass',
      'CrossNamespacePodAffinity',
      'VolumeAttributesClass',
    ),
  },
};

/** Keys of maps by the type and field that holds the map. */
export const MAP_KEYS: AllowedFields = {
  'meta.v1.ObjectMeta': { annotations: annotationKey, labels: labelKey },
  'meta.v1.LabelSelector': { matchLabels: labelKey },
  'core.v1.PodSpec': { nodeSelector: labelKey },
  'core.v1.ServiceSpec': { selector: labelKey },
  'core.v1.ConfigMap': { binaryData: configKey, data: configKey },
  'core.v1.Secret': { data: configKey, stringData: configKey },
};
