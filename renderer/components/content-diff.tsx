import { useEffect, useRef } from 'react';
import classes from './content-diff.module.css';
import { mountInline, mountOne, mountSplit } from './diff-view.ts';

interface ContentDiffProps {
  /** `null` where this side has no text. */
  readonly before: string | null;
  readonly after: string | null;
  readonly mode: 'inline' | 'split';
}

/** A text's difference, read only, with long unchanged stretches folded; a text with no other side as it is. */
export function ContentDiff({ before, after, mode }: ContentDiffProps) {
  const parent = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = parent.current;
    if (!element) return;
    const view =
      before === null
        ? mountOne(element, after ?? '', 'added')
        : after === null
          ? mountOne(element, before, 'removed')
          : mode === 'inline'
            ? mountInline(element, before, after)
            : mountSplit(element, before, after);
    return () => view.destroy();
  }, [before, after, mode]);
  return <div ref={parent} className={classes.diff} data-mode={mode} />;
}
