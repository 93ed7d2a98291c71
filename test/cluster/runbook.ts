import fs from 'node:fs';
import { documentedCommand } from './documented-command';
import { run, type Kubectl } from './kubectl';
import { check, type Steps } from './steps';

/** What a release that is well does not have, or a cluster without somebody's operator: the command says so in these words. */
const NOT_HERE = [
  /previous terminated container .* not found/,
  /doesn't have a resource type "(cluster|certificate)"/,
  /horizontalpodautoscalers\.autoscaling .* not found/,
  // The test cluster's stand-in for PostgreSQL's image has the server alone.
  /exec: "df": executable file not found/,
];

/** Runs every command of docs/runbook.md as it is written, for the release `shop` of the suite on incidents. */
export async function runbook(steps: Steps, kubectl: Kubectl): Promise<void> {
  const words: Readonly<Record<string, string>> = {
    RELEASE: 'shop',
    SERVICE: 'shop-good',
    ADDRESS: '10\\.',
    NAME: 'backup-now',
    POD: '$POD',
  };
  const written = fs.readFileSync('docs/runbook.md', 'utf8').matchAll(/`((?:k|ask) [^`]*)`/g);
  const unlike = [...new Set([...written].map(([, command = '']) => command.replace(/\s+/g, ' ')))];
  // The Job that others look at comes first.
  const isMaking = (command: string): boolean => command.startsWith('k create job');
  const commands = [...unlike.filter(isMaking), ...unlike.filter((command) => !isMaking(command))];
  const preamble = documentedCommand('docs/runbook.md', 'ask() {');
  await steps.step('every command of the runbook, as it is written', async () => {
    check(commands.length > 20, `only ${commands.length} commands`);
    const wrong: string[] = [];
    for (const command of commands) {
      const given = command.replace(/(?<![$A-Za-z{"])[A-Z]{3,}(?![A-Za-z])/g, (word) => words[word] ?? word);
      // One that was rolled out twice has something to go back to.
      const job = command.includes('rollout') ? 'shop-slow' : 'shop-web';
      const labels = preamble.replace(/^NAMESPACE=.*$/m, `NAMESPACE=${kubectl.namespace}; JOB=${job}`);
      const ran = await run('bash', ['-c', `${labels}\n${given}\nexit "\${PIPESTATUS[0]}"`], { timeoutMs: 60_000 });
      if (isMaking(command))
        await kubectl.run(['wait', '--for=condition=Complete', 'job/backup-now', '--timeout=180s']);
      if (ran.code !== 0 && !NOT_HERE.some((words) => words.test(ran.stderr)))
        wrong.push(`${given}: ${ran.stderr.trim()}`);
    }
    check(wrong.length === 0, wrong.join('\n'));
    return `${commands.length} commands`;
  });
}
