// `npm run api`: api/chartwright.api.md, everything that a consumer can import, so that a change of it shows in a review.
// With --check it is compared only: exit 1 when it is not what the sources have.
import { Extractor, ExtractorConfig } from '@microsoft/api-extractor';
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
const check = process.argv.includes('--check');

/** Types that need no name outside: what the library's own applications and telemetry are made of. */
const INNER = /^The symbol "(DatabaseApplication|Slis|Series|Alert|Row|ApiSpelling)"/;

const declarations = join(root, 'build/api');
try {
  const emit = ['-p', join(root, 'lib'), '--emitDeclarationOnly', '--outDir', declarations];
  if (spawnSync(process.execPath, [tsc, ...emit], { stdio: 'inherit' }).status !== 0) process.exit(1);
  const problems = [];
  const { apiReportChanged } = Extractor.invoke(configuration(), {
    localBuild: !check,
    messageCallback(message) {
      message.handled = true;
      const counts = message.logLevel === 'error' || message.logLevel === 'warning';
      if (counts && !INNER.test(message.text)) problems.push(message.text);
    },
  });
  const report = readFileSync(join(root, 'api/chartwright.api.md'), 'utf8').split('\n');
  report.forEach((line, i) => {
    if (line.includes('(undocumented)')) problems.push(`Without a docstring: ${report[i + 1]?.trim()}`);
  });
  if (check && apiReportChanged) {
    problems.push(
      'The API is not what api/chartwright.api.md says. If that is meant: npm run api, and commit the file.',
    );
  }
  for (const problem of problems) console.error(problem);
  if (problems.length > 0) process.exitCode = 1;
  else console.log(`api/chartwright.api.md ${apiReportChanged ? 'written' : 'is what the sources have'}`);
} finally {
  rmSync(declarations, { recursive: true, force: true });
}

function configuration() {
  const none = { logLevel: 'none' };
  return ExtractorConfig.prepare({
    configObjectFullPath: undefined,
    packageJsonFullPath: join(root, 'package.json'),
    configObject: {
      projectFolder: root,
      mainEntryPointFilePath: join(declarations, 'lib/index.d.ts'),
      compiler: {
        overrideTsconfig: {
          compilerOptions: { target: 'es2022', module: 'nodenext', strict: true, skipLibCheck: true, types: ['node'] },
          include: [join(declarations, 'lib/index.d.ts')],
        },
      },
      apiReport: {
        enabled: true,
        reportFileName: 'chartwright.api.md',
        reportFolder: join(root, 'api'),
        reportTempFolder: join(declarations, 'report'),
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      newlineKind: 'lf',
      messages: {
        compilerMessageReporting: { default: { logLevel: 'warning' } },
        // That each type has a name to import is checked here, and above that each member has a docstring.
        extractorMessageReporting: { default: none, 'ae-forgotten-export': { logLevel: 'warning' } },
        tsdocMessageReporting: { default: none },
      },
    },
  });
}
