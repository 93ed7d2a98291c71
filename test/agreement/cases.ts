import { groupKind, type KubeObject } from '../../lib/manifests/manifest';
import { CHANGES } from '../manifests/diff/observed/changes';
import type { Case } from './case';
import { EVERYDAY } from './everyday';
import { FURTHER } from './further';
import { randomCases } from './random-cases';
import { REVIEWED } from './reviewed';
import { SELDOM } from './seldom';
import { SITUATIONS } from './situations';

/** The changes that a cluster was shown before, with pods that run. */
function formerCases(): Case[] {
  return CHANGES.map(([name, make], i) => {
    const [before, after] = make(`ag${i}`) as [KubeObject[], KubeObject[]];
    const [was, is] = [before, after].map((objects) => objects.map(running)) as [KubeObject[], KubeObject[]];
    return {
      name,
      kind: groupKind((is[0] ?? was[0]) as KubeObject),
      before: was,
      after: is,
      ...(JSON.stringify([before, after]).includes('"configMap"') && { around: [CONFIG] }),
    };
  });
}

const PAUSE = 'localhost/pause:1';

/** An image that is on the nodes; in sets, whose pods come one after another, no probe that it fails, and a real volume. */
function running(object: KubeObject): KubeObject {
  let text = JSON.stringify(object).replaceAll('"localhost/none:1"', JSON.stringify(PAUSE));
  if (object.kind === 'StatefulSet') {
    text = text
      .replaceAll('"readinessProbe":{"httpGet":{"path":"/","port":8080}},', '')
      .replaceAll('"storageClassName":"none"', '"storageClassName":"standard"');
  }
  return JSON.parse(text) as KubeObject;
}

const CONFIG = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'cm' }, data: { a: '1' } };

/** Cases of some sorts: `observed`, `random`, `situations`, `everyday`, `seldom`, `further`, `reviewed`. */
export function casesOf(which: string, count: number, seed: number): Case[] {
  return [
    ...(which.includes('situations') ? SITUATIONS : []),
    ...(which.includes('random') ? randomCases(count, seed) : []),
    ...(which.includes('everyday') ? EVERYDAY : []),
    ...(which.includes('seldom') ? SELDOM : []),
    ...(which.includes('further') ? FURTHER : []),
    ...(which.includes('reviewed') ? REVIEWED : []),
    ...(which.includes('observed') ? formerCases() : []),
  ];
}
