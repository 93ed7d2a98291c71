import { readFileSync } from 'node:fs';
import { parseDocument } from 'yaml';
import type { Config } from './schema';
import { configSchema } from './schema';

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

/** Reads and checks the config file. @throws ConfigFileError */
export function loadConfig(file: string): Config {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new ConfigFileError(file, [`cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'})`]);
  }
  return parseConfig(text, file);
}

/** Checks the text of a config file. @throws ConfigFileError */
export function parseConfig(text: string, file = 'the config'): Config {
  const document = parseDocument(text);
  const syntax = document.errors.map((error) => error.message.split('\n', 1)[0] ?? error.message);
  if (syntax.length > 0) throw new ConfigFileError(file, syntax);
  const result = configSchema.safeParse(document.toJS() ?? {});
  if (result.success) return result.data.proxy;
  throw new ConfigFileError(
    file,
    result.error.issues.map((issue) => `${pathText(issue.path)}: ${issue.message}`),
  );
}

/** `proxy.services[0].hosts[1].port` */
const pathText = (path: readonly PropertyKey[]): string =>
  path
    .map((step, index) => (typeof step === 'number' ? `[${step}]` : index === 0 ? String(step) : `.${String(step)}`))
    .join('') || '(file)';
