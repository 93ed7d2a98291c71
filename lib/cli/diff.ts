import fs from 'node:fs';
import { Command } from 'commander';
import { diffManifests, type Change } from '../manifests/diff';
import type { Reading } from '../manifests/read';
import { diffJson, diffMarkdown, diffText, isRefused, NOT_KNOWN, type DiffJsonOptions } from '../outputs/diff';
import { findingsOf } from './findings';
import { EXIT, withHelp } from './help';
import { readingOf } from './read-manifests';
import { isRevision, readSources, readSourcesAt } from './read-sources';

interface DiffOptions {
  readonly dist: string;
  readonly recursive?: boolean;
  readonly markdown?: boolean;
  readonly json?: boolean;
  readonly serverSide?: boolean;
}

/** `chartwright diff`: what a change of dist/ does to the cluster. */
export function diffCommand(): Command {
  const command = new Command('diff')
    .description('what a change of manifests does to the cluster, by object and field')
    .argument('[old]', 'what is compared with: a file, a folder, -, or a revision of git', 'HEAD')
    .argument('[new]', 'what is compared: the same; --dist without it')
    .option('-d, --dist <path>', 'the synthesized YAML, here and in a revision', 'dist')
    .option('-R, --recursive', 'subfolders too')
    .option('--server-side', 'judge what kubectl apply --server-side does')
    .option('--markdown', 'for a pull request')
    .option('--json', 'for machines: see docs/diff.md')
    .action((from: string, to: string | undefined, options: DiffOptions) => {
      const before = side(from, options);
      const after = to === undefined ? sideAt(options.dist, options) : side(to, options);
      const objects = ({ objects: read }: Reading) => read.map(({ object }) => object);
      const changes = diffManifests(objects(before), objects(after), { serverSide: options.serverSide });
      const forMachines = jsonOptions(before, after, changes, options);
      if (options.json) process.stdout.write(diffJson(changes, forMachines));
      else if (options.markdown) console.log(diffMarkdown(changes));
      else console.log(diffText(changes, { color: process.stdout.isTTY, placeOf: forMachines.placeOf }));
      if (isRefused(changes, options.serverSide)) process.exitCode = EXIT.problem;
      if (!options.json && changes.length > 0) {
        console.error(`Not known without a cluster (chartwright plan asks one): ${NOT_KNOWN.join(', ')}.`);
      }
    });
  return withHelp(command, {
    examples: [
      ['chartwright diff', 'dist/ against what was committed last'],
      ['chartwright diff old.yaml new.yaml', 'two files, or folders'],
      ['kubectl get deploy,svc -o yaml | chartwright diff - k8s/', 'what is in a cluster against a folder'],
      ['chartwright diff main --markdown', 'against the branch main, for a pull request'],
    ],
    success: 'no change, or one that kubectl apply takes',
    problem: 'kubectl apply would be refused; or a revision, file or folder is not there or holds what is no manifest',
  });
}

/** What is there as a file or folder, else of a revision: `main` is --dist of it, `main:k8s` another path. */
function side(name: string, options: DiffOptions): Reading {
  if (name === '-' || fs.existsSync(name)) return sideAt(name, options);
  const [, revision = name, path = options.dist] = /^([^:]+):(.+)$/.exec(name) ?? [];
  if (!isRevision(revision)) throw new Error(`${name} is no file, no folder and no revision that git knows here.`);
  return readingOf(readSourcesAt(revision, path, options), name);
}

const sideAt = (path: string, options: DiffOptions): Reading => readingOf(readSources(path, options), path);

function jsonOptions(
  before: Reading,
  after: Reading,
  changes: readonly Change[],
  { serverSide }: DiffOptions,
): DiffJsonOptions {
  const places = new Map([...before.objects, ...after.objects].map(({ object, place }) => [object, place]));
  const changed = new Set(changes.map(({ manifest }) => manifest));
  return {
    placeOf: (manifest) => places.get(manifest),
    unchanged: after.objects.map(({ object }) => object).filter((object) => !changed.has(object)),
    findings: findingsOf([before, after]),
    serverSide,
  };
}
