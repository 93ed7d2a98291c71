#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import { adoptCommand } from './adopt';
import { compatCommand } from './compat';
import { diffCommand } from './diff';
import { graphCommand } from './graph';
import { hardenCommand } from './harden';
import { EXIT, withHelp } from './help';
import { imagesCommand } from './images';
import { newCommand } from './new';
import { ownPackage } from './own-package';
import { packageCommand } from './package';
import { planCommand } from './plan';
import { previewCommand } from './preview';
import { simulateCommand } from './simulate';
import { synthCommand } from './synth';
import { valuesCommand } from './values';
import { verifyCommand } from './verify';

async function main(): Promise<void> {
  const program = new Command('chartwright')
    .description('Typed cdk8s constructs to plain YAML and to Helm charts.')
    .version(ownPackage().version)
    .showHelpAfterError('(--help tells what is allowed)')
    .exitOverride();
  withHelp(program, {
    examples: [
      ['chartwright new shop', 'a project of your own'],
      ['chartwright synth urlpath --set replicas=3', 'plain YAML'],
      ['chartwright package', 'Helm charts'],
      ['chartwright help package', 'what a command can do'],
    ],
    problem: 'something is wrong with charts, values or files: the message says what, and what to do',
  });
  const images = imagesCommand();
  for (const command of [
    synthCommand(),
    packageCommand(),
    valuesCommand(),
    verifyCommand(),
    diffCommand(),
    planCommand(),
    compatCommand(),
    graphCommand(),
    previewCommand(),
    simulateCommand(),
    newCommand(),
    images,
    adoptCommand(),
    hardenCommand(),
  ]) {
    program.addCommand(command.copyInheritedSettings(program));
  }
  // What it is told, it hands on: --help too.
  images.helpOption(false);
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
