/** The order of a character within the part of a version that is no number (deb-version(7)): `~` before the end, letters before the rest. */
function order(character: string | undefined): number {
  if (character === undefined) return 0;
  if (character === '~') return -1;
  return /[a-z]/i.test(character) ? character.charCodeAt(0) : character.charCodeAt(0) + 256;
}

function compareWords(a: string, b: string): number {
  for (let at = 0; at < Math.max(a.length, b.length); at += 1) {
    const difference = order(a[at]) - order(b[at]);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Numbers of any length, without the loss of a floating point. */
function compareNumbers(a: string, b: string): number {
  const left = a.replace(/^0+/, '');
  const right = b.replace(/^0+/, '');
  return left.length - right.length || (left < right ? -1 : Number(left > right));
}

function comparePart(a: string, b: string): number {
  const left: string[] = a.match(/\D+|\d+/g) ?? [];
  const right: string[] = b.match(/\D+|\d+/g) ?? [];
  // Words and numbers take turns, a word first: an empty one stands where a number begins.
  if (/^\d/.test(a)) left.unshift('');
  if (/^\d/.test(b)) right.unshift('');
  for (let at = 0; at < Math.max(left.length, right.length); at += 1) {
    const compare = at % 2 === 0 ? compareWords : compareNumbers;
    const difference = compare(left[at] ?? '', right[at] ?? '');
    if (difference !== 0) return difference;
  }
  return 0;
}

function split(version: string): readonly [epoch: string, upstream: string, revision: string] {
  const [, epoch = '0', rest = ''] = /^(?:(\d+):)?(.*)$/s.exec(version) ?? [];
  const dash = rest.lastIndexOf('-');
  return dash < 0 ? [epoch, rest, ''] : [epoch, rest.slice(0, dash), rest.slice(dash + 1)];
}

/**
 * Which of two package versions is the later one, by the rules of deb-version(7);
 * they also order the plain dotted versions of other package managers.
 * @returns below 0 when `a` is the earlier, above 0 when it is the later, 0 when neither.
 */
export function compareVersions(a: string, b: string): number {
  const [epochA, upstreamA, revisionA] = split(a);
  const [epochB, upstreamB, revisionB] = split(b);
  return compareNumbers(epochA, epochB) || comparePart(upstreamA, upstreamB) || comparePart(revisionA, revisionB) || 0;
}
