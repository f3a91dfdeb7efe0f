import { platformOf } from '../../shared/model/data-dir.ts';
import type { ItemType } from '../../shared/model/item.ts';
import { typesOf } from '../../shared/model/platform-words.ts';

/** The types that are collected on this platform, in the order in which people see them. */
export const collectedTypes: readonly ItemType[] = typesOf(platformOf(process.platform));
