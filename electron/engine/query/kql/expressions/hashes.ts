import { createHash } from 'node:crypto';
import { fromQueried } from '../queried-text.ts';
import type { Call, Makers } from './call.ts';
import { asString } from './conversions.ts';
import { callOf, native } from './native.ts';

const digest = (algorithm: string) => (text: string) =>
  createHash(algorithm).update(fromQueried(text), 'utf8').digest('hex');

const hashes = {
  hash_md5: native('hash_md5', 'string', digest('md5')),
  hash_sha1: native('hash_sha1', 'string', digest('sha1')),
  hash_sha256: native('hash_sha256', 'string', digest('sha256')),
};

/** Of a string the hash of its UTF-8. How the language lays out other values for it is not documented. */
const hash = (name: keyof typeof hashes) => (call: Call) => {
  const value = call.at(0);
  if (value.type !== 'string') return call.refuse(`${name}() is supported here for strings only.`, call.nodeAt(0));
  return callOf(hashes[name], asString(value));
};

export const hashFunctions: Makers = {
  hash_md5: hash('hash_md5'),
  hash_sha1: hash('hash_sha1'),
  hash_sha256: hash('hash_sha256'),
};
