import type { Fields } from '../../../../shared/model/item.ts';
import { attributesOf } from './attributes/attributes.ts';
import { isProgram, readProgram } from './windows/program.ts';
import { windowsFields } from './windows/windows-fields.ts';

/**
 * The fields of a path that only this platform has: what Linux keeps in extended attributes, or what Windows tells
 * of a file and a program of itself. `read`: whether the content was read.
 */
export function platformFields(
  key: string,
  follow: boolean,
  read: boolean,
  isSecret: () => boolean,
  cancel: Int32Array,
): Fields {
  if (process.platform !== 'win32') return attributesOf(key, follow, isSecret);
  return { ...windowsFields(key, follow, cancel), ...(read && isProgram(key) ? readProgram(key) : {}) };
}
