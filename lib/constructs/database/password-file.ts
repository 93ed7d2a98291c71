import type { Volume, VolumeMount } from '../../kubernetes/types';
import type { DatabaseClient } from './connection';

const FOLDER = '/credentials';

/** Where a pod finds the password: a file, as an environment shows in what a process tells of itself. */
export const PASSWORD_FILE = `${FOLDER}/password`;

export const PASSWORD_MOUNT: VolumeMount = { name: 'credentials', mountPath: FOLDER, readOnly: true };

/** Returns the volume with the password, and with no other key of the Secret. */
export function passwordVolume({ secretName, key }: DatabaseClient['password']): Volume {
  const readableByGroup = 0o440;
  return {
    name: PASSWORD_MOUNT.name,
    secret: { secretName, items: [{ key, path: 'password' }], defaultMode: readableByGroup },
  };
}
