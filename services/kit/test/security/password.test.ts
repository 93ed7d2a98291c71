import { FairQueue } from '../../security/fair-queue';
import { hashPassword, isOutdated, verifyPassword } from '../../security/password';

// Real hashes on a machine that may be busy.
jest.setTimeout(60_000);

const cheap = { memoryKiB: 64, passes: 1, lanes: 1 } as const;

test('a hash is Argon2id with a salt of its own, and only its password verifies', async () => {
  const [one, two] = [await hashPassword('correct horse'), await hashPassword('correct horse')];
  expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
  expect(one).not.toBe(two);
  expect(await verifyPassword('correct horse', one)).toBe(true);
  expect(await verifyPassword('Correct horse', one)).toBe(false);
  expect(await verifyPassword('correct horse', undefined)).toBe(false);
});

test('verifies a hash that another implementation made, with other costs', async () => {
  // From the reference implementation: echo -n password | argon2 somesalt -id -t 2 -m 16 -p 1 -l 32 (phc-winner-argon2, test.c)
  const reference = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc';
  expect(await verifyPassword('password', reference)).toBe(true);
  expect(await verifyPassword('differentpassword', reference)).toBe(false);
}, 60_000);

test('verifies a hash of scrypt, which is to be made anew', async () => {
  // Python: hashlib.scrypt(b'correct horse', salt=b'0123456789abcdef', n=16, r=8, p=1, dklen=32)
  const hash = '$scrypt$ln=4,r=8,p=1$MDEyMzQ1Njc4OWFiY2RlZg$OAkZqUBelG6VIYdTJfYSENL5OmZRxMa3GwXn5oFliTg';
  expect(await verifyPassword('correct horse', hash)).toBe(true);
  expect(await verifyPassword('correct house', hash)).toBe(false);
  expect([hash, await hashPassword('x', '', cheap), await hashPassword('x')].map((one) => isOutdated(one))).toEqual([
    true,
    true,
    false,
  ]);
});

test('a password is the same however it was typed', async () => {
  const hash = await hashPassword('caf\u00e9 cr\u00e8me', '', cheap);
  expect(await verifyPassword('cafe\u0301 cre\u0300me', hash)).toBe(true);
});

describe('costly work', () => {
  /** Work that ends when it is told to, and the order in which it began. */
  function works() {
    const begun: string[] = [];
    const ends: (() => void)[] = [];
    const work = (name: string) => () => {
      begun.push(name);
      return new Promise<string>((resolve) => ends.push(() => resolve(name)));
    };
    return { begun, work, endOne: async () => (ends.shift()?.(), new Promise((resolve) => setImmediate(resolve))) };
  }

  test('is done in turn by who asks: a crowd holds up itself alone', async () => {
    const queue = new FairQueue(1, 100);
    const { begun, work, endOne } = works();
    const crowd = Array.from({ length: 30 }, (_, i) => queue.run('crowd', work(`crowd ${i}`)));
    const one = queue.run('elsewhere', work('elsewhere'));
    for (let i = 0; i < 3; i++) await endOne();
    expect(begun).toEqual(['crowd 0', 'crowd 1', 'elsewhere', 'crowd 2']);
    await expect(one).resolves.toBe('elsewhere');
    for (let i = 0; i < 30; i++) await endOne();
    await expect(Promise.all(crowd)).resolves.toHaveLength(30);
  });

  test('has room for some to wait; the newest of the longest line is refused', async () => {
    const queue = new FairQueue(2, 3);
    const { begun, work, endOne } = works();
    const crowd = Array.from({ length: 7 }, (_, i) => queue.run('crowd', work(`crowd ${i}`)).catch((e: unknown) => e));
    const late = queue.run('elsewhere', work('elsewhere'));
    for (let i = 0; i < 8; i++) await endOne();
    expect(begun).toEqual(['crowd 0', 'crowd 1', 'crowd 2', 'elsewhere', 'crowd 3']);
    await expect(late).resolves.toBe('elsewhere');
    const refused = (await Promise.all(crowd)).filter((one) => one instanceof Error);
    expect(refused).toEqual(Array(3).fill(expect.objectContaining({ code: 'unavailable' })));
  });

  test('goes on after one that fails', async () => {
    const queue = new FairQueue(1, 1);
    await expect(queue.run('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    await expect(queue.run('a', async () => 'yes')).resolves.toBe('yes');
  });
});
