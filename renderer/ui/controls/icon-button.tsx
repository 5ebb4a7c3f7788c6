import { Button as AriaButton } from 'react-aria-components/Button';
import { Icon } from '../icons/icon.tsx';
import type { IconName } from '../icons/icon-shapes.tsx';
import { classesOf } from '../styles/class-names.ts';
import styles from './icon-button.module.css';

const cx = classesOf(styles);

/** A button that shows a drawing only; `label` is its name. For things that everybody knows: close, back. */
export function IconButton(props: {
  readonly icon: IconName;
  readonly label: string;
  readonly isDisabled?: boolean;
  readonly onPress: () => void;
}) {
  return (
    <AriaButton
      className={cx('button')}
      aria-label={props.label}
      isDisabled={props.isDisabled ?? false}
      onPress={props.onPress}
    >
      <Icon name={props.icon} />
    </AriaButton>
  );
}
