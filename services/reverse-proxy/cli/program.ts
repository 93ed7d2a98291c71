import { Command, InvalidArgumentError, Option } from 'commander';
import cluster from 'node:cluster';
import { writeFileSync } from 'node:fs';
import { GENERATE_DEFAULTS, generateConfig } from '../config/generate';
import type { GenerateOptions } from '../config/generate';
import { configBeside, parseConfig } from '../config/load';
import { ALGORITHMS } from '../config/service';
import { contract } from '../contract';
import { servePrimary, serveWorker } from './cluster';
import { serveAlone } from './serve';
import { processSettings } from './settings';

/** `reverse-proxy [serve]`, `reverse-proxy config` and `reverse-proxy check`. */
export function program(write: (text: string) => void = (text) => process.stdout.write(text)): Command {
  const command = new Command(contract.name)
    .description('A reverse proxy with a strict HTTP/1.1 parser, balancing, health checks and hot reload.')
    .addHelpText('after', environmentHelp());

  command
    .command('serve', { isDefault: true })
    .description(`serve by the config file (CONFIG_FILE, default ${contract.config.path})`)
    .action(async () => {
      const settings = processSettings();
      if (cluster.isWorker) return serveWorker(settings);
      return settings.workers > 1 ? servePrimary(settings) : serveAlone(settings);
    });

  command
    .command('config')
    .description('write a config file for one service behind the proxy')
    .requiredOption('--sub-domain <name>', 'first label of the domain, and name of the service, e.g. my-service')
    .option('--parent-domain <domain>', 'the rest of the domain', GENERATE_DEFAULTS.parentDomain)
    .option('--ingress-port <port>', 'port that the proxy listens on', asPort, GENERATE_DEFAULTS.ingressPort)
    .option('--target-port <port>', 'port of the hosts', asPort, GENERATE_DEFAULTS.targetPort)
    .option('--hosts <hosts...>', 'addresses or names, each with or without :port', [...GENERATE_DEFAULTS.hosts])
    .addOption(
      new Option('--balancing <algorithm>', 'how hosts are picked')
        .choices(ALGORITHMS)
        .default(GENERATE_DEFAULTS.balancing),
    )
    .option('--output <file>', 'file to write (default: standard output)')
    .addHelpText(
      'after',
      '\nExample:\n  reverse-proxy config --sub-domain my-service --ingress-port 8080 --target-port 9090 --output config.yaml\n' +
        '  routes my-service.mycompany.com:8080 to five hosts, 10.0.0.1:9090 to 10.0.0.5:9090.\n',
    )
    .action(({ output, hosts, ...options }: GenerateOptions & { output?: string; hosts: string[] }) => {
      const text = generateConfig({ ...options, hosts: hosts.flatMap((host) => host.split(',')) });
      parseConfig(text, 'the generated config');
      if (output === undefined) write(text);
      else writeFileSync(output, text);
    });

  command
    .command('check')
    .description('check a config file and name every problem')
    .argument('[file]', 'the file', contract.config.path)
    .action((file: string) => {
      const { services } = configBeside(processSettings().adminPort, file);
      write(`${file}: ${services.length} service${services.length === 1 ? '' : 's'}, no problem\n`);
    });
  return command;
}

function asPort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port < 1 || port > 65_535)
    throw new InvalidArgumentError('A port is a number from 1 to 65535.');
  return port;
}

function environmentHelp(): string {
  const { env } = contract;
  return [
    '\nEnvironment of serve:',
    `  ${env.configFile}        the config file (${contract.config.path})`,
    `  ${env.adminPort}         probes and metrics (${contract.adminPort})`,
    `  ${env.workers}            processes: a number, or auto for one per core (1)`,
    `  ${env.logLevel}          fatal, error, warn, info, debug, trace or silent (info)`,
    `  ${env.drainDelayMs}     from "not ready" to the end of accepting (5000)`,
    `  ${env.drainDeadlineMs}  then for requests in flight (15000)`,
    '\nSIGHUP reads the config file again; so does a change of the file.',
  ].join('\n');
}
