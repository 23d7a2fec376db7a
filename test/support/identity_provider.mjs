// SPDX-License-Identifier: AGPL-3.0-or-later
// usage: node test/support/identity_provider.mjs REDIRECT_URI RS256|ES256 [PORT]
// A real OpenID Connect provider (npm oidc-provider) on loopback, with its own development pages: whoever
// types a name there is that name at example.org. Prints its issuer when it listens.
import { createServer } from 'node:http';
import { Provider } from 'oidc-provider';

const [redirect, alg, port = '0'] = process.argv.slice(2);
const server = createServer();
await new Promise((resolve) => { server.listen(Number(port), '127.0.0.1', resolve); });
const issuer = `http://127.0.0.1:${server.address().port}`;
const provider = new Provider(issuer, {
  clients: [{
    client_id: 'coteacote',
    client_secret: 'a secret of the tests: + & %',
    redirect_uris: [redirect],
    id_token_signed_response_alg: alg,
    application_type: 'native',
  }],
  claims: { openid: ['sub'], email: ['email', 'email_verified'] },
  findAccount: (_, id) => ({
    accountId: id,
    claims: () => ({ sub: id, email: `${id.replace('-unverified', '')}@example.org`, email_verified: !id.endsWith('-unverified') }),
  }),
  pkce: { required: () => true },
  cookies: { keys: ['of the tests'] },
  enabledJWA: { idTokenSigningAlgValues: ['RS256', 'ES256'] },
  ...(alg === 'ES256' ? { jwks: { keys: [await ecKey()] } } : {}),
});
async function ecKey() {
  const { generateKeyPairSync } = await import('node:crypto');
  return { ...generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' }), kid: 'ec1', use: 'sig' };
}
server.on('request', provider.callback());
console.log(issuer);
