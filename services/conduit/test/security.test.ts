import { createSigner } from 'fast-jwt';
import { createHmac } from 'node:crypto';
import { Tokens } from '../security/tokens';
import { secretKey } from './harness/api';

const account = {
  ...{ id: 7, username: 'jane', email: 'jane@example.com', bio: null, image: null },
  ...{ isSuperuser: false, tokenGeneration: 2, keptSession: null },
};

describe('a token', () => {
  const tokens = new Tokens(secretKey, 1);
  const session = '4f0a3a44-2f48-45c9-8b57-5d2d3a9088b0';

  test('says who, of which generation and session', () => {
    expect(tokens.tryVerify(tokens.sign(account, session))).toEqual({ accountId: 7, generation: 2, session });
    expect(tokens.tryVerify(tokens.sign(account))?.session).not.toBe(tokens.tryVerify(tokens.sign(account))?.session);
  });

  test('is a JSON Web Token signed with HMAC-SHA256 (RFC 7515 A.1)', () => {
    const [header, payload, signature] = tokens.sign(account, session).split('.') as [string, string, string];
    expect(JSON.parse(Buffer.from(header, 'base64url').toString())).toEqual({ alg: 'HS256', typ: 'JWT' });
    expect(createHmac('sha256', secretKey).update(`${header}.${payload}`).digest('base64url')).toBe(signature);
    const { iat, exp } = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { iat: number; exp: number };
    expect(exp - iat).toBe(3600);
  });

  const claims = { sub: '7', gen: 2, jti: session, iss: 'conduit' };
  test.each([
    ['of another key', createSigner({ key: `${secretKey}x` })(claims)],
    ['of another issuer', createSigner({ key: secretKey })({ ...claims, iss: 'other' })],
    ['that is past its time', createSigner({ key: secretKey })({ ...claims, exp: 1 })],
    ['of another algorithm', createSigner({ key: secretKey, algorithm: 'HS512' })(claims)],
    ['without a session', createSigner({ key: secretKey })({ ...claims, jti: undefined })],
    ['of a subject that is no account', createSigner({ key: secretKey })({ ...claims, sub: 'jane' })],
    [
      'without a signature',
      `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.`,
    ],
    ['that is none', 'x'],
  ])('%s is not valid', (_, token) => expect(tokens.tryVerify(token)).toBeUndefined());
});
