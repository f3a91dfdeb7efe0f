import { createHash } from 'node:crypto';
import type { Item } from '../../../shared/model/item.ts';
import type { Settings } from '../../../shared/model/settings.ts';
import { pack } from '../../content/pack.ts';
import { looksSecret } from '../../content/secrets.ts';
import type { ContentSink } from '../collector.ts';
import { fileTimeIso } from '../win32/wide.ts';
import { decodeValue, sha256, typeName } from './decode.ts';
import type { KeyInfo, RawValue, View } from './key-handle.ts';
import { isSecretValue } from './secrets.ts';
import { defaultName, keyOfKey, keyOfValue } from './spec.ts';

/** What decides how much of a value is kept. */
export interface Keeping {
  readonly content: ContentSink;
  readonly keepContent: boolean;
  /** Bytes of the largest value that is kept. */
  readonly contentPerFile: number;
  /** The user's patterns of what is secret. */
  readonly secrets: readonly string[];
  /** A digest of all that: what was kept by other rules is read again. */
  readonly rules: string;
}

export function keepingBy(content: ContentSink, keepContent: boolean, { limits, secrets }: Settings): Keeping {
  const { contentPerFile } = limits;
  const rules = createHash('sha256')
    .update(JSON.stringify([keepContent, contentPerFile, secrets]))
    .digest('base64url');
  return { content, keepContent, contentPerFile, secrets, rules: rules.slice(0, 8) };
}

const hiveOf = (key: string) => (key.split('\\', 1)[0] ?? '').replace(' (32-bit)', '');

/** A key as an item. `key`: its canonical name in the case in which it is stored. */
export function keyItem(key: string, view: View, { lastWrite }: KeyInfo): Item {
  return {
    type: 'Registry',
    key: keyOfKey(key),
    name: key.slice(key.lastIndexOf('\\') + 1),
    fields: {
      kind: 'key',
      key,
      hive: hiveOf(key),
      valueName: null,
      valueType: null,
      data: null,
      checksum: null,
      size: null,
      view,
      lastWritten: fileTimeIso(lastWrite),
      content: 'none',
    },
  };
}

/** A value as an item; the bytes that the item does not tell are kept where they may be. */
export function valueItem(key: string, view: View, value: RawValue, keeping: Keeping): Item {
  const { name, type, bytes } = value;
  const secret = isSecretValue(key, value, keeping.secrets) || looksSecret(bytes);
  const { data, checksum } = secret ? { data: null, checksum: sha256(bytes) } : decodeValue(type, bytes);
  return {
    type: 'Registry',
    key: keyOfValue(key, name),
    name: name === '' ? defaultName : name,
    fields: {
      kind: 'value',
      key,
      hive: hiveOf(key),
      valueName: name,
      valueType: typeName(type),
      data,
      checksum,
      size: bytes.length,
      view,
      content: secret ? 'secret' : checksum === null ? 'none' : kept(checksum, bytes, keeping),
    },
  };
}

function kept(hash: string, bytes: Buffer, { content, keepContent, contentPerFile }: Keeping): string {
  if (!keepContent) return 'off';
  if (bytes.length > contentPerFile) return 'tooLarge';
  if (!content.has(hash)) content.put(hash, bytes.length, pack(bytes));
  return 'kept';
}
