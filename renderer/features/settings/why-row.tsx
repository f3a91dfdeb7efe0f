import { whyRecommended } from '../../../electron/shared/model/recommended.ts';
import classes from './settings.module.css';

/** Why all of these items are worth watching, where it is the same for each; `undefined` where it is not. */
export function commonReason(items: readonly { readonly id: string }[]): string | undefined {
  const reasons = new Set(items.map(({ id }) => whyRecommended(id)));
  return items.length > 1 && reasons.size === 1 ? [...reasons][0] : undefined;
}

/** Below a tracked item: why it is worth watching, where that is known. */
export function WhyRow({ why }: { readonly why: string | undefined }) {
  if (why === undefined) return null;
  return (
    <tr className={classes.why}>
      <td />
      <td colSpan={4}>{why}</td>
    </tr>
  );
}
