import { UnstyledButton } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import type { QueryEntry } from './drafts.ts';
import classes from './first-questions.module.css';

interface FirstQuestionsProps {
  readonly entries: readonly QueryEntry[];
  readonly onAsk: (entry: QueryEntry) => void;
}

/** What most people want to know first, on every platform. */
const first = ['today-by-type', 'changes-a-day', 'noisiest-paths', 'software-versions', 'automatic-not-running'];

/** Before anything was asked: a few questions that one click asks. */
export function FirstQuestions({ entries, onAsk }: FirstQuestionsProps) {
  const shown = first.flatMap((id) => entries.find((entry) => entry.id === id) ?? []);
  return (
    <section className={classes.first} aria-labelledby="first-questions">
      <h2 id="first-questions">Questions to begin with</h2>
      <p>
        Ctrl+Enter runs the query that the cursor is in; a blank line parts one query from the next. Ctrl+Space suggests
        what could follow; Tab takes what is suggested, and leaves the editor where nothing is.
      </p>
      <ul>
        {shown.map((entry) => (
          <li key={entry.id}>
            <UnstyledButton onClick={() => onAsk(entry)}>
              <span>
                <strong>{entry.name}</strong>
                {entry.use}
              </span>
              <IconArrowRight size={16} stroke={1.8} aria-hidden />
            </UnstyledButton>
          </li>
        ))}
      </ul>
    </section>
  );
}
