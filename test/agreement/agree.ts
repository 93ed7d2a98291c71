import type { Kubectl } from '../../lib/cli/cluster/kubectl';
import { asDocuments } from '../../lib/cli/cluster/objects';
import type { KubeObject } from '../../lib/manifests/manifest';
import type { Case, Truth, Via } from './case';
import { diffSays, planSays, verdicts, type Said, type Verdict } from './compare';
import { applyAll, kubectlApply, settled, truths, type Placed } from './observe';
import { isClusterScoped, placed } from './placed';
import type { Row } from './table';

/** Cases at a time; of Helm each is a release of its own. */
const AT_ONCE = { apply: 40, 'server-side': 40, helm: 12 } as const;

/** Takes what was seen of each object, by its key. */
export type Witness = (one: Placed, key: string, truth: Truth) => void;

/** Asks `diff` and `plan` about changes, makes them on a cluster, and compares. Everything is in namespaces of its own. */
export async function agree(
  kubectl: Kubectl,
  via: Via,
  cases: readonly Case[],
  { settleMs, seen }: { readonly settleMs: number; readonly seen?: Witness },
): Promise<Row[]> {
  const suited = cases.filter((one) => one.vias?.includes(via) ?? true);
  const rows: Row[] = [];
  for (let i = 0; i < suited.length; i += AT_ONCE[via]) {
    const some = suited.slice(i, i + AT_ONCE[via]);
    rows.push(
      ...(await batch(kubectl, via, some, { prefix: `agree-${process.pid}-${via.slice(0, 1)}${i}`, settleMs, seen })),
    );
  }
  return rows;
}

async function batch(
  kubectl: Kubectl,
  via: Via,
  cases: readonly Case[],
  { prefix, settleMs, seen: witness }: { readonly prefix: string; readonly settleMs: number; readonly seen?: Witness },
): Promise<Row[]> {
  const own = cases.map((one, i): Placed => {
    const namespace = `${prefix}-${i}`;
    return { ...one, ...placed(one, namespace), namespace };
  });
  const namespaces = own.map(({ namespace, labels }) => ({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: namespace, labels },
  })) as unknown as KubeObject[];
  try {
    await kubectl(['apply', '--filename=-'], asDocuments(namespaces));
    const around = own.flatMap(({ around: some = [], namespace }) =>
      some.map((object) => ({
        ...(object as KubeObject),
        metadata: { namespace, ...(object as KubeObject).metadata },
      })),
    );
    if (around.length > 0) {
      const failed = await kubectlApply(kubectl, 'apply', around);
      for (const words of failed.values()) console.log(`around: ${words}`);
      await new Promise((resolve) => setTimeout(resolve, 2000));
    }
    await apply(kubectl, via, own, 'before');
    await settled(kubectl, own, settleMs);
    for (const { meddling = [], namespace } of own) {
      for (const { args, input } of meddling) {
        const ran = await kubectl(
          ['--namespace', namespace, ...args],
          input === undefined ? undefined : JSON.stringify(input),
        );
        if (ran.code !== 0) console.log(`meddling: ${ran.stderr}`);
      }
    }
    const was = await settled(kubectl, own, settleMs);
    const plans = await plansOf(kubectl, via, own);
    const refused = await apply(kubectl, via, own, 'after');
    const is = await settled(kubectl, own, settleMs);
    const rows: Row[] = [];
    for (const one of own) {
      const truth = await truths(kubectl, one, { was, is }, refused);
      const diff = diffSays(one, via);
      for (const [key, seen] of truth) {
        witness?.(one, key, seen);
        const judge = (said: Map<string, Said>, isPlan: boolean): Verdict[] => {
          const isMain = (key.startsWith(`${one.kind}\n`) || truth.size === 1) && seen.outcome !== 'unchanged';
          const { access, availability, clusterAlone } = one;
          return verdicts(said.get(key), seen, {
            ...((isMain || truth.size === 1) && { access, availability }),
            clusterAlone,
            isPlan,
          });
        };
        for (const [command, said] of [
          ['diff', diff],
          ['plan', plans],
        ] as const) {
          for (const verdict of judge(said, command === 'plan')) {
            rows.push({ via, command, kind: one.kind, name: one.name, verdict });
            if (!verdict.right) {
              console.log(
                `WRONG ${via} ${command} ${one.name} [${key.replaceAll('\n', ' ')}] ${verdict.what}: said ${verdict.said}, seen ${verdict.seen}${seen.words ? ` (${seen.words.slice(-160)})` : ''}; ${(
                  said.get(key)?.consequences ?? []
                )
                  .map(({ rule, message }) => `${rule}: ${message}`)
                  .join(' | ')
                  .slice(0, 300)}`,
              );
            }
          }
        }
      }
    }
    console.log(
      `${via}: ${own.length} cases, ${rows.length} statements, ${rows.filter(({ verdict }) => !verdict.right).length} wrong`,
    );
    return rows;
  } finally {
    await cleanUp(kubectl, own);
  }
}

async function apply(
  kubectl: Kubectl,
  via: Via,
  own: readonly Placed[],
  side: 'before' | 'after',
): Promise<Map<string, string>> {
  if (via !== 'helm') {
    const answers = await kubectlApply(
      kubectl,
      via,
      own.flatMap((one) => one[side]),
    );
    if (side === 'before')
      for (const [key, words] of answers) console.log(`before: ${key.replaceAll('\n', ' ')}: ${words.slice(0, 300)}`);
    return answers;
  }
  const all = new Map<string, string>();
  for (let i = 0; i < own.length; i += 4) {
    const some = own.slice(i, i + 4);
    const wanted = some.filter((one) => one[side].length > 0 || side === 'after');
    const answers = await Promise.all(wanted.map((one) => applyAll(kubectl, via, one, one[side])));
    for (const answer of answers)
      for (const [key, words] of answer) {
        all.set(key, words);
        if (side === 'before') console.log(`before: ${key.replaceAll('\n', ' ')}: ${words.slice(0, 300)}`);
      }
  }
  return all;
}

async function plansOf(kubectl: Kubectl, via: Via, own: readonly Placed[]): Promise<Map<string, Said>> {
  if (via !== 'helm')
    return planSays(
      kubectl,
      own.flatMap(({ after }) => after),
      via,
      undefined,
    );
  const all = new Map<string, Said>();
  for (let i = 0; i < own.length; i += 4) {
    const some = await Promise.all(
      own.slice(i, i + 4).map(({ after, namespace }) => planSays(kubectl, after, via, namespace)),
    );
    for (const said of some) for (const [key, one] of said) all.set(key, one);
  }
  return all;
}

/** Deletes what was made, in no namespace and in those of the cases; what is held is let go. */
async function cleanUp(kubectl: Kubectl, own: readonly Placed[]): Promise<void> {
  const made = own.flatMap(({ before, after, around = [] }) => [...before, ...after, ...(around as KubeObject[])]);
  const objects = new Map(
    made
      .filter(({ kind, metadata }) => metadata.namespace === undefined && isClusterScoped(kind))
      .map((object) => [`${object.kind}/${object.metadata.name}`, object]),
  );
  for (const object of objects.values()) {
    await kubectl(['delete', '--ignore-not-found', '--wait=false', '--filename=-'], JSON.stringify(object));
  }
  for (const { kind, metadata } of made.filter(({ metadata: { finalizers } }) => finalizers !== undefined)) {
    const patch = '{"metadata":{"finalizers":null}}';
    await kubectl(['--namespace', metadata.namespace ?? '', 'patch', kind, metadata.name, '--patch', patch]);
  }
  const namespaces = own.map(({ namespace }) => namespace);
  await kubectl(['delete', 'namespace', '--ignore-not-found', '--wait=false', ...namespaces]);
}
