import { between, oneOf, type AllowedFields } from '../allowed';
import {
  address,
  addressRange,
  amount,
  dnsLabel,
  dnsLabel1035,
  dnsName,
  labelKey,
  pathSegment,
  notNegative,
  positive,
  port,
  portName,
  portNumberOrName,
} from '../texts';
import { host } from '../host';

/** Fields of networking, access, storage and definitions. */
export const OTHER_FIELDS: AllowedFields = {
  'networking.v1.IngressSpec': { ingressClassName: dnsName },
  'networking.v1.IngressRule': { host: host.rule },
  'networking.v1.IngressTLS': { hosts: host.certificate, secretName: dnsName },
  'networking.v1.IngressServiceBackend': { name: dnsLabel1035 },
  'networking.v1.ServiceBackendPort': { name: portName, number: { ...port, takes: (v) => v === 0 || port.takes(v) } },
  'networking.v1.NetworkPolicySpec': { policyTypes: oneOf('Ingress', 'Egress') },
  'networking.v1.NetworkPolicyPort': { port: portNumberOrName },
  'networking.v1.IPBlock': { cidr: addressRange, except: addressRange },
  'rbac.v1.RoleRef': {
    kind: oneOf('Role', 'ClusterRole'),
    name: pathSegment,
  },
  'rbac.v1.Subject': { kind: oneOf('ServiceAccount', 'User', 'Group') },
  'discovery.v1.EndpointSlice': { addressType: oneOf('IPv4', 'IPv6', 'FQDN') },
  'discovery.v1.EndpointPort': { appProtocol: labelKey, name: dnsLabel },
  'discovery.v1.Endpoint': { hostname: dnsLabel, nodeName: dnsName },
  'core.v1.LoadBalancerIngress': { ip: address },
  'storage.v1.StorageClass': { reclaimPolicy: oneOf('Delete', 'Retain') },
  'apiextensions.v1.CustomResourceDefinitionSpec': { scope: oneOf('Cluster', 'Namespaced') },
  'admissionregistration.v1.ServiceReference': { port },
  'admissionregistration.v1.ValidatingWebhook': { timeoutSeconds: between(1, 30) },
  'admissionregistration.v1.MutatingWebhook': {
    reinvocationPolicy: oneOf('Never', 'IfNeeded'),
    timeoutSeconds: between(1, 30),
  },
  'admissionregistration.v1.RuleWithOperations': {
    operations: oneOf('*', 'CONNECT', 'CREATE', 'DELETE', 'UPDATE'),
    scope: oneOf('*', 'Cluster', 'Namespaced'),
  },
  'apiregistration.v1.ServiceReference': { port },
  'apiregistration.v1.APIServiceSpec': {
    group: dnsName,
    groupPriorityMinimum: between(1, 20000),
    version: dnsLabel1035,
    versionPriority: between(1, 1000),
  },
  'apps.v1.ControllerRevision': { revision: notNegative },
  'coordination.v1.LeaseSpec': { leaseDurationSeconds: positive, leaseTransitions: notNegative },
  'node.v1.Overhead': { podFixed: amount },
  'storage.v1.CSIDriverSpec': {
    fsGroupPolicy: oneOf('File', 'None', 'ReadWriteOnceWithFSType'),
    volumeLifecycleModes: oneOf('Persistent', 'Ephemeral'),
  },
};
