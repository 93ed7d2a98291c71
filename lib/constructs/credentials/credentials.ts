import type { Construct } from 'constructs';
import { declareExisting } from '../../manifests/existing';
import { releaseOf } from '../../definition/release';
import { componentOf } from '../parts/component';
import type { Image } from '../parts/image';
import { addSecretJob, type SecretJobPod } from './secret-job';
import { TOOLS_IMAGE } from './tools';

/** Passwords and keys of one application: a Secret, and who makes it. */
export interface CredentialsProps {
  /** An image that makes Secrets as services/tools does. @default - that of `Credentials.generated` */
  readonly image?: Image | string;
  /** Characters to make, by key of the Secret. */
  readonly keys: Readonly<Record<string, number>>;
  /** Part of the release that they are of. @default - the only one */
  readonly part?: string;
  /** @default true */
  readonly networkPolicy?: boolean;
}

/** How passwords and keys are made in the cluster. */
export interface GeneratedCredentialsProps extends SecretJobPod {
  /** The image of services/tools, e.g. in a registry of your own. @default - `chartwright/tools` of this version */
  readonly image?: Image | string;
}

/** Where an application's passwords and keys come from. In no case are they in what is synthesized. */
export class Credentials {
  private constructor(
    private readonly secretName: string | undefined,
    private readonly image: Image | string = TOOLS_IMAGE,
    private readonly pod: SecretJobPod = {},
  ) {}

  /**
   * Random ones, made in the cluster at the first deploy and never changed after it: a Job with the right to create
   * Secrets, and to read and complete this one, makes `<release>-credentials` if it is not there. The Secret is of no
   * chart or file, so it outlives `helm uninstall` as the data that it belongs to does.
   */
  static generated(props: GeneratedCredentialsProps = {}): Credentials {
    const { image, ...pod } = props;
    return new Credentials(undefined, image, pod);
  }

  /** Your own Secret, which has to be there before the pods start. */
  static existing(secretName: string): Credentials {
    return new Credentials(secretName);
  }

  /** Name of the Secret. @internal */
  _secretName(scope: Construct, part: string | undefined): string {
    return this.secretName ?? `${releaseOf(scope).release.name}-${componentOf(part, 'credentials')}`;
  }

  /** Adds what makes the Secret. @internal */
  _attach(scope: Construct, props: CredentialsProps): void {
    const { image = this.image, keys, part, networkPolicy = true } = props;
    if (this.secretName === undefined)
      addSecretJob(scope, this._secretName(scope, part), { ...this.pod, image, keys, part, networkPolicy });
    else declareExisting(scope, 'Secret', this.secretName);
  }
}
