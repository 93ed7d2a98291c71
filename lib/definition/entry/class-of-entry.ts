import type { App } from 'cdk8s';
import type { Construct, IConstruct } from 'constructs';
import { notingApps } from './apps';
import { nodeOf } from './copies';
import { environment } from './environment';
import { inSandbox } from './sandbox';

/** A class of constructs whose props are not known here. */
export type AnyConstructClass = new (scope: Construct, id: string, ...props: never[]) => Construct;

/** How an entry is run to find a class of it. */
export interface ClassOfEntryOptions {
  /** Where `cdk8s synth` would be run: `__dirname` of the chart's module. */
  readonly folder: string;
  /** The environment variables that it reads. @default - none */
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * A class that an entry makes constructs of, whether it exports it or not: the entry is run, and nothing of it is written. To be
 * asked for where the chart's module is loaded, not in `build`: an entry is run once.
 * @param load runs the entry: `() => require('./main')`
 * @throws when no construct in its Apps is of a class of that name, with the names that there are
 */
export function classOfEntry(
  load: () => unknown,
  name: string,
  { folder, env = {} }: ClassOfEntryOptions,
): AnyConstructClass {
  const { result, apps } = notingApps(
    folder,
    () => undefined,
    () => {
      let exported: unknown;
      inSandbox(() => (exported = load()), { folder, env: environment(process.env, env) });
      return exported as Readonly<Record<string, unknown>> | undefined;
    },
  );
  const classes = new Map([
    ...apps.made.flatMap(constructsOf).map((one) => [one.constructor.name, one.constructor] as const),
    ...Object.entries(result ?? {}).filter((entry): entry is [string, () => unknown] => typeof entry[1] === 'function'),
  ]);
  const found = classes.get(name);
  if (!found)
    throw new Error(
      `The entry makes no construct of a class ${name}. It makes: ${[...classes.keys()].filter((one) => one !== 'App').join(', ') || 'none'}. Export the class, and import it.`,
    );
  return found as AnyConstructClass;
}

const constructsOf = (app: App): IConstruct[] => nodeOf(app).findAll();
