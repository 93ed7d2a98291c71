import fs from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';

/** What kustomizations below a folder make of the files there. */
export interface Kustomizations {
  /**
   * Folders with one, those that another one builds upon left out, and components, which are nothing by themselves:
   * what somebody applies.
   */
  readonly roots: ReadonlySet<string>;
  /** Files that one names: they are a part of what it renders. */
  readonly files: ReadonlySet<string>;
}

/** Finds the kustomizations below a folder. */
export function kustomizationsBelow(root: string): Kustomizations {
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
  const roots = [...found].filter(([folder, { kind }]) => !used.has(folder) && kind !== 'Component');
  const files = [...found].flatMap(([folder, { texts }]) => texts.map((text) => path.resolve(folder, text)));
  return { roots: new Set(roots.map(([folder]) => folder)), files: new Set(files) };
}

interface Kustomization {
  readonly kind?: string;
  readonly resources?: readonly unknown[];
  readonly bases?: readonly unknown[];
  readonly components?: readonly unknown[];
  /** All texts in it, names of files among them. */
  readonly texts: readonly string[];
}

/** What can't be read says nothing here; kustomize says why. */
function read(file: string): Kustomization {
  try {
    const value: unknown = parse(fs.readFileSync(file, 'utf8'));
    if (typeof value !== 'object' || value === null) return { texts: [] };
    const { kind, ...lists } = value as Record<string, unknown>;
    const list = (name: string): readonly unknown[] => (Array.isArray(lists[name]) ? (lists[name] as unknown[]) : []);
    return {
      kind: typeof kind === 'string' ? kind : undefined,
      resources: list('resources'),
      bases: list('bases'),
      components: list('components'),
      texts: textsIn(value),
    };
  } catch {
    return { texts: [] };
  }
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
