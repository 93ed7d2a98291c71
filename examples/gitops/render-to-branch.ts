import { Command } from 'commander';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface Options {
  readonly repository: string;
  readonly branch: string;
  readonly stage?: string;
  readonly main: string;
  readonly author: string;
}

const program = new Command('render-to-branch')
  .description('Synthesizes plain YAML and commits it to a branch that holds nothing else, when it changed.')
  .requiredOption('--repository <url>', 'git repository that the cluster is synchronized from')
  .requiredOption(
    '--branch <name>',
    'branch of rendered manifests, e.g. rendered/production; made when it is not there',
  )
  .option('--stage <name>', 'as CHARTWRIGHT_STAGE: values/<chart>.<stage>.yaml are merged in')
  .option('--main <file>', 'what is synthesized', 'main.ts')
  .option('--author <name and mail>', 'of the commit', 'chartwright <chartwright@localhost>')
  .addHelpText(
    'after',
    '\nPrints the commit, or that nothing changed. Exit codes: 0 done, 1 a command failed, 2 wrong arguments.',
  )
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))
  .action(render);

/** Synthesis, branch, difference, commit, push: in two folders that are gone afterwards. */
function render({ repository, branch, stage, main, author }: Options): void {
  const work = mkdtempSync(join(tmpdir(), 'render-'));
  const [rendered, checkout] = [join(work, 'rendered'), join(work, 'checkout')];
  try {
    synthesize(main, rendered, stage);
    const git = gitIn(checkout, author);
    run('git', 'init', '--quiet', checkout);
    if (run('git', 'ls-remote', '--heads', repository, `refs/heads/${branch}`) === '') {
      git('checkout', '--quiet', '--orphan', 'rendered');
    } else {
      git('fetch', '--quiet', '--depth=1', repository, `refs/heads/${branch}`);
      git('checkout', '--quiet', '-B', 'rendered', 'FETCH_HEAD');
      git('rm', '--quiet', '-r', '--ignore-unmatch', '.');
    }
    cpSync(rendered, checkout, { recursive: true });
    git('add', '--all');
    const changed = git('status', '--porcelain');
    if (changed === '') {
      console.log(`${branch}: nothing changed`);
      return;
    }
    git('commit', '--quiet', '--message', message(branch));
    // Without --force: when another run was faster, this one fails, and the next has the newer state to begin with.
    git('push', '--quiet', repository, `HEAD:refs/heads/${branch}`);
    console.log(`${branch}: ${git('rev-parse', '--short', 'HEAD')}\n${changed}`);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function synthesize(main: string, outdir: string, stage: string | undefined): void {
  const env = { ...process.env, CDK8S_OUTDIR: outdir, ...(stage !== undefined && { CHARTWRIGHT_STAGE: stage }) };
  // What it says of the files it wrote is of no use here: they are gone afterwards. Errors come with the exception.
  execFileSync(process.execPath, ['lib/cli/run-main.js', main], { env, stdio: 'pipe' });
}

/** Names the commit that was synthesized, so that a change on the cluster leads back to it. */
function message(branch: string): string {
  const [commit = '', ...subject] = run('git', 'log', '-1', '--format=%h %s').split(' ');
  const dirty = run('git', 'status', '--porcelain') === '' ? '' : ', with changes that are not committed';
  return `${branch}: ${subject.join(' ')}\n\nSynthesized from ${commit}${dirty}.`;
}

const gitIn =
  (folder: string, author: string) =>
  (...argv: string[]): string => {
    const [, name = author, mail = ''] = /^(.*?)\s*<(.*)>$/.exec(author) ?? [];
    return run('git', '-C', folder, '-c', `user.name=${name}`, '-c', `user.email=${mail}`, ...argv);
  };

/** What a command prints. @throws with what it says of its failure */
function run(command: string, ...argv: string[]): string {
  return execFileSync(command, argv, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trimEnd();
}

try {
  program.parse();
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
