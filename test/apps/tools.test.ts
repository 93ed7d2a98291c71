import { ENSURE_SECRET, TOOLS_IMAGE } from '../../lib/constructs/credentials/tools';
import { toolsContract } from '../../services/tools/contract';

test('the Job that makes Secrets runs the image and the command of services/tools', () => {
  expect(TOOLS_IMAGE.repository).toBe(`chartwright/${toolsContract.name}`);
  expect(ENSURE_SECRET).toBe(toolsContract.commands.ensureSecret);
});
