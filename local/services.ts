import { conduitContract } from '../services/conduit/contract';
import { echoContract } from '../services/echo/contract';
import type { DatabaseConfig } from '../services/kit/database/database';
import { pollsContract } from '../services/polls/contract';
import { urlPathContract } from '../services/urlpath/contract';

/** Who may administer a service. */
export interface LocalAdmin {
  readonly name: string;
  readonly password: string;
}

/** One service of a local run: what a deployment would tell it. */
export interface LocalService {
  readonly name: string;
  /** Its environment, beside ports. */
  readonly environment: Readonly<Record<string, string>>;
  /** Commands that run before it serves. */
  readonly commands: readonly string[];
  /** A path to look at first. */
  readonly path: string;
  readonly admin?: LocalAdmin;
}

/** What the services get from their surroundings. */
export interface LocalResources {
  readonly database: (name: string) => Promise<DatabaseConfig>;
  readonly secret: (name: string, bytes?: number) => string;
}

/** Where the proxy in front of all of them is. */
const PROXY_HERE = 'loopback';

/** All services but the proxy. */
export async function localServices({ database, secret }: LocalResources): Promise<LocalService[]> {
  const admin = (service: string, name: string) => ({ name, password: secret(`${service}-admin-password`) });
  const polls = { ...pollsContract, admin: admin('polls', 'admin') };
  const conduit = { ...conduitContract, admin: admin('conduit', 'admin@example.com') };
  return [
    { name: urlPathContract.name, environment: {}, commands: [], path: '/this/is/a/test/' },
    {
      name: echoContract.name,
      environment: { [echoContract.env.name]: 'local' },
      commands: [],
      path: '/',
    },
    {
      name: polls.name,
      environment: {
        ...databaseEnvironment(polls.env, await database(polls.name)),
        [polls.env.secretKey]: secret('polls-key', 48),
        [polls.env.trustedProxies]: PROXY_HERE,
        [polls.env.superuserName]: polls.admin.name,
        [polls.env.superuserPassword]: polls.admin.password,
      },
      commands: [polls.commands.migrate, polls.commands.createSuperuser, polls.commands.loadData],
      path: polls.paths.index,
      admin: polls.admin,
    },
    {
      name: conduit.name,
      environment: {
        ...databaseEnvironment(conduit.env, await database(conduit.name)),
        [conduit.env.secretKey]: secret('conduit-key', 48),
        [conduit.env.trustedProxies]: PROXY_HERE,
        [conduit.env.superuserEmail]: conduit.admin.name,
        [conduit.env.superuserPassword]: conduit.admin.password,
      },
      commands: [conduit.commands.migrate, conduit.commands.createSuperuser],
      path: conduit.paths.openapi,
      admin: conduit.admin,
    },
  ];
}

type DatabaseNames = Readonly<
  Record<'databaseHost' | 'databasePort' | 'databaseName' | 'databaseUser' | 'databasePassword', string>
>;

const databaseEnvironment = (names: DatabaseNames, { host, port, name, user, password }: DatabaseConfig) => ({
  [names.databaseHost]: host,
  [names.databasePort]: String(port),
  [names.databaseName]: name,
  [names.databaseUser]: user,
  [names.databasePassword]: password,
});
