import fs from 'node:fs';
import { Command } from 'commander';
import { diffManifests } from '../manifests/diff';
import type { ReadObject } from '../manifests/read';
import { diffMarkdown, diffText } from '../outputs/diff';
import { EXIT, withHelp } from './help';
import { objectsOf, readObjects } from './read-manifests';
import { isRevision, readSourcesAt } from './read-sources';

interface DiffOptions {
  readonly dist: string;
  readonly recursive?: boolean;
  readonly markdown?: boolean;
}

/** `chartwright diff`: what a change of dist/ does to the cluster. */
export function diffCommand(): Command {
  const command = new Command('diff')
    .description('what a change of manifests does to the cluster, by object and field')
    .argument('[old]', 'what is compared with: a file, a folder, -, or a revision of git', 'HEAD')
    .argument('[new]', 'what is compared: the same; --dist without it')
    .option('-d, --dist <path>', 'the synthesized YAML, here and in a revision', 'dist')
    .option('-R, --recursive', 'subfolders too')
    .option('--markdown', 'for a pull request')
    .action((from: string, to: string | undefined, options: DiffOptions) => {
      const [before, after] = [
        side(from, options),
        to === undefined ? readObjects(options.dist, options) : side(to, options),
      ];
      const objects = (read: typeof before) => read.map(({ object }) => object);
      const changes = diffManifests(objects(before), objects(after));
      console.log(options.markdown ? diffMarkdown(changes) : diffText(changes, { color: process.stdout.isTTY }));
      if (changes.some(({ consequences }) => consequences.some(({ sort }) => sort === 'fails')))
        process.exitCode = EXIT.problem;
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

/** Objects of one side: what is there as a file or folder, else of a revision: `main` is --dist of it, `main:k8s` another path. */
function side(name: string, options: DiffOptions): readonly ReadObject[] {
  if (name === '-' || fs.existsSync(name)) return readObjects(name, options);
  const [, revision = name, path = options.dist] = /^([^:]+):(.+)$/.exec(name) ?? [];
  if (!isRevision(revision)) throw new Error(`${name} is no file, no folder and no revision that git knows here.`);
  return objectsOf(readSourcesAt(revision, path, options), name);
}
