import { runCommand } from '@chartwright/kit/commands';
import { runMain } from '@chartwright/kit/service';
import { commands } from './commands';
import { conduitContract } from './contract';

runMain(() => runCommand(commands, conduitContract.commands.serve, process.argv.slice(2)));
