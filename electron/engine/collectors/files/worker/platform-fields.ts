import type { Fields } from '../../../../shared/model/item.ts';
import { attributesOf } from './attributes/attributes.ts';
import { isProgram, readProgram } from './windows/program.ts';
import { windowsFields } from './windows/windows-fields.ts';

/** What is asked for its fields. */
export interface Asked {
  readonly key: string;
  /** Whether a link is taken for what it points to. */
  readonly follow: boolean;
  /** The descriptor that its content is read by; absent where it is not read. */
  readonly fd?: number;
}

/**
 * The fields of a path that only this platform has: what Linux keeps in extended attributes, or what Windows tells
 * of a file, and a program that is read of itself.
 */
export function platformFields({ key, follow, fd }: Asked, isSecret: () => boolean, cancel: Int32Array): Fields {
  if (process.platform !== 'win32') return attributesOf(fd ?? { key, follow }, isSecret);
  return { ...windowsFields(key, follow, cancel), ...(fd !== undefined && isProgram(key) ? readProgram(key) : {}) };
}
