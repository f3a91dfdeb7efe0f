import { lazy, Suspense } from 'react';
import type { ChangeContent } from '../../../electron/shared/contract/queries.ts';
import { formatCount } from '../../../electron/shared/model/format.ts';
import classes from '../../components/detail.module.css';
import { HexView } from '../../components/hex-view.tsx';
import { contentView } from '../../words/content.ts';

const ContentDiff = lazy(async () => ({ default: (await import('../../components/content-diff.tsx')).ContentDiff }));

/** Both sides of a content: their difference, the one there is, or why there is none to show. */
export function Content({ content, mode }: { readonly content: ChangeContent; readonly mode: 'inline' | 'split' }) {
  const view = contentView(content);
  if (view.kind === 'words') {
    return (
      <div className={classes.words}>
        {view.notes.map((note) => (
          <p key={note}>{note}</p>
        ))}
        {content.bytes && (
          <>
            <p>{`The first difference is at byte ${formatCount(content.bytes.offset)}:`}</p>
            <HexView {...content.bytes} />
          </>
        )}
      </div>
    );
  }
  return (
    <Suspense>
      {view.kind === 'one' && view.note && <p className={classes.note}>{view.note}</p>}
      <ContentDiff
        before={view.kind === 'difference' ? view.before : view.side === 'before' ? view.text : null}
        after={view.kind === 'difference' ? view.after : view.side === 'after' ? view.text : null}
        mode={mode}
      />
    </Suspense>
  );
}
