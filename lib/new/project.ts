import { manifestFiles } from './manifest-files';
import type { ProjectDescription } from './project-description';
import { readme } from './readme';
import { sourceFiles } from './source-files';

/** Files of a new project that imports the library, text by path. A function of its argument. */
export function projectFiles(project: ProjectDescription): ReadonlyMap<string, string> {
  return new Map([...manifestFiles(project), ...sourceFiles(project), ['README.md', readme(project)]]);
}
