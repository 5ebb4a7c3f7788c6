import { Fragment, useEffect, useSyncExternalStore } from 'react';
import { Contents } from './contents.tsx';
import type { View } from './view.ts';

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => {
    window.removeEventListener('hashchange', listener);
  };
}

/** The view that the address names, or the contents. */
export function Gallery(props: { readonly views: readonly View[] }) {
  const id = useSyncExternalStore(subscribe, () => location.hash.slice(1));
  const view = props.views.find((one) => one.id === id);
  useEffect(() => {
    // Tells who walks through the gallery that this view is there.
    document.body.dataset['shows'] = id;
    window.scrollTo(0, 0);
  }, [id]);
  return view ? <Fragment key={id}>{view.render()}</Fragment> : <Contents views={props.views} />;
}
