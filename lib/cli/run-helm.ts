import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { HelmTemplate } from '../outputs/helm/helm-renderer';
import { writeFiles } from '../outputs/write';

/** Version of the API that charts are rendered for. */
const KUBE_VERSION = '1.34.0';
/** Bytes that helm may print. */
const MOST_PRINTED = 1 << 29;

/** The helm of a binary: renders charts from a folder that is gone afterwards. @param binary its path */
export const helmAt =
  (binary: string): HelmTemplate =>
  (files, { name, namespace }) => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'chartwright-'));
    try {
      writeFiles(folder, files);
      const values = ['--values', path.join(folder, 'values.json')];
      const where = ['--namespace', namespace, '--include-crds', '--kube-version', KUBE_VERSION];
      return execFileSync(binary, ['template', name, folder, ...values, ...where], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
        maxBuffer: MOST_PRINTED,
      });
    } finally {
      fs.rmSync(folder, { recursive: true, force: true });
    }
  };
