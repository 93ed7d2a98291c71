import type { Command } from 'commander';

/** What `--help` says below the options. */
export interface Help {
  /** Command lines that can be copied, and what each is for. */
  readonly examples: readonly (readonly [line: string, what: string])[];
  /** What exit code 0 means here. @default "done" */
  readonly success?: string;
  /** What exit code 1 means here. */
  readonly problem: string;
}

/** Exit codes of every subcommand. */
export const EXIT = { problem: 1, usage: 2 } as const;

/** Adds examples and exit codes to the help of a command. */
export function withHelp(command: Command, { examples, success = 'done', problem }: Help): Command {
  const width = Math.max(...examples.map(([line]) => line.length));
  const lines = examples.map(([line, what]) => `  ${line.padEnd(width)}  ${what}`);
  return command.addHelpText(
    'after',
    `
Examples:
${lines.join('\n')}

Exit codes:
  0  ${success}
  ${EXIT.problem}  ${problem}
  ${EXIT.usage}  wrong arguments`,
  );
}
