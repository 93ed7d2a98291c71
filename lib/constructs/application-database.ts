import { Construct } from 'constructs';
import { DATABASE_PASSWORD } from './credentials/credential-keys';
import { Credentials } from './credentials/credentials';
import type { DatabaseConnection, OpenDatabase } from './database/connection';
import { Database } from './database/database';
import { EnvValue } from './parts/env';
import type { Image } from './parts/image';
import { assertMadeBy } from './parts/made-by';
import type { WebWorkload } from './web-workload';

/** Which database, and where its password comes from. */
export interface ApplicationDatabaseProps {
  /** Name of the database and of its user. */
  readonly name: string;
  /**
   * Name within the release, where it has several databases: `orders` makes `<release>-orders-database`.
   * @default - none: `<release>-database`
   */
  readonly component?: string;
  /** Who runs PostgreSQL. @default Database.embedded() */
  readonly database?: Database;
  /** Where the passwords and keys come from. @default Credentials.generated() */
  readonly credentials?: Credentials;
  /** Keys that the application needs beside the password, and the characters that generated ones get. @default - none */
  readonly keys?: Readonly<Record<string, number>>;
  /** What makes generated keys: the image of services/tools. @default - that of `credentials` */
  readonly credentialsImage?: Image | string;
  /** NetworkPolicies of what is added. @default true */
  readonly networkPolicy?: boolean;
}

/**
 * A PostgreSQL database for an application of your own, with its password and other keys, which are made in the cluster
 * or taken from your Secret and in no case stand in what is synthesized.
 *
 * @example
 * ```ts
 * const data = new ApplicationDatabase(chart, 'data', { name: 'shop', keys: { 'secret-key': 50 } });
 * const { host, name, user, password } = data.connection;
 * const web = new WebWorkload(chart, 'web', {
 *   image: 'ghcr.io/acme/shop:1.4.2',
 *   port: 8000,
 *   env: { PGHOST: host, PGDATABASE: name, PGUSER: user, PGPASSWORD: password, SECRET_KEY: data.secret('secret-key') },
 *   setup: { migrate: ['python', 'manage.py', 'migrate'] },
 * });
 * data.connectFrom(web);
 * ```
 */
export class ApplicationDatabase extends Construct {
  /** How the application reaches it, for its environment. */
  readonly connection: Required<DatabaseConnection>;

  private readonly secretName: string;
  private readonly keys: Readonly<Record<string, number>>;
  private readonly open: OpenDatabase;

  constructor(scope: Construct, id: string, props: ApplicationDatabaseProps) {
    super(scope, id);
    const { name, component: part, networkPolicy = true } = props;
    const { database = Database.embedded(), credentials = Credentials.generated() } = props;
    assertMadeBy(Database, database, this.node.path, 'database');
    assertMadeBy(Credentials, credentials, this.node.path, 'credentials');
    this.secretName = credentials._secretName(this, part);
    this.keys = { [DATABASE_PASSWORD]: 32, ...props.keys };
    const client = { name, part, password: { secretName: this.secretName, key: DATABASE_PASSWORD } };
    this.connection = { port: 5432, ...database._connection(this, client) };
    credentials._attach(this, { image: props.credentialsImage, keys: this.keys, part, networkPolicy });
    this.open = database._add(this, client, networkPolicy);
  }

  /**
   * One of the keys, for an environment variable.
   * @throws when it is not among `keys`
   */
  secret(key: string): EnvValue {
    if (!Object.hasOwn(this.keys, key)) {
      throw new Error(
        `[${this.node.path}] has no key '${key}'. There are: ${Object.keys(this.keys).join(', ')}. Name others in keys, with the characters that they get.`,
      );
    }
    return EnvValue.secret(this.secretName, key);
  }

  /** Declares that the pods of a workload connect to it: opens the network policies of both. */
  connectFrom(workload: WebWorkload): void {
    this.open(workload.network);
  }
}
