import { useState } from 'react';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/controls/button.tsx';
import { StatusLine } from '../../ui/feedback/status-line.tsx';
import { classesOf } from '../../ui/styles/class-names.ts';
import { useStore } from '../shared/use-store.ts';
import type { AwayPartProps } from './late-part.tsx';
import styles from './neutral-page.module.css';

const cx = classesOf(styles);

/** A page like any other. What is typed on it is kept nowhere. */
export function NeutralPage(props: AwayPartProps) {
  const { aside } = props;
  const words = useWords();
  const [text, setText] = useState('');
  const { told, others } = useStore(aside.state);
  const isCalled = others.some(({ said }) => said === 'not-safe');
  return (
    <main className={cx('page')}>
      <h1 className={cx('title')}>{words('away.title')}</h1>
      {/* Whoever called for help reads "Saved". To others who see this page it is a reminder like any other. */}
      <output className={cx('news')}>{isCalled && words('away.read')}</output>
      <textarea
        className={cx('area')}
        aria-label={words('away.title')}
        autoComplete="off"
        spellCheck={false}
        // Whoever comes in sees somebody who writes.
        ref={focus}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
        }}
      />
      <div className={cx('foot')}>
        <Button
          variant="quiet"
          onPress={() => {
            aside.comeBack();
          }}
        >
          {words('away.back')}
        </Button>
        {props.mayCallForHelp === true && (
          <Button
            variant="quiet"
            onPress={() => {
              aside.callForHelp();
            }}
          >
            {words('away.help')}
          </Button>
        )}
        <StatusLine>{told && words(told.isHeard ? 'away.told' : 'away.telling')}</StatusLine>
      </div>
    </main>
  );
}

function focus(area: HTMLTextAreaElement | null): void {
  area?.focus();
}
