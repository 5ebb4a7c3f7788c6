import { useEffect, useState } from 'react';
import type { CardModel } from '../../view-models/card-model.ts';

/** The card of one client, for as long as what asks for it is on the screen: then nothing of it stays. */
export function useCard(open: () => CardModel): CardModel {
  const [card] = useState(open);
  useEffect(() => {
    card.load();
    return () => {
      card.close();
    };
  }, [card]);
  return card;
}
