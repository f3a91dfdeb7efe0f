import { useElementSize } from '@mantine/hooks';
import { useMemo } from 'react';
import type { KqlAnswer, KqlChart } from '../../../electron/shared/contract/kql.ts';
import { counted } from '../../../electron/shared/model/format.ts';
import type { Gap } from '../../../electron/shared/model/problem.ts';
import { cellWords } from '../../words/answers.ts';
import { BarDrawing } from './bar-drawing.tsx';
import classes from './chart.module.css';
import { seriesColours } from './chart-colours.ts';
import { barsOf, linesOf } from './chart-data.ts';
import { LineDrawing } from './line-drawing.tsx';

interface AnswerChartProps {
  readonly answer: KqlAnswer;
  readonly chart: KqlChart;
  /** Times of which Tidemark knows nothing. */
  readonly gaps: readonly Gap[];
  readonly now: Date;
}

/** What is not drawn, in words. */
const left = (series: number, bars: number): string =>
  [
    series > 0 ? `${counted(series, 'smaller series is', 'smaller series are')} not drawn.` : '',
    bars > 0 ? `${counted(bars, 'further bar is', 'further bars are')} not drawn.` : '',
    series + bars > 0 ? 'The table has them all.' : '',
  ]
    .filter(Boolean)
    .join(' ');

/** An answer drawn as its `render` asks. The same numbers stand in the table, for those who can't see the drawing. */
export function AnswerChart({ answer, chart, gaps, now }: AnswerChartProps) {
  const { ref, width, height } = useElementSize();
  const lines = useMemo(() => (chart.kind === 'timechart' ? linesOf(answer, chart) : null), [answer, chart]);
  const bars = useMemo(() => {
    const column = answer.columns.find(({ name }) => name === chart.x) ?? { name: chart.x, type: 'string' as const };
    return lines === null ? barsOf(answer, chart, (place) => cellWords(place, column, now) || '(empty)') : null;
  }, [answer, chart, lines, now]);
  const series = lines?.series ?? bars?.series ?? [];
  const colours = seriesColours(series);
  const note = lines ? left(lines.left, 0) : bars ? left(bars.leftSeries, bars.left) : '';
  const title = chart.title ?? `${chart.y.join(', ')} by ${chart.x}`;

  return (
    <div className={classes.chart}>
      <div className={classes.legend}>
        <strong>{title}</strong>
        {(series.length > 1 || chart.series !== null) &&
          series.map((name, at) => (
            <span key={name}>
              <i style={{ background: colours[at] }} aria-hidden />
              {name}
            </span>
          ))}
        {note && <em>{note}</em>}
      </div>
      <section className={classes.plot} aria-label={`Chart: ${title}`} data-kind={lines ? 'lines' : 'bars'}>
        <div ref={ref} className={classes.room}>
          {width > 0 && lines && (
            <LineDrawing lines={lines} colours={colours} gaps={gaps} now={now} width={width} height={height} />
          )}
          {width > 0 && bars && <BarDrawing bars={bars} colours={colours} width={width} />}
        </div>
      </section>
    </div>
  );
}
