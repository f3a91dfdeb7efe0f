import { useState } from 'react';
import { TidemarkError } from '../../../electron/shared/contract/errors.ts';
import type { KqlAnswer } from '../../../electron/shared/contract/kql.ts';
import { counted } from '../../../electron/shared/model/format.ts';
import { useSaveText } from '../../api/save-text.ts';
import { copyText } from '../../components/copy-text.ts';
import { answerCsv, answerJson, type ExportFormat, exportName } from './export.ts';

/** Takes answers out of the window: all of their rows, to a file or to the clipboard. `told`: what came of it. */
export function useExport(answer: KqlAnswer | null, name: string) {
  const { mutateAsync } = useSaveText();
  const [told, setTold] = useState<{ readonly answer: KqlAnswer; readonly words: string } | null>(null);
  const tell = (words: string) => setTold(answer && { answer, words });

  const save = async (format: ExportFormat) => {
    if (answer === null) return;
    try {
      const text = () => (format === 'csv' ? answerCsv(answer) : answerJson(answer));
      const file = await mutateAsync({ name: exportName(name, format), text });
      tell(file === null ? '' : `Saved as ${file}`);
    } catch (thrown) {
      const { message, advice } = TidemarkError.from(thrown);
      tell(`Not saved. ${message} ${advice}`);
    }
  };
  // Parted by tabs, a spreadsheet takes it as a table.
  const copy = () => {
    if (answer === null) return;
    tell(
      copyText(answerCsv(answer, '\t')) ? `${counted(answer.rows.length, 'row')} copied` : 'It could not be copied.',
    );
  };
  return { told: told?.answer === answer ? told.words : '', save, copy };
}
