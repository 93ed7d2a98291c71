import { at, fields, text } from '../fields';
import { groupKind, objectName, type KubeObject, type Manifest } from '../manifest';
import { labelSelector } from '../selector';
import type { TopologyDraft } from './draft';

/** A node for everything that makes pods, with its images, autoscalers and disruption budgets. */
export function addWorkloads(draft: TopologyDraft): void {
  const { set } = draft;
  const scaled = new Set(
    set.ofKind('autoscaling/HorizontalPodAutoscaler').map((manifest) => targetOf(draft, manifest)),
  );
  const byManifest = new Map(set.workloads.all.map((workload) => [workload.manifest, workload]));
  for (const workload of set.workloads.all) {
    const id = draft.addNode(
      workload.manifest,
      'workload',
      howMany(workload.manifest.object, scaled.has(workload.manifest)),
    );
    const images = [...new Set(workload.containers.map(({ spec }) => text(spec.image) ?? ''))].filter(Boolean);
    for (const image of images) {
      const names = workload.containers.filter(({ spec }) => spec.image === image).map(({ name }) => name);
      const short = image.slice(image.lastIndexOf('/') + 1).replace(/@sha256:(.{8}).*/, '@$1…');
      draft.addRow(id, { id: `${id} ${image}`, sort: 'image', text: short, detail: `${image}: ${names.join(', ')}` });
    }
  }
  for (const manifest of set.ofKind('autoscaling/HorizontalPodAutoscaler')) {
    const { minReplicas, maxReplicas, metrics } = fields(manifest.object.spec);
    const target = targetOf(draft, manifest);
    const workload = target && byManifest.get(target);
    const measured = Array.isArray(metrics) ? metrics.map(describeMetric).join(', ') : '';
    const range = `${numberOf(minReplicas)}–${numberOf(maxReplicas)}`;
    const row = {
      sort: 'autoscaler',
      text: `scales ${range}`,
      detail: `${objectName(manifest.object)}: ${range}; ${measured}`,
    } as const;
    if (workload) draft.addAbout(manifest, [workload], row, 'policy', { sort: 'selects' });
  }
  for (const manifest of set.ofKind('policy/PodDisruptionBudget')) {
    const { minAvailable, maxUnavailable, selector } = fields(manifest.object.spec);
    const rule =
      maxUnavailable === undefined
        ? `min ${numberOf(minAvailable)} available`
        : `max ${numberOf(maxUnavailable)} unavailable`;
    const selected = set.workloads.select(manifest.object.metadata.namespace ?? '', labelSelector(selector));
    if (selected.length === 0) continue;
    const row = { sort: 'budget', text: rule, detail: `${objectName(manifest.object)}: ${rule}` } as const;
    draft.addAbout(manifest, selected, row, 'policy', { sort: 'selects' });
  }
}

const numberOf = (value: unknown): string =>
  typeof value === 'number' || typeof value === 'string' ? `${value}` : '1';

/** What an autoscaler scales, if it is in the set. */
function targetOf({ set }: TopologyDraft, { object }: Manifest): Manifest | undefined {
  const { apiVersion, kind, name } = fields(at(object, 'spec', 'scaleTargetRef'));
  const group = groupKind({ apiVersion: text(apiVersion) ?? '', kind: text(kind) ?? '' });
  return set.tryFind(group, object.metadata.namespace ?? '', text(name) ?? '');
}

function howMany(object: KubeObject, scaled: boolean): string {
  if (scaled) return 'autoscaled';
  const { replicas, schedule, instances, suspend } = fields(object.spec);
  if (object.kind === 'DaemonSet') return 'on every node';
  if (object.kind === 'CronJob' && suspend === true) return 'suspended: runs when somebody starts it';
  if (object.kind === 'CronJob') return `at ${text(schedule) ?? ''}`;
  if (object.kind === 'Job') return suspend === true ? 'suspended: waits to be resumed' : 'runs once';
  if (object.kind === 'Pod') return 'one pod';
  const count = typeof instances === 'number' ? instances : replicas;
  if (count === undefined && object.kind === 'Deployment') return 'replicas not fixed';
  return count === 1 || count === undefined ? '1 replica' : `${numberOf(count)} replicas`;
}

function describeMetric(value: unknown): string {
  const { type, ...sources } = fields(value);
  const source = fields(Object.values(sources)[0]);
  const name = text(source.name) ?? text(at(source, 'metric', 'name')) ?? text(type) ?? '';
  const { averageUtilization, averageValue, value: total } = fields(source.target);
  return `${name} ${averageUtilization === undefined ? numberOf(averageValue ?? total) : `${numberOf(averageUtilization)} %`}`;
}
