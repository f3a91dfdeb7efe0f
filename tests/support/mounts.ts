import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { onTestFinished } from 'vitest';

/**
 * A real FUSE file system (bindfs) that shows a folder at another place. Its process
 * stopped by SIGSTOP, every access waits for ever, as with a server that is gone.
 */
export class FuseMount {
  #pid: number | undefined;

  constructor(
    readonly source: string,
    readonly point: string,
  ) {
    mkdirSync(point, { recursive: true });
    this.mount();
    onTestFinished(() => {
      if (this.#pid !== undefined) this.unmount();
    });
  }

  mount(): void {
    // Without the kernel's own memory of times and names: each look is answered by the process.
    execFileSync('bindfs', ['-o', 'attr_timeout=0,entry_timeout=0', this.source, this.point]);
    this.#pid = readdirSync('/proc')
      .filter((each) => /^\d+$/.test(each))
      .map(Number)
      .find((pid) => commandLine(pid).startsWith('bindfs\0') && commandLine(pid).includes(`\0${this.point}\0`));
    if (this.#pid === undefined) throw new Error(`bindfs does not run for ${this.point}`);
  }

  #signal(signal: NodeJS.Signals): void {
    if (this.#pid === undefined) throw new Error(`${this.point} is not mounted`);
    process.kill(this.#pid, signal);
  }

  hang(): void {
    this.#signal('SIGSTOP');
  }

  goOn(): void {
    this.#signal('SIGCONT');
  }

  unmount(): void {
    this.goOn();
    execFileSync('umount', ['--lazy', this.point]);
    this.#pid = undefined;
  }
}

function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}
