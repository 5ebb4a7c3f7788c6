import { useState } from 'react';
import { useWords } from '../../i18n/use-words.ts';
import { Notice } from '../../ui/feedback/notice.tsx';
import type { PrivacyView } from '../call/privacy-view.ts';
import { isHeld, reportOf, sideOf, withoutShield } from './shield-report.ts';

/** Above the faces: whose window is not reported as hidden, and whose camera stays off for it. */
export function CallShieldNotice({ view }: { readonly view: PrivacyView }) {
  const words = useWords();
  const people = withoutShield(view.state.people);
  const held = isHeld(view);
  // Another report is said again, also when an earlier one was put away.
  const said = people.map((one) => `${one.seatId} ${String(reportOf(one))}`).join();
  const [dismissed, setDismissed] = useState('');
  const isShown = people.length > 0 && said !== dismissed;
  if (!isShown && !held) return null;
  return (
    <Notice
      level="know"
      isNews
      title={words('callShield.title')}
      {...(held
        ? {}
        : {
            onDismiss: () => {
              setDismissed(said);
            },
          })}
    >
      {people.map((person) => (
        <p key={person.seatId}>
          {view.nameOf(person)}: {words(`callShield.reported.${reportOf(person) ?? 'none'}`)}
        </p>
      ))}
      {held && <p>{words(`callShield.held.${sideOf(view)}`)}</p>}
    </Notice>
  );
}
