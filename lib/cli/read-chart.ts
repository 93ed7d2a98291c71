import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { chartOf, type HelmChart } from '../compat/chart/chart';
import { nearest } from '../values/nearest';
import { entriesOf } from './tar';

/**
 * Reads a chart: a folder, a packaged chart (`.tgz`), or a folder at a revision of git, `v1.2.0:charts/shop`.
 * @throws when it is none of them; the message says what there is
 */
export function readChart(place: string): HelmChart {
  return chartOf(unpacked(filesOf(place)), place);
}

/**
 * Reads both versions of a chart. `v1.2.0..v1.3.0` and a folder are that folder at two revisions of git; without the second,
 * the folder as it lies there.
 */
export function readCharts(old: string, newer: string): [HelmChart, HelmChart] {
  const [, from, to = ''] = (fs.existsSync(old) ? undefined : /^([^:]+?)\.\.([^:./][^:]*)?$/.exec(old)) ?? [];
  if (from === undefined) return [readChart(old), readChart(newer)];
  return [readChart(`${from}:${newer}`), readChart(to === '' ? newer : `${to}:${newer}`)];
}

function filesOf(place: string): Map<string, Uint8Array> {
  if (fs.existsSync(place))
    return fs.statSync(place).isDirectory() ? folderFiles(place) : archiveFiles(fs.readFileSync(place), place);
  const [, revision, folder] = /^([^:]+):(.*)$/.exec(place) ?? [];
  if (revision !== undefined && folder !== undefined) return revisionFiles(revision, folder);
  throw new Error(
    `There is no chart ${place}.${similar(place)} Allowed: a folder with Chart.yaml, a packaged chart (.tgz), or REVISION:FOLDER of git.`,
  );
}

function similar(place: string): string {
  const parent = path.dirname(place);
  const there = fs.existsSync(parent) && fs.statSync(parent).isDirectory() ? fs.readdirSync(parent) : [];
  const near = nearest(path.basename(place), there);
  return near === undefined ? '' : ` Did you mean ${path.join(parent, near)}?`;
}

function folderFiles(folder: string): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  const walk = (below: string): void => {
    for (const entry of fs.readdirSync(path.join(folder, below), { withFileTypes: true })) {
      const file = below === '' ? entry.name : `${below}/${entry.name}`;
      const target = path.join(folder, file);
      // A link that leads out of what was copied or checked out.
      if (entry.isSymbolicLink() && !fs.existsSync(target)) continue;
      if (entry.isDirectory() || (entry.isSymbolicLink() && fs.statSync(target).isDirectory())) {
        if (entry.name !== '.git' && entry.name !== 'node_modules') walk(file);
      } else files.set(file, fs.readFileSync(target));
    }
  };
  walk('');
  return files;
}

/** Files of a `.tgz` below its one folder. */
function archiveFiles(content: Uint8Array, place: string): Map<string, Uint8Array> {
  let tar: Uint8Array;
  try {
    tar = gunzipSync(content);
  } catch (error) {
    throw new Error(`${place} is no packaged chart: ${(error as Error).message}.`, { cause: error });
  }
  return new Map(entriesOf(tar).map(([file, bytes]) => [file.replace(/^(\.\/)?[^/]+\//, ''), bytes]));
}

function revisionFiles(revision: string, folder: string): Map<string, Uint8Array> {
  const prefix = folder.replace(/^\.(\/|$)|\/+$/g, '');
  const tree = prefix === '' ? revision : `${revision}:./${prefix}`;
  try {
    const tar = execFileSync('git', ['archive', '--format=tar', tree], {
      maxBuffer: 1 << 29,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return new Map(entriesOf(tar));
  } catch (error) {
    const said = String((error as { stderr?: Buffer }).stderr ?? error).trim();
    throw new Error(`There is no chart ${revision}:${folder}: git says: ${said}`, { cause: error });
  }
}

/** Packaged charts in `charts/` as folders, as helm reads them. */
function unpacked(files: ReadonlyMap<string, Uint8Array>): Map<string, Uint8Array> {
  const all = new Map<string, Uint8Array>();
  for (const [file, content] of files) {
    const packaged = /^((?:.*\/)?charts)\/[^/]+\.tgz$/.exec(file);
    if (!packaged) all.set(file, content);
    else {
      const inner = unpacked(new Map(entriesOf(gunzipSync(content))));
      for (const [below, bytes] of inner) all.set(`${packaged[1]}/${below}`, bytes);
    }
  }
  return all;
}
