import { NativeError } from '../../../native.ts';
import type { FolderListener } from '../../../watched-folders.ts';
import type { Watch, WatchRequest } from '../../collector.ts';
import { nativeProblem } from '../native.ts';
import type { Spec } from '../patterns/spec.ts';
import { codeOf } from '../worker/status.ts';
import { LinuxWatch } from './linux-watch.ts';
import { PortableWatch } from './portable-watch.ts';
import { noInotifyProblem, noInstanceProblem } from './problems.ts';

/**
 * Arms the live watch over what tracked items cover. Linux has inotify, by which
 * one mechanism watches single files, patterns and whole trees and knows when it was
 * blind; elsewhere, and where inotify can't be had, chokidar and a watch over whole trees do. The listener hears of
 * inotify's folders alone.
 */
export async function watchFiles(
  request: WatchRequest,
  specs: readonly Spec[],
  listener?: FolderListener,
): Promise<Watch> {
  if (process.platform !== 'linux') return PortableWatch.arm(request, specs);
  try {
    return await LinuxWatch.arm(request, specs, listener);
  } catch (error) {
    // The collections tell of the native part as well: it is one problem.
    const problem =
      (error instanceof NativeError ? nativeProblem() : undefined) ??
      (codeOf(error) === 'EMFILE' ? await noInstanceProblem() : noInotifyProblem(error));
    request.problem(problem);
    return PortableWatch.arm(request, specs);
  }
}
