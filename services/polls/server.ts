import { runCommand } from '@chartwright/kit/process/commands';
import { runMain } from '@chartwright/kit/process/service';
import { commands } from './commands';
import { pollsContract } from './contract';

runMain(() => runCommand(commands, pollsContract.commands.serve, process.argv.slice(2)));
