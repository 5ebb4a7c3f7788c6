import { cardFields, type CardField } from '../../../src/contract/card-calls.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/controls/button.tsx';
import { Icon } from '../../ui/icons/icon.tsx';
import { classesOf } from '../../ui/styles/class-names.ts';
import styles from './card-fields.module.css';
import { useWrittenWords } from './use-written-words.ts';

const cx = classesOf(styles);

/** A field of the card. `text` is left out while the card is sealed, and null where it cannot be read. */
export interface ShownField {
  readonly field: CardField;
  readonly writtenAtMs: number;
  readonly text?: string | null;
}

/** Every field of a card: whether something stands there, since when, and what, if it is open. */
export function CardFields(props: {
  readonly fields: readonly ShownField[];
  /** What stands there is shown, and wants the whole width. */
  readonly isOpen: boolean;
  readonly onWrite: (field: CardField, isFilled: boolean) => void;
}) {
  return (
    <ul className={cx('fields', !props.isOpen && 'sealed')}>
      {cardFields.map((field) => {
        const shown = props.fields.find((one) => one.field === field);
        return (
          <Field
            key={field}
            field={field}
            {...(shown && { shown })}
            onWrite={() => {
              props.onWrite(field, shown !== undefined);
            }}
          />
        );
      })}
    </ul>
  );
}

function Field(props: {
  readonly field: CardField;
  readonly shown?: ShownField;
  readonly onWrite: () => void;
}) {
  const { field, shown, onWrite } = props;
  const words = useWords();
  const name = words(`sealedCard.field.${field}`);
  const deed = shown ? 'replace' : 'open';
  return (
    <li className={cx('field')}>
      <div className={cx('head')}>
        <div className={cx('what')}>
          <span className={cx('name')}>{name}</span>
          {shown ? (
            <Written shown={shown} />
          ) : (
            <span className={cx('when')}>{words('sealedCard.none')}</span>
          )}
        </div>
        <Button
          variant="plain"
          label={words(`sealedCard.write.${deed}Named`, { field: name })}
          onPress={onWrite}
        >
          {words(`sealedCard.write.${deed}`)}
        </Button>
      </div>
      {shown?.text !== undefined && <FieldText text={shown.text} />}
    </li>
  );
}

function Written({ shown: { field, writtenAtMs } }: { readonly shown: ShownField }) {
  const written = useWrittenWords();
  const { line, isOld } = written(field, writtenAtMs);
  return (
    <span className={cx('when', isOld && 'old')}>
      {isOld && <Icon name="know" size={16} />}
      {line}
    </span>
  );
}

function FieldText({ text }: { readonly text: string | null }) {
  const words = useWords();
  if (text === null) return <p className={cx('lost')}>{words('sealedCard.unreadable')}</p>;
  return (
    <p className={cx('text')} dir="auto">
      {text}
    </p>
  );
}
