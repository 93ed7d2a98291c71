import type { Application, SourceTree } from '../application';
import { django } from './django';
import { dockerfile } from './dockerfile';
import { express } from './express';
import { flaskOrFastApi } from './flask';
import { rails } from './rails';

/** Each knows one kind of application by its source; the first that does so wins. */
const FRAMEWORKS: readonly ((tree: SourceTree) => Application | undefined)[] = [
  django,
  rails,
  flaskOrFastApi,
  express,
  dockerfile,
];

/** What an application is. @throws when no framework is recognised and there is no Dockerfile */
export function recognise(tree: SourceTree, folder: string): Application {
  for (const framework of FRAMEWORKS) {
    const found = framework(tree);
    if (found) return found;
  }
  throw new Error(
    `It can't be told what ${folder} is. Recognised are Django (manage.py), Rails (Gemfile), Flask and FastAPI (their application in a .py file), servers of Node.js (package.json), and anything with a Dockerfile: give it one.`,
  );
}
