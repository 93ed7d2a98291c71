/** Key of the database's password in the credentials. */
export const DATABASE_PASSWORD = 'database-password';

/** Key of the superuser's password in the credentials. */
export const SUPERUSER_PASSWORD = 'superuser-password';

/** Keys of the credentials that every application with a database has, and how many characters generated ones get. */
export const databaseSecretKeys = { [DATABASE_PASSWORD]: 32, [SUPERUSER_PASSWORD]: 24 } as const;
