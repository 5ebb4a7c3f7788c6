import { useLateShield } from '../shield/use-late-shield.ts';
import { KeptOutNotice } from './kept-out-notice.tsx';
import { PrivacyNews } from './privacy-news.tsx';
import { PrivacyStrip } from './privacy-strip.tsx';
import type { PrivacyView } from './privacy-view.ts';
import type { PrivacyDetails } from './use-privacy-details.ts';

/**
 * Above the faces: who can see and hear this call, and what must be known of that now. While one is alone there is only
 * what was kept out.
 */
export function PrivacyAbove(props: {
  readonly view: PrivacyView | null;
  readonly side: 'host' | 'guest';
  readonly details: PrivacyDetails;
  /** Ends or leaves the call, after asking. */
  readonly onEnd: () => void;
}) {
  const { view, side, details } = props;
  const late = useLateShield();
  if (!view) return null;
  return (
    <>
      {view.state.people.length > 0 && (
        <>
          <PrivacyStrip view={view} details={details} />
          <PrivacyNews
            view={view}
            side={side}
            onEnd={props.onEnd}
            onDetails={details.show}
            onJudged={details.focusMore}
          />
          {late && <late.CallShieldNotice view={view} />}
        </>
      )}
      <KeptOutNotice state={view.state} />
    </>
  );
}
