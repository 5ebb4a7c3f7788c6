import type { LeftFilesModel } from '../../view-models/left-files.ts';
import { useStore } from '../shared/use-store.ts';
import { LatePlace } from './late-place.tsx';
import { useLateTalkFor } from './use-late-talk.ts';

/** After the session: files that lie nowhere else. Nothing where there are none. */
export function LeftFiles(props: {
  readonly files: LeftFilesModel;
  /** What is to be known of them on this side. */
  readonly text: string;
  /** A browser saves by itself, wherever it was told to. */
  readonly isBrowser?: boolean;
}) {
  const hasFiles = useStore(props.files.state).length > 0;
  const { late, load } = useLateTalkFor(hasFiles);
  if (!hasFiles) return null;
  if (late.phase !== 'ready') return <LatePlace late={late} onLoad={load} />;
  const { FilesCard } = late;
  return <FilesCard {...props} />;
}
