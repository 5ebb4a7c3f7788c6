import { ids, type ClientId } from '../../../src/contract/ids.ts';
import type { Treatment } from '../../../src/domain/retention.ts';
import type { SqlHandle } from '../database/sql-handle.ts';

export interface ClientTreatment extends Treatment {
  readonly clientId: ClientId;
}

/** Which treatments have ended, and what the rules of retention need of each. */
export interface TreatmentsTable {
  /** Of every client. */
  list(): readonly ClientTreatment[];
  /** Ends a treatment, or corrects what was said of its end. */
  end(clientId: ClientId, endedAtMs: number, adultInYear: number | null): void;
  /** It goes on. */
  resume(clientId: ClientId): void;
}

const listSql = `
  SELECT clients.client_id, ended_at_ms, adult_in_year,
    coalesce((SELECT max(coalesce(ended_at_ms, started_at_ms)) FROM sessions
      WHERE sessions.client_id = clients.client_id), created_at_ms) AS last_contact_ms
  FROM clients LEFT JOIN client_treatments ON client_treatments.client_id = clients.client_id
  ORDER BY clients.client_id`;

export function createTreatmentsTable(sql: SqlHandle): TreatmentsTable {
  return {
    list: () =>
      sql.all(listSql).map((row) => ({
        clientId: ids.client.parse(row.text('client_id')),
        lastContactMs: row.int('last_contact_ms'),
        endedAtMs: row.intOrNull('ended_at_ms'),
        adultInYear: row.intOrNull('adult_in_year'),
      })),
    end: (clientId, endedAtMs, adultInYear) => {
      sql.write((write) =>
        write.run(
          `INSERT INTO client_treatments (client_id, ended_at_ms, adult_in_year)
           VALUES (:clientId, :endedAtMs, :adultInYear)
           ON CONFLICT (client_id) DO UPDATE SET adult_in_year = excluded.adult_in_year`,
          { clientId, endedAtMs, adultInYear },
        ),
      );
    },
    resume: (clientId) => {
      sql.write((write) =>
        write.run('DELETE FROM client_treatments WHERE client_id = :clientId', { clientId }),
      );
    },
  };
}
