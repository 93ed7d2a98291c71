import { Command } from 'commander';
import { diffManifests } from '../manifests/diff';
import { diffMarkdown, diffText } from '../outputs/diff';
import { readManifests, readManifestsAt } from './read-manifests';

/** `chartwright diff`: what a change of dist/ does to the cluster. */
export function diffCommand(): Command {
  return new Command('diff')
    .description('what synthesized YAML changes by object and field, and what that does to the cluster')
    .argument('[ref]', 'revision of git to compare with', 'HEAD')
    .option('-d, --dist <folder>', 'the synthesized YAML', 'dist')
    .option('--markdown', 'for a pull request')
    .addHelpText(
      'after',
      '\nExit code 1 when kubectl apply would be refused. Example: npm start && chartwright diff main --markdown',
    )
    .action((ref: string, { dist, markdown }: { dist: string; markdown?: boolean }) => {
      const objects = (manifests: ReturnType<typeof readManifests>) => manifests.map(({ object }) => object);
      const changes = diffManifests(objects(readManifestsAt(ref, dist)), objects(readManifests(dist)));
      console.log(markdown ? diffMarkdown(changes) : diffText(changes, { color: process.stdout.isTTY }));
      if (changes.some(({ consequences }) => consequences.some(({ sort }) => sort === 'fails'))) process.exitCode = 1;
    });
}
