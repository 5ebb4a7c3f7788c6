import type { Page } from 'playwright-core';

/** What a page's connections have tried to be reached by, and what they use. */
export interface Ways {
  readonly connections: number;
  /** The kinds that they have tried a way from. Chromium 130 lists others as well, which it makes and never uses. */
  readonly candidates: readonly string[];
  readonly selected: readonly string[];
  /** How the relays that were found are reached. */
  readonly relayed: readonly string[];
  readonly bytesSent: number;
}

/**
 * Asked of the browser, of every connection that the page has made and that had somebody at its other end. The page needs
 * the probe of its connections.
 */
export async function waysOf(page: Page): Promise<Ways> {
  return page.evaluate(async () => {
    const found = {
      connections: 0,
      candidates: new Set<string>(),
      selected: [] as string[],
      relayed: new Set<string>(),
      bytesSent: 0,
    };
    for (const connection of window.quietroomProbe?.connections ?? []) {
      if (connection.connectionState === 'closed') continue;
      found.connections += 1;
      const report: ReadonlyMap<string, Record<string, unknown>> = await connection.getStats();
      for (const entry of report.values()) {
        if (entry['type'] === 'candidate-pair') {
          const local = report.get(String(entry['localCandidateId']));
          found.candidates.add(String(local?.['candidateType']));
          const by = local?.['relayProtocol'];
          if (typeof by === 'string') found.relayed.add(by);
        }
        if (entry['type'] !== 'transport') continue;
        found.bytesSent += Number(entry['bytesSent']);
        const pair = report.get(String(entry['selectedCandidatePairId']));
        const local = report.get(String(pair?.['localCandidateId']));
        if (local) found.selected.push(String(local['candidateType']));
      }
    }
    const { candidates, relayed } = found;
    return { ...found, candidates: [...candidates].toSorted(), relayed: [...relayed].toSorted() };
  });
}
