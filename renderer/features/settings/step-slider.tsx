import { Slider } from '@mantine/core';
import { useEffect, useState } from 'react';
import { duration } from '../../words/time.ts';
import classes from './registry.module.css';
import { nearestStep } from './steps.ts';

interface StepSliderProps {
  /** Names the slider, as it stands beside it. */
  readonly label: string;
  /** Seconds, rising. */
  readonly steps: readonly number[];
  /** The steps that are named below the track. */
  readonly marked: readonly number[];
  readonly value: number;
  readonly fallback: number;
  /** Told when one lets go. */
  readonly onCommit: (value: number) => void;
}

/** A time to choose by a slider whose steps grow with the time. */
export function StepSlider({ label, steps, marked, value, fallback, onCommit }: StepSliderProps) {
  const [at, setAt] = useState(() => nearestStep(steps, value));
  useEffect(() => setAt(nearestStep(steps, value)), [steps, value]);
  const words = (index: number) => duration(steps[index] ?? fallback);
  // What was written by hand may lie between two steps.
  const shown = nearestStep(steps, value) === at ? duration(value) : words(at);
  return (
    <div>
      <div className={classes.slid}>{`every ${shown}`}</div>
      <Slider
        className={classes.slider ?? ''}
        size="sm"
        min={0}
        max={steps.length - 1}
        step={1}
        startPointValue={0}
        marks={marked.map((seconds) => ({
          value: nearestStep(steps, seconds),
          label: seconds === fallback ? `${duration(seconds)}, default` : duration(seconds),
        }))}
        label={null}
        thumbLabel={label}
        thumbValueText={(index) => `every ${words(index)}`}
        value={at}
        onChange={setAt}
        onChangeEnd={(index) => {
          const next = steps[index];
          if (next !== undefined && next !== value) onCommit(next);
        }}
      />
    </div>
  );
}
