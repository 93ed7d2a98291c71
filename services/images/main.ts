import { resolve } from 'node:path';
import { imagesCommand } from './cli';
import { CommandError } from './command';

imagesCommand(resolve('services'))
  .parseAsync()
  .catch((error: unknown) => {
    console.error(error instanceof CommandError ? error.message : error);
    process.exitCode = 1;
  });
