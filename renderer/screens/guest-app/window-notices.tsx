import { useWords } from '../../i18n/use-words.ts';
import { Notice } from '../../ui/feedback/notice.tsx';
import { classesOf } from '../../ui/styles/class-names.ts';
import type { GuestAppModel } from '../../view-models/guest-app-model.ts';
import { useStore } from '../shared/use-store.ts';
import { ComputerNotice } from './computer-notice.tsx';
import { OwnShieldNotice } from '../shield/own-shield-notice.tsx';
import { InterruptionNotice } from './interruption-notice.tsx';
import styles from './window-notices.module.css';

const cx = classesOf(styles);

/** News of the app itself, above whatever screen is shown: it takes its own room and covers nobody's face. */
export function WindowNotices({ model }: { readonly model: GuestAppModel }) {
  const words = useWords();
  const isKeyPassing = useStore(model.isKeyPassing);
  const interruption = useStore(model.interruption);
  const advice = useStore(model.advice);
  return (
    <div className={cx('notices')}>
      {interruption && <InterruptionNotice interruption={interruption} model={model} />}
      <OwnShieldNotice capture={model.capture} more={words('shield.guest')} />
      {isKeyPassing && (
        <PassingKeyNotice
          onDismiss={() => {
            model.dismissPassingKey();
          }}
        />
      )}
      {advice.map((one) => (
        <ComputerNotice
          key={one.reason}
          advice={one}
          onDismiss={() => {
            model.dismissAdvice(one);
          }}
        />
      ))}
    </div>
  );
}

/** Nothing is wrong with the call; but the therapist will ask, and the person should know why. */
function PassingKeyNotice({ onDismiss }: { readonly onDismiss: () => void }) {
  const words = useWords();
  return (
    <Notice level="know" title={words('guestApp.passingKey.title')} isNews onDismiss={onDismiss}>
      {words('guestApp.passingKey.text')}
    </Notice>
  );
}
