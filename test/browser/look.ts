import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';

const axeSource = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
export const pictures = join(__dirname, '..', '..', 'test-output', 'browser');

/** How pages are looked at: on a desk and on a phone, by day and by night. */
export const looks = [
  { name: 'desktop-light', colorScheme: 'light', viewport: { width: 1280, height: 900 } },
  { name: 'desktop-dark', colorScheme: 'dark', viewport: { width: 1280, height: 900 } },
  { name: 'tablet-light', colorScheme: 'light', viewport: { width: 768, height: 1024 } },
  { name: 'phone-light', colorScheme: 'light', viewport: { width: 390, height: 844 } },
  { name: 'phone-dark', colorScheme: 'dark', viewport: { width: 390, height: 844 } },
] as const;
export type Look = (typeof looks)[number];

/** A fresh browser profile. Scripts are off where pages have to work without them; axe-core needs them. */
export function openContext(browser: Browser, look: Look, javaScriptEnabled = true): Promise<BrowserContext> {
  const { colorScheme, viewport } = look;
  return browser.newContext({ colorScheme, viewport, javaScriptEnabled, locale: 'en-GB' });
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
