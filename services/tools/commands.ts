import { toolsContract } from './contract';
import { ensureSecretCommand } from './ensure-secret';

const { commands: names } = toolsContract;

/** What the image can do, by the names of the contract; each takes what follows its name. */
const commands: Readonly<Record<string, (argv: readonly string[]) => Promise<void>>> = {
  [names.ensureSecret]: ensureSecretCommand,
};

/** Runs the command that the first argument names. @throws when there is no such command */
export async function runTool([name = '', ...argv]: readonly string[]): Promise<void> {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) throw new Error(`no command '${name}'. There are: ${Object.keys(commands).join(', ')}.`);
  return command(argv);
}
