import { PREPARE_SCRIPT } from '../../../lib/constructs/database/prepare-script';

test('the password of the application is in no statement that the server gets: psql hashes it', () => {
  expect(PREPARE_SCRIPT).toContain('--command="\\\\password \\"$APP_NAME\\""');
  const statements = [...PREPARE_SCRIPT.matchAll(/<<'SQL'\n(.*?)\nSQL\n/gs)].map(([, sql]) => sql);
  expect(statements.length).toBeGreaterThan(2);
  expect(statements.filter((sql) => /credentials|:'?password/.test(sql ?? ''))).toEqual([]);
});
