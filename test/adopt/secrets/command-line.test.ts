import { replacePasswords } from '../../../lib/adopt/secrets/command-line';
import { throughShell } from '../../../lib/adopt/secrets/through-shell';

const replaced = (...words: string[]) => replacePasswords(words, () => '$P').join(' ');

test.each([
  [['redis-server', '--requirepass', 'x1'], 'redis-server --requirepass $P'],
  [['redis-cli', '-a', 'x1', 'ping'], 'redis-cli -a $P ping'],
  [['mysqladmin', 'ping', '-uroot', '-px1'], 'mysqladmin ping -uroot -p$P'],
  [['sh', '-c', 'PGPASSWORD=x1 psql -U x1 x1'], 'sh -c PGPASSWORD=$P psql -U x1 x1'],
  [
    ['app', '--database=postgres://postgres:postgres@postgres/postgres'],
    'app --database=postgres://postgres:$P@postgres/postgres',
  ],
  [['java', '-Durl=jdbc:mysql://db/a?user=a&password=x1'], 'java -Durl=jdbc:mysql://db/a?user=a&password=$P'],
  [['sh', '-c', 'curl -u ops:x1 http://a'], 'sh -c curl -u ops:$P http://a'],
])('a password in a command line is replaced where it stands, and nowhere else: %j', (words, expected) => {
  expect(replaced(...words)).toBe(expected);
});

test.each([
  [['nginx', '-p', '/etc/nginx']],
  [['ssh', '-p22']],
  [['mysqladmin', 'ping', '-p$MYSQL_ROOT_PASSWORD']],
  [['redis-server', '--requirepass', '$(REDIS_PASSWORD)']],
  [['app', '--password-file=/run/secrets/db', '--token', '--verbose']],
  [['id', '-u', '1000:1000']],
])('what is no password stays: %j', (words) => {
  expect(replaced(...words)).toBe(words.join(' '));
});

test('a command without a shell gets one, so that its variables are put in; one with a shell stays', () => {
  expect(throughShell(['mysqladmin', 'ping', '-p$P', "it's"])).toEqual([
    'sh',
    '-c',
    `mysqladmin ping "-p$P" 'it'\\''s'`,
  ]);
  expect(throughShell(['/bin/sh', '-c', 'mysql -p$P'])).toEqual(['/bin/sh', '-c', 'mysql -p$P']);
});
