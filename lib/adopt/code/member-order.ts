/** The order in which people write what machines print by the alphabet. */
const ORDER = (
  'apiVersion kind metadata type name generateName namespace labels annotations image imagePullPolicy command args ' +
  'workingDir replicas minReplicas maxReplicas scaleTargetRef schedule concurrencyPolicy selector matchLabels serviceName ' +
  'strategy updateStrategy template jobTemplate spec ports port containerPort targetPort nodePort protocol env envFrom ' +
  'resources requests limits cpu memory startupProbe readinessProbe livenessProbe httpGet tcpSocket exec path ' +
  'initialDelaySeconds periodSeconds timeoutSeconds failureThreshold successThreshold lifecycle securityContext ' +
  'volumeMounts serviceAccountName initContainers containers restartPolicy volumes volumeClaimTemplates ' +
  'ingressClassName tls hosts secretName rules host http paths pathType backend accessModes storageClassName'
).split(' ');

const RANK = new Map(ORDER.map((key, rank) => [key, rank]));

/** Members in the order of a person; those of somebody who had an order of his own stay in it. */
export function inOrder<T extends { readonly key: string }>(members: readonly T[]): readonly T[] {
  const sorted = members.every(({ key }, i) => (members[i - 1]?.key ?? '') <= key);
  if (!sorted || members.length < 2) return members;
  const rank = ({ key }: T): number => RANK.get(key) ?? ORDER.length;
  return [...members].sort((a, b) => rank(a) - rank(b));
}
