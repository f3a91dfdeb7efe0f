import { ActionIcon, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';

interface MoreMenuProps {
  readonly onExpectations: () => void;
  readonly onAway: () => void;
}

/** What else there is about changes. */
export function MoreMenu({ onExpectations, onAway }: MoreMenuProps) {
  return (
    <Menu width={210}>
      <Menu.Target>
        <ActionIcon aria-label="More about changes">
          <IconDots size={17} stroke={1.8} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={onExpectations}>What you expect…</Menu.Item>
        <Menu.Item onClick={onAway}>While you were away…</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
