import { OWN_USER, restrictedContainer, restrictedPod } from '../../kubernetes/restricted';
import type { PodSecurityContext, SecurityContext } from '../../kubernetes/types';

/** What a pod may do on its node. */
export class Security {
  private constructor(
    private readonly user: number | undefined,
    private readonly readOnlyRoot: boolean,
  ) {}

  /**
   * Pod Security Standard "restricted" and more: no root, no capability, no privilege escalation, seccomp, a read-only
   * root file system.
   * @param options.user numeric uid and gid. @default 10001 (over 10000: no uid of the node's own)
   * @throws when it is 0: "restricted" allows no root
   * @param options.writableRoot for images that write beside /tmp and their volumes. @default false
   * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/
   */
  static restricted(options: { readonly user?: number; readonly writableRoot?: boolean } = {}): Security {
    const { user = OWN_USER } = options;
    if (!Number.isInteger(user) || user < 1) {
      throw new Error(
        `Security.restricted: user ${user} is not valid. Allowed: a uid over 0, since "restricted" allows no root. For an image that needs root: Security.unrestricted().`,
      );
    }
    return new Security(user, options.writableRoot !== true);
  }

  /** The image's own user, with all that the runtime gives by default. Namespaces that enforce "restricted" refuse it. */
  static unrestricted(): Security {
    return new Security(undefined, false);
  }

  /** @internal */
  _pod(): PodSecurityContext | undefined {
    if (this.user === undefined) return undefined;
    // Its volumes are its user's too.
    return { ...restrictedPod(this.user), fsGroup: this.user, fsGroupChangePolicy: 'OnRootMismatch' };
  }

  /** @internal */
  _container(): SecurityContext | undefined {
    if (this.user === undefined) return undefined;
    return { ...restrictedContainer(), readOnlyRootFilesystem: this.readOnlyRoot || undefined };
  }
}
