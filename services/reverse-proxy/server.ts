#!/usr/bin/env node
import { runMain } from '@chartwright/kit/process/service';
import { program } from './cli/program';
import { ConfigFileError } from './config/load';

/** The bundle's entry. Without a command it serves; a config that cannot be used ends it with code 2. */
runMain(async () => {
  try {
    await program().parseAsync();
  } catch (error) {
    if (!(error instanceof ConfigFileError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(2);
  }
});
