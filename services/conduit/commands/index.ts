import { clusterSecrets, ensureSecret, parseEnsureSecret } from '@chartwright/kit/ensure-secret';
import { migrateCommand, showMigrations } from '@chartwright/kit/migrate-commands';
import { conduitContract } from '../contract';
import { migrations } from '../data/migrations';
import { commandSettings } from '../settings';
import { check } from './check';
import { createSuperuser } from './create-superuser';
import { serve } from './serve';

type Command = (argv: readonly string[]) => Promise<void>;

const { commands } = conduitContract;
const migratable = { name: conduitContract.name, settings: commandSettings, migrations };
const table: Readonly<Record<string, Command>> = {
  [commands.serve]: serve,
  [commands.migrate]: () => migrateCommand(migratable),
  [commands.showMigrations]: () => showMigrations(migratable),
  [commands.createSuperuser]: createSuperuser,
  [commands.check]: check,
  [commands.ensureSecret]: async (argv) => {
    const options = parseEnsureSecret(argv);
    const result = await ensureSecret(options, clusterSecrets());
    process.stdout.write(`${JSON.stringify({ msg: `secret ${result}`, name: options.name })}\n`);
  },
};

/** @throws when there is no such command */
export function runCommand([name = commands.serve, ...argv]: readonly string[]): Promise<void> {
  const command = Object.hasOwn(table, name) ? table[name] : undefined;
  if (command === undefined) throw new Error(`no command "${name}"; there are: ${Object.keys(table).join(', ')}`);
  return command(argv);
}
