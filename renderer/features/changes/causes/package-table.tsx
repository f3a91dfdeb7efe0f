import type { PackageStep } from '../../../../electron/shared/model/explanation.ts';
import { printable } from '../../../../electron/shared/model/printable.ts';
import { versionWords } from '../../../words/explanation.ts';
import classes from './causes.module.css';

/** The packages of a transaction, what was done to each, and from which version to which. */
export function PackageTable({ packages }: { readonly packages: readonly PackageStep[] }) {
  return (
    <table className={classes.packages}>
      <thead>
        <tr>
          <th>Package</th>
          <th>Done</th>
          <th>Version</th>
        </tr>
      </thead>
      <tbody>
        {packages.map((step) => (
          <tr key={`${step.name} ${step.architecture} ${step.action} ${step.to}`}>
            <td>
              {printable(step.name)}
              {step.architecture !== null && <small>{printable(step.architecture)}</small>}
            </td>
            <td>{step.action}</td>
            <td>
              {versionWords(step)
                .split(/(?<=→) /)
                .map((version) => (
                  <span key={version}>{version || '–'} </span>
                ))}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
