/** Commands by name. Each takes what follows its name. */
export type Commands = Readonly<Record<string, (argv: readonly string[]) => Promise<void>>>;

/**
 * Runs the command that the first argument names.
 * @param fallback the command without an argument
 * @throws when there is no such command
 */
export async function runCommand(
  commands: Commands,
  fallback: string,
  [name = fallback, ...argv]: readonly string[],
): Promise<void> {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) throw new Error(`no command "${name}"; there are: ${Object.keys(commands).join(', ')}`);
  return command(argv);
}
