import type { HelmChart } from '../chart/chart';
import type { Proven } from '../judge/finding';
import type { Renders } from './render';

/** Minor versions that are always asked about. */
const USUAL = [19, 22, 25, 28, 30, 32, 34];

/** Kubernetes versions that the old chart takes and the new one does not; helm itself is asked. */
export async function kubeVersions(before: HelmChart, after: HelmChart, renders: Renders): Promise<Proven[]> {
  if (after.kubeVersion === undefined || before.kubeVersion === after.kubeVersion) return [];
  const refused: string[] = [];
  for (const minor of minors(`${before.kubeVersion ?? ''} ${after.kubeVersion}`)) {
    const situation = { values: {}, kubeVersion: `1.${minor}.0` };
    const [was, is] = await Promise.all([renders.before(situation), renders.after(situation)]);
    if (was.ok && !is.ok && /kubeVersion/.test(is.error)) refused.push(situation.kubeVersion);
  }
  const [first] = refused;
  if (first === undefined) return [];
  const message = `kubeVersion ${before.kubeVersion ?? 'any'} → ${after.kubeVersion}: Kubernetes ${refused.join(', ')} ${refused.length === 1 ? 'is' : 'are'} refused`;
  return [
    {
      rule: 'kube-version',
      level: 'major',
      field: 'kubeVersion',
      message,
      witness: { by: 'values', values: {}, kubeVersion: first },
    },
  ];
}

/** The usual ones, and those that constraints name with their neighbours. */
function minors(constraints: string): number[] {
  const named = [...constraints.matchAll(/\b1\.(\d+)/g)].flatMap(([, minor]) =>
    [-1, 0, 1].map((step) => Number(minor) + step),
  );
  return [...new Set([...USUAL, ...named])].sort((a, b) => a - b);
}
