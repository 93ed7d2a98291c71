import type { Application, SourceTree } from '../application';
import { foldersOf, within } from '../folders';
import { django } from './django';
import { dockerfile } from './dockerfile';
import { flaskOrFastApi } from './flask';
import { node } from './node';
import { rails } from './rails';

/** Each knows one kind of application by its source; the first that does so wins. */
const FRAMEWORKS: readonly ((tree: SourceTree) => Application | undefined)[] = [
  django,
  rails,
  flaskOrFastApi,
  node,
  dockerfile,
];

/** An application, and the folder of the source that it is in: '' for the whole. */
export interface Recognised {
  readonly app: Application;
  readonly folder: string;
}

/**
 * What an application is: the one of the folder itself, else the first below it that is one.
 * @throws when no framework is recognised and there is no Dockerfile
 */
export function recognise(tree: SourceTree, folder: string): Recognised {
  const found = foldersOf(tree).flatMap((below) => {
    const part = within(tree, below);
    const app = FRAMEWORKS.map((framework) => framework(part)).find((one) => one !== undefined);
    return app === undefined ? [] : [{ app, folder: below }];
  });
  const known = found.filter(({ app }) => app.framework !== 'Dockerfile');
  const chosen = found.find((one) => one.folder === '') ?? known[0] ?? found[0];
  if (chosen === undefined)
    throw new Error(
      `It can't be told what ${folder} is. Recognised are Django (manage.py), Rails (Gemfile), Flask and FastAPI (their application in a .py file), servers of Node.js (package.json), and anything with a Dockerfile: give it one.`,
    );
  const others = (chosen.folder === '' ? [] : found).filter((one) => one !== chosen).map((one) => one.folder);
  const said = [
    ...(chosen.folder === '' ? [] : [`The application is in ${chosen.folder}.`]),
    ...(others.length > 0 ? [`There are others, each for a \`new --from\` of its own: ${others.join(', ')}.`] : []),
  ];
  return { ...chosen, app: { ...chosen.app, assumed: [...said, ...chosen.app.assumed] } };
}
