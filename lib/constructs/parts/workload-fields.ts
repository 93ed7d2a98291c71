import type { PropFields } from '../../manifests/props';

const CONTAINER = /^spec\.template\.spec\.(?:initC|c)ontainers\[\d+\]/.source;
const PROBE = '(?:readiness|liveness|startup)Probe';

const inContainers = (rest: string): RegExp => new RegExp(`${CONTAINER}${rest}`);

/** Where the props of a workload end up, so that a message can name them. @param servicePort prop that the Service's port is of */
export const workloadFields = (servicePort: 'port' | 'servicePort'): readonly PropFields[] => [
  { prop: 'replicas', kind: 'Deployment', fields: /^spec\.replicas$/ },
  { prop: 'port', kind: 'Deployment', fields: inContainers('\\.ports\\[0\\]\\.containerPort$') },
  { prop: 'port', kind: 'NetworkPolicy', fields: /^spec\.(?:in|e)gress\[\d+\]\.ports\[\d+\]\.port$/ },
  { prop: 'adminPort', kind: 'Deployment', fields: inContainers('\\.ports\\[1\\]\\.containerPort$') },
  { prop: servicePort, kind: 'Service', fields: /^spec\.ports\[\d+\]\.(?:port|targetPort)$/ },
  { prop: 'exposure: nodePort', kind: 'Service', fields: /^spec\.ports\[\d+\]\.nodePort$/ },
  { prop: 'exposure: host', kind: 'Ingress', fields: /^spec\.(?:rules\[\d+\]\.host|tls\[\d+\]\.hosts\[\d+\])$/ },
  { prop: 'exposure: path', kind: 'Ingress', fields: /^spec\.rules\[\d+\]\.http\.paths\[\d+\]\.path$/ },
  { prop: 'image', kind: 'Deployment', fields: inContainers('\\.image$') },
  { prop: 'resources', kind: 'Deployment', fields: inContainers('\\.resources(.*)$') },
  { prop: 'env', kind: 'Deployment', fields: inContainers('\\.env(\\[.*)$') },
  { prop: 'envFrom', kind: 'Deployment', fields: inContainers('\\.envFrom(\\[.*)$') },
  { prop: 'probes', kind: 'Deployment', fields: inContainers(`\\.${PROBE}\\.(?:httpGet|tcpSocket|exec|grpc)(.*)$`) },
];
