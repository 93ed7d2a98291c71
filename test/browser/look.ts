import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';

const axeSource = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
export const pictures = join(__dirname, '..', '..', 'test-output', 'browser');

/** How a browser shows pages. */
export interface Look {
  readonly name: string;
  readonly colorScheme: 'light' | 'dark';
  readonly viewport: { readonly width: number; readonly height: number };
  /** Colours of the system in place of the page's own. @default - 'none' */
  readonly forcedColors?: 'active';
  /** Pixels of the screen for one of the page. @default 1 */
  readonly deviceScaleFactor?: number;
}

/** How pages are looked at: on a desk and on a phone, by day and by night, in colours of the system, and twice as large. */
export const looks: readonly [Look, ...Look[]] = [
  { name: 'desktop-light', colorScheme: 'light', viewport: { width: 1280, height: 900 } },
  { name: 'desktop-dark', colorScheme: 'dark', viewport: { width: 1280, height: 900 } },
  { name: 'tablet-light', colorScheme: 'light', viewport: { width: 768, height: 1024 } },
  { name: 'phone-light', colorScheme: 'light', viewport: { width: 390, height: 844 } },
  { name: 'phone-dark', colorScheme: 'dark', viewport: { width: 390, height: 844 } },
  { name: 'forced-colours', colorScheme: 'dark', viewport: { width: 1280, height: 900 }, forcedColors: 'active' },
  // A zoom of 200 % on a desk: half as many pixels of the page, each twice as large.
  { name: 'zoomed', colorScheme: 'light', viewport: { width: 640, height: 450 }, deviceScaleFactor: 2 },
];

/** A fresh browser profile. Scripts are off where pages have to work without them; axe-core needs them. */
export function openContext(browser: Browser, look: Look, javaScriptEnabled = true): Promise<BrowserContext> {
  const { name: _name, ...options } = look;
  return browser.newContext({ ...options, javaScriptEnabled, locale: 'en-GB' });
}

interface Violation {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly html: string }[];
}

/** Everything that axe-core finds wrong with the page as it is, in one line each; all of its rules. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axeSource);
  const found = await page.evaluate<Violation[]>('axe.run().then(({ violations }) => violations)');
  return found.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map((node) => node.html).join(' | ')}`);
}

/** Whether the page is wider than the window, so that one would have to scroll sideways. */
export const scrollsSideways = (page: Page): Promise<boolean> =>
  page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth');

export async function picture(page: Page, look: Look, name: string): Promise<void> {
  await page.screenshot({ path: join(pictures, `${name}.${look.name}.png`), fullPage: true });
}
