import { camelCase } from './names';
import type { Slot } from './slot';

/**
 * Gives each value its path: at the top what several components use or where there is one component only, below the
 * component else; the shortest of its names that is still free there.
 */
export function placeValues(slots: readonly Slot[], components: readonly string[]): void {
  const taken = new Map<string, Set<string>>();
  const groups = new Set(components.map(camelCase));
  for (const slot of slots) {
    const [user] = slot.users;
    const own = components.length > 1 && slot.users.size === 1 && !slot.common;
    const group = own && user ? camelCase(user) : '';
    const names = taken.get(group) ?? new Set(group === '' && components.length > 1 ? groups : []);
    taken.set(group, names);
    const [wanted = 'value'] = slot.names;
    const name = slot.names.find((candidate) => !names.has(candidate)) ?? numbered(wanted, names);
    names.add(name);
    slot.path = group === '' ? [name] : [group, name];
  }
}

function numbered(name: string, taken: ReadonlySet<string>): string {
  for (let i = 2; ; i++) if (!taken.has(`${name}${i}`)) return `${name}${i}`;
}
