// Lints texts as if they were files of this repository, by the room rule alone: `[path, text][]` as JSON on standard input,
// the table and the messages of each text on standard output. A process of its own, since Jest loads no ES modules.
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { ESLint, Linter } from 'eslint';
import tseslint from 'typescript-eslint';
import config, { rooms } from '../../eslint.config.mjs';
import { roomRule } from './room-rule.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const linter = new Linter({ cwd: root });
const eslint = new ESLint({ cwd: root, overrideConfigFile: true, overrideConfig: config });

const found = [];
for (const [file, code] of JSON.parse(await text(process.stdin))) {
  const filename = path.join(root, file);
  // The very options that `npm run lint` has for the file.
  const { rules } = await eslint.calculateConfigForFile(filename);
  const messages = linter.verify(
    code,
    {
      files: ['**/*.ts'],
      languageOptions: { parser: tseslint.parser },
      plugins: { chartwright: { rules: { rooms: roomRule } } },
      rules: { 'chartwright/rooms': rules['chartwright/rooms'] },
    },
    { filename },
  );
  found.push(messages.map((one) => one.message));
}
console.log(JSON.stringify({ rooms, found }));
