import { randomBytes } from 'node:crypto';
import { clusterSecrets } from './cluster-secrets';
import type { SecretsApi } from './cluster-secrets';

/** What a Secret shall have at least. */
export interface EnsureSecretOptions {
  readonly name: string;
  /** Characters by key; each is made of random bytes. */
  readonly generate: Readonly<Record<string, number>>;
  /** Text that is not secret, by key, e.g. a user name that belongs to a password. */
  readonly fixed: Readonly<Record<string, string>>;
  /** Labels of a Secret that is made here. */
  readonly labels: Readonly<Record<string, string>>;
}

/**
 * Makes a Secret with random values if there is none, and adds keys that one lacks. What is there is never changed, so it
 * may run at any time, any number of times, in any number of places at once.
 */
export async function ensureSecret(
  { name, generate, fixed, labels }: EnsureSecretOptions,
  api: SecretsApi,
): Promise<'created' | 'completed' | 'unchanged'> {
  const data = { ...fixed, ...Object.fromEntries(Object.entries(generate).map(([key, n]) => [key, randomText(n)])) };
  if ((await api.keys(name)) === undefined && (await api.create(name, data, labels))) return 'created';
  const present = new Set(await api.keys(name));
  const lacking = Object.entries(data).filter(([key]) => !present.has(key));
  if (lacking.length === 0) return 'unchanged';
  await api.add(name, Object.fromEntries(lacking));
  return 'completed';
}

/** Letters, digits, `-` and `_`: six bits of randomness each. */
const randomText = (length: number): string => randomBytes(length).toString('base64url').slice(0, length);

/** The command: works in the cluster that this pod runs in, and says on standard output what it did. */
export async function ensureSecretCommand(argv: readonly string[]): Promise<void> {
  const options = parseEnsureSecret(argv);
  const result = await ensureSecret(options, clusterSecrets());
  process.stdout.write(`${JSON.stringify({ msg: `secret ${result}`, name: options.name })}\n`);
}

/** Reads `NAME --generate key=48 --fixed key=text --label key=value` (each any number of times). */
export function parseEnsureSecret(argv: readonly string[]): EnsureSecretOptions {
  const [name, ...rest] = argv;
  const options = {
    generate: new Map<string, number>(),
    fixed: new Map<string, string>(),
    label: new Map<string, string>(),
  };
  const usage = (problem: string) =>
    new Error(`${problem}\nusage: ensuresecret NAME [--generate KEY=LENGTH | --fixed KEY=TEXT | --label KEY=TEXT]...`);
  if (name === undefined || name.startsWith('-')) throw usage('the name of the Secret is missing');
  for (let i = 0; i < rest.length; i += 2) {
    const [, key, value] = /^([\w.\-/]+)=(.*)$/s.exec(rest[i + 1] ?? '') ?? [];
    if (key === undefined || value === undefined) throw usage(`${rest[i]}: "${rest[i + 1] ?? ''}" is not KEY=VALUE`);
    if (rest[i] === '--fixed') options.fixed.set(key, value);
    else if (rest[i] === '--label') options.label.set(key, value);
    else if (rest[i] === '--generate' && Number(value) >= 16 && Number(value) <= 1024)
      options.generate.set(key, Number(value));
    else
      throw usage(
        rest[i] === '--generate' ? `--generate ${key}: a length from 16 to 1024` : `unknown option ${rest[i]}`,
      );
  }
  const { generate, fixed, label } = options;
  return {
    name,
    generate: Object.fromEntries(generate),
    fixed: Object.fromEntries(fixed),
    labels: Object.fromEntries(label),
  };
}
