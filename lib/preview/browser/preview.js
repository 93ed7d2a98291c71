'use strict';
// The page of `chartwright preview`: shows what the server sends, and says what is wished for.

const $ = (id) => document.getElementById(id);

/** An element with attributes and children; texts are never read as HTML. */
function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === false || value === undefined) continue;
    element.setAttribute(key, value === true ? '' : value);
  }
  element.append(...children.filter((child) => child !== undefined && child !== false));
  return element;
}

let shown;
let asked = 0;

function wish(changes) {
  asked = performance.now();
  $('status').textContent = 'Making…';
  fetch('/wish', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(changes),
  }).catch(() => ($('status').textContent = 'The preview has ended. Start it again.'));
}

/** Waits for a pause in the typing. */
function soon(action) {
  let timer;
  return (...values) => {
    clearTimeout(timer);
    timer = setTimeout(() => action(...values), 150);
  };
}

const source = new EventSource('/events');
source.onmessage = ({ data }) => show(JSON.parse(data));
source.onerror = () => ($('status').textContent = 'The preview has ended. Start it again.');

function show(next) {
  const before = shown;
  shown = next;
  const { preview, wish: now, error, simulation } = next;
  document.title = `${now.chart} – preview`;
  showCharts(next);
  if (document.activeElement !== $('against')) $('against').value = now.against;
  $('error').hidden = error === undefined;
  $('error').textContent = error ?? '';
  if (preview) {
    showForm(preview, before?.wish.chart === now.chart);
    showPicture(preview);
    showChanges(preview);
    showProblems(preview);
    showObjects(preview);
    showSimulation(simulation, now.load);
  }
  const took = asked ? Math.round(performance.now() - asked) : next.milliseconds;
  asked = 0;
  $('status').textContent = error
    ? 'As it was before the error'
    : `${preview.objects.length} objects · made in ${took} ms`;
}

function showCharts({ charts, wish: { chart } }) {
  const list = $('chart');
  if ([...list.options].map(({ value }) => value).join() !== charts.join())
    list.replaceChildren(...charts.map((name) => make('option', { value: name }, name)));
  list.value = chart;
}

// The form.

const idOf = (path) => `value-${path.replace(/[^A-Za-z0-9]/g, '-')}`;

function showForm({ fields, values, problems }, same) {
  const shape = JSON.stringify(fields.map(({ text, ...field }) => field));
  if (!same || $('form').dataset.shape !== shape) {
    $('form').dataset.shape = shape;
    $('form').replaceChildren(...sections(fields));
  }
  const written = shown.wish.written;
  for (const field of fields) {
    const input = $(idOf(field.path));
    // What somebody is writing in is left alone.
    if (document.activeElement !== input) setInput(input, field);
    const wrong = problems.filter(
      ({ value }) => value === field.path || value?.startsWith(`${field.path}.`) || value?.startsWith(`${field.path}[`),
    );
    input.setAttribute('aria-invalid', String(wrong.length > 0));
    input.parentElement.classList.toggle('changed', written[field.path] !== undefined);
    const said = $(`${idOf(field.path)}-wrong`);
    said.textContent = wrong.map(({ text }) => text).join(' ');
    said.hidden = wrong.length === 0;
  }
  $('written').hidden = values === '';
  $('written-yaml').textContent = values;
}

function setInput(input, { kind, text }) {
  if (kind === 'switch') input.checked = text === 'true';
  else if (input.value !== text) input.value = text;
}

/** Values of one section stand together. */
function sections(fields) {
  const bySection = Map.groupBy ? Map.groupBy(fields, sectionOf) : grouped(fields);
  return [...bySection].map(([section, own]) =>
    section === ''
      ? make('div', { class: 'section' }, ...own.map(fieldOf))
      : make('fieldset', { class: 'section' }, make('legend', {}, section), ...own.map(fieldOf)),
  );
}

const sectionOf = ({ path }) => (path.includes('.') ? path.slice(0, path.lastIndexOf('.')) : '');

function grouped(fields) {
  const sections = new Map();
  for (const field of fields) sections.set(sectionOf(field), [...(sections.get(sectionOf(field)) ?? []), field]);
  return sections;
}

function fieldOf(field) {
  const { path, kind, description, allowed, options, min, max } = field;
  const id = idOf(path);
  const common = { id, name: path, 'aria-describedby': `${id}-about ${id}-wrong` };
  const input =
    kind === 'switch'
      ? make('input', { ...common, type: 'checkbox' })
      : kind === 'choice'
        ? make('select', common, ...options.map((option) => make('option', { value: option }, option)))
        : kind === 'yaml'
          ? make('textarea', { ...common, rows: 3, spellcheck: 'false' })
          : make('input', {
              ...common,
              type: kind === 'number' ? 'number' : 'text',
              step: 'any',
              min,
              max,
              spellcheck: 'false',
            });
  const label = make('label', { for: id }, path.slice(path.lastIndexOf('.') + 1));
  const about = make('p', { id: `${id}-about` }, [description, `Allowed: ${allowed}.`].filter(Boolean).join(' '));
  const wrong = make('p', { id: `${id}-wrong`, class: 'wrong', hidden: true });
  const parts = kind === 'switch' ? [input, label, about, wrong] : [label, about, input, wrong];
  return make('div', { class: `field ${kind}`, 'data-path': path }, ...parts);
}

const sendForm = soon(() => wish({ written: shown.wish.written }));

$('form').addEventListener('input', ({ target }) => {
  const text = target.type === 'checkbox' ? String(target.checked) : target.value;
  shown.wish.written = { ...shown.wish.written, [target.name]: text };
  sendForm();
});
$('form').addEventListener('submit', (event) => event.preventDefault());
$('reset').addEventListener('click', () => {
  wish({ written: {} });
  $('find-value').focus();
});
$('copy').addEventListener('click', async () => {
  await navigator.clipboard.writeText($('written-yaml').textContent);
  $('status').textContent = 'Copied';
});
$('find-value').addEventListener('input', ({ target }) => {
  const word = target.value.toLowerCase();
  for (const field of document.querySelectorAll('.field'))
    field.hidden = !field.textContent.concat(field.dataset.path).toLowerCase().includes(word);
  for (const section of document.querySelectorAll('.section'))
    section.hidden = [...section.querySelectorAll('.field')].every(({ hidden }) => hidden);
});
$('chart').addEventListener('change', ({ target }) => wish({ chart: target.value }));
$('against').addEventListener('change', ({ target }) => wish({ against: target.value.trim() || 'dist' }));

// Tabs: arrows move between them, as in https://www.w3.org/WAI/ARIA/apg/patterns/tabs/

const tabs = [...document.querySelectorAll('[role=tab]')];

function open(tab, focus = true) {
  for (const one of tabs) {
    one.setAttribute('aria-selected', String(one === tab));
    one.tabIndex = one === tab ? 0 : -1;
    $(one.getAttribute('aria-controls')).hidden = one !== tab;
  }
  if (focus) tab.focus();
  if (tab.id === 'tab-picture') zoom('fit');
}
for (const tab of tabs) tab.addEventListener('click', () => open(tab));
document.querySelector('[role=tablist]').addEventListener('keydown', (event) => {
  const at = tabs.indexOf(document.activeElement);
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
  if (at < 0 || to === undefined) return;
  event.preventDefault();
  open(tabs[(to + tabs.length) % tabs.length]);
});

// The picture.

let scale;
/** Smaller than that nobody can read it: it scrolls instead. */
const LEGIBLE = 0.55;

function showPicture({ picture }) {
  if (!picture || $('canvas').dataset.picture === picture) return;
  $('canvas').dataset.picture = picture;
  // Made by the server of its own template, texts escaped.
  $('canvas').innerHTML = picture;
  zoom(scale ?? 'fit');
}

function zoom(how) {
  const svg = $('canvas').querySelector('svg');
  if (!svg) return;
  const { width } = svg.viewBox.baseVal;
  const room = $('canvas').clientWidth;
  const now = svg.clientWidth / width || 1;
  const factor =
    how === 'fit' ? Math.max(LEGIBLE, Math.min(1.2, room / width)) : how === 'whole' ? 1 : how <= 0 ? 1 : how;
  const size = typeof how === 'number' ? now * how : factor;
  scale = how === 'fit' ? undefined : scale;
  svg.style.width = `${Math.max(0.1, Math.min(4, size)) * width}px`;
}
document.querySelector('.tools').addEventListener('click', ({ target }) => {
  const { zoom: how } = target.dataset;
  if (how) zoom(Number(how) || how);
});
$('canvas').addEventListener('keydown', (event) => {
  const how = { '+': 1.25, '=': 1.25, '-': 0.8, 0: 'fit' }[event.key];
  if (how === undefined || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  zoom(how);
});
addEventListener(
  'resize',
  soon(() => zoom('fit')),
);

// Lists.

function showChanges({ changes }) {
  if (!changes) return;
  const { against, summary, items } = changes;
  count(
    'tab-changes',
    items.length,
    items.some(({ consequences }) => consequences.some(({ grave }) => grave)),
  );
  $('changes').replaceChildren(
    make('p', { class: 'summary' }, `Against ${against}: ${summary}`),
    ...items.map(({ object, becomes, consequences, fields }) => {
      const grave = consequences.some((one) => one.grave);
      const words = { added: 'added', removed: 'removed', changed: 'changed', same: 'as it was' };
      return make(
        'div',
        { class: `item ${grave ? 'grave' : ''}` },
        make('h3', {}, toObject(object), ' ', make('span', { class: `mark ${becomes}` }, words[becomes] ?? becomes)),
        ...consequences.map(({ heading, message, grave: bad }) =>
          make('p', {}, make('span', { class: `mark ${bad ? 'grave' : ''}` }, heading), ` ${message}`),
        ),
        fields.length > 0 &&
          make('ul', {}, ...fields.map(({ field, change }) => make('li', {}, make('code', {}, field), `: ${change}`))),
      );
    }),
  );
}

function showProblems({ problems }) {
  count(
    'tab-problems',
    problems.length,
    problems.some(({ sort }) => sort === 'error'),
  );
  $('problems').replaceChildren(
    ...(problems.length === 0
      ? [make('p', { class: 'empty' }, 'Nothing is wrong with these objects, as far as they tell.')]
      : []),
    ...problems.map(({ sort, text, object, value }) =>
      make(
        'div',
        { class: `item ${sort}` },
        make('p', {}, make('span', { class: `mark ${sort}` }, sort), ` ${text}`),
        object && make('p', {}, toObject(object)),
        value &&
          make(
            'p',
            {},
            linkTo(value, () => focusValue(value)),
          ),
      ),
    ),
  );
}

function count(tab, number, bad) {
  const place = $(tab).querySelector('.count');
  place.textContent = number === 0 ? '' : number;
  place.classList.toggle('bad', bad);
}

function linkTo(text, action) {
  const link = make('button', { type: 'button', class: 'link' }, text);
  link.addEventListener('click', action);
  return link;
}

function focusValue(path) {
  $('values').open = true;
  const field = [...document.querySelectorAll('.field')].find(
    ({ dataset }) => path === dataset.path || path.startsWith(`${dataset.path}.`),
  );
  field?.querySelector('input, select, textarea').focus();
}

const toObject = (object) =>
  shown.preview.objects.some(({ id }) => id === object) ? linkTo(object, () => openObject(object)) : object;

function openObject(id) {
  open($('tab-yaml'), false);
  const details = [...document.querySelectorAll('#objects details')].find(({ dataset }) => dataset.id === id);
  details.hidden = false;
  details.open = true;
  details.querySelector('summary').focus();
  details.scrollIntoView({ block: 'start' });
}

function showObjects({ objects }) {
  const opened = new Set([...document.querySelectorAll('#objects details[open]')].map(({ dataset }) => dataset.id));
  const word = $('find-object').value.toLowerCase();
  $('objects').replaceChildren(
    ...objects.map(({ id, yaml }) =>
      make(
        'details',
        { 'data-id': id, open: opened.has(id), hidden: !`${id}\n${yaml}`.toLowerCase().includes(word) },
        make('summary', {}, id),
        make('pre', { tabindex: 0, 'aria-label': `YAML of ${id}` }, yaml),
      ),
    ),
  );
}
$('find-object').addEventListener('input', () => showObjects(shown.preview));

function showSimulation(simulation, load) {
  for (const [name, value] of Object.entries(load)) {
    const input = $('load-form').elements[name];
    if (input && document.activeElement !== input) input.value = value;
  }
  if (simulation?.picture) {
    if ($('simulation').dataset.picture === simulation.picture) return;
    $('simulation').dataset.picture = simulation.picture;
    $('simulation').innerHTML = simulation.picture;
  } else {
    delete $('simulation').dataset.picture;
    $('simulation').replaceChildren(make('p', { class: 'empty' }, simulation?.reason ?? ''));
  }
}
$('load-form').addEventListener('submit', (event) => event.preventDefault());
$('load-form').addEventListener(
  'input',
  soon(() => {
    const { shape, base, factor, capacity } = $('load-form').elements;
    const numbers = { base: Number(base.value), factor: Number(factor.value), capacity: Number(capacity.value) };
    if (Object.values(numbers).every((number) => number > 0)) wish({ load: { shape: shape.value, ...numbers } });
  }),
);

// On a phone the values come first, and would hide what they make.
if (matchMedia('(max-width: 52rem)').matches) $('values').open = false;
