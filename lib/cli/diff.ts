import { Command } from 'commander';
import { diffManifests } from '../manifests/diff';
import { diffMarkdown, diffText } from '../outputs/diff';
import { EXIT, withHelp } from './help';
import { readManifests, readManifestsAt } from './read-manifests';

/** `chartwright diff`: what a change of dist/ does to the cluster. */
export function diffCommand(): Command {
  const command = new Command('diff')
    .description('what synthesized YAML changes by object and field, and what that does to the cluster')
    .argument('[ref]', 'revision of git to compare with', 'HEAD')
    .option('-d, --dist <folder>', 'the synthesized YAML', 'dist')
    .option('--markdown', 'for a pull request')
    .action((ref: string, { dist, markdown }: { dist: string; markdown?: boolean }) => {
      const objects = (manifests: ReturnType<typeof readManifests>) => manifests.map(({ object }) => object);
      const changes = diffManifests(objects(readManifestsAt(ref, dist)), objects(readManifests(dist)));
      console.log(markdown ? diffMarkdown(changes) : diffText(changes, { color: process.stdout.isTTY }));
      if (changes.some(({ consequences }) => consequences.some(({ sort }) => sort === 'fails')))
        process.exitCode = EXIT.problem;
    });
  return withHelp(command, {
    examples: [
      ['chartwright diff', 'dist/ against what was committed last'],
      ['chartwright diff main --markdown', 'against the branch main, for a pull request'],
    ],
    success: 'no change, or one that kubectl apply takes',
    problem: 'kubectl apply would be refused; or the revision or folder is not there',
  });
}
