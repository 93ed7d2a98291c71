/** Beside the bundle; scanners look for files of this ending in an image. */
export const SBOM_FILE = 'sbom.cdx.json';
