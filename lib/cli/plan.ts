import { Command, Option } from 'commander';
import { planOf, type Means } from '../manifests/plan';
import { objectKey, type KubeObject } from '../manifests/manifest';
import type { ReadObject } from '../manifests/read';
import { diffJson, diffMarkdown, diffText, isRefused } from '../outputs/diff';
import { askCluster } from './cluster/ask';
import { kubectlOf, type ClusterOptions } from './cluster/kubectl';
import { findingsOf } from './findings';
import { EXIT, withHelp } from './help';
import { readingOf } from './read-manifests';
import { readSources } from './read-sources';

interface PlanOptions extends ClusterOptions {
  readonly recursive?: boolean;
  readonly via: Means['via'];
  readonly prune?: boolean;
  readonly selector?: string;
  readonly release?: string;
  readonly fieldManager?: string;
  readonly forceConflicts?: boolean;
  readonly markdown?: boolean;
  readonly json?: boolean;
}

/** `chartwright plan`: what applying manifests does to the cluster that kubectl is set to. */
export function planCommand(): Command {
  const command = new Command('plan')
    .description('ask a cluster what applying manifests would do to it; changes nothing')
    .argument('[manifests]', 'a file, a folder, or - for standard input', 'dist')
    .option('-R, --recursive', 'subfolders too')
    .option('-n, --namespace <name>', 'of kubectl apply -n: of all objects')
    .option('--context <name>', "which cluster; without it kubectl's current one")
    .option('--kubeconfig <file>', 'where kubectl finds its clusters')
    .addOption(
      new Option('--via <way>', 'how it will be applied').choices(['apply', 'server-side', 'helm']).default('apply'),
    )
    .option('--field-manager <name>', 'of kubectl apply --server-side')
    .option('--force-conflicts', 'of kubectl apply --server-side: take fields from others')
    .option('--release <name>', 'of helm upgrade --install: the manifests are what helm template prints')
    .option('-l, --selector <labels>', 'what is ours: objects with these labels that the manifests lack are orphaned')
    .option('--prune', 'it will be applied with --prune: what is orphaned is deleted')
    .option('--markdown', 'for a pull request')
    .option('--json', 'for machines: see docs/diff.md')
    .action(async (from: string, options: PlanOptions, self: Command) => {
      checkWays(options, self);
      const reading = readingOf(readSources(from, options), from);
      const kubectl = await kubectlOf(options);
      const means = { via: options.via, deletes: options.via === 'helm' || options.prune === true };
      const read = lastOfEach(reading.objects);
      const manifests = read.map(({ object }) => object);
      const situation = await askCluster(kubectl, manifests, { ...options, means });
      const { changes, unchanged } = planOf(situation);
      const places = new Map(situation.observations.map(({ manifest }, i) => [manifest, read[i]?.place]));
      const placeOf = (manifest: KubeObject) => places.get(manifest);
      if (options.json) {
        process.stdout.write(
          diffJson(changes, { placeOf, unchanged, findings: findingsOf([reading]), observed: true }),
        );
      } else if (options.markdown) console.log(diffMarkdown(changes));
      else console.log(diffText(changes, { color: process.stdout.isTTY, placeOf }));
      if (isRefused(changes)) process.exitCode = EXIT.problem;
    });
  return withHelp(command, {
    examples: [
      ['chartwright plan', 'dist/, as kubectl apply -f dist would'],
      ['chartwright plan k8s/ -R -n shop --via server-side', 'as kubectl apply --server-side would'],
      ['chartwright plan dist -l app=shop --prune', 'with what pruning would delete'],
      ['helm template shop chart/ | chartwright plan - --via helm --release shop', 'as helm upgrade --install would'],
      ['chartwright plan dist --context production --markdown', 'for a pull request'],
    ],
    success: 'the cluster would take everything',
    problem:
      'something would be refused or conflicts; or there is no kubectl, no such context, no cluster that answers, no such file, or a file that is no manifest',
  });
}

/** Ends with the exit code for wrong arguments when options contradict each other. */
function checkWays({ via, release }: PlanOptions, command: Command): void {
  if (via === 'helm' && release === undefined) {
    command.error('--via helm needs --release NAME: which objects are ours is written in the release.');
  }
  if (via !== 'helm' && release !== undefined) command.error('--release is for --via helm alone.');
}

/** Of objects that stand twice the last counts, where it stands first. */
function lastOfEach(objects: readonly ReadObject[]): ReadObject[] {
  const last = new Map<string, ReadObject>();
  for (const one of objects) last.set(objectKey(one.object), one);
  return [...last.values()];
}
