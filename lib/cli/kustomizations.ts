import fs from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';

/**
 * Folders with a kustomization, those that another one below the same folder builds upon left out, and components,
 * which are nothing by themselves: what somebody applies.
 */
export function kustomizationsBelow(root: string): ReadonlySet<string> {
  const found = new Map<string, Kustomization>();
  const visit = (folder: string): void => {
    for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
      const file = path.join(folder, entry.name);
      if (entry.isDirectory() && !/^(\.|node_modules$)/.test(entry.name)) visit(file);
      if (entry.isFile() && /^(kustomization\.ya?ml|Kustomization)$/.test(entry.name)) found.set(folder, read(file));
    }
  };
  visit(path.resolve(root));
  const used = new Set(
    [...found].flatMap(([folder, { resources = [], bases = [], components = [] }]) =>
      [...resources, ...bases, ...components].map((reference) => path.resolve(folder, String(reference))),
    ),
  );
  return new Set(
    [...found].filter(([folder, { kind }]) => !used.has(folder) && kind !== 'Component').map(([folder]) => folder),
  );
}

interface Kustomization {
  readonly kind?: string;
  readonly resources?: readonly unknown[];
  readonly bases?: readonly unknown[];
  readonly components?: readonly unknown[];
}

/** What can't be read says nothing here; kustomize says why. */
function read(file: string): Kustomization {
  try {
    const value: unknown = parse(fs.readFileSync(file, 'utf8'));
    if (typeof value !== 'object' || value === null) return {};
    const { kind, ...lists } = value as Record<string, unknown>;
    const list = (name: string): readonly unknown[] => (Array.isArray(lists[name]) ? (lists[name] as unknown[]) : []);
    return {
      kind: typeof kind === 'string' ? kind : undefined,
      resources: list('resources'),
      bases: list('bases'),
      components: list('components'),
    };
  } catch {
    return {};
  }
}
