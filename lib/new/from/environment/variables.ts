import type { ConnectionPart, SourceTree, Variable } from '../application';
import { exampleOf } from './example';
import { readsOf, type Read } from './reads';

/** Kinds of databases that an application's packages speak to. */
export type DatabaseKind = 'postgres' | 'mysql' | 'mongodb' | 'sqlite' | undefined;

/** What an application reads of its environment, and what it gets. */
export interface Environment {
  readonly variables: readonly Variable[];
  /** Whether any of them is of PostgreSQL. */
  readonly database: boolean;
  readonly redis: boolean;
  /** Folders that files named by variables are in, by name. */
  readonly writes: Readonly<Record<string, string>>;
  /** What whoever deploys has to know, in words. */
  readonly assumed: readonly string[];
}

/** A URL of parts that the kubelet puts in. */
export const DATABASE_PARTS = [
  { name: 'PGUSER', connection: 'user' },
  { name: 'PGPASSWORD', connection: 'password' },
  { name: 'PGHOST', connection: 'host' },
  { name: 'PGPORT', connection: 'port' },
  { name: 'PGDATABASE', connection: 'name' },
] as const satisfies readonly Variable[];

/** The same as one URL. */
export const databaseUrl = (scheme = 'postgresql'): string =>
  `${scheme}://$(PGUSER):$(PGPASSWORD)@$(PGHOST):$(PGPORT)/$(PGDATABASE)`;

/** What is set by other means, or by the platform. */
const NOT_ASKED =
  /^(PATH|HOME|USER|PWD|SHELL|TMPDIR|TEMP|TZ|LANG|CI|HOSTNAME|PORT|NODE_ENV|RAILS_ENV|RACK_ENV|DJANGO_SETTINGS_MODULE|FLASK_APP|FLASK_ENV|PYTHON\w*|npm_\w+|WEB_CONCURRENCY|RAILS_\w+|BUNDLE\w*|PIDFILE|HEROKU\w*|DYNO|GITHUB_\w+|VERCEL\w*|RENDER\w*|JEST\w*|PG(HOST|PORT|USER|PASSWORD|DATABASE))$/;

const URL_NAME =
  /^((?:\w+_)?(?:DATABASE|DB|POSTGRES(?:QL)?|PG|SQLALCHEMY)_(?:\w+_)?(?:URL|URI|DSN|CONNECTION_STRING))$|^(DATABASE|DB)_(CONNECTION|URL)$/;
const PART_NAME =
  /^(?:\w+_)?(?:DB|DATABASE|POSTGRES(?:QL)?|PG|SQL|RDS|TYPEORM)_?(HOST(?:NAME)?|SERVER|ADDRESS|PORT|NAME|DB|DBNAME|DATABASE|USER(?:NAME)?|PASS(?:WORD|WD)?)$/;
const PARTS: readonly (readonly [RegExp, ConnectionPart])[] = [
  [/^(HOST|HOSTNAME|SERVER|ADDRESS)$/, 'host'],
  [/^PORT$/, 'port'],
  [/^(NAME|DB|DBNAME|DATABASE)$/, 'name'],
  [/^USER(NAME)?$/, 'user'],
  [/^PASS(WORD|WD)?$/, 'password'],
];
const REDIS_URL =
  /^(\w+_)?REDIS_(\w+_)?(URL|URI)$|^(CELERY_)?(BROKER|RESULT_BACKEND)(_URL)?$|^(CELERY_BROKER_URL|CELERY_RESULT_BACKEND|CACHE_URL|REDIS)$/;
const RANDOM =
  /(^|_)(SECRET|SECRET_KEY|SECRET_KEY_BASE|SALT|PEPPER)$|^(JWT|SESSION|COOKIE|TOKEN|APP|AUTH)(_\w+)?_(SECRET|KEY)(_KEY)?$|^(\w+_)?JWT_SECRET(_\w+)?$|^(APP|ENCRYPTION)_KEY$|^(ACCESS|REFRESH)_TOKEN_SECRET$/;
const FOREIGN =
  /^(AWS|STRIPE|GOOGLE|GITHUB|GITLAB|FACEBOOK|TWITTER|AUTH0|OPENAI|SENTRY|TWILIO|SENDGRID|CLOUDINARY|PAYPAL|MAILGUN|SLACK|AZURE|RECAPTCHA|OAUTH\w*|S3|KAKAO|NAVER|DISCORD)_/;
const MEASURE = /_(MINUTES|SECONDS|HOURS|DAYS|MS|TTL|EXPIR\w*|LENGTH|LIFETIME|PORT)$/;
const HIDDEN = /PASSWORD|PASSWD|SECRET|TOKEN|API_?KEY|PRIVATE_KEY|CREDENTIALS/;
const FILE_NAME = /^(\w*SQLITE\w*|(?:DB|DATABASE)_(?:PATH|FILE(?:NAME)?|LOCATION)|DATA_DIR|STORAGE_(?:PATH|DIR))$/;
const DEBUG_NAME = /^(\w+_)?DEBUG$/;

/** What a variable's default says of another database than PostgreSQL. */
const OTHER_SCHEME = /^(mysql|mariadb|mongodb|redis|amqp|mssql|oracle)/;

/** The variables that an application's source asks for, with what it gets for each. */
export function environmentOf(tree: SourceTree, kind: DatabaseKind, taken: readonly string[] = []): Environment {
  const example = exampleOf(tree);
  const asked = [...readsOf(tree).values()]
    .filter(({ name }) => !NOT_ASKED.test(name) && !taken.includes(name))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const found: Found = { parts: [], urls: [], others: [], files: [], assumed: [], unset: [] };
  for (const read of asked) place(read, example.get(read.name), kind, found);
  const parts = found.urls.length > 0 ? DATABASE_PARTS : [];
  const redis = found.others.some((one) => 'redis' in one);
  return {
    variables: [...parts, ...found.parts, ...found.urls, ...found.others],
    database: found.urls.length + found.parts.length > 0,
    redis,
    writes: found.files.length > 0 ? { data: DATA_FOLDER } : {},
    assumed: [
      ...found.assumed,
      ...(found.files.length > 0
        ? [
            `${found.files.join(', ')} is in ${DATA_FOLDER}, which lives as long as a pod: give it a claim, or a database.`,
          ]
        : []),
      ...(redis ? ['A Redis comes with it; what it holds goes when its pod goes.'] : []),
      ...(found.unset.length > 0
        ? [`Not set, since the source does without: ${found.unset.join(', ')}. They go into env of values/.`]
        : []),
    ],
  };
}

/** Where files of an application's own are put. */
const DATA_FOLDER = '/data';

interface Found {
  readonly parts: Variable[];
  readonly urls: Variable[];
  readonly others: Variable[];
  readonly files: string[];
  readonly assumed: string[];
  readonly unset: string[];
}

function place(read: Read, example: string | undefined, kind: DatabaseKind, found: Found): void {
  const { name, optional } = read;
  const usual = example || read.byDefault;
  if (kind === 'postgres' && URL_NAME.test(name) && !OTHER_SCHEME.test(usual ?? ''))
    found.urls.push({ name, value: databaseUrl(schemeOf(usual)) });
  else if (kind === 'postgres' && partOf(name)) found.parts.push({ name, connection: partOf(name) ?? 'host' });
  else if (kind === 'postgres' && /^(\w+_)?(SQL|DB|DATABASE)_ENGINE$/.test(name))
    found.others.push({ name, value: 'django.db.backends.postgresql' });
  else if (REDIS_URL.test(name) && !/^(amqp|mem|dummy|loc)/.test(usual ?? ''))
    found.others.push({ name, redis: 'url' });
  else if (/^(\w+_)?REDIS_HOST$/.test(name)) found.others.push({ name, redis: 'host' });
  else if (/^(\w+_)?REDIS_PORT$/.test(name)) found.others.push({ name, redis: 'port' });
  else if (RANDOM.test(name) && !FOREIGN.test(name)) found.others.push({ name, secret: keyOf(name) });
  else if (FILE_NAME.test(name)) placeFile(name, usual, found);
  else if (DEBUG_NAME.test(name)) found.others.push({ name, value: read.number ? '0' : 'False' });
  else if (!optional) placeNeeded(read, usual, found);
  else found.unset.push(name);
}

function placeFile(name: string, usual: string | undefined, found: Found): void {
  const file =
    usual
      ?.split(/[/\\]/)
      .pop()
      ?.replace(/[^\w.-]/g, '') || 'data.sqlite3';
  found.files.push(name);
  found.others.push({
    name,
    value: /_(DIR|PATH)$/.test(name) && !file.includes('.') ? DATA_FOLDER : `${DATA_FOLDER}/${file}`,
  });
}

function placeNeeded({ name, number }: Read, usual: string | undefined, found: Found): void {
  if (HIDDEN.test(name) && !MEASURE.test(name)) {
    found.others.push({ name, secret: keyOf(name) });
    found.assumed.push(`${name} has no default: it gets a random text; put what it has to be into the Secret.`);
  } else if (usual !== undefined && !usual.includes('$')) {
    found.others.push({ name, value: usual });
    found.assumed.push(`${name} has no default: it is '${usual}', as in the example; set yours in env of values/.`);
  } else {
    found.others.push({ name, value: number ? '0' : '' });
    found.assumed.push(
      `${name} has no default, and no example says what it is: it is empty; set it in env of values/.`,
    );
  }
}

const partOf = (name: string): ConnectionPart | undefined => {
  const word = PART_NAME.exec(name)?.[1];
  return word === undefined ? undefined : PARTS.find(([pattern]) => pattern.test(word))?.[1];
};

/** The driver that the example of a URL names: `postgresql+asyncpg`. */
const schemeOf = (url: string | undefined): string | undefined => /^(postgres[\w+]*):\/\//.exec(url ?? '')?.[1];

const keyOf = (name: string): string => name.toLowerCase().replaceAll('_', '-');
