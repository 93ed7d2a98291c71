import type { Construct } from 'constructs';
import { declareExisting } from '../../manifests/existing';
import { releaseOf } from '../../definition/release';
import { addCloudNativePg, cloudNativePgName, type CloudNativePgProps } from './cloud-native-pg';
import type { DatabaseClient, DatabaseConnection, OpenDatabase } from './connection';
import { addEmbeddedPostgres, type EmbeddedPostgresProps } from './embedded-postgres';
import { componentOf } from '../parts/component';
import { EnvValue } from '../parts/env';
import type { NetworkPolicyPeer } from '../../kubernetes/types';
import type { NetworkAccess } from '../parts/network-access';

/** A PostgreSQL server that somebody else runs. */
export interface ExternalDatabaseProps {
  /** DNS name or address of the server. */
  readonly host: string;
  /** TCP port of the server. @default 5432 */
  readonly port?: number;
  /** Name of the database. */
  readonly name: string;
  /** Who logs in; has to own the database. */
  readonly user: string;
  /** Secret with the password; it has to be there. */
  readonly passwordSecret: { readonly name: string; /** @default "password" */ readonly key?: string };
  /** `require` encrypts, `verify` also checks the server's certificate. @default "require" */
  readonly tls?: 'disable' | 'require' | 'verify';
  /** Who the server is for the network policy. @default - any address, on its port */
  readonly peers?: readonly NetworkPolicyPeer[];
}

/**
 * A PostgreSQL database, and who runs it.
 *
 * @example
 * ```ts
 * Database.embedded({ storage: '20Gi', backup: { keep: 30 } });
 * Database.external({ host: 'db.example.com', name: 'shop', user: 'shop', passwordSecret: { name: 'shop-db' } });
 * Database.cloudNativePg({ instances: 3 });
 * ```
 */
export class Database {
  private constructor(
    private readonly connection: (scope: Construct, client: DatabaseClient) => DatabaseConnection,
    private readonly add: (scope: Construct, client: DatabaseClient, policy: boolean) => OpenDatabase,
  ) {}

  /** One PostgreSQL in the release: a StatefulSet with a volume, and a backup every night. For one machine, or a start. */
  static embedded(props: EmbeddedPostgresProps = {}): Database {
    return new Database(
      (scope, { name, part, password }) => ({
        host: `${releaseOf(scope).release.name}-${componentOf(part, 'database')}`,
        name,
        user: name,
        password: EnvValue.secret(password.secretName, password.key),
        tls: 'disable',
      }),
      (scope, client, policy) => {
        const postgres = addEmbeddedPostgres(scope, client, props, policy);
        return (network) => postgres.connectFrom(network);
      },
    );
  }

  /** A server that is there already, in the cluster or outside of it. */
  static external(props: ExternalDatabaseProps): Database {
    const { host, port = 5432, name, user, passwordSecret, tls = 'require', peers } = props;
    const password = EnvValue.secret(passwordSecret.name, passwordSecret.key ?? 'password');
    return new Database(
      () => ({ host, port, name, user, password, tls }),
      (scope) => {
        declareExisting(scope, 'Secret', passwordSecret.name);
        return (network) => network.allowTo(peers, [port]);
      },
    );
  }

  /**
   * A cluster of the operator CloudNativePG: three instances, failover without us. The operator has to be installed; it
   * makes the password.
   * @see https://cloudnative-pg.io/documentation/current/
   */
  static cloudNativePg(props: CloudNativePgProps = {}): Database {
    return new Database(
      (scope, { part }) => {
        const cluster = cloudNativePgName(scope, part);
        const secret = (key: string) => EnvValue.secret(`${cluster}-app`, key);
        const [name, user, password] = [secret('dbname'), secret('username'), secret('password')];
        return { host: `${cluster}-rw`, name, user, password, tls: 'require' };
      },
      (scope, client) => addCloudNativePg(scope, client, props),
    );
  }

  /** How to reach it; adds nothing. @internal */
  _connection(scope: Construct, client: DatabaseClient): DatabaseConnection {
    return this.connection(scope, client);
  }

  /** Adds it. @returns what opens the way from pods to it @internal */
  _add(scope: Construct, client: DatabaseClient, networkPolicy: boolean): OpenDatabase {
    return this.add(scope, client, networkPolicy);
  }

  /** Adds it, and opens the way from the pods of `network` to it. @internal */
  _attach(scope: Construct, client: DatabaseClient, network: NetworkAccess, networkPolicy: boolean): void {
    this.add(scope, client, networkPolicy)(network);
  }
}
