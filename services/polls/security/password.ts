import * as crypto from 'node:crypto';
import { argon2id as argon2idWasm } from 'hash-wasm';

/** OWASP's first choice for Argon2id: 19 MiB, 2 passes, 1 lane. Stored with each hash, so they may be raised later. */
const parameters = { memoryKiB: 19_456, passes: 2, lanes: 1, bytes: 32 } as const;

interface Argon2Parameters {
  message: string;
  nonce: Buffer;
  memory: number;
  passes: number;
  parallelism: number;
  tagLength: number;
}
/** In Node's own crypto from 24.7 on, on the thread pool. */
type NativeArgon2 = (
  name: 'argon2id',
  options: Argon2Parameters,
  done: (error: Error | null, key: Buffer) => void,
) => void;
const native = (crypto as { argon2?: NativeArgon2 }).argon2;

/**
 * Argon2id as PHC text (`$argon2id$v=19$m=…,t=…,p=…$salt$hash`).
 * @param costs cheaper ones are for tests, which log in many times
 */
export async function hashPassword(password: string, costs: Costs = parameters): Promise<string> {
  const salt = crypto.randomBytes(16);
  const key = await derive(password, salt, costs);
  const { memoryKiB, passes, lanes } = costs;
  return `$argon2id$v=19$m=${memoryKiB},t=${passes},p=${lanes}$${base64(salt)}$${base64(key)}`;
}

/**
 * Whether a password belongs to a hash. Without a hash (no such user) it takes as long and says no, so that the time of
 * an answer does not tell which names exist.
 */
export async function verifyPassword(password: string, hash: string | undefined): Promise<boolean> {
  const [, id, version, costs = '', salt = '', key = ''] = (hash ?? absent).split('$');
  const [, memoryKiB, passes, lanes] = /^m=(\d+),t=(\d+),p=(\d+)$/.exec(costs) ?? [];
  if (id !== 'argon2id' || version !== 'v=19' || lanes === undefined) throw new Error('unknown kind of password hash');
  const expected = Buffer.from(key, 'base64');
  const given = await derive(password, Buffer.from(salt, 'base64'), {
    memoryKiB: Number(memoryKiB),
    passes: Number(passes),
    lanes: Number(lanes),
    bytes: expected.length,
  });
  return crypto.timingSafeEqual(given, expected) && hash !== undefined;
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64').replace(/=+$/, '');
const absent = `$argon2id$v=19$m=${parameters.memoryKiB},t=${parameters.passes},p=${parameters.lanes}$${base64(Buffer.alloc(16))}$${base64(Buffer.alloc(32))}`;

/** One at a time: each takes 19 MiB, and a burst of logins must not take the pod's memory. */
let last: Promise<unknown> = Promise.resolve();

interface Costs {
  readonly memoryKiB: number;
  readonly passes: number;
  readonly lanes: number;
  readonly bytes: number;
}

function derive(password: string, salt: Buffer, costs: Costs): Promise<Uint8Array> {
  const next = last.then(() => argon2id(password, salt, costs));
  last = next.catch(() => undefined);
  return next;
}

async function argon2id(
  password: string,
  salt: Buffer,
  { memoryKiB, passes, lanes, bytes }: Costs,
): Promise<Uint8Array> {
  // The same text however it was typed, as NIST SP 800-63B 5.1.1.2 asks.
  const message = password.normalize('NFKC');
  if (native === undefined) {
    const costs = { memorySize: memoryKiB, iterations: passes, parallelism: lanes, hashLength: bytes };
    return argon2idWasm({ password: message, salt, ...costs, outputType: 'binary' });
  }
  const options = { message, nonce: salt, memory: memoryKiB, passes, parallelism: lanes, tagLength: bytes };
  return new Promise((resolve, reject) =>
    native('argon2id', options, (error, key) => (error ? reject(error) : resolve(key))),
  );
}
