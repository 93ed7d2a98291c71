import { runCommand } from '@chartwright/kit/process/commands';
import { runMain } from '@chartwright/kit/process/service';
import { commands } from './commands';
import { conduitContract } from './contract';

runMain(() => runCommand(commands, conduitContract.commands.serve, process.argv.slice(2)));
