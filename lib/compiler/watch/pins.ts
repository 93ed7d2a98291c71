import type { Random } from '../random';

/** A value that the author's code is known to ask for. */
export interface Pin {
  readonly value: string | number;
  /** Whether it is found again in an output: it is none of the code's own constants. */
  readonly distinct: boolean;
  /** Another one of its sort, made around a text that can be recognised. */
  readonly remake?: (text: string) => string;
}

/** Most values for one place. */
const MOST = 40;

/** Values that are worth drawing, by the place that they are for: `hosts[].name`, `env key`, `release`. */
export class Pins {
  private readonly byPlace = new Map<string, Map<string | number, Pin>>();

  /** Takes one in that templates were found to be wrong for, however many there are. */
  must(place: string, pin: Pin): void {
    this.of(place).set(pin.value, pin);
  }

  private of(place: string): Map<string | number, Pin> {
    let pins = this.byPlace.get(place);
    if (!pins) this.byPlace.set(place, (pins = new Map<string | number, Pin>()));
    return pins;
  }

  /** True when it is new. */
  add(place: string, pin: Pin): boolean {
    const pins = this.of(place);
    if (pins.has(pin.value) || pins.size >= MOST) return false;
    pins.set(pin.value, pin);
    return true;
  }

  tryFind(place: string, value: unknown): Pin | undefined {
    return this.byPlace.get(place)?.get(value as string | number) ?? this.remade.get(`${place}\n${String(value)}`);
  }

  /** Notes that a value is another one of the sort of a pin. */
  note(place: string, value: string, pin: Pin): void {
    this.remade.set(`${place}\n${value}`, pin);
  }
  private readonly remade = new Map<string, Pin>();

  /** One of those of a place. */
  draw(place: string, random: Random): Pin | undefined {
    const pins = this.byPlace.get(place);
    return pins && random.pick([...pins.values()]);
  }

  valuesOf(place: string): (string | number)[] {
    return [...(this.byPlace.get(place)?.keys() ?? [])];
  }

  get size(): number {
    let size = 0;
    for (const pins of this.byPlace.values()) size += pins.size;
    return size;
  }
}
