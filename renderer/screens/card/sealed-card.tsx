import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { CardField } from '../../../src/contract/card-calls.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/controls/button.tsx';
import { ListSkeleton } from '../../ui/feedback/loading.tsx';
import { Notice } from '../../ui/feedback/notice.tsx';
import { StatusLine } from '../../ui/feedback/status-line.tsx';
import { classesOf } from '../../ui/styles/class-names.ts';
import { cardClosesAfterMs, type CardModel, type CardState } from '../../view-models/card-model.ts';
import { CodeNotice } from '../shared/code-notice.tsx';
import { useScreenPorts } from '../shared/screen-ports.ts';
import { useStore } from '../shared/use-store.ts';
import { CardFields } from './card-fields.tsx';
import { CardOpenings } from './card-openings.tsx';
import { CardSheet } from './card-sheet.tsx';
import { OpenCardDialog } from './open-card-dialog.tsx';
import styles from './sealed-card.module.css';
import { WriteFieldDialog } from './write-field-dialog.tsx';

const cx = classesOf(styles);

type ReadyCard = Extract<CardState, { phase: 'ready' }>;

/** The sealed card of one client: written on without opening it, and opened with a reason. */
export function SealedCard({ card }: { readonly card: CardModel }) {
  const words = useWords();
  const state = useStore(card.state);
  if (state.phase === 'loading') return <ListSkeleton label={words('common.loading')} rows={4} />;
  if (state.phase === 'failed') return <Unread card={card} state={state} />;
  return <Ready card={card} state={state} />;
}

function Unread(props: {
  readonly card: CardModel;
  readonly state: Extract<CardState, { phase: 'failed' }>;
}) {
  const words = useWords();
  return (
    <CodeNotice
      code={props.state.code}
      actions={
        <Button
          onPress={() => {
            props.card.load();
          }}
        >
          {words('common.action.tryAgain')}
        </Button>
      }
    />
  );
}

function Ready({ card, state }: { readonly card: CardModel; readonly state: ReadyCard }) {
  const words = useWords();
  const { closed, opened, deed } = state;
  const [isAsking, setAsking] = useState(false);
  const [writing, setWriting] = useState<{ field: CardField; isFilled: boolean } | null>(null);
  const [saved, setSaved] = useState<CardField | null>(null);
  const mayOpen = closed.filled.length > 0 || closed.timesOpened > 0;
  const before = opened?.fields.find(({ field }) => field === writing?.field)?.text ?? null;
  return (
    <InUse card={card} isOpen={opened !== null} isAsking={isAsking}>
      {opened && <Opened card={card} isEmpty={opened.fields.length === 0} />}
      {!opened && mayOpen && (
        <div>
          <Button
            icon="lock"
            onPress={() => {
              setSaved(null);
              setAsking(true);
            }}
          >
            {words('sealedCard.open.press')}
          </Button>
        </div>
      )}
      <CardFields
        fields={opened?.fields ?? closed.filled}
        isOpen={opened !== null}
        onWrite={(field, isFilled) => {
          setSaved(null);
          setWriting({ field, isFilled });
        }}
      />
      <div className={cx('foot')}>
        <CardOpenings
          key={opened ? 'open' : 'sealed'}
          openings={opened?.openings ?? closed.openings}
          times={closed.timesOpened}
          isOpen={opened !== null}
        />
        <StatusLine>
          {saved && words('sealedCard.write.saved', { field: words(`sealedCard.field.${saved}`) })}
        </StatusLine>
      </div>
      {opened && <CardSheet opened={opened} />}
      {isAsking && (
        <OpenCardDialog
          card={card}
          deed={deed}
          onClose={() => {
            setAsking(false);
          }}
        />
      )}
      {writing && (
        <WriteFieldDialog
          card={card}
          {...writing}
          deed={deed}
          before={before}
          onClose={(isKept) => {
            if (isKept) setSaved(writing.field);
            // What was given up may be kept only now: by then another one may be written.
            setWriting((now) => (now === writing ? null : now));
          }}
        />
      )}
    </InUse>
  );
}

/** That it is open, and how it is put away or on paper. */
function Opened({ card, isEmpty }: { readonly card: CardModel; readonly isEmpty: boolean }) {
  const words = useWords();
  const { print } = useScreenPorts();
  return (
    <Notice
      level="know"
      isNews
      title={words('sealedCard.opened.title')}
      actions={
        <>
          <Button
            onPress={() => {
              card.close();
            }}
          >
            {words('sealedCard.opened.close')}
          </Button>
          {!isEmpty && <Button onPress={print}>{words('sealedCard.opened.print')}</Button>}
        </>
      }
    >
      {words('sealedCard.opened.text', { minutes: String(cardClosesAfterMs / 60_000) })}{' '}
      {words(isEmpty ? 'sealedCard.opened.empty' : 'sealedCard.opened.printText')}
    </Notice>
  );
}

/**
 * Whoever moves, presses or types something here uses the card. What was pressed to open or to close it is gone then, and the focus comes
 * here, unless it is somewhere else: a card that closes by itself disturbs nobody who writes.
 */
function InUse(props: {
  readonly card: CardModel;
  readonly isOpen: boolean;
  /** The dialog for the reason has the focus. */
  readonly isAsking: boolean;
  readonly children: ReactNode;
}) {
  const { card, isOpen, isAsking, children } = props;
  const element = useRef<HTMLDivElement>(null);
  const wasOpen = useRef(isOpen);
  useEffect(() => {
    if (isAsking || wasOpen.current === isOpen) return;
    wasOpen.current = isOpen;
    if (document.activeElement === document.body) element.current?.focus();
  }, [isOpen, isAsking]);
  useEffect(() => {
    const used = (): void => {
      card.touch();
    };
    const kinds = ['pointermove', 'pointerdown', 'keydown', 'focusin', 'wheel'] as const;
    const { current } = element;
    for (const kind of kinds) current?.addEventListener(kind, used, { passive: true });
    return () => {
      for (const kind of kinds) current?.removeEventListener(kind, used);
    };
  }, [card]);
  return (
    <div className={cx('card')} ref={element} tabIndex={-1}>
      {children}
    </div>
  );
}
