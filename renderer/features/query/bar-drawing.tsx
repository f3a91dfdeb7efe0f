import { Bar, BarChart, CartesianGrid, Tooltip, XAxis, YAxis } from 'recharts';
import { axisNumber, axisText, gridLine } from './chart-axes.ts';
import type { Bars } from './chart-data.ts';
import { ChartTooltip } from './chart-tooltip.tsx';

interface BarDrawingProps {
  readonly bars: Bars;
  readonly colours: readonly string[];
  readonly width: number;
}

const longestName = 46;
const short = (name: string) => (name.length > longestName ? `…${name.slice(1 - longestName)}` : name);

/** Horizontal bars, as KQL's barchart has them; below each other where there are many. */
export function BarDrawing({ bars: { bars, series }, colours, width }: BarDrawingProps) {
  const thick = series.length > 1 ? 9 : 14;
  const height = bars.length * Math.max(26, series.length * (thick + 2) + 10) + 34;
  const names = Math.min(
    Math.round(width * 0.42),
    Math.max(60, ...bars.map(({ name }) => short(name).length * 6.6 + 14)),
  );
  return (
    <BarChart
      width={width}
      height={height}
      layout="vertical"
      data={bars.map(({ name, values }) => ({ place: name, ...values }))}
      margin={{ top: 2, right: 40, bottom: 2, left: 0 }}
      barGap={2}
      accessibilityLayer={false}
    >
      <CartesianGrid stroke={gridLine} horizontal={false} />
      <XAxis
        type="number"
        tick={axisText}
        tickLine={false}
        axisLine={false}
        height={24}
        tickMargin={6}
        tickFormatter={axisNumber}
      />
      <YAxis
        dataKey="place"
        type="category"
        width={names}
        interval={0}
        tickLine={false}
        axisLine={{ stroke: gridLine }}
        tick={({ x, y, payload }) => (
          <text x={Number(x) - 4} y={Number(y)} dy={4} textAnchor="end" fontSize={12} fill="var(--tm-text)">
            <title>{String(payload.value)}</title>
            {short(String(payload.value))}
          </text>
        )}
      />
      <Tooltip
        isAnimationActive={false}
        cursor={{ fill: 'var(--tm-raised)' }}
        content={({ active, payload, label }) => (
          <ChartTooltip shown={active} title={() => String(label)} values={payload} series={series} colours={colours} />
        )}
      />
      {series.map((name, at) => (
        <Bar
          key={name}
          dataKey={String(at)}
          name={name}
          fill={colours[at] ?? 'none'}
          barSize={thick}
          radius={[0, 3, 3, 0]}
          isAnimationActive={false}
          {...(series.length === 1
            ? { label: { position: 'right', ...axisText, formatter: (value) => axisNumber(Number(value)) } }
            : {})}
        />
      ))}
    </BarChart>
  );
}
