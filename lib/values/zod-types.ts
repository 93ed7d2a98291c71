/**
 * zod's types, for what is declared to users. The package has another file in this one's place (zod-types.published.d.ts), which
 * says what counts of them and loads none of zod's own: those do not compile in a project that checks libraries and has no
 * `esModuleInterop`, as `cdk8s init` makes it.
 */
export type { z } from 'zod';
