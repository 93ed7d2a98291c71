import { runMain } from '@chartwright/kit/service';
import { runCommand } from './commands';

runMain(async () => runCommand(process.argv.slice(2)));
