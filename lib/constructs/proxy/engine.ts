import type { ConfigFiles } from '../parts/config-files';
import type { EnvValue } from '../parts/env';
import type { Image } from '../parts/image';
import type { PodProps } from '../parts/pod-template';
import type { Backend } from './backend';
import type { Front } from './front';

/** What an engine makes of backends: how its container runs. */
export interface EngineWorkload extends PodProps {
  /** Image of the server. */
  readonly image: Image | string;
  /** Its config, in a ConfigMap; a change of it rolls the pods. */
  readonly config: ConfigFiles;
  /** Environment of its container. @default - none */
  readonly env?: Readonly<Record<string, string | EnvValue>>;
}

/** A server that does the proxying, configured in a language of its own. It has to listen on port 8080. */
export interface Engine {
  /**
   * Returns how its container runs for these backends, which are complete and fit each other.
   *
   * @param front whose `X-Forwarded-*` it has to believe; everybody else's it has to replace
   */
  workload(backends: readonly Backend[], front: Front): EngineWorkload;
}
