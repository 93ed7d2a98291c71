import { OWN_USER, type Application, type SourceTree } from '../application';
import { DATABASE_PARTS, databaseUrl, environmentOf } from '../environment/variables';
import { imageFiles, imageOf } from '../image-files';

const PORT = 3000;

/** What Thruster, which Rails 8 puts before Puma, listens on without root. */
const THRUSTER_PORT = 8080;

/** A Rails application; since 7.1 it brings a Dockerfile of its own, which stays. */
export function rails(tree: SourceTree): Application | undefined {
  const gemfile = tree.read('Gemfile');
  if (gemfile === undefined || !/^\s*gem ['"](rails|railties)['"]/m.test(gemfile)) return undefined;
  const gem = (name: string) => new RegExp(`^\\s*gem ['"]${name}['"]`, 'm').test(gemfile);
  const database = gem('pg');
  const health = /rails\/health#show/.test(tree.read('config/routes.rb') ?? '') ? '/up' : undefined;
  const asked = environmentOf(tree, database ? 'postgres' : undefined, [
    'SECRET_KEY_BASE',
    'DATABASE_URL',
    'RAILS_MASTER_KEY',
  ]);
  const image = imageFiles(tree, { text: dockerfileOf(tree, gemfile, gem), port: PORT });
  const thruster = image.own && /\bthrust\b/.test(tree.read(image.dockerfile) ?? '');
  const port = thruster ? THRUSTER_PORT : image.port === 80 ? PORT : image.port;
  return {
    framework: 'Rails',
    ...imageOf(image, { 'rails-tmp': '/rails/tmp', log: '/rails/log', storage: '/rails/storage' }),
    port,
    user: image.user ?? (image.own ? 1000 : OWN_USER),
    variables: [
      { name: 'RAILS_ENV', value: 'production' },
      { name: 'RAILS_LOG_TO_STDOUT', value: '1' },
      { name: 'RAILS_SERVE_STATIC_FILES', value: '1' },
      thruster ? { name: 'HTTP_PORT', value: String(THRUSTER_PORT) } : { name: 'PORT', value: String(port) },
      { name: 'SECRET_KEY_BASE', secret: 'secret-key' },
      ...(database
        ? [
            ...DATABASE_PARTS,
            { name: 'DATABASE_URL', value: databaseUrl() },
            ...asked.variables.filter(({ name }) => !DATABASE_PARTS.some((one) => one.name === name)),
          ]
        : asked.variables),
    ],
    database,
    setup: database
      ? { migrate: ['bundle', 'exec', 'rails', 'db:prepare'] }
      : image.own
        ? {}
        : { prepare: ['bundle', 'exec', 'rails', 'db:prepare'] },
    health,
    assumed: [
      health === undefined
        ? 'config/routes.rb has no rails/health#show: a TCP connection has to do for the probes.'
        : '/up answers, as Rails makes it.',
      database
        ? 'The gem pg is there: it gets a PostgreSQL, by DATABASE_URL.'
        : 'The gem pg is not there: it gets no database. What SQLite keeps in storage/ lives as long as a pod.',
      'SECRET_KEY_BASE is made in the cluster; a config/master.key of yours goes into a Secret as RAILS_MASTER_KEY.',
      ...(image.own ? [`It runs as user ${image.user ?? 1000}, as the Dockerfile that Rails makes does.`] : []),
      ...image.assumed.filter((text) => !text.includes('USER 10001')),
      ...asked.assumed,
    ],
  };
}

/** Last Ruby that Rails of a major version runs on. */
const RUBY: Readonly<Record<string, string>> = { '4': '2.6', '5': '2.7', '6': '3.1', '7': '3.4' };

function rubyOf(tree: SourceTree, gemfile: string): string {
  const said = [
    tree.read('.ruby-version'),
    /^\s*ruby\s+['"]([^'"]+)/m.exec(gemfile)?.[1],
    /^RUBY VERSION\n\s+ruby (\d+\.\d+\.\d+)/m.exec(tree.read('Gemfile.lock') ?? '')?.[1],
    /^ruby (\S+)/m.exec(tree.read('.tool-versions') ?? '')?.[1],
  ];
  const major = /^ {4}rails \((\d+)/m.exec(tree.read('Gemfile.lock') ?? '')?.[1] ?? '';
  return said.map((text) => /\d+\.\d+(\.\d+)?/.exec(text ?? '')?.[0]).find(Boolean) ?? RUBY[major] ?? '3.4';
}

function dockerfileOf(tree: SourceTree, gemfile: string, gem: (name: string) => boolean): string {
  const ruby = rubyOf(tree, gemfile);
  const libraries = [...(gem('pg') ? ['libpq'] : []), ...(gem('mysql2') ? ['default-libmysqlclient'] : [])];
  const compiled = [
    'build-essential',
    'git',
    'pkg-config',
    'libyaml-dev',
    ...libraries.map((one) => `${one}-dev`),
    ...(gem('sqlite3') ? ['libsqlite3-dev'] : []),
  ];
  const run = [
    ...(gem('pg') ? ['libpq5'] : []),
    ...(gem('mysql2') ? ['libmariadb3'] : []),
    ...(gem('sqlite3') ? ['libsqlite3-0'] : []),
  ];
  // What assets are compiled by: only at build time.
  const javascript = tree.paths.includes('package.json') || gem('uglifier') || gem('coffee-rails') || gem('webpacker');
  if (javascript) compiled.push('nodejs', 'npm');
  const assets =
    gem('sprockets-rails') ||
    gem('propshaft') ||
    gem('sass-rails') ||
    tree.paths.some((path) => path.startsWith('app/assets/'));
  const lock = tree.paths.includes('Gemfile.lock');
  const env = `RAILS_ENV=production ${lock ? 'BUNDLE_DEPLOYMENT=1 ' : ''}BUNDLE_PATH=/usr/local/bundle BUNDLE_WITHOUT=development:test`;
  const packages = tree.paths.includes('package.json')
    ? `RUN ${tree.paths.includes('yarn.lock') ? 'npm install --global yarn@1 && yarn install --frozen-lockfile' : 'npm install'}\n`
    : '';
  const listed = tree.paths.includes('.ruby-version') ? ' .ruby-version' : '';
  return `FROM ruby:${ruby}-slim AS gems
RUN apt-get update -qq && apt-get install -y --no-install-recommends ${compiled.join(' ')}
WORKDIR /rails
ENV ${env}
COPY Gemfile${lock ? ' Gemfile.lock' : ''}${listed} ./
RUN bundle install
COPY . .
${packages}${assets ? 'RUN SECRET_KEY_BASE_DUMMY=1 SECRET_KEY_BASE=only-to-build bundle exec rails assets:precompile\n' : ''}
FROM ruby:${ruby}-slim
${run.length > 0 ? `RUN apt-get update -qq && apt-get install -y --no-install-recommends ${run.join(' ')} && rm -rf /var/lib/apt/lists/*\n` : ''}ENV ${env}
WORKDIR /rails
COPY --from=gems /usr/local/bundle /usr/local/bundle
COPY --from=gems /rails /rails
RUN mkdir -p tmp/pids log storage && chown -R ${OWN_USER}:${OWN_USER} tmp log storage db
USER ${OWN_USER}:${OWN_USER}
EXPOSE ${PORT}
CMD ["bundle", "exec", "rails", "server", "-b", "0.0.0.0", "-p", "${PORT}"]
`;
}
