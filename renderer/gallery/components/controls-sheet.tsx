import { useState } from 'react';
import { Button, type ButtonProps } from '../../ui/controls/button.tsx';
import { CheckField } from '../../ui/controls/check-field.tsx';
import { CopyField } from '../../ui/controls/copy-field.tsx';
import { IconButton } from '../../ui/controls/icon-button.tsx';
import { NoteArea } from '../../ui/controls/note-area.tsx';
import { SearchField } from '../../ui/controls/search-field.tsx';
import { Select } from '../../ui/controls/select.tsx';
import { TextField, type TextFieldProps } from '../../ui/controls/text-field.tsx';
import { Group, Sheet, Specimen } from '../specimen.tsx';

const nothing = (): void => undefined;

export function ControlsSheet() {
  return (
    <Sheet title="Controls">
      {(['primary', 'quiet', 'plain', 'stop'] as const).map((variant) => (
        <ButtonStates key={variant} variant={variant} />
      ))}
      <ButtonSizes />
      <TextFields />
      <Selects />
      <CheckFields />
      <Group title="CopyField">
        <Specimen state="rest">
          <CopyField
            label="Link for your client"
            value="https://rooms.example/j/Zm9vYmFyYmF6cXV4cXV1eA#1.c2VjcmV0c2VjcmV0c2VjcmV0"
            hint="Works once. Send it in a way that only your client can read."
            copy={() => Promise.resolve('passing')}
          />
        </Specimen>
      </Group>
      <NoteAreas />
    </Sheet>
  );
}

function CheckFields() {
  return (
    <Group title="CheckField">
      {[true, false].map((isAtFirst) => (
        <Specimen key={String(isAtFirst)} state={isAtFirst ? 'checked' : 'not checked'}>
          <CheckSpecimen isAtFirst={isAtFirst} />
        </Specimen>
      ))}
    </Group>
  );
}

function CheckSpecimen({ isAtFirst }: { readonly isAtFirst: boolean }) {
  const [isChecked, setChecked] = useState(isAtFirst);
  return (
    <CheckField
      label="First appointment after the summer"
      detail="Written 3 November, 14:02"
      isChecked={isChecked}
      onChange={setChecked}
    />
  );
}

function ButtonStates({ variant }: { readonly variant: NonNullable<ButtonProps['variant']> }) {
  return (
    <Group title={`Button, ${variant}`} layout="close">
      <Specimen state="rest">
        <Button variant={variant}>Start a session</Button>
      </Specimen>
      <Specimen state="hover" force={['hovered']}>
        <Button variant={variant}>Start a session</Button>
      </Specimen>
      <Specimen state="pressed" force={['pressed']}>
        <Button variant={variant}>Start a session</Button>
      </Specimen>
      <Specimen state="focus" force={['focus-visible']}>
        <Button variant={variant}>Start a session</Button>
      </Specimen>
      <Specimen state="disabled">
        <Button variant={variant} isDisabled>
          Start a session
        </Button>
      </Specimen>
      <Specimen state="pending">
        <Button variant={variant} isPending pendingLabel="Starting…">
          Start a session
        </Button>
      </Specimen>
    </Group>
  );
}

function ButtonSizes() {
  return (
    <Group title="Button, sizes and icons" layout="close">
      <Specimen state="large">
        <Button variant="primary" size="large">
          Go to the waiting room
        </Button>
      </Specimen>
      <Specimen state="with an icon">
        <Button icon="plus">Add a client</Button>
      </Specimen>
      <Specimen state="wide, long words">
        <Button variant="primary" wide>
          Go on without picture and without sound
        </Button>
      </Specimen>
      <Specimen state="icon only">
        <IconButton icon="close" label="Close" onPress={nothing} />
      </Specimen>
      <Specimen state="icon only, focus" force={['focus-visible']}>
        <IconButton icon="close" label="Close" onPress={nothing} />
      </Specimen>
      <Specimen state="icon only, disabled">
        <IconButton icon="close" label="Close" isDisabled onPress={nothing} />
      </Specimen>
    </Group>
  );
}

function TextFields() {
  return (
    <Group title="TextField and SearchField">
      <Specimen state="empty">
        <LiveField hint="Not the real name. Lists, titles and links show only this." />
      </Specimen>
      <Specimen state="placeholder">
        <LiveField label="Address" placeholder="https://rooms.example" />
      </Specimen>
      <Specimen state="filled, focus" force={['focused']}>
        <LiveField value="Heron" />
      </Specimen>
      <Specimen state="error">
        <LiveField
          value="Heron"
          error="Another client has this pseudonym. Choose a different one."
        />
      </Specimen>
      <Specimen state="disabled">
        <LiveField value="Heron" isDisabled />
      </Specimen>
      <Specimen state="search, empty">
        <SearchField label="Find a client" value="" onChange={nothing} />
      </Specimen>
      <Specimen state="search, focus" force={['focused']}>
        <SearchField label="Find a client" value="her" onChange={nothing} />
      </Specimen>
    </Group>
  );
}

function LiveField(props: Partial<TextFieldProps>) {
  const [value, setValue] = useState(props.value ?? '');
  return <TextField label="Pseudonym" {...props} value={value} onChange={setValue} />;
}

const cameras = [
  { value: 'a', label: 'FaceTime HD Camera' },
  { value: 'b', label: 'A camera with a name that is much longer than any field could ever show' },
];

function Selects() {
  return (
    <Group title="Select">
      <Specimen state="chosen">
        <Select
          label="Camera"
          icon="camera"
          choices={cameras}
          value="a"
          placeholder="Choose one"
          onChange={nothing}
        />
      </Specimen>
      <Specimen state="long name, focus" force={['focus-visible']}>
        <Select
          label="Camera"
          icon="camera"
          choices={cameras}
          value="b"
          placeholder="Choose one"
          onChange={nothing}
        />
      </Specimen>
      <Specimen state="nothing chosen">
        <Select
          label="Camera"
          icon="camera"
          choices={cameras}
          value={null}
          placeholder="Choose one"
          onChange={nothing}
        />
      </Specimen>
      <Specimen state="nothing to choose">
        <Select
          label="Microphone"
          icon="microphone"
          choices={[]}
          value={null}
          placeholder="No microphone"
          onChange={nothing}
        />
      </Specimen>
      <Specimen state="disabled">
        <Select
          label="Microphone"
          icon="microphone"
          choices={cameras}
          value="a"
          placeholder="Choose one"
          isDisabled
          onChange={nothing}
        />
      </Specimen>
    </Group>
  );
}

function NoteAreas() {
  const text = 'Slept better this week. Talked about the move and what it would mean to say no.';
  return (
    <Group title="NoteArea">
      <Specimen state="empty">
        <NoteArea
          label="Note"
          value=""
          onChange={nothing}
          placeholder="Write here. Every word is saved within a second."
        />
      </Specimen>
      <Specimen state="written, focus" force={['focused']}>
        <NoteArea label="Note" value={text} onChange={nothing} />
      </Specimen>
      <Specimen state="disabled">
        <NoteArea label="Note" value={text} onChange={nothing} isDisabled />
      </Specimen>
    </Group>
  );
}
