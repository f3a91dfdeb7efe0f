import type { HeaderParts } from '../components/header-parts.ts';
import { SearchBox } from '../components/search-box.tsx';
import { CollectButton } from './collect-button.tsx';
import { PauseButton } from './pause-button.tsx';
import classes from './shell.module.css';

/** The top of every screen: its title and search, and tracking's two buttons. */
export function Header({ title, note, search }: HeaderParts) {
  return (
    <header className={classes.header}>
      <h1>{title}</h1>
      <div className={classes.note}>{note}</div>
      {search && <SearchBox {...search} />}
      <PauseButton />
      <CollectButton />
    </header>
  );
}
