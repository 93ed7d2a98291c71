import type { Browser, Page } from 'playwright-core';
import { startPostgres } from '../../services/kit/testing/postgres';
import type { EmbeddedPostgres } from '../../services/kit/testing/postgres';
import { password, startSite } from '../../services/polls/test/site';
import type { Site } from '../../services/polls/test/site';
import { launchChromium } from './chromium';
import { looks, openContext, picture, scrollsSideways, violations } from './look';

// A real browser and a real database on a machine that may be busy.
jest.setTimeout(60_000);

let postgres: EmbeddedPostgres;
let browser: Browser;
let site: Site;
beforeAll(async () => {
  postgres = await startPostgres();
  browser = await launchChromium();
});
beforeEach(async () => void (site = await startSite(postgres)));
afterEach(async () => {
  // First: Chromium holds connections that it has not used yet, for which a closing server waits.
  for (const context of browser.contexts()) await context.close();
  await (site as Site | undefined)?.close();
});
afterAll(async () => {
  await browser.close();
  await postgres.stop();
});

const [desktop] = looks;
const text = (page: Page) => page.locator('main').innerText();

async function logIn(page: Page, username = 'alice'): Promise<void> {
  await page.goto(`${site.url}/admin/`);
  await page.getByLabel('User name').fill(username);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Log in' }).click();
}

test('a visitor votes and sees the results, without any script', async () => {
  await site.question('Tea or coffee?', ['Tea', 'Coffee']);
  const page = await (await openContext(browser, desktop, false)).newPage();
  await page.goto(site.url);
  await page.getByRole('link', { name: 'Tea or coffee?' }).click();
  await page.getByLabel('Coffee').check();
  await page.getByRole('button', { name: 'Vote' }).click();
  expect(await text(page)).toMatch(/your vote has been counted[^]*1 vote so far[^]*Tea[^]*0 %[^]*Coffee[^]*100 %/);
  expect(page.url()).toContain('/results/');
  await page.reload();
  expect(await text(page)).toContain('1 vote so far');
});

test('staff logs in, adds a question, changes it, finds it, deletes it and logs out, without any script', async () => {
  await site.staff('alice', true);
  const page = await (await openContext(browser, desktop, false)).newPage();
  await logIn(page);
  expect(await text(page)).toContain('Welcome, alice');

  await page.getByRole('link', { name: 'Add a question' }).click();
  await page.getByLabel('Question').fill('Which day?');
  await page.getByLabel('Choice 1').fill('Monday');
  await page.getByLabel('Choice 2').fill('Tuesday');
  await page.getByRole('button', { name: 'More choices' }).click();
  await page.getByLabel('Choice 6').fill('Friday');
  await page.getByRole('button', { name: 'Save' }).click();
  expect(await text(page)).toMatch(/The question was added\.[^]*Which day\?[^]*3\s+0/);

  await page.getByRole('link', { name: 'Which day?' }).click();
  await page.getByLabel('Question').fill('Which day of the week?');
  await page.getByLabel('Delete choice 2 and its votes').check();
  await page.getByRole('button', { name: 'Save' }).click();
  expect(await text(page)).toMatch(/The question was changed\.[^]*Which day of the week\?[^]*2\s+0/);

  await page.getByLabel('Search').fill('nothing like it');
  await page.getByRole('button', { name: 'Filter' }).click();
  expect(await text(page)).toContain('0 questions');
  await page.getByLabel('Search').fill('WEEK');
  await page.getByLabel('Published').selectOption('Past 7 days');
  await page.getByRole('button', { name: 'Filter' }).click();
  await page.getByRole('link', { name: 'Which day of the week?' }).click();
  await page.getByRole('link', { name: 'Delete' }).click();
  expect(await text(page)).toContain('This cannot be undone.');
  await page.getByRole('button', { name: 'Delete' }).click();
  expect(await text(page)).toMatch(/The question was deleted\.[^]*0 questions/);

  await page.getByRole('link', { name: 'Changes' }).click();
  expect(await text(page)).toMatch(/alice deleted[^]*alice changed[^]*alice added/);
  await page.getByRole('button', { name: 'Log out' }).click();
  await page.goto(`${site.url}/admin/questions/`);
  expect(page.url()).toContain('/admin/login/?next=%2Fadmin%2Fquestions%2F');
});

test('staff changes the password, and a superuser manages staff', async () => {
  await site.staff('alice', true);
  const page = await (await openContext(browser, desktop)).newPage();
  await logIn(page);
  await page.getByRole('link', { name: 'Password' }).click();
  await page.getByLabel('Present password').fill(password);
  await page.getByLabel('New password', { exact: true }).fill('another good one');
  await page.getByLabel('New password again').fill('another good one');
  await page.getByRole('button', { name: 'Change the password' }).click();
  expect(await text(page)).toContain('Your password was changed.');

  await page.getByRole('navigation').getByRole('link', { name: 'Staff' }).click();
  await page.getByRole('link', { name: 'Add a user' }).click();
  await page.getByLabel('User name').fill('bob');
  await page.getByLabel('New password', { exact: true }).fill(password);
  await page.getByLabel('New password again').fill(password);
  await page.getByRole('button', { name: 'Save' }).click();
  expect(await text(page)).toMatch(/The user was added\.[^]*bob/);

  const other = await (await openContext(browser, desktop)).newPage();
  await logIn(other, 'bob');
  expect(await other.getByRole('navigation').innerText()).not.toContain('Staff');
  expect((await other.goto(`${site.url}/admin/users/`))?.status()).toBe(403);

  await page.getByRole('link', { name: 'bob' }).click();
  await page.getByLabel('May log in').uncheck();
  await page.getByRole('button', { name: 'Save' }).click();
  await other.goto(`${site.url}/admin/`);
  expect(other.url()).toContain('/admin/login/');

  await page.getByRole('link', { name: 'alice' }).click();
  await page.getByLabel('May manage staff').uncheck();
  await page.getByRole('button', { name: 'Save' }).click();
  expect(await text(page)).toContain('Somebody has to be left');
});

test('everything works by keyboard alone, and one sees where one is', async () => {
  const { id } = await site.question('Keys?', ['Up', 'Down']);
  const page = await (await openContext(browser, desktop)).newPage();
  await page.goto(`${site.url}/polls/${id}/`);
  await page.keyboard.press('Tab');
  expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to content');
  expect(await page.locator('.skip').boundingBox()).toMatchObject({ y: 16 });
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  expect(await page.evaluate('document.activeElement.type')).toBe('radio');
  const outline = 'getComputedStyle(document.activeElement).outlineWidth';
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowDown');
  expect(await page.evaluate(outline)).toBe('3px');
  expect(await page.getByLabel('Down').isChecked()).toBe(true);
  await page.keyboard.press('Enter');
  await page.waitForURL('**/results/**');
  expect(await text(page)).toMatch(/Up[^]*0 %[^]*Down[^]*100 %/);

  await site.staff('alice', true);
  await page.goto(`${site.url}/admin/`);
  await page.getByLabel('User name').focus();
  await page.keyboard.type('alice');
  await page.keyboard.press('Tab');
  await page.keyboard.type(password);
  await page.keyboard.press('Enter');
  await page.waitForURL('**/admin/');
  for (let tabs = 0; (await page.evaluate('document.activeElement.textContent')) !== 'Log out'; tabs++) {
    expect(tabs).toBeLessThan(12);
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('Enter');
  await page.waitForURL('**/admin/login/');
});

test.each(looks)(
  'every page on $name: nothing for axe-core to find, nothing to scroll sideways for, a picture',
  async (look) => {
    const long = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft'.repeat(2);
    const { id, choices } = await site.question('Where should the team meet next?', [
      'By the sea',
      'In the mountains',
      long,
    ]);
    for (const [i, votes] of [12, 31, 4].entries())
      await site.database
        .updateTable('choice')
        .set({ votes })
        .where('id', '=', choices[i] as number)
        .execute();
    let older = 0;
    for (let i = 0; i < 30; i++)
      older = (await site.question(`Older question ${i}?`, [], new Date(Date.now() - i * 90_000_000))).id;
    await site.question('أين يجتمع الفريق في المرة القادمة؟ 🏖️', ['على الشاطئ', 'في الجبال']);
    await site.question('Is this for tomorrow?', ['Yes'], new Date(Date.now() + 86_400_000));
    await site.staff('alice', true);
    const bob = await site.staff('bob');
    const page = await (await openContext(browser, look)).newPage();
    const problems: string[] = [];
    const check = async (name: string) => {
      problems.push(...(await violations(page)).map((one) => `${name}: ${one}`));
      if (await scrollsSideways(page)) problems.push(`${name}: scrolls sideways`);
      await picture(page, look, name);
    };
    const visit = async (name: string, path: string) => {
      await page.goto(site.url + path);
      await check(name);
    };

    await visit('index', '/polls/');
    await visit('index-page-2', '/polls/?page=2');
    await visit('detail', `/polls/${id}/`);
    await page.getByLabel('In the mountains').check();
    await check('detail-chosen');
    await page.evaluate('document.forms[0].noValidate = true; document.forms[0].reset(); document.forms[0].submit()');
    await page.waitForURL('**/vote/');
    await check('detail-error');
    await visit('results', `/polls/${id}/results/`);
    await page.goto(`${site.url}/polls/${id}/`);
    await page.getByLabel('By the sea').check();
    await page.getByRole('button', { name: 'Vote' }).click();
    await check('results-voted');
    await visit('detail-voted', `/polls/${id}/`);
    await visit('detail-empty', `/polls/${older}/`);
    await visit('not-found', '/nothing/');
    await visit('login', '/admin/login/');
    await page.getByLabel('User name').fill('alice');
    await page.getByLabel('Password').fill('wrong');
    await page.getByRole('button', { name: 'Log in' }).click();
    await check('login-error');
    await logIn(page);
    await check('admin-first-home');
    await visit('admin-questions', '/admin/questions/');
    await visit('admin-questions-empty', '/admin/questions/?q=nothing+like+it');
    await visit('admin-add', '/admin/questions/add/');
    await page.getByLabel('Question').fill(' ');
    await page.getByRole('button', { name: 'Save' }).click();
    await check('admin-add-error');
    await visit('admin-change', `/admin/questions/${id}/`);
    await page.getByLabel('Choice 1', { exact: true }).fill('At the sea');
    await page.getByRole('button', { name: 'Save' }).click();
    await check('admin-questions-changed');
    await visit('admin-history', `/admin/log/?of=question-${id}`);
    await visit('admin-delete', `/admin/questions/${id}/delete/`);
    await visit('admin-home', '/admin/');
    await visit('admin-log', '/admin/log/');
    await visit('admin-password', '/admin/password/');
    await visit('admin-users', '/admin/users/');
    await visit('admin-user', `/admin/users/${bob}/`);
    await visit('admin-user-add', '/admin/users/add/');
    await visit('admin-user-delete', `/admin/users/${bob}/delete/`);
    expect(problems).toEqual([]);
  },
  300_000,
);
