import { createHmac } from 'node:crypto';

/**
 * The headers that name a delivery and prove who sent it, as Standard Webhooks 1.0 has them (standardwebhooks.com), so
 * that a receiver can verify them with a ready-made library: see README.md beside `actions`.
 *
 * `webhook-id` stays the same over all retries; `webhook-timestamp` (seconds since 1970) is that of this try; and
 * `webhook-signature`, where there is a key, is `v1,` and the base64 of the HMAC-SHA256 over `id.timestamp.body`.
 */
export function signedHeaders(
  id: string,
  body: string,
  key: Buffer | null,
  now: Date,
): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(now.getTime() / 1000));
  const headers = { 'webhook-id': id, 'webhook-timestamp': timestamp };
  if (key === null) return headers;
  const digest = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return { ...headers, 'webhook-signature': `v1,${digest}` };
}

const prefix = 'whsec_';

/**
 * The key's bytes: what follows `whsec_` is base64, as the standard writes keys; any other text is taken as it is, in
 * UTF-8. `undefined` where the base64 is none.
 */
export function keyBytes(secret: string): Buffer | undefined {
  if (!secret.startsWith(prefix)) return Buffer.from(secret, 'utf8');
  const encoded = secret.slice(prefix.length).trim();
  const bytes = Buffer.from(encoded, 'base64');
  return /^[A-Za-z0-9+/]+={0,2}$/.test(encoded) && bytes.length > 0 ? bytes : undefined;
}
