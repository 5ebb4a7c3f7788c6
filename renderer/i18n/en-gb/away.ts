/** Words of turning away from a call. Clients read them too; what stands on the plain page says nothing to anybody else. */
export const away = {
  turn: 'Someone came in',
  turnName: 'Someone came in: show a plain page',
  title: 'Notes',
  back: 'Back',
  help: 'Help',
  read: 'There is something that you should read.',
  telling: 'Saving…',
  told: 'Saved',
  host: 'Your therapist was interrupted. They do not see or hear you just now. Keep this window open.',
  hint: 'If someone comes in: F8, or “Someone came in”, turns this window into a page for notes. Nobody sees or hears you then, and your therapist is told. “Help” on that page, or F9, tells them that you are not safe. “Saved” means that it is in their app: they may not have read it yet.',
} as const;
