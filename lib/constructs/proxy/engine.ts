import type { EnvValue } from '../parts/env';
import type { Image } from '../parts/image';
import type { ConfigFiles } from '../parts/config-files';
import type { PodProps } from '../parts/pod-template';
import type { Backend } from './backend';
import { chartwrightEngine } from '../../apps/reverse-proxy/chartwright-engine';
import { httpdEngine } from './httpd';
import { nginxEngine } from './nginx';

/** What an engine makes of backends: how its container runs. */
export interface EngineWorkload extends PodProps {
  readonly image: Image | string;
  readonly config: ConfigFiles;
  readonly env?: Readonly<Record<string, string | EnvValue>>;
}

/** The server that does the proxying; each is configured in its own language. */
export class ProxyEngine {
  private constructor(
    /** @internal */
    readonly _workload: (backends: readonly Backend[]) => EngineWorkload,
  ) {}

  /** services/reverse-proxy: balances over pods by itself, follows DNS, active health checks, reload without a restart. */
  static chartwright(options: { readonly image?: Image | string } = {}): ProxyEngine {
    return new ProxyEngine((backends) => chartwrightEngine(backends, options.image));
  }

  /**
   * nginx. Its open-source edition has no active health checks (`healthCheck` is left out), looks the names of external
   * hosts up once, at its start, and ends an idle WebSocket after `responseTimeoutSeconds`.
   * @param options.image has to be an unprivileged one with the entrypoint of the official image
   */
  static nginx(options: { readonly image?: Image | string } = {}): ProxyEngine {
    return new ProxyEngine((backends) => nginxEngine(backends, options.image));
  }

  /**
   * Apache httpd with ProxyPass and ProxyPassReverse. It balances by `round-robin` or `least-connections`, and answers 502
   * where the others answer 504: when a response does not begin in time.
   * @param options.image has `httpd` in its PATH, and its modules in /usr/local/apache2/modules as the official image
   */
  static httpd(options: { readonly image?: Image | string } = {}): ProxyEngine {
    return new ProxyEngine((backends) => httpdEngine(backends, options.image));
  }
}
