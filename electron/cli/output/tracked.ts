import { printable } from '../../shared/model/printable.ts';
import type { TrackedFile, TrackedRegistry } from '../../shared/model/settings.ts';

/** What is out of the ordinary about a tracked file, as one reads it in a list. */
function fileTraits(item: TrackedFile): readonly string[] {
  return [
    item.pathType,
    ...(item.recursion ? ['recursive'] : []),
    ...(item.links === 'follow' ? [] : [`links: ${item.links}`]),
    ...(item.maxSize === null ? [] : [`up to ${item.maxSize} bytes`]),
    ...(item.growing ? ['growing log'] : []),
    ...(item.useSudo ? ['sudo'] : []),
  ];
}

/** The same of a registry key. */
function keyTraits(item: TrackedRegistry): readonly string[] {
  return [
    'key',
    ...(item.recursion ? ['recursive'] : []),
    ...(item.valueName === '' ? [] : [`values ${item.valueName}`]),
    ...(item.view === '64' ? [] : [item.view === 'both' ? '64 and 32 bit' : '32 bit']),
  ];
}

function traits(item: TrackedFile | TrackedRegistry): string {
  return [
    ...(item.enabled ? [] : ['off']),
    ...('path' in item ? fileTraits(item) : keyTraits(item)),
    ...(item.keepContent ? [] : ['no content']),
    ...(item.excludes.length === 0 ? [] : [`without ${item.excludes.join(' ')}`]),
    ...(item.maxDepth === null ? [] : [`depth ${item.maxDepth}`]),
    ...(item.mustExist ? [] : ['optional']),
  ].join(', ');
}

/** A tracked item as the cells of a table's row. */
export const trackedCells = (item: TrackedFile | TrackedRegistry): readonly string[] =>
  [item.id, 'path' in item ? item.path : item.key, traits(item), item.group].map(printable);
