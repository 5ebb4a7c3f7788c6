/** Lets the browser ask before it closes the page or leads away from it, while something would be lost. */
export function askBeforeClosing(
  page: Pick<EventTarget, 'addEventListener'>,
  wouldLose: () => boolean,
): void {
  page.addEventListener('beforeunload', (event) => {
    if (wouldLose()) event.preventDefault();
  });
}
