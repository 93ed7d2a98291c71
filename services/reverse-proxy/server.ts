#!/usr/bin/env node
import { runMain } from '@chartwright/kit/service';
import { ConfigFileError } from './config/load';
import { serveAlone } from './cli/serve';
import { processSettings } from './cli/settings';

/** The bundle's entry: without a command it serves. */
runMain(async () => {
  try {
    await serveAlone(processSettings());
  } catch (error) {
    if (!(error instanceof ConfigFileError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(2);
  }
});
