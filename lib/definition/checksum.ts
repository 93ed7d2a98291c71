import { createHash } from 'node:crypto';

/**
 * Files of a ConfigMap or Secret (`data`), or one text. Of several files, `{ 'b.conf': 'two', 'a.conf': 'one' }`, what is
 * hashed is `a.conf\none\nb.conf\ntwo\n`; a single file's text is hashed as it is.
 */
export type ChecksumInput = string | Readonly<Record<string, string>>;

let recorded: Map<string, string> | undefined;

/**
 * SHA-256 in hex over a text or over files by name: the value of a `checksum/config` annotation, which
 * restarts pods when their configuration changes.
 *
 * Use this one where a chart is to be compiled: the compiler knows what was hashed and writes
 * `{{ include "….config" . | sha256sum }}`, which gives the same value in Helm. A hash made in any other way is
 * a compile error.
 */
export function checksum(input: ChecksumInput): string {
  const text = typeof input === 'string' ? input : canonicalText(input);
  const hash = createHash('sha256').update(text, 'utf8').digest('hex');
  recorded?.set(hash, text);
  return hash;
}

/** Runs `work` and tells which text each checksum made in it stands for (hash → text). */
export function recordChecksums<T>(work: () => T): { result: T; checksums: ReadonlyMap<string, string> } {
  const outer = recorded;
  const own = new Map<string, string>();
  recorded = own;
  try {
    return { result: work(), checksums: own };
  } finally {
    recorded = outer;
  }
}

function canonicalText(files: Readonly<Record<string, string>>): string {
  const [[, only] = [], ...more] = Object.entries(files);
  if (only !== undefined && more.length === 0) return only;
  const names = Object.keys(files).sort();
  return names.map((name) => `${name}\n${files[name]}\n`).join('');
}
