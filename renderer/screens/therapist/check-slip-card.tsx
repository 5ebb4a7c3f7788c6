import { useState } from 'react';
import { FileTrigger } from 'react-aria-components/FileTrigger';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/controls/button.tsx';
import { Notice } from '../../ui/feedback/notice.tsx';
import { Card } from '../../ui/layout/card.tsx';
import type { SessionSlip } from '../../view-models/encryption-model.ts';
import { checkSlip } from '../../view-models/slips-model.ts';
import { SlipSummary } from '../shared/slip-summary.tsx';

/** Larger than any record, so that no film is read into memory. */
const maxBytes = 1024 * 1024;

type Outcome =
  | { readonly phase: 'none' | 'invalid' | 'unreadable' }
  | { readonly phase: 'valid'; readonly slip: SessionSlip };

/** Checks a record that somebody handed over: on this computer, from the file alone. */
export function CheckSlipCard() {
  const words = useWords();
  const [outcome, setOutcome] = useState<Outcome>({ phase: 'none' });
  const check = async (file: File | undefined): Promise<void> => {
    if (!file) return;
    try {
      if (file.size > maxBytes) {
        setOutcome({ phase: 'invalid' });
        return;
      }
      const slip = await checkSlip(new Uint8Array(await file.arrayBuffer()));
      setOutcome(slip ? { phase: 'valid', slip } : { phase: 'invalid' });
    } catch {
      setOutcome({ phase: 'unreadable' });
    }
  };
  return (
    <Card title={words('slip.check.title')} text={words('slip.check.text')}>
      <div>
        <FileTrigger
          onSelect={(files) => {
            void check(files?.[0]);
          }}
        >
          <Button>{words('slip.check.choose')}</Button>
        </FileTrigger>
      </div>
      {outcome.phase === 'valid' && <SlipSummary slip={outcome.slip} isNews />}
      {outcome.phase === 'invalid' && (
        <Notice level="stop" isNews>
          {words('slip.check.invalid')}
        </Notice>
      )}
      {outcome.phase === 'unreadable' && (
        <Notice level="know" isNews>
          {words('slip.check.unreadable')}
        </Notice>
      )}
    </Card>
  );
}
