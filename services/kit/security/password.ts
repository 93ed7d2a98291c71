import * as crypto from 'node:crypto';
import { argon2id as argon2idWasm } from 'hash-wasm';
import { FairQueue } from './fair-queue';

/** What one hash costs. Stored with it, so that the default may be raised later. */
export interface PasswordCost {
  readonly memoryKiB: number;
  readonly passes: number;
  readonly lanes: number;
}

/**
 * OWASP's first choice: Argon2id with 19 MiB, 2 passes, 1 lane. Node.js has it from 24.7 on (the images run 24), on its thread
 * pool; an older one (a laptop, a test) takes WebAssembly, which holds the event loop for some 40 ms a login. That is no reason
 * to store weaker hashes in production.
 * @see https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html
 */
export const passwordCost: PasswordCost = { memoryKiB: 19_456, passes: 2, lanes: 1 };

const keyBytes = 32;

interface Argon2Parameters {
  message: string;
  nonce: Buffer;
  memory: number;
  passes: number;
  parallelism: number;
  tagLength: number;
}
type NativeArgon2 = (
  name: 'argon2id',
  options: Argon2Parameters,
  done: (error: Error | null, key: Buffer) => void,
) => void;
const native = (crypto as { argon2?: NativeArgon2 }).argon2;

/**
 * Each takes 19 MiB and most of a core, so a few run at a time (half of Node's thread pool at most, the rest of which reads files
 * and looks up names), and no more wait than get their answer within a few seconds.
 */
const queue = new FairQueue(native === undefined ? 1 : 2, 40);

/**
 * The password as PHC text: `$argon2id$v=19$m=…,t=…,p=…$salt$hash`.
 * @param from who asks, for a fair turn: see {@link FairQueue}
 * @throws HttpError unavailable when too many wait
 */
export async function hashPassword(password: string, from = '', cost: PasswordCost = passwordCost): Promise<string> {
  const salt = crypto.randomBytes(16);
  const key = await queue.run(from, () => argon2id(password, salt, cost, keyBytes));
  return phc(cost, salt, key);
}

/**
 * Whether a password belongs to a hash, of Argon2id or of scrypt (`$scrypt$ln=…,r=…,p=…$salt$hash`, which conduit once made).
 * Without a hash (no such user) it takes as long and says no, so that the time of an answer does not tell which names exist.
 * @param from who asks, for a fair turn: see {@link FairQueue}
 * @throws HttpError unavailable when too many wait
 */
export async function verifyPassword(password: string, hash: string | undefined, from = ''): Promise<boolean> {
  const { derive, salt, key } = readHash(hash ?? absent);
  const given = await queue.run(from, () => derive(password, salt, key.length));
  return crypto.timingSafeEqual(given, key) && hash !== undefined;
}

/** Whether a hash was made otherwise than today's are: it should be made anew when its password is at hand. */
export const isOutdated = (hash: string, cost: PasswordCost = passwordCost): boolean => !hash.startsWith(prefix(cost));

const prefix = ({ memoryKiB, passes, lanes }: PasswordCost): string =>
  `$argon2id$v=19$m=${memoryKiB},t=${passes},p=${lanes}$`;
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64').replace(/=+$/, '');
const phc = (cost: PasswordCost, salt: Uint8Array, key: Uint8Array): string =>
  `${prefix(cost)}${base64(salt)}$${base64(key)}`;
const absent = phc(passwordCost, Buffer.alloc(16), Buffer.alloc(keyBytes));

type Derive = (password: string, salt: Buffer, bytes: number) => Promise<Uint8Array>;

function readHash(hash: string): { derive: Derive; salt: Buffer; key: Buffer } {
  const [, salt = '', key = ''] = /\$([^$]+)\$([^$]+)$/.exec(hash) ?? [];
  const bytes = { salt: Buffer.from(salt, 'base64'), key: Buffer.from(key, 'base64') };
  const [, memoryKiB, passes, lanes] = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$/.exec(hash) ?? [];
  if (lanes !== undefined) {
    const cost = { memoryKiB: Number(memoryKiB), passes: Number(passes), lanes: Number(lanes) };
    return { ...bytes, derive: (password, from, length) => argon2id(password, from, cost, length) };
  }
  const [, logN, r, p] = /^\$scrypt\$ln=(\d+),r=(\d+),p=(\d+)\$/.exec(hash) ?? [];
  if (p === undefined) throw new Error('unknown kind of password hash');
  const options = { N: 2 ** Number(logN), r: Number(r), p: Number(p), maxmem: 256 * Number(r) * 2 ** Number(logN) };
  return { ...bytes, derive: (password, from, length) => scrypt(password, from, options, length) };
}

/** The same text however it was typed, as NIST SP 800-63B 5.1.1.2 asks. */
const normal = (password: string): string => password.normalize('NFKC');

function scrypt(password: string, salt: Buffer, options: crypto.ScryptOptions, bytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) =>
    crypto.scrypt(normal(password), salt, bytes, options, (error, key) => (error ? reject(error) : resolve(key))),
  );
}

async function argon2id(password: string, salt: Buffer, cost: PasswordCost, bytes: number): Promise<Uint8Array> {
  const { memoryKiB, passes, lanes } = cost;
  const message = normal(password);
  if (native === undefined) {
    const costs = { memorySize: memoryKiB, iterations: passes, parallelism: lanes, hashLength: bytes };
    // Requests that came meanwhile are answered in between.
    await new Promise((resolve) => setImmediate(resolve));
    return argon2idWasm({ password: message, salt, ...costs, outputType: 'binary' });
  }
  const options = { message, nonce: salt, memory: memoryKiB, passes, parallelism: lanes, tagLength: bytes };
  return new Promise((resolve, reject) =>
    native('argon2id', options, (error, key) => (error ? reject(error) : resolve(key))),
  );
}
