import { useEffect, useRef } from 'react';
import { TextArea } from 'react-aria-components/TextArea';
import { TextField } from 'react-aria-components/TextField';
import { classesOf } from '../styles/class-names.ts';
import type { TextRange } from './text-range.ts';
import styles from './note-area.module.css';

const cx = classesOf(styles);

/**
 * A page to write on; fills the height that its parent gives it. The spelling checker is off: in a browser it may send
 * words elsewhere (R-SEC-10).
 */
export function NoteArea(props: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly placeholder?: string;
  readonly maxLength?: number;
  readonly isDisabled?: boolean;
  readonly isReadOnly?: boolean;
  /** A page of its own rather than a panel: larger, with lines of a readable length. */
  readonly wide?: boolean;
  /** Part of a page rather than all of it. */
  readonly isShort?: boolean;
  /** Selected and scrolled to when the page appears. */
  readonly place?: TextRange | null;
}) {
  const area = useRef<HTMLTextAreaElement>(null);
  const place = useRef(props.place);
  useEffect(() => {
    if (area.current && place.current) showPlace(area.current, place.current);
  }, []);
  return (
    <TextField
      className={cx('field', props.wide === true && 'wide', props.isShort === true && 'short')}
      aria-label={props.label}
      value={props.value}
      onChange={props.onChange}
      isDisabled={props.isDisabled ?? false}
      isReadOnly={props.isReadOnly ?? false}
      autoComplete="off"
      autoCorrect="off"
      spellCheck="false"
      {...(props.maxLength === undefined ? {} : { maxLength: props.maxLength })}
    >
      <TextArea className={cx('area')} ref={area} placeholder={props.placeholder} />
    </TextField>
  );
}

function showPlace(area: HTMLTextAreaElement, { from, to }: TextRange): void {
  area.focus();
  area.setSelectionRange(from, to);
  area.scrollTop = heightOf(area, from) - area.clientHeight / 2;
}

/** How high the text is up to there. A browser does not tell, nor scrolls to a selection that a program makes. */
function heightOf(area: HTMLTextAreaElement, to: number): number {
  const twin = area.cloneNode() as HTMLTextAreaElement;
  twin.value = area.value.slice(0, to);
  twin.style.cssText = `
    position: absolute; visibility: hidden; width: ${String(area.offsetWidth)}px; height: 0; min-height: 0`;
  area.after(twin);
  const height = twin.scrollHeight;
  twin.remove();
  return height;
}
