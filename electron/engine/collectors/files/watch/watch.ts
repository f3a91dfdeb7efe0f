import type { Watch, WatchRequest } from '../../collector.ts';
import type { Spec } from '../patterns/spec.ts';
import { codeOf } from '../worker/status.ts';
import { LinuxWatch } from './linux-watch.ts';
import { PortableWatch } from './portable-watch.ts';

/**
 * Arms the live watch over what tracked items cover. Linux has inotify, by which
 * one mechanism watches single files, patterns and whole trees and knows when it was
 * blind; elsewhere, and where inotify can't be had, chokidar and a watch over whole trees do.
 */
export async function watchFiles(request: WatchRequest, specs: readonly Spec[]): Promise<Watch> {
  if (process.platform !== 'linux') return PortableWatch.arm(request, specs);
  try {
    return await LinuxWatch.arm(request, specs);
  } catch (error) {
    const code = codeOf(error);
    const tooMany = code === 'EMFILE';
    const cause = error instanceof Error ? error.message : String(error);
    request.problem({
      type: 'Files',
      kind: tooMany ? 'limit' : 'failed',
      subject: tooMany ? 'fs.inotify.max_user_instances' : 'inotify',
      message: `inotify could not be used (${cause}): live watching goes on without knowing when it missed something.`,
      advice: tooMany
        ? 'Raise fs.inotify.max_user_instances with sysctl, then start Tidemark again.'
        : 'The scheduled collections make up for what is missed; install Tidemark again if its native parts are damaged.',
    });
    return PortableWatch.arm(request, specs);
  }
}
