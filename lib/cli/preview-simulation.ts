import type { Manifest } from '../manifests/manifest';
import { drawSimulation } from '../simulate/draw';
import { readAutoscaler } from '../simulate/read-hpa';
import { reportOf } from '../simulate/report';
import { simulate } from '../simulate/simulate';
import { checked, loadOf, podOf, settingsOf, type SimulationOptions } from './simulate-input';

/** A load as the page asks for it. */
export interface PreviewLoad {
  readonly shape: SimulationOptions['shape'];
  /** Requests per second before the peak. */
  readonly base: number;
  readonly factor: number;
  /** Requests per second that one pod answers. */
  readonly capacity: number;
}

/** What an autoscaler would do, or why that is not known. */
export type PreviewSimulation = { readonly picture: string } | { readonly reason: string };

const KIND = 'HorizontalPodAutoscaler';

/** Simulates the first autoscaler among objects under a load. */
export function previewSimulation(manifests: readonly Manifest[], load: PreviewLoad): PreviewSimulation {
  const hpa = manifests.find(({ object }) => object.kind === KIND)?.object.metadata.name;
  if (hpa === undefined)
    return { reason: 'This chart has no autoscaler with these values. Bundled charts: autoscaling.enabled.' };
  // As `chartwright simulate` has them.
  const options: SimulationOptions = {
    values: [],
    set: [],
    startCpuFor: 30,
    idleCpu: '3m',
    containerStart: 3,
    boot: 2,
    ...load,
  };
  try {
    const workload = readAutoscaler(manifests, hpa, undefined);
    const pod = podOf(workload, options);
    const settings = settingsOf(workload, options);
    const { load: curve, loadName, notes } = loadOf(options);
    const input = { hpa: checked(settings.hpa, pod, workload), pod, load: curve, clock: {} };
    const about = { ...input, title: workload.name, loadName, notes: [...workload.notes, ...settings.notes, ...notes] };
    return { picture: drawSimulation(reportOf(about, simulate(input))) };
  } catch (error) {
    return { reason: (error as Error).message };
  }
}
