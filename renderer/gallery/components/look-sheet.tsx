import { useEffect, useRef } from 'react';
import { Icon } from '../../ui/icons/icon.tsx';
import { iconShapes, type IconName } from '../../ui/icons/icon-shapes.tsx';
import { Brand } from '../../ui/layout/brand.tsx';
import { classesOf } from '../../ui/styles/class-names.ts';
import { Group, Sheet, Specimen } from '../specimen.tsx';
import styles from './look-sheet.module.css';

const cx = classesOf(styles);

const colours = [
  'surface-page',
  'surface-raised',
  'surface-sunken',
  'surface-hover',
  'surface-pressed',
  'line',
  'line-strong',
  'text-quiet',
  'text',
  'accent',
  'accent-soft',
  'know-soft',
  'know-text',
  'stop',
  'stop-soft',
  'stop-text',
] as const;

export function LookSheet() {
  return (
    <Sheet title="Type, colour, icons">
      <Group title="Type" layout="wide">
        <div className={cx('sizes')}>
          <Brand />
          {(['28', '22', '17', '15', '13'] as const).map((size) => (
            <p key={size} className={cx(`s${size}`)}>
              {size} You are in the waiting room
            </p>
          ))}
        </div>
      </Group>
      <Group title="Colour" layout="close">
        {colours.map((name) => (
          <Specimen key={name} state={name}>
            <Swatch name={name} />
          </Specimen>
        ))}
      </Group>
      <Group title="Icons" layout="close">
        {(Object.keys(iconShapes) as IconName[]).map((name) => (
          <Specimen key={name} state={name}>
            <span className={cx('icon')}>
              <Icon name={name} size={16} />
              <Icon name={name} size={20} />
              <Icon name={name} size={24} />
              <Icon name={name} size={40} />
            </span>
          </Specimen>
        ))}
      </Group>
    </Sheet>
  );
}

function Swatch({ name }: { readonly name: string }) {
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    element.current?.style.setProperty('background', `var(--${name})`);
  }, [name]);
  return <div ref={element} className={cx('swatch')} />;
}
