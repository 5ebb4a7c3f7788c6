import { formatSize } from '../../i18n/format-size.ts';
import { useLocale, useWords } from '../../i18n/use-words.ts';
import { Card } from '../../ui/layout/card.tsx';
import type { LeftFilesModel } from '../../view-models/left-files.ts';
import { FileList, FileRow } from '../shared/file-row.tsx';
import { useStore } from '../shared/use-store.ts';

/** After the session: files that lie nowhere else, for as long as the page is open. Nothing where there are none. */
export function LeftFilesCard(props: {
  readonly files: LeftFilesModel;
  /** What is to be known of them on this side. */
  readonly text: string;
  /** A browser saves by itself, wherever it was told to. */
  readonly isBrowser?: boolean;
}) {
  const words = useWords();
  const locale = useLocale();
  const { files, isBrowser } = props;
  const left = useStore(files.state);
  if (left.length === 0) return null;
  return (
    <Card title={words('talk.filesLeft')} text={props.text}>
      <FileList label={words('talk.filesLeft')}>
        {left.map(({ key, name, bytes, saving, keeping }) => (
          <FileRow
            key={key}
            name={name}
            detail={formatSize(bytes.length, locale)}
            saving={saving}
            saved={words(isBrowser === true ? 'talk.file.savedBrowser' : 'talk.file.saved')}
            onSave={() => {
              files.save(key);
            }}
            {...(files.canKeep
              ? {
                  keeping,
                  onKeep: () => {
                    files.keep(key);
                  },
                }
              : {})}
          />
        ))}
      </FileList>
    </Card>
  );
}
