/** A pod that uses much of what a pod can say; nothing in it is refused. */
export const pod = (restartPolicy: 'Always' | 'Never' = 'Always') => ({
  activeDeadlineSeconds: undefined as number | undefined,
  affinity: {
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: [
          {
            matchExpressions: [{ key: 'disk', operator: 'In', values: ['ssd'] }],
            matchFields: [{ key: 'metadata.name', operator: 'In', values: ['node1'] }],
          },
        ],
      },
      preferredDuringSchedulingIgnoredDuringExecution: [
        { weight: 50, preference: { matchExpressions: [{ key: 'zone', operator: 'Exists' }] } },
      ],
    },
    podAntiAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: [
        {
          topologyKey: 'kubernetes.io/hostname',
          labelSelector: { matchLabels: { app: 'web' } },
          namespaces: ['other'],
        },
      ],
      preferredDuringSchedulingIgnoredDuringExecution: [
        {
          weight: 100,
          podAffinityTerm: {
            topologyKey: 'zone',
            labelSelector: { matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['db'] }] },
          },
        },
      ],
    },
  },
  automountServiceAccountToken: false,
  containers: [
    {
      name: 'web',
      image: 'nginx:1.27',
      imagePullPolicy: 'IfNotPresent',
      command: ['nginx'],
      args: ['-g', 'daemon off;'],
      workingDir: '/srv',
      ports: [
        { name: 'http', containerPort: 8080, protocol: 'TCP' },
        { name: 'dns', containerPort: 53, hostPort: 5353, protocol: 'UDP', hostIP: '127.0.0.1' },
      ],
      env: [
        { name: 'LEVEL', value: 'info' },
        { name: 'POD', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
        { name: 'CPU', valueFrom: { resourceFieldRef: { resource: 'limits.cpu', divisor: '1m' } } },
        { name: 'FROM_MAP', valueFrom: { configMapKeyRef: { name: 'config', key: 'level', optional: true } } },
        { name: 'FROM_SECRET', valueFrom: { secretKeyRef: { name: 'secret', key: 'password' } } },
      ],
      envFrom: [{ prefix: 'A_', configMapRef: { name: 'config' } }, { secretRef: { name: 'secret', optional: true } }],
      resources: {
        requests: { cpu: '100m', memory: '64Mi', 'ephemeral-storage': '1Gi' },
        limits: { cpu: '1', memory: '128Mi', 'ephemeral-storage': '2Gi' },
      },
      livenessProbe: {
        httpGet: { path: '/live', port: 'http', scheme: 'HTTP', httpHeaders: [{ name: 'X-Probe', value: '1' }] },
        initialDelaySeconds: 5,
        periodSeconds: 10,
        timeoutSeconds: 2,
        failureThreshold: 3,
        successThreshold: 1,
        terminationGracePeriodSeconds: 10,
      },
      readinessProbe: { tcpSocket: { port: 8080 }, successThreshold: 2 },
      startupProbe: { exec: { command: ['true'] }, failureThreshold: 30 },
      lifecycle: { preStop: { sleep: { seconds: 5 } }, postStart: { exec: { command: ['true'] } } },
      securityContext: {
        allowPrivilegeEscalation: false,
        capabilities: { drop: ['ALL'], add: ['NET_BIND_SERVICE'] },
        readOnlyRootFilesystem: true,
        runAsUser: 1000,
        runAsGroup: 1000,
        runAsNonRoot: true,
        seccompProfile: { type: 'RuntimeDefault' },
      },
      volumeMounts: [
        { name: 'tmp', mountPath: '/tmp' },
        { name: 'config', mountPath: '/etc/web', readOnly: true, subPath: 'web' },
        { name: 'claim', mountPath: '/data' },
      ],
      terminationMessagePolicy: 'File',
    },
    { name: 'side', image: 'busybox:1', livenessProbe: { grpc: { port: 9090, service: 'health' } } },
  ],
  dnsConfig: {
    nameservers: ['10.96.0.10'],
    searches: ['svc.cluster.local', 'a_b.example.com'],
    options: [{ name: 'ndots', value: '2' }],
  },
  dnsPolicy: 'ClusterFirst',
  enableServiceLinks: false,
  hostAliases: [{ ip: '10.0.0.1', hostnames: ['db.example.com'] }],
  hostNetwork: false,
  hostname: 'web',
  imagePullSecrets: [{ name: 'registry' }],
  initContainers: [
    { name: 'wait', image: 'busybox:1', command: ['true'] },
    { name: 'log', image: 'busybox:1', restartPolicy: 'Always', readinessProbe: { exec: { command: ['true'] } } },
  ],
  nodeSelector: { 'kubernetes.io/os': 'linux' },
  restartPolicy,
  securityContext: {
    fsGroup: 1000,
    fsGroupChangePolicy: 'OnRootMismatch',
    runAsNonRoot: true,
    runAsUser: 1000,
    supplementalGroups: [2000],
    sysctls: [{ name: 'net.ipv4.ip_unprivileged_port_start', value: '0' }],
    seccompProfile: { type: 'RuntimeDefault' },
  },
  subdomain: 'web',
  terminationGracePeriodSeconds: 30,
  tolerations: [
    { key: 'dedicated', operator: 'Equal', value: 'web', effect: 'NoSchedule' },
    { key: 'gone', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 60 },
  ],
  topologySpreadConstraints: [
    {
      maxSkew: 1,
      topologyKey: 'zone',
      whenUnsatisfiable: 'DoNotSchedule',
      minDomains: 2,
      labelSelector: { matchLabels: { app: 'web' } },
    },
  ],
  volumes: [
    { name: 'tmp', emptyDir: { sizeLimit: '1Gi', medium: 'Memory' } },
    {
      name: 'config',
      configMap: { name: 'config', defaultMode: 420, items: [{ key: 'a', path: 'web/a', mode: 256 }] },
    },
    { name: 'secret', secret: { secretName: 'secret', optional: true, items: [{ key: 'a', path: 'a' }] } },
    { name: 'claim', persistentVolumeClaim: { claimName: 'data' } },
    { name: 'host', hostPath: { path: '/var/log', type: 'Directory' } },
    { name: 'labels', downwardAPI: { items: [{ path: 'labels', fieldRef: { fieldPath: 'metadata.labels' } }] } },
    {
      name: 'projected',
      projected: {
        sources: [
          { serviceAccountToken: { path: 'token', expirationSeconds: 3600, audience: 'vault' } },
          { configMap: { name: 'config', items: [{ key: 'a', path: 'a' }] } },
          {
            downwardAPI: {
              items: [{ path: 'cpu', resourceFieldRef: { containerName: 'web', resource: 'limits.cpu' } }],
            },
          },
        ],
      },
    },
    { name: 'nfs', nfs: { server: 'nfs.example.com', path: '/export' } },
    { name: 'csi', csi: { driver: 'secrets-store.csi.k8s.io', readOnly: true, volumeAttributes: { a: 'b' } } },
    {
      name: 'scratch',
      ephemeral: {
        volumeClaimTemplate: {
          spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
        },
      },
    },
  ],
});

/** A pod of one container. */
export const smallPod = (restartPolicy?: 'Never' | 'OnFailure') => ({
  containers: [{ name: 'web', image: 'nginx:1.27' }],
  ...(restartPolicy && { restartPolicy }),
});
