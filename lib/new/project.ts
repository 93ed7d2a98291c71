import { manifestFiles } from './manifest-files';
import type { Application } from './from/application';
import { chartCode } from './from/chart-code';
import type { ProjectDescription } from './project-description';
import { readme } from './readme';
import { sourceFiles } from './source-files';

/** Files of a new project that imports the library, text by path. A function of its argument. */
export function projectFiles(project: ProjectDescription): ReadonlyMap<string, string> {
  return new Map([...manifestFiles(project), ...sourceFiles(project), ['README.md', readme(project)]]);
}

/** An image, as a chart's values name it. */
export interface ImageName {
  readonly repository: string;
  readonly tag: string;
}

/** Files of a new project for an application that is there already. */
export function projectFilesFor(
  project: ProjectDescription,
  app: Application,
  image: ImageName,
): ReadonlyMap<string, string> {
  const assumed = app.assumed.map((text) => `- ${text}\n`).join('');
  return new Map([
    ...manifestFiles(project),
    ...sourceFiles(project, chartCode(project.name, app, image)),
    ['README.md', `${readme(project)}\n## What was assumed\n\n${assumed}`],
  ]);
}
