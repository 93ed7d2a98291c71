/** Immutable fields beyond those that a diff of manifests knows. Sources: pkg/apis/…/validation of Kubernetes 1.34. */
export const IMMUTABLE_ELSEWHERE: ReadonlyMap<string, RegExp> = new Map([
  ['Service', /^spec\.ipFamilies\b/],
  [
    'PersistentVolume',
    /^spec\.(?!(capacity|accessModes|persistentVolumeReclaimPolicy|mountOptions|claimRef|storageClassName|nodeAffinity|volumeAttributesClassName)\b)/,
  ],
  ['node.k8s.io/RuntimeClass', /^handler$/],
  ['apiextensions.k8s.io/CustomResourceDefinition', /^spec\.(scope|names\.kind|group)$/],
  ['batch/Job', /^spec\.managedBy$/],
  ['storage.k8s.io/CSIDriver', /^spec\.(attachRequired|podInfoOnMount|volumeLifecycleModes)\b/],
  ['admissionregistration.k8s.io/ValidatingAdmissionPolicyBinding', /^spec\.policyName$/],
]);
