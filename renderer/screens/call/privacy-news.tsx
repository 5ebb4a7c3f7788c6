import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/controls/button.tsx';
import { Notice } from '../../ui/feedback/notice.tsx';
import { StatusLine } from '../../ui/feedback/status-line.tsx';
import type { SafetyWordsView } from '../../view-models/encryption-model.ts';
import { callStatus } from './call-status.ts';
import { judgeWords } from './judge-words.ts';
import { wordsName, type PrivacyView } from './privacy-view.ts';
import { isUrgent, standingWords } from './standing-words.ts';
import { UrgentWords } from './words-card.tsx';

interface PrivacyNewsProps {
  readonly view: PrivacyView;
  readonly side: 'host' | 'guest';
  /** Ends or leaves the call, after asking. */
  readonly onEnd: () => void;
  /** Shows the details, and puts the focus there. */
  readonly onDetails: () => void;
  /** Words were judged, and the buttons for it are gone: the focus wants another place. */
  readonly onJudged: () => void;
}

/** Above the faces: what stops the call, and words that come first. */
export function PrivacyNews(props: PrivacyNewsProps) {
  const words = useWords();
  const { view } = props;
  const { state, own, call } = view;
  const standing = standingWords(state.encryption, state.people);
  const urgent = standing.filter(isUrgent);
  const status = callStatus(state, own);
  return (
    <>
      {standing
        .filter(({ verdict }) => verdict === 'different')
        .map((different) => (
          <DifferNotice key={different.seatId} {...props} words={different} />
        ))}
      {status?.says === 'silent' && status.level === 'stop' && <SilentNotice />}
      <StatusLine isQuiet>{urgent.length > 0 && words('privacy.words.first')}</StatusLine>
      {urgent.map((one) => (
        <UrgentWords
          key={one.seatId}
          view={one}
          name={wordsName(view, one)}
          phrase={view.phrase}
          onJudge={(verdict) => {
            judgeWords(call, one, verdict);
            props.onJudged();
          }}
        />
      ))}
    </>
  );
}

function DifferNotice(props: PrivacyNewsProps & { readonly words: SafetyWordsView }) {
  const words = useWords();
  const { view, side } = props;
  const name = wordsName(view, props.words);
  const { microphone, camera } = view.state.own;
  const isOff = microphone.phase !== 'on' && camera.phase !== 'on';
  return (
    <Notice
      level="stop"
      isNews
      title={
        name === null ? words('privacy.differ.title') : words('privacy.differ.titleNamed', { name })
      }
      actions={
        <>
          <Button variant="stop" onPress={props.onEnd}>
            {words(side === 'host' ? 'privacy.differ.end' : 'privacy.differ.leave')}
          </Button>
          {props.words.words.length > 0 && (
            <Button onPress={props.onDetails}>{words('privacy.differ.again')}</Button>
          )}
        </>
      }
    >
      {words(`privacy.differ.${side}`)} {isOff && words('privacy.differ.off')}
    </Notice>
  );
}

function SilentNotice() {
  const words = useWords();
  return (
    <Notice level="stop" isNews title={words('privacy.silent.title')}>
      {words('privacy.silent.text')}
    </Notice>
  );
}
