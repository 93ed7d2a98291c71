import { html } from './html';
import type { Html } from './html';

const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'UTC' });
const clock = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short', timeZone: 'UTC' });

/** A date for people, and in `datetime` for machines. */
export const dateElement = (at: Date): Html =>
  html`<time datetime="${at.toISOString()}" title="${clock.format(at)} UTC">${day.format(at)}</time>`;

/** Date and time of day. @param zone of the reader, whose own time stands behind. @default - UTC alone */
export const timeElement = (at: Date, zone?: string): Html =>
  html`<time datetime="${at.toISOString()}"
    ><span class="day">${day.format(at)},</span> <span class="clock">${clock.format(at)} UTC</span>${
      zone !== undefined && zone !== 'UTC' && html` <span class="zone">(${inZone(at, zone)})</span>`
    }</time
  >`;

/** The same as text. */
export const dateAndTime = (at: Date): string => `${day.format(at)}, ${clock.format(at)} UTC`;

/** The time zones that one may choose from. */
export const timeZones: readonly string[] = [
  'UTC',
  ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC'),
];

/** `Sat 14:30, Berlin`: the day of the week tells where it is another day than in UTC. */
export function inZone(at: Date, zone: string): string {
  const local = new Intl.DateTimeFormat('en-GB', {
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: zone,
  });
  return `${local.format(at)} in ${(zone.split('/').at(-1) ?? zone).replace(/_/g, ' ')}`;
}
