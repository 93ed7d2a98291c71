import type { DatabaseKind } from '../environment/variables';

/** The database that an application's Python packages speak to. */
export function pythonDatabase(packages: ReadonlyMap<string, unknown>): DatabaseKind {
  const has = (...names: string[]) => names.some((name) => packages.has(name));
  if (has('psycopg', 'psycopg2', 'psycopg2-binary', 'asyncpg', 'pg8000', 'psycopg-binary')) return 'postgres';
  if (has('mysqlclient', 'pymysql', 'aiomysql', 'asyncmy', 'mysql-connector-python', 'flask-mysqldb')) return 'mysql';
  if (has('pymongo', 'motor', 'mongoengine', 'flask-pymongo', 'beanie')) return 'mongodb';
  return undefined;
}
