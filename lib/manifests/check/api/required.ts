/** Fields by type. */
type FieldsByType = Readonly<Record<string, readonly string[]>>;

/** Fields that the schema calls required and the server does without: their zero is a value, or they are filled in. */
const NOT_NEEDED: FieldsByType = {
  'apps.v1.ControllerRevision': ['revision'],
  'batch.v1.PodFailurePolicy': ['rules'],
  'core.v1.TypedLocalObjectReference': ['kind', 'name'],
  'core.v1.TypedObjectReference': ['kind', 'name'],
  'storage.v1.TokenRequest': ['audience'],
  'apiextensions.v1.CustomResourceDefinitionVersion': ['served', 'storage'],
  'batch.v1.PodFailurePolicyOnPodConditionsPattern': ['status'],
  'core.v1.HTTPHeader': ['value'],
  'core.v1.LimitRangeSpec': ['limits'],
  'core.v1.PreferredSchedulingTerm': ['preference'],
  'core.v1.SleepAction': ['seconds'],
  'core.v1.Sysctl': ['value'],
  'discovery.v1.EndpointSlice': ['endpoints'],
  'meta.v1.OwnerReference': ['apiVersion', 'kind', 'name', 'uid'],
  'rbac.v1.RoleRef': ['apiGroup'],
  'scheduling.v1.PriorityClass': ['value'],
  'storage.v1.CSIDriver': ['spec'],
};

/** Fields in which an empty text is not the same as none. */
const NOT_EMPTY: FieldsByType = {
  'admissionregistration.v1.MutatingWebhook': ['failurePolicy', 'matchPolicy', 'reinvocationPolicy', 'sideEffects'],
  'admissionregistration.v1.RuleWithOperations': ['scope'],
  'admissionregistration.v1.ValidatingWebhook': ['failurePolicy', 'matchPolicy', 'sideEffects'],
  'autoscaling.v2.HPAScalingRules': ['selectPolicy'],
  'core.v1.EndpointAddress': ['nodeName'],
  'core.v1.EndpointPort': ['appProtocol'],
  'core.v1.PersistentVolumeSpec': ['volumeAttributesClassName', 'volumeMode'],
  'core.v1.PersistentVolumeClaimSpec': ['volumeMode'],
  'core.v1.PodSecurityContext': ['fsGroupChangePolicy', 'seLinuxChangePolicy', 'supplementalGroupsPolicy'],
  'core.v1.PodSpec': ['preemptionPolicy', 'runtimeClassName'],
  'core.v1.SecurityContext': ['procMount'],
  'core.v1.ServicePort': ['appProtocol'],
  'core.v1.ServiceSpec': ['ipFamilyPolicy', 'loadBalancerClass', 'internalTrafficPolicy', 'trafficDistribution'],
  'core.v1.TopologySpreadConstraint': ['nodeAffinityPolicy', 'nodeTaintsPolicy'],
  'core.v1.TypedLocalObjectReference': ['apiGroup'],
  'core.v1.VolumeMount': ['mountPropagation', 'recursiveReadOnly'],
  'discovery.v1.Endpoint': ['hostname', 'nodeName'],
  'discovery.v1.EndpointPort': ['appProtocol', 'protocol'],
  'batch.v1.JobSpec': ['completionMode', 'podReplacementPolicy'],
  'networking.v1.HTTPIngressPath': ['pathType'],
  'networking.v1.NetworkPolicyPort': ['protocol'],
  'networking.v1.IngressSpec': ['ingressClassName'],
  'policy.v1.PodDisruptionBudgetSpec': ['unhealthyPodEvictionPolicy'],
  'scheduling.v1.PriorityClass': ['preemptionPolicy'],
  'storage.v1.CSIDriverSpec': ['fsGroupPolicy'],
  'storage.v1.StorageClass': ['volumeBindingMode'],
};

/** Fields of features that are off unless somebody switches them on: the server drops them before it looks at them. */
const DROPPED: FieldsByType = {
  'autoscaling.v2.HPAScalingRules': ['tolerance'],
  'apps.v1.RollingUpdateStatefulSetStrategy': ['maxUnavailable'],
  'core.v1.Container': ['restartPolicyRules'],
  'core.v1.EnvVarSource': ['fileKeyRef'],
  'core.v1.Volume': ['image'],
  'core.v1.VolumeProjection': ['clusterTrustBundle', 'podCertificate'],
};

/** Fields that are stored as they are. */
const UNCHECKED: FieldsByType = {
  'batch.v1.JobTemplateSpec': ['metadata'],

  'autoscaling.v2.MetricIdentifier': ['selector'],
};

const has = (table: FieldsByType, type: string, field: string): boolean => table[type]?.includes(field) === true;

/** Whether a field that the schema calls required may be missing or empty. */
export const mayBeMissing = (type: string, field: string): boolean => has(NOT_NEEDED, type, field);

/** Whether an empty text is looked at as any other. */
export const mayNotBeEmpty = (type: string, field: string): boolean => has(NOT_EMPTY, type, field);

/** Whether a field is decoded, and no more. */
export const isUnchecked = (type: string, field: string): boolean =>
  has(DROPPED, type, field) || has(UNCHECKED, type, field);

/** Whether the server takes a field away before it looks at what stands beside it. */
export const isDropped = (type: string, field: string): boolean => has(DROPPED, type, field);
