import { useEffect, useState, useSyncExternalStore } from 'react';
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
  return view ? <Shown key={id} view={view} /> : <Contents views={props.views} />;
}

function Shown({ view }: { readonly view: View }) {
  const [draw] = useState(() => view.prepare());
  useEffect(() => {
    window.scrollTo(0, 0);
    let isGone = false;
    void pressAll(view.press ?? []).finally(() => {
      // Tells who walks through the gallery that this view is there.
      if (!isGone) document.body.dataset['shows'] = view.id;
    });
    return () => {
      isGone = true;
    };
  }, [view]);
  return draw();
}

/** Presses controls by name, one after the other, each as soon as it is there. */
async function pressAll(names: readonly string[]): Promise<void> {
  for (const name of names) {
    (await findControl(name)).click();
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
}

async function findControl(name: string): Promise<HTMLElement> {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    const control = [...document.querySelectorAll<HTMLElement>('button, summary, label bdi')].find(
      (one) => (one.getAttribute('aria-label') ?? one.textContent) === name,
    );
    if (control) return control;
  }
  throw new Error(`nothing to press is called ${name}`);
}
