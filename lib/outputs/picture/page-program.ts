/**
 * What the page of a picture does in a browser: one group at a time, a search over all that is in it, larger and smaller. Without it the
 * page shows everything, one below the other.
 */
export const PAGE_PROGRAM = String.raw`'use strict';
const all = (what) => [...document.querySelectorAll(what)];
const canvas = document.querySelector('main');
const figures = all('figure');
const found = document.querySelector('#found');
let scale = 'fit';

function zoom(how) {
  const svg = figures.find((figure) => !figure.hidden).querySelector('svg');
  const width = svg.viewBox.baseVal.width;
  const now = svg.clientWidth / width || 1;
  const fit = Math.max(0.5, Math.min(1.2, (canvas.clientWidth - 2) / width));
  const size = how === 'fit' ? fit : how === 'whole' ? 1 : Math.max(0.15, Math.min(5, now * how));
  scale = how === 'fit' ? 'fit' : undefined;
  svg.style.width = size * width + 'px';
}
function open(id) {
  for (const figure of figures) figure.hidden = figure.id !== id;
  for (const button of all('nav button')) button.setAttribute('aria-pressed', String(button.dataset.figure === id));
  zoom('fit');
  canvas.scrollTo(0, 0);
}
const byGroup = (name) => figures.find((figure) => figure.dataset.group === name);

for (const button of all('nav button')) button.addEventListener('click', () => open(button.dataset.figure));
for (const card of all('.node.group')) {
  const figure = byGroup(card.dataset.node.slice('group '.length));
  if (figure) card.addEventListener('click', () => open(figure.id));
}
for (const button of all('[data-zoom]')) button.addEventListener('click', () => zoom(Number(button.dataset.zoom) || button.dataset.zoom));
canvas.addEventListener('keydown', (event) => {
  const how = { '+': 1.25, '=': 1.25, '-': 0.8, 0: 'fit' }[event.key];
  if (how === undefined || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  zoom(how);
});
canvas.addEventListener('wheel', (event) => {
  if (!event.ctrlKey) return;
  event.preventDefault();
  zoom(event.deltaY < 0 ? 1.1 : 1 / 1.1);
}, { passive: false });
addEventListener('resize', () => scale === 'fit' && zoom('fit'));

// The nodes themselves, each where it is drawn whole.
const nodes = figures.flatMap((figure) => [...figure.querySelectorAll('.node:not(.group)')].map((node) => ({ figure, node })));
function go({ figure, node }) {
  for (const one of all('.node.found')) one.classList.remove('found');
  open(figure.id);
  node.classList.add('found');
  node.scrollIntoView({ block: 'center', inline: 'center' });
}
document.querySelector('#find').addEventListener('input', ({ target }) => {
  const words = target.value.toLowerCase().split(/\s+/).filter(Boolean);
  const matches = words.length === 0 ? [] : nodes.filter(({ node }) => words.every((word) => (node.dataset.node + ' ' + node.textContent).toLowerCase().includes(word)));
  document.querySelector('#matches').textContent = words.length === 0 ? '' : matches.length + ' found';
  found.replaceChildren(...matches.slice(0, 40).map((match) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = match.node.dataset.node;
    button.addEventListener('click', () => go(match));
    const item = document.createElement('li');
    item.append(button);
    return item;
  }));
});
document.documentElement.classList.add('scripted');
open(figures[0].id);
`;
