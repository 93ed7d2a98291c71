import { toolsContract } from './contract';
import { ensureSecretCommand } from './ensure-secret';

const { commands: names } = toolsContract;

/** What the image can do, by the names of the contract; each takes what follows its name. */
const commands: Readonly<Record<string, (argv: readonly string[]) => Promise<void>>> = {
  [names.ensureSecret]: ensureSecretCommand,
};

/** There is no such command: the program leaves with status 2, as for every setting that cannot be used. */
export class UnknownCommandError extends Error {
  override readonly name = 'UnknownCommandError';
}

/** Runs the command that the first argument names. @throws UnknownCommandError when there is no such command */
export async function runTool([name = '', ...argv]: readonly string[]): Promise<void> {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined)
    throw new UnknownCommandError(`no command '${name}'. There are: ${Object.keys(commands).join(', ')}.`);
  return command(argv);
}
