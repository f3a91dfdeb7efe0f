import { Button, Menu } from '@mantine/core';
import { IconBellOff } from '@tabler/icons-react';
import type { AlertRule } from '../../../electron/shared/model/alert-rule.ts';
import { muteChoices, mutedNow } from '../../words/alerts.ts';
import { nearTime } from '../../words/time.ts';

interface MuteMenuProps {
  readonly rule: AlertRule;
  readonly now: Date;
  /** Until then it alerts nobody; `null` to let it be heard again. */
  readonly onMute: (until: string | null) => void;
}

/** Mutes a rule for a time, or ends that. One that is critical can't be muted, and it is said why. */
export function MuteMenu({ rule, now, onMute }: MuteMenuProps) {
  const muted = mutedNow(rule.mutedUntil, now);
  if (muted !== null && rule.severity !== 'critical') {
    return <Button onClick={() => onMute(null)}>{`Muted until ${nearTime(muted, now)}: unmute`}</Button>;
  }
  return (
    <Menu width={230} position="top-start">
      <Menu.Target>
        <Button leftSection={<IconBellOff size={14} stroke={1.8} />}>Mute this rule for…</Button>
      </Menu.Target>
      <Menu.Dropdown>
        {rule.severity === 'critical' ? (
          <Menu.Label>
            A critical rule is never muted. Make it a warning first, if it matters less than that.
          </Menu.Label>
        ) : (
          <>
            <Menu.Label>It is still recorded here, and nobody is told.</Menu.Label>
            {muteChoices.map(({ label, until }) => (
              <Menu.Item key={label} onClick={() => onMute(until(new Date()).toISOString())}>
                {label}
              </Menu.Item>
            ))}
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
