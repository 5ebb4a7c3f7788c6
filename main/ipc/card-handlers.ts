import type { CardHandlers } from '../../src/contract/card-calls.ts';
import type { CardService } from '../services/card-service.ts';

/** The calls about sealed cards. */
export function cardHandlers(cards: CardService): CardHandlers {
  return {
    'card.status': ({ clientId }) => cards.status(clientId),
    'card.write': ({ clientId, field, text }) => cards.write(clientId, field, text),
    'card.open': ({ clientId, reason }) => cards.open(clientId, reason),
  };
}
