import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/controls/button.tsx';
import { Loading } from '../../ui/feedback/loading.tsx';
import { Notice } from '../../ui/feedback/notice.tsx';
import type { LateTalk } from './use-late-talk.ts';

/** What stands in the place of code that is not here yet, or that could not be loaded. */
export function LatePlace(props: { readonly late: LateTalk; readonly onLoad: () => void }) {
  const words = useWords();
  if (props.late.phase !== 'failed') {
    return (
      <div aria-busy="true">
        <Loading label={words('common.loading')} />
      </div>
    );
  }
  return (
    <Notice
      level="know"
      isNews
      actions={<Button onPress={props.onLoad}>{words('common.action.tryAgain')}</Button>}
    >
      {words('talk.notLoaded')}
    </Notice>
  );
}
