import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { IconVolume } from '@tabler/icons-react';
import { severities } from '../../../electron/shared/model/severity.ts';
import { ChoicePills } from '../../components/choice-pills.tsx';
import { play } from '../../components/sound.ts';
import { severityNames } from '../../words/alerts.ts';
import classes from './settings.module.css';

interface SoundsFieldProps {
  readonly label: string;
  readonly chosen: readonly unknown[];
  readonly onChange: (chosen: unknown) => void;
}

/** Which severities sound, and how they do. */
export function SoundsField({ label, chosen, onChange }: SoundsFieldProps) {
  return (
    <div className={classes.sounds}>
      <Menu width={150}>
        <Menu.Target>
          <Tooltip label="Play">
            <ActionIcon aria-label="Play a sound">
              <IconVolume size={16} stroke={1.8} />
            </ActionIcon>
          </Tooltip>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>Play</Menu.Label>
          {severities.map((severity) => (
            <Menu.Item key={severity} closeMenuOnClick={false} onClick={() => void play(severity)}>
              {severityNames[severity]}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <ChoicePills
        label={label}
        choices={severities.map((value) => ({ value, label: severityNames[value] }))}
        chosen={severities.filter((each) => chosen.includes(each))}
        onChange={onChange}
      />
    </div>
  );
}
