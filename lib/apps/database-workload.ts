import type { Construct } from 'constructs';
import { databaseTelemetry } from './telemetry/database';
import { httpTelemetry } from './telemetry/http';
import { nodeTelemetry } from './telemetry/node';
import { DATABASE_PASSWORD, SUPERUSER_PASSWORD } from '../constructs/credentials/credential-keys';
import { Credentials } from '../constructs/credentials/credentials';
import type { DatabaseConnection } from '../constructs/database/connection';
import { Database } from '../constructs/database/database';
import { EnvValue } from '../constructs/parts/env';
import { releaseOf } from '../definition/release';
import { given } from '../constructs/parts/given';
import { assertMadeBy } from '../constructs/parts/made-by';
import { imageReference, pullPolicyOf } from '../constructs/parts/image';
import { imageFor } from '../constructs/parts/image-registry';
import type { Container } from '../kubernetes/types';
import { withDefaults } from '../constructs/parts/resources';
import type { databaseCommands, databaseEnvironment, ServiceContract } from '../../services/kit/contract';
import { serviceDefaults } from './service-defaults';
import { WebWorkload, type WebWorkloadProps } from '../constructs/web-workload';

/** What a service of services/ that keeps its data in PostgreSQL tells the library beside the rest of its contract. */
export interface DatabaseServiceContract extends ServiceContract {
  readonly commands: Pick<typeof databaseCommands, 'migrate' | 'createSuperuser'>;
  readonly env: ServiceContract['env'] & Readonly<Record<keyof ReturnType<typeof databaseEnvironment>, string>>;
}

/** What an application with a database may be told beside what every workload may. */
export interface DatabaseWorkloadProps extends Partial<Omit<WebWorkloadProps, 'port' | 'adminPort' | 'probes'>> {
  /** Who runs PostgreSQL. @default Database.embedded() */
  readonly database?: Database;
  /** Where the passwords and keys come from. @default Credentials.generated() */
  readonly credentials?: Credentials;
  /**
   * Whose `X-Forwarded-*` headers are believed, for the client's address and whether it came by HTTPS: addresses, networks, `dns:`
   * and the name of a headless Service, or `uniquelocal` for private ones.
   * @default - behind an Ingress or a Gateway private addresses, which the network policy lets in from its controller alone; otherwise
   * the pods of each {@link ReverseProxy} that has it as a backend, and nobody else
   */
  readonly trustedProxies?: readonly string[];
  /** User name of the superuser, whose password is in the credentials; `false` for none. @default "admin" */
  readonly superuser?: string | false;
}

/**
 * PostgreSQL allows 100 connections unless told otherwise: enough for the ten pods that an autoscaler makes at most by
 * default, and the quarter more of a rolling update. One Node.js process cannot keep many more of them busy.
 */
const CONNECTIONS_PER_POD = '5';

/** What one application has beside what all have. */
export interface DatabaseApplication {
  readonly contract: DatabaseServiceContract;
  /** Its keys in the credentials, `databaseSecretKeys` among them, and the characters that generated ones get. */
  readonly secretKeys: Readonly<Record<string, number>>;
  /** Environment of the pods that serve, given the name of the Secret with the keys. */
  readonly env: (secretName: string) => Readonly<Record<string, string | EnvValue>>;
  /** Environment of the command that makes the superuser, beside name and password. @default - none */
  readonly superuserEnv?: Readonly<Record<string, string>>;
  /** Commands that each pod runs after those, before it serves: they have to be safe to run again. @default - none */
  readonly furtherSteps?: Readonly<Record<string, string>>;
}

/**
 * An application with a PostgreSQL database: web pods, as many as you like, which migrate before they start (any number
 * of them at once), a superuser, and all passwords made in the cluster or taken from your Secret.
 */
export abstract class DatabaseWorkload extends WebWorkload {
  /** Those that have it as a backend, as `trustedProxies` names them. */
  private readonly proxies: Set<string>;

  constructor(scope: Construct, id: string, application: DatabaseApplication, props: DatabaseWorkloadProps) {
    const {
      database = Database.embedded(),
      credentials = Credentials.generated(),
      superuser = 'admin',
      trustedProxies,
      ...web
    } = given(props);
    const path = `${scope.node.path}/${id}`;
    assertMadeBy(Database, database, path, 'database');
    assertMadeBy(Credentials, credentials, path, 'credentials');
    const { contract, secretKeys, superuserEnv, furtherSteps = {} } = application;
    const { commands, env } = contract;
    const part = partOf(scope, web.component);
    const secretName = credentials._secretName(scope, part);
    const client = { name: contract.name, part, password: { secretName, key: DATABASE_PASSWORD } };
    const metrics = {
      path: contract.metricsPath,
      telemetry: [httpTelemetry, databaseTelemetry, nodeTelemetry],
    };
    const workload = serviceDefaults(contract, { component: ONLY_COMPONENT, metrics, ...web });
    const toDatabase = databaseEnv(env, database._connection(scope, client));
    const step = (name: string, command: string, more: Record<string, string | EnvValue> = {}): Container => ({
      name,
      image: imageReference(imageFor(scope, workload.image)),
      imagePullPolicy: pullPolicyOf(workload.image),
      args: [command],
      env: EnvValue._toKube({ ...toDatabase, [env.waitSeconds]: '600', ...more }),
      resources: withDefaults(workload.resources),
    });
    const superuserStep = (name: string): Container =>
      step('superuser', commands.createSuperuser, {
        [env.superuserName]: name,
        ...superuserEnv,
        [env.superuserPassword]: EnvValue.secret(secretName, SUPERUSER_PASSWORD),
      });

    const proxies = new Set<string>();
    const believed = (): string[] => (web.exposure?._isBehindController ? ['uniquelocal'] : [...proxies]);

    super(scope, id, {
      ...workload,
      env: {
        ...toDatabase,
        [env.databasePoolSize]: CONNECTIONS_PER_POD,
        [env.trustedProxies]: trustedProxies ? trustOf(trustedProxies) : EnvValue._lazy(() => trustOf(believed())),
        ...application.env(secretName),
        ...workload.env,
      },
      // Before each pod serves; whichever is first does the work, the others find it done.
      initContainers: [
        step('migrate', commands.migrate),
        ...(superuser === false ? [] : [superuserStep(superuser)]),
        ...Object.entries(furtherSteps).map(([name, command]) => step(name, command)),
        ...(workload.initContainers ?? []),
      ],
    });
    this.proxies = proxies;
    const networkPolicy = workload.networkPolicy ?? true;
    credentials._attach(this, { keys: secretKeys, part, networkPolicy });
    database._attach(this, client, this.network, networkPolicy);
  }

  /** @internal */
  override _proxiedBy(proxy: WebWorkload): void {
    this.proxies.add(`dns:${addressOf(proxy, this)}`);
  }
}

/** The component of an application that is the only one of its release. */
const ONLY_COMPONENT = 'web';

/** What its database and credentials are named after: a component of its own, so that several applications fit into one chart. */
function partOf(scope: Construct, component = ONLY_COMPONENT): string | undefined {
  return component === ONLY_COMPONENT || component === releaseOf(scope).chartName ? undefined : component;
}

const trustOf = (proxies: readonly string[]): string => (proxies.length === 0 ? 'none' : proxies.join(','));

/** The name that has the addresses of a proxy's pods, for pods that may be elsewhere. */
function addressOf(proxy: WebWorkload, from: WebWorkload): string {
  const { namespace } = proxy.identity;
  const name = proxy.headlessServiceName();
  return namespace === undefined || namespace === from.identity.namespace ? name : `${name}.${namespace}.svc`;
}

function databaseEnv(
  names: DatabaseServiceContract['env'],
  { host, port, name, user, password, tls }: DatabaseConnection,
): Record<string, string | EnvValue> {
  return {
    [names.databaseHost]: host,
    // Always there: which variables there are must not depend on values, or a chart could not tell whose they are.
    [names.databasePort]: String(port ?? 5432),
    [names.databaseName]: name,
    [names.databaseUser]: user,
    [names.databasePassword]: password,
    [names.databaseTls]: tls,
  };
}
