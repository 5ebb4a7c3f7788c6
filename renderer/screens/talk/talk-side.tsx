import { useWords } from '../../i18n/use-words.ts';
import { IconButton } from '../../ui/controls/icon-button.tsx';
import { SidePanel } from '../../ui/layout/side-panel.tsx';
import type { Person } from '../../view-models/call-model.ts';
import type { TalkModel } from '../../view-models/talk-model.ts';
import { LatePlace } from './late-place.tsx';
import type { TalkSideOf } from './talk-view.ts';
import type { TalkControls } from './use-talk-controls.ts';

/** The messages beside the faces, or what stands there until their code is here. */
export function TalkSide(props: {
  readonly talk: TalkModel;
  readonly controls: TalkControls;
  readonly people: readonly Person[];
  readonly pseudonym?: string;
  readonly side: TalkSideOf;
}) {
  const words = useWords();
  const { controls, pseudonym } = props;
  const { late } = controls;
  if (late.phase === 'ready') {
    const { Panel } = late;
    return (
      <Panel
        fieldRef={controls.fieldRef}
        view={{
          talk: props.talk,
          people: props.people,
          side: props.side,
          draft: controls.draft,
          onDraft: controls.setDraft,
          onClose: controls.turn,
          ...(pseudonym === undefined ? {} : { pseudonym }),
        }}
      />
    );
  }
  return (
    <SidePanel
      title={words('talk.title')}
      aside={<IconButton icon="close" label={words('talk.hide')} onPress={controls.turn} />}
    >
      <LatePlace late={late} onLoad={controls.loadAgain} />
    </SidePanel>
  );
}
