import { defineChart } from 'chartwright';
import { z } from 'zod';
import { base, deployment, freeList, label, object, selector, some, texts } from './author';

const size = z.string().regex(/^\d{1,4}[GMT]i$/);
const accessMode = z.enum(['ReadWriteOnce', 'ReadWriteMany', 'ReadOnlyMany']);

export const persistence = defineChart({
  ...base,
  name: 'persistence',
  values: z.object({
    persistence: z
      .object({
        enabled: z.boolean().default(false),
        existingClaim: z.string().default(''),
        storageClass: z.string().default(''),
        accessModes: z.array(accessMode).min(1).default(['ReadWriteOnce']),
        size: size.default('8Gi'),
        annotations: texts.default({}),
      })
      .prefault({}),
  }),
  build(chart, { persistence }, release) {
    const { enabled, existingClaim, storageClass, accessModes, size, annotations } = persistence;
    if (enabled && !existingClaim)
      object(chart, 'v1', 'PersistentVolumeClaim', release.name, {
        metadata: { name: release.name, ...some('annotations', annotations) },
        spec: {
          accessModes,
          resources: { requests: { storage: size } },
          ...(storageClass && { storageClassName: storageClass === '-' ? '' : storageClass }),
        },
      });
    const volume = enabled ? { persistentVolumeClaim: { claimName: existingClaim || release.name } } : { emptyDir: {} };
    deployment(chart, release, {
      container: { volumeMounts: [{ name: 'data', mountPath: '/data' }] },
      pod: { volumes: [{ name: 'data', ...volume }] },
    });
  },
});

export const persistenceMap = defineChart({
  ...base,
  name: 'persistence-map',
  values: z.object({
    persistence: z
      .record(
        label,
        z.object({
          enabled: z.boolean().default(true),
          type: z.enum(['pvc', 'emptyDir', 'hostPath', 'secret', 'configMap']).default('pvc'),
          mountPath: z.string().min(1),
          name: z.string().default(''),
          size: size.default('1Gi'),
          readOnly: z.boolean().default(false),
        }),
      )
      .default({}),
  }),
  build(chart, { persistence }, release) {
    const items = Object.entries(persistence).filter(([, { enabled }]) => enabled);
    for (const [id, { type, size, name }] of items)
      if (type === 'pvc' && !name)
        object(chart, 'v1', 'PersistentVolumeClaim', `${release.name}-${id}`, {
          spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: size } } },
        });
    deployment(chart, release, {
      container: {
        volumeMounts: items.map(([name, { mountPath, readOnly }]) => ({
          name,
          mountPath,
          ...(readOnly && { readOnly }),
        })),
      },
      pod: {
        volumes: items.map(([id, { type, name }]) => ({
          name: id,
          ...(type === 'pvc' && { persistentVolumeClaim: { claimName: name || `${release.name}-${id}` } }),
          ...(type === 'emptyDir' && { emptyDir: {} }),
          ...(type === 'hostPath' && { hostPath: { path: name } }),
          ...(type === 'secret' && { secret: { secretName: name } }),
          ...(type === 'configMap' && { configMap: { name } }),
        })),
      },
    });
  },
});

export const statefulSet = defineChart({
  ...base,
  name: 'stateful-set',
  values: z.object({
    replicas: z.int().min(1).max(9).default(1),
    storage: z.object({ size: size.default('10Gi'), className: z.string().optional() }).prefault({}),
    podManagementPolicy: z.enum(['OrderedReady', 'Parallel']).default('OrderedReady'),
  }),
  build(chart, { replicas, storage, podManagementPolicy }, release) {
    object(chart, 'apps/v1', 'StatefulSet', release.name, {
      spec: {
        replicas,
        podManagementPolicy,
        serviceName: `${release.name}-headless`,
        selector: { matchLabels: selector(release) },
        template: {
          metadata: { labels: selector(release) },
          spec: { containers: [{ name: 'db', image: 'db:1', volumeMounts: [{ name: 'data', mountPath: '/data' }] }] },
        },
        volumeClaimTemplates: [
          {
            metadata: { name: 'data' },
            spec: {
              accessModes: ['ReadWriteOnce'],
              storageClassName: storage.className,
              resources: { requests: { storage: storage.size } },
            },
          },
        ],
      },
    });
  },
});

export const emptyDirs = defineChart({
  ...base,
  name: 'empty-dirs',
  values: z.object({
    tmpDirs: z.array(z.string().min(1)).default(['/tmp']),
    memory: z.boolean().default(false),
    sizeLimit: z.string().default(''),
  }),
  build(chart, { tmpDirs, memory, sizeLimit }, release) {
    deployment(chart, release, {
      container: { volumeMounts: tmpDirs.map((mountPath, i) => ({ name: `tmp-${i}`, mountPath })) },
      pod: {
        volumes: tmpDirs.map((_, i) => ({
          name: `tmp-${i}`,
          emptyDir: { ...(memory && { medium: 'Memory' }), ...some('sizeLimit', sizeLimit) },
        })),
      },
    });
  },
});

export const extraVolumes = defineChart({
  ...base,
  name: 'extra-volumes',
  values: z.object({ extraVolumes: freeList.default([]), extraVolumeMounts: freeList.default([]) }),
  build(chart, { extraVolumes, extraVolumeMounts }, release) {
    deployment(chart, release, {
      container: { volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }, ...extraVolumeMounts] },
      pod: { volumes: [{ name: 'tmp', emptyDir: {} }, ...extraVolumes] },
    });
  },
});

export const configFiles = defineChart({
  ...base,
  name: 'config-files',
  values: z.object({
    files: z.record(z.string().regex(/^[a-z]{1,12}\.[a-z]{2,4}$/), z.string()).default({ 'app.conf': 'a = 1\n' }),
    mountPath: z.string().min(1).default('/etc/app'),
  }),
  build(chart, { files, mountPath }, release) {
    object(chart, 'v1', 'ConfigMap', release.name, { data: files });
    deployment(chart, release, {
      container: {
        volumeMounts: Object.keys(files).map((subPath) => ({
          name: 'config',
          mountPath: `${mountPath}/${subPath}`,
          subPath,
        })),
      },
      pod: { volumes: [{ name: 'config', configMap: { name: release.name } }] },
    });
  },
});

export const secretMounts = defineChart({
  ...base,
  name: 'secret-mounts',
  values: z.object({
    secretMounts: z
      .array(
        z.object({
          name: label,
          secretName: z.string().min(1),
          path: z.string().min(1),
          optional: z.boolean().optional(),
        }),
      )
      .default([]),
    defaultMode: z.int().min(0).max(511).default(420),
  }),
  build(chart, { secretMounts, defaultMode }, release) {
    deployment(chart, release, {
      container: {
        ...(secretMounts.length > 0 && {
          volumeMounts: secretMounts.map(({ name, path }) => ({ name, mountPath: path, readOnly: true })),
        }),
      },
      pod: {
        ...(secretMounts.length > 0 && {
          volumes: secretMounts.map(({ name, secretName, optional }) => ({
            name,
            secret: { secretName, defaultMode, optional },
          })),
        }),
      },
    });
  },
});

export const nfs = defineChart({
  ...base,
  name: 'nfs',
  values: z.object({
    nfs: z
      .object({
        server: z.string().min(1).default('nas'),
        path: z.string().min(1).default('/export'),
        options: z.array(z.string()).default([]),
      })
      .optional(),
  }),
  build(chart, { nfs }, release) {
    deployment(chart, release, {
      pod: {
        volumes: [{ name: 'data', ...(nfs ? { nfs: { server: nfs.server, path: nfs.path } } : { emptyDir: {} }) }],
      },
    });
    if (nfs)
      object(chart, 'v1', 'PersistentVolume', release.name, {
        spec: {
          capacity: { storage: '1Gi' },
          accessModes: ['ReadWriteMany'],
          nfs: { server: nfs.server, path: nfs.path },
          ...some('mountOptions', nfs.options),
        },
      });
  },
});

export const retained = defineChart({
  ...base,
  name: 'retained',
  values: z.object({
    retain: z.boolean().default(true),
    labels: texts.default({}),
    volumeName: z.string().default(''),
    selectorLabels: texts.default({}),
  }),
  build(chart, { retain, labels, volumeName, selectorLabels }, release) {
    object(chart, 'v1', 'PersistentVolumeClaim', release.name, {
      metadata: {
        name: release.name,
        ...(retain && { annotations: { 'helm.sh/resource-policy': 'keep' } }),
        labels: { app: release.name, ...labels },
      },
      spec: {
        resources: { requests: { storage: '1Gi' } },
        ...some('volumeName', volumeName),
        ...(Object.keys(selectorLabels).length > 0 && { selector: { matchLabels: selectorLabels } }),
      },
    });
  },
});

export const claims = defineChart({
  ...base,
  name: 'claims',
  values: z.object({
    claims: z
      .array(z.object({ name: label, gibibytes: z.int().min(1).max(10000), mode: accessMode.default('ReadWriteOnce') }))
      .default([{ name: 'data', gibibytes: 5, mode: 'ReadWriteOnce' }]),
  }),
  build(chart, { claims }, release) {
    claims.forEach(({ name, gibibytes, mode }, i) =>
      object(chart, 'v1', 'PersistentVolumeClaim', `${release.name}-${i}-${name}`, {
        spec: { accessModes: [mode], resources: { requests: { storage: `${gibibytes}Gi` } } },
      }),
    );
  },
});

export const snapshots = defineChart({
  ...base,
  name: 'snapshots',
  values: z.object({
    snapshots: z
      .object({
        schedule: z.string().default(''),
        keep: z.int().min(1).max(100).default(7),
        class: z.string().default('csi'),
      })
      .prefault({}),
  }),
  build(chart, { snapshots: { schedule, keep, class: className } }, release) {
    object(chart, 'v1', 'ConfigMap', release.name, {
      data: { snapshots: schedule ? `${schedule} keep ${keep}` : 'never' },
    });
    if (schedule)
      object(chart, 'snapscheduler.backube/v1', 'SnapshotSchedule', release.name, {
        spec: { schedule, retention: { maxCount: keep }, snapshotTemplate: { snapshotClassName: className } },
      });
  },
});
