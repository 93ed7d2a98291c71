import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { judge } from '../manifests/check/judge/judge';
import { ApiServer } from '../manifests/check/judge/api-server';
import { run, type Kubectl } from './kubectl';
import { check, type Steps } from './steps';

const ROOT = path.join(__dirname, '../..');
/** Of the generated defects, each so-many-th: the rest is `npm run judge:checks`. */
const SAMPLE = 101;

/** Whether the checks at synthesis say what the API server says, and the examples of the documents are taken. */
export async function checksOnCluster(steps: Steps, kubectl: Kubectl): Promise<void> {
  await kubectl.freshNamespace();
  await steps.step('the API server and the checks say the same of generated defects', async () => {
    const judged = await judge(new ApiServer(), { every: SAMPLE });
    const wrong = judged.filter(({ verdict, refusals }) => (verdict === 'refused') !== refusals.length > 0);
    const named = wrong.map(({ kind, change, verdict }) => `${kind} ${change}: ${verdict}`);
    check(wrong.length <= judged.length / 100, `${wrong.length} of ${judged.length}: ${named.join('; ')}`);
    return `${judged.length} asked, ${judged.length - wrong.length} alike`;
  });
  await steps.step('schema.json is what the API server says', async () => {
    const ran = await run(process.execPath, ['lib/manifests/check/api/regenerate.mjs', '--check']);
    check(ran.code === 0, ran.stderr);
    return 'the same';
  });
  await steps.step('what the documents show is taken', async () => {
    const examples = documented();
    for (const { name, code } of examples) await applied(name, code, kubectl);
    return `${examples.length} examples`;
  });
}

interface Example {
  /** `docs/helm.md 2`. */
  readonly name: string;
  readonly code: string;
}

/** Programs in Markdown: blocks that write an app's YAML. */
function documented(): Example[] {
  const documents = ['README.md', ...readdirSync(path.join(ROOT, 'docs')).map((file) => `docs/${file}`)];
  return documents
    .filter((file) => file.endsWith('.md'))
    .flatMap((file) => {
      const blocks = [...readFileSync(path.join(ROOT, file), 'utf8').matchAll(/^```ts\n([\s\S]*?)^```$/gm)];
      return blocks.map(([, code = ''], index) => ({ name: `${file} ${index + 1}`, code }));
    })
    .filter(({ code }) => /^synthApp\(/m.test(code));
}

/** Runs a program, and asks the API server about what it wrote. */
async function applied(name: string, code: string, kubectl: Kubectl): Promise<void> {
  mkdirSync(path.join(ROOT, 'test-output'), { recursive: true });
  const folder = mkdtempSync(path.join(ROOT, 'test-output', 'documented-'));
  try {
    const main = path.join(folder, 'main.ts');
    writeFileSync(main, code);
    const out = path.join(folder, 'dist');
    const env = [`CDK8S_OUTDIR=${out}`, process.execPath, 'lib/cli/run-main.js', main];
    const ran = await run('env', env);
    check(ran.code === 0, `${name}: ${ran.stderr.trim()}`);
    await kubectl.run(['apply', '--dry-run=server', '--filename', out]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
