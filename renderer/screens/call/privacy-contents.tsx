import { formatCount } from '../../i18n/format-count.ts';
import { useLocale, useWords } from '../../i18n/use-words.ts';
import { Facts } from '../../ui/layout/facts.tsx';
import type { CallEncryption } from '../../view-models/encryption-model.ts';
import { useLateShield } from '../shield/use-late-shield.ts';
import { inBrowser } from './call-status.ts';
import { countByKind } from './drop-kind.ts';
import { judgeWords } from './judge-words.ts';
import { wordsName, type PrivacyView } from './privacy-view.ts';
import { isUrgent, standingWords } from './standing-words.ts';
import { StandingWords } from './words-card.tsx';

/** The details: how the call is protected, the safety words, and figures for those who want them. */
export function PrivacyContents({ view }: { readonly view: PrivacyView }) {
  const words = useWords();
  const { state, own, call } = view;
  const { encryption, people } = state;
  const who = inBrowser(people, encryption, own);
  const late = useLateShield();
  if (people.length === 0) return <p>{words('privacy.nobody')}</p>;
  return (
    <>
      <p>{who ? words(`privacy.browser.${who}`) : words('privacy.explain')}</p>
      {standingWords(encryption, people)
        // Words that come first stand above the faces.
        .filter((one) => !isUrgent(one))
        .map((one) => (
          <StandingWords
            key={one.seatId}
            view={one}
            name={wordsName(view, one)}
            phrase={view.phrase}
            onJudge={(verdict) => {
              judgeWords(call, one, verdict);
            }}
          />
        ))}
      {late && <late.ReportedShields view={view} />}
      {encryption && <EncryptionFacts encryption={encryption} />}
    </>
  );
}

function EncryptionFacts({ encryption }: { readonly encryption: CallEncryption }) {
  const words = useWords();
  const locale = useLocale();
  const figure = (count: number): string => formatCount(count, locale);
  const dropped = [...countByKind(encryption.dropped)].map(([kind, count]) => ({
    what: words(`privacy.facts.drop.${kind}`),
    is: figure(count),
  }));
  return (
    <Facts
      isSmall
      rows={[
        { what: words('privacy.facts.epoch'), is: figure(encryption.epoch) },
        { what: words('privacy.facts.sealed'), is: figure(encryption.sealed) },
        { what: words('privacy.facts.opened'), is: figure(encryption.opened) },
        ...(dropped.length > 0
          ? dropped
          : [{ what: words('privacy.facts.dropped'), is: figure(0) }]),
        { what: words('privacy.facts.refused'), is: figure(encryption.refused) },
        { what: words('privacy.facts.suite'), is: encryption.suite },
      ]}
    />
  );
}
