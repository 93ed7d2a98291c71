import { oneOf, type AllowedFields } from '../allowed';
import {
  address,
  addressRange,
  dnsLabel,
  dnsLabel1035,
  dnsName,
  pathSegment,
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
    apiGroup: oneOf('rbac.authorization.k8s.io'),
    kind: oneOf('Role', 'ClusterRole'),
    name: pathSegment,
  },
  'rbac.v1.Subject': { kind: oneOf('ServiceAccount', 'User', 'Group') },
  'storage.v1.StorageClass': { reclaimPolicy: oneOf('Delete', 'Retain') },
  'discovery.v1.EndpointSlice': { addressType: oneOf('IPv4', 'IPv6', 'FQDN') },
  'discovery.v1.EndpointPort': { port },
  'core.v1.LoadBalancerIngress': { ip: address },
  'apiextensions.v1.CustomResourceDefinitionSpec': { scope: oneOf('Cluster', 'Namespaced') },
  'admissionregistration.v1.ServiceReference': { name: dnsLabel },
};
