import { fields, list, text, type Fields } from '../../../fields';
import { repeated } from '../repeated';
import type { Place, TypeRules } from '../place';
import type { Refusal } from '../refusal';

const SYSCTL = /^(?:[a-z0-9](?:[-_a-z0-9]*[a-z0-9])?[./])*[a-z0-9](?:[-_a-z0-9]*[a-z0-9])?$/;

/** What processes may do. @see k8s.io/kubernetes pkg/apis/core/validation `ValidateSecurityContext` */
export const SECURITY_CONTEXT_RULES: TypeRules = {
  'core.v1.SecurityContext': function* (context, place) {
    if (context.allowPrivilegeEscalation === false) {
      if (context.privileged === true)
        yield place.refuse('allowPrivilegeEscalation', 'is false, though privileged is true', 'Remove one of them');
      if (list(fields(context.capabilities).add).includes('CAP_SYS_ADMIN'))
        yield place.refuse('allowPrivilegeEscalation', 'is false beside CAP_SYS_ADMIN', 'Remove one of them');
    }
    const pod = place.within('core.v1.PodSpec')?.value;
    if (context.procMount === 'Unmasked' && pod?.hostUsers !== false)
      yield place.refuse('procMount', "is 'Unmasked'", 'Set hostUsers: false in the pod as well');
    yield* windows(context, place);
  },
  'core.v1.PodSecurityContext': function* (context, place) {
    for (const [index, sysctl] of list(context.sysctls).entries()) {
      const name = text(fields(sysctl).name) ?? '';
      if (name !== '' && (!SYSCTL.test(name) || name.length > 253))
        yield place.refuse(`sysctls[${index}].name`, `is '${name}'`, 'Allowed: such as net.core.somaxconn');
    }
    yield* repeated(place, 'sysctls', ({ name }) => text(name), 'name');
    yield* windows(context, place);
  },
  'core.v1.SeccompProfile': onlyLocalhost,
  'core.v1.AppArmorProfile': onlyLocalhost,
};

function* onlyLocalhost({ type, localhostProfile }: Fields, place: Place): Generator<Refusal> {
  if (type === 'Localhost') {
    const profile = text(localhostProfile) ?? '';
    if (profile === '' && place.type !== 'core.v1.SeccompProfile')
      yield place.refuse('localhostProfile', 'is missing', 'Write it');
    else if (localhostProfile == null) yield place.refuse('localhostProfile', 'is missing', 'Write it');
    else if (place.type === 'core.v1.SeccompProfile' && (profile.startsWith('/') || profile.split('/').includes('..')))
      yield place.refuse('localhostProfile', `is '${profile}'`, "Allowed: a relative path without '..'");
    else if (profile !== profile.trim()) yield place.refuse('localhostProfile', `is '${profile}'`, 'Remove the blanks');
  } else if (localhostProfile != null) {
    yield place.refuse('localhostProfile', 'is for type Localhost', 'Remove it');
  }
}

function* windows(context: Fields, place: Place): Generator<Refusal> {
  const os = fields(place.within('core.v1.PodSpec')?.value.os).name;
  if (os === 'linux' && context.windowsOptions != null)
    yield place.refuse('windowsOptions', 'is not for a linux pod', 'Remove it');
}
