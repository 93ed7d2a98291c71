import { OWN_USER, restrictedContainer, restrictedPod } from '../../kubernetes/restricted';
import type { PodSecurityContext, SecurityContext } from '../../kubernetes/types';

/** What a pod may do on its node. */
export class Security {
  private constructor(
    private readonly contexts: { readonly pod?: PodSecurityContext; readonly container?: SecurityContext },
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
    return new Security({
      // Its volumes are its user's too.
      pod: { ...restrictedPod(user), fsGroup: user, fsGroupChangePolicy: 'OnRootMismatch' },
      container: { ...restrictedContainer(), readOnlyRootFilesystem: options.writableRoot === true ? undefined : true },
    });
  }

  /** Exactly what is written, as Kubernetes has it, e.g. where values of a chart say it. */
  static contexts(contexts: { readonly pod?: PodSecurityContext; readonly container?: SecurityContext }): Security {
    return new Security({ pod: notEmpty(contexts.pod), container: notEmpty(contexts.container) });
  }

  /** The image's own user, with all that the runtime gives by default. Namespaces that enforce "restricted" refuse it. */
  static unrestricted(): Security {
    return new Security({});
  }

  /** @internal */
  _pod(): PodSecurityContext | undefined {
    return this.contexts.pod && { ...this.contexts.pod };
  }

  /** @internal */
  _container(): SecurityContext | undefined {
    return this.contexts.container && { ...this.contexts.container };
  }
}

const notEmpty = <T extends object>(context: T | undefined): T | undefined =>
  context && Object.keys(context).length > 0 ? context : undefined;
