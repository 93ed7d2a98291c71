import fc from 'fast-check';
import { topologyOf } from '../../../lib/manifests/graph';
import type { Manifest } from '../../../lib/manifests/manifest';
import { drawTopology, topologyPage } from '../../../lib/outputs/picture';
import { cardSize, socketY } from '../../../lib/outputs/picture/card';
import { layOut } from '../../../lib/outputs/picture/layout';
import { fit, textWidth, xml } from '../../../lib/outputs/picture/text';
import { cleanSet, manifestsOf, type Objects } from '../../manifests/check/clean-set';

/** Many releases of the clean set, in one namespace or each in its own. */
function releases(count: number, ownNamespaces = false): Manifest[] {
  return Array.from({ length: count }, (_, i) => {
    const text = JSON.stringify(cleanSet()).replaceAll('blue', `r${i}`);
    const own = ownNamespaces ? text.replaceAll('"namespace":"polls"', `"namespace":"n${i}"`) : text;
    return manifestsOf(JSON.parse(own) as Objects);
  }).flat();
}

describe('drawTopology', () => {
  test('makes a self-contained, well-formed SVG with a title and a description', async () => {
    const svg = await drawTopology(manifestsOf(cleanSet()), 'Polls & more');
    expectWellFormed(svg);
    expect(svg).toContain('role="img" aria-labelledby="topology-title topology-desc"');
    expect(svg).toContain('<title id="topology-title">Polls &#38; more</title>');
    expect(svg).toMatch(/<desc id="topology-desc">4 workloads, 2 Services, 4 entrances, 6 connections\. NodePort/);
    expect(svg).toContain('prefers-color-scheme:dark');
    expect(svg.replace('xmlns="http://www.w3.org/2000/svg"', '')).not.toMatch(/https?:|<script|@import|<image|href=/);
  });

  test('shows every workload, route and Service by name', async () => {
    const svg = await drawTopology(manifestsOf(cleanSet()));
    for (const text of [
      'blue-web',
      'blue-db',
      'StatefulSet',
      'HTTPRoute',
      'scales 2–7',
      'blue-db :5432',
      'http 30080',
    ]) {
      expect(svg).toContain(`>${text}<`);
    }
  });

  test('is the same each time', async () => {
    expect(await drawTopology(releases(3))).toBe(await drawTopology(releases(3)));
  });

  test('draws nothing of nothing', async () => {
    expectWellFormed(await drawTopology([]));
  });

  test('survives any name', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', minLength: 1 }), async (name) => {
        const objects = cleanSet();
        objects.web.metadata.name = name;
        objects.service.metadata.name = name;
        objects.web.spec.template.spec.containers[0].image = name;
        objects.ingress.spec.rules[0].host = name;
        expectWellFormed(await topologyPage(manifestsOf(objects), name));
      }),
      { numRuns: 8 },
    );
  }, 60_000);
});

describe('layOut', () => {
  test.each([
    ['one release', releases(1)],
    ['25 releases of 100 workloads', releases(25)],
    ['4 namespaces', releases(4, true)],
  ])(
    'keeps cards of %s apart and inside the picture, edges from socket to socket',
    async (_, manifests) => {
      const layout = await layOut(topologyOf(manifests));
      const boxes = layout.nodes.map(({ node, x, y }) => ({ x, y, ...cardSize(node) }));
      for (const [i, a] of boxes.entries()) {
        expect(a.x >= 0 && a.y >= 0 && a.x + a.width <= layout.width && a.y + a.height <= layout.height).toBe(true);
        for (const b of boxes.slice(i + 1)) {
          const apart = a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
          expect(apart).toBe(true);
        }
      }
      const placed = new Map(layout.nodes.map((place) => [place.node.id, place]));
      for (const { edge, points } of layout.edges) {
        const [from, to] = [placed.get(edge.from), placed.get(edge.to)];
        if (!from || !to) throw new Error('an edge without ends');
        expect(points[0]).toEqual({ x: from.x + cardSize(from.node).width, y: from.y + socketY(from.node) });
        expect(points.at(-1)).toEqual({ x: to.x, y: to.y + socketY(to.node, edge.toRow) });
      }
    },
    60_000,
  );
});

describe('topologyPage', () => {
  test('has everything as text as well', async () => {
    const page = await topologyPage(manifestsOf(cleanSet()));
    expect(page).toContain(
      '<li><strong>Ingress polls/blue-web</strong>: polls.example.com; Ingress polls/blue-web sends requests to Service polls/blue-web (/)</li>',
    );
    expect(page).toMatch(/^<!doctype html>\n<html lang="en">/);
  });
});

describe('fit', () => {
  test('cuts in the middle what is too wide, and only that', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.integer({ min: 30, max: 300 }), (text, width) => {
        const fitted = fit(text, 11, width);
        expect(textWidth(fitted, 11)).toBeLessThanOrEqual(Math.max(width, textWidth(text, 11) <= width ? width : 0));
        expect(fitted === text).toBe(textWidth(text, 11) <= width || fitted === text);
        if (fitted !== text) expect(fitted).toContain('…');
      }),
    );
  });
});

/** Tags balance, attributes are quoted, no bare `&` or `<`, no character that XML lacks. */
function expectWellFormed(markup: string): void {
  const open: string[] = [];
  const body = markup
    .replace(/^<!doctype html>\n/, '')
    .replace(/<(meta|input)\b[^>]*>/g, '')
    .replace(/<script>[^]*<\/script>/, '')
    .replace(/<style>[^<]*<\/style>/g, '');
  for (const part of body.match(/<[^>]*>|[^<]+/g) ?? []) {
    if (!part.startsWith('<')) expect(part).not.toMatch(/&(?!#\d+;)/);
    else if (part.startsWith('</')) expect(open.pop()).toBe(part.slice(2, -1));
    else {
      expect(part).toMatch(/^<[\w-]+(\s[\w:-]+="[^"<]*")*\s*\/?>$/);
      if (!part.endsWith('/>')) open.push(/^<([\w-]+)/.exec(part)?.[1] ?? '');
    }
  }
  expect(open).toEqual([]);
  expect(xml(markup)).toBe(markup.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`));
}
