/**
 * Octets as a string and back, one character each. Header sections are handled as latin1, so that every octet that a
 * field value may hold (RFC 9110 5.5, obs-text included) leaves as it came.
 */
export const latin1 = (buffer: Buffer, start: number, end: number): string => buffer.toString('latin1', start, end);
