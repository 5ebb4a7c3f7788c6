import { useWords } from '../../i18n/use-words.ts';
import { Facts } from '../../ui/layout/facts.tsx';
import type { PrivacyView } from '../call/privacy-view.ts';
import { ownReport, reportOf } from './shield-report.ts';

/** Among the details of a call: what everybody's app reports of its window, one's own among them. */
export function ReportedShields({ view }: { readonly view: PrivacyView }) {
  const words = useWords();
  const rows = view.state.people.flatMap((person) => {
    const report = reportOf(person);
    if (report === null) return [];
    return [{ what: view.nameOf(person), is: words(`callShield.reported.${report}`) }];
  });
  if (rows.length === 0) return null;
  const own = ownReport(view);
  return (
    <section>
      <h3>{words('callShield.title')}</h3>
      <p>{words('callShield.text')}</p>
      <Facts
        isSmall
        rows={[...rows, { what: words('callShield.you'), is: words(`callShield.own.${own}`) }]}
      />
    </section>
  );
}
