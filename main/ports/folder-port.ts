/** Asks a person for a folder. */
export interface FolderPort {
  /** An absolute path; null when they changed their mind. */
  ask(): Promise<string | null>;
}
