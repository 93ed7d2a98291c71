import { readFileSync } from 'node:fs';
import { parseDocument } from 'yaml';
import type { Config } from './schema';
import { problemLines } from './problems';
import { configSchema } from './schema';
import { tlsFileProblems } from './tls-files';

/** The config file cannot be used; the message lists every problem with its path. */
export class ConfigFileError extends Error {
  override readonly name = 'ConfigFileError';

  constructor(
    readonly file: string,
    readonly problems: readonly string[],
  ) {
    super(
      [
        `${problems.length} problem${problems.length === 1 ? '' : 's'} in ${file}:`,
        ...problems.map((one) => `  ${one}`),
      ].join('\n'),
    );
  }
}

/** Reads and checks the config file, and the files that it names. @throws ConfigFileError */
export function loadConfig(file: string): Config {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new ConfigFileError(file, [`cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'})`]);
  }
  const config = parseConfig(text, file);
  const problems = tlsFileProblems(config);
  if (problems.length > 0) throw new ConfigFileError(file, problems);
  return config;
}

/** Checks the text of a config file. @throws ConfigFileError */
export function parseConfig(text: string, file = 'the config'): Config {
  const document = parseDocument(text);
  const syntax = document.errors.map((error) => error.message.split('\n', 1)[0] ?? error.message);
  if (syntax.length > 0) throw new ConfigFileError(file, syntax);
  const result = configSchema.safeParse(document.toJS() ?? {}, { reportInput: true });
  if (result.success) return result.data.proxy;
  throw new ConfigFileError(file, problemLines(configSchema, result.error.issues));
}

/** The same, for a process that has an admin port, too. @throws ConfigFileError */
export function configBeside(adminPort: number, file: string): Config {
  const config = loadConfig(file);
  const taken = `${adminPort} is the admin port (ADMIN_PORT); choose another`;
  const problems = [
    ...(config.listen.port === adminPort ? [`proxy.listen.port: ${taken}`] : []),
    ...(config.tls?.port === adminPort ? [`proxy.tls.port: ${taken}`] : []),
  ];
  if (problems.length > 0) throw new ConfigFileError(file, problems);
  return config;
}
