import { useEffect, useState } from 'react';
import { limits } from '../../../src/contract/limits.ts';
import { readAgeKeys } from '../../../src/domain/age-recipient.ts';
import { formatSize } from '../../i18n/format-size.ts';
import { formatTime } from '../../i18n/format-time.ts';
import { useLocale, useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/controls/button.tsx';
import { CheckField } from '../../ui/controls/check-field.tsx';
import { Select } from '../../ui/controls/select.tsx';
import { TextField } from '../../ui/controls/text-field.tsx';
import { ListSkeleton } from '../../ui/feedback/loading.tsx';
import { Notice } from '../../ui/feedback/notice.tsx';
import { Card } from '../../ui/layout/card.tsx';
import type { CardModel } from '../../view-models/card-model.ts';
import type { ExportAsking, ExportModel } from '../../view-models/export-model.ts';
import type { FilesModel } from '../../view-models/files-model.ts';
import type { NotesModel } from '../../view-models/notes-model.ts';
import { CodeNotice } from '../shared/code-notice.tsx';
import { useDay } from '../shared/use-day.ts';
import { useStore } from '../shared/use-store.ts';
import { useCard } from '../card/use-card.ts';
import {
  choiceOf,
  isCardReasonShort,
  leavesSomethingOut,
  toggled,
  type Draft,
} from './export-draft.ts';

interface ChoiceProps {
  readonly draft: Draft;
  readonly onDraft: (draft: Draft) => void;
}

/** What is to be in an export, and what is to open it. */
export function ExportChoice(
  props: ChoiceProps & {
    readonly model: ExportModel;
    readonly asking: ExportAsking;
    readonly openNotes: () => NotesModel;
    readonly openFiles: () => FilesModel;
    readonly openCard: () => CardModel;
  },
) {
  const { model, asking, draft, onDraft } = props;
  const words = useWords();
  const [isTried, setTried] = useState(false);
  const keys = readAgeKeys(draft.key);
  const needsReason = leavesSomethingOut(draft) && draft.reason.trim() === '';
  const needsKey = draft.lock === 'key' && !keys;
  const isRefused = asking.phase === 'failed' && asking.code === 'bad-request';
  const goOn = (): void => {
    setTried(true);
    if (needsReason || needsKey || isCardReasonShort(draft)) return;
    if (draft.lock === 'key' && keys) model.beginWithKeys(keys.keys, choiceOf(draft));
    else model.makeWords();
  };
  return (
    <>
      <p>{words('recordExport.what')}</p>
      <NotesInIt open={props.openNotes} draft={draft} onDraft={onDraft} />
      <FilesInIt open={props.openFiles} draft={draft} onDraft={onDraft} />
      {leavesSomethingOut(draft) && (
        <TextField
          label={words('recordExport.reason.label')}
          hint={words('recordExport.reason.hint')}
          value={draft.reason}
          maxLength={limits.leftOutReasonCharacters}
          error={isTried && needsReason ? words('recordExport.reason.missing') : null}
          onChange={(reason) => {
            onDraft({ ...draft, reason });
          }}
        />
      )}
      <CardInIt open={props.openCard} draft={draft} onDraft={onDraft} isTried={isTried} />
      <Opener draft={draft} onDraft={onDraft} isWrong={isRefused || (isTried && needsKey)} />
      {asking.phase === 'failed' && !isRefused && <CodeNotice level="stop" code={asking.code} />}
      <div>
        <Button
          variant="primary"
          onPress={goOn}
          isPending={asking.phase === 'busy'}
          pendingLabel={words('common.action.working')}
        >
          {words(draft.lock === 'key' ? 'recordExport.choosePlace' : 'recordExport.goOn')}
        </Button>
      </div>
    </>
  );
}

function NotesInIt({ open, draft, onDraft }: ChoiceProps & { readonly open: () => NotesModel }) {
  const words = useWords();
  const locale = useLocale();
  const day = useDay();
  const [model] = useState(open);
  const state = useStore(model.state);
  if (state.phase === 'loading') return <ListSkeleton label={words('common.loading')} rows={3} />;
  if (state.phase === 'failed') {
    return <Notice level="know">{words('recordExport.notes.failed')}</Notice>;
  }
  return (
    <Card title={words('recordExport.notes.title')} text={words('recordExport.notes.text')}>
      {state.notes.length === 0 && <p>{words('recordExport.notes.none')}</p>}
      <div>
        {state.notes.map(({ noteId, firstLine, createdAtMs }) => (
          <CheckField
            key={noteId}
            label={firstLine === '' ? words('therapist.client.emptyNote') : firstLine}
            detail={words('therapist.client.noteOf', {
              day: day(createdAtMs),
              time: formatTime(createdAtMs, locale),
            })}
            isChecked={!draft.notes.has(noteId)}
            onChange={(isIn) => {
              onDraft({ ...draft, notes: toggled(draft.notes, noteId, !isIn) });
            }}
          />
        ))}
      </div>
    </Card>
  );
}

function FilesInIt({ open, draft, onDraft }: ChoiceProps & { readonly open: () => FilesModel }) {
  const words = useWords();
  const locale = useLocale();
  const [model] = useState(open);
  useEffect(() => {
    model.load();
  }, [model]);
  const state = useStore(model.state);
  if (state.phase === 'failed') {
    return <Notice level="know">{words('recordExport.files.failed')}</Notice>;
  }
  if (state.phase === 'loading' || state.files.length === 0) return null;
  return (
    <Card title={words('recordExport.files.title')}>
      <div>
        {state.files.map(({ fileId, name, sizeBytes }) => (
          <CheckField
            key={fileId}
            label={name}
            detail={formatSize(sizeBytes, locale)}
            isChecked={!draft.files.has(fileId)}
            onChange={(isIn) => {
              onDraft({ ...draft, files: toggled(draft.files, fileId, !isIn) });
            }}
          />
        ))}
      </div>
    </Card>
  );
}

/** The sealed card, if there is one: in the file only with a reason. It is not opened here. */
function CardInIt(
  props: ChoiceProps & { readonly open: () => CardModel; readonly isTried: boolean },
) {
  const { draft, onDraft } = props;
  const words = useWords();
  const card = useCard(props.open);
  const state = useStore(card.state);
  if (state.phase === 'failed') {
    return <Notice level="know">{words('sealedCard.export.failed')}</Notice>;
  }
  if (state.phase === 'loading') return null;
  if (state.closed.filled.length === 0 && state.closed.timesOpened === 0) return null;
  return (
    <Card title={words('sealedCard.export.title')} text={words('sealedCard.export.text')}>
      <TextField
        label={words('sealedCard.export.reason')}
        hint={words('sealedCard.export.hint')}
        value={draft.cardReason}
        maxLength={limits.cardReasonCharacters}
        error={
          props.isTried && isCardReasonShort(draft)
            ? words('sealedCard.open.tooShort', { number: String(limits.cardReasonLeast) })
            : null
        }
        onChange={(cardReason) => {
          onDraft({ ...draft, cardReason });
        }}
      />
    </Card>
  );
}

function Opener({ draft, onDraft, isWrong }: ChoiceProps & { readonly isWrong: boolean }) {
  const words = useWords();
  return (
    <Card title={words('recordExport.lock.title')}>
      <Select
        label={words('recordExport.lock.label')}
        choices={[
          { value: 'passphrase', label: words('recordExport.lock.passphrase') },
          { value: 'key', label: words('recordExport.lock.key') },
        ]}
        value={draft.lock}
        placeholder=""
        onChange={(lock) => {
          onDraft({ ...draft, lock: lock === 'key' ? 'key' : 'passphrase' });
        }}
      />
      {draft.lock === 'key' && (
        <TextField
          label={words('recordExport.lock.keyLabel')}
          hint={words('recordExport.lock.keyHint')}
          value={draft.key}
          maxLength={limits.exportKeyCharacters * limits.exportKeys}
          error={isWrong ? words('recordExport.lock.notKey') : null}
          onChange={(key) => {
            onDraft({ ...draft, key });
          }}
        />
      )}
      {draft.lock === 'key' && readAgeKeys(draft.key)?.kind === 'classic' && (
        <Notice level="know" isNews>
          {words('recordExport.lock.classic')}
        </Notice>
      )}
    </Card>
  );
}
