import { migrated, withDatabase } from '@chartwright/kit/database/command-database';
import { readConfig } from '@chartwright/kit/config/config';
import { askNewPassword } from '@chartwright/kit/process/prompt';
import { newUser } from '../api/bodies';
import { conduitContract } from '../contract';
import { Accounts, Taken } from '../data/accounts';
import { migrations } from '../data/migrations';
import { hashPassword } from '@chartwright/kit/security/password';
import { commandSettings, superuserSettings } from '../settings';

/**
 * Makes a user who may delete any article and comment. With a password in the environment (or a file) it asks nothing, and
 * does nothing when there is a superuser of that name or address already: what that one has changed since stays. Without
 * one it asks on the terminal.
 * @throws when the name or the address is somebody else's, who is no superuser
 */
export async function createSuperuser(): Promise<void> {
  const config = readConfig(commandSettings);
  const given = readConfig(superuserSettings);
  if (given.password === undefined && !process.stdin.isTTY)
    throw new Error('without a terminal, CONDUIT_SUPERUSER_PASSWORD or CONDUIT_SUPERUSER_PASSWORD_FILE is needed');
  await withDatabase(conduitContract.name, config, async (database, logger, queries) => {
    await migrated(database, migrations, config.waitSeconds);
    const { username, email, password } = valid({
      ...given,
      password: given.password ?? (await askNewPassword(passwordProblem)),
    });
    const accounts = new Accounts(queries);
    const passwordHash = await hashPassword(password);
    const added = await accounts.add({ username, email, passwordHash }, true);
    if (added instanceof Taken && !(await accounts.isSuperuser(username, email)))
      throw new Error(`"${username}" or "${email}" belongs to a user who is no superuser: choose others`);
    logger.info({ username, email }, added instanceof Taken ? 'the superuser is there already' : 'superuser created');
  });
}

function valid(given: { username: string; email: string; password: string }) {
  const result = newUser.safeParse(given);
  if (result.success) return result.data;
  throw new Error(result.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`).join(', '));
}

function passwordProblem(password: string): string | undefined {
  const message = newUser.shape.password.safeParse(password).error?.issues[0]?.message;
  return message === undefined ? undefined : `The password ${message}.`;
}
