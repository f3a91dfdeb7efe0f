import { deflateRawSync, inflateRawSync } from 'node:zlib';

/** Bytes as content is kept: deflated, without a header (RFC 1951). */
export function pack(bytes: Uint8Array): Uint8Array {
  return deflateRawSync(bytes);
}

/**
 * The bytes that were packed. Fails when they are not `size` many: a packed
 * content that was tampered with must not fill the memory.
 */
export function unpack(packed: Uint8Array, size: number): Uint8Array {
  const bytes = inflateRawSync(packed, { maxOutputLength: Math.max(size, 1) });
  if (bytes.byteLength !== size) throw new Error(`unpacked to ${bytes.byteLength} bytes instead of ${size}`);
  return bytes;
}
