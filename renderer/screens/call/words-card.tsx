import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/controls/button.tsx';
import { SafetyWords } from '../../ui/feedback/safety-words.tsx';
import { StatusSentence } from '../../ui/feedback/status-sentence.tsx';
import type { SafetyWordsView, WordsVerdict } from '../../view-models/encryption-model.ts';
import { isUrgent } from './standing-words.ts';

interface WordsCardProps {
  readonly view: SafetyWordsView;
  /** The guest that they are about, where there is more than one. */
  readonly name: string | null;
  /** What therapist and client agreed to say, if they did; the client's own side does not know it. */
  readonly phrase: string | null;
  readonly onJudge: (verdict: Exclude<WordsVerdict, 'open'>) => void;
}

/** Words that come before everything else: above the faces until they were compared. */
export function UrgentWords(props: WordsCardProps) {
  const words = useWords();
  const { view, name, onJudge } = props;
  return (
    <SafetyWords
      look="card"
      title={
        name === null ? words('privacy.words.first') : words('privacy.words.firstNamed', { name })
      }
      text={words('privacy.words.text')}
      label={words('privacy.words.list')}
      words={view.words}
      actions={
        <>
          {/* Both alike: whoever presses the bright one without reading has compared nothing. */}
          <Button
            onPress={() => {
              onJudge('same');
            }}
          >
            {words('privacy.words.same')}
          </Button>
          <Button
            onPress={() => {
              onJudge('different');
            }}
          >
            {words('privacy.words.differ')}
          </Button>
        </>
      }
    >
      <Phrase phrase={props.phrase} />
    </SafetyWords>
  );
}

/** Words in the details: to be compared whenever one likes, and judged anew if one misread them. */
export function StandingWords(props: WordsCardProps) {
  const words = useWords();
  const { view, name, onJudge } = props;
  const { verdict } = view;
  if (view.words.length === 0) return <Verdict view={view} />;
  return (
    <SafetyWords
      look="plain"
      title={
        name === null ? words('privacy.words.title') : words('privacy.words.titleNamed', { name })
      }
      text={verdict === 'open' ? words('privacy.words.text') : null}
      label={words('privacy.words.list')}
      words={view.words}
      actions={(['same', 'different'] as const).map((answer) => (
        <Button
          key={answer}
          isChosen={verdict === answer}
          {...(verdict === answer ? { icon: 'check' as const } : {})}
          onPress={() => {
            onJudge(answer);
          }}
        >
          {words(answer === 'same' ? 'privacy.words.same' : 'privacy.words.differ')}
        </Button>
      ))}
    >
      <Phrase phrase={props.phrase} />
      <Verdict view={view} />
    </SafetyWords>
  );
}

function Verdict({ view }: { readonly view: SafetyWordsView }) {
  const words = useWords();
  const { verdict, mustCompare } = view;
  const level = verdict === 'different' ? 'stop' : isUrgent(view) ? 'know' : 'quiet';
  return (
    // Words of a known device that nobody has compared are neither good nor bad.
    <StatusSentence level={level} isBare={verdict === 'open' && !mustCompare}>
      {words(`privacy.words.verdict.${verdict}`)}
    </StatusSentence>
  );
}

function Phrase({ phrase }: { readonly phrase: string | null }) {
  const words = useWords();
  return phrase === null ? null : <p>{words('privacy.words.phrase', { phrase })}</p>;
}
