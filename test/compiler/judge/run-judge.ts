import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const ROOT = path.resolve(__dirname, '..', '..', '..');

/**
 * Judges charts of a folder in a process of its own (a module is loaded there as `chartwright` loads it), and gives what
 * is not as the folder's verdicts.json says.
 */
export async function unexpectedIn(folder: string, charts: readonly string[] = []): Promise<string[]> {
  const output = fs.mkdtempSync(path.join(os.tmpdir(), 'judge-'));
  const json = path.join(output, 'judgements.json');
  const args = ['lib/cli/run-main.js', '--packages-outside', 'test/compiler/judge/main.ts', folder, ...charts];
  try {
    await promisify(execFile)(process.execPath, [...args, '--json', json], { cwd: ROOT }).catch((error: unknown) => {
      // Exit code 1 says that something is unexpected: what, is read below.
      if ((error as { code?: number }).code !== 1) throw error;
    });
    return (JSON.parse(fs.readFileSync(json, 'utf8')) as { readonly problems: string[] }).problems;
  } finally {
    fs.rmSync(output, { recursive: true, force: true });
  }
}
