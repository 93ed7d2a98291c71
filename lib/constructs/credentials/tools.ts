import { VERSION } from '../../definition/version';
import type { Image } from '../parts/image';

/** The image of services/tools, which is of no application, and the command of it that makes Secrets. */
export const TOOLS_IMAGE = { repository: 'chartwright/tools', tag: VERSION } as const satisfies Image;
export const ENSURE_SECRET = 'ensuresecret';
