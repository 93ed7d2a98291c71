import { ensureSecret, parseEnsureSecret } from '../ensure-secret';
import type { SecretsApi } from '../cluster-secrets';

/** What the API server does with Secrets, as far as its documentation goes: names are unique, merge patches add keys. */
class Secrets implements SecretsApi {
  readonly all = new Map<string, Record<string, string>>();

  async keys(name: string) {
    const data = this.all.get(name);
    return data && Object.keys(data);
  }
  async create(name: string, data: Readonly<Record<string, string>>) {
    if (this.all.has(name)) return false;
    this.all.set(name, { ...data });
    return true;
  }
  async add(name: string, data: Readonly<Record<string, string>>) {
    Object.assign(this.all.get(name) ?? {}, data);
  }
}

const wanted = parseEnsureSecret(['app', '--generate', 'password=32', '--generate', 'key=64', '--fixed', 'user=polls']);

test('makes a Secret that is not there, with random values of the length asked for', async () => {
  const secrets = new Secrets();
  expect(await ensureSecret(wanted, secrets)).toBe('created');
  const data = secrets.all.get('app');
  expect(data).toEqual({
    user: 'polls',
    password: expect.stringMatching(/^[\w-]{32}$/),
    key: expect.stringMatching(/^[\w-]{64}$/),
  });
  const other = new Secrets();
  await ensureSecret(wanted, other);
  expect(other.all.get('app')?.['password']).not.toBe(data?.['password']);
});

test('never changes what is there, and adds what is lacking', async () => {
  const secrets = new Secrets();
  secrets.all.set('app', { password: 'mine' });
  expect(await ensureSecret(wanted, secrets)).toBe('completed');
  const completed = { ...secrets.all.get('app') };
  expect(completed).toMatchObject({ password: 'mine', user: 'polls' });
  expect(await ensureSecret(wanted, secrets)).toBe('unchanged');
  expect(secrets.all.get('app')).toEqual(completed);
});

test('of many at once one makes it, and the others take it as it is', async () => {
  const secrets = new Secrets();
  const results = await Promise.all(Array.from({ length: 10 }, () => ensureSecret(wanted, secrets)));
  expect(results.filter((result) => result === 'created')).toHaveLength(1);
  expect(results.filter((result) => result === 'unchanged')).toHaveLength(9);
});

test.each([
  [[], 'the name of the Secret is missing'],
  [['app', '--generate', 'password'], '"password" is not KEY=VALUE'],
  [['app', '--generate', 'password=8'], 'a length from 16 to 1024'],
  [['app', '--delete', 'a=b'], 'unknown option --delete'],
])('fails for %j', (argv, message) => {
  expect(() => parseEnsureSecret(argv)).toThrow(message);
});
