import { gzipSync } from 'node:zlib';

const BLOCK = 512;
/** 1980-01-01, the earliest time that every tool takes. */
const MTIME = 315532800;

/** A `.tgz` of files; the same files give the same bytes: fixed times, owners and modes, sorted paths. */
export function archive(folder: string, files: ReadonlyMap<string, string | Uint8Array>): Buffer {
  const paths = [...files.keys()].sort();
  // Helm wants Chart.yaml early: it reads archives as streams.
  const ordered = [...paths.filter((path) => path === 'Chart.yaml'), ...paths.filter((path) => path !== 'Chart.yaml')];
  const blocks = ordered.flatMap((path) => entry(`${folder}/${path}`, Buffer.from(files.get(path) ?? '')));
  const gz = gzipSync(Buffer.concat([...blocks, Buffer.alloc(2 * BLOCK)]), { level: 9 });
  // The byte for the operating system is all that differs between machines.
  gz[9] = 255;
  return gz;
}

/** One regular file in the format of POSIX.1-1988 (ustar). */
function entry(path: string, content: Buffer): Buffer[] {
  const header = Buffer.alloc(BLOCK);
  const { prefix, name } = splitPath(path);
  const octal = (value: number, length: number): string => `${value.toString(8).padStart(length - 1, '0')}\0`;
  header.write(name, 0, 100);
  header.write(octal(0o644, 8), 100);
  header.write(octal(0, 8), 108);
  header.write(octal(0, 8), 116);
  header.write(octal(content.length, 12), 124);
  header.write(octal(MTIME, 12), 136);
  header.write(' '.repeat(8), 148);
  header.write('0', 156);
  header.write('ustar\x0000', 257, 'latin1');
  header.write(prefix, 345, 155);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return [header, content, Buffer.alloc((BLOCK - (content.length % BLOCK)) % BLOCK)];
}

function splitPath(path: string): { prefix: string; name: string } {
  if (Buffer.byteLength(path) <= 100) return { prefix: '', name: path };
  const at = path.lastIndexOf('/', 155);
  const split = { prefix: path.slice(0, at), name: path.slice(at + 1) };
  if (at < 0 || Buffer.byteLength(split.name) > 100) throw new Error(`Path is too long for an archive: ${path}`);
  return split;
}
