import { rename } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { bundle } from '../../images/bundle';

const services = resolve(__dirname, '..', '..');
const folder = resolve(services, '..', 'test-output', 'services');
const made = new Map<string, Promise<string>>();

/** The path of a service's bundle as its image has it, made once a process. */
export function serviceBundle(entry: string): Promise<string> {
  const outfile = join(folder, relative(services, resolve(entry)).replace(/\W+/g, '-').replace(/-ts$/, '.js'));
  if (!made.has(outfile)) made.set(outfile, make(entry, outfile));
  return made.get(outfile)!;
}

/** Test files that run beside each other make the same file: each puts a whole one in its place. */
async function make(entry: string, outfile: string): Promise<string> {
  const own = `${outfile}.${process.pid}`;
  await bundle(entry, own);
  await rename(own, outfile);
  return outfile;
}
