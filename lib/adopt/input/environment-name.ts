/** Words that people name environments with. */
const ENVIRONMENTS = new Set(
  (
    'dev develop development stage staging stg prod production prd live test testing tst qa uat preprod pre-prod ' +
    'preproduction local minikube sandbox demo review integration acceptance'
  ).split(' '),
);

/** Folders whose subfolders are environments, whatever their names. */
const PARENTS = new Set(['overlays', 'overlay', 'environments', 'environment', 'envs', 'env', 'stages']);

/** Folders that every environment shares. */
const SHARED = new Set(['base', 'bases', 'common', 'shared', 'default']);

/** Whether a word is a usual name of an environment. */
export const isEnvironmentName = (word: string): boolean => ENVIRONMENTS.has(word.toLowerCase());

/** Whether a folder of that name is for all environments. */
export const isSharedName = (word: string): boolean => SHARED.has(word.toLowerCase());

/** The environment that the folders of a path name: `overlays/eu/web.yaml` → `eu`, `k8s/prod/web.yaml` → `prod`. */
export function environmentOfFolders(folders: readonly string[]): string | undefined {
  const below = folders.find((_, i) => PARENTS.has(folders[i - 1]?.toLowerCase() ?? ''));
  return below ?? folders.find(isEnvironmentName) ?? folders.map(wordIn).find(Boolean);
}

/** The environment that a file's name says: `web.prod.yaml`, `web-prod.yaml`, `prod-web.yaml`, `prod.yaml` → `prod`. */
export function environmentOfFile(file: string): string | undefined {
  return wordIn(file.replace(/\.(ya?ml|json)$/i, ''));
}

/** A name without the environment's word: what it has in common with that of another environment. */
export function withoutEnvironment(name: string): string {
  const words = name.split(/([-_.])/);
  const kept = words.filter((word) => !isEnvironmentName(word)).join('');
  return kept.replace(/[-_.]{2,}/g, '-').replace(/^[-_.]+|[-_.]+$/g, '') || name;
}

/** kustomize puts a hash behind the names of what it generates. */
const HASH = /-[bcdfghkmt2456789]{10}$/;

/** A name without a hash and without the environment's word. */
export const bareName = (name: string): string => withoutEnvironment(name.replace(HASH, ''));

function wordIn(name: string): string | undefined {
  const words = name.split(/[-_.]/);
  return [words[words.length - 1], words[0]].find((word) => word !== undefined && isEnvironmentName(word));
}
