import type { HostSessionState } from '../../view-models/host-session-model.ts';
import type { NoteEditorState } from '../../view-models/note-editor-model.ts';
import { editing } from './fake-notes.ts';
import { appLink, inviteLink, nowMs, session } from './fake-world.ts';

type Open = Extract<HostSessionState, { phase: 'open' }>;

/** A session whose room is open. */
export function openSession(more: Partial<Open> = {}): Open {
  return {
    phase: 'open',
    session,
    invite: { phase: 'ready', link: inviteLink, appLink, expiresAtMs: nowMs + 100 * 60_000 },
    waiting: [],
    failed: null,
    ...more,
  };
}

/** A note in which nothing stands yet. */
export function emptyNote(): NoteEditorState {
  return editing({ text: '' });
}
