import { describeFinding, readManifests, type ReadObject, type Reading, type Source } from '../manifests/read';
import { EXIT } from './help';
import { readSources, type SourceOptions } from './read-sources';

/**
 * Objects of a file, a folder or standard input (`-`). What is no manifest, and what hardly anybody means, is said on
 * standard error; with the former the exit code is 1 whatever the command finds, as kubectl refuses such files.
 *
 * @throws when there is no such file or folder, and when no object is in it
 */
export function readObjects(from: string, options: SourceOptions = {}): readonly ReadObject[] {
  return objectsOf(readSources(from, options), from);
}

/** The same of texts that were read. @param from what to call them where there is no object in them */
export function objectsOf(sources: readonly Source[], from: string): readonly ReadObject[] {
  return readingOf(sources, from).objects;
}

/** The same, with what was found in the files. */
export function readingOf(sources: readonly Source[], from: string): Reading {
  const reading = readManifests(sources);
  const { objects, warnings, problems } = reading;
  for (const finding of warnings) console.error(`warning: ${describeFinding(finding)}`);
  for (const finding of problems) console.error(describeFinding(finding));
  if (problems.length > 0) process.exitCode = EXIT.problem;
  if (objects.length === 0 && problems.length > 0) throw new Error(`There is no object of Kubernetes in ${from}.`);
  return reading;
}
