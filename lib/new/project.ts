import { manifestFiles } from './manifest-files';
import { readme } from './readme';
import { sourceFiles } from './source-files';

/** What a project is made with. */
export interface Project {
  /** Name of the folder, the package and the chart; see {@link assertProjectName}. */
  readonly name: string;
  /** Versions of packages that the library was tested with, by name; `chartwright` among them. */
  readonly versions: Readonly<Record<string, string>>;
}

/** Files of a new project that imports the library, text by path. A function of its argument. */
export function projectFiles(project: Project): ReadonlyMap<string, string> {
  return new Map([...manifestFiles(project), ...sourceFiles(project), ['README.md', readme(project)]]);
}
