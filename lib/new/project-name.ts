import { DNS_LABEL_1035, fits } from '../kubernetes/names';
import { REQUIRED_PACKAGES } from './manifest-files';

/** Helm takes no longer name for a release, and a chart's is the default one. */
const LONGEST = 53;

/**
 * A name that folder, npm package, chart and Kubernetes objects can have.
 * @throws when it can't be, with what is allowed
 */
export function assertProjectName(name: string): void {
  if (!fits({ ...DNS_LABEL_1035, longest: LONGEST }, name)) {
    const likely = likelyName(name);
    throw new Error(
      `'${name}' can't be the name of a project: chart and objects are named after it. Allowed: 1 to ${LONGEST} of a-z, 0-9 and '-', starting with a letter, not ending with '-'.${likely ? ` How about '${likely}'?` : ''}`,
    );
  }
  if (REQUIRED_PACKAGES.includes(name)) {
    throw new Error(`'${name}' is a package that the project needs, and npm installs none into one of its own name.`);
  }
}

/** What the name would be if it were one: `My App` → `my-app`. */
export function likelyName(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, LONGEST)
    .replace(/^[^a-z]+|-+$/g, '');
}
