import { classesOf } from '../styles/class-names.ts';
import { VisuallyHidden } from '../styles/visually-hidden.tsx';
import styles from './loading.module.css';

const cx = classesOf(styles);

/** Something is under way and will be over in a moment: a small ring, and what it is in words. */
export function Loading(props: {
  readonly label: string;
  /** The whole screen is waiting: these words are its heading. */
  readonly isTitle?: boolean;
}) {
  return (
    <output className={cx('loading')}>
      <span className={cx('ring')} aria-hidden="true" />
      {props.isTitle === true ? (
        <h1 className={cx('label')}>{props.label}</h1>
      ) : (
        <span className={cx('label')}>{props.label}</span>
      )}
    </output>
  );
}

/** The shape of a list that is being read. Does not move. */
export function ListSkeleton(props: { readonly label: string; readonly rows?: number }) {
  const rows = Array.from({ length: props.rows ?? 4 }, (_, index) => index);
  return (
    <output className={cx('skeleton')}>
      <VisuallyHidden>{props.label}</VisuallyHidden>
      <div className={cx('rows')} aria-hidden="true">
        {rows.map((row) => (
          <div key={row} className={cx('row')}>
            <span className={cx('bar', 'title')} />
            <span className={cx('bar', 'detail')} />
          </div>
        ))}
      </div>
    </output>
  );
}
