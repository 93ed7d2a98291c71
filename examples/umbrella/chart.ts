import { defineChart } from 'chartwright';
import { hello, urlpath } from 'chartwright/charts';
import { z } from 'zod';

/** Charts that are installed together: each with its own values under its name, and a switch. */
export const platform = defineChart({
  name: 'platform',
  version: '1.0.0',
  description: 'Two charts of the library, installed as one release.',
  icon: 'https://example.com/platform.svg',
  values: z.object({
    apps: z.object({
      urlpath: z.boolean().default(true).describe('Install the urlpath service.'),
      hello: z.boolean().default(true).describe('Install the two services behind their proxy.'),
    }),
  }),
  dependencies: [
    { definition: urlpath, condition: 'apps.urlpath' },
    { definition: hello, condition: 'apps.hello' },
  ],
  // It has no objects of its own.
  build: () => undefined,
});
