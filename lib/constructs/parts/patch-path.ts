/** One step of a path into an object. */
export interface PathStep {
  readonly text: string;
  /** `[text]`: an item of a list, by name or index. */
  readonly item: boolean;
  /** `[+]` */
  readonly append: boolean;
}

/**
 * Reads `a.b[web].c[0]["d.e/f"]`.
 * @throws when that is not what is written
 */
export function parsePath(path: string): PathStep[] {
  const steps: PathStep[] = [];
  let rest = path;
  while (rest !== '') {
    const match = /^(?:\.?([^.[\]"]+)|\["((?:[^"\\]|\\.)*)"\]|\[([^[\]"]+)\])/.exec(rest);
    if (!match || (steps.length === 0 && rest.startsWith('.'))) {
      throw new Error(
        `'${path}' is not a path. Write keys with dots, list items as [name] or [0], other keys as ["a.b/c"]`,
      );
    }
    const [whole, key, quoted, item = ''] = match;
    if (key !== undefined) steps.push({ text: key, item: false, append: false });
    else if (quoted !== undefined) steps.push({ text: quoted.replace(/\\(.)/g, '$1'), item: false, append: false });
    else steps.push({ text: item, item: true, append: item === '+' });
    rest = rest.slice(whole.length);
  }
  // Assigning to it would change the object's prototype instead of a field.
  if (steps.some(({ text }) => text === '__proto__'))
    throw new Error(`'${path}': no Kubernetes field is named __proto__`);
  if (steps.length === 0) throw new Error('the path is empty. Name a field, e.g. spec.replicas');
  return steps;
}

/** The path of these steps as it is written. */
export function showPath(steps: readonly PathStep[]): string {
  return steps
    .map(({ text, item }) => (item ? `[${text}]` : /^[\w-]+$/.test(text) ? `.${text}` : `["${text}"]`))
    .join('')
    .replace(/^\./, '');
}
