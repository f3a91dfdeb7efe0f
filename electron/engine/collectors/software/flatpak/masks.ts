import { parseKeyFile } from '../key-file.ts';

/**
 * A test for refs that are held back from updates by `flatpak mask` (flatpak-mask(1)), from the
 * configuration of an installation's repository, where the patterns stand parted by `;` under `xa.masked`.
 */
export function maskOf(repoConfig: string): (ref: string) => boolean {
  const written = parseKeyFile(repoConfig).get('core')?.get('xa.masked') ?? '';
  const tests = written.split(';').flatMap((each) => (each.trim() === '' ? [] : [refMatcher(each.trim())]));
  return (ref) => tests.some((test) => test.test(ref));
}

/** A pattern is `[app/|runtime/]ID[/ARCH[/BRANCH]]` with `*` for any part of a name; what is left out may be anything. */
function refMatcher(pattern: string): RegExp {
  const parts = pattern.split('/');
  const kind = parts[0] === 'app' || parts[0] === 'runtime' ? parts.shift() : undefined;
  const [id, arch, branch] = [0, 1, 2].map((at) => namePattern(parts[at] ?? ''));
  return new RegExp(`^${kind ?? '(?:app|runtime)'}/${id}/${arch}/${branch}$`);
}

function namePattern(part: string): string {
  if (part === '') return '[^/]*';
  const texts = part.split('*').map((each) => each.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return texts.join('[^/]*');
}
