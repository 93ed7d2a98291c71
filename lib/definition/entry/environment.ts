/** Variables that programs find their way with: an entry has those of the machine, and nothing else of it. */
const MACHINE =
  /^(PATH|HOME|TMPDIR|TEMP|TMP|USERPROFILE|APPDATA|LOCALAPPDATA|SYSTEMROOT|LANG|LC_\w+|HELM_\w+|XDG_\w+|NODE_(PATH|OPTIONS|EXTRA_CA_CERTS)|(HTTPS?|NO)_PROXY|CHARTWRIGHT_\w+)$/i;

/** Whether a variable says something of the machine, and nothing of what is deployed. */
export const isOfMachine = (name: string): boolean => MACHINE.test(name);

/** The environment that an entry sees: what programs need of the machine's, and what is given. */
export function environment(
  machine: NodeJS.ProcessEnv,
  given: Readonly<Record<string, string | undefined>>,
): NodeJS.ProcessEnv {
  const kept = Object.entries(machine).filter(([name]) => MACHINE.test(name));
  const set = Object.entries(given).filter(([, value]) => value !== undefined);
  return asEnvironment(Object.fromEntries([...kept, ...set]), () => undefined);
}

/** Variables as `process.env` has them: all are texts. `read` is told of each that is asked for. */
export function asEnvironment(variables: NodeJS.ProcessEnv, read: (name: string) => void): NodeJS.ProcessEnv {
  return new Proxy(
    { ...variables },
    {
      get(target, name) {
        if (typeof name === 'string') read(name);
        return Reflect.get(target, name) as string | undefined;
      },
      has(target, name) {
        if (typeof name === 'string') read(name);
        return Reflect.has(target, name);
      },
      set(target, name, value) {
        // What somebody sets is theirs from then on.
        return Reflect.set(target, name, typeof value === 'string' ? value : String(value));
      },
    },
  );
}
