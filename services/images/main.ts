import { CommanderError } from 'commander';
import { resolve } from 'node:path';
import { imagesCommand } from './cli';
import { CommandError } from './command';

imagesCommand(resolve('services'))
  .exitOverride()
  .parseAsync()
  .catch((error: unknown) => {
    if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
    else {
      console.error(error instanceof CommandError ? error.message : error);
      process.exitCode = 1;
    }
  });
