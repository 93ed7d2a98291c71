import type { SourceTree } from '../application';
import type { DatabaseKind } from '../environment/variables';
import type { PackageJson } from './package-json';

/** The database that an application of Node.js speaks to. */
export function nodeDatabase(tree: SourceTree, { dependencies }: PackageJson): DatabaseKind {
  const prisma = prismaSchema(tree);
  const provider = /datasource[^}]*provider\s*=\s*"(\w+)"/.exec(prisma?.text ?? '')?.[1];
  if (provider !== undefined)
    return provider === 'postgresql'
      ? 'postgres'
      : provider === 'mysql'
        ? 'mysql'
        : provider === 'mongodb'
          ? 'mongodb'
          : 'sqlite';
  const has = (...names: string[]) => names.some((name) => name in dependencies);
  if (has('pg', 'postgres', 'pg-promise', '@neondatabase/serverless', 'slonik')) return 'postgres';
  if (has('sqlite3', 'better-sqlite3')) return 'sqlite';
  if (has('mysql', 'mysql2', 'mariadb')) return 'mysql';
  if (has('mongoose', 'mongodb', '@nestjs/mongoose')) return 'mongodb';
  return undefined;
}

/** Prisma's schema, and whether it has migrations beside it. */
export function prismaSchema(tree: SourceTree): { path: string; text: string; migrations: boolean } | undefined {
  const path = tree.paths.find((one) => /(^|\/)schema\.prisma$/.test(one));
  if (path === undefined) return undefined;
  const beside = path.replace(/schema\.prisma$/, 'migrations/');
  return { path, text: tree.read(path) ?? '', migrations: tree.paths.some((one) => one.startsWith(beside)) };
}
