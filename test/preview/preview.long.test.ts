import { spawn, type ChildProcess } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../browser/chromium';
import { looks, openContext, picture, pictures, scrollsSideways, violations, type Look } from '../browser/look';
import { ROOT, RUN_MAIN } from '../cli/run';

// A browser and a process of the command.
jest.setTimeout(180_000);

const CHART = `import { defineChart, Autoscaling, WebWorkload } from 'chartwright';
import { z } from 'zod';
export const shop = defineChart({
  name: 'shop', version: '1.0.0', description: 'A shop',
  values: z.object({
    tag: z.string().default('1.4.2').describe('Version of the shop.'),
    autoscaled: z.boolean().default(false).describe('An autoscaler decides how many pods there are.'),
    level: z.enum(['info', 'debug']).default('info').describe('What is logged.'),
    replicas: z.int().min(1).max(9).default(2).describe('Pods.'),
  }),
  build(scope, { tag, autoscaled, level, replicas }) {
    const web = new WebWorkload(scope, 'web', {
      image: { repository: 'ghcr.io/acme/shop', tag }, port: 8000, env: { LEVEL: level },
      ...(autoscaled ? {} : { replicas }),
    });
    if (autoscaled) new Autoscaling(scope, 'autoscaling', { target: web });
  },
});
`;

let folder: string;
let command: ChildProcess;
let url: string;
let browser: Browser;

const chartFile = (): string => path.join(folder, 'chart.ts');

beforeAll(async () => {
  fs.mkdirSync(pictures, { recursive: true });
  folder = fs.mkdtempSync(path.join(ROOT, 'test-output/preview-'));
  fs.writeFileSync(chartFile(), CHART);
  fs.mkdirSync(path.join(folder, 'values'));
  fs.writeFileSync(path.join(folder, 'values/shop.yaml'), 'replicas: 3\n');
  const main = path.join(ROOT, 'lib/cli/chartwright.ts');
  command = spawn(process.execPath, [RUN_MAIN, '--packages-outside', main, 'preview', '--charts', 'chart.ts'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  url = await new Promise((resolve) =>
    command.stdout?.on('data', (text: Buffer) => {
      const [address] = /http:\S+/.exec(String(text)) ?? [];
      if (address) resolve(address);
    }),
  );
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
  command.kill();
  fs.rmSync(folder, { recursive: true, force: true });
});

async function opened(look: Look = looks[0]): Promise<Page> {
  const context = await openContext(browser, look);
  const page = await context.newPage();
  await page.goto(url);
  await page.locator('#canvas svg').waitFor();
  return page;
}

/** Waits for a text anywhere in a part of the page. */
const expectText = (page: Page, part: string, text: string): Promise<void> =>
  page.locator(part).filter({ hasText: text }).first().waitFor({ state: 'attached' });

test('shows the picture, what is new, the YAML and the values of the files', async () => {
  const page = await opened();
  await expectText(page, '#canvas', 'shop-web');
  expect(await page.getByLabel('replicas').inputValue()).toBe('3');
  await page.getByRole('tab', { name: 'YAML' }).click();
  await page.locator('summary', { hasText: 'Deployment shop-web' }).click();
  await expectText(page, '#objects pre', 'image: ghcr.io/acme/shop:1.4.2');
  await page.getByRole('tab', { name: /Changes/ }).click();
  await expectText(page, '#changes', 'Deployment shop-web');
  expect(await page.locator('.mark.added').count()).toBeGreaterThan(4);
});

test('what is written into the form is what is made; it can be taken as a values file, and back', async () => {
  const page = await opened();
  await page.getByLabel('replicas').fill('5');
  await expectText(page, '#canvas', '5 replicas');
  expect(await page.locator('#written-yaml').textContent()).toBe('replicas: 5\n');
  await page.getByLabel('level').selectOption('debug');
  await expectText(page, '#objects pre', 'value: debug');
  await page.getByRole('button', { name: 'Back to the files' }).click();
  await expectText(page, '#canvas', '3 replicas');
  expect(await page.getByLabel('replicas').inputValue()).toBe('3');
});

test('a value that is not valid is said at its field, and what it made before stays', async () => {
  const page = await opened();
  await page.getByLabel('replicas').fill('0');
  await expectText(page, '.field .wrong', 'replicas is 0. Allowed: an integer from 1 to 9');
  expect(await page.getByLabel('replicas').getAttribute('aria-invalid')).toBe('true');
  await expectText(page, '#canvas', 'shop-web');
  await page.getByRole('tab', { name: /Problems/ }).click();
  await page.locator('#problems').getByRole('button', { name: 'replicas' }).click();
  expect(await page.evaluate('document.activeElement.name')).toBe('replicas');
  await page.getByRole('button', { name: 'Back to the files' }).click();
  await expectText(page, '#canvas', '3 replicas');
});

test('a change in the editor is shown by itself; one that does not compile or throws, with its line, until it is mended', async () => {
  const page = await opened();
  fs.writeFileSync(chartFile(), CHART.replace('ghcr.io/acme/shop', 'ghcr.io/acme/stock'));
  await expectText(page, '#objects pre', 'image: ghcr.io/acme/stock:1.4.2');
  fs.writeFileSync(chartFile(), CHART.replace('export const shop =', 'export const = '));
  await expectText(page, '#error', 'chart.ts:3:');
  fs.writeFileSync(
    chartFile(),
    CHART.replace("new WebWorkload(scope, 'web', {", "new WebWorkload(scope, 'web', { command: replcas,"),
  );
  await expectText(page, '#error', 'replcas is not defined');
  await expectText(page, '#error', 'chart.ts:12:');
  await expectText(page, '#canvas', 'shop-web');
  fs.writeFileSync(chartFile(), CHART);
  await page.locator('#error').waitFor({ state: 'hidden' });
  fs.writeFileSync(path.join(folder, 'values/shop.yaml'), 'replicas: 4\n');
  await expectText(page, '#canvas', '4 replicas');
  fs.writeFileSync(path.join(folder, 'values/shop.yaml'), 'replicas: 3\n');
  await expectText(page, '#canvas', '3 replicas');
});

test('says what the change of a synthesized file does, the grave first seen by its mark', async () => {
  const page = await opened();
  fs.mkdirSync(path.join(folder, 'dist'), { recursive: true });
  await page.getByRole('tab', { name: 'YAML' }).click();
  const yaml = (await page.locator('#objects pre').allTextContents()).join('---\n');
  fs.writeFileSync(path.join(folder, 'dist/shop.k8s.yaml'), yaml.replace('shop:1.4.2', 'shop:1.4.1'));
  await expectText(page, '#changes', 'Against dist: 1 changed; 1 rolls pods');
  await expectText(page, '#changes', '1.4.1 → ');
  fs.rmSync(path.join(folder, 'dist'), { recursive: true });
});

test('the autoscaler is simulated under the load that is asked for', async () => {
  const page = await opened();
  await page.getByRole('tab', { name: 'Load' }).click();
  await expectText(page, '#simulation', 'has no autoscaler');
  await page.getByLabel('autoscaled').check();
  await page.locator('#simulation svg').waitFor();
  await page.getByLabel('One pod answers').fill('400');
  await expectText(page, '#simulation', '400 requests/s');
  await page.getByRole('button', { name: 'Back to the files' }).click();
  await expectText(page, '#simulation', 'has no autoscaler');
});

test('goes by keyboard alone: tabs by arrows, the picture by plus and minus', async () => {
  const page = await opened();
  await page.locator('#tab-picture').focus();
  await page.keyboard.press('ArrowRight');
  expect(await page.locator('#changes').isVisible()).toBe(true);
  await page.keyboard.press('End');
  expect(await page.locator('#load').isVisible()).toBe(true);
  await page.keyboard.press('Home');
  const width = (): Promise<number> => page.evaluate('document.querySelector("#canvas svg").clientWidth');
  await page.locator('#canvas').focus();
  const before = await width();
  await page.keyboard.press('-');
  expect(await width()).toBeLessThan(before);
});

test.each(looks)('axe finds nothing, and nothing scrolls sideways: $name', async (look) => {
  const page = await opened(look);
  for (const tab of ['picture', 'changes', 'problems', 'yaml', 'load']) {
    await page.locator(`#tab-${tab}`).click();
    expect([tab, await violations(page)]).toEqual([tab, []]);
    expect([tab, await scrollsSideways(page)]).toEqual([tab, false]);
    await picture(page, look, `preview-${tab}`);
  }
});

test('nothing is loaded from elsewhere, and no other site may ask', async () => {
  const context = await openContext(browser, looks[0]);
  const page = await context.newPage();
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).host));
  await page.goto(url);
  await page.locator('#canvas svg').waitFor();
  expect(new Set(asked)).toEqual(new Set([new URL(url).host]));
  const post = (headers: Record<string, string>) => fetch(`${url}wish`, { method: 'POST', body: '{}', headers });
  expect((await post({ 'content-type': 'application/json', origin: 'https://evil.example' })).status).toBe(403);
  expect((await post({ 'content-type': 'text/plain', origin: url.slice(0, -1) })).status).toBe(403);
});
