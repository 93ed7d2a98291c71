import { diffManifests, type Change } from '../../../lib/manifests/diff';
import type { KubeObject } from '../../../lib/manifests/manifest';
import { cleanSet, type Objects } from '../check/clean-set';

const container = (objects: Objects) => objects.web.spec.template.spec.containers[0];
const objectsOf = (objects: Objects) => Object.values(objects) as KubeObject[];

function diff(change: (objects: Objects) => unknown, start: (objects: Objects) => unknown = () => undefined): Change[] {
  const before = cleanSet();
  start(before);
  const after = structuredClone(before);
  change(after);
  return diffManifests(objectsOf(before), objectsOf(after));
}

/** `Service polls/blue-web: sort: message` of everything. */
const told = (changes: Change[]) =>
  changes.flatMap(({ object, consequences }) =>
    consequences.map(({ sort, message }) => `${object}: ${sort}: ${message}`),
  );

const secure = (objects: Objects): void => {
  objects.web.spec.template.spec.automountServiceAccountToken = false;
  objects.web.spec.template.spec.securityContext = { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } };
  container(objects).securityContext = {
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    capabilities: { drop: ['ALL'] },
  };
};

const WEB = 'Deployment polls/blue-web';
const ROLLS = `${WEB}: rolls-pods: rolls pods: yes`;

describe('diffManifests tells', () => {
  test.each<[string, (objects: Objects) => unknown, string[]]>([
    // What rolls, scales, changes image
    ['of an image', (o) => (container(o).image = 'web:2'), [ROLLS, `${WEB}: image: image of web: tag 1 → 2`]],
    [
      'of an image by digest from elsewhere',
      (o) => (container(o).image = 'registry:5000/web@sha256:ab'),
      [ROLLS, `${WEB}: image: image of web: web:1 → registry:5000/web@sha256:ab`],
    ],
    ['of a template annotation', (o) => (o.web.spec.template.metadata.annotations.checksum = 'b2'), [ROLLS]],
    [
      'of an outage under strategy Recreate',
      (o) => {
        o.web.spec.strategy = { type: 'Recreate' };
        o.web.spec.template.metadata.annotations.checksum = 'b2';
      },
      [
        `${WEB}: fails-server-side: spec.strategy.rollingUpdate was defaulted and stays, which type Recreate forbids (server-side apply alone); write spec.strategy.rollingUpdate out and apply first, or patch it away`,
        `${WEB}: lowers-availability: strategy Recreate: from now on every rollout stops all pods before the new ones start`,
        `${ROLLS}, all at once (strategy Recreate): an outage`,
      ],
    ],
    [
      'that OnDelete pods stay',
      (o) => {
        o.database.spec.updateStrategy = { type: 'OnDelete' };
        o.database.spec.template.spec.containers[0].image = 'postgres:16';
      },
      [
        'StatefulSet polls/blue-db: fails: spec.updateStrategy.rollingUpdate was defaulted and stays, which type OnDelete forbids; write spec.updateStrategy.rollingUpdate out and apply first, or patch it away',
      ],
    ],
    ['of replicas', (o) => (o.database.spec.replicas = 3), ['StatefulSet polls/blue-db: scales: replicas 1 → 3']],
    ['nothing of replicas that are the default', (o) => delete o.database.spec.replicas, []],
    [
      'of a workload switched off',
      (o) => (o.database.spec.replicas = 0),
      [
        'StatefulSet polls/blue-db: lowers-availability: replicas 1 → 0',
        'StatefulSet polls/blue-db: scales: replicas 1 → 0',
        'StatefulSet polls/blue-db: scales: switched off: no pod is left',
      ],
    ],
    [
      'of autoscaling bounds',
      (o) => Object.assign(o.autoscaler.spec, { minReplicas: 3, maxReplicas: 9 }),
      [
        'HorizontalPodAutoscaler polls/blue-web: scales: at least 2 → 3',
        'HorizontalPodAutoscaler polls/blue-web: scales: at most 7 → 9',
      ],
    ],
    [
      'that a CronJob changes from the next run on',
      (o) => (o.backup.spec.jobTemplate.spec.template.spec.containers[0].image = 'postgres:16'),
      [
        'CronJob polls/blue-backup: stale-pods: from the next run on',
        'CronJob polls/blue-backup: image: image of dump: tag 15 → 16',
      ],
    ],
    [
      'that pods go on with the old ConfigMap',
      (o) => (o.config.data.LEVEL = 'debug'),
      [`ConfigMap polls/blue-web: stale-pods: pods of ${WEB} go on with what they have read until they are restarted`],
    ],
    [
      'nothing of the ConfigMap when its readers roll anyway',
      (o) => {
        o.config.data.LEVEL = 'debug';
        o.web.spec.template.metadata.annotations.checksum = 'b2';
      },
      [ROLLS],
    ],

    // What would fail
    [
      'that a Deployment keeps its selector',
      (o) => (o.web.spec.selector.matchLabels.extra = 'x'),
      [
        `${WEB}: fails: spec.selector: 'app.kubernetes.io/name=polls, app.kubernetes.io/instance=blue, app.kubernetes.io/component=web, extra=x' does not select the pods of its own template. Put these labels on spec.template.metadata.labels as well`,
        `${WEB}: fails: immutable field changed: spec.selector.matchLabels.extra; delete it and apply again, or give the new one another name`,
      ],
    ],
    [
      'that a StatefulSet keeps its claims',
      (o) =>
        (o.database.spec.volumeClaimTemplates[0].spec = {
          accessModes: ['ReadWriteOnce'],
          resources: { requests: { storage: '2Gi' } },
        }),
      [
        'StatefulSet polls/blue-db: fails: immutable field changed: spec.volumeClaimTemplates[0].spec.resources.requests.storage; delete it with --cascade=orphan, which keeps pods and volumes, and apply again',
      ],
    ],
    [
      'that a Job keeps its template',
      (o) => (o.credentials.spec.template.spec.containers[0].image = 'web:2'),
      [
        'Job polls/blue-credentials: fails: immutable field changed: spec.template.spec.containers[make].image; delete the old Job first, or give the new one another name',
      ],
    ],
    [
      'that a Service keeps its cluster IP',
      (o) => (o.service.spec.clusterIP = '10.0.0.7'),
      [
        'Service polls/blue-web: fails: immutable field changed: spec.clusterIP; delete the Service and apply again: until then it does not answer',
      ],
    ],
    [
      'that a headless Service stays headless',
      (o) => delete o.databaseService.spec.clusterIP,
      ['Service polls/blue-db: no-effect: spec.clusterIP stays "None": delete the Service first to get rid of it'],
    ],
    [
      'that a claim keeps its class',
      (o) => (o.claim.spec = { ...o.claim.spec, storageClassName: 'fast' }),
      [
        'PersistentVolumeClaim polls/blue-media: fails: immutable field changed: spec.storageClassName; make a claim of another name and move the data',
      ],
    ],
    [
      'that a binding keeps its role',
      (o) => (o.binding.roleRef.name = 'other'),
      [
        'RoleBinding polls/blue-credentials: fails: immutable field changed: roleRef.name; delete it and apply again, or give the new one another name',
      ],
    ],
    [
      'that a Secret keeps its type',
      (o) => (o.secret.type = 'example.com/key'),
      [
        'Secret polls/blue-key: fails: immutable field changed: type; delete it and apply again, or give the new one another name',
      ],
    ],

    // What is gone
    [
      'what kubectl apply leaves behind',
      (o) => delete o.autoscaler,
      [
        'HorizontalPodAutoscaler polls/blue-web: left-behind: kubectl apply leaves it in the cluster',
        'HorizontalPodAutoscaler polls/blue-web: once-deleted: once it is deleted, the number of pods follows the load no more',
      ],
    ],
    [
      'what data a removal costs',
      (o) => delete o.claim,
      [
        'PersistentVolumeClaim polls/blue-media: loses-data: deleting it deletes the data, unless the volume is kept (reclaimPolicy: Retain)',
        'PersistentVolumeClaim polls/blue-media: left-behind: kubectl apply leaves it in the cluster',
      ],
    ],

    // What widens access: Services, routes, RBAC
    [
      'of a Service that becomes a LoadBalancer',
      (o) => (o.service.spec.type = 'LoadBalancer'),
      ['Service polls/blue-web: widens-access: the load balancer is open for anyone'],
    ],
    [
      'of a new NodePort',
      (o) =>
        (o.open = {
          ...o.databaseService,
          metadata: { name: 'open' },
          spec: { type: 'NodePort', ports: [{ port: 80 }] },
        }),
      ['Service open: widens-access: type NodePort: reachable from outside the cluster'],
    ],
    [
      'of a new host',
      (o) => o.ingress.spec.rules.push({ ...o.ingress.spec.rules[0], host: 'www.example.com' }),
      ['Ingress polls/blue-web: widens-access: serves www.example.com/'],
    ],
    [
      'of a path of a route that is inside of the one before',
      (o) => (o.route.spec.rules[0].matches = [{ path: { type: 'PathPrefix', value: '/admin' } }]),
      ['HTTPRoute polls/blue-web: narrows-access: not any more: serves any host/'],
    ],
    [
      'of new verbs and wildcards',
      (o) => o.role.rules.push({ apiGroups: ['', 'apps'], resources: ['*'], verbs: ['list'] }),
      [
        'Role polls/blue-credentials: widens-access: may list *',
        'Role polls/blue-credentials: widens-access: may list *.apps',
      ],
    ],
    [
      'of a new subject',
      (o) => o.binding.subjects.push({ kind: 'Group', name: 'system:authenticated' }),
      ['RoleBinding polls/blue-credentials: widens-access: gives Role blue-credentials to Group system:authenticated'],
    ],
    [
      'of a namespace that takes less',
      (o) => (o.namespace.metadata.labels = { 'pod-security.kubernetes.io/enforce': 'baseline' }),
      ['Namespace polls: narrows-access: Pod Security is enforced at baseline in place of privileged'],
    ],

    // NetworkPolicy
    [
      'of a removed policy',
      (o) => delete o.policy,
      [
        'NetworkPolicy polls/blue-web: left-behind: kubectl apply leaves it in the cluster',
        'NetworkPolicy polls/blue-web: once-deleted: once it is deleted, its pods take and send whatever no other policy forbids',
      ],
    ],
    [
      'of a new peer',
      (o) => o.policy.spec.ingress[0].from.push({ ipBlock: { cidr: '0.0.0.0/0' } }),
      [
        'NetworkPolicy polls/blue-web: widens-access: lets in from 0.0.0.0/0 on port 8000',
        'NetworkPolicy polls/blue-web: widens-access: lets in from 0.0.0.0/0 on port 8080',
      ],
    ],
    [
      'of peers that become everyone',
      (o) => delete o.policy.spec.ingress[0].from,
      [
        'NetworkPolicy polls/blue-web: widens-access: lets in from anyone on port 8000',
        'NetworkPolicy polls/blue-web: widens-access: lets in from anyone on port 8080',
      ],
    ],
    [
      'of ports that become all',
      (o) => delete o.policy.spec.ingress[0].ports,
      ['NetworkPolicy polls/blue-web: widens-access: lets in from pods elsewhere=yes on any port'],
    ],
    [
      'of pods that another policy shuts off alone',
      (o) => (o.policy.spec.podSelector.matchLabels = { app: 'x' }),
      [
        'NetworkPolicy polls/blue-web: narrows-access: not any more: lets in from pods elsewhere=yes on port 8000',
        'NetworkPolicy polls/blue-web: narrows-access: not any more: lets in from pods elsewhere=yes on port 8080',
      ],
    ],
    [
      'of a direction that is not restricted any more',
      (o) => (o.denyAll.spec.policyTypes = ['Egress']),
      [
        'NetworkPolicy polls/blue-deny: widens-access: ingress of StatefulSet polls/blue-db, Job polls/blue-credentials, CronJob polls/blue-backup, any other pod is not restricted any more',
        'NetworkPolicy polls/blue-deny: narrows-access: egress of Deployment polls/blue-web, StatefulSet polls/blue-db, Job polls/blue-credentials, CronJob polls/blue-backup and 1 more is restricted from now on',
      ],
    ],
    [
      'of a policy that lets in less',
      (o) => (o.policy.spec.ingress = []),
      [
        'NetworkPolicy polls/blue-web: narrows-access: not any more: lets in from pods elsewhere=yes on port 8000',
        'NetworkPolicy polls/blue-web: narrows-access: not any more: lets in from pods elsewhere=yes on port 8080',
      ],
    ],
  ])('%s', (_, change, consequences) => {
    expect(told(diff(change))).toEqual(consequences);
  });

  test.each<[string, (objects: Objects) => unknown, string]>([
    ['root', (o) => (container(o).securityContext.runAsUser = 0), 'container web: runs as root'],
    [
      'a capability',
      (o) => (container(o).securityContext.capabilities.add = ['NET_ADMIN']),
      'container web: capability NET_ADMIN',
    ],
    [
      'kept capabilities',
      (o) => delete container(o).securityContext.capabilities,
      'container web: capabilities are not dropped',
    ],
    [
      'escalation',
      (o) => delete container(o).securityContext.allowPrivilegeEscalation,
      'container web: privilege escalation is not forbidden',
    ],
    [
      'a writable root',
      (o) => (container(o).securityContext.readOnlyRootFilesystem = false),
      'container web: its root file system is writable',
    ],
    [
      'root not forbidden',
      (o) => (container(o).securityContext.runAsNonRoot = false),
      'container web: root is not forbidden',
    ],
    [
      'no seccomp',
      (o) => (container(o).securityContext.seccompProfile = { type: 'Unconfined' }),
      'container web: no seccomp profile',
    ],
    ['the host network', (o) => (o.web.spec.template.spec.hostNetwork = true), 'hostNetwork: true'],
    [
      'a path of the node',
      (o) => o.web.spec.template.spec.volumes.push({ name: 'h', hostPath: { path: '/etc' } }),
      'mounts /etc of the node',
    ],
    ['a port of the node', (o) => (container(o).ports[0].hostPort = 80), 'container web: port 80 of the node'],
    [
      'a token',
      (o) => (o.web.spec.template.spec.automountServiceAccountToken = true),
      'pods hold a service account token',
    ],
  ])('of pods that get %s', (_, change, message) => {
    const widened = diff(change, (o) => {
      secure(o);
      o.web.spec.template.spec.initContainers = [];
    }).flatMap(({ consequences }) => consequences.filter(({ sort }) => sort === 'widens-access'));
    expect(widened).toEqual([{ sort: 'widens-access', message }]);
  });

  test('of pods that get privileged, which forbids to forbid escalation', () => {
    const changes = diff(
      (o) => Object.assign(container(o).securityContext, { privileged: true, allowPrivilegeEscalation: true }),
      secure,
    );
    expect(told(changes)).toContain(`${WEB}: widens-access: container web: privileged`);
  });

  test('of a namespace that enforces less', () => {
    const enforce = (level: string) => (o: Objects) =>
      (o.namespace.metadata.labels = { 'pod-security.kubernetes.io/enforce': level });
    expect(told(diff(enforce('baseline'), enforce('restricted')))).toEqual([
      'Namespace polls: widens-access: Pod Security is enforced at baseline in place of restricted',
    ]);
    expect(told(diff(enforce('restricted'), enforce('baseline')))).toEqual([
      'Namespace polls: narrows-access: Pod Security is enforced at restricted in place of baseline',
    ]);
  });

  test('of locked configuration and claims that would shrink', () => {
    const size = (storage: string) => (o: Objects) => (o.claim.spec = { resources: { requests: { storage } } });
    expect(told(diff(size('1000Mi'), size('1Gi')))).toEqual([
      "PersistentVolumeClaim polls/blue-media: fails: a claim can't shrink: spec.resources.requests.storage 1Gi → 1000Mi",
    ]);
    expect(told(diff(size('2Gi'), size('1Gi')))).toEqual([
      'PersistentVolumeClaim polls/blue-media: may-fail: a claim grows only when it is bound and its storage class has allowVolumeExpansion: else it is refused',
      'PersistentVolumeClaim polls/blue-media: scales: storage "1Gi" → "2Gi"',
    ]);
    const locked = diff(
      (o) => (o.secret.stringData.key = 'y'),
      (o) => (o.secret.immutable = true),
    );
    expect(locked[0]?.consequences[0]?.message).toContain('immutable field changed: data.key');
  });
});
