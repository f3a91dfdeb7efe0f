import { describe, expect, it } from 'vitest';
import { Hotspots } from '../../../electron/engine/alerts/noise/hotspots.ts';

/** What is found among things that changed so often, in the order of their keys' bytes. */
function found(counts: Readonly<Record<string, number>>, least = 10, separator = '/') {
  const hotspots = new Hotspots(least, separator);
  const keys = Object.keys(counts).toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  for (const [index, key] of keys.entries()) hotspots.add({ key, count: counts[key] ?? 0, last: index + 1 });
  const ended = hotspots.end();
  return { found: ended.found.map(({ kind, subject, count }) => `${kind} ${subject} ${count}`), loose: ended.loose };
}

const many = (folder: string, count: number, each = 1) =>
  Object.fromEntries(Array.from({ length: count }, (_, n) => [`${folder}/file${n}`, each]));

describe('hotspots', () => {
  it('are single things that change again and again', () => {
    expect(found({ '/etc/hosts': 2, '/var/log/app.log': 90, '/var/log/other.log': 1 })).toEqual({
      found: ['leaf /var/log/app.log 90'],
      loose: 3,
    });
  });

  it('are the deepest folder in which many change a little', () => {
    expect(found({ ...many('/home/me/.cache/thumbs', 50), '/home/me/notes': 1 }).found).toEqual([
      'folder /home/me/.cache/thumbs 50',
    ]);
  });

  it('are the folder above where its own folders have too little each', () => {
    const shards = Object.assign({}, ...Array.from({ length: 20 }, (_, n) => many(`/srv/app/cache/${n}`, 4)));
    expect(found(shards).found).toEqual(['folder /srv/app/cache 80']);
  });

  it('are one folder where several files side by side change again and again', () => {
    const counts = { '/srv/app/data/a': 20, '/srv/app/data/b': 30, '/srv/app/data/c': 25, '/srv/app/data/d': 2 };
    expect(found(counts)).toEqual({ found: ['folder /srv/app/data 77'], loose: 0 });
  });

  it('are the one thing that most of its folder comes from, and not the folder', () => {
    const counts = { '/srv/app/data/big': 200, ...many('/srv/app/data', 12) };
    expect(found(counts).found).toEqual(['leaf /srv/app/data/big 200', 'rest /srv/app/data 12']);
  });

  it('take the folder where what is loose in it is much, and the thing in it does not outweigh it', () => {
    const counts = { '/srv/app/data/big': 20, ...many('/srv/app/data', 30) };
    expect(found(counts).found).toEqual(['folder /srv/app/data 50']);
  });

  it('keep apart what lies in a folder that is too broad to be one cause', () => {
    const counts = {
      ...many('/home/me/.cache/x', 40),
      ...many('/home/me/project/build', 30),
      ...many('/home/me', 15),
      '/etc/hosts': 2,
    };
    expect(found(counts)).toEqual({
      found: ['folder /home/me/.cache/x 40', 'folder /home/me/project/build 30', 'rest /home/me 15'],
      loose: 2,
    });
  });

  it('take a broad folder too where nothing in it stands out', () => {
    expect(found(many('/etc', 30)).found).toEqual(['folder /etc 30']);
  });

  it('never mix a folder with others that begin alike', () => {
    const counts = { ...many('/srv/a/x', 12), ...many('/srv/a/x-old', 12), ...many('/srv/a/x.d', 3), '/srv/a/x': 1 };
    expect(found(counts)).toEqual({ found: ['folder /srv/a/x-old 12', 'folder /srv/a/x 12'], loose: 4 });
  });

  it('know drives and hives by their own separators', () => {
    expect(found(many('C:/Users/me/AppData/Local/Temp', 20)).found).toEqual([
      'folder C:/Users/me/AppData/Local/Temp 20',
    ]);
    const value = (n: number) => `HKEY_LOCAL_MACHINE\\software\\app\\mru\\\\v${n}`;
    const values = Object.fromEntries(Array.from({ length: 12 }, (_, n) => [value(n), 1]));
    expect(found(values, 10, '\\').found).toEqual(['folder HKEY_LOCAL_MACHINE\\software\\app\\mru 12']);
  });

  it('account for every change once', () => {
    let seed = 3;
    const random = (below: number) => {
      seed = (seed * 1_664_525 + 1_013_904_223) % 4_294_967_296;
      return seed % below;
    };
    for (let round = 0; round < 200; round += 1) {
      const counts = Object.fromEntries(
        Array.from({ length: 60 }, () => [
          `/${Array.from({ length: 1 + random(6) }, () => 'abc'[random(3)]).join('/')}`,
          1 + random(30),
        ]),
      );
      const result = found(counts, 1 + random(80));
      const sum = result.found.reduce((total, each) => total + Number(each.split(' ').at(-1)), result.loose);
      expect(sum).toBe(Object.values(counts).reduce((total, each) => total + each, 0));
    }
  });
});
