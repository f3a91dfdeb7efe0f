/** Turns moments into pixels from the left. */
export function scaleOf(since: string, until: string, width: number): (moment: string) => number {
  const start = Date.parse(since);
  const length = Math.max(1, Date.parse(until) - start);
  return (moment) => (Math.min(Math.max(Date.parse(moment) - start, 0), length) / length) * width;
}

interface Part {
  readonly name: string;
  readonly colour: string;
  readonly count: number;
}

const between = 1.5;
const least = 3;

/**
 * The parts of one bar from the bottom up. Heights grow with the root of the
 * count, so that a day of upgrades does not flatten the rest of the week; every
 * part keeps a height one can see.
 */
export function barHeights(parts: readonly Part[], most: number, height: number) {
  const total = parts.reduce((sum, part) => sum + part.count, 0);
  if (total === 0 || most === 0) return [];
  const room = height - 4;
  const whole = Math.max(Math.sqrt(total / most) * room, Math.min(room, parts.length * (least + between)));
  const share = whole - parts.length * (least + between);
  let bottom = height;
  return parts.map((part) => {
    const own = least + (share * part.count) / total;
    bottom -= own;
    const top = bottom;
    bottom -= between;
    return { ...part, top, height: own };
  });
}

interface Stretch {
  readonly from: string;
  readonly until: string;
  readonly label: string;
}

/** Gaps as rectangles wide enough to be seen; those of one reason that touch become one. */
export function layGaps(gaps: readonly Stretch[], x: (moment: string) => number) {
  const laid: { left: number; width: number; readonly label: string }[] = [];
  for (const gap of [...gaps].sort((a, b) => (a.from < b.from ? -1 : 1))) {
    const left = x(gap.from);
    const right = Math.max(x(gap.until), left + 3);
    if (x(gap.until) <= 0) continue;
    const before = laid.findLast((each) => each.label === gap.label);
    if (before && before.left + before.width >= left - 1) before.width = Math.max(before.width, right - before.left);
    else laid.push({ left, width: right - left, label: gap.label });
  }
  return laid;
}
