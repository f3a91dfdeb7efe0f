import type { Category } from '../../electron/shared/model/change.ts';
import classes from './category-mark.module.css';

const signs: Readonly<Record<Category, string>> = { Added: '+', Modified: '~', Removed: '−' };

/** The sign of a change's category in its colour. */
export function CategoryMark({ category }: { readonly category: Category }) {
  return (
    <span className={classes.mark} data-category={category} role="img" aria-label={category}>
      {signs[category]}
    </span>
  );
}

/** A change's category as a word in its colour. */
export function CategoryBadge({ category }: { readonly category: Category }) {
  return (
    <span className={classes.badge} data-category={category}>
      {category}
    </span>
  );
}
