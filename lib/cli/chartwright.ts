#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import { diffCommand } from './diff';
import { graphCommand } from './graph';
import { newCommand } from './new';
import { ownPackage } from './own-package';
import { packageCommand } from './package';
import { simulateCommand } from './simulate';
import { synthCommand } from './synth';
import { verifyCommand } from './verify';

/** Exit codes of every subcommand. */
const EXIT = { problem: 1, usage: 2 } as const;

async function main(): Promise<void> {
  const program = new Command('chartwright')
    .description('Typed cdk8s constructs to plain YAML and to Helm charts.')
    .version(ownPackage().version)
    .showHelpAfterError('(--help tells what is allowed)')
    .addHelpText('after', '\nExit codes: 0 done, 1 something is wrong with the charts or values, 2 wrong arguments.')
    .exitOverride();
  for (const command of [
    synthCommand(),
    packageCommand(),
    verifyCommand(),
    diffCommand(),
    graphCommand(),
    simulateCommand(),
    newCommand(),
  ]) {
    program.addCommand(command.copyInheritedSettings(program));
  }
  try {
    await program.parseAsync();
  } catch (error) {
    if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : EXIT.usage;
    else {
      console.error(process.env.CHARTWRIGHT_STACK ? error : (error as Error).message);
      process.exitCode = EXIT.problem;
    }
  }
}

void main();
