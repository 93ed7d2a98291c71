import { runTool, UnknownCommandError } from './commands';

runTool(process.argv.slice(2)).catch((error: unknown) => {
  // One line, as a collector of logs takes it.
  process.stderr.write(`${JSON.stringify({ msg: error instanceof Error ? error.message : String(error) })}\n`);
  process.exitCode = error instanceof UnknownCommandError ? 2 : 1;
});
