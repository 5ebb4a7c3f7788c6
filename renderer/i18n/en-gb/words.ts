import { accessLog } from './access-log.ts';
import { away } from './away.ts';
import { backups } from './backups.ts';
import { relay } from './relay.ts';
import { rescue } from './rescue.ts';
import { retention } from './retention.ts';
import { call } from './call.ts';
import { computer } from './computer.ts';
import { callShield } from './call-shield.ts';
import { common } from './common.ts';
import { devices } from './devices.ts';
import { errors } from './errors.ts';
import { files } from './files.ts';
import { guest } from './guest.ts';
import { guestApp } from './guest-app.ts';
import { privacy } from './privacy.ts';
import { privacyLater } from './privacy-later.ts';
import { recordExport } from './record-export.ts';
import { sealedCard } from './sealed-card.ts';
import { search } from './search.ts';
import { session } from './session.ts';
import { shield } from './shield.ts';
import { shieldSettings } from './shield-settings.ts';
import { slip } from './slip.ts';
import { talk } from './talk.ts';
import { talkLater } from './talk-later.ts';
import { therapist } from './therapist.ts';
import { treatment } from './treatment.ts';
import { vaultSecurity } from './vault-security.ts';

/** British English: the first language, and the shape of every other one. */
export const enGb = {
  accessLog,
  away,
  backups,
  relay,
  rescue,
  retention,
  common,
  call,
  computer,
  callShield,
  devices,
  errors,
  files,
  guest,
  guestApp,
  privacy: { ...privacy, ...privacyLater },
  recordExport,
  search,
  sealedCard,
  session,
  shield,
  shieldSettings,
  slip,
  talk: { ...talk, ...talkLater },
  therapist,
  treatment,
  vaultSecurity,
} as const;
