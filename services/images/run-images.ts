import { CommanderError } from 'commander';
import { imagesCommand } from './cli';
import { CommandError } from './command';

/** Runs the command with the arguments of the process. @param name as it is called here, for its help */
export function runImages(servicesFolder: string, name: string): void {
  imagesCommand(servicesFolder, name)
    .exitOverride()
    .parseAsync()
    .catch((error: unknown) => {
      if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
      else {
        console.error(error instanceof CommandError ? error.message : error);
        process.exitCode = 1;
      }
    });
}
