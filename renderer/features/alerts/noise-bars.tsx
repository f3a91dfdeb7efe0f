import type { NoiseSource } from '../../../electron/shared/contract/alerts.ts';
import { printable } from '../../../electron/shared/model/printable.ts';
import { usePlatformWords } from '../../api/platform.ts';
import { amountWords, noiseKind, shareWords } from '../../words/noise.ts';
import { typeColours } from '../../words/values.ts';
import classes from './noise.module.css';

interface NoiseBarsProps {
  readonly title: string;
  readonly sources: readonly NoiseSource[];
  /** The one that is looked at. */
  readonly chosen: string | null;
  readonly onChoose: (source: NoiseSource) => void;
}

export const sourceId = ({ kind, subject }: Pick<NoiseSource, 'kind' | 'subject'>): string => `${kind} ${subject}`;

/** Sources with their shares as bars; a click looks at one. */
export function NoiseBars({ title, sources, chosen, onChoose }: NoiseBarsProps) {
  const words = usePlatformWords();
  return (
    <section aria-label={title}>
      <h3 className={classes.heading}>{title}</h3>
      <ul className={classes.bars}>
        {sources.map((source) => (
          <li key={sourceId(source)}>
            <button
              type="button"
              className={classes.bar}
              aria-pressed={chosen === sourceId(source)}
              onClick={() => onChoose(source)}
            >
              <span className={classes.label} title={source.label}>
                <bdi>{printable(source.label)}</bdi>
              </span>
              <span className={classes.share}>{shareWords(source.share)}</span>
              <span className={classes.track} aria-hidden>
                <span
                  style={{
                    width: `${Math.min(100, source.share * 100)}%`,
                    background: source.type ? typeColours[source.type] : 'var(--tm-machine)',
                  }}
                />
              </span>
              <span className={classes.amount}>{`${noiseKind(source, words)} · ${amountWords(source)}`}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
