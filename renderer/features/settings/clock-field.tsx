import { TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';

interface ClockFieldProps {
  readonly id: string;
  /** `HH:MM` */
  readonly value: string;
  readonly error: string | undefined;
  /** Told when one is done typing: on leaving the field, and on Enter. */
  readonly onCommit: (value: string) => void;
}

/** A time of day by the machine's clock. */
export function ClockField({ id, value, error, onCommit }: ClockFieldProps) {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  // `7:30` is meant as `07:30`.
  const whole = /^\d:\d\d$/.test(text.trim()) ? `0${text.trim()}` : text.trim();
  const commit = () => {
    if (whole !== value) onCommit(whole);
  };
  return (
    <TextInput
      id={id}
      w={120}
      value={text}
      error={error}
      placeholder="22:00"
      inputMode="numeric"
      maxLength={5}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={commit}
      onKeyDown={(event) => event.key === 'Enter' && commit()}
    />
  );
}
