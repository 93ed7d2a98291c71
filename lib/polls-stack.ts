import type { Construct } from 'constructs';
import { pollsContract as contract } from '../services/polls/contract';
import { Credentials } from './parts/credentials';
import { Database, type DatabaseConnection } from './parts/database';
import { EnvValue } from './parts/env';
import { given } from './parts/given';
import { imageReference, pullPolicyOf } from './parts/image';
import type { Container } from './parts/kube';
import { withDefaults } from './parts/resources';
import { serviceDefaults } from './parts/service-defaults';
import { WebWorkload, type WebWorkloadProps } from './parts/web-workload';

export interface PollsStackProps extends Partial<Omit<WebWorkloadProps, 'port' | 'adminPort' | 'probes'>> {
  /** @default Database.embedded() */
  readonly database?: Database;
  /** Secret with the keys of {@link pollsSecretKeys}. @default Credentials.generated() */
  readonly credentials?: Credentials;
  /** User name of the superuser, whose password is in the credentials; `false` for none. @default "admin" */
  readonly superuser?: string | false;
  /** All browsers come by HTTPS: cookies are Secure whatever a request looks like, and HSTS is sent. @default false */
  readonly httpsOnly?: boolean;
  /** A few questions to look at. @default false */
  readonly sampleQuestions?: boolean;
}

/** Keys that the Secret of {@link Credentials.existing} has to have, and the characters that generated ones get. */
export const pollsSecretKeys = { 'database-password': 32, 'secret-key': 64, 'superuser-password': 24 } as const;

/**
 * The polls application: web pods, as many as you like on one database, which migrate before they start (any number of them at
 * once), an admin with a superuser, and all passwords made in the cluster or taken from your Secret.
 */
export class PollsStack extends WebWorkload {
  constructor(scope: Construct, id: string, props: PollsStackProps = {}) {
    const {
      database = Database.embedded(),
      credentials = Credentials.generated(),
      superuser = 'admin',
      httpsOnly = false,
      sampleQuestions = false,
      ...web
    } = given(props);
    const secretName = credentials._secretName(scope);
    const client = { name: contract.name, password: { secretName, key: 'database-password' } };
    const workload = serviceDefaults(contract, { component: 'web', ...web });
    const toDatabase = databaseEnv(database._connection(scope, client));

    const { commands, env } = contract;
    const step = (name: string, command: string, more: Record<string, string | EnvValue> = {}): Container => ({
      name,
      image: imageReference(workload.image),
      imagePullPolicy: pullPolicyOf(workload.image),
      args: [command],
      env: EnvValue._toKube({ ...toDatabase, [env.waitSeconds]: '600', ...more }),
      resources: withDefaults(workload.resources),
    });
    super(scope, id, {
      ...workload,
      env: {
        ...toDatabase,
        [env.secretKey]: EnvValue.secret(secretName, 'secret-key'),
        [env.https]: httpsOnly ? 'always' : 'auto',
        ...workload.env,
      },
      // Before each pod serves; whichever is first does the work, the others find it done.
      initContainers: [
        step('migrate', commands.migrate),
        ...(superuser === false
          ? []
          : [
              step('superuser', commands.createSuperuser, {
                [env.superuserName]: superuser,
                [env.superuserPassword]: EnvValue.secret(secretName, 'superuser-password'),
              }),
            ]),
        ...(sampleQuestions ? [step('sample-questions', commands.loadData)] : []),
        ...(workload.initContainers ?? []),
      ],
    });
    const networkPolicy = workload.networkPolicy ?? true;
    credentials._attach(this, { image: workload.image, keys: pollsSecretKeys, networkPolicy });
    database._attach(this, client, this.network, networkPolicy);
  }
}

function databaseEnv({ host, port, name, user, password, tls }: DatabaseConnection): Record<string, string | EnvValue> {
  const { env } = contract;
  return {
    [env.databaseHost]: host,
    // Always there: which variables there are must not depend on values, or a chart could not tell whose they are.
    [env.databasePort]: String(port ?? 5432),
    [env.databaseName]: name,
    [env.databaseUser]: user,
    [env.databasePassword]: password,
    [env.databaseTls]: tls,
  };
}
