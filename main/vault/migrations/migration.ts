/** One step of the schema. Steps are never changed after a release, only followed by others. */
export interface Migration {
  /** The schema version that it leads to, from the one before. */
  readonly version: number;
  /** Statements without input, run in one transaction together with the new version number. */
  readonly sql: string;
}
