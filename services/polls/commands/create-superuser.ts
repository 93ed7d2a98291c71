import { readConfig } from '@chartwright/kit/config/config';
import { migrated, withDatabase } from '@chartwright/kit/database/command-database';
import type { Logger } from '@chartwright/kit/process/logging';
import { ask, askNewPassword } from '@chartwright/kit/process/prompt';
import { hashPassword } from '@chartwright/kit/security/password';
import { pollsContract } from '../contract';
import { migrations } from '../data/migrations';
import { Staff } from '../data/staff';
import { passwordProblem, usernameProblem } from '../security/password-rules';
import { commandSettings, superuserSettings } from '../settings';

/**
 * Makes a user who may do everything. With a password in the environment (or a file) it asks nothing, and does nothing
 * when there is a superuser of that name already: the password that somebody has changed in the admin stays. Without one it
 * asks on the terminal.
 * @throws when the name is of somebody who may not manage staff, and nobody else may
 */
export async function createSuperuser(): Promise<void> {
  const config = readConfig(commandSettings);
  const given = readConfig(superuserSettings);
  const interactive = given.password === undefined;
  if (interactive && !process.stdin.isTTY)
    throw new Error('without a terminal, POLLS_SUPERUSER_PASSWORD or POLLS_SUPERUSER_PASSWORD_FILE is needed');
  await withDatabase(pollsContract.name, config, async (database, logger, queries) => {
    await migrated(database, migrations, config.waitSeconds);
    const staff = new Staff(queries);
    const username = interactive ? await askName(staff, given.username) : given.username;
    if (await isThere(staff, username, logger)) return;
    const password = given.password ?? (await askNewPassword((one) => passwordProblem(one, username)));
    const problem = usernameProblem(username) ?? passwordProblem(password, username);
    if (problem !== undefined) throw new Error(problem);
    const id = await staff.add(username, await hashPassword(password), 'staff');
    if (id !== undefined) logger.info({ username }, 'superuser created');
    // Another one was faster.
    else await isThere(staff, username, logger);
  });
}

/** Looks for the superuser of a name: by what they may do, not by the name alone. */
async function isThere(staff: Staff, username: string, logger: Logger): Promise<boolean> {
  const user = await staff.tryFindByName(username);
  if (user === undefined) return false;
  if (user.permission === 'staff' && user.isActive) {
    logger.info({ username }, 'the superuser is there already');
    return true;
  }
  const state = user.isActive ? 'may not manage staff' : 'may not log in';
  // Somebody has taken the first superuser's rights away on purpose: that must not keep pods from starting.
  if (await staff.hasSuperuser()) {
    logger.warn({ username }, `the user is there but ${state}; left so, as there is another superuser`);
    return true;
  }
  throw new Error(
    `"${username}" is there but ${state}, and nobody else may manage staff: choose another name with POLLS_SUPERUSER_NAME`,
  );
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
