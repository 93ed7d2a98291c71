import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { checksum } from '../../definition/checksum';
import type { Identity } from './identity';
import type { Volume, VolumeMount } from '../../kubernetes/types';
import { lazy } from './lazy';

/** Files that a container finds in a folder; made into a ConfigMap. */
export interface ConfigFiles {
  /** Folder in the container. */
  readonly mountPath: string;
  /** Text by file name. A function is called at synthesis, when everything that it depends on is known. */
  readonly files: Readonly<Record<string, string | (() => string)>>;
}

/** The ConfigMap of a component and how its pods mount it. */
export class MountedConfig {
  readonly volume: Volume;
  readonly mount: VolumeMount;

  constructor(
    scope: Construct,
    identity: Identity,
    private readonly config: ConfigFiles,
  ) {
    const name = `${identity.name}-config`;
    for (const file of Object.keys(config.files)) checkFileName(scope.node.path, file);
    new ApiObject(scope, 'ConfigMap', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name, labels: { ...identity.labels } },
      data: lazy(() => this.data()),
    });
    this.volume = { name: 'config', configMap: { name } };
    this.mount = { name: 'config', mountPath: config.mountPath, readOnly: true };
  }

  /** Changes with the content: as an annotation of the pods it makes a changed file roll them. */
  checksum(): string {
    return checksum(this.data());
  }

  private data(): Record<string, string> {
    const files = Object.entries(this.config.files);
    return Object.fromEntries(files.map(([file, text]) => [file, typeof text === 'string' ? text : text()]));
  }
}

/** @see https://kubernetes.io/docs/concepts/configuration/configmap/#configmap-object */
function checkFileName(path: string, file: string): void {
  if (file.length <= 253 && /^[A-Za-z0-9._-]+$/.test(file) && file !== '.' && !file.startsWith('..')) return;
  throw new Error(
    `[${path}] config file name '${file}' is not valid. Allowed: letters, digits, '.', '_' and '-', no folders, not beginning with '..'.`,
  );
}
