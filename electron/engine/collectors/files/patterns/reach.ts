import { within } from '../keys.ts';
import { coverage, coversFolder } from './coverage.ts';
import type { Spec } from './spec.ts';
import type { Segment } from './wildcards.ts';

/** The root of a file system: `/`, `C:/`, a share of Windows. */
const isSystemRoot = (root: string) => root === '/' || /^[A-Za-z]:\/$/.test(root) || /^\/\/[^/]+\/[^/]+$/.test(root);

/** Whether a segment lets any name through. */
const anyName = (segment: Segment) =>
  segment.kind === 'deep' || (segment.kind === 'wildcard' && /^\*+$/.test(segment.pattern));

/** Whether a pattern leads into every folder of a file system. */
export function walksWholeSystem(spec: Spec): boolean {
  if (!isSystemRoot(spec.root)) return false;
  const narrow = spec.segments.findIndex((each) => !anyName(each));
  const open = narrow === -1 ? spec.segments : spec.segments.slice(0, narrow);
  if (open.some((each) => each.kind === 'deep')) return true;
  return narrow === -1 && spec.pathType === 'directory' && spec.recursion && spec.maxDepth === null;
}

/** What the Linux kernel makes up while it is read: proc(5), sysfs(5), and its devices. */
const kernelFolders = ['/proc', '/sys', '/dev'];

/** Those of the kernel's folders that a pattern lists. One that names a single file in them walks nothing. */
export function kernelFoldersOf(spec: Spec): readonly string[] {
  const covered = coverage(spec);
  const lists = spec.segments.length > 0 || spec.pathType === 'directory';
  return kernelFolders.filter((folder) =>
    within(spec.root, folder) ? lists : spec.root === '/' && coversFolder(covered, [folder.slice(1)]),
  );
}
