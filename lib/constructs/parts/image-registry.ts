import type { IConstruct } from 'constructs';
import { fits, IMAGE_REGISTRY } from '../../kubernetes/names';
import type { Image } from './image';
import { SaidAbove } from './said-above';

/** What comes before the names of the images that this repository builds, unless something else is said. */
const OWN = 'chartwright/';

const registries = new SaidAbove<string>();

/**
 * Says where the images of this library are: below an app, a chart or a construct, each `chartwright/<name>` is
 * `<registry>/<name>`, whether it is a default or a value. They are on no public registry: `npx chartwright images --push <registry>`
 * brings them to one of yours. Has to come before the constructs that it is for.
 *
 * @param registry host and path without the image's name
 * @throws when it is no such address
 *
 * @example
 * ```ts
 * useImageRegistry(app, 'registry.example.com/acme');
 * new UrlPathApp(chart, 'paths'); // registry.example.com/acme/urlpath
 * ```
 */
export function useImageRegistry(scope: IConstruct, registry: string): void {
  if (!fits(IMAGE_REGISTRY, registry))
    throw new Error(`useImageRegistry: '${registry}' is not valid. Allowed: ${IMAGE_REGISTRY.allowed}`);
  registries.say(scope, registry);
}

/** Returns an image as it is called in the registry that is said at the nearest construct above. */
export function imageFor(scope: IConstruct, image: Image | string): Image | string {
  const registry = registries.nearest(scope);
  if (registry === undefined) return image;
  const moved = (name: string): string => (name.startsWith(OWN) ? `${registry}/${name.slice(OWN.length)}` : name);
  return typeof image === 'string' ? moved(image) : { ...image, repository: moved(image.repository) };
}
