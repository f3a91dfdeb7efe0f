import { Button, Menu } from '@mantine/core';
import { useNow } from '../../components/use-now.ts';
import { muteChoices, mutedNow } from '../../words/alerts.ts';
import { nearTime } from '../../words/time.ts';

interface MuteFieldProps {
  readonly id: string;
  readonly until: string | null;
  readonly onChange: (until: string | null) => void;
}

/** Mutes all that is not critical for a time, or ends that. */
export function MuteField({ id, until, onChange }: MuteFieldProps) {
  const now = useNow();
  const muted = mutedNow(until, now);
  if (muted !== null) {
    return <Button id={id} onClick={() => onChange(null)}>{`Until ${nearTime(muted, now)}: unmute`}</Button>;
  }
  return (
    <Menu width={170}>
      <Menu.Target>
        <Button id={id}>Mute for…</Button>
      </Menu.Target>
      <Menu.Dropdown>
        {muteChoices.map(({ label, until: end }) => (
          <Menu.Item key={label} onClick={() => onChange(end(new Date()).toISOString())}>
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
