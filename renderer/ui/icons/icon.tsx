import { iconShapes, type IconName } from './icon-shapes.tsx';

/** A drawing beside words or inside a named control; by itself it says nothing to assistive technology. */
export function Icon(props: { readonly name: IconName; readonly size?: 16 | 20 | 24 | 40 }) {
  const { name, size = 20 } = props;
  return (
    <svg
      aria-hidden="true"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={size === 40 ? 1.25 : 1.5}
      strokeLinecap="round"
      strokeLinejoin="round"
      focusable="false"
    >
      {iconShapes[name]}
    </svg>
  );
}
