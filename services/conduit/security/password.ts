import { HttpError } from '@chartwright/kit/http/errors';
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** What one hash costs. Stored with it, so that the default may be raised later. */
export interface PasswordCost {
  /** The binary logarithm of N: the memory is 128 r N bytes. */
  readonly logN: number;
  readonly r: number;
  readonly p: number;
}

/**
 * One of the sets that OWASP's Password Storage Cheat Sheet gives for scrypt; 16 MiB. Not Argon2id, which Node.js has
 * from 24.7 on only: in WebAssembly it would stop the event loop for each of the many logins of an API, where scrypt has
 * always run on Node's thread pool.
 */
export const passwordCost: PasswordCost = { logN: 14, r: 8, p: 5 };

/** The password as PHC text: `$scrypt$ln=14,r=8,p=5$salt$hash`. */
export async function hashPassword(password: string, cost: PasswordCost = passwordCost): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(password, salt, cost, 32);
  return `$scrypt$ln=${cost.logN},r=${cost.r},p=${cost.p}$${base64(salt)}$${base64(key)}`;
}

/**
 * Whether a password belongs to a hash. Without a hash (no such account) it takes as long and says no, so that the time
 * of an answer does not tell who is registered.
 */
export async function verifyPassword(password: string, hash: string | undefined): Promise<boolean> {
  const [, id, costs = '', salt = '', key = ''] = (hash ?? absent).split('$');
  const [, logN, r, p] = /^ln=(\d+),r=(\d+),p=(\d+)$/.exec(costs) ?? [];
  if (id !== 'scrypt' || p === undefined) throw new Error('unknown kind of password hash');
  const expected = Buffer.from(key, 'base64');
  const cost = { logN: Number(logN), r: Number(r), p: Number(p) };
  const given = await derive(password, Buffer.from(salt, 'base64'), cost, expected.length);
  return timingSafeEqual(given, expected) && hash !== undefined;
}

const base64 = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '');
const { logN, r, p } = passwordCost;
const absent = `$scrypt$ln=${logN},r=${r},p=${p}$${base64(Buffer.alloc(16))}$${base64(Buffer.alloc(32))}`;

/** At the same time: half of Node's thread pool, the rest of which reads files and looks up names. */
const parallel = 2;
/** That wait: more would not get an answer before their clients give up. */
const waitingLimit = 200;
let running = 0;
const waiting: (() => void)[] = [];

async function derive(password: string, salt: Buffer, cost: PasswordCost, bytes: number): Promise<Buffer> {
  if (waiting.length >= waitingLimit) throw new HttpError('unavailable');
  if (running >= parallel) await new Promise<void>((resolve) => waiting.push(resolve));
  else running++;
  try {
    return await scryptKey(password, salt, cost, bytes);
  } finally {
    // The place goes straight to the next in the queue, if there is one.
    const next = waiting.shift();
    if (next === undefined) running--;
    else next();
  }
}

function scryptKey(password: string, salt: Buffer, { logN, r, p }: PasswordCost, bytes: number): Promise<Buffer> {
  const options = { N: 2 ** logN, r, p, maxmem: 256 * r * 2 ** logN };
  // The same text however it was typed, as NIST SP 800-63B 5.1.1.2 asks.
  return new Promise((resolve, reject) =>
    scrypt(password.normalize('NFKC'), salt, bytes, options, (error, key) => (error ? reject(error) : resolve(key))),
  );
}
