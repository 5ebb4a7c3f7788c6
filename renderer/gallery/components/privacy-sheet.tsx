import { Button } from '../../ui/controls/button.tsx';
import { SafetyWords } from '../../ui/feedback/safety-words.tsx';
import { StatusSentence } from '../../ui/feedback/status-sentence.tsx';
import { StatusStrip } from '../../ui/feedback/status-strip.tsx';
import { Facts } from '../../ui/layout/facts.tsx';
import { PanelSection, SidePanel } from '../../ui/layout/side-panel.tsx';
import { Group, Sheet, Specimen } from '../specimen.tsx';

const nothing = (): void => undefined;

/** What a call says of its privacy, part by part. */
export function PrivacySheet() {
  return (
    <Sheet title="Privacy of a call">
      <Sentences />
      <Strips />
      <Words />
      <Group title="SidePanel and PanelSection">
        <Specimen state="a section closed, a section open">
          <SidePanel title="Note of this session" aside={<span>Saved 2 s ago</span>}>
            <p>What is always there.</p>
            <PanelSection title="Privacy of this call" isOpen={false} onTurn={nothing}>
              <p>Nothing to see while it is closed.</p>
            </PanelSection>
            <PanelSection title="People and links" isOpen onTurn={nothing}>
              <p>What is in it.</p>
            </PanelSection>
          </SidePanel>
        </Specimen>
        <Specimen state="small facts">
          <Facts
            isSmall
            rows={[
              { what: 'Times that the keys changed', is: '3' },
              { what: 'Frames locked here', is: '48,213' },
              { what: 'Dropped, not as they were sent', is: '12' },
              { what: 'Method', is: 'MLS_256_XWING_AES256GCM_SHA512_Ed25519' },
            ]}
          />
        </Specimen>
      </Group>
    </Sheet>
  );
}

function Sentences() {
  return (
    <Group title="StatusSentence">
      <Specimen state="quiet">
        <StatusSentence level="quiet">Same device as in your last 6 sessions</StatusSentence>
      </Specimen>
      <Specimen state="know">
        <StatusSentence level="know">
          New device. Compare the words before anything else.
        </StatusSentence>
      </Specimen>
      <Specimen state="stop">
        <StatusSentence level="stop">You said that they differ.</StatusSentence>
      </Specimen>
      <Specimen state="bare">
        <StatusSentence level="quiet" isBare>
          Not compared yet.
        </StatusSentence>
      </Specimen>
    </Group>
  );
}

const strip = { more: 'Details', moreRef: nothing, isExpanded: false, onMore: nothing };

function Strips() {
  return (
    <Group title="StatusStrip" layout="wide">
      <Specimen state="all is well" isDark>
        <StatusStrip
          {...strip}
          says={{ level: 'quiet', text: 'Only you two can see and hear this call.' }}
        />
      </Specimen>
      <Specimen state="something to know" isDark>
        <StatusStrip
          {...strip}
          says={{
            level: 'know',
            text: 'The page that your client uses comes from the server. Whoever controls the server could change it, and see and hear this call.',
          }}
        />
      </Specimen>
      <Specimen state="nothing to say" isDark>
        <StatusStrip {...strip} says={null} />
      </Specimen>
    </Group>
  );
}

function Words() {
  const words = {
    text: 'Read them aloud to each other. Do you both see the same four, in the same order?',
    label: 'The four words',
    words: ['harbor', 'velvet', 'october', 'lantern'],
    actions: (
      <>
        <Button>They are the same</Button>
        <Button>They differ</Button>
      </>
    ),
  };
  return (
    <>
      <Group title="SafetyWords" layout="wide">
        <Specimen state="before everything else" isDark>
          <SafetyWords look="card" title="Compare these words before you talk" {...words}>
            <p>If they are the same, ask your client for your agreed phrase: “blue door”.</p>
          </SafetyWords>
        </Specimen>
      </Group>
      <Group title="SafetyWords, in a panel">
        <Specimen state="not compared">
          <SafetyWords look="plain" title="Safety words" {...words}>
            <StatusSentence level="quiet" isBare>
              Not compared yet.
            </StatusSentence>
          </SafetyWords>
        </Specimen>
        <Specimen state="compared">
          <SafetyWords look="plain" title="Safety words: client 2" {...words} text={null}>
            <StatusSentence level="quiet">You said that they are the same.</StatusSentence>
          </SafetyWords>
        </Specimen>
      </Group>
    </>
  );
}
