import type { ItemType } from '../../shared/model/item.ts';

/** The types that have a collector, in the order in which people see them. */
export const collectedTypes: readonly ItemType[] = ['Files', 'Software', 'Daemons', 'Machine'];
