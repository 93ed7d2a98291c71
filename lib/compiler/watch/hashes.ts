import crypto, { type Hash, type HashOptions } from 'node:crypto';

export type HashName = 'sha1' | 'sha256';

/** A digest in hex that was made, and of which text. */
export interface RecordedHash {
  readonly name: HashName;
  readonly text: string;
  readonly hex: string;
}

const KNOWN: readonly string[] = ['sha1', 'sha256'] satisfies HashName[];

/** Runs `work` and tells which digests were made meanwhile, by whatever library: names and labels of cdk8s hold some. */
export function recordHashes<T>(work: () => T): { readonly result: T; readonly hashes: readonly RecordedHash[] } {
  const hashes = new Map<string, RecordedHash>();
  const stock = crypto.createHash;
  crypto.createHash = (algorithm: string, options?: HashOptions): Hash => {
    const hash = stock(algorithm, options);
    const name = algorithm.toLowerCase();
    return KNOWN.includes(name)
      ? recorded(hash, (text, hex) => hashes.set(hex, { name: name as HashName, text, hex }))
      : hash;
  };
  try {
    return { result: work(), hashes: [...hashes.values()] };
  } finally {
    crypto.createHash = stock;
  }
}

/** A digest that tells what it was fed with; `Object.assign` lays the two functions over those of its class. */
function recorded(hash: Hash, note: (text: string, hex: string) => void): Hash {
  const stock = Object.getPrototypeOf(hash) as Pick<Hash, 'update' | 'digest'>;
  let text: string | undefined = '';
  Object.assign(hash, {
    update(data: string | Buffer, encoding?: never): Hash {
      const known = typeof data === 'string' ? data : Buffer.isBuffer(data) ? data.toString('utf8') : undefined;
      text = text === undefined || known === undefined ? undefined : text + known;
      return stock.update.call(hash, data as string, encoding as never);
    },
    digest(encoding?: never): string | Buffer {
      const result = stock.digest.call(hash, encoding as never) as string | Buffer;
      if (text !== undefined && (encoding === 'hex' || Buffer.isBuffer(result))) note(text, result.toString('hex'));
      return result;
    },
  });
  return hash;
}
