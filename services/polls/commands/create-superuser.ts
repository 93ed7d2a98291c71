import { migrated, withDatabase } from '@chartwright/kit/database/command-database';
import { readConfig } from '@chartwright/kit/config/config';
import { ask } from '@chartwright/kit/process/prompt';
import type { Kysely } from 'kysely';
import { pollsContract } from '../contract';
import { AdminLog } from '../data/admin-log';
import { migrations } from '../data/migrations';
import type { PollsSchema } from '../data/schema';
import { Staff } from '../data/staff';
import { hashPassword } from '../security/password';
import { passwordProblem, usernameProblem } from '../security/password-rules';
import { commandSettings, superuserSettings } from '../settings';

/**
 * Makes a user who may do everything. With a password in the environment (or a file) it asks nothing, and does nothing
 * when there is a user of that name already: the password that somebody has changed in the admin stays. Without one it
 * asks on the terminal.
 */
export async function createSuperuser(): Promise<void> {
  const config = readConfig(commandSettings);
  const given = readConfig(superuserSettings);
  await withDatabase(pollsContract.name, config, async (database: Kysely<PollsSchema>, logger) => {
    await migrated(database, migrations, config.waitSeconds);
    const staff = new Staff(database);
    const interactive = given.password === undefined;
    if (interactive && !process.stdin.isTTY)
      throw new Error('without a terminal, POLLS_SUPERUSER_PASSWORD or POLLS_SUPERUSER_PASSWORD_FILE is needed');
    const username = interactive ? await askName(staff, given.username) : given.username;
    if ((await staff.tryFindByName(username)) !== undefined) {
      logger.info({ username }, 'the superuser is there already');
      return;
    }
    const password = given.password ?? (await askPassword(username));
    const problem = usernameProblem(username) ?? passwordProblem(password, username);
    if (problem !== undefined) throw new Error(problem);
    const id = await staff.add(username, await hashPassword(password), true);
    if (id !== undefined) {
      await new AdminLog(database).add({ id, username }, 'added', { type: 'user', id, label: username });
    }
    logger.info({ username }, id === undefined ? 'the superuser is there already' : 'superuser created');
  });
}

async function askName(staff: Staff, suggestion: string): Promise<string> {
  for (;;) {
    const username = (await ask(`User name [${suggestion}]: `)).trim() || suggestion;
    const problem = usernameProblem(username);
    if (problem !== undefined) process.stdout.write(`${problem}\n`);
    else if (await staff.tryFindByName(username)) process.stdout.write('There is a user of this name already.\n');
    else return username;
  }
}

async function askPassword(username: string): Promise<string> {
  for (;;) {
    const password = await ask('Password: ', true);
    const problem = passwordProblem(password, username);
    if (problem !== undefined) process.stdout.write(`${problem}\n`);
    else if ((await ask('Password again: ', true)) === password) return password;
    else process.stdout.write('The two are not the same.\n');
  }
}
