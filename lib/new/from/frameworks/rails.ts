import { OWN_USER, userIn, type Application, type SourceTree } from '../application';
import { imageFiles } from '../image-files';
import { DATABASE_URL } from './flask';

const PORT = 3000;

/** A Rails application; since 7.1 it brings a Dockerfile of its own, which stays. */
export function rails(tree: SourceTree): Application | undefined {
  const gemfile = tree.read('Gemfile');
  if (gemfile === undefined || !/^\s*gem ['"]rails['"]/m.test(gemfile)) return undefined;
  const own = tree.paths.includes('Dockerfile');
  const database = /^\s*gem ['"]pg['"]/m.test(gemfile);
  const ruby =
    /\d+\.\d+(\.\d+)?/.exec(tree.read('.ruby-version') ?? /ruby ['"]([^'"]+)/.exec(gemfile)?.[1] ?? '')?.[0] ?? '3.4';
  const health = /rails\/health#show/.test(tree.read('config/routes.rb') ?? '') ? '/up' : undefined;
  const dockerfile = `FROM ruby:${ruby}-slim AS gems
RUN apt-get update -qq && apt-get install -y --no-install-recommends build-essential git libpq-dev libyaml-dev
WORKDIR /rails
ENV RAILS_ENV=production BUNDLE_DEPLOYMENT=1 BUNDLE_PATH=/usr/local/bundle BUNDLE_WITHOUT=development:test
COPY Gemfile Gemfile.lock ./
RUN bundle install
COPY . .
RUN SECRET_KEY_BASE_DUMMY=1 bundle exec rails assets:precompile

FROM ruby:${ruby}-slim
RUN apt-get update -qq && apt-get install -y --no-install-recommends libpq5 && rm -rf /var/lib/apt/lists
ENV RAILS_ENV=production BUNDLE_DEPLOYMENT=1 BUNDLE_PATH=/usr/local/bundle BUNDLE_WITHOUT=development:test
WORKDIR /rails
COPY --from=gems /usr/local/bundle /usr/local/bundle
COPY --from=gems /rails /rails
RUN mkdir -p tmp log && chown -R ${OWN_USER}:${OWN_USER} tmp log
USER ${OWN_USER}:${OWN_USER}
EXPOSE ${PORT}
CMD ["bundle", "exec", "rails", "server", "-b", "0.0.0.0", "-p", "${PORT}"]
`;
  return {
    framework: 'Rails',
    port: PORT,
    files: imageFiles(own, dockerfile),
    variables: [
      { name: 'RAILS_ENV', value: 'production' },
      { name: 'RAILS_LOG_TO_STDOUT', value: '1' },
      { name: 'RAILS_SERVE_STATIC_FILES', value: '1' },
      { name: 'SECRET_KEY_BASE', secret: 'secret-key' },
      ...(database ? DATABASE_URL : []),
    ],
    database,
    setup: database ? { migrate: ['bundle', 'exec', 'rails', 'db:prepare'] } : {},
    health,
    user: own ? (userIn(tree) ?? 1000) : OWN_USER,
    assumed: [
      health === undefined
        ? 'config/routes.rb has no rails/health#show: a TCP connection has to do for the probes.'
        : '/up answers, as Rails makes it.',
      database
        ? 'The gem pg is there: it gets a PostgreSQL, by DATABASE_URL.'
        : 'The gem pg is not there: it gets no database.',
      'SECRET_KEY_BASE is made in the cluster; a config/master.key of yours goes into a Secret as RAILS_MASTER_KEY.',
      ...(own
        ? [`The Dockerfile is yours: it serves on port ${PORT} as user 1000, as the one that Rails makes does.`]
        : []),
    ],
  };
}
