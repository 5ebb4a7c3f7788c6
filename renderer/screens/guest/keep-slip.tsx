import { useState } from 'react';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/controls/button.tsx';
import { StatusLine } from '../../ui/feedback/status-line.tsx';
import type { SessionSlip } from '../../view-models/encryption-model.ts';
import { useScreenPorts } from '../shared/screen-ports.ts';
import { SlipSummary } from '../shared/slip-summary.tsx';

type SlipOutcome = 'none' | 'saved' | 'not-saved';

/** The client's signed record: what it says, and keeping it, which nobody has to. */
export function KeepSlip(props: { readonly slip: SessionSlip; readonly isBrowser: boolean }) {
  const words = useWords();
  const { slip, isBrowser } = props;
  const { saveFile } = useScreenPorts();
  const [outcome, setOutcome] = useState<SlipOutcome>('none');
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
      <SlipSaved outcome={outcome} isBrowser={isBrowser} />
    </>
  );
}

/** What is known of the saving. A browser does it by itself, and tells nobody whether it was done or cancelled. */
export function SlipSaved(props: { readonly outcome: SlipOutcome; readonly isBrowser: boolean }) {
  const words = useWords();
  const { outcome, isBrowser } = props;
  return (
    <StatusLine>
      {outcome === 'saved' && words(isBrowser ? 'slip.savedBrowser' : 'slip.saved')}
      {outcome === 'not-saved' && words('slip.notSaved')}
    </StatusLine>
  );
}
