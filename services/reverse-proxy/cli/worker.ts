import type { Logger } from '@chartwright/kit/process/logging';
import { writeSync } from 'node:fs';
import { Proxy } from '../app';
import { ConfigFileError, configBeside } from '../config/load';
import { tlsFiles } from '../config/tls-files';
import { watchContent } from '../config/watch';
import type { ProcessSettings } from './settings';
import { contract } from '../contract';
import { AccessLog } from '../observe/access-log';

/** A proxy that follows its config file. */
export interface ServingProxy {
  readonly proxy: Proxy;
  readonly port: number;
  /** Reads the config file again; a bad one is refused and logged. */
  reload(): void;
  close(): Promise<void>;
}

/**
 * Loads the config, listens, and reloads when the file changes or at SIGHUP.
 *
 * @param port instead of the config's
 * @throws ConfigFileError
 */
export async function serve(
  { configFile, adminPort }: Pick<ProcessSettings, 'configFile' | 'adminPort'>,
  logger: Logger,
  port?: number,
): Promise<ServingProxy> {
  const accessLog = new AccessLog(contract.name, (lines) => writeLines(lines));
  let current = configBeside(adminPort, configFile);
  const proxy = new Proxy({ config: current, logger, onAnswered: accessLog.answered });
  const listening = await proxy.listen(port);

  let reloading = Promise.resolve();
  const reload = (): void => {
    reloading = reloading.then(async () => {
      try {
        const config = configBeside(adminPort, configFile);
        await proxy.reload(config);
        current = config;
        proxy.configRefused = false;
        logger.info({ configFile }, 'config reloaded');
      } catch (error) {
        proxy.configRefused = true;
        const problems = error instanceof ConfigFileError ? error.problems : [String(error)];
        logger.error({ configFile, problems }, 'new config refused; keeping the old one');
      }
    });
  };
  process.on('SIGHUP', reload);
  const unwatch = watchContent(() => [configFile, ...tlsFiles(current)], reload);
  return {
    proxy,
    port: listening,
    reload,
    close: async () => {
      unwatch();
      process.off('SIGHUP', reload);
      await proxy.close();
      accessLog.flush();
    },
  };
}

/** Straight to standard output, as a pipe that is full must not grow a buffer here; what does not fit is lost. */
function writeLines(lines: string): void {
  try {
    writeSync(1, lines);
  } catch {
    // EAGAIN: nobody reads fast enough. Requests matter more than their log.
  }
}
