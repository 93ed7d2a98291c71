import { setting } from '../../config/config';
import { readConfigGroups } from '../../config/config-groups';
import { port, text } from '../../config/setting-types';

const groups = {
  web: { host: setting('HOST', text()), port: setting('PORT', port()) },
  database: { host: setting('DB_HOST', text()) },
};

test('reads each group under its name', () => {
  expect(readConfigGroups(groups, { HOST: 'a', PORT: '1', DB_HOST: 'b' })).toEqual({
    web: { host: 'a', port: 1 },
    database: { host: 'b' },
  });
});

test('fails once, with what is wrong in any group', () => {
  expect(() => readConfigGroups(groups, { HOST: 'a', PORT: 'x' })).toThrow(/^2 problems[^]*PORT[^]*DB_HOST/);
});
