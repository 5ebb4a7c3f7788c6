import { Group, Sheet } from './specimen.tsx';
import type { View } from './view.ts';

/** The first page: everything that there is to look at, by day and by night. */
export function Contents(props: { readonly views: readonly View[] }) {
  return (
    <Sheet title="Quietroom gallery">
      <Group title="Views">
        {props.views.map(({ id, title, kind }) => (
          <p key={id}>
            <a href={`/?theme=light#${id}`} data-view={id} data-kind={kind}>
              {title}
            </a>{' '}
            · <a href={`/?theme=dark#${id}`}>dark</a>
          </p>
        ))}
      </Group>
    </Sheet>
  );
}
