import { formatSize } from '../../i18n/format-size.ts';
import { useLocale, useWords } from '../../i18n/use-words.ts';
import { Card } from '../../ui/layout/card.tsx';
import type { LeftFilesModel } from '../../view-models/left-files.ts';
import { FileList, FileRow } from '../shared/file-row.tsx';
import { useStore } from '../shared/use-store.ts';

/** After the session: files that nobody has saved, for as long as the window is open. Nothing where there are none. */
export function LeftFilesCard(props: {
  readonly files: LeftFilesModel;
  /** A browser saves by itself, wherever it was told to. */
  readonly isBrowser: boolean;
}) {
  const words = useWords();
  const locale = useLocale();
  const files = useStore(props.files.state);
  if (files.length === 0) return null;
  return (
    <Card title={words('guest.files.title')} text={words('guest.files.text')}>
      <FileList label={words('guest.files.title')}>
        {files.map(({ key, name, bytes, saving }) => (
          <FileRow
            key={key}
            name={name}
            detail={formatSize(bytes.length, locale)}
            saving={saving}
            saved={words(props.isBrowser ? 'talk.file.savedBrowser' : 'talk.file.saved')}
            onSave={() => {
              props.files.save(key);
            }}
          />
        ))}
      </FileList>
    </Card>
  );
}
