import type { Image } from '../../constructs/parts/image';
import type { Backend } from '../../constructs/proxy/backend';
import type { Engine, EngineWorkload } from '../../constructs/proxy/engine';
import type { Front } from '../../constructs/proxy/front';
import { httpdEngine } from '../../constructs/proxy/httpd';
import { nginxEngine } from '../../constructs/proxy/nginx';
import { chartwrightEngine } from './chartwright-engine';

/** The server that does the proxying; each is configured in its own language. */
export class ProxyEngine implements Engine {
  private constructor(private readonly configured: Engine['workload']) {}

  /** services/reverse-proxy: balances over pods by itself, follows DNS, active health checks, reload without a restart. */
  static chartwright(options: { readonly image?: Image | string } = {}): ProxyEngine {
    return new ProxyEngine((backends, front) => chartwrightEngine(backends, front, options.image));
  }

  /**
   * nginx. Its open-source edition has no active health checks (`healthCheck` is left out), looks the names of external
   * hosts up once, at its start, and ends an idle WebSocket after `responseTimeoutSeconds`.
   * @param options.image has to be an unprivileged one with the entrypoint of the official image
   */
  static nginx(options: { readonly image?: Image | string } = {}): ProxyEngine {
    return new ProxyEngine((backends, front) => nginxEngine(backends, front, options.image));
  }

  /**
   * Apache httpd with ProxyPass and ProxyPassReverse. It balances by `round-robin` or `least-connections`, and answers 502
   * where the others answer 504: when a response does not begin in time.
   * @param options.image has `httpd` in its PATH, and its modules in /usr/local/apache2/modules as the official image
   */
  static httpd(options: { readonly image?: Image | string } = {}): ProxyEngine {
    return new ProxyEngine((backends, front) => httpdEngine(backends, front, options.image));
  }

  /** Returns how the server's container runs for these backends. */
  workload(backends: readonly Backend[], front: Front): EngineWorkload {
    return this.configured(backends, front);
  }
}
