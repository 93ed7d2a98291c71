import fs from 'node:fs';
import path from 'node:path';
import { Command } from 'commander';
import { image as ofImage } from '../new/from/frameworks/dockerfile';
import { recognise } from '../new/from/frameworks';
import { projectFiles, projectFilesFor, type ImageName } from '../new/project';
import { assertProjectName, likelyName } from '../new/project-name';
import { writeFiles } from '../outputs/write';
import { assertFree } from './free-folder';
import { withHelp } from './help';
import { ownPackage } from './own-package';
import { sourceTree } from './read-source';

interface NewOptions {
  readonly from?: string;
}

/** `chartwright new`: a project that imports the library. */
export function newCommand(): Command {
  const command = new Command('new')
    .description('a new project in a folder of its own: a chart with values, its test, and what synthesizes it')
    .argument('[name]', 'of the folder, the package and the chart (default with --from: after the application)')
    .option('--from <place>', 'an application: the folder of its source, or the name of its image')
    .action((name: string | undefined, { from }: NewOptions) => {
      if (from !== undefined) return runFrom(name, from);
      if (name === undefined)
        return command.error("error: missing required argument 'name'. Give the project a name: chartwright new shop", {
          exitCode: 2,
          code: 'commander.missingArgument',
        });
      assertProjectName(name);
      assertFree(name);
      const files = projectFiles({ name, versions: versions() });
      writeFiles(name, files);
      console.log(
        [
          `Wrote ${files.size} files to ${name}/: ${[...files.keys()].join(', ')}`,
          `Next: cd ${name} && npm install && npm test && npm start`,
        ].join('\n'),
      );
    });
  return withHelp(command, {
    examples: [
      ['chartwright new shop && cd shop && npm install && npm test && npm start', 'from nothing to dist/'],
      ['chartwright new --from ../my-django-site', 'for an application: what it is, is found in its source'],
      ['chartwright new shop --from ghcr.io/acme/shop:1.4.2', 'for an image'],
    ],
    problem:
      "the name can't be one, the folder has something in it, or it can't be told what the application is; nothing is written",
  });
}

const versions = (): Record<string, string> => {
  const { version, devDependencies } = ownPackage();
  return { ...devDependencies, chartwright: version };
};

/** Tag of an image that is still to be built. */
const FIRST_TAG = '0.1.0';

function runFrom(named: string | undefined, from: string): void {
  const isFolder = fs.statSync(from, { throwIfNoEntry: false })?.isDirectory() ?? false;
  const given = isFolder ? undefined : imageName(from);
  const name = named ?? nameAfter(given?.repository ?? path.resolve(from));
  assertProjectName(name);
  assertFree(name);
  const { app, folder } = isFolder ? recognise(sourceTree(from), from) : { app: ofImage(), folder: '' };
  const source = path.join(from, folder);
  const image = given ?? { repository: name, tag: FIRST_TAG };
  const files = projectFilesFor({ name, versions: versions() }, app, image);
  const added = [...app.files].filter(([file]) => !fs.existsSync(path.join(source, file)));
  writeFiles(name, files);
  writeFiles(source, new Map(added));
  console.log(
    [
      `${app.framework === 'image' ? from : `${from} is ${app.framework === 'Dockerfile' ? 'an application with a Dockerfile' : `${/^[AEIOU]/.test(app.framework) ? 'an' : 'a'} ${app.framework} application`}`}.`,
      `Wrote ${files.size} files to ${name}/: ${[...files.keys()].join(', ')}`,
      ...(added.length > 0 ? [`Wrote to ${source}/, which had none: ${added.map(([file]) => file).join(', ')}`] : []),
      ...app.assumed.map((text) => `Assumed: ${text}`),
      `Next: ${app.dockerfile === undefined ? '' : `docker build -t ${image.repository}:${image.tag} ${app.dockerfile === 'Dockerfile' ? '' : `-f ${path.join(source, app.dockerfile)} `}${source} && `}cd ${name} && npm install && npm test && npm start`,
    ].join('\n'),
  );
}

/** What is made beside an application, as the backups of its database, is named after it. */
const LONGEST_NAME = 30;

const nameAfter = (place: string): string =>
  likelyName(place.split('/').filter(Boolean).pop() ?? '')
    .slice(0, LONGEST_NAME)
    .replace(/-+$/, '') || 'app';

/** `ghcr.io/acme/shop:1.4.2`. @throws when it is neither a folder nor the name of an image */
function imageName(text: string): ImageName {
  const [, repository, tag] =
    /^([a-z0-9][a-z0-9._-]*(?::\d+)?(?:\/[a-z0-9._-]+)*):([\w][\w.-]{0,127})$/.exec(text) ?? [];
  if (repository === undefined || tag === undefined)
    throw new Error(
      `--from ${text}: there is no such folder, and it is no image with a tag. Allowed: a folder with the source of an application, or an image like ghcr.io/acme/shop:1.4.2.`,
    );
  return { repository, tag };
}
