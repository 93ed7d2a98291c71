import { readConfigGroups } from '@chartwright/kit/config/config-groups';
import { checkDatabase } from '@chartwright/kit/database/check-command';
import { pollsContract } from '../contract';
import { migrations } from '../data/migrations';
import { Staff } from '../data/staff';
import { commandSettings, pollsSettings } from '../settings';

/** Looks whether `serve` could work here: environment, database, schema, somebody who may log in. */
export async function check(): Promise<void> {
  const { web, database: place } = readConfigGroups({ ...pollsSettings, database: commandSettings });
  await checkDatabase(pollsContract.name, place, migrations, async (queries, report) => {
    if (web.https === 'auto')
      report(true, 'cookies are Secure when a request comes by HTTPS (POLLS_HTTPS=always demands it)');
    const superuser = await new Staff(queries).hasSuperuser();
    report(superuser, superuser ? 'there is a superuser' : 'no superuser: run createsuperuser');
  });
}
