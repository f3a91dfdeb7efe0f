import type { Bench, BudgetLine, Findings } from '../part.ts';
import { endState } from '../support/end-state.ts';
import { burstOfInotifywait } from '../support/inotifywait-burst.ts';
import { type Phase, phases } from '../support/phases.ts';
import { fixed, whole } from '../support/words.ts';

/** How many files a burst has. */
const files = 10_000;

/** Bursts, with every record that is expected counted against every one that came. */
export async function ledger({ cli, work, most, say }: Bench): Promise<Findings> {
  const count = Math.min(files, most);
  const live = await phases(cli, work, count, false);
  for (const each of live.phases) say(`  ${inWords(each)}`);
  const killed = await phases(cli, work, count, true);
  for (const each of killed.phases) say(`  ${inWords(each)}`);
  const straight = await endState(cli, work, count, false);
  const straightKilled = await endState(cli, work, count, true);
  const other = await burstOfInotifywait(work, count);

  const rows = [...live.phases, ...killed.phases].map(({ what, expected, received, missing, twice, seconds }) => [
    what,
    ...[expected, received, missing, twice].map(whole),
    `${fixed(seconds)} s`,
  ]);
  const told = `${whole(other.told)} of ${whole(other.expected)}`;
  const ends = [straight, straightKilled].map(({ what, wanted, different, records, replays, seconds }) => [
    what,
    ...[wanted, different, records].map(whole),
    replays ? 'yes' : 'no',
    `${fixed(seconds)} s`,
  ]);
  const late = [live, killed, straight, straightKilled].reduce((sum, each) => sum + each.foundLate, 0);
  const faults = [live, killed, straight, straightKilled].flatMap((each) => each.faults);
  const beyond = [...live.beyond, ...killed.beyond];
  return {
    budgets: [budget(live.phases, count)],
    tables: [
      {
        title: `Burst ledger: ${whole(count)} files, each phase begun when the one before is told of; folders are records too`,
        columns: ['Phase', 'Expected', 'Received', 'Missing', 'Twice', 'Time'],
        rows: [
          ...rows,
          [
            'inotifywait, created',
            whole(other.expected),
            whole(other.told),
            whole(other.expected - other.told),
            whole(other.twice),
            `${fixed(other.seconds)} s`,
          ],
        ],
      },
      {
        title: `${whole(count)} files created, changed, half of them removed, without a pause`,
        columns: ['', 'On the disk', 'Different in the inventory', 'Records', 'Records lead there', 'Time until so'],
        rows: ends,
      },
    ],
    notes: [
      `‘Killed’: \`kill -9\` after half of each phase's work, and again at the first record after the new start, while the work goes on. A full collection afterwards found ${whole(late)} changes that had not been told; \`verify\` found ${whole(faults.length)} faults; ${whole(beyond.length)} records were of nothing that happened.`,
      `inotifywait told of ${told} creations: what is made in a new folder before it watches that one, it never tells of.`,
    ],
    figures: { count, live, killed, straight, straightKilled, inotifywait: other },
  };
}

const inWords = ({ what, expected, received, twice, seconds }: Phase) =>
  `${what}: ${whole(received)} of ${whole(expected)}, ${whole(twice)} twice, ${fixed(seconds)} s`;

/** The design's burst: 10,000 files changed. */
function budget(all: readonly Phase[], count: number): BudgetLine {
  const changed = all.find((each) => each.act === 'change');
  if (changed === undefined) throw new Error('Nothing was changed.');
  const { missing, twice, seconds } = changed;
  return {
    work: `${whole(count)} files changed in a burst`,
    measured: `${fixed(seconds)} s, ${whole(missing)} missing, ${whole(twice)} twice`,
    budget: '10 s, each once',
    kept: seconds <= 10 && missing === 0 && twice === 0,
  };
}
