// Runs in a pod: `node -e SCRIPT WHAT BASE-URL …`. Does what a visitor or an admin does, and prints JSON.
'use strict';
const [what, base, ...rest] = process.argv.slice(1);
const cookies = new Map();

async function send(path, form) {
  const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const answer = await fetch(base + path, {
    method: form ? 'POST' : 'GET',
    body: form && new URLSearchParams(form),
    headers: cookie ? { cookie } : {},
    redirect: 'manual',
  });
  for (const line of answer.headers.getSetCookie()) {
    const [, name, value] = /^([^=]+)=([^;]*)/.exec(line);
    cookies.set(name, value);
  }
  return { status: answer.status, location: answer.headers.get('location'), text: await answer.text() };
}

async function submit(page, action, form) {
  const { text } = await send(page);
  const token = /name="csrf" value="([^"]*)"/.exec(text)?.[1];
  if (!token) throw new Error(`no form at ${page}: ${text.slice(0, 300)}`);
  return send(action, { ...form, csrf: token });
}

async function logIn(username, password) {
  const { status } = await submit('/admin/login/', '/admin/login/', { username, password, next: '/admin/' });
  if (status !== 303) throw new Error(`log in as ${username}: ${status}`);
}

const actions = {
  /** USER PASSWORD: what the admin's first page says. */
  async login(username, password) {
    await logIn(username, password);
    return { text: words(/<h1>(.*?)<\/h1>/s.exec((await send('/admin/')).text)[1]) };
  },
  /** USER PASSWORD TEXT: adds a question with the choices Yes and No. */
  async add(username, password, text) {
    await logIn(username, password);
    const form = { text, date: '2026-01-01T00:00', rows: '2', 'choice-0-text': 'Yes', 'choice-1-text': 'No' };
    return { status: (await submit('/admin/questions/add/', '/admin/questions/add/', form)).status };
  },
  /** TEXT COUNT: votes for the first choice of the question, each time as somebody new. */
  async vote(text, count) {
    const path = (await questions()).get(text);
    let counted = 0;
    for (let i = 0; i < Number(count); i++) {
      cookies.clear();
      const [, choice] = /name="choice"[^>]*value="(\d+)"/.exec((await send(path)).text);
      if ((await submit(path, `${path}vote/`, { choice })).status === 303) counted++;
    }
    return { counted };
  },
  /** TEXT: votes so far. */
  async votes(text) {
    const path = (await questions()).get(text);
    if (!path) return { votes: null };
    return {
      votes: Number(/([\d,]+) votes? so far/.exec((await send(`${path}results/`)).text)[1].replaceAll(',', '')),
    };
  },
};

/** What one reads of HTML. */
const words = (html) => html.replace(/<[^>]*>/g, '').trim();

async function questions() {
  const { status, text } = await send('/polls/');
  if (status !== 200) throw new Error(`/polls/: ${status}`);
  const links = text.matchAll(/<a href="(\/polls\/\d+\/)"[^>]*>(.*?)<\/a>/gs);
  return new Map([...links].map(([, path, title]) => [words(title), path]));
}

actions[what](...rest)
  .then((result) => console.log(JSON.stringify(result)))
  .catch((error) => {
    console.error(error.stack);
    process.exit(1);
  });
