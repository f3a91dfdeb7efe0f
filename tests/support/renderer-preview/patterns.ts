import type { PatternTrial, TrackedDraft } from '../../../electron/shared/contract/pattern.ts';

const nothing: PatternTrial = { faults: [], warnings: [], resolved: null, matches: null };

/** A judgement of each kind, by what is typed: a word without a slash, `/`, `$NONE`, `none`, anything else. */
export function tryPattern({ path, pathType }: TrackedDraft): PatternTrial {
  if (path.startsWith('$NONE')) {
    const message = 'The path uses $NONE, which has no value.';
    const advice = 'Set the variable where Tidemark is started, or write the path out.';
    return { ...nothing, warnings: [{ kind: 'unset', message, advice }] };
  }
  if (!/^[/~$%]/.test(path)) {
    const message = 'The path is not absolute.';
    const advice = 'Write it from the root on, or begin it with ~ or a variable.';
    return { ...nothing, faults: [{ field: 'path', written: path, message, advice }] };
  }
  const found = { cut: null, throughSudo: 0, watched: 12, resolved: path };
  if (path === '/') {
    return {
      ...nothing,
      resolved: path,
      matches: { ...found, files: 231_904, folders: 18_220, cut: 'time', examples: ['/bin', '/boot', '/etc'] },
      warnings: [
        {
          kind: 'wholeSystem',
          message: 'This walks the whole file system below /.',
          advice: 'Track the directories that matter instead, or leave out what changes all the time.',
        },
        {
          kind: 'filesLimit',
          message: 'It matches more than 250,124 files and folders, and 200,000 are tracked in all.',
          advice: 'Leave parts of it out, or raise the limit of files.',
        },
      ],
    };
  }
  if (path.includes('none')) {
    const message = `${path} does not exist now.`;
    const advice = 'It is tracked from when it comes; correct the path if it is misspelt.';
    return {
      ...nothing,
      resolved: path,
      matches: { ...found, files: 0, folders: 0, examples: [] },
      warnings: [{ kind: 'nothing', message, advice }],
    };
  }
  const names = ['moduli', 'ssh_config', 'ssh_host_ed25519_key', 'ssh_host_ed25519_key.pub', 'sshd_config'];
  const examples = names.map((name) => `${path.replace('$HOME', '/home/mara')}/${name}`);
  const folders = pathType === 'directory' ? 3 : 0;
  return {
    ...nothing,
    resolved: path.replace('$HOME', '/home/mara'),
    matches: { ...found, files: names.length, folders, examples },
  };
}
