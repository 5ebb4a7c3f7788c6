import { useState } from 'react';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/controls/button.tsx';
import { StatusLine } from '../../ui/feedback/status-line.tsx';
import type { SessionSlip } from '../../view-models/encryption-model.ts';
import { useScreenPorts } from '../shared/screen-ports.ts';
import { SlipSummary } from '../shared/slip-summary.tsx';

/** The client's signed record: what it says, and keeping it, which nobody has to. */
export function KeepSlip({ slip }: { readonly slip: SessionSlip }) {
  const words = useWords();
  const { saveFile } = useScreenPorts();
  const [outcome, setOutcome] = useState<'none' | 'saved' | 'not-saved'>('none');
  const save = async (): Promise<void> => {
    const isSaved = await saveFile?.(words('slip.fileName'), slip.bytes).catch(() => false);
    setOutcome(isSaved === true ? 'saved' : 'not-saved');
  };
  return (
    <>
      <SlipSummary slip={slip} isNews />
      <p>{words('slip.what')}</p>
      {saveFile && (
        <Button
          onPress={() => {
            void save();
          }}
        >
          {words('slip.save')}
        </Button>
      )}
      <StatusLine>
        {outcome === 'saved' && words('slip.saved')}
        {outcome === 'not-saved' && words('slip.notSaved')}
      </StatusLine>
    </>
  );
}
